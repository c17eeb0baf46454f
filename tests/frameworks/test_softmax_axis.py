"""What the page about the axis of softmax says of PyTorch, JAX, Keras and SciPy."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import keras
import numpy as np
import scipy.special as sp
import torch
from torch import nn
from torch.nn import functional

from tests.frameworks.claims import claims, close, raises

TABLE = np.array([[2.0, 1.0, 0.0], [4.0, 0.0, 0.0]])
SQUARE = torch.arange(50.0).sin().reshape(2, 5, 5)
WORDS = torch.tensor([[0, 1, 2, 3, 4], [1, 3, 0, 2, 2]])
IMPLICIT = "Implicit dimension choice for {} has been deprecated. Change the call to include dim=X as an argument."


def implicit(dimensions: int) -> list[int]:
    """Return the dimensions along which F.softmax without dim can have run."""
    torch.manual_seed(0)
    z = torch.randn((2, 3, 4, 5, 6)[:dimensions])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        p = functional.softmax(z)
    return [dim for dim in range(dimensions) if torch.allclose(p, z.softmax(dim))]


def warns(name: str, action: Callable[[], object]) -> bool:
    """Return whether an action warns of the implicit dimension."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        action()
    return any(str(one.message) == IMPLICIT.format(name) for one in caught)


def attend(queries: torch.Tensor, dim: int) -> torch.Tensor:
    """Attend with a causal mask and a softmax along a dimension."""
    torch.manual_seed(0)
    keys, values = torch.randn(1, 1, 3, 4), torch.randn(1, 1, 3, 4)
    later = ~torch.ones(3, 3, dtype=torch.bool).tril()
    scores = (queries @ keys.transpose(-1, -2) / 2).masked_fill(later, -torch.inf)
    return scores.softmax(dim) @ values


def moved(dim: int) -> Any:
    """Return how far the outputs of two earlier words move when the third query changes."""
    queries = torch.ones(1, 1, 3, 4)
    changed = queries.clone()
    changed[..., 2, :] = -1
    return (attend(queries, dim) - attend(changed, dim)).abs().amax(-1)[0, 0, :2]


def by_einsum() -> bool:
    """Return whether the weights of a query sum to 1 along dim=2 of the scores of an einsum."""
    q, k, v = torch.randn(2, 3, 5, 4), torch.randn(2, 7, 5, 4), torch.randn(2, 7, 5, 4)
    weights = (torch.einsum("bihd,bjhd->bijh", q, k) / 2).softmax(dim=2)
    heads_first = functional.scaled_dot_product_attention(*(x.transpose(1, 2) for x in (q, k, v))).transpose(1, 2)
    return bool(torch.allclose(torch.einsum("bijh,bjhd->bihd", weights, v), heads_first, atol=1e-5))


def written(out: Any) -> Any:
    """Write the softmax of each row of the table into an array."""
    for row, z in zip(out, TABLE, strict=True):
        row[:] = sp.softmax(z)
    return out


def keras_warns(text: str) -> bool:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        keras.layers.Dense(1, activation="softmax")(np.ones((2, 3), "float32"))
    return any(text in str(one.message) for one in caught)


