"""What the page about pos_weight says of PyTorch, JAX, Keras, Optax, scikit-learn, XGBoost and LightGBM."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import keras
import numpy as np
import optax
import scipy.optimize
import scipy.special
import scipy.stats
import torch
from lightgbm import LGBMClassifier
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.utils.class_weight import compute_class_weight
from torch import nn
from torch.nn import functional
from xgboost import XGBClassifier

from tests.frameworks.claims import claims, close, raises

PAGE = "pos-weight"
NINE = torch.tensor(9.0)
X, Y = torch.ones(4), torch.tensor([0.0, 0, 0, 1])
EACH = np.logaddexp(0, [1, 1, 1, -1])  # the loss of each entry
PAIRS = torch.stack([torch.zeros(4), X], dim=-1)
IMAGES, LABELS = torch.zeros(2, 3, 5, 7), torch.ones(2, 3, 5, 7)
W = torch.tensor([1.0, 2.0, 3.0])
MULTI = np.array([[1, 1, 0], [0, 1, 0], [0, 0, 0], [0, 0, 1.0]])
BINARY = keras.losses.BinaryCrossentropy(from_logits=True)


def bce(**options: Any) -> Callable[[torch.Tensor, torch.Tensor], torch.Tensor]:
    loss: Callable[[torch.Tensor, torch.Tensor], torch.Tensor] = nn.BCEWithLogitsLoss(**options)
    return loss


def corrected(y: torch.Tensor) -> torch.Tensor:
    """Weigh, and correct a logit of 0, as the page does in PyTorch."""
    pos = y.sum(0).clamp(1, len(y) - 1)
    w = (len(y) - pos) / pos
    assert nn.BCEWithLogitsLoss(pos_weight=w)(torch.zeros_like(y), y).isfinite()
    return torch.sigmoid(torch.zeros_like(y) - w.log())


def optax_way() -> bool:
    """Compare the loss that the page writes in JAX with that of PyTorch."""
    x, y = jnp.ones((3, 3)), jnp.array([[0, 1.0, 1], [0, 0, 1], [0, 0, 1]])
    pos = y.sum(0).clip(1, len(y) - 1)
    w = (len(y) - pos) / pos
    yes, no = jax.nn.log_sigmoid(x), jax.nn.log_sigmoid(-x)
    loss = -(w * y * yes + (1 - y) * no).mean()
    to_torch = [torch.tensor(np.asarray(a)) for a in (x, y, w)]
    return close(loss, bce(pos_weight=to_torch[2])(*to_torch[:2]))


def two_weights(logits: torch.Tensor, labels: torch.Tensor) -> bool:
    """Return whether 0.6 on no and 0.4 on yes is pos_weight 0.4/0.6, up to a factor, also in BCELoss."""
    quotient = bce(pos_weight=torch.tensor(0.4 / 0.6))(logits, labels)
    weight = 0.6 + (0.4 - 0.6) * labels
    return close(nn.BCELoss(weight=weight)(logits.sigmoid(), labels), 0.6 * quotient.item(), 1e-6)


def shift(n: int) -> float:
    """Return how far CrossEntropyLoss with the weights 1 and 9 moves the logit of yes, 1 in 10, in batches of n."""
    yes = np.arange(n + 1)
    share = scipy.stats.binom.pmf(yes, n, 0.1)

    def loss(x: float) -> float:
        total = 9 * yes * np.logaddexp(0, -x) + (n - yes) * np.logaddexp(0, x)
        return float((share * total / (9 * yes + n - yes)).sum())

    best = scipy.optimize.minimize_scalar(loss, bounds=(-6, 6), method="bounded").x
    return float(best - np.log(1 / 9))


def overfitted() -> bool:
    """Return whether a model that overfits moves by less than log w, so the correction gives too little."""
    rng = np.random.default_rng(0)
    h = rng.normal(size=(8000, 10))
    y = (rng.random(8000) < scipy.special.expit(-2.8 + h[:, 0] + h[:, 1])).astype(int)
    w = (y[:4000] == 0).sum() / (y[:4000] == 1).sum()
    model = HistGradientBoostingClassifier(class_weight={0: 1.0, 1: w}, random_state=0).fit(h[:4000], y[:4000])
    x = model.decision_function(h[4000:])
    return bool(scipy.special.expit(x - np.log(w)).mean() < 0.8 * y[4000:].mean())


def keras_loss(y: np.ndarray, class_weight: dict[int, float]) -> float:
    """Return the loss that fit reports where all logits are 1."""
    model = keras.Sequential([keras.layers.Dense(1 if y.ndim == 1 else y.shape[1])])
    model.build((None, 1))
    model.layers[0].set_weights([np.zeros_like(model.get_weights()[0]), np.ones_like(model.get_weights()[1])])
    model.compile(optimizer=keras.optimizers.SGD(0.0), loss=BINARY)
    history = model.fit(np.ones((4, 1)), y, class_weight=class_weight, batch_size=4, verbose=0)
    return float(history.history["loss"][0])


def balanced() -> bool:
    """Return whether the page's correction brings the mean probability back to the share of yes."""
    rng = np.random.default_rng(0)
    h = rng.normal(size=(20_000, 1))
    y = (rng.random(20_000) < scipy.special.expit(-2 + h[:, 0])).astype(int)
    w = (y == 0).sum() / (y == 1).sum()
    x = LogisticRegression(class_weight="balanced").fit(h, y).decision_function(h)
    before, after = scipy.special.expit(x).mean(), scipy.special.expit(x - np.log(w)).mean()
    return bool(before > 2 * y.mean() and abs(after - y.mean()) < 0.01)


