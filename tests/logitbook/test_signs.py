"""What is never negative is never -0.0 either, which prints as if it were."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

import logitbook as lb

Floats = NDArray[np.floating]

INF = np.inf
logits = st.one_of(st.floats(-2000, 2000), st.sampled_from([0.0, 1e4, -1e4, -INF, 1e308]))
rows = arrays(np.float64, st.integers(1, 8), elements=logits)
NEVER_NEGATIVE: dict[str, Callable[..., Any]] = {
    "softmax": lb.softmax,
    "sigmoid": lb.sigmoid,
    "softplus": lb.softplus,
    "entropy": lb.entropy,
    "kl_div": lambda z: lb.kl_div(z, z),
    "kl_div of others": lambda z: lb.kl_div(z, z[::-1]),
    "perplexity": lb.perplexity,
    "z_loss": lambda z: lb.z_loss(z, 0),
    "cross_entropy": lambda z: lb.cross_entropy(z, z.argmax(), reduction="none"),
    "cross_entropy of a distribution": lambda z: lb.cross_entropy(z, np.eye(len(z))[z.argmax()], reduction="none"),
    "cross_entropy smoothed": lambda z: lb.cross_entropy(z, 0, label_smoothing=1),
    "bce_with_logits": lambda z: lb.bce_with_logits(z, z > 0, reduction="none"),
    "the diagonal of softmax_jacobian": lambda z: np.diagonal(lb.softmax_jacobian(z)),
    "expected_calibration_error": lambda z: lb.expected_calibration_error(np.eye(3), [0, 1, 2]),
}


@given(rows)
def test_nothing_is_minus_zero_that_cannot_be_negative(z: Floats) -> None:
    for dtype in (np.float64, np.float32):
        with np.errstate(over="ignore"):
            z = z.astype(dtype)
        results = {name: np.asarray(function(z)) for name, function in NEVER_NEGATIVE.items()}
        assert [name for name, values in results.items() if (np.signbit(values) & ~np.isnan(values)).any()] == []


@pytest.mark.parametrize(
    "z", [0.0, 3.0, [0.0], [0.0, -INF], [0.0, -1e4], [[5.0, -INF], [0.0, -800.0]], np.ones((2, 0))]
)
def test_the_entropy_of_a_certain_class_is_0(z: Any) -> None:
    result = np.asarray(lb.entropy(z))
    assert (result == 0).all()
    assert not np.signbit(result).any()


def test_the_energy_of_a_logit_of_0_is_0() -> None:
    assert str(lb.energy([0.0])) == "0.0"


def test_a_logit_is_nan_outside_0_and_1_and_clamped_if_asked() -> None:
    for dtype in (np.float16, np.float32, np.float64):
        outside = np.array([-INF, -1, -0.01, np.nextafter(dtype(1), dtype(2)), 1.01, 2, INF], dtype)
        assert np.isnan(lb.logit(outside)).all()
        assert np.isfinite(lb.logit(outside, eps=0.01)).all()
        np.testing.assert_array_equal(lb.logit(np.array([0, -0.0, 1], dtype)), [-INF, -INF, INF])
    assert np.isnan(lb.logit([-1, 2])).all()
    assert np.isnan(lb.logit(-5e-324))
    assert str(lb.logit([-1.0, 0.0, 2.0], eps=0.5)) == "[0. 0. 0.]"
