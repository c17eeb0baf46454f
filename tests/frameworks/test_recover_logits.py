"""What the page about recovering logits says of PyTorch, JAX, Keras, scikit-learn, XGBoost, LightGBM, transformers."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import keras
import lightgbm
import numpy as np
import scipy.special
import torch
import xgboost
from sklearn.calibration import CalibratedClassifierCV
from sklearn.datasets import load_iris, make_classification
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis, QuadraticDiscriminantAnalysis
from sklearn.ensemble import (
    AdaBoostClassifier,
    GradientBoostingClassifier,
    HistGradientBoostingClassifier,
    RandomForestClassifier,
)
from sklearn.frozen import FrozenEstimator
from sklearn.linear_model import LogisticRegression, RidgeClassifier, SGDClassifier
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC, LinearSVC
from sklearn.tree import DecisionTreeClassifier
from torch.distributions.utils import probs_to_logits
from transformers import (
    BertConfig,
    BertForSequenceClassification,
    BertModel,
    RepetitionPenaltyLogitsProcessor,
    Trainer,
)
from transformers.generation.utils import GenerationMixin
from transformers.pipelines.text_classification import TextClassificationPipeline

from logitbook import softmax
from tests.frameworks.claims import claims, close, raises

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
    """Return whether a copy with a linear activation gives logits, and leaves the model as it was."""
    model = softmax_model()
    p, loss = model.predict(X, verbose=0), model.evaluate(X, Y, verbose=0)
    c = keras.models.clone_model(model)
    c.set_weights(model.get_weights())
    c.layers[-1].activation = keras.activations.linear
    z = c.predict(X, verbose=0)
    kept = close(model.predict(X, verbose=0), p) and close(model.evaluate(X, Y, verbose=0), loss)
    return one_number(z, p) and kept


def softmax_model() -> Any:
    keras.utils.set_random_seed(0)
    model = keras.Sequential([keras.layers.Input((4,)), keras.layers.Dense(3, activation="softmax")])
    model.compile("sgd", "sparse_categorical_crossentropy")
    return model


def in_place() -> bool:
    """Return whether a change of the model itself may wait for compile, which keeps the loss for probabilities."""
    model = softmax_model()
    p, loss = model.predict(X, verbose=0), model.evaluate(X, Y, verbose=0)
    model.layers[-1].activation = keras.activations.linear
    stale = close(model.predict(X, verbose=0), p) == (keras.backend.backend() == "jax")
    model.compile()
    changed = one_number(model.predict(X, verbose=0), p) and abs(model.evaluate(X, Y, verbose=0) - loss) > 0.1
    model.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    return stale and changed and close(model.evaluate(X, Y, verbose=0), loss, 1e-4)


def float32_gap(gap: float) -> list[float]:
    """Return the gap of two logits that float32 probabilities give back: of PyTorch, NumPy and JAX."""
    z = np.array([gap, 0.0], np.float32)
    with np.errstate(divide="ignore"):
        logs = [torch.softmax(torch.tensor(z), -1).log(), np.log(softmax(z)), jnp.log(jax.nn.softmax(jnp.array(z)))]
    return [float(log[0] - log[1]) for log in logs]


def float32_ends() -> bool:
    lost = [abs(gap - 100) > 0.01 for gap in float32_gap(100.0)[:2]]
    fine = all(close(found, 87.0) for found in float32_gap(87.0))
    return fine and all(lost) and float32_gap(88.0)[2] == np.inf and float32_gap(104.0) == [np.inf] * 3


def small_number() -> bool:
    """Return whether log(p + 1e-8) bends gaps from about 15 on, and ends at 18.4."""

    def found(gap: float) -> float:
        p = softmax(np.array([gap, 0.0]))
        return float(np.diff(-np.log(p + 1e-8))[0])

    return abs(found(13) - 13) < 0.01 and 0.02 < 15 - found(15) < 0.05 and 18.40 < found(60) < 18.43


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


def boosted_two() -> bool:
    xgb = xgboost.XGBClassifier(n_estimators=5).fit(X[:100], Y[:100])
    lgbm = lightgbm.LGBMClassifier(n_estimators=5, verbose=-1).fit(X[:100], Y[:100])
    found = [
        (xgb.predict(X[:100], output_margin=True), xgb.predict_proba(X[:100])),
        (lgbm.predict(X[:100], raw_score=True), lgbm.predict_proba(X[:100])),
    ]
    return all(close(z, scipy.special.logit(p[:, 1].astype(float)), 1e-4) for z, p in found)


def torch_way() -> bool:
    z = torch.tensor(P).log()
    middle = z - z.mean(dim=-1, keepdim=True)
    return one_number(z.numpy(), P) and close(middle, Z - Z.mean(1, keepdims=True))


def torch_model() -> bool:
    """Return whether a PyTorch model gives logits without its softmax, cut off or replaced."""
    x = torch.tensor(X, dtype=torch.float32)
    model = torch.nn.Sequential(torch.nn.Linear(4, 3), torch.nn.Softmax(dim=-1))
    p = model(x).detach().numpy()
    cut = model[:-1](x).detach().numpy()
    named: Any = torch.nn.Sequential()
    named.add_module("fc", model[0])
    named.add_module("softmax", model[1])
    named.softmax = torch.nn.Identity()
    return one_number(cut, p) and close(named(x).detach(), cut)


class SoftmaxInside(torch.nn.Module):
    """A model that types its softmax in forward."""

    def __init__(self) -> None:
        super().__init__()
        self.hidden = torch.nn.Linear(4, 8)
        self.fc = torch.nn.Linear(8, 3)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.softmax(self.fc(torch.relu(self.hidden(x))), dim=-1)


def hooked() -> bool:
    """Return whether the hook of the PyTorch tab catches the logits, and leaves the model as it was."""
    x = torch.tensor(X, dtype=torch.float32)
    model = SoftmaxInside()
    p = model(x)
    kept: list[torch.Tensor] = []
    hook = model.fc.register_forward_hook(lambda fc, x, z: kept.append(z))
    caught = model(x)
    hook.remove()
    after = model(x)
    same = torch.equal(caught, p) and torch.equal(after, p) and len(kept) == 1
    return same and close(torch.softmax(kept[0], -1).detach(), p.detach())


def hidden_features() -> bool:
    """Return whether an identity in place of the last linear layer leaves the hidden layer."""
    model: Any = SoftmaxInside()
    model.fc = torch.nn.Identity()
    return bool(model(torch.zeros(2, 4)).shape == (2, 8))


def keras_hidden() -> bool:
    """Return whether layers[-2] is a hidden layer, if the last Dense has the softmax."""
    model = keras.Sequential(
        [keras.layers.Input((4,)), keras.layers.Dense(8), keras.layers.Dense(3, activation="softmax")]
    )
    return bool(keras.Model(model.inputs, model.layers[-2].output).output.shape == (None, 8))


def keras_pretrained() -> bool:
    model = keras.applications.MobileNet(weights=None, classes=10, classifier_activation=None)
    default = keras.applications.MobileNet(weights=None, classes=10)
    last, usual = model.layers[-1].activation, default.layers[-1].activation
    return last is keras.activations.linear and usual is keras.activations.softmax


def heads() -> bool:
    """Return whether BertModel has no logits and a classifier has, one a label."""
    config = BertConfig(
        vocab_size=50, hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16, num_labels=3
    )
    ids = torch.tensor([[1, 2], [3, 4]])
    out = BertForSequenceClassification(config)(input_ids=ids, output_hidden_states=True)
    return (
        out.logits.shape == (2, 3)
        and out.hidden_states[-1].shape == (2, 2, 16)
        and raises("object has no attribute 'logits'", lambda: BertModel(config)(input_ids=ids).logits)
    )


def others() -> bool:
    """Return whether an MLPClassifier has log p, and no decision_function."""
    model = MLPClassifier(max_iter=2000, random_state=0).fit(X, Y)
    found = np.exp(model.predict_log_proba(X))
    return not hasattr(model, "decision_function") and close(found, model.predict_proba(X), 1e-6)


def raw_tokens() -> bool:
    """Return whether generate keeps the logits before it processes them."""
    source = inspect.getsource(GenerationMixin._sample)
    kept, processed = "raw_logits += (next_token_logits,)", "logits_processor(input_ids, next_token_logits)"
    return kept in source and processed in source


def which_models() -> bool:
    """Return whether softmax or sigmoid of decision_function is predict_proba for the models that the page names."""

    def agrees(model: Any, x: np.ndarray, y: np.ndarray) -> bool:
        z, p = model.fit(x, y).decision_function(x), model.predict_proba(x)
        found = softmax(z) if z.ndim == 2 else scipy.special.expit(z)
        return bool(np.allclose(found, p if z.ndim == 2 else p[:, 1], atol=1e-9))

    several: list[Any] = [
        LogisticRegression(max_iter=2000),
        LinearDiscriminantAnalysis(),
        QuadraticDiscriminantAnalysis(),
        HistGradientBoostingClassifier(max_iter=10),
        GradientBoostingClassifier(n_estimators=5),
    ]
    two: list[Any] = [AdaBoostClassifier(n_estimators=5), SGDClassifier(loss="log_loss", random_state=0)]
    halves = X[50:], Y[50:]
    twice = GradientBoostingClassifier(loss="exponential", n_estimators=5).fit(*halves)
    pipe = make_pipeline(StandardScaler(), LogisticRegression())
    return (
        all(agrees(model, X, Y) and agrees(model, *halves) for model in several)
        and all(agrees(model, *halves) and not agrees(model, X, Y) for model in two)
        and agrees(pipe, X, Y)
        and close(scipy.special.expit(2 * twice.decision_function(X[50:])), twice.predict_proba(X[50:])[:, 1], 1e-9)
        and not any(hasattr(model(), "predict_proba") for model in (SVC, LinearSVC, RidgeClassifier))
    )


def other_models() -> bool:
    """Return whether GaussianNB knows the level, an MLPClassifier of labels has sigmoids, and others shares."""
    bayes = GaussianNB().fit(X, Y)
    joint = bayes.predict_joint_log_proba(X)
    labels = np.stack([Y == 0, Y > 0, X[:, 0] > 6], axis=1).astype(int)
    several = MLPClassifier(max_iter=50, random_state=0).fit(X, labels)
    shares = [RandomForestClassifier(), DecisionTreeClassifier(), KNeighborsClassifier()]
    return bool(
        close(softmax(joint), bayes.predict_proba(X), 1e-9)
        and np.ptp(np.log(np.exp(joint).sum(1))) > 1
        and several.out_activation_ == "logistic"
        and not any(hasattr(model, "decision_function") for model in shares)
        and all((model.fit(X, Y).predict_proba(X) == 0).any() for model in shares)
    )


def temperature_of_p() -> bool:
    """Return whether scikit-learn's temperature scaling of a forest is a power of p, rescaled."""
    x, y = make_classification(900, 8, n_informative=5, n_classes=3, random_state=0)
    model = RandomForestClassifier(random_state=0, max_depth=5).fit(x[:300], y[:300])
    c = CalibratedClassifierCV(FrozenEstimator(model), method="temperature")
    found = c.fit(x[300:600], y[300:600]).predict_proba(x[600:])
    beta = c.calibrated_classifiers_[0].calibrators[0].beta_
    teacher = torch.tensor(P)
    soft = torch.softmax(teacher.log() / 2, dim=-1)
    return (
        beta > 1.2
        and bool(np.allclose(softmax(beta * np.log(model.predict_proba(x[600:]) + 1e-12)), found, atol=1e-9))
        and close(soft, softmax(Z / 2))
    )


