"""What the page about gumbel_softmax says of PyTorch, JAX and Keras."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import keras
import numpy as np
import torch
from keras import ops
from torch import distributions
from torch.nn import functional

from logitbook import softmax
from tests.frameworks.claims import claims, close, raises

PAGE = "gumbel-softmax"
Z = np.array([2.0, 1.0, 0.0])
P = torch.tensor([0.9, 0.05, 0.05])
COST = torch.tensor([3.0, 1.0, 2.0])


def draws(z: torch.Tensor, **options: float) -> torch.Tensor:
    """Return the share of hard draws of each class."""
    torch.manual_seed(0)
    return functional.gumbel_softmax(z.expand(100_000, -1), hard=True, **options).mean(0)


def near(found: torch.Tensor, expected: torch.Tensor) -> bool:
    """Return whether shares of draws agree, but for their scatter."""
    return bool((found - expected).abs().max() < 0.006)


def same_gradient() -> bool:
    """Return whether hard=True gives the gradient of the soft sample, with one seed, for a cost that adds up."""
    gradients = []
    for hard in (True, False):
        z = torch.tensor(Z, requires_grad=True)
        torch.manual_seed(3)
        (functional.gumbel_softmax(z, tau=0.7, hard=hard) @ COST.double()).backward()
        gradients.append(z.grad)
    return close(gradients[0], np.asarray(gradients[1])) and bool(gradients[0].abs().max() > 0.01)


def exactly_one_hot() -> bool:
    torch.manual_seed(0)
    y = functional.gumbel_softmax(torch.randn(200_000, 5), hard=True)
    return y.unique().tolist() == [0, 1] and bool((y.sum(-1) == 1).all())


def both_lines() -> bool:
    """Return whether h - s.detach() + s and (h - s).detach() + s have the same value and gradient."""
    found = []
    for late in (True, False):
        z = torch.tensor(Z, requires_grad=True)
        s = torch.softmax(z, -1)
        h = functional.one_hot(s.argmax(), 3)
        y = h - s.detach() + s if late else (h - s).detach() + s
        (y @ COST.double()).backward()
        assert z.grad is not None
        found.append((y.detach().tolist(), z.grad.tolist()))
    return bool(found[0] == found[1])


def without_noise() -> bool:
    """Return whether straight-through without noise has the true slope in each draw, and draws by softmax."""
    z = torch.tensor(Z, requires_grad=True)
    torch.manual_seed(0)
    y = distributions.OneHotCategoricalStraightThrough(logits=z).rsample()
    (y @ COST.double()).backward()
    p = softmax(Z)
    many = distributions.OneHotCategoricalStraightThrough(logits=torch.tensor(Z)).rsample(torch.Size([100_000]))
    one_hot = bool((many.max(-1).values - 1).abs().max() < 1e-12)
    return close(z.grad, p * (COST.numpy() - p @ COST.numpy())) and near(many.mean(0), torch.tensor(p)) and one_hot


def jax_way() -> bool:
    def draw(z: jax.Array, key: jax.Array) -> jax.Array:
        g = jax.random.gumbel(key, z.shape, z.dtype)
        s = jax.nn.softmax((z + g) / 0.7, axis=-1)
        h = jax.nn.one_hot(s.argmax(-1), z.shape[-1])
        return s + jax.lax.stop_gradient(h - s)

    z = jnp.array(Z)
    y = jax.vmap(lambda key: draw(z, key))(jax.random.split(jax.random.key(0), 50_000))
    slopes = jax.grad(lambda z: draw(z, jax.random.key(1)) @ jnp.array([3.0, 1, 2]))(z)
    return set(np.unique(y)) == {0, 1} and close(y.mean(0), softmax(Z), 0.02) and bool(abs(slopes).max() > 0.01)


class Pick(keras.layers.Layer):
    """The page's layer; without a seed generator it is to fail."""

    def __init__(self, tau: float = 1.0, *, seeded: bool = True) -> None:
        super().__init__()
        self.tau, self.seed = tau, keras.random.SeedGenerator(0) if seeded else None

    def call(self, z: Any) -> Any:
        u = keras.random.uniform(ops.shape(z), 1e-30, 1.0, seed=self.seed)
        s = ops.softmax((z - ops.log(-ops.log(u))) / self.tau)
        h = ops.one_hot(ops.argmax(s, axis=-1), z.shape[-1])
        return s + ops.stop_gradient(h - s)


def keras_trains(*, seeded: bool = True) -> bool:
    """Return whether a model that ends with the layer trains: its weights move, so that there is a gradient."""
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3), Pick(0.7, seeded=seeded)])
    model.compile("sgd", "mse")
    before = model.get_weights()[0].copy()
    model.fit(np.ones((8, 2)), np.eye(3)[[0] * 8], verbose=0)
    return bool((model.get_weights()[0] != before).any())


