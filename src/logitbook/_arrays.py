"""Input rules shared by every function: what is accepted, computed in and returned, and what is refused by name."""

from __future__ import annotations

import operator
import reprlib
import sys
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array: TypeAlias = NDArray[Any]
DType: TypeAlias = np.dtype[Any]

FLOAT32, FLOAT64 = np.dtype(np.float32), np.dtype(np.float64)
PLAIN = {bool, int, float}
DEPTH = 64  # of nested lists, as deep as numpy goes


def _is_masked(value: object) -> bool:
    return "numpy.ma" in sys.modules and isinstance(value, np.ma.MaskedArray)


def _holds_masked(value: Any, depth: int = 0) -> bool:
    """Return whether nested lists hold a masked array, or the masked constant."""
    if not isinstance(value, list | tuple) or set(map(type, value)) <= PLAIN or depth == DEPTH:
        return _is_masked(value)
    return any(_holds_masked(item, depth + 1) for item in value)


def to_array(value: ArrayLike, name: str) -> Array:
    """Return `value` as an array; refuse masks, which numpy would drop, and lists that are no array."""
    if type(value) is np.ndarray:
        return value
    # numpy imports numpy.ma when it is first named: until then nothing is masked, and no list need be searched.
    if "numpy.ma" in sys.modules and _holds_masked(value):
        advice = f"fill it first, {name}.filled(value), or leave masked classes out by `where` if there is one"
        raise TypeError(f"{name} must be a plain array, got a masked one: {advice}")
    try:
        return np.asarray(value)
    except ValueError:
        advice = "pad them, and mask the padding where the function can"
        raise ValueError(f"{name} must hold rows of one length, got ragged lists: {advice}") from None


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
    array = to_array(value, name)
    work, final = dtypes(array, name)
    return array.astype(work, copy=False), final


def fitted(value: ArrayLike, name: str, target: Array, target_name: str) -> Array:
    """Return `value` in the dtype of `target`; refuse a shape that does not broadcast to that of `target`."""
    array = to_float(value, name)[0].astype(target.dtype, copy=False)
    require_fit(array, name, target.shape, target_name)
    return array


def require_fit(array: Array, name: str, shape: tuple[int, ...], target_name: str) -> None:
    """Refuse a shape that does not broadcast to `shape`, or only to something larger."""
    try:
        fits = np.broadcast_shapes(array.shape, shape) == shape
    except ValueError:
        fits = False
    if not fits:
        raise ValueError(f"{name} must broadcast to the shape {shape} of {target_name}, got shape {array.shape}")


def rounded(result: Any, final: DType) -> Any:
    """Round `result` to the caller's dtype, once; a 0-d array becomes a scalar."""
    return np.asarray(result).astype(final, copy=False)[()]


def number(value: Any, name: str, allowed: str, *, low: float, high: float, open_low: bool = False) -> float:
    """Return `value` as a float within [low, high], or (low, high]; refuse everything else by name."""
    try:
        if isinstance(value, str | bytes | bytearray) or _is_masked(value) or getattr(value, "ndim", 0) != 0:
            raise TypeError
        checked = float(value)
    except OverflowError:
        raise ValueError(f"{name} must be {allowed}, got an integer that no float can hold") from None
    except (TypeError, ValueError):
        raise TypeError(f"{name} must be {allowed}, got {_shown(value)}") from None
    if not low <= checked <= high or (open_low and checked == low):
        raise ValueError(f"{name} must be {allowed}, got {_shown(value)}")
    return checked


def integer(value: Any, name: str, allowed: str) -> int:
    """Return `value` as an integer; refuse everything else by name."""
    try:
        if _is_masked(value):
            raise TypeError
        return operator.index(value)
    except TypeError:
        raise TypeError(f"{name} must be {allowed}, got {_shown(value)}") from None


def count(value: Any, name: str) -> int:
    """Return `value` as an integer of at least 1; refuse everything else by name."""
    allowed = "an integer of at least 1"
    checked = integer(value, name, allowed)
    if checked < 1:
        raise ValueError(f"{name} must be {allowed}, got {_shown(value)}")
    return checked


def _shown(value: object) -> str:
    """Return a short description of a value, in one line."""
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    return " ".join(reprlib.repr(value).split())
