"""Laws that hold for whatever logits."""

from random import Random

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from numpy.testing import assert_allclose, assert_array_equal
from numpy.typing import NDArray

import logitbook as lb

Floats = NDArray[np.floating]

EPS = np.finfo(np.float64).eps
logits = st.floats(-50, 50)
rows = arrays(np.float64, st.integers(1, 80), elements=logits)
tables = arrays(np.float64, array_shapes(min_dims=2, max_dims=2, min_side=2, max_side=12), elements=logits)
wild = arrays(np.float64, st.integers(1, 80), elements=st.floats(allow_nan=False, allow_infinity=False))
probabilities = st.floats(0, 1)


@given(wild)
def test_probabilities_sum_to_1(z: Floats) -> None:
    p = lb.softmax(z)
    assert (p >= 0).all()
    assert_allclose(p.sum(), 1, rtol=len(z) * EPS)


@given(rows, st.integers(-1000, 1000))
def test_a_shift_of_all_logits_changes_no_probability(z: Floats, shift: float) -> None:
    z = np.rint(z * 1024) / 1024
    assert_allclose(lb.softmax(z + shift), lb.softmax(z), rtol=16 * EPS)
    assert_allclose(lb.log_softmax(z + shift), lb.log_softmax(z), rtol=16 * EPS)
    assert_allclose(lb.logsumexp(z + shift), lb.logsumexp(z) + shift, rtol=16 * EPS, atol=1e-12)


@given(rows, st.randoms(use_true_random=False))
def test_permuted_logits_give_permuted_probabilities(z: Floats, random: Random) -> None:
    order = list(range(len(z)))
    random.shuffle(order)
    assert_allclose(lb.softmax(z[order]), lb.softmax(z)[order], rtol=8 * EPS)
    assert_allclose(lb.logsumexp(z[order]), lb.logsumexp(z), rtol=4 * EPS)


@given(rows)
def test_a_larger_logit_never_has_the_smaller_probability_in_float64(z: Floats) -> None:
    order = np.argsort(z)
    assert (np.diff(lb.softmax(z)[order]) >= 0).all()
    assert (np.diff(lb.log_softmax(z)[order]) >= 0).all()


@given(rows)
def test_exp_of_log_softmax_is_softmax(z: Floats) -> None:
    assert_allclose(np.exp(lb.log_softmax(z)), lb.softmax(z), rtol=200 * EPS)


@given(rows)
def test_softmax_undoes_its_inverse(z: Floats) -> None:
    p = lb.softmax(z)
    assert_allclose(lb.softmax(lb.inv_softmax(p)), p, rtol=400 * EPS)
    assert_allclose(lb.inv_softmax(p).mean(), 0, atol=1e-12)


@given(arrays(np.float64, 20, elements=st.floats(-30, 15)))
def test_logit_undoes_sigmoid(x: Floats) -> None:
    assert_allclose(lb.logit(lb.sigmoid(x)), x, rtol=1e-12, atol=1e-9)


@given(arrays(np.float64, 20, elements=st.floats(-800, 800)))
def test_sigmoids_of_opposites_sum_to_1_and_increase(x: Floats) -> None:
    assert_allclose(lb.sigmoid(x) + lb.sigmoid(-x), 1, rtol=2 * EPS)
    assert (np.diff(lb.sigmoid(np.sort(x))) >= 0).all()


@given(arrays(np.float64, 20, elements=st.floats(-800, 800)))
def test_softplus_of_opposites_differs_by_the_logit(x: Floats) -> None:
    assert_allclose(lb.softplus(x) - lb.softplus(-x), x, rtol=4 * EPS, atol=1e-15)
    assert_array_equal(lb.log_sigmoid(x), -lb.softplus(-x))


@given(st.floats(-30, 30))
def test_one_sigmoid_is_a_softmax_over_two_classes(x: float) -> None:
    assert_allclose(lb.softmax([x, 0.0])[0], lb.sigmoid(x), rtol=8 * EPS)
    assert_allclose(lb.bce_with_logits(x, 1.0), lb.cross_entropy([x, 0.0], 0), rtol=16 * EPS)


