"""Every result in float64 lies within the promised units in the last place of the exact one."""

from collections.abc import Callable
from typing import Any

import mpmath
import numpy as np
import pytest
from numpy.typing import NDArray

import logitbook
from tests.logitbook import adversarial
from tests.logitbook.exactness import (
    DIGITS,
    exact_log_sigmoid,
    exact_logit,
    exact_row,
    exact_sigmoid,
    exact_softplus,
    ulps,
    worst,
    worst_elementwise,
)

Floats = NDArray[np.floating]

ROWS = adversarial.adversarial_rows()


@pytest.mark.parametrize(
    ("function", "exact", "bound"),
    [
        (logitbook.sigmoid, exact_sigmoid, 2),
        (logitbook.softplus, exact_softplus, 2),
        (logitbook.log_sigmoid, exact_log_sigmoid, 2),
    ],
    ids=["sigmoid", "softplus", "log_sigmoid"],
)
def test_functions_of_one_logit_are_within_their_bound(
    function: Callable[..., Any], exact: Callable[..., Any], bound: float
) -> None:
    assert worst_elementwise(function, exact, adversarial.adversarial_numbers()) <= bound


def test_logit_keeps_its_digits_near_one_half_and_at_both_ends() -> None:
    rng = np.random.default_rng(1)
    near_half = 0.5 + rng.normal(size=100) * 10.0 ** rng.uniform(-16, -1, 100)
    p = np.concatenate([rng.uniform(0, 1, 100), near_half[(near_half > 0) & (near_half < 1)], [1e-300, 5e-324]])
    assert worst_elementwise(logitbook.logit, exact_logit, p) <= 2


@pytest.mark.parametrize("part", range(8))  # which spread over the workers
def test_softmax_log_softmax_cross_entropy_and_logsumexp_are_within_their_bounds(part: int) -> None:
    with mpmath.workdps(DIGITS):
        for row in ROWS[part::8]:
            exact = exact_row(row)
            assert worst(logitbook.softmax(row).tolist(), exact.softmax) <= 4, row[:4]
            assert worst(logitbook.log_softmax(row).tolist(), exact.log_softmax) <= 8, row[:4]
            for y in {row.index(max(row)), row.index(min(row))}:
                assert ulps(float(logitbook.cross_entropy(row, y)), -exact.log_softmax[y]) <= 8, row[:4]
            assert ulps(float(logitbook.logsumexp(row)), exact.log_sum) <= 2, row[:4]


def test_a_row_in_a_batch_comes_out_as_it_does_alone() -> None:
    for classes in (2, 10, 63, 64, 300):
        z = np.array([row for row in ROWS if len(row) == classes] + [np.linspace(-800, 20, classes)])
        for function in (logitbook.softmax, logitbook.log_softmax, logitbook.logsumexp):
            np.testing.assert_array_max_ulp(function(z), np.array([function(row) for row in z]), maxulp=1)


def test_a_long_row_is_as_exact_as_a_short_one() -> None:
    z = np.full(200_000, -36.74)
    z[0] = 0
    with mpmath.workdps(60):
        tail = 199_999 * mpmath.exp(mpmath.mpf(-36.74))
        assert ulps(float(logitbook.softmax(z)[0]), 1 / (1 + tail)) <= 4
        assert ulps(float(logitbook.log_softmax(z)[0]), -mpmath.log1p(tail)) <= 8
        assert ulps(float(logitbook.logsumexp(z)), mpmath.log1p(tail)) <= 2


def test_float32_stays_within_a_few_of_its_own_ulps_of_float64() -> None:
    z = np.random.default_rng(3).normal(size=(50, 1000)).astype(np.float32) * 5
    exact = logitbook.softmax(z.astype(np.float64))
    np.testing.assert_allclose(logitbook.softmax(z), exact, rtol=float(8 * np.finfo(np.float32).eps))
    np.testing.assert_allclose(logitbook.logsumexp(z), logitbook.logsumexp(z.astype(float)), rtol=2e-7)


TINY = 4.248354255291589e-18  # log(1 + exp(-40))


def test_a_near_certain_class_keeps_its_loss() -> None:
    assert logitbook.log_softmax([0.0, -40.0])[0] == pytest.approx(-TINY, rel=1e-15, abs=0)
    assert logitbook.cross_entropy(np.array([0, -40], np.float32), 0) == pytest.approx(TINY, rel=1e-6, abs=0)
    assert logitbook.softmax_jacobian([0.0, -40.0])[0, 0] == pytest.approx(TINY, rel=1e-15, abs=0)
    assert logitbook.kl_div([0.0, 1e-9], [0.0, 0.0]) == pytest.approx(1.25e-19, rel=1e-8, abs=0)


@pytest.mark.parametrize("classes", [64, 100, 300, 1000])
def test_many_random_rows_with_a_few_dominant_classes_stay_within_4_ulps(classes: int) -> None:
    # mpmath is too slow for a million terms; long double has 11 bits to spare where it is longer than float64.
    if np.finfo(np.longdouble).nmant < 63:
        pytest.skip("long double is float64 on this platform: there is no fast oracle for many rows")
    z = np.random.default_rng(classes).normal(size=(1_000_000 // classes, classes)) * 10
    powers = np.exp(z.astype(np.longdouble) - z.max(axis=-1, keepdims=True))
    exact = powers / powers.sum(axis=-1, keepdims=True)
    assert np.max(np.abs(logitbook.softmax(z) - exact) / np.spacing(exact.astype(np.float64))) <= 4


def test_many_normalised_rows_at_once_are_good_to_1e_18() -> None:
    log_p = logitbook.log_softmax(np.random.default_rng(9).normal(size=(40, 1000)) * 3)
    together = logitbook.logsumexp(log_p)
    with mpmath.workdps(60):
        exact = [float(exact_row(row).log_sum) for row in log_p[:4].tolist()]
    assert np.abs(np.asarray(together)[:4] - exact).max() < 1e-18
    for row, value in zip(log_p[:4], exact, strict=True):
        assert logitbook.logsumexp(row) == pytest.approx(value, rel=1e-15, abs=0)


def test_one_near_certain_row_among_many_others_keeps_its_loss() -> None:
    z = np.random.default_rng(4).normal(size=(64, 1000))
    z[7, 3] = 50
    log_p = logitbook.log_softmax(z)
    with mpmath.workdps(DIGITS):
        for row in (7, 8):
            assert worst(log_p[row].tolist(), exact_row(z[row].tolist()).log_softmax) <= 8
