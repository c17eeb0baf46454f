"""What the page about shift invariance says of PyTorch, JAX, Keras, scikit-learn and transformers."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import keras
import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from torch import nn
from torch.nn import functional
from transformers.models.whisper.modeling_whisper import WhisperAttention

from logitbook import log_softmax, softmax
from tests.frameworks.claims import claims, close, raises

PAGE = "shift-invariance"
Z = np.array([[1.0, 2.0, 3.0], [4.0, 0.0, -1.0]])
THREE = torch.tensor([1.0, 2.0, 3.0])


def attention_gradients(**options: bool) -> tuple[float, float]:
    """Return the largest gradient of the query bias and of the key bias of PyTorch's attention."""
    torch.manual_seed(0)
    attention = nn.MultiheadAttention(8, 2, batch_first=True, **options).double()
    x = torch.randn(2, 5, 8, dtype=torch.float64)
    (attention(x, x, x)[0] * torch.randn(2, 5, 8, dtype=torch.float64)).sum().backward()
    gradient = attention.in_proj_bias.grad
    assert gradient is not None
    return gradient[:8].abs().max().item(), gradient[8:16].abs().max().item()


def key_bias_gradient() -> bool:
    """Return whether the key bias of attention gets a gradient of 0, and the query bias another."""
    query, key = attention_gradients()
    return query > 1e-4 and key < 1e-14


def trained_bias(optimizer: Callable[..., Any]) -> float:
    """Return where one number that is added to all logits stands after 1000 steps from 0."""
    torch.manual_seed(0)
    b = torch.zeros(1, requires_grad=True)
    steps = optimizer([b], lr=0.01)
    for _ in range(1000):
        steps.zero_grad()
        functional.cross_entropy(torch.randn(64, 10) + b, torch.randint(10, (64,))).backward()
        steps.step()
    return float(b.abs())


def useless_bias() -> bool:
    """Return whether one number added to all logits gets a gradient of 0."""
    b = torch.zeros(1, dtype=torch.float64, requires_grad=True)
    functional.cross_entropy(torch.tensor(Z) + b, torch.tensor([0, 1])).backward()
    assert b.grad is not None
    return bool(b.grad.abs() < 1e-15)


def coefficients_add_up_to_zero() -> bool:
    rng = np.random.default_rng(0)
    model = LogisticRegression().fit(rng.normal(size=(90, 4)), rng.integers(3, size=90))
    return bool(np.abs(model.coef_).max() > 0.01 and np.abs(model.coef_.sum(0)).max() < 1e-8)


def rotary() -> bool:
    """Return whether a key bias matters if keys are rotated by their places after it."""
    rng = np.random.default_rng(0)
    q, k, b = rng.normal(size=2), rng.normal(size=(3, 2)), np.array([1.0, 2.0])
    turns = [np.array([[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]]) for a in range(3)]
    plain, biased = (softmax([q @ t @ row for t, row in zip(turns, k + shift, strict=True)]) for shift in (0, b))
    return not close(plain, biased, 1e-2)


def levels(z: object, largest: object, mean: object, log: object) -> bool:
    """Return whether three ways to fix the level have it where the page says, and keep the probabilities."""
    a, b, c = np.asarray(largest), np.asarray(mean), np.asarray(log)
    kept = all(close(softmax(x.astype(float)), softmax(Z), 1e-5) for x in (a, b, c))
    return kept and bool((a.max(-1) == 0).all() and np.abs(b.mean(-1)).max() < 1e-6) and close(c, log_softmax(Z), 1e-5)


def weights_along_the_shift() -> bool:
    """Return whether the gradients of all classes' weights add up to 0, and a vector added to all changes nothing."""
    generator = torch.Generator().manual_seed(0)
    x, v = (torch.randn(*shape, generator=generator).double() for shape in ((5, 4), (4,)))
    w = torch.randn(3, 4, generator=generator).double().requires_grad_()
    loss = functional.cross_entropy(x @ w.T, torch.tensor([0, 1, 2, 1, 0]))
    loss.backward()
    assert w.grad is not None
    moved = functional.cross_entropy(x @ (w + v).T, torch.tensor([0, 1, 2, 1, 0]))
    return bool(w.grad.sum(0).abs().max() < 1e-12) and close(moved.detach(), loss.detach())


