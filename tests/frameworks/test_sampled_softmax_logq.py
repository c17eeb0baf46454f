"""What the page about log q in a sampled softmax says of PyTorch, JAX, Optax and Keras."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import jax
import jax.numpy as jnp
import keras
import numpy as np
import optax
import torch
import torch.distributed.nn.functional as dist_nn
from torch.nn import functional

from tests.frameworks.claims import array, claims, close, raises

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


Loss = Callable[[torch.Tensor, torch.Tensor, torch.Generator], torch.Tensor]
SAMPLER = torch.tensor([0.2, 0.3, 0.5])


def trained(loss: Loss, rate: float = 3.0, most: float = 0.0) -> torch.Tensor:
    """Train a table of scores of two users by a loss of scores and songs, and return the shares that it serves."""
    generator = torch.Generator().manual_seed(0)
    scores, total = torch.zeros(2, 3, requires_grad=True), torch.zeros(2, 3)
    for step in range(300):
        user = torch.randint(2, (512,), generator=generator)
        song = torch.multinomial(TASTE[user], 1, generator=generator).squeeze(-1)
        loss(scores[user], song, generator).backward()
        assert scores.grad is not None
        with torch.no_grad():
            scores -= rate * scores.grad
            if most:
                scores.clamp_(-most, most)
            scores.grad = None
            total += scores * (step >= 100)
    return torch.softmax(total / 200, -1)


def own_loss(u: torch.Tensor, y: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    """Return the sampled softmax loss of the page; the vectors of the songs are the rows of a unit matrix."""
    items, q_all = torch.eye(3), SAMPLER
    neg = torch.multinomial(q_all, 20, replacement=True, generator=generator)
    log_q = q_all.log()
    true = (u * items[y]).sum(-1, keepdim=True) - log_q[y][:, None]
    others = u @ items[neg].T - log_q[neg]
    logits = torch.cat([true, others], dim=1)
    return functional.cross_entropy(logits, torch.zeros_like(y))


def at_most_once(u: torch.Tensor, y: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    """Throw repeats away, mask the true song among the drawn ones, and correct by how likely a song is drawn at all."""
    neg = torch.multinomial(SAMPLER, 5, replacement=True, generator=generator).unique()
    log_q = (-torch.expm1(5 * torch.log1p(-SAMPLER))).log()
    true = u.gather(1, y[:, None]) - log_q[y][:, None]
    others = (u[:, neg] - log_q[neg]).masked_fill(neg == y[:, None], -torch.inf)
    return functional.cross_entropy(torch.cat([true, others], dim=1), torch.zeros_like(y))


def mixed(u: torch.Tensor, y: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    """Append uniform songs to those of the batch."""
    size, extra_size, items = len(y), 256, torch.eye(3)
    extra = torch.randint(3, (extra_size,), generator=generator)
    q_mixed = (size * TASTE.mean(0) + extra_size / 3) / (size + extra_size)
    ids = torch.cat([y, extra])
    logits = u @ torch.cat([items[y], items[extra]]).T - q_mixed[ids].log()
    return functional.cross_entropy(logits, torch.arange(size))


def bpr(q: torch.Tensor, corrected: bool) -> Loss:
    """Return the loss of BPR with one song drawn for each true one."""

    def loss(u: torch.Tensor, y: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
        drawn = torch.multinomial(q, len(y), replacement=True, generator=generator)
        f = u - q.log() if corrected else u
        d = f.gather(1, y[:, None]) - f.gather(1, drawn[:, None])
        return functional.softplus(-d).mean()

    return loss


def repaired_binary(u: torch.Tensor, y: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    """Return a binary loss on true songs and five drawn ones each, with the correction."""
    drawn = torch.multinomial(SAMPLER, 5 * len(y), replacement=True, generator=generator).reshape(-1, 5)
    ids = torch.cat([y[:, None], drawn], dim=1)
    f = u.gather(1, ids) - (5 * SAMPLER[ids]).log()
    is_true = torch.tensor([1.0, 0, 0, 0, 0, 0]).expand_as(f)
    return 6 * functional.binary_cross_entropy_with_logits(f, is_true)


def masked_hits() -> bool:
    """Return whether NCE that leaves out drawn hits is smallest at the log-odds of p, and else at log p."""
    p, kq = TASTE.double(), 5 * SAMPLER.double()
    slopes = []
    for share, score in ((1 - p, torch.logit(p)), (torch.ones_like(p), p.log())):
        s = score.clone().requires_grad_()
        f = s - kq.log()
        loss = (p * functional.softplus(-f) + share * kq * functional.softplus(f)).sum()
        slopes.append(torch.autograd.grad(loss, s)[0].abs().max())
    return bool(max(slopes) < 1e-6)


def columns() -> bool:
    """Return what the columns of a row do: shares as gradients, none for those left out, more of the row's own."""
    u, v, y = U, V, torch.arange(6)
    z = (u @ v.T).requires_grad_()
    whole = functional.cross_entropy(z, y, reduction="sum")
    true = z.gather(1, y[:, None])
    hard = z.masked_fill(torch.eye(6, dtype=torch.bool), -torch.inf).topk(2, dim=1).values
    few = functional.cross_entropy(torch.cat([true, hard], dim=1), torch.zeros_like(y), reduction="sum")
    (slope,), (part,) = torch.autograd.grad(whole, z), torch.autograd.grad(few, z)
    own = torch.stack([V[:3]] * 6)
    more = (u[:, None] * own).sum(-1) / TAU
    logits = torch.cat([u @ v.T / TAU, more], dim=1)
    return bool(
        close(slope, z.detach().softmax(1) - torch.eye(6), 1e-5)
        and ((part != 0).sum(1) == 3).all()
        and few < whole
        and logits.shape == (6, 9)
        and close(more, u @ V[:3].T / TAU, 1e-5)
    )


