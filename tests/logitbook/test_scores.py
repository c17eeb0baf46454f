"""Entropy, divergence, perplexity, energy, caps, priors and calibration against their definitions."""

from typing import Any

import mpmath
import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from scipy import optimize, special

import logitbook as lb

INF, NAN = np.inf, np.nan
RNG = np.random.default_rng(0)
Z = RNG.normal(size=(7, 5)) * 3


def test_entropy_agrees_with_scipy_on_probabilities() -> None:
    assert_allclose(lb.entropy(Z), special.entr(special.softmax(Z, axis=-1)).sum(axis=-1), rtol=1e-13)
    assert_allclose(lb.entropy(Z, axis=0), special.entr(special.softmax(Z, axis=0)).sum(axis=0), rtol=1e-13)


def test_entropy_ranges_from_0_to_log_k() -> None:
    assert lb.entropy([0.0, -INF]) == 0
    assert lb.entropy([0.0, 0.0, -INF]) == pytest.approx(np.log(2))
    assert lb.entropy(np.zeros(1000)) == pytest.approx(np.log(1000))
    assert np.isnan(lb.entropy([-INF, -INF]))


def test_divergence_agrees_with_scipy_on_probabilities() -> None:
    other = RNG.normal(size=(7, 5))
    expected = special.rel_entr(special.softmax(Z, axis=-1), special.softmax(other, axis=-1)).sum(axis=-1)
    assert_allclose(lb.kl_div(Z, other), expected, rtol=1e-13)


def test_divergence_of_absent_classes() -> None:
    assert lb.kl_div([0.0, -INF], [0.0, 0.0]) == pytest.approx(np.log(2))
    assert lb.kl_div([0.0, 0.0], [0.0, -INF]) == INF
    assert lb.kl_div([0.0, -INF], [0.0, -INF]) == 0
    assert lb.kl_div(np.array([0, 1], np.float16), np.array([1, 0], np.float32)).dtype == np.float32


def test_divergence_of_close_distributions_keeps_digits() -> None:
    with mpmath.workdps(50):
        p, q = ([mpmath.exp(v) / (1 + mpmath.exp(v)), 1 / (1 + mpmath.exp(v))] for v in (0, mpmath.mpf(2) ** -12))
        exact = float(mpmath.fsum(a * mpmath.log(a / b) for a, b in zip(p, q, strict=True)))
    assert lb.kl_div([0.0, 0.0], [2.0**-12, 0.0]) == pytest.approx(exact, rel=1e-8)


def test_perplexity_is_exp_of_the_mean() -> None:
    assert lb.perplexity([0.1, 2.3, 0.7]) == pytest.approx(np.exp(3.1 / 3))
    assert lb.perplexity([INF, 0.0]) == INF
    assert np.isnan(lb.perplexity([]))
    assert lb.perplexity(np.array([5, 5], np.float16)).dtype == np.float16


@pytest.mark.parametrize("temperature", [1.0, 0.5, 10.0])
def test_energy_is_minus_t_logsumexp(temperature: float) -> None:
    expected = -temperature * special.logsumexp(Z / temperature, axis=-1)
    assert_allclose(lb.energy(Z, temperature), expected, rtol=1e-13)


def test_energy_at_the_edges() -> None:
    assert lb.energy([1e308, 0.0], 1e-3) == -1e308
    assert lb.energy([-INF, -INF], 2.0) == INF
    assert lb.energy([INF, 0.0], 2.0) == -INF
    assert_array_equal(lb.energy(np.zeros((2, 0)), 2.0), [INF, INF])
    assert lb.energy(3.0) == -3
    with pytest.raises(ValueError, match=r"^temperature must be a finite number above 0, got 0$"):
        lb.energy(Z, 0)


def test_a_soft_cap_bounds() -> None:
    assert_allclose(lb.softcap([16.917], 30), 30 * np.tanh(16.917 / 30), rtol=1e-15)
    assert_array_equal(lb.softcap([-INF, 0, INF], 30), [-30, 0, 30])
    with pytest.raises(ValueError, match=r"^cap must be a finite number above 0, got -1$"):
        lb.softcap(Z, -1)


def test_a_soft_cap_ties_what_is_far_beyond_it() -> None:
    assert_array_equal(lb.softcap([700.0, 600.0], 30), [30, 30])
    for dtype, factor in ((np.float64, 19), (np.float32, 10)):
        assert lb.softcap(dtype(factor * 0.98 * 30), 30) < 30 == lb.softcap(dtype(factor * 1.01 * 30), 30)


