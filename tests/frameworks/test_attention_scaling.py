"""What the page about the scale of attention says of PyTorch, JAX and Keras."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import keras
import numpy as np
import torch
from torch import nn
from torch.nn import functional

from tests.frameworks.claims import array, claims, close, raises

D = 64
ROOT = 8.0
GENERATOR = torch.Generator().manual_seed(0)
Q, K, V = torch.randn(3, 2, 3, 5, D, generator=GENERATOR)  # (batch, heads, tokens, d)
BIAS = torch.randn(5, 5, generator=GENERATOR)
JAX = [jnp.asarray(part.numpy().swapaxes(1, 2)) for part in (Q, K, V)]  # (batch, tokens, heads, d)
FLAT = [jnp.asarray(part[:, 0].numpy()) for part in (Q, V, K)]  # the layer of Keras takes v before k
LARGE = torch.full((1, D), 40, dtype=torch.float16)
TOLERANCE = 1e-4  # of numbers near 1


def expected(factor: float, bias: torch.Tensor | None = None) -> torch.Tensor:
    """Attend by the formula."""
    scores = Q @ K.mT * factor
    return (scores if bias is None else scores + bias).softmax(-1) @ V


def same(found: Any, wanted: torch.Tensor) -> bool:
    """Return whether all numbers agree, those near 0 too."""
    return bool(np.abs(array(found) - array(wanted)).max() < TOLERANCE)


def swapped(found: object) -> object:
    """Bring what JAX and Keras return into the order of PyTorch."""
    return jnp.swapaxes(jnp.asarray(found), 1, 2)


def new_layer(heads: int) -> tuple[float, float]:
    """Return the variance of a new layer's queries, and that of its divided scores."""
    torch.manual_seed(0)
    width = heads * D
    query, key, _ = nn.MultiheadAttention(width, heads).in_proj_weight.chunk(3)
    q, k = torch.randn(2, 2000, width)
    q, k = q @ query.T, k @ key.T
    return q.var().item(), (q[:, :D] @ k[:, :D].T / ROOT).var().item()


def undivided() -> float:
    """Return the variance of undivided scores whose query weights start as those of T5."""
    width = 8 * D
    x, y, query, key = (torch.randn(rows, width, generator=GENERATOR) for rows in (1000, 1000, D, D))
    q, k = x @ query.T / (width * D) ** 0.5, y @ key.T / width**0.5
    return float((q @ k.T).var())


def layer_weights() -> tuple[torch.Tensor, torch.Tensor]:
    """Return the weights of a layer of two heads, and those by the formula with the length of a head."""
    torch.manual_seed(0)
    layer = nn.MultiheadAttention(2 * D, 2, batch_first=True)
    x = torch.randn(1, 5, 2 * D)
    q, k, _ = (x @ layer.in_proj_weight.T).chunk(3, dim=-1)
    q, k = (part.view(1, 5, 2, D).transpose(1, 2) for part in (q, k))
    return layer(x, x, x, average_attn_weights=False)[1], (q @ k.mT / ROOT).softmax(-1)


def layer_factor() -> float:
    """Return the factor with which the layer of Keras starts, if it is to learn one."""
    layer = keras.layers.Attention(use_scale=True)
    layer(FLAT)
    return float(layer.weights[0].value)


