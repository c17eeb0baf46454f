"""What becomes of the losses of a batch: their mean, their sum, or each by itself."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

import numpy as np

from logitbook._arrays import Array, DType, rounded

Reduction: TypeAlias = Literal["none", "mean", "sum"]


def reduced(loss: Array, reduction: Reduction, divisor: Any, final: DType) -> Any:
    """Reduce the losses, and round once."""
    if reduction == "none":
        return rounded(loss, final)
    total = np.sum(loss)
    return rounded(total / divisor if reduction == "mean" else total, final)


def check_reduction(reduction: str) -> None:
    """Refuse what names no reduction."""
    if not isinstance(reduction, str) or reduction not in ("none", "mean", "sum"):
        raise ValueError(f"reduction must be 'none', 'mean' or 'sum', got {reduction!r}")
