"""What pages about yes and no say of PyTorch, Optax and scikit-learn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax.numpy as jnp
import numpy as np
import optax
import torch
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.neural_network import MLPClassifier
from torch.nn import functional

from tests.frameworks.claims import claims, close, raises

INF = torch.inf
CE, BCE, WITH_LOGITS = (
    functional.cross_entropy,
    functional.binary_cross_entropy,
    functional.binary_cross_entropy_with_logits,
)
COLUMN, FLAT = torch.tensor([[2.0], [-1.0]]), torch.tensor([1.0, 0.0])
SPARSE = optax.softmax_cross_entropy_with_integer_labels
BINARY = optax.sigmoid_binary_cross_entropy


def last_below_one(dtype: torch.dtype) -> float:
    """Return the last logit whose sigmoid is not yet 1."""
    x = torch.linspace(4, 10, 6001, dtype=torch.float64).to(dtype)
    return float(x[torch.sigmoid(x) < 1].max())


def half_gradient(x: float, target: float) -> torch.Tensor:
    """Return the gradient of BCELoss in float16 with respect to the logit."""
    logit = torch.tensor([x], dtype=torch.float16, requires_grad=True)
    BCE(torch.sigmoid(logit), torch.tensor([target], dtype=torch.float16)).backward()
    assert logit.grad is not None
    return logit.grad


def twins(optimiser: Callable[[list[torch.Tensor], float], torch.optim.Optimizer]) -> float:
    """Train two outputs, and one with half the decay and twice the rate; return by how much their logits differ."""
    torch.manual_seed(0)
    x, y = torch.randn(50, 3, dtype=torch.float64), torch.randint(0, 2, (50,))
    two = torch.randn(2, 3, dtype=torch.float64, requires_grad=True)
    one = (two[1] - two[0]).detach().clone().requires_grad_()
    steps: list[tuple[torch.optim.Optimizer, Any]] = [
        (optimiser([two], 1.0), lambda: CE(x @ two.T, y)),
        (optimiser([one], 2.0), lambda: WITH_LOGITS(x @ one, y.double())),
    ]
    for _ in range(30):
        for step, loss in steps:
            step.zero_grad()
            loss().backward()
            step.step()
    return float((two[1] - two[0] - one).detach().abs().max())


def decay(kind: Any, rate: float, amount: float, **options: float) -> Callable[[list[torch.Tensor], float], Any]:
    return lambda weights, factor: kind(weights, lr=rate * factor, weight_decay=amount / factor, **options)


@claims(
    (
        "bce-or-bce-with-logits",
        "in JAX the mean is NaN if a mask keeps nothing",
        lambda: jnp.isnan(BINARY(jnp.ones(2), jnp.ones(2)).mean(where=jnp.zeros(2, bool))),
    ),
    (
        "bce-or-bce-with-logits",
        "the sigmoid is 1 from 8.3 on in float16",
        lambda: 8.2 < last_below_one(torch.float16) < 8.4,
    ),
    ("bce-or-bce-with-logits", "and from 6.2 on in bfloat16", lambda: 6.1 < last_below_one(torch.bfloat16) < 6.3),
    (
        "bce-or-bce-with-logits",
        "BCELoss stops at 100 with gradient 0",
        lambda: BCE(torch.sigmoid(torch.tensor(40.0)), torch.tensor(0.0)) == 100,
    ),
    (
        "bce-or-bce-with-logits",
        "the gradient of a right answer in float16 is NaN",
        lambda: all(half_gradient(x, 1.0).isnan() for x in (8.5, 9.0, 12.0)),
    ),
    (
        "bce-or-bce-with-logits",
        "the mean over no rows is NaN for either loss",
        lambda: BCE(torch.ones(0), torch.ones(0)).isnan() and WITH_LOGITS(torch.ones(0), torch.ones(0)).isnan(),
    ),
    (
        "bce-or-bce-with-logits",
        "an infinite logit gives NaN in PyTorch and Optax",
        lambda: all(
            WITH_LOGITS(torch.tensor(x), torch.tensor(y)).isnan() and jnp.isnan(BINARY(jnp.array(x), jnp.array(y)))
            for x, y in ((INF, 1.0), (-INF, 0.0))
        ),
    ),
    (
        "bce-or-bce-with-logits",
        "a label of 2 raises an error in BCELoss alone",
        lambda: (
            raises("all elements of", lambda: BCE(torch.tensor([0.5]), torch.tensor([2.0])))
            and WITH_LOGITS(torch.tensor([3.0]), torch.tensor([2.0])) < 0
        ),
    ),
    (
        "bce-or-bce-with-logits",
        "BCELoss refuses logits",
        lambda: raises("all elements of input should be between 0 and 1", lambda: BCE(torch.tensor([2.0]), FLAT[:1])),
    ),
    (
        "bce-or-bce-with-logits",
        "BCELoss refuses integer targets",
        lambda: raises("Found dtype Long but expected Float", lambda: integer_targets(BCE, [0.5])),
    ),
    (
        "bce-or-bce-with-logits",
        "BCEWithLogitsLoss refuses integer targets",
        lambda: raises(
            "result type Float can't be cast to the desired output type Long",
            lambda: integer_targets(WITH_LOGITS, [2.0]),
        ),
    ),
    (
        "bce-or-bce-with-logits",
        "PyTorch refuses a column and flat targets",
        lambda: raises(
            "Target size (torch.Size([2])) must be the same as input size (torch.Size([2, 1]))",
            lambda: WITH_LOGITS(COLUMN, FLAT),
        ),
    ),
    (
        "bce-or-bce-with-logits",
        "Optax pairs every logit of a column with every target",
        lambda: BINARY(jnp.array([[2.0], [-1.0]]), jnp.array([1.0, 0.0])).shape == (2, 2),
    ),
    (
        "bce-or-bce-with-logits",
        "log_loss clips at the machine epsilon",
        lambda: close(log_loss([0, 1], [1.0, 0.0], labels=[0, 1]), -np.log(np.finfo(float).eps)),
    ),
    (
        "one-logit-or-two",
        "Target 1 is out of bounds of one column",
        lambda: raises("Target 1 is out of bounds.", lambda: CE(COLUMN, torch.tensor([1, 0]))),
    ),
    ("one-logit-or-two", "Optax gives NaN there", lambda: jnp.isnan(SPARSE(jnp.array([[2.0]]), jnp.array([1]))).all()),
    ("one-logit-or-two", "one column and the label 0 cost 0", lambda: CE(COLUMN, torch.tensor([0, 0])) == 0),
    (
        "one-logit-or-two",
        "flat logits and integer labels are refused",
        lambda: raises(
            "Expected floating point type for target with class probabilities, got Long",
            lambda: CE(FLAT, torch.tensor([1, 0])),
        ),
    ),
    (
        "one-logit-or-two",
        "SGD with half the decay trains twins",
        lambda: twins(decay(torch.optim.SGD, 0.1, 0.1)) < 1e-12,
    ),
    (
        "one-logit-or-two",
        "so does SGD with momentum",
        lambda: twins(decay(torch.optim.SGD, 0.1, 0.1, momentum=0.9)) < 1e-12,
    ),
    ("one-logit-or-two", "so does AdamW", lambda: twins(decay(torch.optim.AdamW, 0.05, 0.2)) < 1e-5),
    ("one-logit-or-two", "so does Adam without decay", lambda: twins(decay(torch.optim.Adam, 0.05, 0.0)) < 1e-5),
    ("one-logit-or-two", "Adam with weight_decay does not", lambda: twins(decay(torch.optim.Adam, 0.05, 0.2)) > 0.01),
    (
        "one-logit-or-two",
        "LogisticRegression and MLPClassifier have one output for two classes",
        lambda: outputs() == (1, 1),
    ),
)
def test_what_a_page_says_of_a_loss_is_true(holds: Callable[[], object]) -> None:
    assert holds()


def integer_targets(loss: Callable[..., torch.Tensor], x: list[float]) -> None:
    loss(torch.tensor(x, requires_grad=True), torch.tensor([1])).backward()


def outputs() -> tuple[int, int]:
    """Return how many outputs two models of scikit-learn have for two classes."""
    x, y = (part[:100] for part in load_iris(return_X_y=True))
    network = MLPClassifier((2,), max_iter=3000, random_state=0, tol=1e-2).fit(x, y)
    return len(LogisticRegression().fit(x, y).coef_), network.n_outputs_