def bent_by_eps() -> bool:
    """Return whether log(p + 1e-12) bends a gap of 25 by 0.07, and one of 23 by less than 0.02."""

    def bend(gap: float) -> float:
        p = softmax(np.array([gap, 0.0]))
        return float(gap + np.diff(np.log(p + 1e-12))[0])

    return 0.05 < bend(25) < 0.1 and bend(23) < 0.02


def gradients() -> bool:
    """Return whether a gap of log p has the gradient of the logits, one log p has not, and a sure model has none."""
    torch.manual_seed(0)
    cut = torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.Tanh(), torch.nn.Linear(8, 3))
    model = torch.nn.Sequential(cut, torch.nn.Softmax(dim=-1))
    x = torch.randn(1, 4, requires_grad=True)

    def slope(out: torch.Tensor) -> Any:
        return torch.autograd.grad(out, x)[0]

    gap = slope(model(x).log()[0, 0] - model(x).log()[0, 1])
    alone, mean = slope(model(x).log()[0, 0]), slope((model(x).detach() * cut(x)).sum())
    same = close(gap, slope(cut(x)[0, 0] - cut(x)[0, 1]), 1e-4)
    shifted = close(alone, (slope(cut(x)[0, 0]) - mean).detach(), 1e-4) and not close(alone, slope(cut(x)[0, 0]), 0.05)
    cut[2].bias.data = torch.tensor([300.0, 0.0, -300.0])
    lost = torch.isnan(slope(model(x).log()[0, 1])).all() and (slope(model(x).max()) == 0).all()
    return bool(same and shifted and lost)


