"""Exact values of the functions by mpmath, and the error of a result in units in the last place."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import NamedTuple

import mpmath
import numpy as np

# 900 digits hold 1e-323 beside 1 and leave room for the cancellation of either.
DIGITS = 900


class ExactRow(NamedTuple):
    """What the functions of a row should give."""

    softmax: list[mpmath.mpf]
    log_softmax: list[mpmath.mpf]
    log_sum: mpmath.mpf


def exact_row(row: list[float]) -> ExactRow:
    top = row.index(max(row))
    gaps = [mpmath.mpf(value) - mpmath.mpf(row[top]) for value in row]
    exps = {gap: mpmath.exp(gap) for gap in {*gaps}}  # each once: long rows hold few different values
    powers = [exps[gap] for gap in gaps]
    rest = mpmath.fsum(power for i, power in enumerate(powers) if i != top)
    log_total = mpmath.log1p(rest)
    softmax, log_softmax = [power / (1 + rest) for power in powers], [gap - log_total for gap in gaps]
    return ExactRow(softmax, log_softmax, row[top] + log_total)


def exact_sigmoid(x: float) -> mpmath.mpf:
    return 1 / (1 + mpmath.exp(-mpmath.mpf(x)))


def exact_softplus(x: float) -> mpmath.mpf:
    return mpmath.log1p(mpmath.exp(mpmath.mpf(x)))


def exact_log_sigmoid(x: float) -> mpmath.mpf:
    return -exact_softplus(-x)


def exact_logit(p: float) -> mpmath.mpf:
    return mpmath.log(mpmath.mpf(p)) - mpmath.log1p(-mpmath.mpf(p))


def ulps(result: float, exact: mpmath.mpf) -> float:
    """Distance in units in the last place of the exact value, the smallest subnormal being the smallest unit."""
    if not math.isfinite(result):
        return 0.0 if exact == result else math.inf
    return float(abs(mpmath.mpf(result) - exact) / mpmath.mpf(math.ulp(float(exact))))


def worst(results: Iterable[float], exact: Iterable[mpmath.mpf]) -> float:
    pairs = {(float(result), value) for result, value in zip(results, exact, strict=True)}
    return max(ulps(result, value) for result, value in pairs)


def worst_elementwise(
    function: Callable[[np.ndarray], np.ndarray], exact: Callable[[float], mpmath.mpf], values: np.ndarray
) -> float:
    with mpmath.workdps(DIGITS):
        return worst(function(values).tolist(), map(exact, values.tolist()))
