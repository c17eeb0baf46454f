"""Choosing the next token from logits: truncation, penalties and sampling."""

from __future__ import annotations

import sys
from typing import Any, overload

import numpy as np
from numpy.typing import ArrayLike

from logitbook._arrays import Array, DType, count, number, rounded, to_array, to_float
from logitbook._types import FloatArray, IndexArray, Row
from logitbook.probabilities import softmax

SHARE = "a number from 0 to 1"


def _logits(z: ArrayLike) -> tuple[Array, DType]:
    x, final = to_float(z, "z")
    if x.ndim == 0:
        raise ValueError("z must have a class axis, got a scalar")
    return x, final


def _truncated(x: Array, keep: Array, final: DType) -> Any:
    """Put -inf where a class is not kept; a row with NaN has no order and becomes NaN."""
    return rounded(np.where(np.isnan(x).any(axis=-1, keepdims=True), np.nan, np.where(keep, x, -np.inf)), final)


def _ranks(x: Array) -> tuple[Array, Array]:
    """Return the order from the largest logit down, the lower index first among equals, and its inverse."""
    order = np.argsort(-x, axis=-1, kind="stable")
    return order, np.argsort(order, axis=-1, kind="stable")


@np.errstate(all="ignore")
def top_k(z: ArrayLike, k: int) -> FloatArray:
    """Keep the k largest logits of each row and put -inf in place of the others.

    Args:
        z: Logits, shape (..., K); dtypes as in `softmax`.
        k: An integer of at least 1; K or more keeps all.

    Returns:
        Logits in the shape of `z`. Exactly k are kept, among equals those with the lower index. A row with NaN
            becomes NaN.

    Raises:
        TypeError: `z` is not real, or `k` is no integer.
        ValueError: `k` is less than 1, or `z` is a scalar.

    Differences:
        torch.topk (2.13) and jax.lax.top_k (0.10.2) return the values and their indices instead.

    Example:
        >>> top_k([1.0, 3.0, 2.0, 2.0], 2)
        array([-inf,   3.,   2., -inf])

    References:
        Fan, Lewis & Dauphin (2018), Hierarchical neural story generation, arXiv:1805.04833.
    """
    kept = count(k, "k")
    x, final = _logits(z)
    return _truncated(x, _ranks(x)[1] < kept, final)


@np.errstate(all="ignore")
def top_p(z: ArrayLike, p: float) -> FloatArray:
    """Keep the smallest set of most likely classes whose probabilities reach p, and put -inf for the others.

    Args:
        z: Logits, shape (..., K), after division by the temperature; dtypes as in `softmax`.
        p: A number from 0 to 1; 0 keeps one class, 1 all.

    Returns:
        Logits in the shape of `z`; at least one is kept, among equals those with the lower index. A row with NaN or
            +inf becomes NaN; a row of -inf stays.

    Raises:
        TypeError: `z` or `p` is not real.
        ValueError: `p` lies outside [0, 1], or `z` is a scalar.

    Differences:
        scipy.special (1.17.1), PyTorch (2.13) and JAX (0.10.2) have no such function.

    Example:
        >>> top_p([4.0, 3.5, 2.0, 1.0, -1.0], 0.9)
        array([ 4. ,  3.5,  2. , -inf, -inf])

    References:
        Holtzman et al. (2020), The curious case of neural text degeneration, arXiv:1904.09751.
    """
    share = number(p, "p", SHARE, low=0, high=1)
    x, final = _logits(z)
    order, ranks = _ranks(x)
    mass = np.take_along_axis(softmax(x.astype(np.float64, copy=False)), order, axis=-1)
    # A class is kept if those before it fall short of p; the rounding of their sum must not drop the last.
    before = np.cumsum(mass, axis=-1) - mass
    keep = np.take_along_axis(before < share, ranks, axis=-1) | (ranks == 0) | (share == 1)
    return _truncated(np.where(np.isposinf(x), np.nan, x), keep, final)


@np.errstate(all="ignore")
def min_p(z: ArrayLike, p: float) -> FloatArray:
    """Keep the classes at least p times as likely as the likeliest, and put -inf in place of the others.

    Args:
        z: Logits, shape (..., K); dtypes as in `softmax`.
        p: A number from 0 to 1; 0 keeps all, 1 only the maxima.

    Returns:
        Logits in the shape of `z`; the maxima are always kept. A row with NaN becomes NaN.

    Raises:
        TypeError: `z` or `p` is not real.
        ValueError: `p` lies outside [0, 1], or `z` is a scalar.

    Differences:
        scipy.special (1.17.1), PyTorch (2.13) and JAX (0.10.2) have no such function.

    Example:
        >>> min_p([4.0, 3.5, 2.0, 1.0], 0.2)
        array([ 4. ,  3.5, -inf, -inf])

    References:
        Nguyen et al. (2024), Turning up the heat: min-p sampling for creative and coherent LLM outputs.
    """
    share = number(p, "p", SHARE, low=0, high=1)
    x, final = _logits(z)
    top = np.max(x, axis=-1, keepdims=True, initial=-np.inf)
    return _truncated(x, (x - top >= np.log(share)) | (x == top), final)


