"""What pages say of Keras, on the backend that KERAS_BACKEND names: ./dev test --frameworks runs both."""

from __future__ import annotations

import warnings
from collections.abc import Callable

import keras
import numpy as np

from tests.frameworks.claims import claims, close

INF = float("inf")
ON_JAX = keras.backend.backend() == "jax"
SPARSE, CATEGORICAL = keras.losses.SparseCategoricalCrossentropy, keras.losses.CategoricalCrossentropy
BINARY = keras.losses.BinaryCrossentropy
NO_KEEP = np.zeros((1, 3), bool)
VALUES = np.arange(4, dtype=np.float32).reshape(1, 2, 2)


def number(value: object) -> float:
    return float(keras.ops.convert_to_numpy(value))


def losses_of(name: str) -> tuple[float, float]:
    """Return the loss of a class given positive logits, and given twice those."""
    z = np.array([[3.0, 2.0, 1.0]])
    loss = SPARSE() if name == "categorical" else BINARY()
    target = np.array([0]) if name == "categorical" else np.array([[1.0, 0, 0]])
    return number(loss(target, z / 10)), number(loss(target, z / 5))


def warnings_of(activation: str, units: int, from_logits: bool) -> list[str]:
    """Return what Keras warns of where a layer's outputs go into a loss."""
    loss = SPARSE(from_logits=from_logits)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        loss(np.array([0, 0]), keras.layers.Dense(units, activation=activation)(np.ones((2, 3), np.float32)))
    return [str(one.message) for one in caught]


def attention_of_nothing(**options: object) -> np.ndarray:
    """Attend to two places, both masked, with values and output that leave their mean as it is."""
    layer = keras.layers.MultiHeadAttention(1, 2, use_bias=False)
    layer.build((1, 2, 2), (1, 2, 2))
    layer.set_weights([np.eye(2).reshape(w.shape) for w in layer.get_weights()])
    found = layer(VALUES, VALUES, attention_mask=np.zeros((1, 2, 2), bool), **options)
    return keras.ops.convert_to_numpy(found[0] if isinstance(found, tuple) else found)  # type: ignore[no-any-return]


