"""Trains networks on handwritten digits, with a mistake before the loss and without: `python -m benchmarks.digits`.

Ten networks each, in NumPy alone: 64 pixels, 32 hidden units with ReLU, 10 logits. They learn the even rows of
scikit-learn's digits and are tested on the odd ones. Only what stands between the logits and the loss differs.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.datasets import load_digits

from benchmarks.record import command_line, deliver
from bookbinder.render.measurement_tables import BEFORE_LOSS

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
# Returns what softmax and the loss get instead of the logits, and the function that takes a gradient back through it.
Step = Callable[[Floats], tuple[Floats, Callable[[Floats], Floats]]]

SEEDS, STEPS, HIDDEN, CLASSES = 10, 500, 32, 10
RATE, MEAN, SQUARE, TINY = 0.01, 0.9, 0.999, 1e-8  # Adam's, with the usual names: lr, beta1, beta2, epsilon


class Digits(NamedTuple):
    """Pixels from 0 to 1 and the digits shown, to train on and to test on."""

    images: Floats
    labels: Integers
    test_images: Floats
    test_labels: Integers


class Run(NamedTuple):
    """What became of one network: the share of test rows that are right, the last loss, the digits never predicted."""

    accuracy: float
    loss: float
    lost: int


def digits() -> Digits:
    """Return the even rows to train on and the odd rows to test on."""
    pixels, labels = load_digits(return_X_y=True)
    images = pixels / 16
    return Digits(images[::2], labels[::2], images[1::2], labels[1::2])


def softmax(z: Floats) -> Floats:
    """Return the probabilities of rows of logits."""
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    shares: Floats = powers / powers.sum(axis=1, keepdims=True)
    return shares


def _nothing(z: Floats) -> tuple[Floats, Callable[[Floats], Floats]]:
    return z, lambda gradient: gradient


def _softmax(z: Floats) -> tuple[Floats, Callable[[Floats], Floats]]:
    p = softmax(z)
    return p, lambda gradient: p * (gradient - (p * gradient).sum(axis=1, keepdims=True))


def _relu(z: Floats) -> tuple[Floats, Callable[[Floats], Floats]]:
    return np.maximum(z, 0), lambda gradient: gradient * (z > 0)


def _tanh(z: Floats) -> tuple[Floats, Callable[[Floats], Floats]]:
    squeezed = np.tanh(z)
    return squeezed, lambda gradient: gradient * (1 - squeezed**2)


def _cap(z: Floats) -> tuple[Floats, Callable[[Floats], Floats]]:
    squeezed, back = _tanh(z / 30)
    return 30 * squeezed, back  # the factors 30 and 1/30 cancel


BEFORE: dict[str, Step] = {"logits": _nothing, "softmax": _softmax, "relu": _relu, "tanh": _tanh, "cap": _cap}


def loss_and_gradient(z: Floats, labels: Integers, step: Step) -> tuple[float, Floats]:
    """Return the mean cross-entropy of softmax(step(z)), and its gradient with respect to the logits z."""
    rows = np.arange(len(z))
    given, back = step(z)
    q = softmax(given)
    loss = -np.log(q[rows, labels]).mean()
    q[rows, labels] -= 1
    return float(loss), back(q / len(z))


def train(data: Digits, step: Step, seed: int) -> Run:
    """Train one network with Adam on all rows at once, and test it."""
    generator = np.random.default_rng(seed)
    shapes = [(data.images.shape[1], HIDDEN), (HIDDEN,), (HIDDEN, CLASSES), (CLASSES,)]
    bounds = [data.images.shape[1] ** -0.5] * 2 + [HIDDEN**-0.5] * 2  # as PyTorch starts a linear layer
    weights = [generator.uniform(-bound, bound, shape) for bound, shape in zip(bounds, shapes, strict=True)]
    means, squares = ([np.zeros(shape) for shape in shapes] for _ in range(2))
    for count in range(1, STEPS + 1):
        hidden, z = logits(data.images, weights)
        _, gradient = loss_and_gradient(z, data.labels, step)
        inner = gradient @ weights[2].T * (hidden > 0)
        gradients = [data.images.T @ inner, inner.sum(axis=0), hidden.T @ gradient, gradient.sum(axis=0)]
        for weight, mean, square, slope in zip(weights, means, squares, gradients, strict=True):
            mean += (1 - MEAN) * (slope - mean)
            square += (1 - SQUARE) * (slope**2 - square)
            weight -= RATE * mean / (1 - MEAN**count) / (np.sqrt(square / (1 - SQUARE**count)) + TINY)
    loss, _ = loss_and_gradient(logits(data.images, weights)[1], data.labels, step)
    predicted = step(logits(data.test_images, weights)[1])[0].argmax(axis=1)
    return Run(float((predicted == data.test_labels).mean()), loss, CLASSES - len(np.unique(predicted)))


def logits(images: Floats, weights: list[Floats]) -> tuple[Floats, Floats]:
    """Return what the hidden units put out, and the logits."""
    hidden = np.maximum(images @ weights[0] + weights[1], 0)
    return hidden, hidden @ weights[2] + weights[3]


def summary(runs: list[Run]) -> dict[str, Any]:
    """Return the figures of ten networks, with the digits that other machines agree on."""
    accuracies = sorted(run.accuracy for run in runs)
    losses = {
        "loss_lost": [run.loss for run in runs if run.lost],
        "loss_kept": [run.loss for run in runs if not run.lost],
    }
    return {
        "worst": round(accuracies[0], 3),
        "median": round(float(np.median(accuracies)), 3),
        "best": round(accuracies[-1], 3),
        "lost": sum(run.lost > 0 for run in runs),
        "most_lost": max(run.lost for run in runs),
        "loss": round(float(np.mean([run.loss for run in runs])), 3),
        **{name: round(float(np.mean(some)), 3) for name, some in losses.items() if some},
    }


def measure() -> dict[str, Any]:
    """Train all networks, saying which on the way, and return the figures."""
    data = digits()
    figures: dict[str, Any] = {
        "seeds": SEEDS,
        "steps": STEPS,
        "train": len(data.labels),
        "test": len(data.test_labels),
    }
    for name, step in BEFORE.items():
        runs, start = [], time.perf_counter()
        for seed in range(SEEDS):
            print(f"\r{BEFORE_LOSS[name]}: network {seed + 1} of {SEEDS}", end="", file=sys.stderr, flush=True)
            runs.append(train(data, step, seed))
        print(f", {time.perf_counter() - start:.0f} s", file=sys.stderr)
        figures[name] = summary(runs)
    return figures


def table(figures: dict[str, Any]) -> str:
    """Return the figures as text, a line for each thing before the loss."""
    lines = [f"{figures['seeds']} networks each: accuracy worst, median, best; how many lost a digit; mean loss"]
    for name, text in BEFORE_LOSS.items():
        row = figures[name]
        shares = "".join(f"{row[key]:8.1%}" for key in ("worst", "median", "best"))
        lines.append(f"  {text:<28}{shares}{row['lost']:4d}{row['loss']:8.3f}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    arguments = command_line("digits", "Train on handwritten digits, with mistakes before the loss.").parse_args()
    figures = measure()
    deliver("digits", figures, table(figures), arguments, peers=("scikit-learn",))
