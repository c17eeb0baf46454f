"""Calibration: how far confidence and accuracy are apart, and the temperature with the least loss."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from logitbook._arrays import Array, count, to_array, to_float
from logitbook.probabilities import softmax


def _labelled(value: ArrayLike, name: str, y: ArrayLike) -> tuple[Array, Array]:
    """Return rows of classes as (rows, K) in float64, and their labels, (rows,)."""
    x = np.atleast_1d(to_float(value, name)[0].astype(np.float64, copy=False))
    rows, classes = x.shape[:-1], x.shape[-1]
    if not classes:
        raise ValueError(f"{name} must have at least one class, got shape {x.shape}")
    labels = to_array(y, "y")
    if labels.shape != rows:
        raise ValueError(f"y must have one class index per row, shape {rows}, got shape {labels.shape}")
    if labels.dtype.kind not in "iu" and labels.size:
        raise TypeError(f"y must hold integers as class indices, got dtype {labels.dtype}")
    wrong = (labels < 0) | (labels >= classes)
    if wrong.any():
        raise ValueError(f"y must hold class indices from 0 to {classes - 1}, got {labels[wrong].flat[0]}")
    return x.reshape(-1, classes), labels.astype(np.intp).reshape(-1)


@np.errstate(all="ignore")
def fit_temperature(z: ArrayLike, y: ArrayLike) -> float:
    """Temperature T that minimises the mean cross-entropy of softmax(z / T) on held-out data.

    The loss is convex in 1 / T, and its derivative there is the mean of (expected logit - logit of the label): its
    only root is found by bisection, to the last digits.

    Args:
        z: Logits, shape (..., K); dtypes as in `softmax`. -inf masks a class.
        y: Class indices, shape (...).

    Returns:
        T. 0.0 if every label has the largest logit of its row, so that ever more confidence pays; +inf if the
            labels' logits are on average no better than the rows' means, so that none does.

    Raises:
        TypeError: `z` is not real, or `y` does not hold integers.
        ValueError: There are no rows, `y` does not fit, `z` holds NaN or +inf, or a label's logit is -inf.

    Differences:
        scipy.special (1.17.1), PyTorch (2.13) and JAX (0.10.2) have no such function.

    Example:
        >>> round(fit_temperature([[3.0, 0.0]] * 5, [0, 0, 0, 0, 1]), 6)
        2.164043

    References:
        Guo et al. (2017), On calibration of modern neural networks, arXiv:1706.04599.
    """
    x, labels = _labelled(z, "z", y)
    if not labels.size:
        raise ValueError("z must hold at least one row, got none")
    true = x[np.arange(len(x)), labels]
    if not np.isfinite(true).all() or not (x < np.inf).all():
        raise ValueError("z must hold no NaN, no +inf, and no -inf for the class of a label")
    possible = ~np.isneginf(x)
    scale = float(np.max(np.abs(x), where=possible, initial=0))
    x, true = np.where(possible, x / (scale or 1), 0), true / (scale or 1)

    def slope(inverse: float) -> float:
        p = softmax(np.where(possible, x * inverse, -np.inf))
        return float(np.mean(np.sum(p * (x - true[:, np.newaxis]), axis=-1)))

    if slope(0.0) >= 0:
        return float("inf")
    if (np.max(x, axis=-1, where=possible, initial=-np.inf) == true).all():
        return 0.0
    low, high = 0.0, 1.0
    while slope(high) < 0:
        low, high = high, high * 2
    while low < (middle := low + (high - low) / 2) < high:
        low, high = (middle, high) if slope(middle) < 0 else (low, middle)
    return scale / high


@np.errstate(all="ignore")
def expected_calibration_error(p: ArrayLike, y: ArrayLike, bins: int = 15) -> float:
    """Mean gap between confidence and accuracy over bins of equal width, weighted by their counts.

    Args:
        p: Probabilities, shape (..., K); dtypes as in `softmax`. The confidence of a row is its largest.
        y: Class indices, shape (...).
        bins: Number of bins (j/bins, (j+1)/bins], an integer of at least 1.

    Returns:
        The error, from 0 to 1; NaN for no rows.

    Raises:
        TypeError: `p` is not real, `y` does not hold integers, or `bins` is no integer.
        ValueError: `p` lies outside [0, 1] or has no classes, `y` does not fit, or `bins` is less than 1.

    Differences:
        scipy.special (1.17.1), PyTorch (2.13) and JAX (0.10.2) have no such function.

    Example:
        >>> round(expected_calibration_error([[0.9, 0.1], [0.6, 0.4]], [0, 1], bins=10), 6)
        0.35

    References:
        Guo et al. (2017), arXiv:1706.04599; Naeini, Cooper & Hauskrecht (2015).
    """
    number_of_bins = count(bins, "bins")
    x, labels = _labelled(p, "p", y)
    if not ((x >= 0) & (x <= 1)).all():
        raise ValueError("p must hold probabilities from 0 to 1, got others: logits need softmax first")
    if not labels.size:
        return float("nan")
    confidence = np.max(x, axis=-1)
    correct = np.argmax(x, axis=-1) == labels
    at = np.clip(np.ceil(confidence * number_of_bins).astype(np.intp) - 1, 0, number_of_bins - 1)
    gaps = np.bincount(at, weights=correct - confidence, minlength=number_of_bins)
    return float(np.sum(np.abs(gaps)) / labels.size)