T, J, K = torch.tensor(Z), jnp.array(Z), keras.ops.convert_to_tensor(Z)


@claims(
    (
        PAGE,
        "the PyTorch tab fixes the level",
        lambda: levels(
            T, T - T.amax(dim=-1, keepdim=True), T - T.mean(dim=-1, keepdim=True), torch.log_softmax(T, dim=-1)
        ),
    ),
    (
        PAGE,
        "the JAX tab fixes the level",
        lambda: levels(
            J,
            J - J.max(axis=-1, keepdims=True),
            J - J.mean(axis=-1, keepdims=True),
            jax.nn.log_softmax(J, axis=-1),
        ),
    ),
    (
        PAGE,
        "the Keras tab fixes the level",
        lambda: levels(
            K,
            K - keras.ops.max(K, axis=-1, keepdims=True),
            K - keras.ops.mean(K, axis=-1, keepdims=True),
            keras.ops.log_softmax(K, axis=-1),
        ),
    ),
    (PAGE, "the key bias of nn.MultiheadAttention gets a gradient of 0", key_bias_gradient),
    (
        PAGE,
        "with a key that lacks it, the key bias gets a gradient",
        lambda: all(attention_gradients(**{name: True})[1] > 1e-3 for name in ("add_zero_attn", "add_bias_kv")),
    ),
    (PAGE, "the gradient of the weights has no part along the shift", weights_along_the_shift),
    (PAGE, "Adam moves a useless bias", lambda: trained_bias(torch.optim.Adam) > 0.01),
    (PAGE, "SGD leaves a useless bias", lambda: trained_bias(torch.optim.SGD) < 1e-5),
    (PAGE, "with rotary positions after it, the key bias matters", rotary),
    (
        PAGE,
        "Whisper has no key bias",
        lambda: "self.k_proj = nn.Linear(embed_dim, embed_dim, bias=False)" in inspect.getsource(WhisperAttention),
    ),
    (PAGE, "one number added to all logits gets a gradient of 0", useless_bias),
    (PAGE, "scikit-learn's coefficients of a feature add up to 0", coefficients_add_up_to_zero),
    (
        PAGE,
        "bfloat16 skips whole numbers from 256 on",
        lambda: (
            (THREE + 128).bfloat16().diff().tolist() == [1, 1] and (THREE + 256).bfloat16().diff().tolist() != [1, 1]
        ),
    ),
    (
        PAGE,
        "from 64 on, bfloat16's steps are a half",
        lambda: torch.arange(64, 66, 0.01).bfloat16().unique().tolist() == [64, 64.5, 65, 65.5, 66],
    ),
    (
        PAGE,
        "some gaps are rounded down, even to 0",
        lambda: (THREE + (2.0**24 + 2)).diff().tolist() == [0, 0] and (THREE + 2.0**25).diff().tolist() == [0, 4],
    ),
    (
        PAGE,
        "float32 gives a third each at 1e8, in PyTorch too",
        lambda: close(torch.softmax(THREE + 1e8, -1), [1 / 3] * 3),
    ),
    (
        PAGE,
        "without keepdims a row's maximum fails",
        lambda: raises("operands could not be broadcast together with shapes (2,3) (2,)", lambda: Z - Z.max(axis=-1)),
    ),
    (
        PAGE,
        "if N = K it raises nothing and is wrong",
        lambda: not close(softmax(Z[:, :2] - Z[:, :2].max(axis=-1)), softmax(Z[:, :2]), 1e-2),
    ),
)
def test_what_a_page_says_of_a_framework_is_true(holds: Callable[[], object]) -> None:
    assert holds()