class Nested(torch.nn.Module):
    """A model with its softmax inside a part, which returns a dictionary."""

    def __init__(self) -> None:
        super().__init__()
        self.body = torch.nn.Linear(4, 8)
        self.head = torch.nn.Sequential(torch.nn.Linear(8, 3), torch.nn.Softmax(dim=-1))

    def forward(self, x: torch.Tensor) -> dict[str, torch.Tensor]:
        return {"p": self.head(self.body(x))}


def entering() -> bool:
    """Return whether the page's hook catches what enters a nested softmax."""
    model, x = Nested(), torch.randn(5, 4)
    kinds = (torch.nn.Softmax, torch.nn.LogSoftmax, torch.nn.Sigmoid)
    last = [m for m in model.modules() if isinstance(m, kinds)][-1]
    kept: list[torch.Tensor] = []
    hook = last.register_forward_pre_hook(lambda m, args: kept.append(args[0].detach()))
    p = model(x)["p"]
    hook.remove()
    return len(kept) == 1 and kept[0].shape == (5, 3) and close(kept[0].softmax(-1), p.detach())


class Silent(torch.nn.Module):
    """Calls its layers in ways that no hook sees."""

    def __init__(self) -> None:
        super().__init__()
        self.fc = torch.nn.Linear(4, 3)
        self.last = torch.nn.Softmax(dim=-1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.last.forward(torch.nn.functional.linear(x, self.fc.weight, self.fc.bias))


def never_fires() -> bool:
    model = Silent()
    calls: list[int] = []
    model.fc.register_forward_hook(lambda *_: calls.append(1))
    model.last.register_forward_pre_hook(lambda *_: calls.append(2))
    model(torch.ones(1, 4))
    return not calls


def keras_by_hand() -> bool:
    """Return whether the last layer by hand gives logits, and a nested model's clone can be changed."""
    model = keras.Sequential(
        [keras.layers.Input((4,)), keras.layers.Dense(8), keras.layers.Dense(3, activation="softmax")]
    )
    last = model.layers[-1]
    hidden = keras.Model(model.inputs, last.input)
    w, b = last.get_weights()
    by_hand = one_number(hidden.predict(X, verbose=0) @ w + b, model.predict(X, verbose=0))
    inputs = keras.Input((4,))
    outer = keras.Model(inputs, model(inputs))
    c = keras.models.clone_model(outer)
    c.set_weights(outer.get_weights())
    c.layers[-1].layers[-1].activation = keras.activations.linear
    return by_hand and one_number(c.predict(X, verbose=0), outer.predict(X, verbose=0))


def keras_hidden_by_hand() -> bool:
    """Return whether a hidden layer by hand is the value before its activation."""
    inner = keras.layers.Dense(8, activation="sigmoid", name="inner")
    model = keras.Sequential([keras.layers.Input((4,)), inner, keras.layers.Dense(3, activation="softmax")])
    last = model.get_layer("inner")
    w, b = last.get_weights()
    z = keras.Model(model.inputs, last.input).predict(X, verbose=0) @ w + b
    after = keras.Model(model.inputs, last.output).predict(X, verbose=0)
    return close(scipy.special.expit(z), after, 1e-4)


class Subclassed(keras.Model):
    """A model without symbolic inputs."""

    def __init__(self) -> None:
        super().__init__()
        self.out = keras.layers.Dense(3, activation="softmax")

    def call(self, x: Any) -> Any:
        return self.out(x)


def keras_switched() -> bool:
    """Return whether clone_model fails for a subclassed model, and a direct call with the activation switched works."""
    model = Subclassed()
    p = np.asarray(model(X))
    old = model.out.activation
    model.out.activation = keras.activations.linear
    z = np.asarray(model(X))
    model.out.activation = old
    try:
        keras.models.clone_model(model)
    except Exception:  # TypeError in 3.15
        return one_number(z, p) and close(np.asarray(model(X)), p)
    return False


def clamped() -> bool:
    """Return whether probs_to_logits is log or logit of clamped p, and raw scores lose their order and gradient."""
    p = torch.tensor([0.0, 0.2, 1.0])
    several, binary = probs_to_logits(p), probs_to_logits(p, is_binary=True)
    scores = torch.tensor([-2.0, -0.5, 0.5, 3.0], requires_grad=True)
    out = probs_to_logits(scores)
    out.sum().backward()
    assert scores.grad is not None
    return bool(
        close(several, np.log([1.1920929e-07, 0.2, 1 - 1.1920929e-07]), 1e-5)
        and close(binary, [-15.9424, np.log(0.25), 15.9424], 1e-4)
        and several.min() > -16
        and out[0] == out[1] == several.min()
        and scores.grad[:2].tolist() == [0, 0]
        and close(torch.logit(p, eps=5e-5), scipy.special.logit(np.clip(p.numpy(), 5e-5, 1 - 5e-5)), 1e-3)
    )


def needs_the_level() -> bool:
    """Return whether a repetition penalty and a cap of log p give other probabilities, and added numbers the same."""
    z = torch.tensor([[5.0, 4.0]])
    log_p = z.log_softmax(-1)
    penalty = RepetitionPenaltyLogitsProcessor(penalty=1.3)
    seen = torch.tensor([[0]])
    first, second = (penalty(seen, x.clone()).softmax(-1) for x in (z, log_p))
    capped = [(3 * torch.tanh(x / 3)).softmax(-1) for x in (z, log_p)]
    bias = torch.tensor([[0.0, 0.7]])
    return bool(
        first[0, 0] < 0.5 < second[0, 0]
        and (capped[0] - capped[1]).abs().max() > 0.1
        and close((z + bias).softmax(-1), (log_p + bias).softmax(-1).numpy(), 1e-6)
    )


def keras_logit() -> bool:
    """Return whether the Keras tab undoes a sigmoid and a softmax."""
    x = np.array([-3.0, 0.5, 4.0], np.float32)
    p = keras.ops.sigmoid(x)
    return close(keras.ops.log(p) - keras.ops.log1p(-p), x, 1e-4) and one_number(
        Z, keras.ops.softmax(keras.ops.log(keras.ops.softmax(Z)))
    )


@claims(
    (PAGE, "which scikit-learn models have logits", which_models),
    (PAGE, "what the other scikit-learn models have", other_models),
    (PAGE, "temperature scaling of scikit-learn takes the logarithm of p", temperature_of_p),
    (PAGE, "log(p + 1e-12) bends gaps beyond 25", bent_by_eps),
    (PAGE, "gradients of log p", gradients),
    (PAGE, "a float32 sigmoid of 16 is below 1", lambda: torch.sigmoid(torch.tensor(16.0)) < 1),
    (PAGE, "a hook before a nested softmax", entering),
    (PAGE, "a hook does not see forward() and F.linear", never_fires),
    (PAGE, "the last Keras layer by hand, and a nested clone", keras_by_hand),
    (PAGE, "a hidden Keras layer by hand", keras_hidden_by_hand),
    (PAGE, "a subclassed Keras model, switched for one call", keras_switched),
    (PAGE, "the PyTorch tab recovers logits", torch_way),
    (PAGE, "torch.logit undoes a sigmoid", lambda: close(torch.logit(torch.sigmoid(torch.tensor(Z))), Z)),
    (PAGE, "a PyTorch model without its softmax gives logits", torch_model),
    (PAGE, "the hook of the PyTorch tab catches the logits", hooked),
    (PAGE, "fc = Identity() leaves the hidden layer", hidden_features),
    (PAGE, "in Keras, layers[-2] of a Dense with softmax is the hidden layer", keras_hidden),
    (PAGE, "keras.applications with classifier_activation=None ends in logits", keras_pretrained),
    (PAGE, "AutoModel returns no logits, and hidden_states are not logits", heads),
    (
        PAGE,
        "Trainer.predict returns what the model returns after its loss",
        lambda: "logits = outputs[1:]" in inspect.getsource(Trainer.prediction_step),
    ),
    (PAGE, "MLPClassifier has predict_log_proba and no decision_function", others),
    (PAGE, "generate with output_logits=True keeps the logits before temperature and top-k", raw_tokens),
    (PAGE, "the JAX tab recovers logits", lambda: one_number(jnp.log(jnp.array(P)), P)),
    (
        PAGE,
        "jax.scipy.special.logit undoes a sigmoid",
        lambda: close(jax.scipy.special.logit(jax.nn.sigmoid(jnp.array(Z))), Z),
    ),
    (PAGE, "what probs_to_logits does", clamped),
    (PAGE, "what needs the level", needs_the_level),
    (PAGE, "the Keras tab undoes a sigmoid and a softmax", keras_logit),
    (PAGE, "the Keras tab gives logits and leaves the model as it was", keras_way),
    (PAGE, "in Keras on JAX, a model changed in place keeps its softmax, then its loss", in_place),
    (PAGE, "a float32 row works to a gap of 87, in PyTorch and NumPy in part to 104", float32_ends),
    (PAGE, "log(p + 1e-8) bends gaps from 15 on", small_number),
    (
        PAGE,
        "float32 holds 0.00000001 and rounds 1 - 0.00000001 to 1",
        lambda: torch.tensor(1 - 1e-8).item() == 1 and close(torch.tensor(1e-8), 1e-8),
    ),
    (PAGE, "with two classes, XGBoost and LightGBM give one logit", boosted_two),
    (
        PAGE,
        "with a temperature before softmax, log p is the logits over T",
        lambda: one_number(Z / 2, torch.softmax(torch.tensor(Z) / 2, -1).numpy()),
    ),
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