@claims(
    ("temperature", "softmax takes no temperature", lambda: "temperature" not in str(keras.ops.softmax.__doc__)),
    (
        "from-scores-to-probabilities",
        "softmax takes the last axis",
        lambda: close(keras.ops.convert_to_numpy(keras.ops.softmax(np.ones((2, 3)))).sum(-1), 1),
    ),
    (
        "are-logits-log-probabilities",
        "the categorical loss divides logits by their sum",
        lambda: close(number(SPARSE()(np.array([0]), np.array([[3.0, 2, 1]]))), np.log(2)),
    ),
    (
        "are-logits-log-probabilities",
        "with both signs the largest logit can get the highest loss",
        lambda: (lambda losses: losses[0] == max(losses) > 16)(
            [number(SPARSE()(np.array([y]), np.array([[2.0, -3.0, -1.0]]))) for y in range(3)]
        ),
    ),
    (
        "are-logits-log-probabilities",
        "the binary loss clips without dividing",
        lambda: close(number(BINARY()(np.array([1.0, 0]), np.array([0.3, 0.3]))), 0.7803, 1e-4),
    ),
    (
        "are-logits-log-probabilities",
        "doubling positive logits leaves the categorical loss as it is",
        lambda: np.diff(losses_of("categorical"))[0] < 1e-6 < abs(np.diff(losses_of("binary"))[0]),
    ),
    (
        "bce-or-bce-with-logits",
        "a wrong certain probability costs 15.94 for target 0",
        lambda: close(number(BINARY()(np.array([0.0]), np.array([1.0]))), 15.9424, 1e-5),
    ),
    (
        "bce-or-bce-with-logits",
        "and 16.12 for target 1",
        lambda: close(number(BINARY()(np.array([1.0]), np.array([0.0]))), 16.1181, 1e-5),
    ),
    (
        "bce-or-bce-with-logits",
        "the loss of an infinite logit is NaN, right or wrong",
        lambda: all(
            np.isnan(number(BINARY(from_logits=True)(np.array([y]), np.array([x])))) for x, y in [(INF, 1), (-INF, 0)]
        ),
    ),
    (
        "masked-softmax-nan",
        "the layer Softmax gives an empty row zeros",
        lambda: not keras.ops.convert_to_numpy(keras.layers.Softmax()(np.zeros((1, 3)), mask=NO_KEEP)).any(),
    ),
    (
        "masked-softmax-nan",
        "MultiHeadAttention averages all values for an empty row",
        lambda: close(attention_of_nothing()[0], [VALUES[0].mean(0)] * 2),
    ),
    (
        "masked-softmax-nan",
        "unless it returns scores",
        lambda: not close(attention_of_nothing(return_attention_scores=True)[0], [VALUES[0].mean(0)] * 2),
    ),
    (
        "cross-entropy-from-logits",
        "shares need not add up to 1",
        lambda: np.isfinite(
            number(CATEGORICAL(from_logits=True)(np.array([[0.7, 0.2, 0.3]]), np.array([[2.0, 1, 0.1]])))
        ),
    ),
    (
        "cross-entropy-from-logits",
        "a share of 0 and a mask of -inf give NaN",
        lambda: np.isnan(number(CATEGORICAL(from_logits=True)(np.array([[1.0, 0]]), np.array([[0.0, -INF]])))),
    ),
    (
        "cross-entropy-from-logits",
        "indices avoid that, except on JAX",
        lambda: np.isnan(number(SPARSE(from_logits=True)(np.array([0]), np.array([[0.0, -INF]])))) == ON_JAX,
    ),
    (
        "cross-entropy-from-logits",
        "on JAX a label outside the classes counts a loss of 0",
        lambda: not ON_JAX or number(SPARSE(from_logits=True)(np.array([3]), np.array([[2.0, 1, 0.1]]))) == 0,
    ),
    (
        "cross-entropy-from-logits",
        "the label -100 counts a loss of 0",
        lambda: number(SPARSE(from_logits=True)(np.array([-100]), np.array([[2.0, 1, 0.1]]))) == 0,
    ),
    (
        "one-logit-or-two",
        "softmax over one output warns",
        lambda: any("will always return the value 1" in text for text in one_output()),
    ),
    (
        "one-logit-or-two",
        "on JAX, the loss of one column is 0",
        lambda: not ON_JAX or number(SPARSE(from_logits=True)(np.array([0, 0]), np.array([[2.0], [3.0]]))) == 0,
    ),
    (
        "one-logit-or-two",
        "a column of logits is fitted to flat labels",
        lambda: close(
            number(BINARY(from_logits=True)(np.array([1.0, 0]), np.array([[2.0], [-1.0]]))),
            np.logaddexp(0, [-2, -1]).mean(),
        ),
    ),
    (
        "softmax-twice",
        "a softmax layer with from_logits goes without a word",
        lambda: warnings_of("softmax", 3, True) == [],
    ),
    (
        "nonlinearity-on-logits",
        "outputs of ReLU that are all 0 make the default loss NaN",
        lambda: np.isnan(number(SPARSE()(np.array([0]), np.zeros((1, 3))))),
    ),
    (
        "argmax-logits-vs-softmax",
        "SparseCategoricalAccuracy takes logits as they are",
        lambda: number(keras.metrics.SparseCategoricalAccuracy()(np.array([0]), np.array([[2.0, -3]]))) == 1,
    ),
)
def test_what_a_page_says_of_keras_is_true(holds: Callable[[], object]) -> None:
    assert holds()


def one_output() -> list[str]:
    """Return what Keras warns of where softmax is taken of a single output."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        keras.layers.Dense(1, activation="softmax")(np.ones((2, 3), np.float32))
        keras.layers.Softmax()(np.ones((2, 1), np.float32))
        keras.activations.softmax(keras.ops.ones((2, 1)))
    return [str(one.message) for one in caught]
