"""What the page about from_logits says of Keras, on the backend that KERAS_BACKEND names."""

from __future__ import annotations

import warnings
from collections.abc import Callable

import keras
import numpy as np

from tests.frameworks.claims import claims, close, raises

PAGE = "from-logits-flag"
SPARSE, CATEGORICAL = keras.losses.SparseCategoricalCrossentropy, keras.losses.CategoricalCrossentropy
BINARY, METRICS = keras.losses.BinaryCrossentropy, keras.metrics
APART = [5.0, 4, 2, -3], [3.0, -1, -2, -4]  # logits, two of yes, two of no
CAT = np.array([[1.0, 0.0]], np.float32)  # logits, and as a target the first class
X, Y = np.array([[2.0], [0.3], [-0.2], [-3.0]], np.float32), np.array([[1], [1], [0], [0]])


def number(value: object) -> float:
    return float(np.asarray(keras.ops.convert_to_numpy(value)))


def softmax(z: np.ndarray) -> np.ndarray:
    return np.asarray(keras.ops.convert_to_numpy(keras.ops.softmax(z, axis=-1)))


def sparse(z: object, y: int = 0, **options: bool) -> float:
    return number(SPARSE(**options)(np.array([y]), np.array(z, np.float32)))


def binary(x: float, y: float, **options: bool) -> float:
    return number(BINARY(**options)(np.array([[y]]), np.array([[x]], np.float32)))


def slope(x: float, y: float, *, activation: bool, from_logits: bool) -> float:
    """Return the derivative of the binary loss by the logit."""

    def loss(logit: object) -> object:
        output = keras.ops.sigmoid(logit) if activation else logit
        return BINARY(from_logits=from_logits)(np.array([[y]], np.float32), output)

    if keras.backend.backend() == "jax":
        import jax

        return float(jax.grad(loss)(np.array([[x]], np.float32))[0, 0])
    import torch

    logit = torch.tensor([[float(x)]], requires_grad=True)
    loss(logit).backward()  # type: ignore[attr-defined]
    assert logit.grad is not None
    return float(logit.grad[0, 0])


def warned() -> list[str]:
    """Return the warnings about logits where flag and last layer do not match, in one step of training too."""
    inputs, layers = np.ones((2, 3), np.float32), keras.layers
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        CATEGORICAL(from_logits=True)(np.eye(3)[:2], layers.Dense(3, activation="softmax")(inputs))
        SPARSE(from_logits=True)(np.zeros(2, int), layers.Softmax()(inputs))
        BINARY(from_logits=True)(np.zeros((2, 1)), layers.Dense(1, activation="sigmoid")(inputs))
        SPARSE()(np.zeros(2, int), layers.Dense(3)(inputs))
        model = keras.Sequential([keras.Input((3,)), layers.Dense(3, activation="softmax")])
        model.compile(loss=SPARSE(from_logits=True))
        model.fit(inputs, np.zeros(2, int), verbose=0)
    return [str(one.message) for one in caught if "logits" in str(one.message)]


def accuracy_of_fit() -> float:
    """Return what metrics=["accuracy"] counts for a model that returns the logits X."""
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.set_weights([np.ones((1, 1)), np.zeros(1)])
    model.compile(loss=BINARY(from_logits=True), metrics=["accuracy"])
    return float(model.evaluate(X, Y, verbose=0)[1])


def evaluated(outputs: int, loss: object, activation: str | None = None) -> float:
    """Return the loss of a new model, half of whose answers are no."""
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(outputs, activation=activation)])
    inputs, y = np.ones((2, 2)), np.array([[1.0], [0]])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model.compile(loss=loss)
        return float(model.evaluate(inputs, y, verbose=0))


def several_labels() -> str:
    """Return the metric that "accuracy" means for five labels at once."""
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(5)])
    model.compile(loss=BINARY(from_logits=True), metrics=["accuracy"])
    model.evaluate(np.ones((4, 3)), np.ones((4, 5)), verbose=0)
    return type(model.metrics[1].metrics[0]).__name__


def appended(layer: keras.layers.Layer) -> np.ndarray:
    """Return what a model of logits predicts with one more layer."""
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(2)])
    model.set_weights([np.eye(2), np.zeros(2)])
    return np.asarray(keras.Sequential([model, layer]).predict(CAT, verbose=0)[0])


