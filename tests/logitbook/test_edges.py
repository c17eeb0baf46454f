"""What happens at the edges: infinities, masks, NaN, empty and unusual arrays, and every dtype."""

import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from ml_dtypes import bfloat16
from numpy.testing import assert_array_equal

import logitbook as lb
from logitbook.binary import silent

INF, NAN = np.inf, np.nan
ROWWISE: list[Callable[..., Any]] = [lb.softmax, lb.log_softmax, lb.logsumexp, lb.entropy, lb.inv_softmax]
ELEMENTWISE: list[Callable[..., Any]] = [lb.sigmoid, lb.log_sigmoid, lb.softplus, lb.logit]


@pytest.mark.parametrize(
    ("z", "expected"),
    [
        ([0.0, -INF], [1, 0]),
        ([-INF, -INF], [NAN, NAN]),
        ([INF, 0.0], [NAN, NAN]),
        ([NAN, 0.0], [NAN, NAN]),
        ([], []),
        (3.0, 1.0),
        ([1e308, -1e308], [1, 0]),
        ([-1e308, -1e308], [0.5, 0.5]),
        ([800.0, 800.0], [0.5, 0.5]),
        ([709.7, 709.7], [0.5, 0.5]),
    ],
)
def test_softmax_of_extreme_rows(z: Any, expected: Any) -> None:
    assert_array_equal(lb.softmax(z), expected)


@pytest.mark.parametrize(
    ("z", "expected"),
    [
        ([0.0, -INF], [0, -INF]),
        ([-INF, -INF], [NAN, NAN]),
        ([INF, 0.0], [NAN, NAN]),
        ([], []),
        (3.0, 0.0),
        ([800.0, 0.0], [0, -800]),
        ([1e308, -1e308], [0, -INF]),
    ],
)
def test_log_softmax_of_extreme_rows(z: Any, expected: Any) -> None:
    assert_array_equal(lb.log_softmax(z), expected)


@pytest.mark.parametrize(
    ("z", "expected"),
    [
        ([], -INF),
        ([-INF, -INF], -INF),
        ([INF, 0.0], INF),
        ([INF, INF], INF),
        ([INF, -INF], INF),
        ([NAN, INF], NAN),
        (3.0, 3.0),
        ([0.0], 0.0),
        ([1e308, 1e308], 1e308),
        ([-1000.0, -INF], -1000.0),
        (np.zeros((3, 0)), [-INF] * 3),
        (np.zeros((0, 3)), []),
    ],
)
def test_logsumexp_of_extreme_rows(z: Any, expected: Any) -> None:
    assert_array_equal(lb.logsumexp(z), expected)


def test_sigmoid_and_its_kin_at_infinity() -> None:
    x = [-INF, INF, NAN]
    assert_array_equal(lb.sigmoid(x), [0, 1, NAN])
    assert_array_equal(lb.softplus(x), [0, INF, NAN])
    assert_array_equal(lb.log_sigmoid(x), [-INF, 0, NAN])
    assert_array_equal(lb.logit([0, 1, -0.1, 1.1, NAN]), [-INF, INF, NAN, NAN, NAN])


def test_sigmoid_reaches_the_smallest_subnormal() -> None:
    assert lb.sigmoid(-745.0) == 5e-324
    assert lb.sigmoid(np.float32(-103)) == np.float32(1.4012985e-45)


def test_masked_classes_get_nothing() -> None:
    z, keep = [1.0, 2.0, 3.0], [True, False, True]
    assert_array_equal(lb.softmax(z, where=keep), np.insert(lb.softmax([1.0, 3.0]), 1, 0))
    assert_array_equal(lb.log_softmax(z, where=keep), np.insert(lb.log_softmax([1.0, 3.0]), 1, -INF))
    assert lb.logsumexp(z, where=keep) == lb.logsumexp([1.0, 3.0])
    assert_array_equal(lb.softmax([NAN, 0.0], where=[False, True]), [0, 1])


def test_a_row_masked_throughout_gives_zeros() -> None:
    assert_array_equal(lb.softmax([1.0, 2.0], where=False), [0, 0])
    assert_array_equal(lb.log_softmax([1.0, 2.0], where=[False, False]), [-INF, -INF])
    assert lb.logsumexp([1.0, 2.0], where=False) == -INF
    assert lb.softmax(1.0, where=False) == 0


def test_a_mask_broadcasts() -> None:
    assert_array_equal(lb.softmax(np.zeros((2, 3)), where=[[True], [False]]), [[1 / 3] * 3, [0] * 3])