def fading() -> bool:
    """Return whether fading counts estimate the shares of a stream; whole numbers cannot fade."""
    rng, count = np.random.default_rng(0), np.ones(3)
    for _ in range(3000):
        count *= 0.999
        np.add.at(count, rng.choice(3, size=32, p=[0.7, 0.2, 0.1]), 1)
    whole = np.ones(3, int)
    return close(count / count.sum(), [0.7, 0.2, 0.1], 0.1) and raises("Cannot cast", lambda: whole.__imul__(0.999))


def near(found: torch.Tensor, wanted: torch.Tensor) -> bool:
    return bool((found - wanted).abs().max() < 0.03)


def gathered() -> bool:
    """Return whether gathered items give the loss and the gradients of one device, on one process."""
    with TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        store = Path(folder, "store").as_uri()
        torch.distributed.init_process_group("gloo", init_method=store, rank=0, world_size=1)
        v = V.clone().requires_grad_()
        all_v, all_q = torch.cat(dist_nn.all_gather(v)), torch.cat(dist_nn.all_gather(Q))
        y = torch.arange(len(U), device=U.device)
        y = y + torch.distributed.get_rank() * len(U)
        loss = functional.cross_entropy(U @ all_v.T / TAU - all_q.log(), y)
        (slope,) = torch.autograd.grad(loss, v)
        torch.distributed.destroy_process_group()
    w = V.clone().requires_grad_()
    (expected_slope,) = torch.autograd.grad(torch_tab(U, w, Q, TAU), w)
    return close(loss, expected(), 1e-4) and close(slope, expected_slope, 1e-4)


def on_offer() -> bool:
    """Return whether a mask of what was not on offer leaves the taste for a song that is rarely there."""
    taste, q = torch.tensor([0.6, 0.3, 0.1]), torch.tensor([0.2, 0.4, 0.4])
    scores, generator = torch.zeros(3, requires_grad=True), torch.Generator().manual_seed(0)
    optimizer = torch.optim.Adam([scores], 0.02)
    rate = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.01, 1500)
    for _ in range(1500):
        offered = torch.ones(256, 3, dtype=torch.bool)
        offered[:, 0] = torch.rand(256, generator=generator) < 0.1
        y = torch.multinomial(taste * offered, 1, generator=generator)
        drawn = torch.multinomial(q.expand(256, 3), 8, replacement=True, generator=generator)
        songs = torch.cat([y, drawn], dim=1)
        logits = (scores - q.log())[songs].masked_fill(~offered.gather(1, songs), -torch.inf)
        optimizer.zero_grad()
        functional.cross_entropy(logits, torch.zeros(256, dtype=torch.long)).backward()
        optimizer.step()
        rate.step()
    return near(scores.detach().softmax(-1), taste)


def multinomial_of_many() -> bool:
    """Return whether multinomial refuses more than 2**24 items, and a search in cumulated weights draws by them."""
    q, generator = torch.tensor([0.5, 0.2, 0.3, 0.0]), torch.Generator().manual_seed(0)
    c = q.double().cumsum(0)
    found = torch.searchsorted(c, c[-1] * torch.rand(100_000, dtype=c.dtype, generator=generator))
    refused = raises("cannot exceed 2^24", lambda: torch.multinomial(torch.ones(2**24 + 1), 1, replacement=True))
    return refused and close(torch.bincount(found, minlength=4) / 100_000, q, 0.01)


def expectation() -> bool:
    """Return whether k draws estimate k times the expectation, and more of them with less noise."""
    generator, q, f = np.random.default_rng(0), np.array([0.6, 0.3, 0.1]), np.array([0.97, 0.31, 2.13])
    few, many = (f[generator.choice(3, (20_000, 5 * m), p=q)].sum(1) / m for m in (1, 4))
    right = 5 * (q @ f)
    return close(few.mean(), right, 0.02) and close(many.mean(), right, 0.02) and bool(many.std() < 0.6 * few.std())


