"""A claim about a framework: where the book makes it, in words, and a function that is true if it holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import mpmath
import numpy as np
import pytest
from numpy.typing import ArrayLike

from tests.logitbook import exactness

Claim = tuple[str, str, Callable[[], object]]
TINY_PRECISION = 900  # digits, which hold 1e-323 beside 1


def claims(*rows: Claim) -> pytest.MarkDecorator:
    """Make a test of each claim; its name is the place, a colon and the claim."""
    return pytest.mark.parametrize("holds", [pytest.param(row[2], id=f"{row[0]}: {row[1]}") for row in rows])


def raises(text: str, action: Callable[[], object]) -> bool:
    """Return whether an action raises an error that says the text."""
    try:
        action()
    except Exception as error:  # each framework has its own kinds
        return text in str(error)
    return False


def close(found: Any, expected: ArrayLike, tolerance: float = 1e-6) -> bool:
    """Return whether numbers of any framework agree, within a tolerance relative to the largest of them."""
    sizes = np.abs(array(expected))
    scale = sizes.max(initial=0.0, where=np.isfinite(sizes))
    return np.allclose(array(found), expected, rtol=tolerance, atol=tolerance * 1e-6 * scale, equal_nan=True)


def array(value: Any) -> Any:
    """Return what any framework returned as an array of NumPy."""
    return np.asarray(value.detach().cpu() if hasattr(value, "detach") else value)


def off(function: Callable[[float], Any], exact: Callable[[float], mpmath.mpf], x: float) -> float:
    """Return by how many units in the last place a function of one number is off."""
    with mpmath.workdps(TINY_PRECISION):
        return exactness.ulps(float(function(x)), exact(x))


def first_log_softmax(x: float) -> mpmath.mpf:
    """Return what log_softmax([0, x]) should start with."""
    return exactness.exact_row([0.0, x]).log_softmax[0]
