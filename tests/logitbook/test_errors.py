"""Errors name the argument, what came and what is allowed."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import logitbook as lb


@pytest.mark.parametrize("temperature", [-1, np.nan, np.inf])
def test_temperatures_that_mean_nothing_are_refused(temperature: float) -> None:
    for function in (lb.softmax, lb.log_softmax):
        with pytest.raises(
            ValueError, match=rf"^temperature must be a finite number of at least 0, got {temperature}$"
        ):
            function([1.0, 2.0], temperature=temperature)
    with pytest.raises(TypeError, match=r"^temperature must be a finite number of at least 0, got 'hot'$"):
        lb.softmax([1.0], temperature="hot")  # type: ignore[call-overload]


@pytest.mark.parametrize("function", [lb.softmax, lb.log_softmax, lb.logsumexp, lb.inv_softmax, lb.entropy])
def test_axes_that_are_not_there_are_refused(function: Callable[..., Any]) -> None:
    with pytest.raises(ValueError, match=r"^axis must name different axes from -2 to 1, got 2$"):
        function(np.ones((2, 3)), axis=2)
    with pytest.raises(TypeError, match=r"^axis must be an integer, a tuple of integers or None, got 1.5$"):
        function(np.ones((2, 3)), axis=1.5)
    with pytest.raises(ValueError, match=r"^axis must name different axes"):
        function(np.ones((0, 3)), axis=5)


@pytest.mark.parametrize("axis", [(0, 0), (0, -2), ()])
def test_axes_named_twice_or_not_at_all_are_refused(axis: Any) -> None:
    with pytest.raises(ValueError, match=r"^axis must name different axes from -2 to 1, got"):
        lb.softmax(np.ones((2, 3)), axis=axis)


@pytest.mark.parametrize("value", [np.array([1j]), np.array(["a"]), np.array([None]), np.array([1], np.longdouble)])
def test_what_is_no_number_of_at_most_64_bits_is_refused(value: Any) -> None:
    functions: list[Any] = [lb.softmax, lb.sigmoid, lb.logit, lb.perplexity]
    for function, name in zip(functions, ["z", "x", "p", "nll"], strict=True):
        with pytest.raises(TypeError, match=rf"^{name} must hold booleans, integers or floats of at most 64 bits, got"):
            function(value)


def test_masks_must_be_boolean_and_fit() -> None:
    with pytest.raises(TypeError, match=r"^where must hold booleans, got dtype int64$"):
        lb.softmax([1.0, 2.0], where=np.array([1, 0], np.int64))
    with pytest.raises(ValueError, match=r"^where must broadcast to the shape \(2,\) of z, got shape \(3,\)$"):
        lb.logsumexp([1.0, 2.0], where=[True, False, True])
