"""The loss of one logit for each yes or no: binary cross-entropy from log-odds."""

from __future__ import annotations

from typing import Literal, overload

import numpy as np
from numpy.typing import ArrayLike

from logitbook._arrays import Array, fitted, to_float
from logitbook._reduction import Reduction, check_reduction, reduced
from logitbook._types import FloatArray, Number, Row, Scalar
from logitbook.binary import softplus


@overload
def bce_with_logits(
    x: Number,
    y: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    pos_weight: ArrayLike | None = None,
    reduction: Reduction = "mean",
) -> np.float64: ...
@overload
def bce_with_logits(
    x: Row,
    y: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    pos_weight: ArrayLike | None = None,
    reduction: Literal["mean", "sum"] = "mean",
) -> np.float64: ...
@overload
def bce_with_logits(
    x: ArrayLike,
    y: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    pos_weight: ArrayLike | None = None,
    reduction: Literal["mean", "sum"] = "mean",
) -> Scalar: ...
@overload
def bce_with_logits(
    x: ArrayLike,
    y: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    pos_weight: ArrayLike | None = None,
    reduction: Literal["none"],
) -> FloatArray: ...
@np.errstate(all="ignore")
def bce_with_logits(
    x: ArrayLike,
    y: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    pos_weight: ArrayLike | None = None,
    reduction: Reduction = "mean",
) -> Scalar | FloatArray:
    """Binary cross-entropy of sigmoid(x) against y, in nats: y softplus(-x) + (1 - y) softplus(x).

    Args:
        x: Log-odds of any shape; dtypes as in `softmax`.
        y: Targets from 0 to 1, in a shape that broadcasts to that of `x`: never to one that is larger.
        weight: Factors, in a shape that broadcasts to that of `x`.
        pos_weight: Factors of the positive term alone, likewise.
        reduction: 'mean', 'sum' or 'none', the loss of each element.

    Returns:
        The loss in the dtype of `x`; the mean divides by the number of elements, whatever the weights.
            (+inf, 1) and (-inf, 0) cost 0, (-inf, 1) and (+inf, 0) +inf. The mean of nothing is NaN, the sum 0.

    Raises:
        TypeError: An argument is not real.
        ValueError: `y` lies outside [0, 1], `reduction` is unknown, or a shape does not fit.

    Differences:
        torch.nn.functional.binary_cross_entropy_with_logits (2.13) gives NaN for infinite logits, accepts targets
        outside [0, 1] such as -1, and wants `x` and `y` of one shape.

    Example:
        >>> bce_with_logits([17.0], [0.0]).round(6)
        np.float64(17.0)
        >>> bce_with_logits([float("inf"), float("-inf")], [1, 0])
        np.float64(0.0)

    References:
        King & Zeng (2001), Logistic regression in rare events data (weights of the positive class).
    """
    check_reduction(reduction)
    logits, final = to_float(x, "x")
    target = fitted(y, "y", logits, "x")
    outside = (target < 0) | (target > 1)
    if outside.any():
        raise ValueError(f"y must lie in [0, 1], got {target[outside].flat[0]}")
    loss = _weighted(target, softplus(-logits))
    if pos_weight is not None:
        loss = loss * fitted(pos_weight, "pos_weight", logits, "x")
    loss = loss + _weighted(1 - target, softplus(logits))
    if weight is not None:
        loss = loss * fitted(weight, "weight", logits, "x")
    return reduced(loss, reduction, np.size(loss), final)


def _weighted(share: Array, loss: Array) -> Array:
    """Multiply, with nothing times infinity being nothing."""
    cost: Array = np.where((share == 0) & np.isposinf(loss), loss.dtype.type(0), share * loss)
    return cost
