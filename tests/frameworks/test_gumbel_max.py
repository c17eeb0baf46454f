"""What the page about the Gumbel-max trick says of NumPy, PyTorch, JAX and Keras."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import keras
import numpy as np
import torch

from logitbook import softmax
from tests.frameworks.claims import array, claims, raises

PAGE = "gumbel-max"
ROW, N, T = np.array([1.0, 0.0, -1.0]), 200_000, 0.5
ROWS = np.tile(ROW, (N, 1))
WANTED = softmax(ROW / T)


def near(indices: object, wanted: np.ndarray = WANTED) -> bool:
    """Return whether indices are drawn as wanted, but for their scatter."""
    return bool(np.abs(np.bincount(array(indices), minlength=3) / len(array(indices)) - wanted).max() < 0.005)


def pairs(found: object) -> bool:
    """Return whether pairs are different, the first drawn by softmax and the second by that of the rest."""
    two = np.asarray(array(found))
    after = two[two[:, 0] == 0, 1]
    rest = softmax(ROW / T, where=[False, True, True])
    return near(two[:, 0]) and bool((two[:, 0] != two[:, 1]).all()) and near(after, rest)


def numpy_way() -> bool:
    rng = np.random.default_rng(0)
    g = rng.gumbel(size=ROWS.shape)
    return near((ROWS / T + g).argmax(-1)) and pairs(np.argsort(-(ROWS / T + g))[:, :2])


def torch_way() -> bool:
    torch.manual_seed(0)
    z = torch.tensor(ROWS, dtype=torch.float32)
    g = -torch.empty_like(z).exponential_().log()
    usual = torch.distributions.Categorical(logits=z / T).sample()
    return near((z / T + g).argmax(-1)) and pairs((z / T + g).topk(2).indices) and near(usual)


def race() -> bool:
    """Return whether the largest of probs / q, with exponential q, is drawn by softmax."""
    torch.manual_seed(0)
    p = torch.softmax(torch.tensor(ROWS / T), -1)
    return near((p / torch.empty_like(p).exponential_()).argmax(-1))


def same_race() -> bool:
    """Return whether multinomial and Categorical are, with one seed, the argmax or the top k of probs / q."""
    p = torch.softmax(torch.randn(1000, 7, generator=torch.Generator().manual_seed(0)), -1)

    def after_seed(draw: Callable[[], torch.Tensor]) -> list[object]:
        torch.manual_seed(5)
        return list(draw().tolist())

    race = after_seed(lambda: (p / torch.empty_like(p).exponential_()).argmax(-1))
    two = after_seed(lambda: (p / torch.empty_like(p).exponential_()).topk(2).indices)
    one = after_seed(lambda: torch.multinomial(p, 1)[:, 0])
    categorical = after_seed(lambda: torch.distributions.Categorical(logits=p.log()).sample())
    return bool(race == one == categorical and two == after_seed(lambda: torch.multinomial(p, 2)))


def infinite_noise() -> bool:
    """Return whether a masked class wins if its noise is infinite."""
    z, g = np.array([0.0, -np.inf, 1.0]), np.array([0.5, np.inf, 0.5])
    with np.errstate(invalid="ignore"):
        return bool((z + g).argmax() == 1 and (torch.tensor(z) + torch.tensor(g)).argmax() == 1)


def minus_noise() -> bool:
    """Return whether minus noise draws by softmax with two classes, and not with three."""
    g = np.random.default_rng(0).gumbel(size=ROWS.shape)
    two = (ROW[:2] - g[:, :2]).argmax(1)
    return near(two, np.append(softmax(ROW[:2]), 0)) and not near((ROW - g).argmax(1), softmax(ROW))


def keras_seeded() -> bool:
    """Return whether Keras's draw raises where JAX compiles it, unless it has a seed generator."""
    if keras.backend.backend() != "jax":
        return True
    z, seed = jnp.array(ROW)[None], keras.random.SeedGenerator(0)

    class Draw(keras.layers.Layer):
        def call(self, z: Any) -> Any:
            return keras.ops.cast(keras.random.categorical(z, 1, seed=seed), "float32")

    model = keras.Sequential([keras.Input((3,)), Draw()])
    works = model.predict(np.tile(ROW, (4, 1)), verbose=0).shape == (4, 1)
    return works and raises("seeded random ops", lambda: jax.jit(lambda x: keras.random.categorical(x, 1))(z))


def jax_way() -> bool:
    z, key = jnp.array(ROWS, jnp.float32), jax.random.key(0)
    pair = jax.random.categorical(key, z / T, shape=(2, len(z)), replace=False).T
    return near(jax.random.categorical(key, z / T)) and pairs(pair)


