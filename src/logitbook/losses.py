"""Losses computed from raw logits."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from logitbook._arrays import Array, as_float
from logitbook.sigmoid import softplus
from logitbook.softmax import log_softmax


def cross_entropy(z, y, *, axis=-1, weight=None, ignore_index=None, label_smoothing=0.0, reduction="mean"):
    """-log softmax(z)[y]."""
    with np.errstate(all="ignore"):
        logp = np.moveaxis(log_softmax(z, axis=axis), axis, -1)
        k = logp.shape[-1]
        target = np.asarray(y)
        w = np.ones(k) if weight is None else np.asarray(weight, float)
        if target.dtype.kind in "iu":
            kept = np.ones(target.shape, bool) if ignore_index is None else target != ignore_index
            bad = kept & ((target < 0) | (target >= k))
            if bad.any():
                raise ValueError(f"y must hold class indices from 0 to {k - 1}, got {target[bad][0]}")
            idx = np.where(kept, target, 0)
            q = np.eye(k)[idx]
            norm = np.where(kept, w[idx], 0)
        else:
            q = np.moveaxis(target.astype(float), axis, -1)
            kept = np.ones(q.shape[:-1], bool)
            norm = np.ones(q.shape[:-1])
        q = q * (1 - label_smoothing) + label_smoothing / k
        qw = q * w
        loss = -np.where(qw == 0, 0, qw * logp).sum(-1)
        loss = np.where(kept, loss, 0).astype(logp.dtype)
        if reduction == "none":
            return loss[()]
        total = loss.sum()
        return total / norm.sum() if reduction == "mean" else total


def bce_with_logits(x, y, *, weight=None, pos_weight=None, reduction="mean"):
    """Binary cross-entropy from logits."""
    with np.errstate(all="ignore"):
        a, out = as_float(x, "x")
        t, _ = as_float(y, "y")
        pw = 1 if pos_weight is None else np.asarray(pos_weight)
        pos, neg = pw * softplus(-a), softplus(a)
        loss = np.where(t == 0, 0, t * pos) + np.where(t == 1, 0, (1 - t) * neg)
        if weight is not None:
            loss = loss * weight
        loss = np.asarray(loss).astype(out)
        return loss[()] if reduction == "none" else loss.mean() if reduction == "mean" else loss.sum()
