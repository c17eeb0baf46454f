"""Input rules shared by every function: which dtype comes in, which one computes, which one goes out."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[Any]


def as_float(value: ArrayLike, name: str) -> tuple[Array, np.dtype[Any]]:
    """Return `value` in the dtype to compute in, and the dtype the result is rounded to."""
    array = np.asarray(value)
    kind = array.dtype.kind
    if kind in "biu":
        return array.astype(np.float64), np.dtype(np.float64)
    if array.dtype in (np.float32, np.float64):
        return array, array.dtype
    if array.dtype == np.float16 or array.dtype.name == "bfloat16":
        return array.astype(np.float32), array.dtype
    raise TypeError(f"{name} must hold real numbers (integers, booleans or floats), got dtype {array.dtype}")
