"""Entropy, divergence and perplexity, computed from logits and losses."""

from __future__ import annotations

from typing import overload

import numpy as np
from numpy.typing import ArrayLike

from logitbook._arrays import Array, rounded, to_float
from logitbook._divergence import divergence
from logitbook._rows import class_axes
from logitbook._types import FloatArray, Number, Row, Scalar
from logitbook.probabilities import log_softmax


@overload
def entropy(z: Number | Row, axis: int = -1) -> np.float64: ...
@overload
def entropy(z: ArrayLike, axis: int = -1) -> Scalar | FloatArray: ...
@np.errstate(all="ignore")
def entropy(z: ArrayLike, axis: int = -1) -> Scalar | FloatArray:
    """Entropy of softmax(z) in nats: -sum(p log p), with 0 log 0 = 0.

    Args:
        z: Logits, shape (..., K); dtypes as in `softmax`.
        axis: The class axis.

    Returns:
        Entropies from 0 to log K, shape (...); NaN where the softmax is NaN.

    Raises:
        TypeError: `z` is not real.
        ValueError: `axis` does not fit.

    Differences:
        torch.distributions.Categorical(logits=z).entropy() (2.13) agrees, -inf included, but loses the digits of a
        near-certain row, 2.4 percent of that of [0, -40];
        scipy.special.entr (1.17.1) takes probabilities and leaves the sum to the caller.

    Example:
        >>> entropy([0.0, 0.0, float("-inf")]).round(6)
        np.float64(0.693147)

    References:
        Shannon (1948), A mathematical theory of communication.
    """
    x, final = to_float(z, "z")
    log_p = log_softmax(x, axis)
    p = np.exp(log_p)
    return rounded(0 - np.sum(np.where(p == 0, 0, p * log_p), axis=axis), final)


@overload
def kl_div(z_p: Number | Row, z_q: Number | Row, axis: int = -1) -> np.float64: ...
@overload
def kl_div(z_p: ArrayLike, z_q: ArrayLike, axis: int = -1) -> Scalar | FloatArray: ...
@np.errstate(all="ignore")
def kl_div(z_p: ArrayLike, z_q: ArrayLike, axis: int = -1) -> Scalar | FloatArray:
    """Compute KL(p || q) = sum(p (log p - log q)) in nats, of p = softmax(z_p) from q = softmax(z_q).

    At most 16 units in the last place off in float64, also where the logits are nearly equal or differ by nearly the
    same number throughout: small divergences come from the differences of the logits. Results below 1e-290 may be
    further off, by 1e-305 at most.

    Args:
        z_p: Logits of the distribution that the mean is taken over, shape (..., K); dtypes as in `softmax`.
        z_q: Logits of the other one, with as many classes; the shapes of the rows broadcast.
        axis: The class axis.

    Returns:
        Divergences, shape (...), in the wider of the two dtypes. Never negative; +inf where q lacks a class that
            p has; NaN where a softmax is NaN.

    Raises:
        TypeError: `z_p` or `z_q` is not real.
        ValueError: `axis` does not fit, the numbers of classes differ, or the shapes do not broadcast.

    Differences:
        torch.nn.functional.kl_div (2.13) takes log q first and then p as probabilities, so that the arguments are
        reversed; scipy.special.rel_entr (1.17.1) takes probabilities, p first, and leaves the sum to the caller.
        Neither keeps the digits of a small divergence: for the second example they give about -3e-17 and -4e-17.

    Example:
        >>> kl_div([2.0, 1.0, 0.1], [0.5, 2.5, 0.0]).round(6)
        np.float64(0.914413)
        >>> f"{kl_div([2.0, 1.0, 0.1], [2.0 + 1e-10, 1.0, 0.1]):.7e}"
        '1.1235934e-21'

    References:
        Kullback & Leibler (1951), On information and sufficiency.
    """
    x_p, final_p = to_float(z_p, "z_p")
    x_q, final_q = to_float(z_q, "z_q")
    x_p, x_q = _paired(x_p, x_q, axis)
    return rounded(divergence(x_p, x_q, axis), np.promote_types(final_p, final_q))


def _paired(x_p: Array, x_q: Array, axis: int) -> tuple[Array, Array]:
    """Give both the same number of axes; refuse a class axis that would have to broadcast."""
    try:
        shape = np.broadcast_shapes(x_p.shape, x_q.shape, (1,))
    except ValueError:
        what = f"z_q must have a shape that broadcasts with that of z_p, {x_p.shape}, got shape {x_q.shape}"
        raise ValueError(what) from None
    x_p, x_q = (x.reshape((1,) * (len(shape) - x.ndim) + x.shape) for x in (x_p, x_q))
    for at in class_axes(len(shape), axis):
        if x_p.shape[at] != x_q.shape[at]:
            raise ValueError(f"z_q must have as many classes as z_p, {x_p.shape[at]}, got {x_q.shape[at]}")
    return x_p, x_q


@overload
def perplexity(nll: Number | Row) -> np.float64: ...
@overload
def perplexity(nll: ArrayLike) -> Scalar: ...
@np.errstate(all="ignore")
def perplexity(nll: ArrayLike) -> Scalar:
    """Perplexity of a text: exp of the mean negative log-likelihood of its tokens.

    Args:
        nll: Negative log-likelihoods in nats, any shape; dtypes as in `softmax`.

    Returns:
        A scalar of at least 1 for probabilities; NaN for no tokens, +inf for an impossible one.

    Raises:
        TypeError: `nll` is not real.

    Differences:
        scipy.special (1.17.1), PyTorch (2.13) and JAX (0.10.2) have no such function. The mean of the perplexities
        of a text's parts is another number: never smaller if it is weighted by their tokens, else on either side.

    Example:
        >>> perplexity([0.1, 2.3, 0.7]).round(6)
        np.float64(2.810418)

    References:
        Jelinek et al. (1977), Perplexity: a measure of the difficulty of speech recognition tasks.
    """
    x, final = to_float(nll, "nll")
    return rounded(np.exp(np.sum(x) / x.dtype.type(x.size)), final)
