"""log sum exp where it is close to 0: there the largest logit and the logarithm of the rest cancel."""

from __future__ import annotations

import math
from functools import cache

import numpy as np

from logitbook._arrays import Array

# exp(x) = 2^k * table[j] * exp(r): 256 steps an octave leave |r| < 0.0014.
STEPS = 256
# Logits to sum in integers at most: tens of milliseconds for each block of rows.
FEW = 8192


@cache
def _ln2(bits: int) -> int:
    """Return ln 2 in units of 2^-bits, as 2 artanh(1/3)."""
    total, power, odd = 0, (2 << bits) // 3, 1
    while power:
        total += power // odd
        power //= 9
        odd += 2
    return total


def _exp(x: int, bits: int) -> int:
    """Return exp(x) for x <= 2, both in units of 2^-bits."""
    octaves, rest = divmod(x, _ln2(bits))
    step = rest >> 8
    term = total = 1 << bits
    count = 1
    while term:
        term = (term * step >> bits) // count
        total += term
        count += 1
    for _ in range(8):
        total = total * total >> bits
    return total << octaves if octaves >= 0 else total >> -octaves


@cache
def _constants() -> tuple[float, float, Array, Array]:
    """Return ln 2 / STEPS and 2^(j / STEPS), each as the sum of two float64; the first of all has few digits."""
    bits = 192
    coarse = float(np.float32(math.log(2) / STEPS))
    fine = (_ln2(bits) - int(coarse * STEPS * 2**64) * 2 ** (bits - 64)) / 2**bits / STEPS
    powers = [_exp(_ln2(bits) * j // STEPS, bits) for j in range(STEPS)]
    upper = [power / 2**bits for power in powers]
    lower = [(power - int(up * 2**64) * 2 ** (bits - 64)) / 2**bits for power, up in zip(powers, upper, strict=True)]
    return coarse, fine, np.array(upper), np.array(lower)


def _exact_log_sum(row: list[float]) -> float:
    """Return log sum exp(row) for a sum close to 1, in integers of as many bits as it takes."""
    bits = 256
    while True:
        terms = ((numerator << bits) // denominator for numerator, denominator in map(float.as_integer_ratio, row))
        excess = sum(_exp(term, bits) for term in terms) - (1 << bits)
        # 96 bits above the last: 53 for the result, the rest for the rounding of the terms.
        if excess.bit_length() > 96 or bits > 2400:
            return math.log1p(excess / (1 << bits))
        bits *= 2


def _split_total(terms: Array) -> Array:
    """Sum signed terms (rows, n) with twice the digits, as if rounded once."""
    total: Array = np.zeros(len(terms))
    for _ in range(2):
        guard = 4 * np.add.reduce(np.abs(terms), axis=-1, keepdims=True)
        upper = (terms + guard) - guard
        total += np.add.reduce(upper, axis=-1)
        terms = terms - upper
    total += np.add.reduce(terms, axis=-1)
    return total


def log_sums_near_zero(z: Array) -> Array:
    """Return log sum exp of rows of float64 for which it lies between -3 and 3.

    Each exp is the sum of two numbers, table entry and remainder, good for 62 bits; summed as they are, less 1,
    they keep the digits that the float64 nearest to the sum has not. Rows that cancel further than that, such as
    normalised log-probabilities, are summed in integers, at a few microseconds a class, as long as they are few.
    """
    coarse, fine, upper, lower = _constants()
    z = np.maximum(z, -800)
    steps = np.rint(z * (STEPS / math.log(2)))
    rest = np.expm1((z - steps * coarse) - steps * fine)
    octaves, entry = np.divmod(steps.astype(np.int64), STEPS)
    power = upper[entry]
    main = np.ldexp(power, octaves)
    remainder = np.ldexp(lower[entry] + power * rest, octaves)
    # Below 1/2 there is no 1 to cancel, and log1p would lose what the subtraction rounded.
    one = np.add.reduce(main, axis=-1, keepdims=True) >= 0.5
    excess = _split_total(np.concatenate([main, remainder, np.where(one, -1.0, 0.0)], axis=-1))
    result = np.where(one[:, 0], np.log1p(excess), np.log(excess))
    # What the remainders may be off by, in units of 2^-53: all of themselves next to 1, and 2^-9 of the term elsewhere.
    doubt = np.add.reduce(np.where(steps == 0, np.abs(remainder), main / 512), axis=-1)
    doubtful = np.flatnonzero(doubt > 1.1 * np.abs(excess))
    if len(doubtful) * z.shape[-1] <= FEW:
        for i in doubtful:
            result[i] = _exact_log_sum(z[i].tolist())
    return result
