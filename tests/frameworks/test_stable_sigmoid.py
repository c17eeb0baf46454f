"""What the page about the sigmoid's overflow and rounding says of PyTorch, JAX, Keras, SciPy and scikit-learn."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import keras
import mpmath
import numpy as np
import scipy.special as sp
import torch
from sklearn.metrics import roc_auc_score
from torch.nn import functional

from tests.frameworks.claims import claims, close, raises

LARGE = np.array([17, 19, 20, 22], np.float32)
SPAM = [0, 1, 0, 1]


def slope(function: Callable[[torch.Tensor], torch.Tensor], x: float) -> float:
    """Return PyTorch's slope of a function of one float32 number."""
    at = torch.tensor(x, dtype=torch.float32, requires_grad=True)
    function(at).backward()
    assert at.grad is not None
    return float(at.grad)


def typed(x: torch.Tensor) -> torch.Tensor:
    return 1 / (1 + torch.exp(-x))


def where(x: torch.Tensor) -> torch.Tensor:
    return torch.where(x >= 0, typed(x), torch.exp(x) / (1 + torch.exp(x)))


def jax_slope(function: Callable[[Any], Any], x: float) -> float:
    """Return JAX's slope of a function of one float32 number."""
    return float(jax.grad(function)(jnp.float32(x)))


def jax_typed(x: Any) -> Any:
    return 1 / (1 + jnp.exp(-x))


def jax_where(x: Any) -> Any:
    return jnp.where(x >= 0, jax_typed(x), jnp.exp(x) / (1 + jnp.exp(x)))


def plain(x: float) -> float:
    e = math.exp(-abs(x))
    return 1 / (1 + e) if x >= 0 else e / (1 + e)


def typed_cost(x: float, y: int) -> float:
    """Return NumPy's cost of one logit, through the sigmoid."""
    p = 1 / (1 + np.exp(-x))
    with np.errstate(all="ignore"):
        return float(-(y * np.log(p) + (1 - y) * np.log(1 - p)))


