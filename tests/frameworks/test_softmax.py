"""What pages about scores, softmax and sampling say of PyTorch, JAX, SciPy and scikit-learn."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
import optax
import scipy.special as sp
import torch
from numpy.typing import NDArray
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from torch.nn import functional

from tests.frameworks.claims import array, claims, close, raises

POSITIVE, MIXED = [3.0, 2.0, 1.0], [[2.0, -1.0, 0.5]]
KEY = jax.random.key(0)


def drawn(p: NDArray[np.float64]) -> int:
    return int(np.random.default_rng(0).choice(len(p), p=p / p.sum()))


def shares_of_draws(draws: object) -> list[float]:
    counts = np.bincount(array(draws))
    return list(counts / counts.sum())


@claims(
    ("softmax-confidence", "LBFGS finds T = 2.164 for five leads", lambda: close(fitted_by_lbfgs(), 2.164043, 1e-4)),
    (
        "sum-not-one",
        "NumPy's choice refuses float32 probabilities as a tensor or a JAX array, and takes them as a list of floats",
        lambda: (
            all(
                raises("do not sum to 1", partial(np.random.default_rng(0).choice, 3, p=p))
                for p in (torch.softmax(torch.zeros(3), -1), jax.nn.softmax(jnp.zeros(3, jnp.float32)))
            )
            and drawn(np.array(torch.softmax(torch.zeros(3, requires_grad=True), -1).tolist())) in (0, 1, 2)
        ),
    ),
    (
        "argmax-logits-vs-softmax",
        "SciPy's softmax ties two logits in float32",
        lambda: len({*sp.softmax(np.array([1.2, 1.2000002, 0.5], np.float32)).tolist()}) == 2,
    ),
    (
        "temperature",
        "softmax of PyTorch and JAX takes no temperature",
        lambda: all(
            raises("unexpected keyword argument 'temperature'", partial(function, temperature=2.0))
            for function in (functional.softmax, jax.nn.softmax)
        ),
    ),
    (
        "why-softmax-not-sum",
        "Categorical divides its first argument by its sum",
        lambda: close(torch.distributions.Categorical(torch.tensor(POSITIVE)).probs, np.array(POSITIVE) / 6),
    ),
    (
        "why-softmax-not-sum",
        "torch.multinomial draws in proportion to its input",
        lambda: np.allclose(
            shares_of_draws(torch.multinomial(torch.tensor(POSITIVE), 100_000, replacement=True)),
            np.array(POSITIVE) / 6,
            atol=0.01,
        ),
    ),
    (
        "why-softmax-not-sum",
        "jax.random.choice draws in proportion to p",
        lambda: np.allclose(
            shares_of_draws(jax.random.choice(KEY, 3, (100_000,), p=jnp.array(POSITIVE))),
            np.array(POSITIVE) / 6,
            atol=0.01,
        ),
    ),
    (
        "why-softmax-not-sum",
        "Categorical names the constraint for a negative logit",
        lambda: raises(
            "to satisfy the constraint Simplex(), but found invalid values",
            lambda: torch.distributions.Categorical(torch.tensor(MIXED)),
        ),
    ),
    (
        "why-softmax-not-sum",
        "torch.multinomial refuses a negative logit",
        lambda: raises(
            "probability tensor contains either `inf`, `nan` or element < 0",
            lambda: torch.multinomial(torch.tensor(MIXED), 1),
        ),
    ),
    (
        "why-softmax-not-sum",
        "JAX raises nothing for a negative logit",
        lambda: jax.random.choice(KEY, 3, p=jnp.array(MIXED[0])) >= 0,
    ),
    (
        "why-softmax-not-sum",
        "NumPy refuses what does not add up to 1",
        lambda: raises("do not sum to 1", lambda: np.random.default_rng(0).choice(3, p=POSITIVE)),
    ),
    (
        "from-scores-to-probabilities",
        "without dim, PyTorch takes the first axis of one or three, the second of two or four",
        lambda: all(
            close(functional.softmax(torch.zeros([2] * axes)), functional.softmax(torch.zeros([2] * axes), dim=dim))
            and close(functional.softmax(torch.arange(2.0**axes).reshape([2] * axes)).sum(dim), 1)
            for axes, dim in ((1, 0), (2, 1), (3, 0), (4, 1))
        ),
    ),
    ("from-scores-to-probabilities", "SciPy takes all axes", lambda: close(sp.softmax(np.zeros((2, 2))).sum(), 1)),
    (
        "from-scores-to-probabilities",
        "JAX takes the last axis",
        lambda: close(jax.nn.softmax(jnp.zeros((2, 3))).sum(-1), 1),
    ),
    (
        "what-is-a-logit",
        "PyTorch, JAX and SciPy give NaN for the logit of a score, without an error",
        lambda: (
            torch.logit(torch.tensor(2.0)).isnan()
            and jnp.isnan(jax.scipy.special.logit(2.0))
            and np.isnan(sp.logit(2.0))
        ),
    ),
    (
        "what-is-a-logit",
        "decision_function of a binary LogisticRegression is log-odds of the second class",
        lambda: close(*scores_and_log_odds(), 1e-9),
    ),
    (
        "argmax-logits-vs-softmax",
        "JAX says that a second axis is out of range",
        lambda: raises("tuple index out of range", lambda: jnp.argmax(jnp.zeros(3), axis=1)),
    ),
    (
        "argmax-logits-vs-softmax",
        "torch.max returns the largest logit and its class",
        lambda: [float(part) for part in torch.max(torch.tensor(MIXED), dim=1)] == [2.0, 0.0],
    ),
    ("argmax-logits-vs-softmax", "argmax of NaN is class 0", lambda: torch.full((3,), torch.nan).argmax() == 0),
    (
        "nonlinearity-on-logits",
        "relu has the slope 0 at 0 in PyTorch and JAX",
        lambda: torch.func.grad(torch.relu)(torch.tensor(0.0)) == 0 == jax.grad(jax.nn.relu)(0.0),
    ),
    (
        "are-logits-log-probabilities",
        "Categorical keeps log-probabilities, Bernoulli the logit",
        lambda: (
            close(torch.distributions.Categorical(logits=torch.zeros(2)).logits, [-np.log(2)] * 2)
            and torch.distributions.Bernoulli(logits=torch.tensor(2.0)).logits == 2
        ),
    ),
    (
        "log-sum-exp-trick",
        "a binary loss keeps the digits for target 1 and logit 40",
        lambda: close(
            functional.binary_cross_entropy_with_logits(
                torch.tensor(40.0, dtype=torch.float64), torch.tensor(1.0, dtype=torch.float64)
            ),
            4.248354255291589e-18,
        ),
    ),
    (
        "log-sum-exp-trick",
        "and loses them for target 0 and logit -40",
        lambda: (
            functional.binary_cross_entropy_with_logits(
                torch.tensor(-40.0, dtype=torch.float64), torch.tensor(0.0, dtype=torch.float64)
            )
            == 0
        ),
    ),
    (
        "log-sum-exp-trick",
        "SciPy keeps the digits of logsumexp(z - z[y])",
        lambda: close(sp.logsumexp(np.array([0.0, -40.0])), 4.248354255291589e-18),
    ),
    (
        "log-sum-exp-trick",
        "Optax returns 0.75 for two equal bfloat16 logits of 20",
        lambda: (
            optax.softmax_cross_entropy_with_integer_labels(jnp.full((1, 2), 20, jnp.bfloat16), jnp.array([0])) == 0.75
        ),
    ),
)
def test_what_a_page_says_of_a_framework_is_true(holds: Callable[[], object]) -> None:
    assert holds()


def scores_and_log_odds() -> tuple[np.ndarray, np.ndarray]:
    x, y = (part[:100] for part in load_iris(return_X_y=True))
    model = LogisticRegression().fit(x, y)
    return model.decision_function(x), sp.logit(model.predict_proba(x)[:, 1])


def fitted_by_lbfgs() -> float:
    """Return the temperature that the page's lines fit for five leads of 3, four of them right."""
    z, y = torch.tensor([[3.0, 0.0]] * 5), torch.tensor([0, 0, 0, 0, 1])
    log_t = torch.zeros(1, requires_grad=True)
    optimiser = torch.optim.LBFGS([log_t], line_search_fn="strong_wolfe", max_iter=100)

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        value = functional.cross_entropy(z / log_t.exp(), y)
        value.backward()
        return value

    optimiser.step(loss)
    return float(log_t.exp())
