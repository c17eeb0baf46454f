"""What the docstrings of logitbook say, under Differences, of SciPy, PyTorch and JAX."""

from __future__ import annotations

import re
from collections.abc import Callable

import jax
import jax.numpy as jnp
import numpy as np
import pytest
import scipy
import scipy.special as sp
import torch
from torch.nn import functional

import logitbook as lb
from tests.frameworks.claims import Claim, claims, close, first_log_softmax, off, raises
from tests.logitbook.exactness import exact_log_sigmoid, exact_logit, exact_sigmoid, exact_softplus

INF = float("inf")
HALVES = [-0.6931471805599453] * 2
CLOSE = [2.0, 1.0, 0.1], [2.0 + 1e-10, 1.0, 0.1]
ZEROS = np.zeros((2, 2))
LACKING = ["energy", "expected_calibration_error", "fit_temperature", "inv_softmax", "logit_adjust", "min_p"]
LACKING += ["perplexity", "repetition_penalty", "softcap", "top_p", "z_loss"]


def tensor(value: object, dtype: torch.dtype = torch.float64) -> torch.Tensor:
    return torch.tensor(value, dtype=dtype)


def both_infinite_and_target() -> torch.Tensor:
    return functional.binary_cross_entropy_with_logits(tensor([INF, -INF]), tensor([1.0, 0.0]), reduction="none")


