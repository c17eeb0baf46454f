"""What pages about cross-entropy say of PyTorch and Optax."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import jax.numpy as jnp
import optax
import torch
from torch.nn import functional

from tests.frameworks.claims import claims, close, raises

INF = torch.inf
CE = functional.cross_entropy
Z = torch.tensor([[2.0, 1.0, 0.1], [0.5, 0.2, 0.3]])
MASKED = torch.tensor([[0.0, -INF, 1.0]])
COLUMN, FLAT = torch.tensor([[2.0], [-1.0]]), torch.tensor([1.0, 0.0])
SPARSE = optax.softmax_cross_entropy_with_integer_labels
DENSE = optax.softmax_cross_entropy


@claims(
    (
        "cross-entropy-from-logits",
        "the scores 2, 1 and 0.1 cost 0.4170, as minus the log-softmax of the first",
        lambda: (
            f"{CE(Z[:1], torch.tensor([0])):.4f}" == f"{-functional.log_softmax(Z[:1], dim=-1)[0, 0]:.4f}" == "0.4170"
        ),
    ),
    (
        "cross-entropy-from-logits",
        "with label smoothing a masked class makes it inf",
        lambda: CE(MASKED, torch.tensor([0]), label_smoothing=0.1).isposinf(),
    ),
    (
        "cross-entropy-from-logits",
        "a lead of 17 costs 0 in float32",
        lambda: CE(torch.tensor([17.0, 0]), torch.tensor(0)) == 0,
    ),
    (
        "cross-entropy-from-logits",
        "PyTorch and Optax accept shares that do not add up to 1",
        lambda: CE(Z, Z.abs()).isfinite() and jnp.isfinite(DENSE(jnp.array(Z), jnp.array(Z))).all(),
    ),
    (
        "cross-entropy-from-logits",
        "indices may be int64 or uint8",
        lambda: all(CE(Z, labels(kind)) for kind in (torch.int64, torch.uint8)),
    ),
    (
        "cross-entropy-from-logits",
        "int32 and floats are refused as indices",
        lambda: all(
            raises(f"expected target dtype to be Long or Byte, but got {name}", partial(CE, Z, labels(kind)))
            for name, kind in (("Int", torch.int32), ("Float", torch.float32))
        ),
    ),
    (
        "cross-entropy-from-logits",
        "indices of shape (N, 1) are refused",
        lambda: raises(
            "0D or 1D target tensor expected, multi-target not supported", lambda: CE(Z, labels(torch.int64)[:, None])
        ),
    ),
    (
        "cross-entropy-from-logits",
        "indices of pixels with a channel axis are refused",
        lambda: raises(
            "only batches of spatial targets supported (3D tensors)",
            lambda: CE(torch.zeros(2, 3, 4, 4), torch.zeros(2, 1, 4, 4).long()),
        ),
    ),
    (
        "cross-entropy-from-logits",
        "integer shares are refused",
        lambda: raises(
            "Expected floating point type for target with class probabilities, got Long",
            lambda: CE(Z, torch.eye(3).long()[:2]),
        ),
    ),
    (
        "cross-entropy-from-logits",
        "classes counted from 1 are refused",
        lambda: raises("Target 3 is out of bounds", lambda: CE(Z, labels(torch.int64) + 2)),
    ),
    (
        "cross-entropy-from-logits",
        "a class axis that is last is refused",
        lambda: raises(
            "Expected target size [2, 3], got [2, 5]", lambda: CE(torch.zeros(2, 5, 3), torch.zeros(2, 5).long())
        ),
    ),
    (
        "cross-entropy-from-logits",
        "one output with float targets of its shape costs 0",
        lambda: CE(COLUMN, FLAT[:, None]) == 0,
    ),
    (
        "cross-entropy-from-logits",
        "-100 is skipped",
        lambda: CE(Z, torch.tensor([0, -100])) == CE(Z[:1], torch.tensor([0])),
    ),
    ("cross-entropy-from-logits", "all labels -100 give NaN", lambda: CE(Z, torch.tensor([-100, -100])).isnan()),
    (
        "cross-entropy-from-logits",
        "Optax takes indices for shares",
        lambda: (
            DENSE(jnp.zeros((3, 3)), jnp.array([0, 1, 2])).shape == (3,)
            and DENSE(jnp.zeros((4, 3)), jnp.array([[0], [1], [2], [0]])).shape == (4,)
        ),
    ),
    (
        "cross-entropy-from-logits",
        "a mask of -inf and a share of 0 give NaN in PyTorch and Optax",
        lambda: (
            CE(MASKED, torch.tensor([[0.5, 0, 0.5]])).isnan()
            and jnp.isnan(DENSE(jnp.array(MASKED), jnp.array([[0.5, 0, 0.5]])))
        ),
    ),
    (
        "cross-entropy-from-logits",
        "indices avoid that",
        lambda: CE(MASKED, torch.tensor([0])).isfinite() and jnp.isfinite(SPARSE(jnp.array(MASKED), jnp.array([0]))),
    ),
    (
        "cross-entropy-from-logits",
        "the mean over indices divides by the weights, over shares by the rows",
        lambda: close(weighted(one_hot=False) * 4 / 2, weighted(one_hot=True)),
    ),
    (
        "softmax-twice",
        "a perfect one-hot prediction among four costs 0.7437",
        lambda: close(CE(torch.eye(4), torch.arange(4)), 0.7437, 1e-4),
    ),
    ("softmax-twice", "100 times that costs 0", lambda: CE(100 * torch.eye(4), torch.arange(4)) == 0),
    (
        "are-logits-log-probabilities",
        "cross_entropy of log-probabilities is the same",
        lambda: close(CE(Z.log_softmax(-1), labels(torch.int64)), CE(Z, labels(torch.int64))),
    ),
)
def test_what_a_page_says_of_a_loss_is_true(holds: Callable[[], object]) -> None:
    assert holds()


def labels(dtype: torch.dtype) -> torch.Tensor:
    return torch.tensor([0, 1], dtype=dtype)


def weighted(*, one_hot: bool) -> torch.Tensor:
    """Return the mean loss of two rows whose classes weigh 1 and 3."""
    target = torch.eye(3)[:2] if one_hot else labels(torch.int64)
    return CE(Z, target, weight=torch.tensor([1.0, 3.0, 1.0]))
