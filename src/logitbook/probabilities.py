"""Softmax, its logarithm, its inverse and its derivative."""

from __future__ import annotations

from typing import overload

import numpy as np
from numpy.typing import ArrayLike

from logitbook._arrays import Array, rounded, to_float
from logitbook._exp import log_normaliser, shift_rows
from logitbook._prepare import prepared
from logitbook._rows import Axis, map_rows
from logitbook._sums import row_sums
from logitbook._types import FloatArray, Narrow, Number, Scalar

# Classes from which on a second subtraction takes longer than to see whether it is needed.
LONG = 256


def _softmax_rows(z: Array, out: Array) -> None:
    # Without a shift nothing rounds. Safe are sums that are finite, and no smaller than about 1: then what
    # underflows in exp underflows in the quotient too.
    np.exp(z, out=out)
    total = row_sums(out)
    if not (total.item(total.argmin()) >= 0.5 and total.item(total.argmax()) < np.inf):
        unsafe = ~((total >= 0.5) & (total < np.inf))[:, 0]
        total[unsafe] = shift_rows(z, out, unsafe)
    np.divide(out, total, out=out)


def _log_softmax_rows(z: Array, out: Array) -> None:
    top, normaliser = log_normaliser(z, out)
    if z.shape[-1] < LONG:
        np.subtract(z, top[:, np.newaxis], out=out)
        out -= normaliser[:, np.newaxis]
        return
    # One subtraction does for rows where rounding the sum of both costs 4 units of any result at most.
    shift = top + normaliser
    (left,) = (np.spacing(np.abs(shift)) > 8 * np.spacing(normaliser)).nonzero()
    shift[left] = top[left]
    np.subtract(z, shift[:, np.newaxis], out=out)
    if 0 < 2 * len(left) < len(z):
        out[left] -= normaliser[left, np.newaxis]
    elif len(left):
        rest = np.zeros_like(normaliser)
        rest[left] = normaliser[left]
        out -= rest[:, np.newaxis]


@overload
def softmax(z: Number, axis: Axis = -1, *, where: ArrayLike | None = None, temperature: float = 1.0) -> np.float64: ...
@overload
def softmax(z: Narrow, axis: Axis = -1, *, where: ArrayLike | None = None, temperature: float = 1.0) -> Narrow: ...
@overload
def softmax(
    z: ArrayLike, axis: Axis = -1, *, where: ArrayLike | None = None, temperature: float = 1.0
) -> FloatArray: ...
@np.errstate(all="ignore")
def softmax(
    z: ArrayLike, axis: Axis = -1, *, where: ArrayLike | None = None, temperature: float = 1.0
) -> Scalar | FloatArray:
    """Turn logits into probabilities: exp(z / T) / sum(exp(z / T)) along the class axis.

    Each probability is off by at most 4 units in the last place in float64 at temperature 1, whatever the logits.

    Args:
        z: Logits, shape (..., K). float32 and float64 keep their dtype; float16 and bfloat16 are computed in
            float32 and rounded once; integers and booleans become float64.
        axis: The class axis; a tuple for several axes that count as one, None for all.
        where: Booleans that broadcast to the shape of `z`; False takes a class out, whatever its logit.
        temperature: T, a finite number of at least 0. The maximum is subtracted before dividing by it. At 0 the
            maxima share equally.

    Returns:
        Probabilities in the shape of `z`; a scalar for a scalar, 1 unless it is NaN or infinite.
            Rounding makes one exactly 1 if the others add up to less than about 1e-16: see `log_softmax`.
            A logit of -inf gives 0. A slice that is -inf throughout, or holds +inf or NaN, gives NaN and spoils
            no other slice. A slice masked throughout by `where` gives zeros. Empty gives empty.

    Raises:
        TypeError: `z` is not real, `where` not boolean, `axis` or `temperature` not a number.
        ValueError: `temperature` is negative, NaN or infinite; `axis` or the shape of `where` does not fit.

    Differences:
        scipy.special.softmax (1.17.1) takes all axes unless told, subtracts in the integer type (int8 logits
        [100, -100] give [0, nan]), refuses booleans, and computes float16 in float16, where 100,000 equal logits
        give zeros. PyTorch (2.13) refuses integers and gives 1e-5 there. jax.nn.softmax (0.10.2) has the same
        `where`, and zeros in float16. None has a temperature; z / T by hand gives NaN for [1e308, 0] at T = 1e-3.

    Example:
        >>> softmax([2.0, 1.0, 0.1]).round(6)
        array([0.659001, 0.242433, 0.098566])
        >>> softmax([1.0, 2.0, 3.0], where=[True, False, True]).round(6)
        array([0.119203, 0.      , 0.880797])
        >>> softmax([1, 1, 0], temperature=0)
        array([0.5, 0.5, 0. ])

    References:
        Blanchard, Higham & Higham (2021), Accurately computing the log-sum-exp and softmax functions,
        doi:10.1093/imanum/draa038. Bridle (1990), Probabilistic interpretation of feedforward classification
        network outputs.
    """
    x, keep, work, final = prepared(z, axis, where, temperature)
    p = map_rows(_softmax_rows, x, axis, work, final)
    return p if keep is None else np.where(keep, p, final.type(0))[()]


