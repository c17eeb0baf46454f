"""The logistic sigmoid, its logarithm, softplus, and the logit that undoes it."""

from __future__ import annotations

from contextvars import copy_context
from typing import Any, overload

import numpy as np
from numpy.typing import ArrayLike

from logitbook._arrays import FLOAT32, FLOAT64, Array, DType, dtypes, number, rounded, to_array, to_float
from logitbook._rows import BLOCK
from logitbook._types import FloatArray, Narrow, Number, Scalar

# Ones that numpy need not convert: that takes longer than to add them to a short row.
ONE32: Array = np.ones((), np.float32)
ONE64: Array = np.ones((), np.float64)
# Below these exp(-x) may overflow, and the sigmoid has long been exp(x), which keeps results that are not normal.
LOW32, LOW64 = -85.0, -705.0
# What numpy does on overflow is part of the context: entering a copy of a silent one takes a sixth as long as errstate.
with np.errstate(all="ignore"):
    silent = copy_context().copy
# Looked up here, not at every call.
_negative, _exp, _add, _divide = np.negative, np.exp, np.add, np.divide


def _sigmoid(x: Array, one: Array, out: Array | None = None) -> Any:
    # Each step but a float32 exp is monotone, so the whole is, which exp(x) / (1 + exp(x)) is not.
    power = _negative(x, out)
    _exp(power, power)
    _add(power, one, power)
    return _divide(one, power, power)


@np.errstate(all="ignore")
def _any_sigmoid(x: Array, work: DType, final: DType) -> Any:
    """Take the sigmoid of cache-sized blocks of whatever numbers."""
    flat = x.reshape(-1)
    result = np.empty(flat.shape, final)
    one, low = (ONE64, LOW64) if work.itemsize == 8 else (ONE32, LOW32)
    for i in range(0, flat.size, BLOCK):
        block = flat[i : i + BLOCK].astype(work, copy=False)
        values = result[i : i + BLOCK] if final == work else np.empty_like(block)
        _sigmoid(block, one, values)
        if not block.item(block.argmin()) >= low:  # NaN is the minimum of its block
            np.exp(block, out=values, where=block < low)
        if final != work:
            result[i : i + BLOCK] = values
    return result.reshape(x.shape)[()]


@overload
def sigmoid(x: Number) -> np.float64: ...
@overload
def sigmoid(x: Narrow) -> Narrow: ...
@overload
def sigmoid(x: ArrayLike) -> FloatArray: ...
def sigmoid(x: ArrayLike) -> Scalar | FloatArray:
    """Turn log-odds into the probability 1 / (1 + exp(-x)).

    At most 2 units in the last place off in float64, subnormal results included. In float64 it was never
    seen to fall where x rises; in float32 neighbours may swap by a unit or two, as they do under numpy's exp.

    Args:
        x: Log-odds of any shape; dtypes as in `softmax`.

    Returns:
        Probabilities of the same shape; 0 for -inf, 1 for +inf, NaN for NaN.
            Rounding makes it exactly 1 from about 36.7 on (16.6 in float32), so rank by `x`, not by the result.

    Raises:
        TypeError: `x` is not real.

    Differences:
        scipy.special.expit (1.17.1) and torch.sigmoid (2.13) give 0 below about -709.8 in float64,
        jax.nn.sigmoid (0.10.2, on a CPU) below about -708.4; here sigmoid(-710) is 4.5e-309. torch.sigmoid gives
        float32 for integers.

    Example:
        >>> sigmoid([-1000.0, 0.0, 0.295]).round(6)
        array([0.     , 0.5    , 0.57322])

    References:
        Cramer (2003), The origins of the logit model. Berkson (1944), Application of the logistic function to
        bio-assay.
    """
    array = to_array(x, "x")
    # Short arrays are spared all that is not computing: it takes longer.
    if array.dtype is FLOAT32:
        one, low = ONE32, LOW32
    elif array.dtype is FLOAT64:
        one, low = ONE64, LOW64
    else:
        return _any_sigmoid(array, *dtypes(array, "x"))
    if array.ndim and 0 < array.size <= BLOCK and array.item(array.argmin()) >= low:  # which NaN is not
        return silent().run(_sigmoid, array, one)
    return _any_sigmoid(array, array.dtype, array.dtype)


def _softplus(x: Array) -> Array:
    result: Array = np.log1p(np.exp(-np.abs(x)))
    result += np.maximum(x, 0)
    return result