def masked() -> bool:
    """Return whether a logit of minus infinity never wins with finite noise."""
    torch.manual_seed(0)
    z = torch.tensor([0.0, -torch.inf, 1.0]).expand(N, 3)
    return bool(((z - torch.empty_like(z).exponential_().log()).argmax(-1) != 1).all())


def logistic() -> bool:
    """Return whether a logit plus log(u) - log(1 - u) is above 0 as often as the sigmoid says."""
    torch.manual_seed(0)
    u = torch.rand(N, dtype=torch.float64)
    x = torch.tensor([-1.0, 0.5, 2.0], dtype=torch.float64)[:, None]
    often = (x + u.log() - (1 - u).log() > 0).double().mean(-1)
    return bool((often - x[:, 0].sigmoid()).abs().max() < 0.01)


def power() -> bool:
    """Return whether exp(z) over a power T of the wait has the winner of z/T plus noise, and of z for T = 0."""
    torch.manual_seed(0)
    z, e = torch.tensor(ROW, dtype=torch.float64), -torch.rand(1000, 3, dtype=torch.float64).log()
    same = ((z.exp() / e**0.7).argmax(-1) == (z / 0.7 - e.log()).argmax(-1)).all()
    return bool(same and ((z.exp() / e**0).argmax(-1) == z.argmax()).all())


def modes() -> bool:
    """Return whether JAX's noise ends near 16, and higher with mode='high'."""
    low, high = (
        jax.random.gumbel(jax.random.key(0), (20_000_000,), jnp.float32, mode=m).max() for m in ("low", "high")
    )
    return bool(low < 16 < high)


@claims(
    (PAGE, "the NumPy tab draws by softmax, and pairs without replacement", numpy_way),
    (PAGE, "the PyTorch tab does", torch_way),
    (PAGE, "the JAX tab does", jax_way),
    (
        PAGE,
        "the Keras tab draws by softmax",
        lambda: near(keras.random.categorical(jnp.array(ROWS) / T, 1, seed=0)[:, 0]),
    ),
    (PAGE, "probs / q with exponential q is the same lottery", race),
    (PAGE, "a logit of -inf never wins with finite noise", masked),
    (PAGE, "a logit of -inf wins with infinite noise", infinite_noise),
    (PAGE, "multinomial and Categorical are the same race", same_race),
    (PAGE, "with logistic noise, one logit is above 0 as often as its sigmoid says", logistic),
    (PAGE, "a power of the wait is the temperature", power),
    (PAGE, "minus noise is right with two classes only", minus_noise),
    (PAGE, "Keras's draw needs a seed generator where JAX compiles", keras_seeded),
    (PAGE, "JAX's noise ends near 16, with mode='high' later", modes),
    (
        PAGE,
        "noise from a float32 u ends near 17",
        lambda: 16 < -np.log(-np.log(np.nextafter(np.float32(1), np.float32(0)))) < 17.5,
    ),
    (
        PAGE,
        "JAX's categorical adds Gumbel noise",
        lambda: "gumbel" in inspect.getsource(jax.random.categorical),
    ),
    (
        PAGE,
        "PyTorch's Categorical calls multinomial",
        lambda: "torch.multinomial" in inspect.getsource(torch.distributions.Categorical.sample),
    ),
    (
        PAGE,
        "a NaN always wins the argmax",
        lambda: (
            np.array([1, np.nan, 9.0]).argmax() == 1
            and torch.tensor([1, torch.nan, 9.0]).argmax() == 1
            and jnp.array([1, jnp.nan, 9.0]).argmax() == 1
        ),
    ),
    (
        PAGE,
        "multinomial raises for NaN and for logits",
        lambda: all(
            raises(
                "probability tensor contains either `inf`, `nan` or element < 0",
                lambda z=z: torch.multinomial(torch.tensor(z), 1),  # type: ignore[misc]
            )
            for z in ([1.0, torch.nan], [1.0, -1.0])
        ),
    ),
    (
        PAGE,
        "multinomial takes at most 2^24 categories",
        lambda: raises("number of categories cannot exceed 2^24", lambda: torch.multinomial(torch.ones(2**24 + 1), 1)),
    ),
    (
        PAGE,
        "sums tie in bfloat16",
        lambda: len(set((torch.tensor([5.0, 5.01, 5.015]).bfloat16()).tolist())) < 3,
    ),
)
def test_what_a_page_says_of_a_framework_is_true(holds: Callable[[], object]) -> None:
    assert holds()
