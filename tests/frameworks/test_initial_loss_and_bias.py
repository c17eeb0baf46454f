"""What the page about the loss before training says of PyTorch, JAX, Keras, Optax and scikit-learn."""

from __future__ import annotations

import math
from collections.abc import Callable

import jax
import jax.numpy as jnp
import keras
import numpy as np
import optax
import torch
from sklearn.ensemble import GradientBoostingClassifier
from torch import nn
from torch.nn import functional

from tests.frameworks.claims import claims, close

PAGE = "initial-loss-and-bias"
INF = float("inf")
EQUAL = torch.full((5, 10), 3.7)
Y = torch.tensor([0, 0, 0, 1, 9])
SHARES = np.array([0.9, 0.09, 0.01])
SPARSE = keras.losses.SparseCategoricalCrossentropy


def seeded(shape: tuple[int, ...]) -> torch.Tensor:
    torch.manual_seed(0)
    return torch.randn(shape)


def number(value: object) -> float:
    return float(keras.ops.convert_to_numpy(value))


def linear() -> float:
    """Return the mean first loss of one layer of PyTorch on ten classes."""
    h, y = seeded((5000, 64)), torch.randint(10, (5000,))
    return float(np.mean([functional.cross_entropy(nn.Linear(64, 10)(h), y).item() for _ in range(20)]))


def dense() -> float:
    """Return the mean first loss of one layer of Keras on ten classes."""
    rng = np.random.default_rng(0)
    keras.utils.set_random_seed(0)
    h, y = rng.normal(size=(5000, 64)).astype("f"), rng.integers(0, 10, 5000)
    return float(np.mean([number(SPARSE(from_logits=True)(y, keras.layers.Dense(10)(h))) for _ in range(20)]))


def pixels_after_softmax() -> float:
    """Return the first loss of a Keras network that ends in softmax, on pixels from 0 to 255."""
    rng = np.random.default_rng(0)
    keras.utils.set_random_seed(0)
    pixels, y = rng.integers(0, 256, (2000, 3072)).astype("f"), rng.integers(0, 10, 2000)
    layers = [keras.layers.Dense(128, activation="relu"), keras.layers.Dense(10, activation="softmax")]
    return number(SPARSE()(y, keras.Sequential(layers)(pixels)))


def tied(std: float | None) -> float:
    """Return the first loss of a language model whose last layer is an embedding."""
    torch.manual_seed(0)
    embedding = nn.Embedding(50257, 768)
    if std is not None:
        nn.init.normal_(embedding.weight, std=std)
    h = functional.layer_norm(torch.randn(64, 768), (768,))
    return float(functional.cross_entropy(h @ embedding.weight.T, torch.randint(50257, (64,))))


def biases(y: torch.Tensor) -> torch.Tensor:
    """Set the biases as the page does for yes-or-no labels."""
    last = nn.Linear(4, 1 if y.ndim == 1 else y.shape[1])
    share = (y.sum(0) + 1) / (len(y) + 2)
    with torch.no_grad():
        last.bias.copy_(torch.logit(share))
    return last.bias


def class_biases(y: torch.Tensor, classes: int) -> torch.Tensor:
    """Set the biases as the page does for class indices."""
    last = nn.Linear(4, classes)
    counts = torch.bincount(y, minlength=classes) + 1
    with torch.no_grad():
        last.bias.copy_(torch.log(counts / counts.sum()))
    return last.bias


def keras_bias(units: int, bias: object) -> object:
    layer = keras.layers.Dense(units, bias_initializer=keras.initializers.Constant(bias))
    layer.build((None, 4))
    return layer.get_weights()[1]


def learnt_from_zeros(activation: nn.Module) -> tuple[bool, bool]:
    """Return which parameters get a gradient where all are 0: those of the last bias, and any others."""
    net = nn.Sequential(nn.Linear(4, 8), activation, nn.Linear(8, 3))
    for parameter in net.parameters():
        nn.init.zeros_(parameter)
    functional.cross_entropy(net(seeded((30, 4))), torch.arange(30) % 5 % 3).backward()
    *others, last = [bool(parameter.grad is not None and parameter.grad.any()) for parameter in net.parameters()]
    return last, any(others)


def keras_classes() -> object:
    """Set the biases of classes as the page does in Keras; the last class is missing."""
    return keras_bias(4, np.log(np.bincount(np.array([0, 0, 1, 2]), minlength=4) + 1))


def all_zero_weights(bias: float) -> bool:
    """Return whether the last weights get a gradient, if all weights are 0 and all hidden biases are this one."""
    net = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 3))
    for parameter in net.parameters():
        nn.init.zeros_(parameter)
    nn.init.constant_(net[0].bias, bias)
    functional.cross_entropy(net(seeded((30, 4))), torch.arange(30) % 5 % 3).backward()
    gradient = net[2].weight.grad
    return bool(gradient is not None and gradient.any())