def predicted() -> np.ndarray:
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(2)])
    model.set_weights([np.eye(2), np.zeros(2)])
    return softmax(model.predict(CAT, verbose=0))


@claims(
    (PAGE, "the flag is False by default", lambda: not any(one().from_logits for one in (SPARSE, CATEGORICAL, BINARY))),
    (PAGE, "True after a linear layer is right", lambda: close(sparse(CAT, from_logits=True), 0.313262, 1e-5)),
    (PAGE, "False after softmax is right", lambda: close(sparse(softmax(CAT)), 0.313262, 1e-5)),
    (
        PAGE,
        "True after softmax is softmax twice",
        lambda: close(sparse(softmax(CAT), from_logits=True), 0.488548, 1e-5),
    ),
    (
        PAGE,
        "the logarithms of probabilities are valid logits",
        lambda: (
            lambda p: (
                close(softmax(np.log(p)), p)
                and close(sparse(keras.ops.log(p), 1, from_logits=True), -np.log(0.2), 1e-5)
            )
        )(np.array([[0.7, 0.2, 0.1]], np.float32)),
    ),
    (
        PAGE,
        "and the logarithm of p / (1 - p), for yes or no",
        lambda: close(binary(number(keras.ops.log(0.8 / (1 - 0.8))), 1, from_logits=True), -np.log(0.8), 1e-5),
    ),
    (PAGE, "without softmax the loss is 0", lambda: sparse(CAT) < 1e-6),
    (PAGE, "or 16.1 for the other class", lambda: close(sparse(CAT, 1), 16.118095, 1e-5)),
    (
        PAGE,
        "one-hot labels give the same four",
        lambda: close(
            [
                number(CATEGORICAL(from_logits=flag)(CAT, z))
                for flag, z in [(True, CAT), (False, softmax(CAT)), (True, softmax(CAT)), (False, CAT)]
            ],
            [0.313262, 0.313262, 0.488548, 1.1920929e-07],
            1e-5,
        ),
    ),
    (
        PAGE,
        "three classes: .4644 twice, .8267, .5596",
        lambda: (
            lambda z: close(
                [sparse(z, from_logits=True), sparse(softmax(z)), sparse(softmax(z), from_logits=True), sparse(z)],
                [0.4644, 0.4644, 0.8267, 0.5596],
                2e-4,
            )
        )(np.array([[2.0, 1.0, 0.5]], np.float32)),
    ),
    (
        PAGE,
        "one output: .4741 twice, .4296, .6931",
        lambda: close(
            [
                binary(0.5, 1, from_logits=True),
                binary(0.62246, 1),
                binary(0.62246, 1, from_logits=True),
                binary(0.5, 1),
            ],
            [0.4741, 0.4741, 0.4296, 0.6931],
            2e-4,
        ),
    ),
    (
        PAGE,
        "logits of 0 or less and 1 or more are flat without the flag",
        lambda: not any(slope(x, y, activation=False, from_logits=False) for x in (-2.0, -0.5, 2.0) for y in (0, 1)),
    ),
    (PAGE, "from p, a lead of 17 has no gradient", lambda: slope(17, 0, activation=True, from_logits=False) == 0),
    (PAGE, "nor on the other side", lambda: slope(-17, 1, activation=True, from_logits=False) == 0),
    (PAGE, "from the logit it has", lambda: close(slope(17, 0, activation=False, from_logits=True), 1)),
    (PAGE, "and the loss is 17", lambda: close(binary(17, 0, from_logits=True), 17)),
    (PAGE, "from p the loss stops at 16.1", lambda: close(sparse(softmax(np.array([[0.0, 30]])), 0), 16.118095, 1e-5)),
    (
        PAGE,
        "half of a batch gives 7.9712 or 8.0590",
        lambda: close(
            [number(BINARY()(np.array([[0.0], [1]]), np.full((2, 1), x, np.float32))) for x in (5, -5)],
            [7.9712, 8.0590],
            1e-5,
        ),
    ),
    (
        PAGE,
        "a perfect softmax or sigmoid costs 1.4612, .3133 and .6931 with the flag",
        lambda: close(
            [
                sparse(np.eye(10)[:1], from_logits=True),
                sparse(np.eye(2)[:1], from_logits=True),
                binary(1, 1, from_logits=True),
                binary(0, 0, from_logits=True),
            ],
            [1.4612, 0.3133, 0.3133, 0.6931],
            3e-4,
        ),
    ),
    (
        PAGE,
        "logits 3, 1 and 6, 2 cost .29 without the flag",
        lambda: close([sparse([[3, 1]]), sparse([[6, 2]])], [0.2877] * 2, 1e-3),
    ),
    (
        PAGE,
        "a softmax over one output sticks at 7.9712",
        lambda: close(evaluated(1, BINARY(), "softmax"), 7.9712, 1e-4),
    ),
    (
        PAGE,
        "a categorical loss on one output is 0 with the flag and without",
        lambda: all(evaluated(1, CATEGORICAL(from_logits=flag)) < 1e-6 for flag in (True, False)),
    ),
    (
        PAGE,
        "the categorical losses take the softmax of each pixel's channels, the binary one a sigmoid each",
        lambda: (
            lambda z, y: (
                close(
                    number(SPARSE(from_logits=True)(y, z)),
                    -np.log(softmax(z)[0, [0, 0, 1, 1], [0, 1] * 2, y.ravel()]).mean(),
                )
                and close(number(BINARY(from_logits=True)(np.ones_like(z), z)), np.logaddexp(0, -z).mean())
            )
        )(np.random.default_rng(0).normal(size=(1, 2, 2, 3)).astype(np.float32), np.array([[[0, 1], [2, 1]]])),
    ),
    (PAGE, "accuracy of several labels takes the largest", lambda: several_labels() == "CategoricalAccuracy"),
    (PAGE, "logits that sum to 0 can give NaN", lambda: np.isnan(sparse(np.zeros((1, 3))))),
    (PAGE, "neither backend warns", lambda: warned() == []),
    (PAGE, "accuracy cuts a single logit at 0.5", lambda: accuracy_of_fit() == 0.75),
    (PAGE, "BinaryAccuracy takes threshold=0.0", lambda: number(METRICS.BinaryAccuracy(threshold=0.0)(Y, X)) == 1),
    (
        PAGE,
        "Precision and Recall take thresholds=0",
        lambda: number(METRICS.Recall(thresholds=0)(Y, X)) == number(METRICS.Precision(thresholds=0)(Y, X)) == 1,
    ),
    (PAGE, "Recall finds half by default", lambda: number(METRICS.Recall()(Y, X)) == 0.5),
    (PAGE, "AUC takes from_logits", lambda: number(METRICS.AUC(from_logits=True)(Y, X)) == 1),
    (
        PAGE,
        "without it, logits above 1 tie, and those below 0",
        lambda: (
            [number(METRICS.AUC(from_logits=flag)(Y, np.array(x)[:, None])) for flag in (True, False) for x in APART]
            == [1, 1, 0.75, 0.75]
        ),
    ),
    (
        PAGE,
        "F1Score refuses a threshold of 0",
        lambda: raises("It should verify 0 < threshold <= 1.", lambda: METRICS.F1Score(threshold=0.0)),
    ),
    (
        PAGE,
        "CategoricalAccuracy takes logits",
        lambda: number(METRICS.CategoricalAccuracy()(CAT, np.array([[-1.0, -2]]))) == 1,
    ),
    (
        PAGE,
        "a loss given by name expects probabilities",
        lambda: number(keras.losses.get("binary_crossentropy")(Y, X)[0]) < 1e-6,
    ),
    (
        PAGE,
        "a layer appended gives them too",
        lambda: (
            close(appended(keras.layers.Softmax()), [0.731059, 0.268941], 1e-5)
            and close(appended(keras.layers.Activation("sigmoid")), [0.731059, 0.5], 1e-5)
        ),
    ),
    (
        PAGE,
        "an undecided discriminator, Dense(1) without activation, costs log 2",
        lambda: close(binary(0, 1, from_logits=True), np.log(2)) and close(binary(0, 0, from_logits=True), np.log(2)),
    ),
    (PAGE, "Dense applies no activation by default", lambda: keras.layers.Dense(1).activation.__name__ == "linear"),
    (PAGE, "softmax of predict gives probabilities", lambda: close(predicted()[0], [0.731059, 0.268941], 1e-5)),
)
def test_what_the_page_says_of_keras_is_true(holds: Callable[[], object]) -> None:
    assert holds()