@claims(
    (
        "attention-scaling",
        "PyTorch divides by the root of d",
        lambda: same(functional.scaled_dot_product_attention(Q, K, V), expected(1 / ROOT)),
    ),
    (
        "attention-scaling",
        "scale=1.0 for a query that is divided already, in PyTorch",
        lambda: same(functional.scaled_dot_product_attention(Q / D**0.5, K, V, scale=1.0), expected(1 / ROOT)),
    ),
    (
        "attention-scaling",
        "JAX divides by the root of d",
        lambda: same(swapped(jax.nn.dot_product_attention(*JAX)), expected(1 / ROOT)),
    ),
    (
        "attention-scaling",
        "scale=1.0 for a query that is divided already, in JAX",
        lambda: same(swapped(jax.nn.dot_product_attention(JAX[0] / D**0.5, *JAX[1:], scale=1.0)), expected(1 / ROOT)),
    ),
    (
        "attention-scaling",
        "Keras divides by the root of d",
        lambda: same(swapped(keras.ops.dot_product_attention(*JAX)), expected(1 / ROOT)),
    ),
    (
        "attention-scaling",
        "scale=1.0 for a query that is divided already, in Keras",
        lambda: same(
            swapped(keras.ops.dot_product_attention(JAX[0] / D**0.5, *JAX[1:], scale=1.0)),
            expected(1 / ROOT),
        ),
    ),
    (
        "attention-scaling",
        "the layer of Keras does not divide",
        lambda: same(keras.layers.Attention()(FLAT), expected(1)[:, 0]),
    ),
    (
        "attention-scaling",
        "the layer of Keras with a divided query",
        lambda: same(keras.layers.Attention()([FLAT[0] / D**0.5, *FLAT[1:]]), expected(1 / ROOT)[:, 0]),
    ),
    ("attention-scaling", "use_scale learns a factor from 1", lambda: layer_factor() == 1),
    (
        "attention-scaling",
        "a bias comes after the division in PyTorch",
        lambda: same(functional.scaled_dot_product_attention(Q, K, V, attn_mask=BIAS), expected(1 / ROOT, BIAS)),
    ),
    (
        "attention-scaling",
        "a bias comes after the division in JAX",
        lambda: same(
            swapped(jax.nn.dot_product_attention(*JAX, bias=jnp.asarray(BIAS.numpy())[None, None])),
            expected(1 / ROOT, BIAS),
        ),
    ),
    (
        "attention-scaling",
        "a bias comes after the division in Keras",
        lambda: same(
            swapped(keras.ops.dot_product_attention(*JAX, bias=jnp.asarray(BIAS.numpy())[None, None])),
            expected(1 / ROOT, BIAS),
        ),
    ),
    (
        "attention-scaling",
        "scale is not taken by position",
        lambda: raises(
            "takes from 3 to 6 positional arguments but 7 were given",
            lambda: functional.scaled_dot_product_attention(Q, K, V, None, 0.0, False, 1.0),
        ),
    ),
    (
        "attention-scaling",
        "a new MultiheadAttention makes queries of variance a half, and scores of a quarter",
        lambda: close(new_layer(1), (0.5, 0.25), 0.1) and close(new_layer(8), (0.5, 0.25), 0.1),
    ),
    ("attention-scaling", "query weights of T5's variance need no division", lambda: close(undivided(), 1, 0.1)),
    (
        "attention-scaling",
        "nn.Embedding starts at variance 1",
        lambda: close(nn.Embedding(1000, 512).weight.var().item(), 1, 0.05),
    ),
    ("attention-scaling", "d is the length of a head's vectors", lambda: same(*layer_weights())),
    ("attention-scaling", "a large product is infinite in float16", lambda: (LARGE @ LARGE.T / ROOT).isinf().all()),
    ("attention-scaling", "softmax makes NaN of it", lambda: (LARGE @ LARGE.T).softmax(-1).isnan().all()),
    ("attention-scaling", "a query divided first is not", lambda: (LARGE / ROOT @ LARGE.T == 12800).all()),
    (
        "attention-scaling",
        "fourth roots on both sides are not",
        lambda: close((LARGE / D**0.25) @ (LARGE / D**0.25).T, [[12800]], 1e-3),
    ),
    (
        "attention-scaling",
        "queries 100 times as large are one-hot although divided",
        lambda: (100 * Q @ K.mT / ROOT).softmax(-1).amax(-1).median() > 0.99,
    ),
    (
        "attention-scaling",
        "a factor for each entry starts as the division",
        lambda: same((Q * torch.full((D,), 1 / ROOT) @ K.mT).softmax(-1) @ V, expected(1 / ROOT)),
    ),
)
def test_what_a_page_says_of_a_framework_is_true(holds: Callable[[], object]) -> None:
    assert holds()