def new_rows() -> bool:
    """Return whether new rows equal to the mean of the old ones add at most log(1 + k/n) to the loss of each token."""
    h, y, last = seeded((300, 64)), torch.arange(300), nn.Linear(64, 330, bias=False)
    with torch.no_grad():
        last.weight.copy_(seeded((330, 64)) / 8)
        before = functional.cross_entropy(h @ last.weight[:-30].T, y, reduction="none")
        last.weight[-30:] = last.weight[:-30].mean(0)
        rise = functional.cross_entropy(last(h), y, reduction="none") - before
    return bool((rise > 0).all() and (rise < math.log(1 + 30 / 300) + 1e-5).all())


def new_head() -> float:
    """Return the first loss of a new last layer on the features of a trained network, which end in a ReLU."""
    features = seeded((5000, 512)).relu()
    return float(functional.cross_entropy(nn.Linear(512, 10)(features), torch.arange(5000) % 10))


def boosted_start() -> float:
    y = np.repeat([1, 0], [100, 900])
    model = GradientBoostingClassifier(n_estimators=1, learning_rate=1e-9).fit(np.zeros((1000, 1)), y)
    return float(model.decision_function(np.zeros((1, 1)))[0])


def first_of_masks() -> tuple[float, float]:
    """Return the first losses of the page's lines for masks, in PyTorch and Keras, with 1 pixel in 10,000."""
    y = np.zeros((4, 1, 50, 50), "float32")
    y[0, 0, 3, 4] = 1
    share = y.mean()
    bias = np.log(share / (1 - share))
    keras.utils.set_random_seed(0)
    h = 0.1 * seeded((4, 8, 50, 50))
    last = nn.Conv2d(8, 1, 1)
    nn.init.constant_(last.bias, bias)
    loss = functional.binary_cross_entropy_with_logits(last(h), torch.tensor(y))
    start = keras.initializers.Constant(bias)
    last = keras.layers.Conv2D(1, 1, bias_initializer=start)
    z = last(h.permute(0, 2, 3, 1).numpy())
    return loss.item(), number(keras.losses.BinaryCrossentropy(from_logits=True)(y.transpose(0, 2, 3, 1), z))


def clamped_focal() -> float:
    """Return the focal loss of a positive whose probability is clamped to 1e-4, as in RetinaNet's code."""
    p = torch.sigmoid(torch.tensor(-50.0)).clamp(1e-4, 1 - 1e-4)
    return float(-0.25 * (1 - p) ** 2 * p.log())


def plateau(rate: float, size: float) -> int:
    """Return the step at which a small network whose weights were multiplied by a size leaves a loss near log 2."""
    torch.manual_seed(0)
    x = torch.randn(64, 4)
    y = ((x[:, 0] * x[:, 1]) > 0).float()
    net = nn.Sequential(nn.Linear(4, 16), nn.Tanh(), nn.Linear(16, 1))
    with torch.no_grad():
        for parameter in net.parameters():
            parameter.mul_(size)
    optimizer = torch.optim.SGD(net.parameters(), lr=rate)
    for step in range(1000):
        loss = functional.binary_cross_entropy_with_logits(net(x)[:, 0], y)
        if loss < 0.6:
            return step
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return 1000


