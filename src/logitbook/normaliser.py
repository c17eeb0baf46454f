"""The logarithm of a sum of exponentials: the normaliser of softmax."""

from __future__ import annotations

from typing import Literal, overload

import numpy as np
from numpy.typing import ArrayLike

from logitbook._arrays import Array, dtypes, rounded, to_array
from logitbook._cancel import log_sums_near_zero
from logitbook._exp import shifted_exp
from logitbook._prepare import masked
from logitbook._rows import Axis, class_axes, reduce_rows
from logitbook._sums import row_sums
from logitbook._types import FloatArray, Number, Row, Scalar


def _log_sum_rows(z: Array) -> Array:
    powers = np.exp(z)
    total = row_sums(powers)[:, 0]
    result = np.log(total)
    # Outside these limits exp overflowed, or underflowed where it matters.
    low, high = (1e-30, 1e30) if z.dtype == np.float32 else (1e-290, 1e290)
    extreme = ~((total > low) & (total < high))
    if extreme.any():
        rows = z[extreme]
        powers = np.empty_like(rows)
        shift = shifted_exp(rows, powers)[:, 0]
        # An infinite maximum is the answer itself.
        result[extreme] = np.where(np.isinf(shift), shift, shift + np.log(row_sums(powers)[:, 0]))
    close = np.abs(result) < 2
    if close.any():
        result[close] = log_sums_near_zero(z[close].astype(np.float64))
    return result[np.newaxis]


@overload
def logsumexp(z: Number, axis: Axis = -1, *, keepdims: bool = False, where: ArrayLike | None = None) -> np.float64: ...
@overload
def logsumexp(
    z: Row, axis: Axis = -1, *, keepdims: Literal[False] = False, where: ArrayLike | None = None
) -> np.float64: ...
@overload
def logsumexp(
    z: ArrayLike, axis: Axis = -1, *, keepdims: Literal[True], where: ArrayLike | None = None
) -> FloatArray: ...
@overload
def logsumexp(
    z: ArrayLike, axis: Axis = -1, *, keepdims: bool = False, where: ArrayLike | None = None
) -> Scalar | FloatArray: ...
@np.errstate(all="ignore")
def logsumexp(
    z: ArrayLike, axis: Axis = -1, *, keepdims: bool = False, where: ArrayLike | None = None
) -> Scalar | FloatArray:
    """Logarithm of the sum of exponentials along the class axis, without overflow: log(sum(exp(z))).

    At most 2 units in the last place off in float64, also where the result is close to 0 because the largest
    logit and the logarithm of the rest cancel. Rows that cancel to less than 1/100, such as normalised
    log-probabilities, are summed in integers for that. Where more than 8,192 logits in a block of 65,536 stand in
    such rows, that would take seconds, and their results are good to 1e-18 instead.

    Args:
        z: Logits, shape (..., K); dtypes as in `softmax`.
        axis: The class axis; a tuple for several axes that count as one, None for all.
        keepdims: Keep the class axis, with length 1.
        where: Booleans that broadcast to the shape of `z`; False takes a class out.

    Returns:
        The sums, shape (...); a scalar for a single row.
            -inf for an empty row, one of -inf and one that is masked throughout; +inf for a row with +inf; NaN for
            a row with NaN.

    Raises:
        TypeError: `z` is not real, `where` or `keepdims` not boolean, `axis` not an integer.
        ValueError: `axis` or the shape of `where` does not fit.

    Differences:
        scipy.special.logsumexp (1.17.1) takes all axes unless told, has weights `b` and `return_sign` instead of
        `where`, and accepts complex numbers. It, PyTorch (2.13) and JAX (0.10.2) give 0 for the second example.

    Example:
        >>> logsumexp([1000, 1001, 1002]).round(6)
        np.float64(1002.407606)
        >>> logsumexp([-0.6931471805599453, -0.6931471805599453])
        np.float64(2.3190468138462996e-17)

    References:
        Blanchard, Higham & Higham (2021), doi:10.1093/imanum/draa038.
    """
    x = to_array(z, "z")
    work, final = dtypes(x, "z")
    if not isinstance(keepdims, bool | np.bool):
        raise TypeError(f"keepdims must be True or False, got {type(keepdims).__name__}")
    if where is not None:
        x = masked(x, where, work)[0]
    (result,) = reduce_rows(_log_sum_rows, x, axis, work)
    if keepdims and x.ndim:
        result = np.expand_dims(result, class_axes(x.ndim, axis))
    return rounded(result, final)