def keras_way() -> bool:
    z = ops.zeros((100_000, 3)) + ops.convert_to_tensor(Z)
    y = np.asarray(Pick(0.7)(z))
    return close(y.mean(0), softmax(Z), 0.02) and bool(np.abs(y - y.round()).max() < 1e-6) and keras_trains()


def slopes_at_the_pick() -> bool:
    """Return whether the slopes of a squared cost are taken at the pick, and differ from those of the soft sample."""
    c, found = COST.double(), []
    for hard in (True, False):
        z = torch.tensor(Z, requires_grad=True)
        torch.manual_seed(1)
        y = functional.gumbel_softmax(z, hard=hard)
        (y * c).pow(2).sum().backward()
        found.append((y.detach().numpy(), np.asarray(z.grad)))
    (pick, hard_slopes), (soft, soft_slopes) = found
    at_pick = 2 * pick * c.numpy() ** 2
    return close(hard_slopes, soft * (at_pick - soft @ at_pick)) and not close(hard_slopes, soft_slopes, 0.05)


def rounded_to_zero() -> bool:
    """Return whether p.log() of a p that softmax rounded to 0 has a NaN gradient, and log_softmax a finite one."""
    ways: list[Callable[[torch.Tensor], torch.Tensor]] = [
        lambda z: torch.softmax(z, -1).log(),
        lambda z: torch.log_softmax(z, -1),
    ]
    found = []
    for log_p in ways:
        z = torch.tensor([200.0, 0.0, 0.0], requires_grad=True)
        (functional.gumbel_softmax(log_p(z), hard=True) @ COST).backward()
        assert z.grad is not None
        found.append(z.grad)
    return bool(found[0].isnan().all() and found[1].isfinite().all())


def zero_in_half() -> bool:
    """Return whether a draw in float16 can be 0, whose logarithm makes a row NaN."""
    torch.manual_seed(0)
    zeros = sum(int((torch.empty(5_000_000, dtype=torch.float16).exponential_() == 0).sum()) for _ in range(10))
    row = torch.tensor([0.0, 1.0], dtype=torch.float16)
    return zeros > 0 and bool((-row.log()).softmax(-1).isnan().any())


def words() -> bool:
    """Return whether each place of a batch of texts draws alone, and the embedding passes a gradient to the logits."""
    torch.manual_seed(0)
    z, embedding = torch.zeros(2, 300, 5, requires_grad=True), torch.nn.Embedding(5, 7)
    y = functional.gumbel_softmax(z, tau=0.5, hard=True, dim=-1)
    x, ids = y @ embedding.weight, y.argmax(-1)
    x.pow(2).sum().backward()
    assert z.grad is not None
    alone = bool((ids[0] != ids[1]).any()) and len(ids.unique()) == 5
    return alone and close(x.detach(), embedding(ids).detach()) and bool(z.grad.abs().max() > 0.01)


def yes_or_no() -> bool:
    """Return whether the lines for yes or no draw each logit by its sigmoid, 0 or 1, with a gradient."""
    torch.manual_seed(0)
    x = torch.tensor([-2.0, 0.0, 1.5], requires_grad=True)
    s = distributions.RelaxedBernoulli(0.5, logits=x.expand(100_000, -1)).rsample()
    h = (s > 0.5).to(s.dtype)
    y = h - s.detach() + s
    y.mean(0).sum().backward()
    assert x.grad is not None
    exact = bool((y.detach() - h).abs().max() < 1e-6)
    return exact and near(h.mean(0), x.detach().sigmoid()) and bool((x.grad > 0.01).all())


