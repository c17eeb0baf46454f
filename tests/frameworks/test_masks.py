"""What the page about masks says of PyTorch, JAX and SciPy."""

from __future__ import annotations

from collections.abc import Callable

import jax
import jax.numpy as jnp
import numpy as np
import scipy.special as sp
import torch
from torch import nn
from torch.nn import functional

from tests.frameworks.claims import claims, close, raises

INF = torch.inf
EMPTY = torch.full((3,), -INF)
PAD = torch.tensor([[False, False], [True, True]])  # the second sequence is padding alone
KEY = jax.random.key(0)
RIGHT, LEFT = [[False, True], [True, True]], [[True, False], [True, True]]


def attention(**options: bool) -> torch.Tensor:
    """Attend to two sequences of which the second is padding alone."""
    torch.manual_seed(0)
    x = torch.randn(2, 2, 4)
    found: torch.Tensor = nn.MultiheadAttention(4, 2, batch_first=True)(x, x, x, key_padding_mask=PAD, **options)[0]
    return found


def layer(heads: int, *, inference: bool, batch_first: bool = True) -> bool:
    """Return whether a layer of an encoder gives NaN for a sequence of padding alone."""
    torch.manual_seed(0)
    one = nn.TransformerEncoderLayer(6, heads, batch_first=batch_first)
    x = torch.randn(2, 2, 6)
    if inference:
        with torch.no_grad():
            return bool(one.eval()(x, src_key_padding_mask=PAD).isnan().any())
    return bool(one(x, src_key_padding_mask=PAD).isnan().any())


def cleared(batch_first: bool) -> torch.Tensor:
    """Clear the output of the empty sequence as the page does, with its shape for batch_first=True."""
    out = torch.ones(2, 2, 4)
    return out.masked_fill(PAD.all(dim=-1)[:, None, None] if batch_first else PAD.all(dim=-1)[None, :, None], 0.0)


def scaled(keep: torch.Tensor, value: torch.Tensor) -> torch.Tensor:
    return functional.scaled_dot_product_attention(torch.zeros(1, 2, 4), torch.zeros(1, 2, 4), value, attn_mask=keep)


def repaired_after_softmax() -> torch.Tensor:
    """Return the gradient where the NaN of an empty row is replaced behind softmax."""
    z = torch.zeros(3, requires_grad=True)
    (z + EMPTY).softmax(-1).nan_to_num().sum().backward()
    assert z.grad is not None
    return z.grad


def anomaly() -> None:
    with torch.autograd.set_detect_anomaly(True, check_nan=True):
        repaired_after_softmax()


def stack(pad: list[list[bool]], **options: torch.Tensor) -> bool:
    """Return whether a default encoder of two layers gives NaN in eval under no_grad."""
    torch.manual_seed(0)
    one = nn.TransformerEncoderLayer(4, 2, batch_first=True)
    with torch.no_grad():
        found = nn.TransformerEncoder(one, 2).eval()(
            torch.randn(2, 2, 4), src_key_padding_mask=torch.tensor(pad), **options
        )
    return bool(found.isnan().any())


@claims(
    ("masked-softmax-nan", "an encoder's stack avoids that with padding on the right", lambda: not stack(RIGHT)),
    ("masked-softmax-nan", "not with padding on the left", lambda: stack(LEFT)),
    ("masked-softmax-nan", "not with a mask", lambda: stack(RIGHT, mask=torch.zeros(2, 2, dtype=torch.bool))),
    (
        "masked-softmax-nan",
        "torch.softmax and SciPy of an empty row are NaN",
        lambda: torch.softmax(EMPTY, -1).isnan().all() and np.isnan(sp.softmax(EMPTY.numpy())).all(),
    ),
    ("masked-softmax-nan", "MultiheadAttention gives NaN by default", lambda: attention()[1].isnan().all()),
    ("masked-softmax-nan", "it does not without weights", lambda: attention(need_weights=False).isfinite().all()),
    (
        "masked-softmax-nan",
        "scaled_dot_product_attention gives an empty row zeros",
        lambda: not scaled(torch.zeros(1, 2, 2, dtype=torch.bool), torch.ones(1, 2, 4)).any(),
    ),
    (
        "masked-softmax-nan",
        "jax.nn.softmax with where gives an empty row zeros",
        lambda: not jax.nn.softmax(jnp.zeros(3), where=jnp.zeros(3, bool)).any(),
    ),
    (
        "masked-softmax-nan",
        "jax.nn.dot_product_attention averages all values",
        lambda: close(
            jax.nn.dot_product_attention(
                jnp.zeros((1, 2, 1, 4)),
                jnp.zeros((1, 2, 1, 4)),
                jnp.arange(8.0).reshape(1, 2, 1, 4),
                mask=jnp.zeros((1, 1, 2, 2), bool),
            )[0, 0, 0],
            [2, 3, 4, 5],
        ),
    ),
    (
        "masked-softmax-nan",
        "True keeps a place in scaled_dot_product_attention",
        lambda: close(
            scaled(torch.tensor([[[True, False]] * 2]), torch.tensor([[[1.0] * 4, [9.0] * 4]]))[0, 0], [1] * 4
        ),
    ),
    ("masked-softmax-nan", "an encoder's layer trains without NaN", lambda: not layer(2, inference=False)),
    ("masked-softmax-nan", "in eval under no_grad the NaN is back", lambda: layer(2, inference=True)),
    ("masked-softmax-nan", "not for an odd number of heads", lambda: not layer(3, inference=True)),
    ("masked-softmax-nan", "not without batch_first", lambda: not layer(2, inference=True, batch_first=False)),
    (
        "masked-softmax-nan",
        "the shape for batch_first clears the empty sequence, the other one a position of both",
        lambda: close(cleared(True).sum((1, 2)), [8, 0]) and close(cleared(False).sum((1, 2)), [4, 4]),
    ),
    (
        "masked-softmax-nan",
        "a NaN in masked padding survives",
        lambda: scaled(torch.tensor([[[True, False]] * 2]), torch.tensor([[[1.0] * 4, [INF * 0] * 4]])).isnan().any(),
    ),
    (
        "masked-softmax-nan",
        "float16 refuses to be filled with -1e9",
        lambda: raises(
            "cannot be converted to type c10::Half without overflow",
            lambda: torch.zeros(2, dtype=torch.float16).masked_fill(torch.tensor([True, False]), -1e9),
        ),
    ),
    (
        "masked-softmax-nan",
        "torch.where turns -1e9 into -inf in float16",
        lambda: (
            torch.where(torch.tensor([True]), torch.tensor(-1e9), torch.zeros(1, dtype=torch.float16))
            .to(torch.float16)
            .isinf()
        ),
    ),
    (
        "masked-softmax-nan",
        "jax.random.categorical returns class 0 for an empty row",
        lambda: jax.random.categorical(KEY, jnp.full(3, -jnp.inf)) == 0,
    ),
    ("masked-softmax-nan", "nan_to_num leaves NaN gradients", lambda: repaired_after_softmax().isnan().all()),
    (
        "masked-softmax-nan",
        "anomaly mode names SoftmaxBackward0",
        lambda: raises("Function 'SoftmaxBackward0' returned nan values in its 0th output.", anomaly),
    ),
    (
        "masked-softmax-nan",
        "Categorical refuses an empty row",
        lambda: raises("but found invalid values", lambda: torch.distributions.Categorical(logits=EMPTY)),
    ),
)
def test_what_a_page_says_of_a_framework_is_true(holds: Callable[[], object]) -> None:
    assert holds()
