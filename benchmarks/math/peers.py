"""The functions to compare, by library: scipy.special always, PyTorch and JAX where they are installed."""

import importlib.util
import os
from collections.abc import Callable
from typing import Any

# Before the libraries are loaded, which read them once.
for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[threads] = "1"
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

import numpy as np  # noqa: E402
from scipy import special  # noqa: E402

import logitbook  # noqa: E402

Functions = dict[str, Callable[[Any], Any]]

NAMES = ["softmax", "log_softmax", "logsumexp", "sigmoid", "softplus", "log_sigmoid"]


def _torch() -> tuple[Functions, Callable[[np.ndarray], Any]]:
    import torch

    torch.set_num_threads(1)
    functional = torch.nn.functional
    return {
        "softmax": lambda z: torch.softmax(z, -1),
        "log_softmax": lambda z: torch.log_softmax(z, -1),
        "logsumexp": lambda z: torch.logsumexp(z, -1),
        "sigmoid": torch.sigmoid,
        "softplus": functional.softplus,
        "log_sigmoid": functional.logsigmoid,
    }, torch.from_numpy


def _jax() -> tuple[Functions, Callable[[np.ndarray], Any]]:
    import jax

    jax.config.update("jax_enable_x64", True)
    jax.config.update("jax_platforms", "cpu")
    functions = {name: getattr(jax.nn, name) for name in NAMES}
    compiled = {name: jax.jit(function) for name, function in functions.items()}
    return {name: _finished(function) for name, function in compiled.items()}, jax.numpy.asarray


def _finished(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function, made to wait for its result."""
    return lambda z: function(z).block_until_ready()


def installed() -> dict[str, str]:
    """Return the versions of the optional libraries that are there."""
    found = (name for name in ("torch", "jax") if importlib.util.find_spec(name))
    return {name: importlib.import_module(name).__version__ for name in found}


def libraries() -> dict[str, tuple[Functions, Callable[[np.ndarray], Any]]]:
    """Return the functions of each library, and what turns an array into its own kind."""
    scipy = {
        "softmax": lambda z: special.softmax(z, axis=-1),
        "log_softmax": lambda z: special.log_softmax(z, axis=-1),
        "logsumexp": lambda z: special.logsumexp(z, axis=-1),
        "sigmoid": special.expit,
        "softplus": lambda x: -special.log_expit(-x),
        "log_sigmoid": special.log_expit,
    }
    found = {
        "logitbook": ({name: getattr(logitbook, name) for name in NAMES}, np.asarray),
        "scipy": (scipy, np.asarray),
    }
    optional = {"torch": _torch, "jax": _jax}
    return found | {name: optional[name]() for name in installed()}