@given(arrays(np.float64, st.integers(2, 8), elements=st.floats(-5, 5)), st.data())
def test_the_gradient_of_cross_entropy_is_p_minus_y(z: Floats, data: st.DataObject) -> None:
    y = data.draw(st.integers(0, len(z) - 1))
    step = 1e-6 * np.eye(len(z))
    slope = (lb.cross_entropy(z + step, [y] * len(z), reduction="none")
             - lb.cross_entropy(z - step, [y] * len(z), reduction="none")) / 2e-6  # fmt: skip
    assert_allclose(slope, lb.softmax(z) - (np.arange(len(z)) == y), atol=1e-8)


@given(arrays(np.float64, st.integers(2, 8), elements=st.floats(-5, 5)))
def test_the_jacobian_is_the_slope_of_softmax(z: Floats) -> None:
    step = 1e-6 * np.eye(len(z))
    slope = (lb.softmax(z + step) - lb.softmax(z - step)) / 2e-6
    assert_allclose(lb.softmax_jacobian(z), slope, atol=1e-8)
    assert_allclose(lb.softmax_jacobian(z).sum(axis=-1), 0, atol=1e-15)


@given(rows, st.integers(1, 79))
def test_logsumexp_of_chunks_is_that_of_the_whole(z: Floats, cut: float) -> None:
    assume(cut < len(z))
    chunks = np.logaddexp(lb.logsumexp(z[:cut]), lb.logsumexp(z[cut:]))
    assert_allclose(lb.logsumexp(z), chunks, rtol=1e-14, atol=1e-14)


@given(rows)
def test_logsumexp_lies_above_the_maximum_by_log_k_at_most(z: Floats) -> None:
    excess = lb.logsumexp(z) - z.max()
    assert -1e-14 <= excess <= np.log(len(z)) + 1e-14


@given(rows, probabilities)
def test_top_p_keeps_at_least_the_mass_and_no_class_too_many(z: Floats, p: float) -> None:
    kept = lb.top_p(z, p) > -np.inf
    mass = lb.softmax(z)
    assert mass[kept].sum() >= p - 1e-12
    assert kept[np.argmax(z)]
    if kept.sum() > 1 and p < 1:
        assert mass[kept].sum() - mass[kept].min() < p + 1e-12


@given(rows, st.integers(1, 100))
def test_top_k_keeps_the_k_largest(z: Floats, k: int) -> None:
    result = lb.top_k(z, k)
    kept = result > -np.inf
    assert kept.sum() == min(k, len(z))
    assert_array_equal(np.sort(result[kept]), np.sort(z)[-k:])


@given(rows, probabilities)
def test_min_p_keeps_what_is_at_least_p_times_as_likely_as_the_best(z: Floats, p: float) -> None:
    ratio = lb.softmax(z) / lb.softmax(z).max()
    kept = lb.min_p(z, p) > -np.inf
    assert kept[np.argmax(z)]
    assert (ratio[kept] >= p * (1 - 1e-12)).all()
    assert (ratio[~kept] <= p * (1 + 1e-12)).all()


@given(tables, st.data())
def test_divergence_is_never_negative_and_0_from_itself(z: Floats, data: st.DataObject) -> None:
    other = data.draw(arrays(np.float64, z.shape, elements=logits))
    assert (lb.kl_div(z, other) >= 0).all()
    assert (lb.kl_div(z, z) == 0).all()


@given(tables, st.data())
def test_cross_entropy_is_entropy_plus_divergence(z: Floats, data: st.DataObject) -> None:
    other = data.draw(arrays(np.float64, z.shape, elements=logits))
    expected = lb.entropy(other) + lb.kl_div(other, z)
    assert_allclose(lb.cross_entropy(z, lb.softmax(other), reduction="none"), expected, rtol=1e-10, atol=1e-12)


@given(rows, st.floats(0.01, 100))
def test_temperature_keeps_the_order_and_tends_to_uniform(z: Floats, temperature: float) -> None:
    p = lb.softmax(z, temperature=temperature)
    assert (np.diff(p[np.argsort(z)]) >= 0).all()
    assert p.max() >= lb.softmax(z, temperature=2 * temperature).max() * (1 - 1e-14)


@given(arrays(np.float32, st.integers(1, 300), elements=st.floats(-80, 80, width=32)))
def test_float32_agrees_with_float64(z: Floats) -> None:
    assert_allclose(lb.softmax(z), lb.softmax(z.astype(float)), rtol=1e-5, atol=1e-37)
    assert_allclose(lb.logsumexp(z), lb.logsumexp(z.astype(float)), rtol=1e-6, atol=1e-6)