@claims(
    (PAGE, "equal scores cost log K", lambda: close(functional.cross_entropy(EQUAL, Y), math.log(10))),
    (
        PAGE,
        "also with label_smoothing",
        lambda: close(functional.cross_entropy(EQUAL, Y, label_smoothing=0.1), math.log(10)),
    ),
    (
        PAGE,
        "also with weight for class indices",
        lambda: close(functional.cross_entropy(EQUAL, Y, weight=torch.arange(1.0, 11.0)), math.log(10)),
    ),
    (
        PAGE,
        "but not with both",
        lambda: (
            not close(
                functional.cross_entropy(EQUAL, Y, weight=torch.arange(1.0, 11.0), label_smoothing=0.1),
                math.log(10),
                1e-3,
            )
        ),
    ),
    (
        PAGE,
        "scores of 1000 cost log K as well",
        lambda: close(functional.cross_entropy(EQUAL * 0 + 1000, Y), math.log(10)),
    ),
    (
        PAGE,
        "the biases of classes in Keras, where one has no examples",
        lambda: close(keras_classes(), np.log([3, 2, 2, 1])),
    ),
    (
        PAGE,
        "zero weights learn if hidden biases are not 0",
        lambda: all_zero_weights(0.3) and not all_zero_weights(0.0),
    ),
    (
        PAGE,
        "not with weight for one-hot labels",
        lambda: functional.cross_entropy(EQUAL, functional.one_hot(Y, 10).float(), weight=torch.arange(1.0, 11.0)) > 3,
    ),
    (PAGE, "one Linear starts near 2.45", lambda: abs(linear() - 2.45) < 0.02),
    (PAGE, "one Dense starts near 3.0", lambda: abs(dense() - 3.0) < 0.1),
    (PAGE, "pixels after softmax cost about 14.5 in Keras", lambda: abs(pixels_after_softmax() - 14.5) < 0.5),
    (PAGE, "tied embeddings start above 100", lambda: tied(None) > 100),
    (PAGE, "with std=0.02 near 11.0", lambda: abs(tied(0.02) - 10.98) < 0.1),
    (
        PAGE,
        "the shares of yes-or-no labels become biases in PyTorch",
        lambda: (
            close(biases(torch.tensor([0.0, 0, 0, 1])), [math.log(2 / 4)])
            and close(biases(torch.tensor([[0], [0], [1]])), [math.log(2 / 3)])
            and close(biases(torch.tensor([[0, 1.0], [0, 0], [0, 0]])), np.log([1 / 4, 2 / 3]))
        ),
    ),
    (
        PAGE,
        "the counts of classes become biases in PyTorch",
        lambda: close(class_biases(torch.tensor([0, 0, 1]), 3), np.log([3 / 6, 2 / 6, 1 / 6])),
    ),
    (
        PAGE,
        "both in JAX",
        lambda: (
            close(jax.scipy.special.logit((jnp.array([0, 0, 1]).sum(0) + 1) / 5), math.log(2 / 3))
            and close(jnp.bincount(jnp.array([0, 0, 1]), length=3) + 1, [3, 2, 1])
        ),
    ),
    (
        PAGE,
        "Constant takes one bias, or one for each class",
        lambda: (
            close(keras_bias(1, np.log(0.1 / 0.9)), [-2.1972246])
            and close(keras_bias(3, np.log(SHARES)), np.log(SHARES))
        ),
    ),
    (PAGE, "new rows equal to the mean of the old add at most log(1 + k/n)", new_rows),
    (PAGE, "a new last layer starts near log K", lambda: 2.25 < new_head() < 2.5),
    (PAGE, "GradientBoostingClassifier starts at the log-odds", lambda: close(boosted_start(), math.log(1 / 9))),
    (
        PAGE,
        "a bias of minus infinity gives NaN",
        lambda: (
            functional.binary_cross_entropy_with_logits(torch.tensor([-INF]), torch.zeros(1)).isnan()
            and jnp.isnan(optax.sigmoid_binary_cross_entropy(jnp.array([-INF]), jnp.zeros(1))).all()
        ),
    ),
    (
        PAGE,
        "from zeros only the last biases get a gradient",
        lambda: learnt_from_zeros(nn.ReLU()) == learnt_from_zeros(nn.Tanh()) == (True, False),
    ),
    (
        PAGE,
        "softmax twice starts near log K",
        lambda: (
            abs(
                functional.cross_entropy(nn.Linear(64, 10)(seeded((5000, 64))).softmax(-1), torch.arange(5000) % 10)
                - 2.3026
            )
            < 0.01
        ),
    ),
    (PAGE, "masks start at the entropy of the share", lambda: close(first_of_masks(), [0.00102, 0.00102], 0.02)),
    (
        PAGE,
        "the biases of several labels in Keras",
        lambda: close(keras_bias(2, np.log([0.25 / 0.75, 2])), np.log([1 / 3, 2])),
    ),
    (PAGE, "focal loss at its floor is 2.302 too", lambda: close(clamped_focal(), 2.30212, 1e-5)),
    (PAGE, "the smallest float32 costs 87.3365", lambda: close(-np.log(np.finfo("float32").tiny), 87.3365)),
    (
        PAGE,
        "a plateau at log 2 ends, sooner with larger steps or weights",
        lambda: close([plateau(0.2, 0.3), plateau(0.2, 1.0), plateau(1.0, 0.3)], [560, 220, 110], 0.05),
    ),
    (
        PAGE,
        "the logarithm of 8 in 6,400 is nearly its logit",
        lambda: close(
            math.log(8 / (640 / 8) ** 2), torch.logit(torch.tensor(8 / 6400, dtype=torch.float64)).item(), 1e-3
        ),
    ),
)
def test_what_a_page_says_of_a_framework_is_true(holds: Callable[[], object]) -> None:
    assert holds()