@claims(
    (
        "softmax-axis",
        "F.softmax without dim warns",
        lambda: warns("softmax", lambda: functional.softmax(torch.ones(2))),
    ),
    ("softmax-axis", "so does nn.Softmax", lambda: warns("softmax", lambda: nn.Softmax()(torch.ones(2)))),
    (
        "softmax-axis",
        "F.log_softmax without dim warns",
        lambda: warns("log_softmax", lambda: functional.log_softmax(torch.ones(2))),
    ),
    (
        "softmax-axis",
        "the implicit dimension is 0 of one or three, 1 of two, four or five",
        lambda: [implicit(n) for n in (1, 2, 3, 4, 5)] == [[0], [1], [0], [1], [1]],
    ),
    (
        "softmax-axis",
        "torch.softmax does not guess",
        lambda: raises(
            'softmax() missing 1 required positional arguments: "dim"', lambda: torch.softmax(torch.ones(2))
        ),
    ),
    (
        "softmax-axis",
        "dim=1 of one dimension is an error",
        lambda: raises(
            "Dimension out of range (expected to be in range of [-1, 0], but got 1)",
            lambda: torch.ones(3).softmax(dim=1),
        ),
    ),
    ("softmax-axis", "a dimension of length 1 gives 1", lambda: (torch.tensor(TABLE[:1]).softmax(0) == 1).all()),
    (
        "softmax-axis",
        "cross_entropy wants the classes in dimension 1",
        lambda: raises(
            "Expected target size [2, 3], got [2, 5]",
            lambda: functional.cross_entropy(torch.zeros(2, 5, 3), torch.zeros(2, 5, dtype=torch.long)),
        ),
    ),
    (
        "softmax-axis",
        "and has them there after movedim(-1, 1)",
        lambda: close(
            functional.cross_entropy(torch.zeros(2, 5, 3).movedim(-1, 1), torch.zeros(2, 5, dtype=torch.long)),
            np.log(3),
        ),
    ),
    (
        "softmax-axis",
        "nn.Softmax2d is dim=1 for (N, K, H, W)",
        lambda: close(
            nn.Softmax2d()(torch.arange(48.0).reshape(2, 3, 2, 4)),
            torch.arange(48.0).reshape(2, 3, 2, 4).softmax(dim=1),
        ),
    ),
    ("softmax-axis", "SciPy takes all axes at once", lambda: close(sp.softmax(TABLE).sum(), 1)),
    ("softmax-axis", "JAX takes the last axis", lambda: close(jax.nn.softmax(jnp.array(TABLE)).sum(-1), [1, 1])),
    (
        "softmax-axis",
        "Keras takes the last axis",
        lambda: close(keras.ops.softmax(TABLE.astype("float32"))[1].sum(), 1),
    ),
    (
        "softmax-axis",
        "so does Dense with a softmax",
        lambda: close(
            keras.layers.Dense(3, activation="softmax")(np.ones((2, 5, 4), "float32")).sum(-1), np.ones((2, 5))
        ),
    ),
    (
        "softmax-axis",
        "a sum without keepdims does not fit",
        lambda: raises(
            "operands could not be broadcast together with shapes (2,3) (2,)", lambda: TABLE / TABLE.sum(axis=1)
        ),
    ),
    (
        "softmax-axis",
        "cross_entropy says nothing if there are as many words as classes",
        lambda: functional.cross_entropy(SQUARE, WORDS) != functional.cross_entropy(SQUARE.movedim(-1, 1), WORDS),
    ),
    (
        "softmax-axis",
        "an integer array of NumPy drops the decimals",
        lambda: not written(np.zeros_like(TABLE, int)).any(),
    ),
    ("softmax-axis", "np.empty(z.shape) holds them", lambda: close(written(np.empty(TABLE.shape)).sum(-1), [1, 1])),
    (
        "softmax-axis",
        "words flattened with the batch are 1 along dim=1, and compete after view(N, T)",
        lambda: (
            (SQUARE.view(-1, 1).softmax(dim=1) == 1).all()
            and close(SQUARE.view(-1, 1).view(10, 5).softmax(dim=-1).sum(-1), np.ones(10))
        ),
    ),
    (
        "softmax-axis",
        "the layer of Keras takes an axis",
        lambda: close(keras.layers.Softmax(axis=1)(np.ones((2, 5, 4), "float32")).sum(1), np.ones((2, 4))),
    ),
    ("softmax-axis", "Keras warns of an axis of length 1", lambda: keras_warns("This axis has size 1")),
    ("softmax-axis", "softmax over the keys leaves earlier words alone", lambda: not moved(-1).any()),
    ("softmax-axis", "softmax over the queries moves them", lambda: moved(-2).all()),
    ("softmax-axis", "the keys of bijh are in dim=2", by_einsum),
    (
        "softmax-axis",
        "Keras takes one dimension",
        lambda: close(keras.activations.softmax(np.array([1, 3, 4, 2], "float32")).sum(), 1),
    ),
    (
        "softmax-axis",
        "axis 0 of the layer of Keras is the batch",
        lambda: (np.asarray(keras.layers.Softmax(axis=0)(np.arange(3, dtype="float32")[None])) == 1).all(),
    ),
    (
        "softmax-axis",
        "Activation of Keras takes the last axis, the width if channels come first",
        lambda: close(keras.layers.Activation("softmax")(SQUARE.numpy()[None]).sum(-1), np.ones((1, 2, 5)), 1e-5),
    ),
    (
        "softmax-axis",
        "log_softmax over the batch trains another loss",
        lambda: (
            close(
                functional.nll_loss(SQUARE[0].log_softmax(1), WORDS[0]), functional.cross_entropy(SQUARE[0], WORDS[0])
            )
            and not close(
                functional.nll_loss(SQUARE[0].log_softmax(0), WORDS[0]),
                functional.cross_entropy(SQUARE[0], WORDS[0]),
                1e-3,
            )
        ),
    ),
    (
        "softmax-axis",
        "softmax over pixels, times their features, averages over pixels",
        lambda: close(SQUARE.softmax(-1) @ torch.ones(2, 5, 3), np.ones((2, 5, 3)), 1e-5),
    ),
)
def test_what_a_page_says_of_a_framework_is_true(holds: Callable[[], object]) -> None:
    assert holds()
