"""What the page about the gradient of softmax says of PyTorch, JAX, Optax, Keras and NumPy."""

from __future__ import annotations

import warnings
from collections.abc import Callable

import jax
import jax.numpy as jnp
import keras
import numpy as np
import optax
import torch
from torch.nn import functional

from logitbook import softmax, softmax_jacobian
from tests.frameworks.claims import claims, close, raises

PAGE = "softmax-gradient"
Z = np.random.default_rng(0).normal(size=(4, 3))
LABELS = np.array([0, 2, 1, 0])
SLOPES = softmax(Z) - np.eye(3)[LABELS]


def torch_gradient(loss: Callable[[torch.Tensor], torch.Tensor], z: np.ndarray = Z) -> torch.Tensor:
    """Return the gradient of a loss of logits with respect to them."""
    x = torch.tensor(z).requires_grad_()
    loss(x).backward()
    assert x.grad is not None
    return x.grad


def torch_loss(**options: object) -> Callable[[torch.Tensor], torch.Tensor]:
    return lambda x: functional.cross_entropy(x, torch.tensor(LABELS), **options)


def warns_of_leaf() -> bool:
    """Return whether the gradient of computed logits is None, with a warning, and is kept by retain_grad."""
    h = torch.tensor(Z).requires_grad_()
    lost, kept = h * 1, h * 1
    kept.retain_grad()
    (torch_loss()(lost) + torch_loss()(kept)).backward()
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        none = lost.grad is None
    text = "The .grad attribute of a Tensor that is not a leaf Tensor is being accessed"
    return none and text in str(seen[0].message) and close(kept.grad, SLOPES / 4)


def squared(x: torch.Tensor) -> torch.Tensor:
    return ((torch.softmax(x, -1) - torch.tensor([1.0, 0])) ** 2).sum()


def push(lead: float) -> bool:
    """Return whether squared error pushes the true logit with 4 p (1 - p) squared."""
    p = 1 / (1 + np.exp(lead))
    return close(-torch_gradient(squared, np.array([0.0, lead]))[0], 4 * p * (1 - p) ** 2)


def half_push() -> bool:
    z, target = np.array([[0.0, 0.7]]), torch.tensor([[1.0, 0.0]], dtype=torch.float64)
    mean = torch_gradient(lambda x: torch.nn.MSELoss()(torch.softmax(x, -1), target), z)
    return close(2 * mean[0], torch_gradient(squared, z[0]).numpy())


def short_line_breaks() -> bool:
    """Return whether p * (g - sum(g p)) with g = -y/p is NaN for a p of 0, and cross_entropy's slope is right."""
    z = torch.tensor([0.0, 800.0], dtype=torch.float64)
    p, y = torch.softmax(z, -1), torch.tensor([1.0, 0.0])
    g = -y / p
    short = p * (g - (g * p).sum())
    call = torch_gradient(lambda x: functional.cross_entropy(x, torch.tensor(0)), z.numpy())
    return bool(short.isnan().any()) and close(call, [-1.0, 1.0])


@claims(
    (PAGE, "PyTorch: the gradient is (p - y)/N", lambda: close(torch_gradient(torch_loss()), SLOPES / 4)),
    (
        PAGE,
        "PyTorch: jacrev gives the Jacobian",
        lambda: close(
            torch.func.jacrev(lambda a: torch.softmax(a, -1))(torch.tensor(Z)[0]), softmax_jacobian(Z[0]), 1e-6
        ),
    ),
    (
        PAGE,
        "JAX and Optax: the gradient is (p - y)/N",
        lambda: close(
            jax.grad(lambda z: optax.softmax_cross_entropy_with_integer_labels(z, jnp.array(LABELS)).mean())(
                jnp.array(Z)
            ),
            SLOPES / 4,
        ),
    ),
    (
        PAGE,
        "JAX: jacrev gives the Jacobian",
        lambda: close(jax.jacrev(jax.nn.softmax)(jnp.array(Z)[0]), softmax_jacobian(Z[0])),
    ),
    (
        PAGE,
        "Keras on JAX: the gradient is (p - y)/N",
        lambda: close(
            jax.grad(lambda z: keras.losses.SparseCategoricalCrossentropy(from_logits=True)(jnp.array(LABELS), z))(
                jnp.array(Z, jnp.float32)
            ),
            SLOPES / 4,
            1e-5,
        ),
    ),
    (
        PAGE,
        "reduction='sum' gives p - y",
        lambda: close(torch_gradient(torch_loss(reduction="sum")), SLOPES),
    ),
    (
        PAGE,
        "the gradient of the sum of a softmax is 0, or rounding",
        lambda: torch_gradient(lambda x: torch.softmax(x, -1).sum()).abs().max() < 1e-15,
    ),
    (
        PAGE,
        "in float32 it is some 1e-8, and need not be 0",
        lambda: (
            0 < torch_gradient(lambda x: torch.softmax(x, -1).sum(), Z.astype(np.float32)).abs().max().item() < 2e-7
        ),
    ),
    (PAGE, "nn.MSELoss has half the push of the sum, for one input of two classes", half_push),
    (PAGE, "behind a p of 0, the short line is NaN, one call on logits is not", short_line_breaks),
    (PAGE, "computed logits keep no gradient, and PyTorch warns", warns_of_leaf),
    (
        PAGE,
        "p minus class indices fails",
        lambda: raises("operands could not be broadcast together with shapes (4,3) (4,)", lambda: softmax(Z) - LABELS),
    ),
    (
        PAGE,
        "if N is K or 1, it does not",
        lambda: all((softmax(Z[:n]) - LABELS[:n]).shape == (n, 3) for n in (1, 3)),
    ),
    (
        PAGE,
        "log-softmax's backward is g - p sum(g)",
        lambda: close(
            torch_gradient(lambda x: (torch.log_softmax(x, -1) * torch.tensor(Z[::-1].copy())).sum()),
            Z[::-1] - softmax(Z) * Z[::-1].sum(-1, keepdims=True),
        ),
    ),
    (
        PAGE,
        "with a temperature, the gradient is (p - y)/T",
        lambda: close(
            torch_gradient(lambda x: torch_loss(reduction="sum")(x / 2)),
            (softmax(Z / 2) - np.eye(3)[LABELS]) / 2,
        ),
    ),
    (
        PAGE,
        "label smoothing puts shares in the place of y",
        lambda: close(
            torch_gradient(torch_loss(label_smoothing=0.1)),
            (softmax(Z) - (0.9 * np.eye(3)[LABELS] + 0.1 / 3)) / 4,
        ),
    ),
    (PAGE, "squared error pushes with 4 p (1 - p)^2", lambda: push(0.7) and push(8.0) and push(-3.0)),
    (
        PAGE,
        "no push is above 1, even if the loss is 1000",
        lambda: close(
            torch_gradient(lambda x: functional.cross_entropy(x, torch.tensor([0])), np.array([[0.0, 1000.0, 0.0]])),
            [[-1.0, 1.0, 0.0]],
        ),
    ),
)
def test_what_a_page_says_of_a_framework_is_true(holds: Callable[[], object]) -> None:
    assert holds()
