"""The logistic sigmoid, its logarithm, softplus, and the logit that undoes them."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from logitbook._arrays import Array, as_float


def sigmoid(x: ArrayLike) -> Array:
    """1 / (1 + exp(-x))."""
    with np.errstate(all="ignore"):
        a, out = as_float(x, "x")
        e = np.exp(-np.abs(a))
        return np.asarray(np.where(a >= 0, 1, e) / (1 + e)).astype(out)[()]


def softplus(x: ArrayLike) -> Array:
    """log(1 + exp(x))."""
    with np.errstate(all="ignore"):
        a, out = as_float(x, "x")
        return np.asarray(np.maximum(a, 0) + np.log1p(np.exp(-np.abs(a)))).astype(out)[()]


def log_sigmoid(x: ArrayLike) -> Array:
    """log sigmoid(x)."""
    with np.errstate(all="ignore"):
        a, out = as_float(x, "x")
        return np.asarray(np.minimum(a, 0) - np.log1p(np.exp(-np.abs(a)))).astype(out)[()]


def logit(p: ArrayLike, *, eps: float | None = None) -> Array:
    """log(p / (1 - p))."""
    with np.errstate(all="ignore"):
        a, out = as_float(p, "p")
        if eps is not None:
            a = np.clip(a, eps, 1 - eps)
        return np.asarray(np.log(a) - np.log1p(-a)).astype(out)[()]
