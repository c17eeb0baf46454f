"""What happens to logits before their softmax: masking, and division by the temperature."""

from __future__ import annotations

import sys

import numpy as np
from numpy.typing import ArrayLike

from logitbook._arrays import Array, DType, dtypes, number, require_fit, to_array
from logitbook._rows import Axis, class_axes


def masked(x: Array, where: ArrayLike, work: DType) -> tuple[Array, Array]:
    """Put -inf where the mask says False; return the mask as well, broadcast."""
    keep = to_array(where, "where")
    if keep.dtype != np.bool_:
        raise TypeError(f"where must hold booleans, got dtype {keep.dtype}")
    require_fit(keep, "where", x.shape, "z")
    keep = np.broadcast_to(keep, x.shape)
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
    x = to_array(z, "z")
    work, final = dtypes(x, "z")
    keep = None
    if where is not None:
        x, keep = masked(x, where, work)
    divisor = temperature
    if type(temperature) is not float or temperature != 1:
        allowed = "a finite number of at least 0"
        divisor = number(temperature, "temperature", allowed, low=0, high=sys.float_info.max)
    if divisor != 1:
        x = _tempered(np.atleast_1d(x.astype(work, copy=False)), axis, divisor).reshape(x.shape)
    return x, keep, work, final
