"""Rows of logits on which softmax and its kin lose digits, each for a reason."""

from __future__ import annotations

import math

import mpmath
import numpy as np


def cancelling(y: float) -> list[float]:
    """A pair whose exponentials add up to 1 but for rounding."""
    with mpmath.workdps(900):
        return [float(mpmath.log(1 - mpmath.exp(mpmath.mpf(y)))), y]


def adversarial_rows() -> list[list[float]]:
    rng = np.random.default_rng(20261124)
    rows = [
        [0.0, -40.0],
        [-40.0, 0.0],
        # The subtraction of the maximum rounds.
        [700.1, 0.3],
        [700.1, 663.3],
        [1e3, 260.7],
        [-300.0, -1040.0],
        [1e300, -1e300],
        [-1e308, -1e308],
        # The result is subnormal.
        [0.0, -745.0],
        [0.4, -740.3],
        [-0.4, -740.3],
        [-1.0, -745.0],
        [-20.0, -760.0],
        # The largest logit and the logarithm of the rest cancel.
        [-math.log(2)] * 2,
        [-math.log(10)] * 10,
        [-math.log(1000)] * 1000,
        [1e-17, -39.1],
        [-1e-17, -39.1],
        [1e-300, -700.0],
        [-9.8e-305, -700.0],
        np.log(np.arange(1, 50) / 1225).tolist(),
    ]
    rows += [cancelling(y) for y in rng.uniform(-40, -0.7, 12)]
    # Many terms, each too small to move a running sum.
    for n in (2, 7, 9, 16, 63, 64, 100, 1001, 1003):
        rows += [[0.0] + [-36.74] * n, [-36.74] * n + [0.0], [0.3] + [0.3 - 36.74] * n, [0.0, -0.7] + [-37.0] * n]
        rows += [[0.0, -40.0] + [-77.0] * n, [1e-17, -39.2] + [-75.9] * n, [-2.0] + [-38.74] * n]
    for _ in range(80):
        classes = int(rng.choice([2, 3, 5, 10, 63, 64, 66, 67, 100, 257]))
        offset = rng.choice([0, 1, -1]) * 10.0 ** rng.uniform(-2, 2.9)
        rows.append((rng.normal(size=classes) * 10.0 ** rng.uniform(-3, 2.5) + offset).tolist())
    # Log-probabilities, normalised or nearly so.
    for offset in [0, 1e-11, -1e-8, 1e-5, -1e-3, 1e-2, -0.1, -0.5] * 5:
        z = rng.normal(size=int(rng.choice([2, 3, 5, 10, 100]))) * rng.choice([0.1, 1, 3])
        rows.append((z - np.log(np.exp(z).sum()) + offset).tolist())
    return rows


def adversarial_numbers() -> np.ndarray:
    rng = np.random.default_rng(20261124)
    edges = [0.0, -0.0, 36.7, 36.8, 37.0, -37.0, -705.0, -705.1, 709.78, -709.79, -745.1, 745.1, 1e308, -1e308]
    small = 10.0 ** rng.uniform(-320, 2.8, 80)
    return np.concatenate([rng.uniform(-750, 750, 120), rng.normal(size=250) * 3, small, -small, edges])