def keras_validation() -> bool:
    """Return whether class_weight changes the loss that fit reports, and not that of the validation."""
    model = keras.Sequential([keras.layers.Dense(1, kernel_initializer="zeros", bias_initializer="ones")])
    model.compile(optimizer=keras.optimizers.SGD(0.0), loss=BINARY)
    x, y = np.ones((4, 1)), Y.numpy()
    weights = {0: 1.0, 1: 9.0}
    found = model.fit(x, y, class_weight=weights, validation_data=(x, y), batch_size=4, verbose=0).history
    weighted = (EACH * [1, 1, 1, 9]).mean()
    return close(found["loss"][0], weighted, 1e-5) and close(found["val_loss"][0], EACH.mean(), 1e-5)


def corrected_classes() -> bool:
    """Weigh three classes, and correct their best logits, as the page does in PyTorch."""
    y = torch.tensor([0] * 6 + [1] * 3 + [2])
    n = torch.bincount(y, minlength=3).clamp(min=1)
    w = n.sum() / (3 * n)
    x = torch.zeros(3, requires_grad=True)  # one input for all
    optimizer = torch.optim.LBFGS([x], lr=1.0, max_iter=200, tolerance_grad=1e-9, tolerance_change=1e-12)

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        found: torch.Tensor = nn.CrossEntropyLoss(weight=w)(x.expand(10, 3), y)
        found.backward()
        return found

    optimizer.step(loss)
    said, back = torch.softmax(x, dim=-1).detach(), torch.softmax(x - w.log(), dim=-1).detach()
    return close(said, [1 / 3] * 3, 1e-3) and close(back, [0.6, 0.3, 0.1], 1e-3)