DIFFERENCES: list[Claim] = [
    ("softmax", "SciPy takes all axes unless told", lambda: sp.softmax(ZEROS).sum() == 1),
    ("softmax", "SciPy subtracts in int8", lambda: close(sp.softmax(np.array([100, -100], np.int8)), [0, np.nan])),
    ("softmax", "SciPy refuses booleans", lambda: raises("boolean", lambda: sp.softmax(np.array([True, False])))),
    ("softmax", "SciPy gives zeros in float16", lambda: not sp.softmax(np.zeros(100_000, np.float16)).any()),
    ("softmax", "JAX gives zeros in float16", lambda: not jax.nn.softmax(jnp.zeros(100_000, jnp.float16)).any()),
    (
        "softmax",
        "PyTorch gives 1e-5 in float16",
        lambda: close(torch.softmax(torch.zeros(100_000, dtype=torch.float16), -1)[0], 1e-5, 0.01),
    ),
    (
        "softmax",
        "PyTorch refuses integers",
        lambda: raises("not implemented for 'Long'", lambda: torch.softmax(torch.tensor([1, 0]), -1)),
    ),
    (
        "softmax",
        "JAX has the same where",
        lambda: close(
            jax.nn.softmax(jnp.array([1.0, 2, 3]), where=jnp.array([True, False, True])),
            lb.softmax([1.0, 2, 3], where=[True, False, True]),
        ),
    ),
    ("softmax", "z / T by hand gives NaN", lambda: torch.softmax(tensor([1e308, 0]) / 1e-3, -1).isnan().any()),
    ("log_softmax", "SciPy gives 0 for a near-certain class", lambda: sp.log_softmax([0.0, -40])[0] == 0),
    ("log_softmax", "PyTorch does so too", lambda: torch.log_softmax(tensor([0.0, -40]), -1)[0] == 0),
    ("log_softmax", "JAX does so too", lambda: jax.nn.log_softmax(jnp.array([0.0, -40]))[0] == 0),
    (
        "log_softmax",
        "SciPy has 7 digits of it for [0, -20]",
        lambda: 1e8 < off(lambda x: sp.log_softmax([0.0, x])[0], first_log_softmax, -20.0) < 2e8,
    ),
    (
        "log_softmax",
        "PyTorch has 7 as well",
        lambda: 1e8 < off(lambda x: torch.log_softmax(tensor([0.0, x]), -1)[0], first_log_softmax, -20.0) < 2e8,
    ),
    (
        "log_softmax",
        "JAX has 7 as well",
        lambda: 1e8 < off(lambda x: jax.nn.log_softmax(jnp.array([0.0, x]))[0], first_log_softmax, -20.0) < 2e8,
    ),
    (
        "log_softmax",
        "SciPy gives [nan, -inf] for [inf, 0]",
        lambda: np.array_equal(sp.log_softmax([INF, 0]), [np.nan, -INF], equal_nan=True),
    ),
    ("log_softmax", "SciPy takes all axes unless told", lambda: close(np.exp(sp.log_softmax(ZEROS)).sum(), 1)),
    (
        "softmax_jacobian",
        "PyTorch gives 0 on the diagonal for [0, -40]",
        lambda: torch.func.jacrev(lambda z: torch.softmax(z, -1))(tensor([0.0, -40]))[0, 0] == 0,
    ),
    (
        "softmax_jacobian",
        "JAX gives 0 on the diagonal for [0, -40]",
        lambda: jax.jacrev(jax.nn.softmax)(jnp.array([0.0, -40]))[0, 0] == 0,
    ),
    (
        "softmax_jacobian",
        "JAX agrees elsewhere to rounding",
        lambda: close(jax.jacrev(jax.nn.softmax)(jnp.array([2.0, 1, 0.1])), lb.softmax_jacobian([2.0, 1, 0.1]), 1e-14),
    ),
    ("logsumexp", "SciPy takes all axes unless told", lambda: np.ndim(sp.logsumexp(ZEROS)) == 0),
    ("logsumexp", "SciPy has weights", lambda: close(sp.logsumexp([1.0, 2], b=[1, -1], return_sign=True)[1], -1)),
    ("logsumexp", "SciPy accepts complex numbers", lambda: close(sp.logsumexp([1j]), 1j)),
    ("logsumexp", "SciPy gives 0 for two halves", lambda: sp.logsumexp(HALVES) == 0),
    ("logsumexp", "PyTorch gives 0 for two halves", lambda: torch.logsumexp(tensor(HALVES), -1) == 0),
    ("logsumexp", "JAX gives 0 for two halves", lambda: jax.nn.logsumexp(jnp.array(HALVES)) == 0),
    ("sigmoid", "SciPy gives 0 below about -709.8", lambda: sp.expit(-709.0) > 0 == sp.expit(-710.0)),
    ("sigmoid", "PyTorch does so too", lambda: torch.sigmoid(tensor(-709.0)) > 0 == torch.sigmoid(tensor(-710.0))),
    (
        "sigmoid",
        "JAX gives 0 below about -708.4",
        lambda: jax.nn.sigmoid(jnp.float64(-708.3)) > 0 == jax.nn.sigmoid(jnp.float64(-708.5)),
    ),
    ("sigmoid", "PyTorch gives float32 for integers", lambda: torch.sigmoid(torch.tensor([1])).dtype == torch.float32),
    (
        "softplus",
        "PyTorch switches to x above 20",
        lambda: functional.softplus(tensor(20.0000001)) == 20.0000001 < lb.softplus(20.0000001) - 2e-9,
    ),
    (
        "softplus",
        "PyTorch has beta",
        lambda: close(functional.softplus(tensor(3.0), beta=2), lb.softplus(6.0) / 2, 1e-14),
    ),
    (
        "softplus",
        "JAX gives 0 where the result is subnormal",
        lambda: jax.nn.softplus(jnp.float64(-709.0)) == 0 < lb.softplus(-709.0),
    ),
    ("log_sigmoid", "JAX gives 0 there", lambda: jax.nn.log_sigmoid(jnp.float64(709.0)) == 0 > lb.log_sigmoid(709.0)),
    (
        "logit",
        "PyTorch loses 5 digits near 1/2",
        lambda: 1e4 < off(lambda p: torch.logit(tensor(p)), exact_logit, 0.500001) < 1e5,
    ),
    (
        "logit",
        "JAX loses 5 digits near 1/2",
        lambda: 1e4 < off(lambda p: jax.scipy.special.logit(jnp.float64(p)), exact_logit, 0.500001) < 1e5,
    ),
    (
        "logit",
        "PyTorch clamps in the dtype of p",
        lambda: torch.logit(torch.tensor([1.0]), eps=1e-10).isinf() and lb.logit(np.float32(1), eps=1e-10) < 23.1,
    ),
    (
        "cross_entropy",
        "PyTorch has the class axis second",
        lambda: (
            functional.cross_entropy(torch.zeros(2, 3, 4), torch.zeros(2, 4, dtype=torch.long), reduction="none").shape
            == (2, 4)
        ),
    ),
    (
        "cross_entropy",
        "PyTorch ignores -100 by default",
        lambda: functional.cross_entropy(tensor([[1.0, 2]]), torch.tensor([-100]), reduction="sum") == 0,
    ),
    (
        "cross_entropy",
        "PyTorch gives 0 for a near-certain class",
        lambda: functional.cross_entropy(tensor([0.0, -40]), torch.tensor(0)) == 0,
    ),
    (
        "cross_entropy",
        "PyTorch gives NaN for a target of 0 times -inf",
        lambda: functional.cross_entropy(tensor([0.0, -INF]), tensor([1.0, 0])).isnan(),
    ),
    ("bce_with_logits", "PyTorch gives NaN for infinite logits", lambda: both_infinite_and_target().isnan().all()),
    (
        "bce_with_logits",
        "PyTorch accepts a target of -1",
        lambda: functional.binary_cross_entropy_with_logits(tensor([1.0]), tensor([-1.0])).isfinite(),
    ),
    (
        "bce_with_logits",
        "PyTorch wants one shape",
        lambda: raises(
            "must be the same as input size",
            lambda: functional.binary_cross_entropy_with_logits(tensor([[1.0, 2]]), tensor([1.0, 0])),
        ),
    ),
    (
        "entropy",
        "PyTorch's Categorical agrees, -inf included",
        lambda: close(torch.distributions.Categorical(logits=tensor([0.0, 0, -INF])).entropy(), np.log(2), 1e-14),
    ),
    (
        "entropy",
        "PyTorch loses the digits of a near-certain row",
        lambda: torch.distributions.Categorical(logits=tensor([0.0, -40])).entropy() < 0.98 * lb.entropy([0.0, -40.0]),
    ),
    ("entropy", "SciPy leaves the sum to the caller", lambda: sp.entr([0.5, 0.5]).shape == (2,)),
    ("kl_div", "SciPy leaves the sum to the caller", lambda: sp.rel_entr([0.5, 0.5], [0.5, 0.5]).shape == (2,)),
    (
        "kl_div",
        "SciPy loses a small divergence",
        lambda: close(sp.rel_entr(*map(sp.softmax, CLOSE)).sum(), -4e-17, 0.1),
    ),
    (
        "kl_div",
        "PyTorch loses a small divergence",
        lambda: close(
            functional.kl_div(
                torch.log_softmax(tensor(CLOSE[1]), -1), torch.softmax(tensor(CLOSE[0]), -1), reduction="sum"
            ),
            -3e-17,
            0.1,
        ),
    ),
    ("top_k", "PyTorch returns values and indices", lambda: torch.topk(tensor([1.0, 3, 2]), 2)[1].tolist() == [1, 2]),
    ("top_k", "JAX returns values and indices", lambda: jax.lax.top_k(jnp.array([1.0, 3, 2]), 2)[1].tolist() == [1, 2]),
    (
        "gumbel_max",
        "JAX draws with a key",
        lambda: jax.random.categorical(jax.random.key(0), jnp.array([0.0, -INF])) == 0,
    ),
]


