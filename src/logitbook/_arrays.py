"""Input rules shared by every function: which dtypes are accepted, computed in and returned."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array: TypeAlias = NDArray[Any]
DType: TypeAlias = np.dtype[Any]

FLOAT32, FLOAT64 = np.dtype(np.float32), np.dtype(np.float64)


def dtypes(array: Array, name: str) -> tuple[DType, DType]:
    """Return the dtype to compute in and the dtype to round the result to."""
    dtype = array.dtype
    if dtype in (FLOAT64, FLOAT32):
        return dtype, dtype
    if dtype.kind in "biu":
        return FLOAT64, FLOAT64
    if dtype == np.float16 or dtype.name == "bfloat16":
        return FLOAT32, dtype
    swapped = dtype.newbyteorder()
    if swapped in (FLOAT64, FLOAT32):
        return swapped, swapped
    raise TypeError(f"{name} must hold booleans, integers or floats of at most 64 bits, got dtype {dtype}")


def to_float(value: ArrayLike, name: str) -> tuple[Array, DType]:
    """Return `value` in the dtype to compute in, and the dtype to round the result to."""
    array = np.asarray(value)
    work, final = dtypes(array, name)
    return array.astype(work, copy=False), final


def rounded(result: Any, final: DType) -> Any:
    """Round `result` to the caller's dtype, once; a 0-d array becomes a scalar."""
    return np.asarray(result).astype(final, copy=False)[()]


def number(value: Any, name: str, allowed: str, *, low: float, high: float, open_low: bool = False) -> float:
    """Return `value` as a float within [low, high], or (low, high]; refuse everything else by name."""
    try:
        checked = float(value)
    except (TypeError, ValueError):
        raise TypeError(f"{name} must be {allowed}, got {value!r}") from None
    if not low <= checked <= high or (open_low and checked == low):
        raise ValueError(f"{name} must be {allowed}, got {value!r}")
    return checked
