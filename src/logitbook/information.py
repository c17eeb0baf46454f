"""Entropy, divergence and perplexity, from logits."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from logitbook._arrays import Array
from logitbook.softmax import log_softmax


def entropy(z: ArrayLike, axis: int = -1) -> Array:
    """Entropy in nats of softmax(z)."""
    with np.errstate(all="ignore"):
        logp = log_softmax(z, axis=axis)
        p = np.exp(logp)
        return -np.where(p == 0, 0, p * logp).sum(axis=axis)


def kl_div(z_p: ArrayLike, z_q: ArrayLike, axis: int = -1) -> Array:
    """KL(softmax(z_p) || softmax(z_q)) in nats."""
    with np.errstate(all="ignore"):
        lp, lq = log_softmax(z_p, axis=axis), log_softmax(z_q, axis=axis)
        p = np.exp(lp)
        return np.where(p == 0, 0, p * (lp - lq)).sum(axis=axis)


def perplexity(nll: ArrayLike) -> Array:
    """exp of the mean negative log-likelihood."""
    return np.exp(np.mean(nll))