@claims(*DIFFERENCES)
def test_a_difference_is_as_the_docstring_says(holds: Callable[[], object]) -> None:
    assert holds()


@pytest.mark.parametrize("name", LACKING)
def test_a_function_that_the_docstring_calls_missing_is_missing(name: str) -> None:
    for module in (sp, torch, functional, jax.nn, jax.scipy.special):
        assert not hasattr(module, name)


@pytest.mark.parametrize("x", [-700.0, -40.0, -1.0, 0.5, 15.0, 30.0, 700.0])
def test_functions_that_the_docstrings_call_equal_are_equal_to_rounding(x: float) -> None:
    assert off(sp.expit, exact_sigmoid, x) < 2
    assert off(sp.softplus, exact_softplus, x) < 2
    assert off(sp.log_expit, exact_log_sigmoid, x) < 2
    assert off(lambda v: functional.logsigmoid(tensor(v)), exact_log_sigmoid, x) < 2
    assert off(sp.logit, exact_logit, lb.sigmoid(min(x, 30.0)).item()) < 2
    assert off(sp.logit, exact_logit, 0.500001) < 2


def test_the_versions_are_those_that_the_docstrings_name() -> None:
    installed = {"PyTorch": torch.__version__, "JAX": jax.__version__}
    text = "\n".join(getattr(lb, name).__doc__ for name in lb.__all__)
    assert {*re.findall(r"PyTorch \((.*?)\)", text)} == {".".join(installed["PyTorch"].split(".")[:2])}
    assert {*re.findall(r"JAX \((\d[\d.]*)", text)} == {installed["JAX"]}
    assert {*re.findall(r"(?<!jax\.)scipy\.[\w.]+ \((.*?)\)", text)} == {scipy.__version__}


def test_every_difference_that_names_a_framework_is_replayed() -> None:
    replayed = {name for name, _, _ in DIFFERENCES}
    assert set(lb.__all__) == replayed | {*LACKING}