def test_temperature_divides_after_the_maximum_is_taken() -> None:
    assert_array_equal(lb.softmax([1e308, 0.0], temperature=1e-3), [1, 0])
    assert_array_equal(lb.softmax([1.0, 1.0, 0.0], temperature=0), [0.5, 0.5, 0])
    assert_array_equal(lb.log_softmax([1.0, 0.0], temperature=0), [0, -INF])
    np.testing.assert_allclose(lb.softmax([3.0, 1.0, 0.2], temperature=2), lb.softmax([1.5, 0.5, 0.1]), rtol=1e-15)


def test_extreme_temperatures_stay_meaningful() -> None:
    z = np.array([1, 0, -INF], np.float32)
    assert_array_equal(lb.softmax(z, temperature=1e-60), [1, 0, 0])
    assert_array_equal(lb.softmax(z, temperature=1e300), [0.5, 0.5, 0])
    assert_array_equal(lb.softmax([-INF, -INF], temperature=0), [NAN, NAN])
    assert_array_equal(lb.softmax([[NAN, 1.0], [1.0, 0.0]], temperature=0), [[NAN, NAN], [1, 0]])
    assert_array_equal(lb.softmax(4.0, temperature=0), 1.0)
    assert lb.softmax(np.zeros((2, 0)), temperature=2.0).shape == (2, 0)


@pytest.mark.parametrize("function", ROWWISE, ids=lambda f: f.__name__)
def test_nan_spoils_only_its_own_row(function: Callable[..., Any]) -> None:
    z = np.random.default_rng(0).uniform(0.1, 1, size=(6, 5))
    clean = function(z)
    z[2, 3] = NAN
    result = function(z)
    assert np.isnan(result[2]).all()
    assert_array_equal(np.delete(result, 2, axis=0), np.delete(clean, 2, axis=0))


@pytest.mark.parametrize("function", ELEMENTWISE, ids=lambda f: f.__name__)
def test_nan_spoils_only_its_own_element(function: Callable[..., Any]) -> None:
    x = np.linspace(0.1, 0.9, 5)
    clean = function(x)
    x[2] = NAN
    assert_array_equal(function(x), [*clean[:2], NAN, *clean[3:]])


@pytest.mark.parametrize("function", ROWWISE + ELEMENTWISE, ids=lambda f: f.__name__)
def test_dtypes_out(function: Callable[..., Any]) -> None:
    for given, returned in [
        (np.float32, np.float32),
        (np.float64, np.float64),
        (np.float16, np.float16),
        (np.int8, np.float64),
        (np.uint64, np.float64),
        (np.bool_, np.float64),
        (np.dtype(">f8"), np.dtype(np.float64)),
        (np.dtype(">f4"), np.dtype(np.float32)),
    ]:
        assert function(np.ones((2, 3), given)).dtype == returned, given
        assert np.asarray(function(np.ones((), given))).dtype == returned, given


def test_integers_do_not_wrap() -> None:
    assert_array_equal(lb.softmax(np.array([100, -100], np.int8)), lb.softmax([100.0, -100.0]))
    assert_array_equal(lb.softmax(np.array([0, 255], np.uint8)), lb.softmax([0.0, 255.0]))
    assert_array_equal(lb.sigmoid(np.array([-128], np.int8)), lb.sigmoid([-128.0]))
    assert_array_equal(lb.softmax([True, False]), lb.softmax([1.0, 0.0]))


@pytest.mark.parametrize("function", ROWWISE + ELEMENTWISE, ids=lambda f: f.__name__)
def test_float16_is_computed_in_float32_and_rounded_once(function: Callable[..., Any]) -> None:
    x = np.linspace(0, 1, 200).astype(np.float16).reshape(4, 50)
    assert_array_equal(function(x), function(x.astype(np.float32)).astype(np.float16))


def test_bfloat16_is_computed_in_float32_and_rounded_once() -> None:
    x = np.linspace(-9, 9, 30).astype(bfloat16)
    for function in (lb.softmax, lb.log_softmax, lb.sigmoid, lb.logsumexp):
        assert function(x).dtype == bfloat16
        assert_array_equal(function(x), function(x.astype(np.float32)).astype(bfloat16))


def test_100_000_equal_float16_logits_share_equally() -> None:
    assert_array_equal(lb.softmax(np.zeros(100_000, np.float16)), np.float16(1e-5))


