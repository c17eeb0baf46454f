"""The types of what the functions take and return, as a type checker shows them.

numpy's own aliases say Any where nothing more is known, of a shape or of the dtype of np.array([1.0]): these do not.
An array's type does not tell its number of axes, so that what reduces rows may be one number or many.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias, TypeVar

import numpy as np

# Numbers that are computed in float64: those of Python, integers and booleans of numpy, and np.float64.
Number: TypeAlias = float | np.integer | np.bool
Row: TypeAlias = Sequence[float]
# Numbers that keep their dtype.
Narrow = TypeVar("Narrow", np.float16, np.float32)

Scalar: TypeAlias = np.float16 | np.float32 | np.float64
FloatArray: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[Scalar]]
IndexArray: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.intp]]
