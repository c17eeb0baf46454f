"""What the page about the mean of a loss says of PyTorch, Optax, Keras and scikit-learn."""

from __future__ import annotations

import math
import subprocess
import sys
import tempfile
from collections.abc import Callable
from itertools import islice
from typing import Any

import jax
import jax.numpy as jnp
import keras
import numpy as np
import optax
import torch
from sklearn.metrics import log_loss
from torch import nn
from torch.nn import functional

from tests.frameworks.claims import claims, close, raises

P = np.array([[0.9, 0.1], [0.5, 0.5], [0.9, 0.1], [0.3, 0.7]])
Y = np.array([0, 0, 1, -100])
IGNORED = np.full(4, -100)
EACH = -np.log([0.9, 0.5, 0.1])
KEPT, ALL = EACH.sum() / 3, EACH.sum() / 4
WEIGHTED = EACH @ [1, 1, 4]
WEIGHT = torch.tensor([1.0, 4.0], dtype=torch.float64)
Z = torch.tensor(np.log(P))
T = torch.tensor(Y)
LOG2 = math.log(2)
optax_loss = optax.softmax_cross_entropy_with_integer_labels
SparseLoss = keras.losses.SparseCategoricalCrossentropy

TWO_PROCESSES = """
import sys, torch, torch.distributed as dist
from torch import nn
from torch.nn.functional import cross_entropy

def model():
    torch.manual_seed(0)
    return nn.Linear(2, 3)

rank = int(sys.argv[1])
dist.init_process_group("gloo", init_method="file://" + sys.argv[2], rank=rank, world_size=2)
x, y = torch.tensor([[1.0, 2], [0, 1], [3, -1], [1, 1]]), torch.tensor([0, 1, 2, 2])
whole = model()
cross_entropy(whole(x), y).backward()
part = slice(3) if rank == 0 else slice(3, 4)
x, y = x[part], y[part]
plain = nn.parallel.DistributedDataParallel(model())
cross_entropy(plain(x), y).backward()
fixed = nn.parallel.DistributedDataParallel(model())
count = (y != -100).sum()
dist.all_reduce(count)
loss = cross_entropy(fixed(x), y, reduction="sum") * dist.get_world_size() / count
loss.backward()
same = [torch.allclose(m.module.weight.grad, whole.weight.grad, atol=1e-6) for m in (plain, fixed)]
dist.barrier()  # whoever is done first must not hang up on the other
dist.destroy_process_group()
assert same == [False, True], same
"""


def two_processes() -> bool:
    """Return whether two processes agree with one large batch where the page says so, and only there."""
    with tempfile.TemporaryDirectory() as folder:
        commands = [[sys.executable, "-c", TWO_PROCESSES, str(rank), f"{folder}/meet"] for rank in range(2)]
        running = [subprocess.Popen(command) for command in commands]
        return [process.wait(timeout=110) for process in running] == [0, 0]


def gradient(y: Any, **options: Any) -> torch.Tensor:
    z = Z.clone().requires_grad_()
    functional.cross_entropy(z, y, **options).backward()
    assert z.grad is not None
    return z.grad


def in_pytorch(y: torch.Tensor) -> torch.Tensor:
    count = (y != -100).sum().clamp(min=1)
    return functional.cross_entropy(Z, y, reduction="sum") / count


def weighted(z: torch.Tensor, y: torch.Tensor, w: torch.Tensor) -> torch.Tensor:
    total = functional.cross_entropy(z, y, weight=w, reduction="sum")
    count = w[y[y != -100]].sum()
    return total / torch.where(count > 0, count, 1.0)


def weightless() -> bool:
    """Return whether kept weights of 0 give the loss 0 and the gradient 0."""
    z = Z.clone().requires_grad_()
    loss = weighted(z, T * 0, torch.tensor([0.0, 1.0], dtype=torch.float64))
    loss.backward()
    assert z.grad is not None
    return loss.item() == 0 and not z.grad.any()


def in_optax(z: jax.Array, y: jax.Array) -> jax.Array:
    keep = y != -100
    each = optax_loss(z, jnp.where(keep, y, 0))
    return jnp.sum(each, where=keep) / jnp.maximum(keep.sum(), 1)