def test_the_mean_of_the_perplexities_of_parts_is_not_that_of_the_whole() -> None:
    short, long = [0.1], [3.0] * 100
    each = [lb.perplexity(short), lb.perplexity(long)]
    assert np.mean(each) < lb.perplexity(short + long) < np.average(each, weights=[1, 100])


def test_a_temperature_may_swap_two_inputs() -> None:
    z = np.array([[2.0, 0, 0, 0, 0], [1.2, 0, -9, -9, -9]])
    assert lb.softmax(z, temperature=0.5).max(axis=1).argmax() == 0
    assert lb.softmax(z, temperature=1.0).max(axis=1).argmax() == 1


def test_a_prior_is_subtracted() -> None:
    prior = np.log([0.9, 0.1])
    assert_allclose(lb.softmax(lb.logit_adjust([2.0, 0.5], prior)), [0.332428, 0.667572], atol=5e-7)
    assert_allclose(lb.logit_adjust([2.0, 0.5], prior, tau=-2), [2 + 2 * prior[0], 0.5 + 2 * prior[1]])
    assert lb.logit_adjust(np.array([1, 2], np.float32), prior).dtype == np.float32
    with pytest.raises(ValueError, match=r"^log_prior must be finite, got -inf$"):
        lb.logit_adjust([1.0, 2.0], [0.0, -INF])
    with pytest.raises(ValueError, match=r"^tau must be a finite number, got inf$"):
        lb.logit_adjust([1.0, 2.0], prior, tau=INF)


def test_the_fitted_temperature_minimises_the_loss() -> None:
    z = RNG.normal(size=(200, 4)) * 5
    y = np.array([RNG.choice(4, p=p) for p in special.softmax(z / 2.5, axis=-1)])
    best = optimize.minimize_scalar(
        lambda t: lb.cross_entropy(z / t, y), bounds=(0.1, 20), method="bounded", options={"xatol": 1e-9}
    )
    assert lb.fit_temperature(z, y) == pytest.approx(best.x, rel=1e-6)
    assert lb.fit_temperature(z * 1e200, y) == pytest.approx(best.x * 1e200, rel=1e-6)
    assert lb.fit_temperature(z - 70, y) == pytest.approx(best.x, rel=1e-6)


def test_the_fitted_temperature_matches_the_mean_logit_not_the_mean_confidence() -> None:
    z = np.array([[8.0, 0.0]] * 100 + [[1.0, 0.0]] * 100)
    y = np.array([0] * 85 + [1] * 15 + [0] * 75 + [1] * 25)
    p = lb.softmax(z / lb.fit_temperature(z, y))
    assert (p * z).sum(axis=1).mean() == pytest.approx(z[np.arange(200), y].mean(), rel=1e-12)
    assert p.max(axis=1).mean() < (z.argmax(axis=1) == y).mean() - 0.05


def test_a_gap_of_3_with_four_in_five_right_has_a_closed_form() -> None:
    assert lb.fit_temperature([[3.0, 0.0]] * 5, [0, 0, 0, 0, 1]) == pytest.approx(3 / np.log(4), rel=1e-14)
    masked = [[3.0, 0.0, -INF]] * 5
    assert lb.fit_temperature(masked, [0, 0, 0, 0, 1]) == pytest.approx(3 / np.log(4), rel=1e-14)


def test_temperatures_without_a_minimum() -> None:
    assert lb.fit_temperature([[3.0, 0.0], [0.0, 1.0]], [0, 1]) == 0
    assert lb.fit_temperature([[3.0, 0.0], [0.0, 1.0]], [1, 0]) == INF
    assert lb.fit_temperature([[0.0, 0.0]], [0]) == INF


def test_a_temperature_far_below_the_spread_is_found() -> None:
    z = np.array([[1.0, 0.0]] * 9 + [[1e-3, 0.0]])
    fitted = lb.fit_temperature(z, [0] * 9 + [1])
    losses = [lb.cross_entropy(z / t, [0] * 9 + [1]) for t in (fitted * 0.99, fitted, fitted * 1.01)]
    assert losses[1] < min(losses[0], losses[2])