def recall() -> bool:
    """Return whether the lines for recall count the users whose item is among the first ten."""
    scores = torch.arange(40.0).expand(3, 40)
    y = torch.tensor([39, 30, 29])
    top = scores.topk(10).indices
    return close((top == y[:, None]).any(dim=1).float().mean(), 2 / 3)


def item_bias() -> bool:
    """Return whether a bias that is appended to the vectors is added to their dot products."""
    bias = torch.randn(6, generator=GENERATOR)
    longer = torch.cat([U, torch.ones(6, 1)], 1) @ torch.cat([V, bias[:, None]], 1).T
    return close(longer, U @ V.T + bias, 1e-5)


def in_parts(cached: bool) -> float:
    """Return how far a gradient in parts, accumulated or by the vectors' gradients, is from that of one large batch."""
    generator = torch.Generator().manual_seed(0)
    users, items = torch.randn(2, 6, 5, generator=generator)
    torch.manual_seed(0)
    f, g = torch.nn.Linear(5, 4), torch.nn.Linear(5, 4)

    def batch_loss(u: torch.Tensor, v: torch.Tensor, q: torch.Tensor) -> torch.Tensor:
        return functional.cross_entropy(u @ v.T - q.log(), torch.arange(len(u)))

    (whole,) = torch.autograd.grad(batch_loss(f(users), g(items), Q), f.weight)
    if cached:
        with torch.no_grad():
            u = torch.cat([f(part) for part in users.split(2)])
            v = torch.cat([g(part) for part in items.split(2)])
        u.requires_grad_(), v.requires_grad_()
        batch_loss(u, v, Q).backward()
        assert u.grad is not None
        parts = zip(users.split(2), u.grad.split(2), strict=True)
        for part, slope in parts:
            f(part).backward(slope)
    else:
        for part, other, q in zip(users.split(2), items.split(2), Q.split(2), strict=True):
            (batch_loss(f(part), g(other), q) / 3).backward()
    assert f.weight.grad is not None
    return float((f.weight.grad - whole).abs().max() / whole.abs().max())


def several_true() -> bool:
    """Return whether NCE with labels of 1/T for T true classes is smallest below log p, by the page's reason."""
    p, kq = torch.tensor([0.2, 0.05], dtype=torch.float64), 0.1
    found = []
    for true in (1, 2):
        s = (p / (1 + (true - 1) * p / kq)).log().requires_grad_()
        f = s - np.log(kq)
        positive = functional.softplus(-f) / true + (1 - 1 / true) * functional.softplus(f)
        loss = (true * p * positive + kq * functional.softplus(f)).sum()
        found.append(bool(torch.autograd.grad(loss, s)[0].abs().max() < 1e-9))
    return all(found)


@claims(
    (
        PAGE,
        "gradient accumulation is not a large batch",
        lambda: in_parts(cached=False) > 0.1,
    ),
    (PAGE, "parts with the vectors' gradients are", lambda: in_parts(cached=True) < 1e-5),
    (PAGE, "labels of 1/T hold frequent classes down in NCE", several_true),
    (
        PAGE,
        "the adaptive softmax of PyTorch sums to 1 over all classes",
        lambda: close(
            torch.nn.AdaptiveLogSoftmaxWithLoss(16, 1000, [10, 100]).log_prob(torch.ones(3, 16)).exp().sum(1),
            [1, 1, 1],
            1e-5,
        ),
    ),
    (PAGE, "the sampled softmax of the page learns the true shares", lambda: near(trained(own_loss), TASTE)),
    (PAGE, "each item at most once: how likely a sample holds it", lambda: near(trained(at_most_once), TASTE)),
    (PAGE, "batch items and uniform ones", lambda: near(trained(mixed), TASTE)),
    (
        PAGE,
        "BPR without a correction leaves log p - log q",
        lambda: near(trained(bpr(SAMPLER, corrected=False), 6), shares(TASTE / SAMPLER)),
    ),
    (PAGE, "BPR with it", lambda: near(trained(bpr(SAMPLER, corrected=True), 6), TASTE)),
    (PAGE, "BPR with uniform songs", lambda: near(trained(bpr(torch.full((3,), 1 / 3), corrected=False), 6), TASTE)),
    (PAGE, "a binary loss with the correction", lambda: near(trained(repaired_binary), TASTE)),
    (
        PAGE,
        "scores that are held in narrow limits lose the taste",
        lambda: (trained(own_loss, most=0.2) - TASTE).abs().max() > 0.2,
    ),
    (PAGE, "NCE that masks hits learns log-odds", masked_hits),
    (PAGE, "wrong candidates, hard ones and a row's own", columns),
    (PAGE, "counts that fade", fading),
    (PAGE, "items gathered from several devices", gathered),
    (PAGE, "recall over all items", recall),
    (PAGE, "what was not on offer is masked", on_offer),
    (PAGE, "more than 2**24 items are drawn by a search", multinomial_of_many),
    (PAGE, "k draws stand for k times the expectation", expectation),
    (PAGE, "an item's bias as a part of its vector", item_bias),
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