def masked_bce(z: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    keep = y != 255
    f = functional.binary_cross_entropy_with_logits
    each = f(z, y.where(keep, 0), reduction="none")
    return each[keep].sum() / keep.sum().clamp(min=1)


def in_keras(y: Any, z: Any = P, **options: Any) -> Any:
    weights = {key: options.pop(key) for key in ("sample_weight",) if key in options}
    return SparseLoss(from_logits=True, **options)(y, np.log(z).astype(np.float32), **weights)


def in_sklearn() -> float:
    keep = Y != -100
    return float(log_loss(Y[keep], P[keep], labels=range(P.shape[1])))


def accumulated() -> bool:
    """Return whether small batches, each divided by all targets, give the gradient of one large batch."""
    torch.manual_seed(0)
    model, whole = nn.Linear(2, 2).double(), nn.Linear(2, 2).double()
    whole.load_state_dict(model.state_dict())
    functional.cross_entropy(whole(Z), T.clamp(min=0)).backward()
    batches = iter([(Z[:3], T[:3].clamp(min=0)), (Z[3:], T[3:].clamp(min=0))])
    group = list(islice(batches, 2))
    count = torch.stack([(y != -100).sum() for _, y in group]).sum()
    for x, y in group:
        loss = functional.cross_entropy(model(x), y, reduction="sum")
        (loss / count.clamp(min=1)).backward()
    assert model.weight.grad is not None
    assert whole.weight.grad is not None
    return close(model.weight.grad, whole.weight.grad.numpy())


def forbidden(**options: Any) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the loss and the gradient where class 0, which is ignored, has the logit -inf."""
    leaf = SCORES.clone().requires_grad_()
    z = leaf * 1
    z[:, 0] = -torch.inf
    loss = functional.cross_entropy(z, THREE, ignore_index=0, **options)
    loss.backward()
    assert leaf.grad is not None
    return loss.detach(), leaf.grad


def several_marks(y: torch.Tensor) -> list[int]:
    y[(y == 254) | (y == 255)] = -100
    return [int(label) for label in y]


def evaluated() -> float:
    """Evaluate five inputs whose squared errors are 1, 1, 1, 1 and 4, in batches of four."""
    one = keras.Sequential([keras.layers.Dense(1, use_bias=False, kernel_initializer="ones")])
    one.compile(loss="mse")
    found: float = one.evaluate(np.array([[1.0], [1], [1], [1], [2]]), np.zeros((5, 1)), batch_size=4, verbose=0)
    return found


def with_mask(batch_size: int) -> float:
    """Evaluate two padded sentences of three words and of one, whose masks come from an embedding."""
    layers = keras.layers
    bias = keras.initializers.Constant([1.0, 0.0])
    one = keras.Sequential(
        [
            layers.Embedding(4, 2, mask_zero=True, embeddings_initializer="zeros"),
            layers.Dense(2, bias_initializer=bias),
        ]
    )
    one.compile(loss=SparseLoss(from_logits=True))
    x, y = np.array([[1, 2, 3], [1, 0, 0]]), np.array([[0, 0, 0], [1, 0, 0]])
    found: float = one.evaluate(x, y, batch_size=batch_size, verbose=0)
    return found


LOW = math.log1p(math.exp(-1))  # the loss of class 0 in with_mask; class 1 costs 1 more
SHARES = torch.tensor(P)
BINARY = torch.tensor([2.0, -1, 3])
SCORES, THREE = torch.tensor([[2.0, 0, -1], [0, 1, 3], [1, 2, 0]]), torch.tensor([1, 0, 2])
NO_TWO = torch.tensor([1.0, 1, 0])
GREY = torch.tensor([1, 254, 255], dtype=torch.uint8)
FEW, MANY = jnp.zeros((1, 50)), jnp.arange(200.0)[None]


@claims(
    ("reduction-and-ignore-index", "mean divides by kept", lambda: close(functional.cross_entropy(Z, T), KEPT)),
    (
        "reduction-and-ignore-index",
        "none gives 0 for an ignored target, so its mean divides by all",
        lambda: close(functional.cross_entropy(Z, T, reduction="none").mean(), ALL),
    ),
    (
        "reduction-and-ignore-index",
        "with weight it divides by the weights of kept targets",
        lambda: close(functional.cross_entropy(Z, T, weight=WEIGHT), WEIGHTED / 6),
    ),
    (
        "reduction-and-ignore-index",
        "a batch of one class cancels its weight",
        lambda: close(functional.cross_entropy(Z[:2], T[:2], weight=5 * WEIGHT), EACH[:2].mean()),
    ),
    (
        "reduction-and-ignore-index",
        "in images it divides by kept pixels",
        lambda: close(
            functional.cross_entropy(torch.zeros(1, 2, 2, 2), torch.tensor([[[255, 0], [1, 1]]]), ignore_index=255),
            LOG2,
        ),
    ),
    (
        "reduction-and-ignore-index",
        "with shares it divides by positions, whatever the weights",
        lambda: close(
            functional.cross_entropy(Z, SHARES, weight=WEIGHT),
            -(P * np.log(P) * WEIGHT.numpy()).sum() / 4,
        ),
    ),
    (
        "reduction-and-ignore-index",
        "BCEWithLogitsLoss divides by all numbers, whatever weight",
        lambda: close(
            nn.BCEWithLogitsLoss(weight=torch.tensor([0.0, 1, 1]))(torch.zeros(2, 3), torch.ones(2, 3)), LOG2 * 2 / 3
        ),
    ),
    (
        "reduction-and-ignore-index",
        "and whatever pos_weight",
        lambda: close(
            nn.BCEWithLogitsLoss(pos_weight=torch.tensor(3.0))(torch.zeros(2, 3), torch.ones(2, 3)), LOG2 * 3
        ),
    ),
    ("reduction-and-ignore-index", "Keras counts -100 by default", lambda: close(in_keras(Y), ALL)),
    (
        "reduction-and-ignore-index",
        "with ignore_class it divides by the kept ones",
        lambda: close(in_keras(Y, ignore_class=-100), KEPT),
    ),
    (
        "reduction-and-ignore-index",
        "it divides by B x T for sequences",
        lambda: close(in_keras(np.zeros((2, 3)), np.full((2, 3, 2), 0.5)), LOG2),
    ),
    (
        "reduction-and-ignore-index",
        "sample_weight does not change the divisor",
        lambda: close(in_keras(Y[:3], P[:3], sample_weight=np.array([1.0, 1, 4])), WEIGHTED / 3),
    ),
    (
        "reduction-and-ignore-index",
        "mean_with_sample_weight divides by the weights",
        lambda: close(
            in_keras(Y[:3], P[:3], sample_weight=np.array([1.0, 1, 4]), reduction="mean_with_sample_weight"),
            WEIGHTED / 6,
        ),
    ),
    (
        "reduction-and-ignore-index",
        "Keras gives 0 if nothing is kept",
        lambda: float(in_keras(IGNORED, ignore_class=-100)) == 0,
    ),
    (
        "reduction-and-ignore-index",
        "where of Optax only sets losses to 0",
        lambda: close(optax_loss(jnp.log(P), jnp.array(Y), where=jnp.array(Y) != -100).mean(), ALL),
    ),
    (
        "reduction-and-ignore-index",
        "log_loss divides by inputs or by sample_weight",
        lambda: (
            close(log_loss(Y[:3], P[:3]), KEPT) and close(log_loss(Y[:3], P[:3], sample_weight=[1, 1, 4]), WEIGHTED / 6)
        ),
    ),
    (
        "reduction-and-ignore-index",
        "the mean of an all-ignored and of an empty batch is NaN",
        lambda: (
            functional.cross_entropy(Z, torch.tensor(IGNORED)).isnan()
            and functional.cross_entropy(Z[:0], T[:0]).isnan()
        ),
    ),
    (
        "reduction-and-ignore-index",
        "the gradient of an all-ignored batch is 0",
        lambda: not gradient(torch.tensor(IGNORED)).any(),
    ),
    (
        "reduction-and-ignore-index",
        "it is NaN if all kept weights are 0",
        lambda: gradient(T * 0, weight=torch.tensor([0.0, 1.0], dtype=torch.float64)).isnan().all(),
    ),
    (
        "reduction-and-ignore-index",
        "labels of -1 and 255 raise by default",
        lambda: (
            raises("Target -1 is out of bounds.", lambda: functional.cross_entropy(Z, T * 0 - 1))
            and raises("Target 255 is out of bounds.", lambda: functional.cross_entropy(Z, T * 0 + 255))
        ),
    ),
    (
        "reduction-and-ignore-index",
        "shares refuse an ignore_index",
        lambda: raises(
            "ignore_index is not supported for floating point target",
            lambda: functional.cross_entropy(Z, SHARES, ignore_index=1),
        ),
    ),
    (
        "reduction-and-ignore-index",
        "reduction=None raises",
        lambda: raises(
            "None is not a valid value for reduction",
            lambda: functional.cross_entropy(Z, T, reduction=None),
        ),
    ),
    (
        "reduction-and-ignore-index",
        "a class weight of 0 ignores a class likewise, unless labels are smoothed",
        lambda: (
            close(
                functional.cross_entropy(SCORES, THREE, weight=NO_TWO),
                functional.cross_entropy(SCORES, THREE, ignore_index=2),
            )
            and not close(
                functional.cross_entropy(SCORES, THREE, weight=NO_TWO, label_smoothing=0.1),
                functional.cross_entropy(SCORES, THREE, ignore_index=2, label_smoothing=0.1),
                1e-3,
            )
        ),
    ),
    (
        "reduction-and-ignore-index",
        "and gives NaN for a batch of that class alone",
        lambda: functional.cross_entropy(SCORES, THREE * 0 + 2, weight=NO_TWO).isnan(),
    ),
    (
        "reduction-and-ignore-index",
        "an ignored class stays in the softmax",
        lambda: (
            functional.cross_entropy(SCORES, THREE, ignore_index=0)
            > functional.cross_entropy(SCORES[:, 1:], THREE - 1, ignore_index=-1) + 0.1
        ),
    ),
    (
        "reduction-and-ignore-index",
        "a logit of -inf takes it out, with a finite gradient, unless labels are smoothed",
        lambda: (
            close(forbidden()[0], functional.cross_entropy(SCORES[:, 1:], THREE - 1, ignore_index=-1))
            and forbidden()[1].isfinite().all()
            and forbidden(label_smoothing=0.1)[0].isinf()
        ),
    ),
    ("reduction-and-ignore-index", "the default is -100", lambda: nn.CrossEntropyLoss().ignore_index == -100),
    (
        "reduction-and-ignore-index",
        "several marks become one after long(), not in bytes",
        lambda: several_marks(GREY.long()) == [1, -100, -100] and several_marks(GREY.clone())[1:] != [-100, -100],
    ),
    (
        "reduction-and-ignore-index",
        "BCE takes 255 and -100 for targets, and may become negative",
        lambda: (
            functional.binary_cross_entropy_with_logits(BINARY, torch.tensor([1.0, 0, 255])) < -200
            and functional.binary_cross_entropy_with_logits(BINARY, torch.tensor([1.0, 0, -100])) > 100
        ),
    ),
    (
        "reduction-and-ignore-index",
        "the lines with a mask of your own leave them out",
        lambda: (
            close(
                masked_bce(BINARY, torch.tensor([1.0, 0, 255])),
                functional.binary_cross_entropy_with_logits(BINARY[:2], torch.tensor([1.0, 0])),
            )
            and masked_bce(BINARY, torch.full((3,), 255.0)) == 0
        ),
    ),
    (
        "reduction-and-ignore-index",
        "Optax returns NaN on -100 below 100 classes, and counts from the end above",
        lambda: (
            np.isnan(optax_loss(FEW, jnp.array([-100]))).all()
            and close(optax_loss(MANY, jnp.array([-100])), optax_loss(MANY, jnp.array([100])))
            and close(optax_loss(MANY[:, :100], jnp.array([-100])), optax_loss(MANY[:, :100], jnp.array([0])))
        ),
    ),
    (
        "reduction-and-ignore-index",
        "the lines for PyTorch divide by the kept targets, or give 0",
        lambda: close(in_pytorch(T), KEPT) and in_pytorch(torch.tensor(IGNORED)) == 0,
    ),
    (
        "reduction-and-ignore-index",
        "the lines with class weights divide by them, or give 0 with a gradient of 0",
        lambda: close(weighted(Z, T, WEIGHT), WEIGHTED / 6) and weightless(),
    ),
    (
        "reduction-and-ignore-index",
        "the lines for JAX do too, with a gradient of 0",
        lambda: (
            close(in_optax(jnp.log(P), jnp.array(Y)), KEPT)
            and in_optax(jnp.log(P), jnp.array(IGNORED)) == 0
            and not jax.grad(in_optax)(jnp.log(P), jnp.array(IGNORED)).any()
        ),
    ),
    ("reduction-and-ignore-index", "the lines for scikit-learn divide by the kept", lambda: close(in_sklearn(), KEPT)),
    ("reduction-and-ignore-index", "sums over the count of all equal one large batch", accumulated),
    ("reduction-and-ignore-index", "DistributedDataParallel needs the number of processes", two_processes),
    ("reduction-and-ignore-index", "evaluate weights a smaller last batch by rows", lambda: close(evaluated(), 1.6)),
    (
        "reduction-and-ignore-index",
        "a mask divides by the kept words of a batch, and batches count by rows",
        lambda: close(with_mask(2), LOW + 1 / 4, 1e-5) and close(with_mask(1), LOW + 1 / 2, 1e-5),
    ),
    (
        "reduction-and-ignore-index",
        "the mean over N x K losses times K is the mean over inputs of their sums",
        lambda: close(
            nn.BCEWithLogitsLoss()(Z, Z.sigmoid().round()) * 2,
            nn.BCEWithLogitsLoss(reduction="none")(Z, Z.sigmoid().round()).sum(dim=1).mean(),
        ),
    ),
    (
        "reduction-and-ignore-index",
        "MSELoss divides by all numbers",
        lambda: close(nn.MSELoss()(torch.zeros(2, 3), torch.ones(2, 3) * 2), 4),
    ),
)
def test_what_a_page_says_of_a_framework_is_true(holds: Callable[[], object]) -> None:
    assert holds()
