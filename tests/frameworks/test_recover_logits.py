"""What the page about recovering logits says of PyTorch, JAX, Keras, scikit-learn, XGBoost, LightGBM, transformers."""

from __future__ import annotations

import inspect
from collections.abc import Callable

import jax
import jax.numpy as jnp
import keras
import lightgbm
import numpy as np
import scipy.special
import torch
import xgboost
from sklearn.datasets import load_iris
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from transformers.pipelines.text_classification import TextClassificationPipeline

from logitbook import softmax
from tests.frameworks.claims import claims, close

PAGE = "recover-logits"
X, Y = load_iris(return_X_y=True)
Z = np.array([[5.0, 3.75, 3.05], [-2.0, 0.0, -1.0]])
P = softmax(Z)


def one_number(z: np.ndarray, p: np.ndarray) -> bool:
    """Return whether logits differ from log p by one number per row."""
    return bool(np.ptp(np.asarray(z) - np.log(np.asarray(p)), axis=1).max() < 1e-5)


def centred() -> bool:
    model = LogisticRegression(max_iter=1000).fit(X, Y)
    log_p = np.log(model.predict_proba(X))
    return bool(np.abs(model.decision_function(X) - log_p + log_p.mean(1, keepdims=True)).max() < 1e-8)


def two_classes() -> bool:
    model = LogisticRegression().fit(X[:100], Y[:100])
    return close(model.decision_function(X[:100]), scipy.special.logit(model.predict_proba(X[:100])[:, 1]), 1e-8)


def keras_way() -> bool:
    """Return whether a linear activation takes effect only after compile, and then gives logits."""
    layers = [keras.layers.Input((4,)), keras.layers.Dense(3, activation="softmax")]
    model = keras.Sequential(layers)
    p = model.predict(X, verbose=0)
    model.layers[-1].activation = keras.activations.linear
    stale = model.predict(X, verbose=0)
    model.compile()
    return close(stale, p) and one_number(model.predict(X, verbose=0), p)


def before_the_softmax() -> bool:
    model = keras.Sequential([keras.layers.Input((4,)), keras.layers.Dense(3), keras.layers.Softmax()])
    shorter = keras.Model(model.inputs, model.layers[-1].input)
    return one_number(shorter.predict(X, verbose=0), model.predict(X, verbose=0))


def xgboost_way() -> bool:
    model = xgboost.XGBClassifier(n_estimators=5).fit(X, Y)
    return one_number(model.predict(X, output_margin=True), model.predict_proba(X))


def lightgbm_way() -> bool:
    model = lightgbm.LGBMClassifier(n_estimators=5, verbose=-1).fit(X, Y)
    return one_number(model.predict(X, raw_score=True), model.predict_proba(X))


def torch_way() -> bool:
    z = torch.tensor(P).log()
    middle = z - z.mean(dim=-1, keepdim=True)
    return one_number(z.numpy(), P) and close(middle, Z - Z.mean(1, keepdims=True))


@claims(
    (PAGE, "the PyTorch tab recovers logits", torch_way),
    (PAGE, "torch.logit undoes a sigmoid", lambda: close(torch.logit(torch.sigmoid(torch.tensor(Z))), Z)),
    (PAGE, "the JAX tab recovers logits", lambda: one_number(jnp.log(jnp.array(P)), P)),
    (
        PAGE,
        "jax.scipy.special.logit undoes a sigmoid",
        lambda: close(jax.scipy.special.logit(jax.nn.sigmoid(jnp.array(Z))), Z),
    ),
    (PAGE, "in Keras, a linear activation takes effect after compile", keras_way),
    (PAGE, "in Keras, a model can end before its softmax layer", before_the_softmax),
    (PAGE, "scikit-learn's decision_function is the centred log p", centred),
    (PAGE, "with two classes it is the logit of yes", two_classes),
    (PAGE, "XGBoost's margin is log p up to a number", xgboost_way),
    (PAGE, "LightGBM's raw score is log p up to a number", lightgbm_way),
    (
        PAGE,
        "a random forest's votes are often 0",
        lambda: (RandomForestClassifier(random_state=0).fit(X, Y).predict_proba(X) == 0).mean() > 0.2,
    ),
    (
        PAGE,
        "the pipeline returns logits with function_to_apply='none'",
        lambda: (
            "function_to_apply == ClassificationFunction.NONE:\n            scores = outputs"
            in inspect.getsource(TextClassificationPipeline.postprocess)
        ),
    ),
    (
        PAGE,
        "CrossEntropyLoss takes log p",
        lambda: close(
            torch.nn.functional.cross_entropy(torch.tensor(P).log(), torch.tensor([1, 0])),
            torch.nn.functional.cross_entropy(torch.tensor(Z), torch.tensor([1, 0])).item(),
        ),
    ),
    (
        PAGE,
        "a p that float32 rounds to 1 has an infinite logit, the row does not",
        lambda: (
            torch.logit(torch.softmax(torch.tensor([20.0, 0.0]), -1))[0].isinf()
            and close(torch.softmax(torch.tensor([20.0, 0.0]), -1).log().diff(), [-20.0], 1e-6)
        ),
    ),
)
def test_what_a_page_says_of_a_framework_is_true(holds: Callable[[], object]) -> None:
    assert holds()
