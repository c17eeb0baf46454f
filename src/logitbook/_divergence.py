"""KL divergence that keeps its digits: from log-probabilities where it is large, from the logits where it is small."""

from __future__ import annotations

import numpy as np

from logitbook._arrays import Array
from logitbook.probabilities import log_softmax, softmax

# Powers of e in the series of exp(e) - 1 - e for |e| <= 1, so many that float64 has no digit beyond them.
POWERS = 18
# From here on a class is taken by its q: p may be subnormal, and exp(e) may overflow.
FAR = 2


def divergence(z_p: Array, z_q: Array, axis: int) -> Array:
    """Return KL(softmax(z_p) || softmax(z_q)) along the class axis.

    sum p (log p - log q) adds terms of both signs. They exceed a divergence of 1/2 by little, but a small one by orders
    of magnitude: there it comes from `_small` instead.
    """
    p, q = softmax(z_p, axis), softmax(z_q, axis)
    gap = log_softmax(z_p, axis) - log_softmax(z_q, axis)
    impossible = np.where(gap == np.inf, gap, 0)  # q lacks a class that p has, even if its probability underflows
    plain: Array = np.sum(np.where(p == 0, impossible, p * gap), axis=axis)
    return np.where(plain < 0.5, _small(z_p, z_q, p, q, axis), plain)


def _small(z_p: Array, z_q: Array, p: Array, q: Array, axis: int) -> Array:
    """Return log sum p exp(e), where e is z_q - z_p less its mean under p.

    As sum p e is 0, the sum is 1 + sum p (exp(e) - 1 - e), of terms that are never negative. What e lacks of its exact
    mean is squared, so its rounding does not show.
    """
    # Less that of the likeliest class first: what is left of a common shift is exact.
    top = np.argmax(p, axis=axis, keepdims=True)
    difference, error = (each - np.take_along_axis(each, top, axis) for each in _difference(z_q, z_p))
    e = difference + error
    e = e - np.sum(np.where(p == 0, 0, p * e), axis=axis, keepdims=True)
    # Of a far class, p exp(e) is q (1 + excess), and q keeps its digits even where p has none.
    far = ~(e <= FAR)
    near_excess = np.where(p == 0, 0, p * np.where(far, -1 - e, _exp_beyond_line(e)))
    far_q = np.sum(np.where(far, q, 0), axis=axis)
    return np.log1p((np.sum(near_excess, axis=axis) + far_q) / (1 - far_q))


def _difference(a: Array, b: Array) -> tuple[Array, Array]:
    """Return a - b, rounded, and the rounding error (Knuth's TwoSum); two classes at -inf differ by 0."""
    difference = np.where(a == b, 0, a - b)
    part = difference - a
    error = (a - (difference - part)) - (b + part)
    return difference, np.where(np.isfinite(error), error, 0)


def _exp_beyond_line(e: Array) -> Array:
    """Return exp(e) - 1 - e."""
    series = np.ones_like(e)
    for power in range(POWERS, 2, -1):
        series = 1 + series * e / power
    return np.where(np.abs(e) <= 1, series * e * e / 2, np.expm1(e) - e)