@np.errstate(all="ignore")
def repetition_penalty(z: ArrayLike, ids: ArrayLike, theta: float) -> FloatArray:
    """Penalise classes that were used: divide their positive logits by theta, and multiply the others.

    Args:
        z: Logits, shape (..., K); dtypes as in `softmax`.
        ids: Classes that were used, integers of shape (n,) for all rows or (..., n). One that occurs several times
            is penalised once.
        theta: The penalty, a finite number above 0; 1 changes nothing, less than 1 favours repetition.

    Returns:
        Logits in the shape of `z`. The outcome depends on the shift of the logits, which softmax ignores.

    Raises:
        TypeError: `z` or `theta` is not real, or `ids` are not integers.
        ValueError: `theta` is not positive and finite, an id names no class, a shape does not fit, or `z` is a
            scalar.

    Differences:
        scipy.special (1.17.1), PyTorch (2.13) and JAX (0.10.2) have no such function. Dividing negative logits as well
        would make repetition more likely.

    Example:
        >>> repetition_penalty([1.5, -0.8, 0.3], [1, 1], 1.3).round(6)
        array([ 1.5 , -1.04,  0.3 ])

    References:
        Keskar et al. (2019), CTRL, arXiv:1909.05858.
    """
    penalty = number(theta, "theta", "a finite number above 0", low=0, high=sys.float_info.max, open_low=True)
    x, final = _logits(z)
    used = to_array(ids, "ids")
    if used.dtype.kind not in "iu" and used.size:
        raise TypeError(f"ids must be integers, got dtype {used.dtype}")
    wrong = (used < 0) | (used >= x.shape[-1])
    if wrong.any():
        raise ValueError(f"ids must name classes from 0 to {x.shape[-1] - 1}, got {used[wrong].flat[0]}")
    rows = x.shape[:-1]
    if used.ndim == 0 or used.shape[:-1] not in ((), rows):
        allowed = "(n,)" if not rows else f"(n,) or ({', '.join(map(str, rows))}, n)"
        raise ValueError(f"ids must have the shape {allowed}, got {used.shape}")
    at = np.broadcast_to(used, (*rows, used.shape[-1])).astype(np.intp)
    chosen = np.take_along_axis(x, at, axis=-1)
    result = x.copy()
    np.put_along_axis(result, at, np.where(chosen > 0, chosen / penalty, chosen * penalty), axis=-1)
    return rounded(result, final)


@overload
def gumbel_max(z: Row, rng: np.random.Generator) -> np.intp: ...
@overload
def gumbel_max(z: ArrayLike, rng: np.random.Generator) -> np.intp | IndexArray: ...
@np.errstate(all="ignore")
def gumbel_max(z: ArrayLike, rng: np.random.Generator) -> np.intp | IndexArray:
    """Draw a class from softmax(z) for each row: the argmax of z plus standard Gumbel noise.

    Args:
        z: Logits, shape (..., K), or log-probabilities: a shift changes nothing; dtypes as in `softmax`.
        rng: The source of randomness, such as numpy.random.default_rng(0).

    Returns:
        Class indices, shape (...); a scalar for a single row. A logit of -inf is never drawn.

    Raises:
        TypeError: `z` is not real, or `rng` is not a numpy Generator.
        ValueError: A row holds NaN or +inf or nothing to draw from, or `z` is a scalar.

    Differences:
        jax.random.categorical (0.10.2) draws in the same way, with a key in place of `rng`; in PyTorch (2.13)
        torch.distributions.Categorical(logits=z).sample() uses a global state.

    Example:
        >>> draws = gumbel_max([[1.0, 0.0, -1.0]] * 10_000, np.random.default_rng(0))
        >>> (np.bincount(draws) / 10_000).round(2)
        array([0.66, 0.25, 0.09])

    References:
        Jang, Gu & Poole (2017), Categorical reparameterization with Gumbel-softmax, arXiv:1611.01144.
    """
    if not isinstance(rng, np.random.Generator):
        raise TypeError(f"rng must be a numpy.random.Generator, got {type(rng).__name__}")
    x, _ = _logits(z)
    top = np.max(x, axis=-1, initial=-np.inf)
    if not (x.shape[-1] and np.isfinite(top).all()):
        raise ValueError("z must hold a finite logit and neither NaN nor +inf in every row")
    return np.argmax(x + rng.gumbel(size=x.shape), axis=-1)