@pytest.mark.parametrize("function", ROWWISE + ELEMENTWISE, ids=lambda f: f.__name__)
def test_unusual_arrays_give_what_plain_ones_give(function: Callable[..., Any]) -> None:
    z = np.random.default_rng(0).uniform(0.1, 0.9, size=(4, 6))
    expected = function(z)
    read_only = z.copy()
    read_only.flags.writeable = False
    assert_array_equal(function(read_only), expected)
    assert_array_equal(function(np.asfortranarray(z)), expected)
    assert_array_equal(function(np.repeat(z, 2, axis=0)[::2]), expected)
    assert_array_equal(function(np.repeat(z, 2, axis=1)[:, ::2]), expected)
    assert_array_equal(function(z.astype(">f8")), expected)
    assert_array_equal(function(z.tolist()), expected)


@pytest.mark.parametrize("function", ROWWISE + ELEMENTWISE, ids=lambda f: f.__name__)
def test_empty_arrays_work(function: Callable[..., Any]) -> None:
    assert function(np.zeros((0, 3))).size == 0
    assert function(np.zeros((2, 0), np.float32)).shape[0] == 2


@pytest.mark.parametrize("axis", [0, 1, 2, -1, -2, -3, None, (0, 1), (0, 2), (2, 0), (1, 2), (-1, 0)])
def test_any_axis_gives_what_it_gives_moved_to_the_end(axis: Any) -> None:
    z = np.random.default_rng(0).normal(size=(4, 5, 6))
    axes = tuple(range(3)) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    ends = tuple(range(-len(axes), 0))
    moved = np.moveaxis(z, sorted(a % 3 for a in axes), ends)
    flat = moved.reshape(*moved.shape[: 3 - len(axes)], -1)
    for function in (lb.softmax, lb.log_softmax):
        back = np.moveaxis(function(flat).reshape(moved.shape), ends, sorted(a % 3 for a in axes))
        assert_array_equal(function(z, axis=axis), back)
    assert_array_equal(lb.logsumexp(z, axis=axis), lb.logsumexp(flat))
    kept = lb.logsumexp(z, axis=axis, keepdims=True)
    assert kept.shape == np.sum(z, axis=axis, keepdims=True).shape
    assert_array_equal(kept.ravel(), lb.logsumexp(flat).ravel())