def one_hot_logits(w: float) -> torch.Tensor:
    """Return the best logits of no and yes, one-hot, 1 yes in 10, with one pos_weight for both."""
    y = torch.eye(2)[[0] * 9 + [1]].double()
    x = torch.zeros(2, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([x], max_iter=200, tolerance_grad=1e-10, tolerance_change=1e-14)

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        found = bce(pos_weight=torch.tensor(w))(x.expand(10, 2), y)
        found.backward()
        return found

    optimizer.step(loss)
    return x.detach()


def boosted(model: Any, **fit: Any) -> np.ndarray:
    """Fit trees to two classes, 1 in 15 yes, and return their raw scores."""
    x, y = rare()
    x_w = np.asarray(model.fit(x, y, **fit).predict(x, **RAW[type(model)]))
    assert x_w.shape == (4000,)
    return x_w


def rare() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    x = rng.normal(size=(4000, 4))
    return x, (rng.random(4000) < scipy.special.expit(-3 + x[:, 0])).astype(int)


RATIO = float((rare()[1] == 0).sum() / (rare()[1] == 1).sum())
EXAMPLES = np.where(rare()[1] == 1, RATIO, 1.0)
RAW: dict[Any, dict[str, bool]] = {LGBMClassifier: {"raw_score": True}, XGBClassifier: {"output_margin": True}}


def lightgbm(**options: Any) -> Any:
    return LGBMClassifier(**{"n_estimators": 10, "num_threads": 1, "verbose": -1} | options)


def xgboost(**options: Any) -> Any:
    return XGBClassifier(**{"n_estimators": 10, "n_jobs": 1} | options)


def mean_after(model: Any) -> float:
    return float(scipy.special.expit(boosted(model) - np.log(RATIO)).mean())


def multiclass(model: Any) -> np.ndarray:
    x, y = np.random.default_rng(0).normal(size=(300, 2)), np.arange(300) % 3
    return np.asarray(model.fit(x, y).predict_proba(x))


def lightgbm_metric() -> bool:
    """Return whether LightGBM leaves its metric unweighted although is_unbalance weighs the training."""
    x, y = rare()
    model = lightgbm(is_unbalance=True).fit(x, y, eval_set=[(x, y)], eval_metric="binary_logloss")
    found = next(iter(model.evals_result_.values()))["binary_logloss"][-1]
    return close(found, log_loss(y, model.predict_proba(x)[:, 1]), 1e-4)


def ranked(weight: float, seed: int) -> float:
    """Return the ROC AUC of a logistic regression trained with Adam and a weight on the no's."""
    torch.manual_seed(seed)
    far = torch.tensor([0.7] * 3 + [0.0] * 7)
    x, y = torch.randn(600, 10), torch.arange(600) < 300
    x += y[:, None] * far
    model = nn.Linear(10, 1)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    for _ in range(600):
        batch = torch.randint(600, (32,))
        yes = y[batch].float()
        each = yes + weight * (1 - yes)
        loss = functional.binary_cross_entropy_with_logits(model(x[batch])[:, 0], yes, weight=each)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    torch.manual_seed(99)
    x, y = torch.randn(8000, 10), torch.arange(8000) < 4000
    return float(roc_auc_score(y.numpy(), model(x + y[:, None] * far)[:, 0].detach().numpy()))


@claims(
    (
        PAGE,
        "pos_weight multiplies the loss of yes",
        lambda: close(bce(pos_weight=NINE)(X, Y), (EACH * [1, 1, 1, 9]).mean()),
    ),
    (PAGE, "two weights are their quotient", lambda: two_weights(torch.linspace(-2, 2, 4), Y)),
    (
        PAGE,
        "two weights for two outputs raise nothing",
        lambda: bce(pos_weight=torch.tensor([1.0, 9.0]))(PAIRS, PAIRS).isfinite(),
    ),
    (
        PAGE,
        "one weight raises both logits of one-hot outputs by log w",
        lambda: close(one_hot_logits(9.0) - one_hot_logits(1.0), [np.log(9)] * 2, 1e-4),
    ),
    (
        PAGE,
        "without an axis of labels, w[:, None, None] fails too, and one number works",
        lambda: (
            raises("must match the size", lambda: bce(pos_weight=W[:, None, None])(IMAGES[:, 0], LABELS[:, 0]))
            and bce(pos_weight=NINE)(IMAGES[:, 0], LABELS[:, 0]).isfinite()
        ),
    ),
    (
        PAGE,
        "class weights move the logit by log w in large batches, by less in small ones",
        lambda: shift(1) < 0.01 and 0.5 < shift(2) < 0.7 and abs(shift(512) - np.log(9)) < 0.02,
    ),
    (PAGE, "boosted trees overfit, and the correction then gives too little", overfitted),
    (PAGE, "weight multiplies every loss", lambda: close(bce(weight=NINE)(X, Y), 9 * EACH.mean())),
    (
        PAGE,
        "weight of shape (C) weighs labels, of shape (N, 1) examples",
        lambda: (
            close(
                bce(weight=W, reduction="none")(X[:, None].expand(4, 3), Y[:, None].expand(4, 3)),
                EACH[:, None] * [1, 2, 3],
            )
            and close(
                bce(weight=X[:, None] * 2 + Y[:, None], reduction="none")(PAIRS, PAIRS)[3],
                3 * bce(reduction="none")(PAIRS, PAIRS)[3],
            )
        ),
    ),
    (
        PAGE,
        "CrossEntropyLoss divides by the weights of the batch",
        lambda: close(
            functional.cross_entropy(PAIRS, Y.long(), weight=torch.tensor([1.0, 9.0])), (EACH * [1, 1, 1, 9]).sum() / 12
        ),
    ),
    (
        PAGE,
        "so in a batch of one the weight is divided out",
        lambda: close(
            functional.cross_entropy(PAIRS[3:], Y[3:].long(), weight=torch.tensor([1.0, 9.0])),
            functional.cross_entropy(PAIRS[3:], Y[3:].long()).item(),
        ),
    ),
    (
        PAGE,
        "class weights in float64 raise",
        lambda: raises(
            "expected scalar type Float but found Double",
            lambda: functional.cross_entropy(PAIRS, Y.long(), weight=torch.from_numpy(np.array([1.0, 9.0]))),
        ),
    ),
    (
        PAGE,
        "a number is refused",
        lambda: raises(
            "cannot assign 'float' object to buffer 'pos_weight' (torch Tensor or None required)",
            lambda: nn.BCEWithLogitsLoss(pos_weight=9.0),
        ),
    ),
    (
        PAGE,
        "two weights for one output raise",
        lambda: raises(
            "output with shape [4, 1] doesn't match the broadcast shape [4, 2]",
            lambda: bce(pos_weight=torch.tensor([1.0, 9.0]))(X[:, None], Y[:, None]),
        ),
    ),
    (
        PAGE,
        "weights of channels meet the width",
        lambda: raises(
            "The size of tensor a (3) must match the size of tensor b (7) at non-singleton dimension 3",
            lambda: bce(pos_weight=W)(IMAGES, LABELS),
        ),
    ),
    (
        PAGE,
        "w[:, None, None] weighs channels",
        lambda: close(bce(pos_weight=W[:, None, None])(IMAGES, LABELS), 2 * np.log(2)),
    ),
    (
        PAGE,
        "if the width equals the channels, nothing is raised",
        lambda: bce(pos_weight=W)(IMAGES[..., :3], LABELS[..., :3]).isfinite(),
    ),
    (
        PAGE,
        "BCELoss has no pos_weight",
        lambda: raises(
            "unexpected keyword argument 'pos_weight'",
            lambda: nn.BCELoss(pos_weight=NINE),
        ),
    ),
    (
        PAGE,
        "an infinite weight gives NaN, or inf",
        lambda: (
            bce(pos_weight=torch.tensor(torch.inf))(X, torch.zeros(4)).isnan()
            and bce(pos_weight=torch.tensor(torch.inf))(X, torch.ones(4)).isinf()
        ),
    ),
    (
        PAGE,
        "the PyTorch tab works for one label, a column and several",
        lambda: (
            close(corrected(Y), [1 / 4] * 4)
            and close(corrected(torch.tensor([[0.0], [0], [1]])), [[1 / 3]] * 3)
            and close(corrected(torch.tensor([[0, 1.0, 1], [0, 0, 1], [0, 0, 1]])), [[1 / 3, 1 / 3, 2 / 3]] * 3)
        ),
    ),
    (
        PAGE,
        "Optax has no pos_weight",
        lambda: "pos_weight" not in inspect.signature(optax.sigmoid_binary_cross_entropy).parameters,
    ),
    (PAGE, "the JAX tab gives the loss of PyTorch", optax_way),
    (
        PAGE,
        "class_weight of Keras divides by the number of examples",
        lambda: close(keras_loss(Y.numpy(), {0: 1.0, 1: 9.0}), (EACH * [1, 1, 1, 9]).mean(), 1e-5),
    ),
    (
        PAGE,
        "with several labels it looks at the first largest of a row",
        lambda: close(
            keras_loss(MULTI, {0: 1.0, 1: 9.0, 2: 100.0}),
            (np.logaddexp(0, np.where(MULTI == 1, -1, 1)).mean(1) * [1, 9, 1, 100]).mean(),
            1e-5,
        ),
    ),
    (
        PAGE,
        "balanced is n/(K n_k), with the ratio neg/pos",
        lambda: close(
            compute_class_weight("balanced", classes=np.array([0, 1]), y=np.repeat([0, 1], [90, 10])), [100 / 180, 5]
        ),
    ),
    (PAGE, "subtracting log w corrects a balanced LogisticRegression", balanced),
    (PAGE, "Keras weighs classes in training, not in val_loss", keras_validation),
    (PAGE, "subtracting log w corrects several classes", corrected_classes),
    (
        PAGE,
        "only the ratios of the weights of CrossEntropyLoss count",
        lambda: close(
            functional.cross_entropy(PAIRS, Y.long(), weight=torch.tensor([1 / 3, 1.0])),
            functional.cross_entropy(PAIRS, Y.long(), weight=torch.tensor([4 / 6, 4 / 2])).item(),
        ),
    ),
    (
        PAGE,
        "a weight of 1,000 on the no's lowers the ROC AUC from 0.8 to about 0.6",
        lambda: (
            abs(np.mean([ranked(1.0, seed) for seed in range(8)]) - 0.8) < 0.02
            and abs(np.mean([ranked(1000.0, seed) for seed in range(8)]) - 0.6) < 0.05
        ),
    ),
    (
        PAGE,
        "is_unbalance of LightGBM is scale_pos_weight",
        lambda: close(boosted(lightgbm(is_unbalance=True)), boosted(lightgbm(scale_pos_weight=RATIO)), 1e-5),
    ),
    (
        PAGE,
        "class_weight of LightGBM is a sample_weight",
        lambda: close(
            boosted(lightgbm(class_weight={0: 1, 1: RATIO})), boosted(lightgbm(), sample_weight=EXAMPLES), 1e-5
        ),
    ),
    (
        PAGE,
        "they differ by the start alone",
        lambda: (
            np.abs(boosted(lightgbm(scale_pos_weight=RATIO)) - boosted(lightgbm(), sample_weight=EXAMPLES)).max() > 0.5
            and np.allclose(
                boosted(lightgbm(scale_pos_weight=RATIO, boost_from_average=False)),
                boosted(lightgbm(boost_from_average=False), sample_weight=EXAMPLES),
                atol=1e-5,
            )
        ),
    ),
    (
        PAGE,
        "with 10 trees subtracting log w gives 3% in place of 7%",
        lambda: (
            abs(rare()[1].mean() - 0.07) < 0.005
            and abs(mean_after(lightgbm(scale_pos_weight=RATIO)) - 0.03) < 0.005
            and mean_after(lightgbm(class_weight={0: 1, 1: RATIO})) > 0.05
        ),
    ),
    (
        PAGE,
        "in XGBoost only the bins of hist differ",
        lambda: (
            close(
                boosted(xgboost(tree_method="exact", scale_pos_weight=RATIO)),
                boosted(xgboost(tree_method="exact"), sample_weight=EXAMPLES),
                1e-5,
            )
            and not close(
                boosted(xgboost(tree_method="hist", scale_pos_weight=RATIO)),
                boosted(xgboost(tree_method="hist"), sample_weight=EXAMPLES),
                1e-2,
            )
        ),
    ),
    (
        PAGE,
        "with three classes both ignore scale_pos_weight",
        lambda: (
            close(multiclass(lightgbm(scale_pos_weight=50.0)), multiclass(lightgbm()))
            and close(multiclass(xgboost(scale_pos_weight=50.0)), multiclass(xgboost()))
        ),
    ),
    (PAGE, "is_unbalance leaves the metric of LightGBM unweighted", lightgbm_metric),
)
def test_what_a_page_says_of_a_framework_is_true(holds: Callable[[], object]) -> None:
    assert holds()
