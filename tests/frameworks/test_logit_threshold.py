"""What the page about the threshold says of PyTorch, JAX, Keras and scikit-learn."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable
from typing import Any

import jax.numpy as jnp
import keras
import numpy as np
import scipy.special as sp
import torch
from sklearn.calibration import CalibratedClassifierCV
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, balanced_accuracy_score, f1_score, precision_recall_curve, roc_curve
from sklearn.model_selection import FixedThresholdClassifier, TunedThresholdClassifierCV
from sklearn.svm import SVC
from torch import nn

from tests.frameworks.claims import claims, close, raises

SMALL = np.array([[0.3], [0.4], [-2.0]], np.float32)
TRUE = np.array([[1.0], [1.0], [0.0]], np.float32)
RNG = np.random.default_rng(0)
X = RNG.normal(size=(500, 3))
Y = (RNG.random(500) < sp.expit(X @ [1, 1, -1] - 1)).astype(int)
ONE, TWO, LABELS = np.array([0.3, -1.0, 0.0]), np.array([[1.0, 1.3], [0.5, -0.5], [2.0, 2.0]]), np.array([1, 0, 0])
SEVERAL, TRUE_SEVERAL = np.array([[True, False], [True, True]]), np.array([[1, 0], [1, 0]])


def measured(metric: Any, logits: Any = SMALL) -> float:
    """Return a Keras metric's result, a number."""
    metric.update_state(TRUE, logits)
    return float(np.asarray(metric.result()).item())


def compiled(metric: Any, activation: str | None = None) -> float:
    """Return the second number of evaluate for a model whose logit is its input."""
    layer = keras.layers.Dense(1, use_bias=False, activation=activation)
    model = keras.Sequential([keras.layers.Input((1,)), layer])
    layer.set_weights([np.ones((1, 1))])
    model.compile(loss=keras.losses.BinaryCrossentropy(from_logits=activation is None), metrics=[metric])
    return float(model.evaluate(SMALL, TRUE, verbose=0)[1])


def refused(metric: Any) -> bool:
    """Return whether a Keras metric refuses a cut below 0."""
    return raises("Threshold values must be in [0, 1]. Received: [-2.2]", lambda: metric(thresholds=-2.2))


def page_model() -> list[float]:
    """Return the metrics of the page's tab for Keras."""
    metrics, losses = keras.metrics, keras.losses
    model = keras.Sequential([keras.layers.Input((1,)), keras.layers.Dense(1, use_bias=False)])
    model.layers[0].set_weights([np.ones((1, 1))])
    model.compile(
        loss=losses.BinaryCrossentropy(from_logits=True),
        metrics=[
            metrics.BinaryAccuracy(threshold=0.0),
            metrics.Recall(thresholds=0.0),
            metrics.AUC(from_logits=True),
        ],
    )
    labels = (model.predict(SMALL, verbose=0) > 0.0).astype(int)
    return [*list(model.evaluate(SMALL, TRUE, verbose=0))[1:], float((labels == TRUE).mean())]


def tuned() -> bool:
    """Return whether the classifier that is tuned for F1 has a better one than the cut at 0, on the same data."""
    model = TunedThresholdClassifierCV(LogisticRegression(), scoring="f1").fit(X, Y)
    return bool(f1_score(Y, model.predict(X)) > f1_score(Y, LogisticRegression().fit(X, Y).predict(X)))


def tuned_to_a_probability() -> bool:
    """Return whether the tuned cut is one of predict_proba where there is one, and of decision_function if told."""
    model = TunedThresholdClassifierCV(LogisticRegression(), scoring="f1").fit(X, Y)
    told = TunedThresholdClassifierCV(LogisticRegression(), scoring="f1", response_method="decision_function").fit(X, Y)
    same = model.predict(X) == (model.estimator_.predict_proba(X)[:, 1] >= model.best_threshold_)
    logits = told.predict(X) == (told.estimator_.decision_function(X) >= told.best_threshold_)
    return bool(same.all() and logits.all() and 0 < model.best_threshold_ < 1)


