"""Exponentials of rows of logits without overflow, and without the rounding of the subtracted maximum."""

from __future__ import annotations

import numpy as np

from logitbook._arrays import Array
from logitbook._rows import BLOCK
from logitbook._sums import row_sums


def shifted_exp(z: Array, out: Array) -> Array:
    """Fill `out` with exp(z - c), c being the rounded maximum of each row; return c, (rows, 1).

    z - c rounds, by up to half a unit of |z - c|, and exp turns that into hundreds of units: exp(0.3 - 700.1)
    loses 8 bits. As c is an integer, the rounding error z - ((z - c) + c) comes out exactly (Dekker), and exp is
    corrected by its first-order term. Rows with NaN or +inf, or with nothing but -inf, become NaN.
    """
    shift = np.rint(np.maximum.reduce(z, axis=-1, keepdims=True))
    for i in range(0, z.shape[-1], BLOCK):
        part, power = z[:, i : i + BLOCK], out[:, i : i + BLOCK]
        np.subtract(part, shift, out=power)
        # exp is 0 from here on, and -inf has no error term.
        np.maximum(power, -800, out=power)
        error = power + shift
        np.subtract(part, error, out=error)
        np.maximum(error, -1, out=error)
        np.exp(power, out=power)
        error *= power
        power += error
    return shift


def shift_rows(z: Array, out: Array, rows: Array) -> Array:
    """Apply `shifted_exp` to the rows of a mask; return their sums."""
    if rows.all():
        shifted_exp(z, out)
        return row_sums(out)
    part = np.empty((np.count_nonzero(rows), z.shape[-1]), z.dtype)
    shifted_exp(z[rows], part)
    out[rows] = part
    return row_sums(part)


def log_normaliser(z: Array, scratch: Array) -> tuple[Array, Array]:
    """Return each row's maximum m and log sum exp(z - m), both (rows,); `scratch` is overwritten.

    The maximum's own term is left out of the sum and comes back as the 1 of log1p, so that a normaliser close to
    0 keeps all its digits: log_softmax([0, -40]) starts with -4.2e-18, not with 0.
    """
    at = z.argmax(axis=-1)
    at += np.arange(0, z.size, z.shape[-1])
    top = z.take(at)
    np.exp(z, out=scratch)
    # Without a shift nothing rounds. Safe are maxima too small to overflow a sum, and too large for what
    # underflows to be missed.
    highest = 60 if z.dtype == np.float32 else 600
    if not (top.item(top.argmin()) >= -0.5 and top.item(top.argmax()) <= highest):
        shift_rows(z, scratch, ~((top >= -0.5) & (top <= highest)))
    own = scratch.take(at)
    scratch.put(at, 0)
    # 8 units in the last place leave room for a second fold, which 4 do not.
    others = row_sums(scratch, folds=2)[:, 0]
    others /= own
    np.log1p(others, out=others)
    return top, others
