"""Losses computed from raw logits, without the probabilities that would round."""

from __future__ import annotations

from typing import Literal, overload

import numpy as np
from numpy.typing import ArrayLike

from logitbook._arrays import Array, DType, dtypes, integer, number, rounded, to_array, to_float
from logitbook._exp import log_normaliser
from logitbook._reduction import Reduction, check_reduction, reduced
from logitbook._rows import class_axes, reduce_rows
from logitbook._types import FloatArray, Number, Row, Scalar
from logitbook.normaliser import logsumexp
from logitbook.probabilities import log_softmax


def _normaliser_rows(z: Array) -> Array:
    return np.stack(log_normaliser(z, np.empty_like(z)))


def _kept(y: Array, classes: int, ignore_index: int | None) -> Array:
    """Return which labels count, having refused those that name no class."""
    kept = np.ones(y.shape, np.bool_) if ignore_index is None else y != ignore_index
    wrong = kept & ((y < 0) | (y >= classes))
    if wrong.any():
        raise ValueError(f"y must hold class indices from 0 to {classes - 1}, got {y[wrong].flat[0]}")
    return kept


def _class_weight(weight: ArrayLike | None, classes: int, work: DType) -> Array:
    if weight is None:
        return np.ones(classes, work)
    checked = to_float(weight, "weight")[0].astype(work, copy=False)
    if checked.shape != (classes,):
        raise ValueError(f"weight must have one entry per class, shape ({classes},), got shape {checked.shape}")
    return checked


@overload
def cross_entropy(
    z: Number | Row,
    y: ArrayLike,
    *,
    axis: int = -1,
    weight: ArrayLike | None = None,
    ignore_index: int | None = None,
    label_smoothing: float = 0.0,
    reduction: Literal["mean", "sum"] = "mean",
) -> np.float64: ...
@overload
def cross_entropy(
    z: ArrayLike,
    y: ArrayLike,
    *,
    axis: int = -1,
    weight: ArrayLike | None = None,
    ignore_index: int | None = None,
    label_smoothing: float = 0.0,
    reduction: Literal["mean", "sum"] = "mean",
) -> Scalar: ...
@overload
def cross_entropy(
    z: ArrayLike,
    y: ArrayLike,
    *,
    axis: int = -1,
    weight: ArrayLike | None = None,
    ignore_index: int | None = None,
    label_smoothing: float = 0.0,
    reduction: Reduction,
) -> Scalar | FloatArray: ...
@np.errstate(all="ignore")
def cross_entropy(
    z: ArrayLike,
    y: ArrayLike,
    *,
    axis: int = -1,
    weight: ArrayLike | None = None,
    ignore_index: int | None = None,
    label_smoothing: float = 0.0,
    reduction: Reduction = "mean",
) -> Scalar | FloatArray:
    """Cross-entropy of softmax(z) against labels or distributions, in nats: logsumexp(z) - z[y].

    A row's loss is at most 8 units in the last place off in float64, also where the true class is near-certain.

    Args:
        z: Logits, shape (..., K); dtypes as in `softmax`.
        y: Class indices, the shape of `z` without the class axis, or distributions over the classes in the shape
            of `z`. Distributions must not be negative; that they sum to 1 is not checked.
        axis: The class axis of `z` (and of distributions).
        weight: One factor per class, shape (K,).
        ignore_index: A label that does not count.
        label_smoothing: eps from 0 to 1: the target becomes (1 - eps) y + eps / K.
        reduction: 'mean', 'sum' or 'none', the loss of each row.

    Returns:
        The loss in the dtype of `z`; in the shape of `z` without the class axis if `reduction` is 'none'.
            The weighted mean over class indices divides by the summed weights of the labels; over distributions
            by the number of rows. All labels ignored, or no rows: NaN for 'mean', 0 for 'sum'. A true class with
            logit -inf costs +inf; a target of 0 costs nothing even there. A row with NaN or +inf, or with nothing
            but -inf, gives NaN.

    Raises:
        TypeError: `z` or `y` is not real, or class indices, `axis` or `ignore_index` are not integers.
        ValueError: A label names no class, a target is negative, `label_smoothing` lies outside [0, 1],
            `ignore_index` is given with distributions, `reduction` is unknown, or a shape does not fit.

    Differences:
        torch.nn.functional.cross_entropy (2.13) has the class axis second, ignores -100 by default, and gives 0
        for the second example and NaN for a target of 0 times -inf. It smooths and averages in the same way; some
        other libraries smooth by eps / (K - 1).

    Example:
        >>> cross_entropy([2.0, 1.0, 0.1], 0).round(6)
        np.float64(0.41703)
        >>> cross_entropy([0.0, -40.0], 0)
        np.float64(4.248354255291589e-18)
        >>> cross_entropy([2.0, 1.0, 0.1], 0, label_smoothing=0.1).round(6)
        np.float64(0.513697)

    References:
        Szegedy et al. (2016), Rethinking the Inception architecture, arXiv:1512.00567 (label smoothing).
    """
    check_reduction(reduction)
    eps = number(label_smoothing, "label_smoothing", "a number from 0 to 1", low=0, high=1)
    if ignore_index is not None:
        ignore_index = integer(ignore_index, "ignore_index", "an integer or None")
    x, target = np.atleast_1d(to_array(z, "z")), to_array(y, "y")
    work, final = dtypes(x, "z")
    axis = integer(axis, "axis", "an integer")
    x = np.moveaxis(x, class_axes(x.ndim, axis)[0], -1)
    rows, classes = x.shape[:-1], x.shape[-1]
    if not classes:
        raise ValueError(f"z must have at least one class, got shape {np.shape(z)}")
    w = _class_weight(weight, classes, work)
    if target.ndim == x.ndim:
        q = np.moveaxis(to_float(target, "y")[0].astype(work, copy=False), class_axes(x.ndim, axis)[0], -1)
        if ignore_index is not None:
            raise ValueError("ignore_index must be None for distributions, whose rows have no label to ignore")
        if q.shape != x.shape:
            raise ValueError(f"y must have the shape of z, {np.shape(z)}, got {target.shape}")
        if (q < 0).any():
            raise ValueError(f"y must not be negative, got {q[q < 0][0]}")
        q = (1 - eps) * q + eps / classes
        return reduced(_expected_loss(x.astype(work, copy=False), q * w), reduction, np.prod(rows), final)
    if target.shape != rows:
        raise ValueError(f"y must have the shape {rows} for class indices or {np.shape(z)}, got {target.shape}")
    if target.dtype.kind not in "iu" and target.size:
        raise TypeError(f"y must hold integers as class indices, got dtype {target.dtype}")
    kept = _kept(target, classes, ignore_index)
    label = np.where(kept, target, 0).astype(np.intp)
    true = np.take_along_axis(x, label[..., np.newaxis], axis=-1)[..., 0].astype(work, copy=False)
    top, normaliser = reduce_rows(_normaliser_rows, x, -1, work, outputs=2)
    loss = ((top - true) + normaliser) * w[label]
    if eps:
        spread = np.broadcast_to(w * work.type(eps / classes), x.shape)
        loss = (1 - eps) * loss + _expected_loss(x.astype(work, copy=False), spread)
    loss = np.where(kept, loss, work.type(0))
    return reduced(loss, reduction, np.sum(np.where(kept, w[label], work.type(0))), final)