@pytest.mark.parametrize(
    ("z", "y", "error", "message"),
    [
        ([[1.0, 2.0]], [2], ValueError, "^y must hold class indices from 0 to 1, got 2$"),
        ([[1.0, 2.0]], [0, 1], ValueError, r"^y must have one class index per row, shape \(1,\), got shape \(2,\)$"),
        ([[1.0, 2.0]], [0.5], TypeError, "^y must hold integers as class indices, got dtype float64$"),
        (np.zeros((0, 2)), [], ValueError, "^z must hold at least one row, got none$"),
        ([[NAN, 2.0]], [1], ValueError, "^z must hold no NaN, no"),
        ([[INF, 2.0]], [1], ValueError, "^z must hold no NaN, no"),
        ([[-INF, 2.0]], [0], ValueError, "^z must hold no NaN, no"),
    ],
)
def test_fit_temperature_names_what_is_wrong(z: Any, y: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        lb.fit_temperature(z, y)


def test_calibration_error_by_hand() -> None:
    p = np.array([[0.95, 0.05], [0.85, 0.15], [0.55, 0.45], [0.52, 0.48]])
    y = [0, 1, 0, 0]
    # Bins of 0.1: gaps 0.05, 0.85 and |2 - 1.07|, over four rows.
    assert lb.expected_calibration_error(p, y, bins=10) == pytest.approx((0.05 + 0.85 + 0.93) / 4)
    assert lb.expected_calibration_error(p, y, bins=1) == pytest.approx(abs(3 - 2.87) / 4)
    assert lb.expected_calibration_error([[0.5, 0.5], [0.75, 0.25]], [1, 0], bins=2) == 0.375
    assert lb.expected_calibration_error([[1.0, 0.0]], [0]) == 0
    assert lb.expected_calibration_error([[0.0, 0.0]], [0], bins=2) == 1
    assert np.isnan(lb.expected_calibration_error(np.zeros((0, 2)), []))


@pytest.mark.parametrize(
    ("p", "bins", "error", "message"),
    [
        ([[2.0, -1.0]], 15, ValueError, "^p must hold probabilities from 0 to 1"),
        ([[NAN, 1.0]], 15, ValueError, "^p must hold probabilities from 0 to 1"),
        ([[0.5, 0.5]], 0, ValueError, "^bins must be an integer of at least 1, got 0$"),
        ([[0.5, 0.5]], 1.5, TypeError, "^bins must be an integer of at least 1, got 1.5$"),
    ],
)
def test_calibration_error_names_what_is_wrong(p: float, bins: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        lb.expected_calibration_error(p, [0], bins)


def test_the_inverse_of_softmax_leaves_out_impossible_classes() -> None:
    assert_allclose(lb.inv_softmax([0.5, 0.25, 0.0]), [np.log(2) / 2, -np.log(2) / 2, -INF], rtol=1e-14)
    assert np.isnan(lb.inv_softmax([0.5, -0.5])).all()
    assert lb.inv_softmax(0.3) == 0
    assert_allclose(lb.inv_softmax([[0.7, 0.2], [0.3, 0.8]], axis=0).sum(axis=0), 0, atol=1e-15)


def test_the_jacobian_of_a_batch_and_of_a_scalar() -> None:
    assert lb.softmax_jacobian(Z).shape == (7, 5, 5)
    assert_array_equal(lb.softmax_jacobian(Z)[2], lb.softmax_jacobian(Z[2]))
    assert_array_equal(lb.softmax_jacobian(3.0), [[0]])


def test_logit_may_be_clamped() -> None:
    assert_allclose(lb.logit([-1, 0, 0.5, 1, 2], eps=0.1), [-np.log(9)] * 2 + [0] + [np.log(9)] * 2, rtol=1e-15)
    assert_allclose(lb.logit(np.array([0, 1], np.float32), eps=1e-10), [-23.02585, 23.02585], rtol=1e-6)
    assert_array_equal(lb.logit([0.0, 1.0], eps=0), [-INF, INF])
    with pytest.raises(ValueError, match=r"^eps must be a number from 0 to 0\.5, got 0\.7$"):
        lb.logit(0.5, eps=0.7)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(
    "start", [-710.0, -705.0, -86.0, -85.0, -3.0, 0.0128974, 0.0148333, 0.5, 5.0, 16.6, 17.2, 36.7]
)
def test_sigmoid_rises_with_x_but_for_neighbours_in_float32(dtype: type[np.floating], start: Any) -> None:
    x = np.full(3000, start, dtype)
    step = np.spacing(x[0])
    x += np.abs(step) * np.arange(len(x), dtype=dtype)
    assert (np.diff(x) > 0).all()
    p = lb.sigmoid(x)
    assert (np.diff(p) >= (0 if dtype is np.float64 else -2 * np.spacing(p[1:]))).all()
    spread = np.linspace(-800, 800, 100_001, dtype=dtype)
    assert (np.diff(lb.sigmoid(spread)) >= 0).all()