def tuned_by_curves() -> bool:
    """Return whether the page's cuts are the best of all that differ, each on its measure."""
    x = LogisticRegression().fit(X, Y).decision_function(X)
    precision, recall, cuts = precision_recall_curve(Y, x)
    precision, recall = precision[:-1], recall[:-1]
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
    all_f1 = [f1_score(Y, x >= cut) for cut in np.unique(x)]
    recalls = np.array([(x >= cut)[Y == 1].mean() for cut in np.unique(x)])
    precisions = np.array([Y[x >= cut].mean() for cut in np.unique(x)])
    alarms, hits, corners = roc_curve(Y, x)
    balanced = [balanced_accuracy_score(Y, x >= cut) for cut in np.unique(x)]
    return bool(
        close(f1_score(Y, x >= cuts[f1.argmax()]), max(all_f1))
        and cuts[recall >= 0.9].max() == np.unique(x)[recalls >= 0.9].max()
        and cuts[precision >= 0.8].min() == np.unique(x)[precisions >= 0.8].min()
        and close(balanced_accuracy_score(Y, x >= corners[(hits - alarms).argmax()]), max(balanced))
    )


def several_classes() -> bool:
    """Return whether the expected cost, the weights and the answer "none" are those of loops."""
    z = np.random.default_rng(0).normal(size=(300, 3))
    p, w = sp.softmax(z, axis=-1), np.array([1.0, 2.0, 5.0])
    cost = np.array([[0, 1, 2], [3, 0, 1], [9, 4, 0.0]])
    cheapest = [min(range(3), key=lambda j: sum(row[i] * cost[i, j] for i in range(3))) for row in p]
    by_true = w[:, None] * (1 - np.eye(3))
    none = np.where(p.max(-1) >= 0.6, p.argmax(-1), -1)
    return bool(
        ((p @ cost).argmin(-1) == cheapest).all()
        and ((z + np.log(w)).argmax(-1) == (p * w).argmax(-1)).all()
        and ((p @ by_true).argmin(-1) == (z + np.log(w)).argmax(-1)).all()
        and {-1, 0, 1, 2} == set(none.tolist())
    )


def contradictions() -> tuple[int, int]:
    """Return how often predict of an SVC and of a calibrated one contradict the probability above 0.5."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # probability is deprecated since 1.9
        models = (SVC(probability=True, random_state=0), CalibratedClassifierCV(SVC(), ensemble=False))
        found = [int(((m.fit(X, Y).predict_proba(X)[:, 1] > 0.5) != (m.predict(X) == 1)).sum()) for m in models]
    return found[0], found[1]


def cut_in_bias() -> bool:
    """Return whether a cut that is subtracted from the bias moves the cut of one output, and of two."""
    torch.manual_seed(0)
    inputs, one, two = torch.randn(50, 3), nn.Linear(3, 1), nn.Linear(3, 2)
    x, z = one(inputs), two(inputs)
    wanted, wanted_two = x > 0.7, z[:, 1] - z[:, 0] > 0.7
    with torch.no_grad():
        one.bias -= 0.7
        two.bias[1] -= 0.7
    return bool((wanted == (one(inputs) > 0)).all() and (wanted_two == (two(inputs).argmax(-1) == 1)).all())


def fixed() -> bool:
    """Return whether a fixed threshold of 0.1 cuts the log-odds at logit(0.1)."""
    model = FixedThresholdClassifier(LogisticRegression(), threshold=0.1, response_method="predict_proba").fit(X, Y)
    return bool((model.predict(X) == (model.estimator_.decision_function(X) >= sp.logit(0.1))).all())


def cuts_at_zero(model: Any) -> bool:
    fitted = model.fit(X, Y)
    return bool((fitted.predict(X) == (fitted.decision_function(X) > 0)).all())


def tie() -> int:
    """Return what LogisticRegression says of a logit of exactly 0."""
    model = LogisticRegression().fit(X, Y)
    model.coef_[:], model.intercept_[:] = 0, 0
    return int(model.predict(X[:1])[0])


def largest() -> bool:
    """Return whether predict takes the largest predict_proba where there is no decision_function."""
    forest = RandomForestClassifier(20, random_state=0).fit(X, Y)
    same = forest.predict(X) == forest.classes_[forest.predict_proba(X).argmax(1)]
    return bool(same.all()) and not hasattr(forest, "decision_function")


def same_inputs(weight: float) -> float:
    """Return PyTorch's best logit for 10 yes among 100 like inputs."""
    x, y = torch.zeros(1, dtype=torch.float64, requires_grad=True), torch.tensor([1.0] * 10 + [0.0] * 90).double()
    loss = nn.BCEWithLogitsLoss(pos_weight=torch.tensor(weight).double())
    optimiser = torch.optim.SGD([x], lr=0.2)
    for _ in range(2000):
        optimiser.zero_grad()
        loss(x.expand(100), y).backward()
        optimiser.step()
    return float(x.detach())


