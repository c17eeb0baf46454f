"""What the page about log q in a sampled softmax says of PyTorch, JAX, Optax and Keras."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import keras
import numpy as np
import optax
import torch
from torch.nn import functional

from tests.frameworks.claims import array, claims, close

PAGE = "sampled-softmax-logq"
TAU = 0.05
GENERATOR = torch.Generator().manual_seed(0)
U, V = functional.normalize(torch.randn(2, 6, 8, generator=GENERATOR), dim=-1)
Q = torch.tensor([0.3, 0.2, 0.2, 0.1, 0.05, 0.01])
TASTE = torch.tensor([[0.7, 0.2, 0.1], [0.5, 0.4, 0.1]])


def expected() -> float:
    """Return the loss by the formula."""
    powers = np.exp(array(U @ V.T) / TAU) / array(Q)
    return float(np.mean(-np.log(powers.diagonal() / powers.sum(-1))))


def torch_tab(u: torch.Tensor, v: torch.Tensor, q: torch.Tensor, tau: float) -> torch.Tensor:
    logits = u @ v.T / tau - q.log()
    y = torch.arange(len(u), device=u.device)
    return functional.cross_entropy(logits, y)


def jax_tab() -> jax.Array:
    u, v, q = (jnp.array(array(part)) for part in (U, V, Q))
    logits = u @ v.T / TAU - jnp.log(q)
    f = optax.softmax_cross_entropy_with_integer_labels
    return f(logits, jnp.arange(len(u))).mean()


def keras_tab() -> Any:
    u, v, q = (array(part) for part in (U, V, Q))
    ops = keras.ops
    logits = ops.matmul(u, ops.transpose(v)) / TAU - ops.log(q)
    y = ops.arange(len(u))
    loss = keras.losses.sparse_categorical_crossentropy(y, logits, from_logits=True)
    return ops.convert_to_numpy(ops.mean(loss))


def learned(alpha: float = 1.0, power: float = 0.0) -> torch.Tensor:
    """Train a table of scores with alpha times log q, weights q to a power, and return the shares that it serves."""
    generator = torch.Generator().manual_seed(0)
    scores = torch.zeros(2, 3, requires_grad=True)
    q, songs = TASTE.mean(0), torch.eye(3)
    total = torch.zeros(2, 3)
    for step in range(2000):
        user = torch.randint(2, (64,), generator=generator)
        song = torch.multinomial(TASTE[user], 1, generator=generator).squeeze(-1)
        logits = scores[user] @ songs[song].T - alpha * q[song].log()
        weight = q[song] ** power
        loss = functional.cross_entropy(logits, torch.arange(64), reduction="none")
        (loss @ (weight / weight.sum())).backward()
        assert scores.grad is not None
        with torch.no_grad():
            scores -= scores.grad
            scores.grad = None
            total += scores * (step >= 1000)
    return torch.softmax(total / 1000, -1)


def unknown_item() -> bool:
    """Return whether a q of 0 spoils the loss in PyTorch and JAX."""
    q = Q.clone()
    q[2] = 0
    logits = jnp.array(array(U @ V.T)) / TAU - jnp.log(jnp.array(array(q)))
    found = optax.softmax_cross_entropy_with_integer_labels(logits, jnp.arange(6)).mean()
    return bool(not torch_tab(U, V, q, TAU).isfinite() and not np.isfinite(array(found)))


def counted() -> bool:
    """Return whether the counts of the page make shares, one for each row, and none is 0."""
    clicks, num_items, batch_items = np.array([0, 0, 0, 1, 3]), 4, np.array([3, 0, 2])
    count = np.bincount(clicks, minlength=num_items) + 1
    q_all = count / count.sum()
    q = q_all[batch_items]
    return close(q, np.array([2, 4, 1]) / 9) and close(q_all.sum(), 1)


def binary() -> bool:
    """Return whether a binary loss with k draws from q for each true item is smallest at log p - log q - log k."""
    p, q, k = array(TASTE[0]).astype(float), array(TASTE.mean(0)).astype(float), 5
    f = torch.tensor(np.log(p / q / k), requires_grad=True)
    loss = torch.tensor(p) @ functional.softplus(-f) + k * torch.tensor(q) @ functional.softplus(f)
    (slope,) = torch.autograd.grad(loss, f)
    return bool(slope.abs().max() < 1e-7)


def independent() -> bool:
    """Return whether, with items in or out independently, the true one among those present is as p to q."""
    p, q = np.array([0.5, 0.3, 0.2]), np.array([0.6, 0.3, 0.1])
    joint: dict[tuple[frozenset[int], int], float] = {}  # (items present, the true one)
    for bits in range(8):
        drawn = [i for i in range(3) if bits >> i & 1]
        chance = np.prod([q[i] if i in drawn else 1 - q[i] for i in range(3)])
        for true in range(3):
            key = (frozenset([*drawn, true]), true)
            joint[key] = joint.get(key, 0.0) + p[true] * chance
    pair = frozenset([0, 1])
    return close(joint[pair, 0] / joint[pair, 1], p[0] / q[0] / (p[1] / q[1]))


def before_the_division() -> bool:
    """Return whether log q before a division by tau is the correction with q to the power of 1/tau."""
    early = functional.cross_entropy((U @ V.T - Q.log()) / TAU, torch.arange(6))
    return close(early, torch_tab(U, V, Q.double() ** (1 / TAU), TAU).item(), 1e-4)


def shares(p: torch.Tensor) -> torch.Tensor:
    return p / p.sum(-1, keepdim=True)


def streamed() -> bool:
    """Return whether the average gap estimates how likely a batch holds an item: q times its size, or 1."""
    rng = np.random.default_rng(0)
    share, size = np.array([0.4, 0.3, 0.297, 0.002, 0.001]), 32
    gap, last, total = np.full(5, 10.0), np.zeros(5), np.zeros(5)
    for step in range(1, 60001):
        i = np.unique(rng.choice(5, size=size, p=share))
        gap[i] += 0.01 * (step - last[i] - gap[i])
        last[i] = step
        total += gap * (step > 20000)
    found = 40000 / total
    return close(found[:3], [1, 1, 1], 1e-2) and close(found[3:] / (share[3:] * size), [1, 1], 0.1)


@claims(
    (
        PAGE,
        "equal scores among n cost log n",
        lambda: close(functional.cross_entropy(U @ V.T * 0, torch.arange(6)), np.log(6)),
    ),
    (PAGE, "a stream estimates the share of batches", streamed),
    (
        PAGE,
        "half of log q leaves half of it in the score",
        lambda: (learned(alpha=0.5) - shares(TASTE / TASTE.mean(0) ** 0.5)).abs().max() < 0.02,
    ),
    (
        PAGE,
        "weights of 1/q without log q leave log p - 2 log q",
        lambda: (learned(alpha=0.0, power=-1.0) - shares(TASTE / TASTE.mean(0) ** 2)).abs().max() < 0.03,
    ),
    (PAGE, "the PyTorch tab is the formula", lambda: close(torch_tab(U, V, Q, TAU), expected(), 1e-4)),
    (PAGE, "the JAX tab is the formula", lambda: close(jax_tab(), expected(), 1e-4)),
    (PAGE, "the Keras tab is the formula", lambda: close(keras_tab(), expected(), 1e-4)),
    (
        PAGE,
        "log q along the rows changes nothing",
        lambda: close(
            functional.cross_entropy(U @ V.T / TAU - Q.log()[:, None], torch.arange(6)),
            functional.cross_entropy(U @ V.T / TAU, torch.arange(6)).item(),
            1e-5,
        ),
    ),
    (PAGE, "a q of 0 makes the loss infinite or NaN", unknown_item),
    (PAGE, "the counts make one share for each row, none of them 0", counted),
    (PAGE, "a binary loss on sampled items needs the same correction", binary),
    (PAGE, "with items in or out independently, p/q remains", independent),
    (PAGE, "before a division by 0.05, log q counts twenty times", before_the_division),
    (PAGE, "with the PyTorch tab a model learns the true shares", lambda: (learned() - TASTE).abs().max() < 0.02),
)
def test_what_a_page_says_of_a_framework_is_true(holds: Callable[[], object]) -> None:
    assert holds()