@pytest.mark.parametrize("shape", [(300, 400, 3), (3, 400, 300), (2, 70_000), (70_000, 2), (2, 30_000, 7)])
def test_arrays_of_many_blocks_give_what_their_slices_give(shape: tuple[int, ...]) -> None:
    z = np.random.default_rng(0).normal(size=shape).astype(np.float32)
    for axis in range(len(shape)):
        index = tuple(slice(None) if i == axis else length // 2 for i, length in enumerate(shape))
        assert_array_equal(lb.softmax(z, axis=axis)[index], lb.softmax(z[index]))
        assert_array_equal(lb.log_softmax(z, axis=axis)[index], lb.log_softmax(z[index]))
        at = tuple(length // 2 for i, length in enumerate(shape) if i != axis)
        assert np.asarray(lb.logsumexp(z, axis=axis))[at] == lb.logsumexp(z[index])


def test_sigmoid_of_many_blocks_gives_what_its_elements_give() -> None:
    x = np.random.default_rng(0).normal(size=(3, 70_000)) * 300
    assert_array_equal(lb.sigmoid(x)[:, ::7001], lb.sigmoid(x[:, ::7001].copy()))
    halves = x.astype(np.float16)
    assert_array_equal(lb.sigmoid(halves)[:, ::7001], lb.sigmoid(halves[:, ::7001]))


def test_scalars_in_scalars_out() -> None:
    functions: list[Callable[..., Any]] = [*ELEMENTWISE, lb.softmax, lb.log_softmax, lb.logsumexp]
    for function in functions:
        assert isinstance(function(0.5), np.float64)
        assert isinstance(function(np.float32(0.5)), np.float32)
    assert isinstance(lb.logsumexp([1.0, 2.0]), np.float64)
    assert lb.logsumexp(1.0, keepdims=True) == 1.0


def test_inputs_are_never_changed() -> None:
    z = np.random.default_rng(0).uniform(0.1, 0.9, size=(3, 4))
    before = z.copy()
    y = np.array([0, 1, 2])
    for function in ROWWISE + ELEMENTWISE:
        function(z)
    lb.softmax(z, where=z > 0.5, temperature=0.5)
    lb.cross_entropy(z, y, weight=np.ones(4), label_smoothing=0.1)
    lb.cross_entropy(z, z)
    lb.bce_with_logits(z, z, weight=z, pos_weight=z)
    for function in (lambda: lb.top_k(z, 2), lambda: lb.top_p(z, 0.5), lambda: lb.min_p(z, 0.5)):
        function()
    lb.repetition_penalty(z, [1], 2.0)
    lb.gumbel_max(z, np.random.default_rng(0))
    lb.fit_temperature(z, y)
    lb.expected_calibration_error(z, y)
    lb.softcap(z, 2.0)
    lb.energy(z, 2.0)
    lb.logit_adjust(z, z)
    assert_array_equal(z, before)


@pytest.mark.parametrize("state", ["warn", "raise"])
def test_nothing_warns_whatever_numpy_is_told_to_warn_of(state: Any) -> None:
    hard = [[INF, 0.0], [-INF, -INF], [NAN, 1.0], [1e308, -1e308], [-800.0, 800.0], [0.0, -745.0]]
    with warnings.catch_warnings(), np.errstate(all=state):
        warnings.simplefilter("error")
        for dtype in (np.float16, np.float32, np.float64):
            with np.errstate(all="ignore"):
                z = np.array(hard).astype(dtype)
            for function in ROWWISE + ELEMENTWISE:
                function(z)
            lb.softmax(z, temperature=1e-3)
            lb.log_softmax(z, temperature=0)
            lb.softmax_jacobian(z)
            lb.cross_entropy(z, [0] * 6, label_smoothing=0.5)
            lb.bce_with_logits(z, np.zeros((6, 2)), pos_weight=0)
            lb.kl_div(z, z[::-1])
            lb.energy(z, 1e-300)
            lb.z_loss(z, 1.0)
            lb.softcap(z, 1e-300)
            lb.top_k(z, 1)
            lb.top_p(z, 0.5)
            lb.min_p(z, 0)
            lb.perplexity(z)
            lb.repetition_penalty(z, [0], 1e300)
            lb.logit(z, eps=0)


@pytest.mark.parametrize("state", ["warn", "raise"])
def test_a_short_row_of_very_low_log_odds_warns_as_little(state: Any) -> None:
    with warnings.catch_warnings(), np.errstate(all=state):
        warnings.simplefilter("error")
        for dtype in (np.float32, np.float64):
            for low in (-90, -103, -740, -1e30, -INF):
                lb.sigmoid(np.array([low, 0.5], dtype))
        assert set(np.geterr().values()) == {state}


def test_many_threads_take_the_sigmoid_at_once_and_a_call_within_a_call_works() -> None:
    x = np.full((64, 10), -740.0)

    def many(_: Any) -> Any:
        with np.errstate(all="raise"):
            return [lb.sigmoid(x)[0, 0] for _ in range(300)]

    with ThreadPoolExecutor(4) as pool:
        assert {value for values in pool.map(many, range(8)) for value in values} == {lb.sigmoid(-740.0)}
    assert_array_equal(silent().run(lb.sigmoid, x), lb.sigmoid(x))


def test_near_certain_rounds_to_certain_results_overflow_and_nan_spoils_a_mean() -> None:
    assert lb.softmax([0.0, -40.0])[0] == 1
    assert lb.z_loss([1e200, 0.0], 1e-4) == INF
    z = [[NAN, 0.0], [0.0, 0.0]]
    assert np.isnan([lb.cross_entropy(z, [0, 0]), lb.bce_with_logits([NAN, 0.0], [0, 0]), lb.z_loss(z, 1.0)]).all()


def test_a_subnormal_probability_has_a_finite_logarithm() -> None:
    assert -INF < np.log(lb.softmax([0.0, -745.0])[1]) < -740


def test_rounding_ties_neighbours_and_in_float32_may_swap_them() -> None:
    assert np.ptp(lb.softmax(np.array([1, 1.0000001], np.float32))) == 0
    x = np.random.default_rng(0).uniform(0, 10, 400_000)
    assert (np.ptp(lb.softmax(np.stack([x, np.nextafter(x, INF)], axis=1)), axis=1) == 0).any()
    z = np.array([0.0024074982, 0.0024074984], np.float32)
    if np.diff(np.exp(z))[0] < 0:  # as numpy's exp does on some processors
        assert lb.softmax(z).argmax() == 0 != z.argmax()