def class_weight() -> bool:
    """Return whether a class weight shifts the logit of like inputs as pos_weight does."""
    inputs, y = np.zeros((100, 1)), np.array([1] * 10 + [0] * 90)
    logits = [
        LogisticRegression(class_weight={0: 1, 1: w}, tol=1e-8).fit(inputs, y).decision_function(inputs)[0]
        for w in (1, 9)
    ]
    return close(logits[1] - logits[0], math.log(9), 1e-3)


@claims(
    ("logit-threshold", "the curves of scikit-learn find the best cuts", tuned_by_curves),
    ("logit-threshold", "costs, weights and none of several classes", several_classes),
    (
        "logit-threshold",
        "predict of an SVC contradicts its probabilities, of a calibrated one not",
        lambda: contradictions()[0] > 0 == contradictions()[1],
    ),
    (
        "logit-threshold",
        "several labels: whole rows as accuracy_score counts them, and a cut for each",
        lambda: (
            close((SEVERAL == TRUE_SEVERAL).all(-1).mean(), accuracy_score(TRUE_SEVERAL, SEVERAL))
            and (np.array([[0.3, -1.0], [2.0, 0.0]]) > np.array([0.5, -2.0])).tolist() == [[False, True], [True, True]]
        ),
    ),
    (
        "logit-threshold",
        "log_softmax is never above 0",
        lambda: not (torch.log_softmax(torch.tensor(TWO), -1) > 0).any(),
    ),
    ("logit-threshold", "metrics=['accuracy'] cuts logits at 0.5", lambda: close(compiled("accuracy"), 1 / 3)),
    ("logit-threshold", "the page's tab cuts at 0", lambda: page_model() == [1, 1, 1, 1]),
    ("logit-threshold", "a cut subtracted from the bias moves the cut", cut_in_bias),
    ("logit-threshold", "accuracy cuts probabilities at 0.5", lambda: compiled("accuracy", "sigmoid") == 1),
    ("logit-threshold", "Recall() is 0 here", lambda: measured(keras.metrics.Recall()) == 0),
    (
        "logit-threshold",
        "Precision takes thresholds=0.0",
        lambda: measured(keras.metrics.Precision(thresholds=0.0)) == 1,
    ),
    ("logit-threshold", "BinaryAccuracy takes a cut below 0", lambda: keras.metrics.BinaryAccuracy(threshold=-2.2)),
    (
        "logit-threshold",
        "Recall and Precision refuse it",
        lambda: refused(keras.metrics.Recall) and refused(keras.metrics.Precision),
    ),
    (
        "logit-threshold",
        "F1Score refuses 0",
        lambda: raises("It should verify 0 < threshold <= 1", lambda: keras.metrics.F1Score(threshold=0.0)),
    ),
    (
        "logit-threshold",
        "F1Score and Recall take sigmoids with a probability",
        lambda: (
            measured(keras.metrics.F1Score(threshold=0.5), sp.expit(SMALL)) == 1
            and measured(keras.metrics.Recall(thresholds=0.1), sp.expit(SMALL)) == 1
        ),
    ),
    (
        "logit-threshold",
        "torch.round gives numbers that are no labels",
        lambda: torch.round(torch.tensor([-1.2, 0.3, 0.5, 1.4, 4.0])).tolist() == [-1, 0, 0, 1, 4],
    ),
    (
        "logit-threshold",
        "torch.round of the sigmoid is the cut at 0, and rounds 0.5 to 0",
        lambda: torch.sigmoid(torch.tensor([-1.2, 0.0, 0.3, 4.0])).round().tolist() == [0, 0, 1, 1],
    ),
    (
        "logit-threshold",
        "the tab for PyTorch gives the same for one output and two",
        lambda: (
            (torch.tensor(ONE) > 0.0).tolist()
            == (torch.tensor(TWO)[:, 1] - torch.tensor(TWO)[:, 0] > 0.0).tolist()
            == torch.tensor(LABELS).bool().tolist()
        ),
    ),
    (
        "logit-threshold",
        "the tab for JAX too",
        lambda: (
            ((jnp.array(ONE) > 0.0) == jnp.array(LABELS).astype(bool)).mean() == 1
            and (jnp.array(TWO)[:, 1] - jnp.array(TWO)[:, 0] > 0.0).tolist() == [True, False, False]
        ),
    ),
    ("logit-threshold", "NaN is not above 0", lambda: not torch.tensor(math.nan) > 0 and not jnp.array(jnp.nan) > 0),
    (
        "logit-threshold",
        "scikit-learn's metrics refuse scores",
        lambda: raises(
            "can't handle a mix of binary and continuous targets", lambda: accuracy_score([1, 1, 0], SMALL[:, 0])
        ),
    ),
    ("logit-threshold", "LogisticRegression cuts at 0", lambda: cuts_at_zero(LogisticRegression())),
    ("logit-threshold", "predict of a forest takes the largest predict_proba", largest),
    (
        "logit-threshold",
        "precision_recall_curve lists cuts as logits",
        lambda: precision_recall_curve([0, 1, 1], [-2.0, 0.3, 4.0])[2].tolist() == [-2, 0.3, 4],
    ),
    (
        "logit-threshold",
        "roc_curve too",
        lambda: {-2, 4} <= set(roc_curve([0, 1, 0], [-2.0, 4.0, 0.3])[2].tolist()),
    ),
    (
        "logit-threshold",
        "their cuts count what equals them as yes",
        lambda: (
            roc_curve([0, 1], [0.3, 4.0])[1].tolist() == [0, 1, 1]
            and precision_recall_curve([0, 1], [0.3, 4.0])[1].tolist() == [1, 1, 0]
        ),
    ),
    ("logit-threshold", "TunedThresholdClassifierCV aims at F1 if told", tuned),
    ("logit-threshold", "and chooses a probability", tuned_to_a_probability),
    (
        "logit-threshold",
        "accuracy of several labels counts each, accuracy_score whole rows",
        lambda: (
            close((torch.tensor(SEVERAL) == torch.tensor(TRUE_SEVERAL).bool()).float().mean(), 3 / 4)
            and accuracy_score(TRUE_SEVERAL, SEVERAL) == 1 / 2
        ),
    ),
    (
        "logit-threshold",
        "predict_proba above 0.1 is decision_function above logit(0.1)",
        lambda: (
            lambda model: ((model.predict_proba(X)[:, 1] > 0.1) == (model.decision_function(X) > sp.logit(0.1))).all()
        )(LogisticRegression().fit(X, Y)),
    ),
    (
        "logit-threshold",
        "a saturated cut loses what the logit keeps",
        lambda: bool(np.float32(25) > 20) and not sp.expit(np.float32(25)) > sp.expit(np.float32(20)),
    ),
    ("logit-threshold", "a tie is no", lambda: tie() == 0),
    ("logit-threshold", "FixedThresholdClassifier takes the cut as a probability", fixed),
    (
        "logit-threshold",
        "TunedThresholdClassifierCV aims at balanced accuracy by default",
        lambda: (
            TunedThresholdClassifierCV(LogisticRegression()).scoring == "balanced_accuracy"
            and balanced_accuracy_score(Y, TunedThresholdClassifierCV(LogisticRegression()).fit(X, Y).predict(X))
            > balanced_accuracy_score(Y, LogisticRegression().fit(X, Y).predict(X))
        ),
    ),
    ("logit-threshold", "pos_weight 9 adds log 9", lambda: close(same_inputs(9) - same_inputs(1), math.log(9), 1e-4)),
    ("logit-threshold", "class_weight does too", class_weight),
)
def test_what_a_page_says_of_a_framework_is_true(holds: Callable[[], object]) -> None:
    assert holds()