@overload
def log_softmax(
    z: Number, axis: Axis = -1, *, where: ArrayLike | None = None, temperature: float = 1.0
) -> np.float64: ...
@overload
def log_softmax(z: Narrow, axis: Axis = -1, *, where: ArrayLike | None = None, temperature: float = 1.0) -> Narrow: ...
@overload
def log_softmax(
    z: ArrayLike, axis: Axis = -1, *, where: ArrayLike | None = None, temperature: float = 1.0
) -> FloatArray: ...
@np.errstate(all="ignore")
def log_softmax(
    z: ArrayLike, axis: Axis = -1, *, where: ArrayLike | None = None, temperature: float = 1.0
) -> Scalar | FloatArray:
    """Logarithms of softmax probabilities: z / T - logsumexp(z / T) along the class axis.

    The sum over the other classes goes through log1p, so that the log-probability of a near-certain class keeps
    its digits: at most 8 units in the last place in float64 at temperature 1.

    Args:
        z: Logits, shape (..., K); dtypes as in `softmax`.
        axis: The class axis; a tuple for several axes that count as one, None for all.
        where: Booleans that broadcast to the shape of `z`; False takes a class out.
        temperature: T, a finite number of at least 0.

    Returns:
        Log-probabilities, at most 0, in the shape of `z`.
            -inf for a logit of -inf and for a masked class, also where the whole slice is masked. A slice that is
            -inf throughout without a mask, or holds +inf or NaN, gives NaN. Empty gives empty.

    Raises:
        TypeError: `z` is not real, `where` not boolean, `axis` or `temperature` not a number.
        ValueError: `temperature` is negative, NaN or infinite; `axis` or the shape of `where` does not fit.

    Differences:
        scipy.special (1.17.1), PyTorch (2.13) and JAX (0.10.2) lose the digits of a near-certain class: the first
        value of the second example is 0 there, and that of [0, -20] is right to 7 digits. scipy takes all axes
        unless told, and gives [nan, -inf] for [inf, 0].

    Example:
        >>> log_softmax([2.0, 1.0, 0.1]).round(6)
        array([-0.41703, -1.41703, -2.31703])
        >>> log_softmax([0.0, -40.0])
        array([-4.24835426e-18, -4.00000000e+01])

    References:
        Blanchard, Higham & Higham (2021), doi:10.1093/imanum/draa038.
    """
    x, keep, work, final = prepared(z, axis, where, temperature)
    log_p = map_rows(_log_softmax_rows, x, axis, work, final)
    return log_p if keep is None else np.where(keep, log_p, final.type(-np.inf))[()]


@overload
def inv_softmax(p: Number, axis: int = -1) -> np.float64: ...
@overload
def inv_softmax(p: Narrow, axis: int = -1) -> Narrow: ...
@overload
def inv_softmax(p: ArrayLike, axis: int = -1) -> FloatArray: ...
@np.errstate(all="ignore")
def inv_softmax(p: ArrayLike, axis: int = -1) -> Scalar | FloatArray:
    """Recover logits from probabilities, up to the constant that softmax drops: here their mean is 0.

    Args:
        p: Probabilities, or any non-negative weights, shape (..., K); dtypes as in `softmax`.
        axis: The class axis.

    Returns:
        Logits in the shape of `p` whose softmax is p / sum(p).
            A probability of 0 gives -inf and is left out of the mean; a negative one makes its slice NaN.

    Raises:
        TypeError: `p` is not real.
        ValueError: `axis` does not fit.

    Differences:
        scipy.special (1.17.1), PyTorch (2.13) and JAX (0.10.2) have no such function; log(p) is
        another of its solutions.

    Example:
        >>> inv_softmax([0.7, 0.2, 0.1]).round(6)
        array([ 1.066224, -0.186539, -0.879686])

    References:
        Finlayson et al. (2024), Logits of API-protected LLMs leak proprietary information, arXiv:2403.09539.
    """
    x, final = to_float(p, "p")

    def centre(rows: Array, out: Array) -> None:
        np.log(rows, out=out)
        possible = ~np.isneginf(out)
        out -= np.sum(out, axis=-1, keepdims=True, where=possible) / np.sum(possible, axis=-1, keepdims=True)

    return map_rows(centre, x, axis, x.dtype, final)


@np.errstate(all="ignore")
def softmax_jacobian(z: ArrayLike) -> FloatArray:
    """Differentiate softmax along the last axis: entry (i, j) is dp_i / dz_j = p_i ((i == j) - p_j).

    Args:
        z: Logits, shape (..., K); dtypes as in `softmax`.

    Returns:
        Jacobians, shape (..., K, K), symmetric; every row adds up to 0. NaN where the softmax is NaN.

    Raises:
        TypeError: `z` is not real.

    Differences:
        torch.func.jacrev (2.13) and jax.jacrev (0.10.2) agree to rounding, but for the diagonal of a
        near-certain row: they compute p_i - p_i p_i, 0 for the first class of [0, -40]; here it is 4.2e-18.

    Example:
        >>> softmax_jacobian([0.0, 0.0])
        array([[ 0.25, -0.25],
               [-0.25,  0.25]])

    References:
        Bridle (1990), Probabilistic interpretation of feedforward classification network outputs.
    """
    x, final = to_float(z, "z")
    x = np.atleast_1d(x)
    p = softmax(x)
    jacobian = -p[..., :, np.newaxis] * p[..., np.newaxis, :]
    at = np.arange(x.shape[-1])
    # 1 - p without the digits that the subtraction loses near 1.
    jacobian[..., at, at] = p * (0 - np.expm1(log_softmax(x)))
    return rounded(jacobian, final)
