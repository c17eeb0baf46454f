"""Scores and adjustments of logits: energy, soft caps and class priors."""

from __future__ import annotations

import sys
from typing import overload

import numpy as np
from numpy.typing import ArrayLike

from logitbook._arrays import fitted, number, rounded, to_float
from logitbook._types import FloatArray, Narrow, Number, Row, Scalar
from logitbook.normaliser import logsumexp

POSITIVE = "a finite number above 0"


@overload
def energy(z: Number | Row, temperature: float = 1.0) -> np.float64: ...
@overload
def energy(z: ArrayLike, temperature: float = 1.0) -> Scalar | FloatArray: ...
@np.errstate(all="ignore")
def energy(z: ArrayLike, temperature: float = 1.0) -> Scalar | FloatArray:
    """Free energy -T logsumexp(z / T): low for inputs the model has evidence for, whichever the class.

    Args:
        z: Logits, shape (..., K); dtypes as in `softmax`.
        temperature: T, a finite number above 0.

    Returns:
        Energies, shape (...); +inf for a row of -inf or of no classes, -inf for a row with +inf.

    Raises:
        TypeError: `z` or `temperature` is not real.
        ValueError: `temperature` is not positive and finite.

    Differences:
        scipy.special (1.17.1), PyTorch (2.13) and JAX (0.10.2) have no such function.

    Example:
        >>> energy([[9.0, 1.0, 0.0], [4.0, -4.0, -5.0]]).round(6)
        array([-9.000459, -4.000459])

    References:
        Liu et al. (2020), Energy-based out-of-distribution detection, arXiv:2010.03759.
    """
    t = number(temperature, "temperature", POSITIVE, low=0, high=sys.float_info.max, open_low=True)
    x, final = to_float(z, "z")
    x = np.atleast_1d(x)
    top = np.max(x, axis=-1, keepdims=True, initial=-np.inf)
    shift = np.where(np.isinf(top), 0, top) if t != 1 else np.zeros_like(top)
    return rounded(0 - (shift[..., 0] + t * logsumexp((x - shift) / t)), final)


@overload
def softcap(z: Number, cap: float) -> np.float64: ...
@overload
def softcap(z: Narrow, cap: float) -> Narrow: ...
@overload
def softcap(z: ArrayLike, cap: float) -> FloatArray: ...
@np.errstate(all="ignore")
def softcap(z: ArrayLike, cap: float) -> Scalar | FloatArray:
    """Bound logits smoothly to [-cap, cap]: cap tanh(z / cap).

    In exact arithmetic the bounds are never reached and the order stays. Rounding makes ties: every z from about
    19 cap on (10 cap in float32) becomes cap.
    Apply it before masking: a masked -inf becomes -cap, which softmax gives a share.

    Args:
        z: Logits of any shape; dtypes as in `softmax`.
        cap: A finite number above 0.

    Returns:
        Capped logits of the same shape; NaN for NaN.

    Raises:
        TypeError: `z` or `cap` is not real.
        ValueError: `cap` is not positive and finite.

    Differences:
        scipy.special (1.17.1), PyTorch (2.13) and JAX (0.10.2) have no such function.

    Example:
        >>> softcap([16.917, 0.772], 30).round(6)
        array([15.32596,  0.77183])

    References:
        Gemma Team (2024), Gemma 2, arXiv:2408.00118.
    """
    limit = number(cap, "cap", POSITIVE, low=0, high=sys.float_info.max, open_low=True)
    x, final = to_float(z, "z")
    return rounded(limit * np.tanh(x / limit), final)


@overload
def logit_adjust(z: Number, log_prior: ArrayLike, tau: float = 1.0) -> np.float64: ...
@overload
def logit_adjust(z: Narrow, log_prior: ArrayLike, tau: float = 1.0) -> Narrow: ...
@overload
def logit_adjust(z: ArrayLike, log_prior: ArrayLike, tau: float = 1.0) -> FloatArray: ...
@np.errstate(all="ignore")
def logit_adjust(z: ArrayLike, log_prior: ArrayLike, tau: float = 1.0) -> Scalar | FloatArray:
    """Take the class prior out of logits: z - tau log_prior.

    Subtract after training to treat all classes alike, or sampled classes as if drawn uniformly; to build it into
    training, give a negative `tau` inside the loss.

    Args:
        z: Logits, shape (..., K); dtypes as in `softmax`.
        log_prior: Logarithms of class frequencies, finite, in a shape that broadcasts to that of `z`.
        tau: How much of the prior; a finite number.

    Returns:
        Adjusted logits in the dtype of `z`.

    Raises:
        TypeError: An argument is not real.
        ValueError: `log_prior` or `tau` is not finite, or its shape does not fit.

    Differences:
        scipy.special (1.17.1), PyTorch (2.13) and JAX (0.10.2) have no such function.

    Example:
        >>> logit_adjust([2.0, 0.5], [-0.105361, -2.302585]).round(6)
        array([2.105361, 2.802585])

    References:
        Menon et al. (2021), Long-tail learning via logit adjustment, arXiv:2007.07314. Jean et al. (2015), On
        using very large target vocabulary, arXiv:1412.2007 (sampled softmax).
    """
    largest = sys.float_info.max
    strength = number(tau, "tau", "a finite number", low=-largest, high=largest)
    x, final = to_float(z, "z")
    prior = fitted(log_prior, "log_prior", x, "z")
    if not np.isfinite(prior).all():
        raise ValueError(f"log_prior must be finite, got {prior[~np.isfinite(prior)].flat[0]}")
    return rounded(x - strength * prior, final)
