"""Softmax, its logarithm and its normaliser."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from logitbook._arrays import Array, as_float


def _prepare(z, axis, where, temperature):
    x, out = as_float(z, "z")
    if not temperature >= 0:
        raise ValueError(f"temperature must be zero or positive, got {temperature!r}")
    if where is not None:
        x = np.where(where, x, -np.inf)
    m = np.max(x, axis=axis, keepdims=True, initial=-np.inf)
    top = x == m
    safe = np.where(np.isneginf(m), 0, m)
    d = x - safe
    if temperature == 0:
        d = np.where(top, d * 0, np.where(np.isnan(d), d, -np.inf))
    elif temperature != 1:
        d = d / np.asarray(temperature, d.dtype)
    return x, out, m, d


def softmax(z: ArrayLike, axis: int = -1, *, where: ArrayLike | None = None, temperature: float = 1.0) -> Array:
    """exp(z / T) / sum exp(z / T)."""
    with np.errstate(all="ignore"):
        x, out, m, d = _prepare(z, axis if np.ndim(z) else None, where, temperature)
        e = np.exp(d)
        p = e / e.sum(axis=axis if np.ndim(z) else None, keepdims=True)
        if where is not None:
            keep = np.broadcast_to(where, p.shape)
            p = np.where(keep, p, 0).astype(p.dtype)
        return p.astype(out)[()] if p.ndim == 0 else p.astype(out, copy=False)


def log_softmax(z: ArrayLike, axis: int = -1, *, where: ArrayLike | None = None, temperature: float = 1.0) -> Array:
    """Log of softmax."""
    with np.errstate(all="ignore"):
        ax = axis if np.ndim(z) else None
        x, out, m, d = _prepare(z, ax, where, temperature)
        if d.size == 0:
            return d.astype(out)
        e = np.exp(d)
        if ax is None:
            e = e * 0
        else:
            i = np.argmax(x, axis=ax, keepdims=True)
            np.put_along_axis(e, i, np.take_along_axis(e, i, ax) - 1, ax)
        r = d - np.log1p(e.sum(axis=ax, keepdims=True))
        if where is not None:
            r = np.where(where, r, -np.inf)
        return np.asarray(r).astype(out)[()]


def logsumexp(z: ArrayLike, axis: int = -1, *, keepdims: bool = False, where: ArrayLike | None = None) -> Array:
    """log sum exp z."""
    with np.errstate(all="ignore"):
        ax = axis if np.ndim(z) else None
        x, out = as_float(z, "z")
        if where is not None:
            x = np.where(where, x, -np.inf)
        m = np.max(x, axis=ax, keepdims=True, initial=-np.inf)
        safe = np.where(np.isfinite(m), m, 0)
        s = np.log(np.exp(x - safe).sum(axis=ax, keepdims=True)) + safe
        return (s if keepdims else np.squeeze(s, axis=ax)).astype(out)[()]