def silent() -> bool:
    """Return whether the typed formula gives 0 in both frameworks without a warning."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return float(typed(torch.tensor(-100.0))) == 0 and float(jax_typed(jnp.float32(-100))) == 0


def ends(sigmoid: Callable[[Any], Any]) -> bool:
    """Return whether a float32 sigmoid reaches 1 between 16.6 and 16.7, and is small at the other end."""
    values = [float(sigmoid(x)) for x in (16.6, 16.7, -16.7)]
    return values[0] < 1 and values[1] == 1 and 0 < values[2] < 1e-7


@claims(
    ("stable-sigmoid", "the typed formula gives 0 without a warning in PyTorch and JAX", silent),
    ("stable-sigmoid", "and a gradient of NaN in PyTorch", lambda: np.isnan(slope(typed, -100))),
    ("stable-sigmoid", "and in JAX", lambda: np.isnan(jax_slope(jax_typed, -100))),
    ("stable-sigmoid", "also under jit", lambda: np.isnan(jax_slope(jax.jit(jax_typed), -100))),
    (
        "stable-sigmoid",
        "where does not help in PyTorch",
        lambda: np.isnan([slope(where, x) for x in (-100, 100)]).all(),
    ),
    ("stable-sigmoid", "nor in JAX", lambda: np.isnan([jax_slope(jax_where, x) for x in (-100, 100)]).all()),
    (
        "stable-sigmoid",
        "the right slope is 0 once p is 1, but that of a loss from logits is p - y",
        lambda: (
            slope(torch.sigmoid, 40) == jax_slope(jax.nn.sigmoid, 40) == 0
            and slope(lambda x: -functional.logsigmoid(-x), 40) == 1
            and jax_slope(lambda x: -jax.nn.log_sigmoid(-x), 40) == 1
        ),
    ),
    (
        "stable-sigmoid",
        "the form with tanh loses the sigmoid of -40, that with logaddexp does not",
        lambda: (1 + np.tanh(-20)) / 2 == 0 and close(np.exp(-np.logaddexp(0, 40)), 4.248354e-18),
    ),
    (
        "stable-sigmoid",
        "mpmath has more digits",
        lambda: mpmath.workdps(30)(lambda: 0 < 1 - 1 / (1 + mpmath.exp(-40)) < 1e-17)(),
    ),
    (
        "stable-sigmoid",
        "the cost from x is right where the typed one is NaN",
        lambda: (
            np.isnan(typed_cost(40.0, 1)) and close(np.logaddexp(0, [40.0, -3]) - np.array([40.0, 0]), [0, 0.0485874])
        ),
    ),
    (
        "stable-sigmoid",
        "the libraries' slopes are right",
        lambda: (
            0 <= slope(torch.sigmoid, -100.0) < 1e-40
            and slope(torch.sigmoid, 0.0) == 0.25
            and 0 <= jax_slope(jax.nn.sigmoid, -100) < 1e-40
            and jax_slope(jax.nn.sigmoid, 0) == 0.25
        ),
    ),
    (
        "stable-sigmoid",
        "torch.sigmoid is 1 from about 16.6",
        lambda: ends(lambda x: torch.sigmoid(torch.tensor(x, dtype=torch.float32))),
    ),
    ("stable-sigmoid", "jax.nn.sigmoid too", lambda: ends(lambda x: jax.nn.sigmoid(jnp.float32(x)))),
    ("stable-sigmoid", "keras.ops.sigmoid too", lambda: ends(lambda x: keras.ops.sigmoid(jnp.float32(x)))),
    ("stable-sigmoid", "expit too", lambda: ends(lambda x: sp.expit(np.float32(x)))),
    ("stable-sigmoid", "expit is 1 in float64 from about 36.7", lambda: sp.expit(36.7) < 1 and sp.expit(36.74) == 1),
    (
        "stable-sigmoid",
        "the log-sigmoids keep both ends",
        lambda: all(
            close(found, [-1000, -4.248354e-18])
            for found in (
                functional.logsigmoid(torch.tensor([-1000.0, 40.0])),
                jax.nn.log_sigmoid(jnp.array([-1000.0, 40.0])),
                keras.ops.log_sigmoid(jnp.array([-1000.0, 40.0])),
                sp.log_expit([-1000.0, 40.0]),
                -np.logaddexp(0, [1000.0, -40.0]),
            )
        ),
    ),
    ("stable-sigmoid", "plain Python keeps both ends", lambda: (plain(-1000), plain(0), plain(1000)) == (0, 0.5, 1)),
    (
        "stable-sigmoid",
        "math.exp raises",
        lambda: raises("math range error", lambda: 1 / (1 + math.exp(1000))),
    ),
    (
        "stable-sigmoid",
        "JAX refuses integers",
        lambda: raises("logistic does not accept dtype int32", lambda: jax.nn.sigmoid(jnp.array([1, 2], jnp.int32))),
    ),
    (
        "stable-sigmoid",
        "minus an unsigned integer wraps around",
        lambda: (-np.array([1, 5], np.uint8)).tolist() == [255, 251],
    ),
    (
        "stable-sigmoid",
        "np.piecewise keeps integers integers",
        lambda: np.piecewise(np.array([0, 1]), [[True, True]], [lambda x: 1 / (1 + np.exp(-x))]).tolist() == [0, 0],
    ),
    ("stable-sigmoid", "roc_auc_score takes logits", lambda: roc_auc_score(SPAM, LARGE) == 0.75),
    ("stable-sigmoid", "and says 0.5 for their float32 sigmoids", lambda: roc_auc_score(SPAM, sp.expit(LARGE)) == 0.5),
    (
        "stable-sigmoid",
        "float64 keeps the order up to 36.7",
        lambda: roc_auc_score(SPAM, sp.expit(LARGE.astype(float))) == 0.75,
    ),
    ("stable-sigmoid", "expit(k * x) reaches 99% where k * x is log 99", lambda: close(sp.expit(math.log(99)), 0.99)),
)
def test_what_a_page_says_of_a_framework_is_true(holds: Callable[[], object]) -> None:
    assert holds()