@overload
def softplus(x: Number) -> np.float64: ...
@overload
def softplus(x: Narrow) -> Narrow: ...
@overload
def softplus(x: ArrayLike) -> FloatArray: ...
@np.errstate(all="ignore")
def softplus(x: ArrayLike) -> Scalar | FloatArray:
    """Compute the smooth ramp log(1 + exp(x)), the loss of log-odds x against the label 0.

    At most 2 units in the last place off in float64, subnormal results included.

    Args:
        x: Log-odds of any shape; dtypes as in `softmax`.

    Returns:
        The same shape; 0 for -inf, +inf for +inf, NaN for NaN.

    Raises:
        TypeError: `x` is not real.

    Differences:
        torch.nn.functional.softplus (2.13) has `beta` and switches to x above `threshold`, 20 by default, which
        costs up to 2e-9. jax.nn.softplus (0.10.2, on a CPU) gives 0 where the result is subnormal, as for -709.
        scipy.special.softplus (1.17.1) agrees to rounding.

    Example:
        >>> softplus([-40.0, 0.0, 800.0])
        array([4.24835426e-18, 6.93147181e-01, 8.00000000e+02])

    References:
        Blanchard, Higham & Higham (2021), doi:10.1093/imanum/draa038.
    """
    array, final = to_float(x, "x")
    return rounded(_softplus(array), final)


@overload
def log_sigmoid(x: Number) -> np.float64: ...
@overload
def log_sigmoid(x: Narrow) -> Narrow: ...
@overload
def log_sigmoid(x: ArrayLike) -> FloatArray: ...
@np.errstate(all="ignore")
def log_sigmoid(x: ArrayLike) -> Scalar | FloatArray:
    """Return the logarithm of the sigmoid, -log(1 + exp(-x)), with the digits of near-certain probabilities.

    At most 2 units in the last place off in float64, subnormal results included.

    Args:
        x: Log-odds of any shape; dtypes as in `softmax`.

    Returns:
        Log-probabilities, at most 0, of the same shape; -inf for -inf, 0 for +inf, NaN for NaN.

    Raises:
        TypeError: `x` is not real.

    Differences:
        scipy.special.log_expit (1.17.1) and torch.nn.functional.logsigmoid (2.13) agree to rounding.
        jax.nn.log_sigmoid (0.10.2, on a CPU) gives 0 where the result is subnormal, as for 709.

    Example:
        >>> log_sigmoid([-800.0, 0.0, 40.0])
        array([-8.00000000e+02, -6.93147181e-01, -4.24835426e-18])

    References:
        Blanchard, Higham & Higham (2021), doi:10.1093/imanum/draa038.
    """
    array, final = to_float(x, "x")
    return rounded(-_softplus(-array), final)


@overload
def logit(p: Number, *, eps: float | None = None) -> np.float64: ...
@overload
def logit(p: Narrow, *, eps: float | None = None) -> Narrow: ...
@overload
def logit(p: ArrayLike, *, eps: float | None = None) -> FloatArray: ...
@np.errstate(all="ignore")
def logit(p: ArrayLike, *, eps: float | None = None) -> Scalar | FloatArray:
    """Return the log-odds of a probability, log(p / (1 - p)): the inverse of `sigmoid`.

    At most 2 units in the last place off in float64.

    Args:
        p: Probabilities of any shape; dtypes as in `softmax`.
        eps: If given, a number from 0 to 1/2: probabilities are first moved into [eps, 1 - eps].

    Returns:
        Log-odds of the same shape; -inf for 0, +inf for 1, NaN outside [0, 1] unless `eps` is given.

    Raises:
        TypeError: `p` or `eps` is not real.
        ValueError: `eps` lies outside [0, 1/2].

    Differences:
        scipy.special.logit (1.17.1) agrees to rounding. torch.logit (2.13) and jax.scipy.special.logit (0.10.2)
        lose digits near 1/2: for 0.500001 the last 5 of 16. torch.logit clamps in the dtype of p, where 1 - eps may
        round to 1: float32 with eps=1e-10 gives +inf for 1. Here the result is clamped, to +-23.03.

    Example:
        >>> logit([0.0, 0.1, 0.5, 1.0]).round(6)
        array([     -inf, -2.197225,  0.      ,       inf])
        >>> logit(1.0, eps=1e-6).round(6)
        np.float64(13.81551)

    References:
        Berkson (1944), Application of the logistic function to bio-assay.
    """
    array, final = to_float(p, "p")
    if eps is not None:
        limit = number(eps, "eps", "a number from 0 to 0.5", low=0, high=0.5)
        array = np.clip(array, 0, 1)
    # Near 1/2 the two logarithms cancel; p - 1/2 is exact there.
    result = np.where(np.abs(array - 0.5) < 0.25, 2 * np.arctanh(2 * (array - 0.5)), np.log(array) - np.log1p(-array))
    if eps is not None:
        bound = np.log1p(-limit) - np.log(limit)
        result = np.clip(result, 0 - bound, bound)  # 0, not -0.0, where they meet
    return rounded(result, final)
