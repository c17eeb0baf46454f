"""Apply a function of contiguous rows along any axis, one cache-sized block of rows at a time.

Blocks stay in cache from one step to the next, and bound the scratch memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import prod
from typing import Any, TypeAlias

import numpy as np

from logitbook._arrays import Array, DType, integer

Axis: TypeAlias = int | tuple[int, ...] | None

# Elements of float64 in a block, 448 kB: larger ones are little faster and need more scratch.
BLOCK = 57344


def class_axes(ndim: int, axis: Axis) -> tuple[int, ...]:
    """Return the class axes as sorted non-negative numbers; None means all axes."""
    if axis is None:
        return tuple(range(ndim))
    allowed = "an integer, a tuple of integers or None"
    axes = tuple(integer(one, "axis", allowed) for one in (axis if isinstance(axis, tuple) else (axis,)))
    known = {one % ndim for one in axes if -ndim <= one < ndim}
    if not axes or len(known) < len(axes):
        raise ValueError(f"axis must name different axes from {-ndim} to {ndim - 1}, got {axis!r}")
    return tuple(sorted(known))


def _slabs(array: Array, axes: tuple[int, ...]) -> Array:
    """See the array as (before, classes, after), without a copy where its strides allow it."""
    shape, first, after = array.shape, axes[0], axes[-1] + 1
    return array.reshape(prod(shape[:first]), prod(shape[first:after]), prod(shape[after:]))


def _blocks(slabs: Array, work: DType) -> Iterator[tuple[slice, slice, Array]]:
    """Yield where a block lies before and after the class axis, and the block as contiguous rows."""
    before, classes, after = slabs.shape
    size = BLOCK * 8 // work.itemsize
    if classes * after <= size:
        high, wide = size // (classes * after), after
    else:
        high, wide = 1, max(1, size // classes)
    for i in range(0, before, high):
        for j in range(0, after, wide):
            block = slabs[i : i + high, :, j : j + wide].swapaxes(1, 2).reshape(-1, classes)
            yield slice(i, i + high), slice(j, j + wide), np.ascontiguousarray(block, dtype=work)


def map_rows(kernel: Callable[[Array, Array], None], array: Array, axis: Axis, work: DType, final: DType) -> Any:
    """Return what `kernel(rows, out)` puts into `out`, in the shape of `array`."""
    if array.ndim == 0:
        return map_rows(kernel, array.reshape(1), axis, work, final)[0]
    result = np.empty(array.shape, final)
    if type(axis) is int and axis == -1 and final == work and 0 < array.size <= BLOCK:
        # One block: spared the bookkeeping, which takes longer than the softmax of a short row.
        classes = array.shape[-1]
        rows = np.ascontiguousarray(array, dtype=work)
        kernel(rows.reshape(-1, classes), result.reshape(-1, classes))
        return result
    axes = class_axes(array.ndim, axis)
    if array.size == 0:
        return result
    if axes[-1] - axes[0] >= len(axes):
        ends = tuple(range(-len(axes), 0))
        return np.moveaxis(map_rows(kernel, np.moveaxis(array, axes, ends), ends, work, final), ends, axes)
    filled = _slabs(result, axes)
    for before, after, rows in _blocks(_slabs(array, axes), work):
        block = filled[before, :, after]
        if block.shape[2] == 1 and block.flags.c_contiguous and final == work:
            kernel(rows, block[:, :, 0])
        else:
            out = np.empty_like(rows)
            kernel(rows, out)
            block[...] = out.reshape(block.shape[0], block.shape[2], -1).swapaxes(1, 2)
    return result


def reduce_rows(kernel: Callable[[Array], Array], array: Array, axis: Axis, work: DType, outputs: int = 1) -> Array:
    """Return the numbers that `kernel(rows)` (outputs, rows) gives each row, in front of the remaining axes."""
    array = np.atleast_1d(array)
    axes = class_axes(array.ndim, axis)
    if axes[-1] - axes[0] >= len(axes):
        ends = tuple(range(-len(axes), 0))
        return reduce_rows(kernel, np.moveaxis(array, axes, ends), ends, work, outputs)
    slabs = _slabs(array, axes)
    if array.size == 0:
        # The logarithm of a sum of nothing.
        return np.full((outputs, *array.shape[: axes[0]], *array.shape[axes[-1] + 1 :]), -np.inf, work)
    result = np.empty((outputs, slabs.shape[0], slabs.shape[2]), work)
    for before, after, rows in _blocks(slabs, work):
        block = result[:, before, after]
        block[...] = kernel(rows).reshape(block.shape)
    return result.reshape(outputs, *array.shape[: axes[0]], *array.shape[axes[-1] + 1 :])
