"""kl_div keeps its digits, however close the two distributions are."""

import math

import mpmath
import numpy as np
import pytest

import logitbook as lb
from tests.logitbook.exactness import DIGITS, exact_row, ulps

BOUND = 16
INF = math.inf


def exact_divergence(z_p: list[float], z_q: list[float]) -> mpmath.mpf:
    """Sum p (log p - log q) with so many digits that their cancellation does not matter."""
    p, q = exact_row(z_p), exact_row(z_q)
    return mpmath.fsum(
        share * (log_p - log_q)
        for share, log_p, log_q in zip(p.softmax, p.log_softmax, q.log_softmax, strict=True)
        if share
    )


def pairs(seed: int, count: int) -> list[tuple[list[float], list[float]]]:
    """Return pairs of rows: close, close but for a shift, with one class moved, and unrelated."""
    rng = np.random.default_rng(seed)
    result = []
    for i in range(count):
        z = rng.normal(size=int(rng.choice([2, 3, 5, 20]))) * 10 ** rng.uniform(-2, 2.5) + rng.choice([0, 300, -1])
        noise = rng.normal(size=z.size) * 10 ** rng.uniform(-14, 1)
        one = np.zeros_like(z)
        one[rng.integers(z.size)] = 10 ** rng.uniform(-10, 2.5)
        other = (z + noise, z + noise + 10 ** rng.uniform(-3, 3), z + one, noise * 10)[i % 4]
        result.append((z.tolist(), other.tolist()))
    return result


@pytest.mark.parametrize("seed", range(4))  # which spread over the workers
def test_divergences_of_close_and_of_far_logits_are_within_their_bound(seed: int) -> None:
    with mpmath.workdps(DIGITS):
        for z_p, z_q in pairs(seed, 100):
            exact = exact_divergence(z_p, z_q)
            if exact > 1e-290:
                assert ulps(float(lb.kl_div(z_p, z_q)), exact) <= BOUND, (z_p, z_q)
            else:
                assert abs(lb.kl_div(z_p, z_q) - exact) < 1e-305, (z_p, z_q)


def test_nearly_equal_logits_keep_all_digits() -> None:
    assert float(lb.kl_div([2.0, 1.0, 0.1], [2.0 + 1e-10, 1.0, 0.1])) == pytest.approx(1.1235934e-21, rel=3e-8, abs=0)


def test_logits_that_differ_by_the_same_number_throughout_have_no_divergence() -> None:
    z = np.array([2.0, 1.0, 0.125, -30.0])
    for shift in (0.5, -3.0, 1024.0):
        assert lb.kl_div(z, z + shift) == 0


def test_a_class_whose_probability_underflows_counts_by_what_the_other_gives_it() -> None:
    assert lb.kl_div([0.0, -745.0], [0.0, 0.0]) == pytest.approx(math.log(2), rel=1e-15)
    assert lb.kl_div([0.0, -800.0], [0.0, -3.0]) == pytest.approx(math.log1p(math.exp(-3)), rel=1e-15)
    assert lb.kl_div([0.0, -800.0], [0.0, -INF]) == INF


def test_classes_that_neither_has_change_nothing() -> None:
    z_p, z_q = [2.0, 1.0, 0.1], [2.0 + 1e-10, 1.0, 0.1]
    assert lb.kl_div([*z_p, -INF], [*z_q, -INF]) == lb.kl_div(z_p, z_q)


def test_narrow_floats_are_as_exact_as_they_can_be() -> None:
    rng = np.random.default_rng(5)
    for scale in (1e-2, 1e-1, 1, 10):
        z = rng.normal(size=(50, 6)).astype(np.float32) * np.float32(2)
        other = z + np.float32(scale) * rng.normal(size=z.shape).astype(np.float32)
        exact = lb.kl_div(z.astype(np.float64), other.astype(np.float64))
        np.testing.assert_allclose(lb.kl_div(z, other), exact, rtol=float(BOUND * np.finfo(np.float32).eps))
        half, other_half = z.astype(np.float16), other.astype(np.float16)
        exact = lb.kl_div(half.astype(np.float64), other_half.astype(np.float64))
        tiny = float(np.finfo(np.float16).smallest_subnormal)
        np.testing.assert_allclose(lb.kl_div(half, other_half), exact, rtol=2**-11 * 1.01, atol=tiny)


def test_the_class_axis_may_be_any() -> None:
    z = np.random.default_rng(6).normal(size=(4, 5, 3))
    other = z + 1e-9 * z**2
    many, one = lb.kl_div(z, other, axis=1), lb.kl_div(z[2, :, 1], other[2, :, 1])
    np.testing.assert_allclose(np.asarray(many)[2, 1], one, rtol=1e-14)
