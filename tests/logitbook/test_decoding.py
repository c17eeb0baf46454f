"""Truncation, penalties and sampling on rows whose outcome is known."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_array_equal
from scipy import stats

import logitbook as lb

INF, NAN = np.inf, np.nan
NO_INTEGER: Any = 1.0
NO_GENERATOR: Any = 0


def test_top_k_breaks_ties_by_index() -> None:
    assert_array_equal(lb.top_k([1.0, 1.0, 1.0], 2), [1, 1, -INF])
    assert_array_equal(lb.top_k([[1.0, 2.0], [4.0, 3.0]], 1), [[-INF, 2], [4, -INF]])
    assert_array_equal(lb.top_k([1.0, 2.0], 9), [1, 2])
    assert_array_equal(lb.top_k([-INF, -INF], 1), [-INF, -INF])


@pytest.mark.parametrize(("temperature", "kept"), [(0.5, 2), (1.0, 3), (2.0, 4)])
def test_top_p_keeps_more_of_a_flatter_distribution(temperature: float, kept: int) -> None:
    z = np.array([4, 3.5, 2, 1, -1]) / temperature
    assert (lb.top_p(z, 0.9) > -INF).sum() == kept


def test_top_p_at_its_ends() -> None:
    z = np.array([0.0, -100.0, 5.0, 5.0])
    assert_array_equal(lb.top_p(z, 0), [-INF, -INF, 5, -INF])
    assert_array_equal(lb.top_p(z, 1), z)
    assert_array_equal(lb.top_p([-INF, -INF], 0.5), [-INF, -INF])
    assert_array_equal(lb.top_p([INF, 0.0], 0.5), [NAN, NAN])


def test_min_p_at_its_ends() -> None:
    assert_array_equal(lb.min_p([0.0, -800.0, -INF], 0), [0, -800, -INF])
    assert_array_equal(lb.min_p([1.0, 1.0, 0.0], 1), [1, 1, -INF])
    assert_array_equal(lb.min_p([-INF, -INF], 0.5), [-INF, -INF])
    assert_array_equal(lb.min_p([INF, 0.0], 0.5), [INF, -INF])


@pytest.mark.parametrize("truncate", [lambda z: lb.top_k(z, 1), lambda z: lb.top_p(z, 0.5), lambda z: lb.min_p(z, 0.5)])
def test_truncation_keeps_dtypes_and_other_rows(truncate: Callable[..., Any]) -> None:
    z = np.array([[1.0, 3.0], [NAN, 0.0]], np.float16)
    result = truncate(z)
    assert result.dtype == np.float16
    assert_array_equal(result, [[-INF, 3], [NAN, NAN]])
    assert truncate(np.array([1, 3])).dtype == np.float64
    assert truncate(np.zeros((2, 0))).shape == (2, 0)


def test_the_repetition_penalty_never_favours_what_was_used() -> None:
    assert_array_equal(lb.repetition_penalty([1.5, -0.5, 0.3], [0, 1, 1], 2.0), [0.75, -1.0, 0.3])
    assert_array_equal(lb.repetition_penalty([[2.0, 2.0], [2.0, 2.0]], [[0], [1]], 2.0), [[1, 2], [2, 1]])
    assert_array_equal(lb.repetition_penalty([[2.0, 2.0], [4.0, 2.0]], [0], 2.0), [[1, 2], [2, 2]])
    assert_array_equal(lb.repetition_penalty([2.0, -INF], [1], 2.0), [2, -INF])
    assert_array_equal(lb.repetition_penalty([2.0, 1.0], [], 2.0), [2, 1])


@pytest.mark.parametrize("seed", range(3))
def test_gumbel_max_draws_from_softmax(seed: int) -> None:
    z = np.array([1.0, 0.0, -1.0, -INF])
    draws = lb.gumbel_max(np.tile(z, (20_000, 1)), np.random.default_rng(seed))
    counts = np.bincount(draws, minlength=4)
    assert counts[3] == 0
    assert stats.chisquare(counts[:3], 20_000 * lb.softmax(z[:3])).pvalue > 1e-3


def test_gumbel_max_ignores_a_shift_and_repeats_with_its_seed() -> None:
    z = np.random.default_rng(0).normal(size=(50, 8))
    draws = [lb.gumbel_max(logits, np.random.default_rng(1)) for logits in (z, lb.log_softmax(z))]
    assert_array_equal(draws[0], draws[1])
    assert isinstance(lb.gumbel_max([0.0, 1.0], np.random.default_rng(0)), np.integer)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: lb.top_k([1.0], 0), ValueError, "^k must be an integer of at least 1, got 0$"),
        (lambda: lb.top_k([1.0], NO_INTEGER), TypeError, "^k must be an integer of at least 1, got 1.0$"),
        (lambda: lb.top_k(1.0, 1), ValueError, "^z must have a class axis, got a scalar$"),
        (lambda: lb.top_p([1.0], 1.1), ValueError, "^p must be a number from 0 to 1, got 1.1$"),
        (lambda: lb.min_p([1.0], NAN), ValueError, "^p must be a number from 0 to 1, got nan$"),
        (lambda: lb.repetition_penalty([1.0], [1], 2.0), ValueError, "^ids must name classes from 0 to 0, got 1$"),
        (lambda: lb.repetition_penalty([1.0], [0.0], 2.0), TypeError, "^ids must be integers, got dtype float64$"),
        (lambda: lb.repetition_penalty([1.0], 0, 2.0), ValueError, r"^ids must have the shape \(n,\), got \(\)$"),
        (lambda: lb.repetition_penalty([[1.0]], [[0], [0]], 2.0), ValueError, r"\(n,\) or \(1, n\), got \(2, 1\)$"),
        (lambda: lb.repetition_penalty([1.0], [0], 0), ValueError, "^theta must be a finite number above 0, got 0$"),
        (lambda: lb.gumbel_max([1.0], NO_GENERATOR), TypeError, "^rng must be a numpy.random.Generator, got int$"),
        (lambda: lb.gumbel_max([-INF], np.random.default_rng()), ValueError, "^z must hold a finite logit"),
        (lambda: lb.gumbel_max([NAN, 0], np.random.default_rng()), ValueError, "^z must hold a finite logit"),
    ],
)
def test_decoding_names_what_is_wrong(call: Callable[[], object], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        call()
