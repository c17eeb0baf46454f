"""What the page about perplexity says of PyTorch, JAX, Optax and Keras."""

from __future__ import annotations

import math
from collections.abc import Callable

import jax.numpy as jnp
import keras
import numpy as np
import optax
import torch
from torch.nn import functional

from tests.frameworks.claims import claims, close, raises

RNG = np.random.default_rng(0)
LOGITS = RNG.normal(size=(2, 5, 7)).astype(np.float32)  # texts, tokens, vocabulary
IDS = RNG.integers(0, 7, size=(2, 5))
KEEP = np.array([[True] * 5, [True, True, False, False, False]])
Z, TOKENS, K = torch.tensor(LOGITS), torch.tensor(IDS), torch.tensor(KEEP)


def expected() -> float:
    """Return the mean loss of the kept tokens, token by token in NumPy."""
    log_p = LOGITS - np.log(np.exp(LOGITS).sum(-1, keepdims=True))
    losses = [-log_p[b, t - 1, IDS[b, t]] for b in range(2) for t in range(1, 5) if KEEP[b, t]]
    return float(np.mean(losses))


def in_pytorch() -> float:
    y = TOKENS[:, 1:].masked_fill(~K[:, 1:], -100)
    loss = functional.cross_entropy(Z[:, :-1].movedim(-1, 1), y, reduction="sum")
    return float(loss.item() / (y != -100).sum().item())


def by_sentence() -> torch.Tensor:
    """Return the perplexity of each text by the lines of the page."""
    y = TOKENS[:, 1:].masked_fill(~K[:, 1:], -100)
    each = functional.cross_entropy(Z[:, :-1].movedim(-1, 1), y, reduction="none")
    n = (y != -100).sum(1)
    return (each.sum(1) / n).exp()


def alone(text: int) -> float:
    """Return the perplexity of one text, without its padding."""
    count = int(KEEP[text].sum())
    return math.exp(functional.cross_entropy(Z[text, : count - 1], TOKENS[text, 1:count]))


def in_optax() -> float:
    loss = optax.softmax_cross_entropy_with_integer_labels(jnp.array(LOGITS)[:, :-1], jnp.array(IDS)[:, 1:])
    return float(jnp.sum(loss, where=KEEP[:, 1:])) / int(KEEP[:, 1:].sum())


def in_keras() -> float:
    loss = keras.losses.sparse_categorical_crossentropy(IDS[:, 1:], LOGITS[:, :-1], from_logits=True)
    loss = keras.ops.where(KEEP[:, 1:], loss, 0.0)
    return float(keras.ops.sum(loss)) / int(keras.ops.sum(KEEP[:, 1:]))


def evaluated() -> float:
    """Return what Keras evaluates for a model that ends in softmax, in batches of four."""
    model = keras.Sequential([keras.layers.Embedding(7, 7), keras.layers.Flatten(), keras.layers.Dense(7, "softmax")])
    model.compile(loss="sparse_categorical_crossentropy")
    x, y = IDS[:, :1].repeat(5, 1).reshape(10, 1), IDS.reshape(10)
    found: float = model.evaluate(x, y, batch_size=4, verbose=0)
    p = np.asarray(model.predict(x, verbose=0))
    return found + float(np.log(p[np.arange(10), y]).mean())


@claims(
    ("perplexity", "the lines for PyTorch give the mean over kept tokens", lambda: close(in_pytorch(), expected())),
    (
        "perplexity",
        "the lines for each sentence give what it has alone",
        lambda: close(by_sentence(), [alone(0), alone(1)]),
    ),
    ("perplexity", "the lines for Optax do too", lambda: close(in_optax(), expected())),
    ("perplexity", "the lines for Keras do too", lambda: close(in_keras(), expected())),
    ("perplexity", "evaluate of Keras gives the mean loss", lambda: abs(evaluated()) < 1e-5),
    (
        "perplexity",
        "PyTorch computes in nats",
        lambda: close(functional.cross_entropy(torch.zeros(1, 9), torch.tensor([4])), math.log(9)),
    ),
    (
        "perplexity",
        "-100 marks a label to ignore, by default",
        lambda: close(functional.cross_entropy(torch.zeros(2, 9), torch.tensor([4, -100])), math.log(9)),
    ),
    (
        "perplexity",
        "the mean over no label is NaN",
        lambda: functional.cross_entropy(Z[0], TOKENS[0] * 0 - 100).isnan(),
    ),
    ("perplexity", "math.exp raises above 709.8", lambda: raises("math range error", lambda: math.exp(709.8))),
    ("perplexity", "float32 becomes inf above 88.7", lambda: torch.tensor(88.73).exp().isinf()),
)
def test_what_a_page_says_of_a_framework_is_true(holds: Callable[[], object]) -> None:
    assert holds()