def _expected_loss(z: Array, q: Array) -> Array:
    """Minus the sum of q log p over the last axis; 0 log 0 is 0."""
    log_p = log_softmax(z)
    impossible = np.isnan(log_p).any(axis=-1)
    loss = 0 - np.sum(np.multiply(q, log_p, where=q != 0, out=np.zeros_like(log_p)), axis=-1)
    cost: Array = np.where(impossible, log_p.dtype.type(np.nan), loss)
    return cost


@overload
def z_loss(z: Number | Row, coefficient: float) -> np.float64: ...
@overload
def z_loss(z: ArrayLike, coefficient: float) -> Scalar: ...
@np.errstate(all="ignore")
def z_loss(z: ArrayLike, coefficient: float) -> Scalar:
    """Penalty on the shift that softmax ignores: coefficient times the mean of logsumexp(z) squared.

    Args:
        z: Logits, shape (..., K); dtypes as in `softmax`.
        coefficient: A finite number of at least 0; PaLM used 1e-4.

    Returns:
        A scalar, the mean over all rows; NaN for no rows, +inf for a row of -inf.

    Raises:
        TypeError: `z` or `coefficient` is not real.
        ValueError: `coefficient` is negative, NaN or infinite.

    Differences:
        scipy.special (1.17.1), PyTorch (2.13) and JAX (0.10.2) have no such function.

    Example:
        >>> f"{z_loss([2.0, 1.0, 0.1], 1e-4):.6f}"
        '0.000584'

    References:
        Chowdhery et al. (2022), PaLM, arXiv:2204.02311.
    """
    allowed = "a finite number of at least 0"
    factor = number(coefficient, "coefficient", allowed, low=0, high=float(np.finfo(np.float64).max))
    x, final = to_float(z, "z")
    squares = np.square(logsumexp(x))
    return rounded(factor * (np.sum(squares) / squares.size), final)