def some_of_all(k: int, z: torch.Tensor, tau: float) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the hard and the soft sample of k classes, as the page does."""
    noisy = z - torch.empty_like(z).exponential_().log()
    h = torch.zeros_like(z).scatter(-1, noisy.topk(k).indices, 1.0)
    s, left = torch.zeros_like(z), noisy
    for _ in range(k):
        p = torch.softmax(left / tau, dim=-1)
        s, left = s + p, left + torch.log1p(-p.clamp(max=1 - 1e-6))
    return h, s


def without_repetition() -> bool:
    """Compare the draws of two classes of four with torch.multinomial, and look at the soft sample."""
    torch.manual_seed(0)
    z = torch.tensor([2.0, 1.0, 0.0, -1.0])
    many = z.expand(100_000, -1).clone().requires_grad_()
    h, s = some_of_all(2, many, 0.5)
    known = torch.multinomial(z.softmax(-1).expand(100_000, -1), 2)
    shares = torch.zeros(100_000, 4).scatter(-1, known, 1.0).mean(0)
    (s * torch.arange(4.0)).sum().backward()
    assert many.grad is not None
    soft = close(s.detach().sum(-1), np.full(100_000, 2.0), 1e-5) and bool(many.grad.isfinite().all())
    cold = some_of_all(2, z.expand(1000, -1), 0.01)
    same = bool(((cold[0] - cold[1]).abs().max(-1).values < 0.01).float().mean() > 0.95)
    return soft and same and near(h.mean(0), shares) and bool((h.sum(-1) == 2).all())


def warns_of_eps() -> bool:
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        functional.gumbel_softmax(torch.zeros(3), eps=1e-5)
    return "`eps` parameter is deprecated and has no effect." in str(seen[0].message)


def cut_off() -> torch.Tensor:
    z = torch.tensor(Z, requires_grad=True)
    y = functional.gumbel_softmax(z, hard=True)
    loss: torch.Tensor = torch.eye(3)[y.argmax(-1)].sum()
    loss.backward()
    return loss


@claims(
    (PAGE, "hard=True has the gradient of the soft sample for a cost that adds up", same_gradient),
    (PAGE, "its output is exactly 0 and 1", exactly_one_hot),
    (
        PAGE,
        "by default the output is not one-hot",
        lambda: bool((functional.gumbel_softmax(torch.zeros(100, 3)).max(-1).values < 0.99).any()),
    ),
    (PAGE, "both ways to write the line agree", both_lines),
    (PAGE, "words: each place draws alone, with a gradient through the embedding", words),
    (PAGE, "yes or no: each logit draws by its sigmoid", yes_or_no),
    (PAGE, "k of K: the draws are those without replacement, the soft sample adds up to k", without_repetition),
    (
        PAGE,
        "in float16, tau 1e-5 overflows",
        lambda: functional.gumbel_softmax(torch.full((50, 3), 3.0, dtype=torch.float16), tau=1e-5).isnan().any(),
    ),
    (PAGE, "log-probabilities draw as meant", lambda: near(draws(P.log()), P)),
    (PAGE, "a constant does not matter", lambda: near(draws(P.log() + 7), P)),
    (
        PAGE,
        "probabilities as logits draw their softmax",
        lambda: near(draws(P), P.softmax(-1)) and abs(draws(P)[0] - 0.54) < 0.01,
    ),
    (
        PAGE,
        "tau does not change the winner",
        lambda: torch.equal(draws(P.log(), tau=0.3), draws(P.log(), tau=3.0)),
    ),
    (
        PAGE,
        "RelaxedOneHotCategorical takes probabilities",
        lambda: near(
            distributions.RelaxedOneHotCategorical(torch.tensor(1.0), probs=P)
            .rsample(torch.Size([100_000]))
            .argmax(-1)
            .bincount()
            / 1e5,
            P,
        ),
    ),
    (PAGE, "straight-through without noise has the true slope of costs that add up", without_noise),
    (PAGE, "the JAX tab draws hard samples with a gradient", jax_way),
    (PAGE, "the Keras tab draws hard samples and trains", keras_way),
    (
        PAGE,
        "without its seed generator, the Keras layer fails on JAX",
        lambda: keras.backend.backend() != "jax" or raises("seeded random ops", lambda: keras_trains(seeded=False)),
    ),
    (PAGE, "the slopes of a squared cost are taken at the pick", slopes_at_the_pick),
    (PAGE, "p.log() of a p of 0 has a NaN gradient, log_softmax has not", rounded_to_zero),
    (PAGE, "an index cuts the gradient", lambda: raises("does not require grad and does not have a grad_fn", cut_off)),
    (
        PAGE,
        "tau=0 gives NaN",
        lambda: functional.gumbel_softmax(torch.zeros(3), tau=0.0, hard=True).isnan().all(),
    ),
    (PAGE, "the documentation allows tau=0", lambda: "non-negative" in str(functional.gumbel_softmax.__doc__)),
    (PAGE, "float16 noise can be infinite", zero_in_half),
    (
        PAGE,
        "a row of -inf gives NaN",
        lambda: functional.gumbel_softmax(torch.full((3,), -torch.inf)).isnan().all(),
    ),
    (
        PAGE,
        "integer logits raise",
        lambda: raises(
            "dtype must be a floating point but you specified Long",
            lambda: functional.gumbel_softmax(torch.tensor([1, 2])),
        ),
    ),
    (PAGE, "eps has no effect, and PyTorch warns", warns_of_eps),
)
def test_what_a_page_says_of_a_framework_is_true(holds: Callable[[], object]) -> None:
    assert holds()
