"""What happens to logits before their softmax: masking, and division by the temperature."""

from __future__ import annotations

import sys

import numpy as np
from numpy.typing import ArrayLike

from logitbook._arrays import Array, DType, dtypes, number
from logitbook._rows import Axis, class_axes


def masked(x: Array, where: ArrayLike, work: DType) -> tuple[Array, Array]:
    """Put -inf where the mask says False; return the mask as well, broadcast."""
    keep = np.asarray(where)
    if keep.dtype != np.bool_:
        raise TypeError(f"where must hold booleans, got dtype {keep.dtype}")
    try:
        keep = np.broadcast_to(keep, x.shape)
    except ValueError:
        raise ValueError(f"where must broadcast to the shape {x.shape} of z, got shape {keep.shape}") from None
    return np.where(keep, x.astype(work, copy=False), work.type(-np.inf)), keep


def _tempered(x: Array, axis: Axis, temperature: float) -> Array:
    """Divide what is left of the logits without their maximum, which cannot overflow to +inf."""
    axes = class_axes(x.ndim, axis)
    top = np.max(x, axis=axes, keepdims=True, initial=-np.inf)
    below = x - np.where(np.isneginf(top), 0, top)
    divisor = x.dtype.type(min(temperature, float(np.finfo(x.dtype).max)))
    return np.where(below < 0, -np.inf, below) if divisor == 0 else below / divisor


def prepared(
    z: ArrayLike, axis: Axis, where: ArrayLike | None, temperature: float
) -> tuple[Array, Array | None, DType, DType]:
    """Return the logits to take the softmax of, the mask, the dtype to compute in and that of the result."""
    x = np.asarray(z)
    work, final = dtypes(x, "z")
    keep = None
    if where is not None:
        x, keep = masked(x, where, work)
    if temperature != 1:
        allowed = "a finite number of at least 0"
        checked = number(temperature, "temperature", allowed, low=0, high=sys.float_info.max)
        x = _tempered(np.atleast_1d(x.astype(work, copy=False)), axis, checked).reshape(x.shape)
    return x, keep, work, final
