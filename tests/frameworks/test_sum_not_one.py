"""What the page about sums that miss 1 says of NumPy, PyTorch, JAX, Keras and scikit-learn."""

from __future__ import annotations

import random
import warnings
from collections.abc import Callable
from functools import partial
from types import SimpleNamespace
from typing import Any

import jax
import jax.numpy as jnp
import keras
import lightgbm
import numpy as np
import pandas as pd
import torch
import xgboost
from scipy import stats
from scipy.special import softmax
from sklearn.calibration import CalibratedClassifierCV
from sklearn.datasets import load_iris, make_classification
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.multiclass import OneVsRestClassifier
from sklearn.multioutput import MultiOutputClassifier
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import label_binarize, normalize
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier
from torch import nn
from torch.distributions import Categorical, constraints
from transformers.models.gpt_oss import modeling_gpt_oss as gpt_oss
from transformers.models.qwen3_moe import modeling_qwen3_moe as qwen3_moe
from transformers.pipelines.zero_shot_classification import ZeroShotClassificationPipeline

from tests.frameworks.claims import claims, close, raises

THIRDS = torch.softmax(torch.zeros(3), dim=-1)
LOGITS = torch.tensor([[1.5, -0.5, 2.0], [0.3, 1.1, 0.2], [0.0, 1.0, 2.0]])
SIGMOIDS = torch.sigmoid(LOGITS).numpy()
EQUAL = torch.cat([torch.zeros(1), torch.full((49_999,), -12.0)])
OFF = "robabilities do not sum to 1"
FLOWERS, KINDS = load_iris(return_X_y=True)
CLASSES = [0, 1, 2]
KEEP = torch.tensor([[True, False, True], [True, True, False], [False, True, True]])


def recurrent(layer: Any) -> bool:
    """Return whether each row of a recurrent layer with a softmax sums to less than 1."""
    keras.utils.set_random_seed(0)
    rows_of_layer = np.asarray(layer(3, activation="softmax")(np.ones((5, 4, 2), "float32")))
    return bool((rows_of_layer.sum(axis=-1) < 0.95).all())


def gates_mix() -> bool:
    """Return whether rows of a GRU with a softmax can also exceed 1."""
    keras.utils.set_random_seed(0)
    layer = keras.layers.GRU(3, activation="softmax")
    sums = keras.ops.convert_to_numpy(layer(rng().normal(size=(64, 50, 5)).astype("float32"))).sum(axis=-1)
    return bool(sums.max() > 1.05)


def by_densities() -> bool:
    """Return whether the page's lines give the probabilities of scikit-learn's naive Bayes."""
    x, y = load_iris(return_X_y=True)
    model = GaussianNB().fit(x[:, :1], y)
    deviation = np.sqrt(model.var_[:, 0])
    s = np.log(model.class_prior_) + stats.norm.logpdf(x[:, :1], model.theta_[:, 0], deviation)
    return close(softmax(s, axis=1), model.predict_proba(x[:, :1]))


def attention_sums(training: bool) -> Any:
    torch.manual_seed(0)
    attention = torch.nn.MultiheadAttention(8, 2, dropout=0.2, batch_first=True).train(training)
    x = torch.randn(1, 5, 8)
    return attention(x, x, x)[1].sum(dim=-1)


def dropped(rate: float) -> bool:
    """Return whether dropout makes sums of attention that are 1 on average, and reach 1 over the share that is kept."""
    torch.manual_seed(0)
    attention = torch.nn.MultiheadAttention(8, 2, dropout=rate, batch_first=True)
    x = torch.randn(400, 5, 8)
    sums = attention(x, x, x, average_attn_weights=False)[1].sum(dim=-1)
    return bool(close(sums.max(), 1 / (1 - rate), 1e-5) and abs(sums.mean() - 1) < 0.01 and sums.min() < 0.5)


def another_axis(z: torch.Tensor) -> float:
    """Return by how much the sums of a softmax along an axis before the last miss 1."""
    return float((z.reshape(1, -1, 1).softmax(dim=1).double().sum() - 1).abs())


def one_winner() -> bool:
    """Return whether shares of odds are the probabilities of who wins, given that exactly one does, and a softmax."""
    p = np.array([0.1, 0.4, 0.2, 0.1, 0.3])
    alone = np.array([p[i] * np.prod(1 - np.delete(p, i)) for i in range(5)])
    odds = p / (1 - p)
    return close(odds / odds.sum(), alone / alone.sum(), 1e-12) and close(softmax(np.log(odds)), odds / odds.sum())


def area() -> bool:
    h, edges = np.histogram(rng().normal(size=1000), bins=20, density=True)
    return bool(h.sum() > 2 and close((h * np.diff(edges)).sum(), 1, 1e-12))


def digits(count: int) -> float:
    """Return by how much sums of 20 shares can miss 1 after they were written with so many significant digits."""
    every = (np.array([float(f"{v:.{count}g}") for v in p]) for p in rng().dirichlet(np.ones(20), 300))
    return float(max(abs(q.sum() - 1) for q in every))


def ordered() -> bool:
    """Return whether crossing thresholds make negative probabilities, and the page's lines repair them."""
    above = np.array([[0.9, 0.4, 0.6], [0.7, 0.5, 0.1]])
    before = -np.diff(above, axis=1, prepend=1, append=0)
    after = -np.diff(np.minimum.accumulate(above, axis=1), axis=1, prepend=1, append=0)
    return bool(
        before[0].min() < -0.1
        and after.min() >= 0
        and close(before.sum(axis=1), 1)
        and close(after.sum(axis=1), 1)
        and close(after[1], before[1])
    )


def parts_of_a_softmax() -> bool:
    """Return whether weights beside a sink, and those of a router's top experts, sum to less than 1."""
    torch.manual_seed(0)
    still = SimpleNamespace(num_key_value_groups=1, sinks=torch.zeros(2), training=False)
    x = torch.randn(1, 2, 5, 8)
    weights = gpt_oss.eager_attention_forward(still, x, x, x, None, 0.3)[1].sum(dim=-1)
    options = {"num_experts_per_tok": 2, "num_experts": 6, "hidden_size": 8}
    gates = []
    for divided in (False, True):
        router = qwen3_moe.Qwen3MoeTopKRouter(SimpleNamespace(**options, norm_topk_prob=divided))
        gates.append(router(torch.randn(3, 8))[1].sum(dim=-1))
    return bool(
        (weights < 0.9999).all()
        and weights.mean() < 0.95
        and (gates[0] < 0.99).all()
        and close(gates[1].detach(), 1, 1e-5)
    )


def several_labels() -> Any:
    x = np.random.default_rng(0).normal(size=(60, 2))
    return OneVsRestClassifier(LogisticRegression()).fit(x, (x @ [[1, 0, 1], [0, 1, 1]] > 0) * 1).predict_proba(x)


def rng() -> np.random.Generator:
    return np.random.default_rng(0)


def miss(p: torch.Tensor) -> float:
    return float((p.double().sum(dim=-1) - 1).abs().max())


def rows(size: int, dtype: torch.dtype) -> torch.Tensor:
    torch.manual_seed(0)
    return torch.softmax((torch.randn(20, size) * 3).to(dtype), dim=-1)


def from_torch(p: torch.Tensor) -> Any:
    q = p.detach().cpu().double().numpy()
    return q / q.sum(axis=-1, keepdims=True)


def drawn(q: Any) -> bool:
    q = q / q.sum(axis=-1, keepdims=True)
    return 0 <= rng().choice(len(q), p=q) < len(q)


def warned(text: str, action: Callable[[], object]) -> bool:
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter("always")
        action()
    return any(text in str(warning.message) for warning in found)


def longest_multinomial() -> object:
    for seed in range(50):
        q = rows(1000, torch.float32)[seed % 20].numpy()
        rng().multinomial(1, np.sort(q)[::-1] * np.float32(1 + 2e-7))
    return None


def half_simplex() -> list[bool]:
    """Return which float16 weights still pass after PyTorch has divided them by their sum."""
    found = []
    for seed in range(300):
        torch.manual_seed(seed)
        weights = torch.rand(3).half()
        found.append(bool(constraints.simplex.check(weights / weights.sum())))
        assert found[-1] != raises("Simplex()", partial(Categorical, probs=weights))
        Categorical(logits=torch.randn(3).half().float())
    return found


def chosen_otherwise() -> bool:
    """Return whether SVC's class can differ from its likeliest one, and that of a calibrated SVC does not."""
    x, y = make_classification(300, 6, n_informative=4, n_classes=3, random_state=0)
    names = np.array(["dog", "cat", "bird"])[y]
    found = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        old = SVC(probability=True, random_state=0).fit(x[:60], names[:60])
    for model in (old, CalibratedClassifierCV(SVC(), ensemble=False).fit(x[:60], names[:60])):
        likeliest = model.classes_[model.predict_proba(x[60:]).argmax(axis=1)]
        found.append(bool((likeliest == model.predict(x[60:])).all()))
    return (
        found == [False, True]
        and list(old.classes_) == ["bird", "cat", "dog"]
        and warned("`probability` parameter was deprecated in 1.9", lambda: SVC(probability=True).fit(x, y))
    )


def class_numbers() -> bool:
    """Return whether multi:softmax gives class numbers in `xgb.train`, and probabilities in `predict_proba`."""
    native = xgboost.train({"objective": "multi:softmax", "num_class": 3}, xgboost.DMatrix(FLOWERS, KINDS), 3)
    p = xgboost.XGBClassifier(n_estimators=3, objective="multi:softmax").fit(FLOWERS, KINDS).predict_proba(FLOWERS)
    return (
        set(native.predict(xgboost.DMatrix(FLOWERS))) <= {0, 1, 2}
        and p.shape == (150, 3)
        and close(p.sum(axis=1), 1, 1e-5)
    )


def one_column() -> bool:
    """Return whether OneVsRestClassifier has one model for two classes."""
    return len(OneVsRestClassifier(LogisticRegression()).fit(FLOWERS, KINDS > 0).estimators_) == 1


def many_rows() -> torch.Tensor:
    torch.manual_seed(0)
    return torch.softmax(torch.randn(2000, 100) * 3, dim=-1).bfloat16()


def with_epsilon(total: float) -> Any:
    """Draw with weights that were divided by their sum and a small number."""
    weights = np.array([0.5, 0.3, 0.2]) * total
    return rng().choice(3, p=weights / (weights.sum() + 1e-8))


def rescaled(p: list[float]) -> Any:
    """Subtract the minimum, and divide by the sum."""
    q = np.array(p) - min(p)
    with np.errstate(invalid="ignore"):
        return q / q.sum()


def masked() -> list[Any]:
    """Return the softmax of the kept classes: divided by their sum, and masked before in three frameworks."""
    z, keep = LOGITS.numpy(), KEEP.numpy()
    kept = torch.softmax(LOGITS, -1).numpy() * keep
    return [
        kept / kept.sum(axis=-1, keepdims=True),
        LOGITS.masked_fill(~KEEP, -torch.inf).softmax(-1),
        jax.nn.softmax(z, axis=-1, where=keep),
        keras.ops.convert_to_numpy(keras.ops.softmax(keras.ops.where(keep, z, -np.inf))),
    ]


def models_of_one_label() -> bool:
    """Return whether rows of predict_proba sum to 1 up to rounding."""
    models = (
        RandomForestClassifier(10, random_state=0),
        KNeighborsClassifier(weights="distance"),
        GaussianNB(),
        OneVsRestClassifier(LogisticRegression(max_iter=1000)),
    )
    return all(close(m.fit(FLOWERS, KINDS).predict_proba(FLOWERS).sum(axis=1), np.ones(150), 1e-12) for m in models)


def models_of_several_labels() -> bool:
    """Return whether forests, neighbours and MultiOutputClassifier give a list, OneVsRestClassifier an array."""
    y = label_binarize(KINDS, classes=CLASSES)
    models = (
        RandomForestClassifier(10, random_state=0),
        KNeighborsClassifier(),
        MultiOutputClassifier(LogisticRegression(max_iter=1000)),
    )
    lists = [m.fit(FLOWERS, y).predict_proba(FLOWERS) for m in models]
    p = OneVsRestClassifier(LogisticRegression(max_iter=1000)).fit(FLOWERS, y).predict_proba(FLOWERS)
    stacked = [np.stack([a[:, 1] for a in found], axis=1) for found in lists]
    return all(isinstance(found, list) for found in lists) and {a.shape for a in [*stacked, p]} == {(150, 3)}


def rounded_over_trees() -> bool:
    """Return whether a row of a forest exceeds 1 by rounding."""
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(300, 3)), rng.integers(0, 2, 300)
    forests = (RandomForestClassifier(30, max_depth=3, random_state=seed).fit(x, y) for seed in range(9))
    largest = max(forest.predict_proba(x).sum(axis=1).max() for forest in forests)
    return bool(1 < largest < 1 + 1e-12)


def tree_says_no() -> bool:
    """Return whether one tree against the rest leaves a row of zeros."""
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(200, 2)), rng.integers(0, 3, 200)
    p = OneVsRestClassifier(DecisionTreeClassifier()).fit(x, y).predict_proba(rng.normal(size=(200, 2)))
    return bool((p.sum(axis=1) == 0).any() and set(np.unique(p.sum(axis=1).round(9))) == {0, 1})


def auc() -> bool:
    """Return whether the AUC of one-hot labels is that of "ovr", and leaves out a class that is missing."""
    p = LogisticRegression(max_iter=20).fit(FLOWERS[:, :1], KINDS).predict_proba(FLOWERS[:, :1])
    part, seen = KINDS > 0, np.isin(CLASSES, [1, 2])
    one_hot = label_binarize(KINDS, classes=CLASSES)
    text = "Number of classes in y_true not equal to the number of columns in 'y_score'"
    y = np.append(KINDS[KINDS < 2], 3)
    return (
        close(roc_auc_score(KINDS, p, multi_class="ovr"), roc_auc_score(one_hot, p), 1e-12)
        and raises(text, lambda: roc_auc_score(y, np.full((len(y), 4), 0.25), multi_class="ovr"))
        and 0.5 < roc_auc_score(one_hot[part][:, seen], p[part][:, seen]) < 1
    )


def auc_of_scores() -> bool:
    """Return whether scores of an SVC are refused, pass with one-hot labels, and change their AUC by a softmax."""
    x = FLOWERS[:, :2]
    scores = SVC(decision_function_shape="ovr").fit(x, KINDS).decision_function(x)
    one_hot, p = label_binarize(KINDS, classes=CLASSES), jax.nn.softmax(scores, axis=-1)
    return bool(
        raises("Target scores need to be prob", lambda: roc_auc_score(KINDS, scores, multi_class="ovr"))
        and abs(roc_auc_score(one_hot, scores) - roc_auc_score(one_hot, np.asarray(p, np.float64))) > 1e-4
    )


def mixed_precision() -> bool:
    """Return whether a last Activation in float32 makes the sums of a model in 16 bits right."""
    x = np.random.default_rng(0).normal(size=(20, 8)).astype("float32")
    found = []
    for dtype in ("mixed_bfloat16", "float32"):
        keras.utils.set_random_seed(0)
        layers = [keras.layers.Dense(9, dtype="mixed_bfloat16"), keras.layers.Activation("softmax", dtype=dtype)]
        p = keras.ops.convert_to_numpy(keras.ops.cast(keras.Sequential(layers)(x), "float32"))
        found.append(np.abs(p.astype(np.float64).sum(axis=-1) - 1).max())
    return bool(found[0] > 1e-4 and found[1] < 1e-6)


def numbers_before_the_division() -> bool:
    """Return whether the models of OneVsRestClassifier give its rows before the division, and those of labels."""
    one = OneVsRestClassifier(LogisticRegression(max_iter=1000)).fit(FLOWERS, KINDS)
    several = OneVsRestClassifier(LogisticRegression(max_iter=1000)).fit(
        FLOWERS, label_binarize(KINDS, classes=CLASSES)
    )
    two = OneVsRestClassifier(LogisticRegression(max_iter=1000)).fit(FLOWERS[:100], KINDS[:100])
    raw = np.stack([m.predict_proba(FLOWERS)[:, 1] for m in one.estimators_], axis=1)
    return bool(
        close(raw / raw.sum(axis=1, keepdims=True), one.predict_proba(FLOWERS))
        and close(raw, several.predict_proba(FLOWERS))
        and np.abs(raw.sum(axis=1) - 1).max() > 0.05
        and len(two.estimators_) == 1
    )


def boosted() -> bool:
    """Return whether boosted trees give float32, scores, classes and sigmoids where the page says so."""
    options = {"num_class": 3, "verbosity": 0}
    table = xgboost.DMatrix(FLOWERS, KINDS)
    p = xgboost.XGBClassifier(n_estimators=3).fit(FLOWERS, KINDS).predict_proba(FLOWERS)
    named = xgboost.train({"objective": "multi:softmax"} | options, table, 3).predict(table)
    model = xgboost.train({"objective": "multi:softprob"} | options, table, 3)
    several = xgboost.XGBClassifier(n_estimators=3).fit(FLOWERS, np.eye(3, dtype=int)[KINDS]).predict_proba(FLOWERS)
    return bool(
        p.dtype == np.float32
        and 1e-8 < np.abs(p.sum(axis=1, dtype=np.float64) - 1).max() < 1e-6
        and named.shape == (150,)
        and set(named) <= {0, 1, 2}
        and close(softmax(model.predict(table, output_margin=True), axis=1), model.predict(table), 1e-5)
        and np.abs(several.sum(axis=1) - 1).max() > 0.01
    )


def own_objective() -> bool:
    """Return whether LightGBM gives scores for an objective of one's own, and says so, and with `raw_score`."""

    def objective(y: Any, s: Any) -> Any:
        p = softmax(s, axis=1)
        return p - np.eye(3)[y.astype(int)], 2 * p * (1 - p)

    model = lightgbm.LGBMClassifier(objective=objective, n_estimators=3, verbose=-1).fit(FLOWERS, KINDS)
    usual = lightgbm.LGBMClassifier(n_estimators=3, verbose=-1).fit(FLOWERS, KINDS)
    return bool(
        warned("Cannot compute class probabilities", lambda: model.predict_proba(FLOWERS))
        and (model.predict_proba(FLOWERS) < 0).any()
        and close(softmax(usual.predict_proba(FLOWERS, raw_score=True), axis=1), usual.predict_proba(FLOWERS))
    )


def zero_shot(multi_label: bool) -> float:
    """Return the sum of the scores that the zero-shot pipeline makes of the logits of three labels."""
    logits = torch.tensor([[-1.0, 0.0, 2.0], [0.0, 0.0, 1.0], [1.0, 0.0, 1.0]])
    outputs = [{"candidate_label": c, "sequence": "x", "logits": z[None]} for c, z in zip("abc", logits, strict=True)]
    pipe: Any = SimpleNamespace(entailment_id=2, framework="pt")
    return float(sum(ZeroShotClassificationPipeline.postprocess(pipe, outputs, multi_label)["scores"]))


def draws_of_weights() -> bool:
    """Return whether each function draws from weights or logits whose sum is not 1, and never a weight of 0."""
    w = np.array([2.0, 0.0, 5.0], np.float32)
    with np.errstate(divide="ignore"):
        z = np.log(w)
    found = [
        random.choices([0, 1, 2], weights=w.tolist(), k=10),  # noqa: S311
        torch.multinomial(torch.tensor(w), 10, replacement=True),
        torch.multinomial(torch.tensor([w, w]), 10, replacement=True),
        jax.random.categorical(jax.random.key(0), z, shape=(10,)),
        keras.ops.convert_to_numpy(keras.random.categorical(z[None], 10)),
        [(z + rng().gumbel(size=z.shape)).argmax(axis=-1)],
    ]
    return all(set(np.ravel(f).tolist()) <= {0, 2} for f in found) and found[4].shape == (1, 10)


def of_scipy() -> bool:
    """Return whether SciPy refuses a discrete variable, and warns of a multinomial whose last class it changes."""
    p = [0.2, 0.2, 0.2]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        same = close(stats.multinomial(5, p).pmf([1, 1, 3]), stats.multinomial(5, [0.2, 0.2, 0.6]).pmf([1, 1, 3]))
    return (
        same
        and raises("The sum of provided pk is not 1", lambda: stats.rv_discrete(values=([0, 1, 2], p)))
        and warned("will produce NaNs beginning in SciPy 1.18", lambda: stats.multinomial(5, p))
    )


def half_precision() -> bool:
    """Return whether PyTorch's softmax in 16 bits stays below 0.01 for 50,000 classes."""
    torch.manual_seed(0)
    rows_of_logits = torch.cat([torch.zeros(1, 50_000), torch.randn(5, 50_000) * 3])
    return all(miss(torch.softmax(rows_of_logits.to(d), dim=-1)) < 0.01 for d in (torch.float16, torch.bfloat16))


def fitted_races() -> bool:
    """Return whether an objective of XGBoost fits shares within races, and odds are divided within them."""
    draw, size = np.random.default_rng(0), 4
    x = draw.normal(size=(400 * size, 3))
    worth = (x @ [1.0, -2.0, 0.5]).reshape(-1, size)
    won = (worth + draw.gumbel(size=worth.shape)).argmax(axis=1)

    def race(s: Any, data: Any) -> Any:
        p = softmax(s.reshape(-1, size), axis=1).ravel()
        return p - data.get_label(), p * (1 - p)

    data = xgboost.DMatrix(x, label=np.eye(size)[won].ravel())
    params = {"max_depth": 2, "eta": 0.2, "nthread": 1}
    s = xgboost.train(params, data, 20, obj=race).predict(data, output_margin=True)
    right = softmax(worth, axis=1)
    df = pd.DataFrame({"race": [0, 1, 0, 1], "p": [0.5, 0.2, 0.75, 0.5]})
    odds = df["p"] / (1 - df["p"])
    share = odds / odds.groupby(df["race"]).transform("sum")
    return close(share, [0.25, 0.2, 0.75, 0.8]) and np.abs(softmax(s.reshape(-1, size), axis=1) - right).mean() < 0.1


def by_squares() -> bool:
    """Return whether the usual functions named normalize make the squares sum to 1."""
    p = np.array([[0.2, 0.3, 0.5]])
    both = [normalize(p), nn.functional.normalize(torch.tensor(p)).numpy()]
    sums = [normalize(p, norm="l1"), nn.functional.normalize(torch.tensor(p), p=1).numpy()]
    return all(close((q**2).sum(), 1) and q.sum() > 1.5 for q in both) and all(close(q, p) for q in sums)


def soft_labels() -> bool:
    """Return whether labels that sum to 2 count twice in the cross-entropy of PyTorch and Keras."""
    z, t = LOGITS[:1], torch.tensor([[1.0, 1.0, 0.0]])
    keras_loss = partial(keras.losses.categorical_crossentropy, from_logits=True)
    return close(nn.functional.cross_entropy(z, t), 2 * nn.functional.cross_entropy(z, t / 2), 1e-5) and close(
        keras_loss(t.numpy(), z.numpy()), 2 * np.asarray(keras_loss(t.numpy() / 2, z.numpy())), 1e-5
    )


def swinging() -> bool:
    """Return whether some rows never sum to exactly 1, but to 2e-16 less and more in turn."""
    found = set()
    for q in np.random.default_rng(0).random((300, 10)):
        sums = []
        for _ in range(30):
            sums.append(q.sum() - 1)
            q = q / q.sum()
        found.add(tuple(sorted(set(np.array(sums[-6:]).round(17).tolist()))))
    return any(low < -1e-16 and high > 2e-16 for low, *_, high in (one for one in found if len(one) > 1))


@claims(
    ("sum-not-one", "an objective fits races, odds are divided by race", fitted_races),
    ("sum-not-one", "normalize divides by the root of the squares' sum", by_squares),
    ("sum-not-one", "soft labels that sum to 2 weigh twice", soft_labels),
    ("sum-not-one", "division swings around 1", swinging),
    (
        "sum-not-one",
        "choice refuses a batch, and names of other classes",
        lambda: (
            raises("p must be 1-dimensional", lambda: rng().choice(2, p=[[0.5, 0.5]]))
            and raises("a and p must have same size", lambda: rng().choice(3, p=[0.5, 0.5]))
            and raises("Probabilities are not non-negative", lambda: rng().choice(2, p=[-0.1, 1.1]))
        ),
    ),
    ("sum-not-one", "few digits: 20 shares miss 1 by 1e-4, 1e-6, or not", lambda: 1e-4 < digits(4) < 2e-4),
    ("sum-not-one", "six digits and 17", lambda: 1e-6 < digits(6) < 2e-6 and digits(17) < 1e-15),
    ("sum-not-one", "ten times 0.1 is not 1", lambda: 0 < 1 - sum([0.1] * 10) < 2e-16),
    ("sum-not-one", "ordered classes with crossing thresholds", ordered),
    ("sum-not-one", "a sink and a router take parts of a softmax", parts_of_a_softmax),
    ("sum-not-one", "OneVsRestClassifier divides the numbers of its models", numbers_before_the_division),
    ("sum-not-one", "a GRU with a softmax can exceed 1", gates_mix),
    ("sum-not-one", "dropout of attention weights: 1 on average, 1/(1 - r) at most", lambda: dropped(0.1)),
    (
        "sum-not-one",
        "50,000 classes along another axis: 2e-3 where nearly all are equal, 1e-4 on random logits",
        lambda: 1e-3 < another_axis(EQUAL) < 3e-3 and another_axis(torch.randn(50_000) * 3) < 1e-4,
    ),
    ("sum-not-one", "exactly one winner: shares of the odds", one_winner),
    (
        "sum-not-one",
        "the loss of a race takes a row of scores for each race",
        lambda: nn.functional.cross_entropy(torch.randn(12, 1).view(3, 4), torch.tensor([0, 3, 1])) > 0,
    ),
    ("sum-not-one", "np.histogram's density has the area 1", area),
    (
        "sum-not-one",
        "LogisticRegression has no multi_class, and liblinear refuses three classes",
        lambda: (
            raises("multi_class", lambda: LogisticRegression(multi_class="ovr"))
            and raises("liblinear", lambda: LogisticRegression(solver="liblinear").fit(FLOWERS, KINDS))
        ),
    ),
    (
        "sum-not-one",
        "rv_discrete allows 1e-5",
        lambda: (
            stats.rv_discrete(values=([0, 1], [0.5, 0.500009]))
            and raises("sum of provided pk is not 1", lambda: stats.rv_discrete(values=([0, 1], [0.5, 0.50002])))
        ),
    ),
    ("sum-not-one", "a softmax of log shares and log densities is Bayes' rule", by_densities),
    ("sum-not-one", "the class of SVC and its likeliest one", chosen_otherwise),
    ("sum-not-one", "multi:softmax in both interfaces of XGBoost", class_numbers),
    ("sum-not-one", "two classes have one model against the rest", one_column),
    ("sum-not-one", "boosted trees: float32, scores, classes, sigmoids", boosted),
    ("sum-not-one", "LightGBM gives scores for an objective of one's own", own_objective),
    (
        "sum-not-one",
        "zero-shot scores sum to 1, unless multi_label",
        lambda: close(zero_shot(multi_label=False), 1) and zero_shot(multi_label=True) > 1.5,
    ),
    ("sum-not-one", "draws from weights", draws_of_weights),
    ("sum-not-one", "SciPy's own checks", of_scipy),
    ("sum-not-one", "16 bits and 50,000 classes", half_precision),
    (
        "sum-not-one",
        "without keepdim a square tensor is divided by columns",
        lambda: (
            close((torch.eye(2) + 1) / (torch.eye(2) + 1).sum(1), [[2 / 3, 1 / 3], [1 / 3, 2 / 3]])
            and not close((torch.tensor([[1.0, 2], [4, 5]]) / torch.tensor([3.0, 9])).sum(1), [1, 1], 0.1)
        ),
    ),
    ("sum-not-one", "dividing and masking before agree", lambda: all(close(p, masked()[0], 1e-5) for p in masked())),
    ("sum-not-one", "rows of scikit-learn's models sum to 1", models_of_one_label),
    ("sum-not-one", "a mean over trees exceeds 1 by rounding", rounded_over_trees),
    ("sum-not-one", "several labels give lists", models_of_several_labels),
    ("sum-not-one", "one tree against the rest leaves zeros", tree_says_no),
    ("sum-not-one", "AUC of one-hot labels is that of ovr", auc),
    ("sum-not-one", "softmax of scores changes their AUC", auc_of_scores),
    ("sum-not-one", "Keras in 16 bits needs an activation in float32", mixed_precision),
    (
        "sum-not-one",
        "JAX sums to 1 if the logits are float32",
        lambda: close(jax.nn.softmax(jnp.array(LOGITS.numpy(), jnp.bfloat16).astype(jnp.float32)).sum(-1), 1, 1e-6),
    ),
    ("sum-not-one", "the sum of three thirds prints 1", lambda: THIRDS.sum() == 1 and miss(THIRDS) > 1.5e-8),
    ("sum-not-one", "choice refuses the list", lambda: raises("P" + OFF, lambda: rng().choice(3, p=THIRDS.tolist()))),
    (
        "sum-not-one",
        "the old one in small letters",
        lambda: raises("p" + OFF, lambda: np.random.choice(3, p=THIRDS.tolist())),
    ),
    (
        "sum-not-one",
        "an LSTM or a GRU with a softmax misses 1",
        lambda: recurrent(keras.layers.LSTM) and recurrent(keras.layers.GRU),
    ),
    (
        "sum-not-one",
        "attention weights miss 1 with dropout, until model.eval()",
        lambda: (attention_sums(True) - 1).abs().max() > 0.05 and close(attention_sums(False), np.ones((1, 5))),
    ),
    (
        "sum-not-one",
        "one classifier against the rest for several labels misses 1",
        lambda: np.abs(several_labels().sum(axis=1) - 1).max() > 0.1,
    ),
    ("sum-not-one", "choice refuses the tensor", lambda: raises(OFF, lambda: rng().choice(3, p=THIRDS))),
    (
        "sum-not-one",
        "choice refuses a JAX array",
        lambda: raises(OFF, lambda: rng().choice(3, p=jax.nn.softmax(jnp.zeros(3, jnp.float32)))),
    ),
    (
        "sum-not-one",
        "choice refuses some bfloat16 numbers",
        lambda: any(raises(OFF, partial(rng().choice, 10, p=p)) for p in rows(10, torch.bfloat16).float().numpy()),
    ),
    ("sum-not-one", "choice accepts the float32 array", lambda: rng().choice(3, p=THIRDS.numpy()) in range(3)),
    (
        "sum-not-one",
        "float64 is allowed 1.5e-8",
        lambda: (
            rng().choice(2, p=[0.5, 0.5 + 1.4e-8]) in (0, 1)
            and raises(OFF, lambda: rng().choice(2, p=[0.5, 0.5 + 1.6e-8]))
        ),
    ),
    (
        "sum-not-one",
        "float32 is allowed 3.5e-4",
        lambda: (
            rng().choice(2, p=np.array([0.5, 0.5 + 3.3e-4], np.float32)) in (0, 1)
            and raises(OFF, lambda: rng().choice(2, p=np.array([0.5, 0.5 + 3.6e-4], np.float32)))
        ),
    ),
    (
        "sum-not-one",
        "float16 is allowed 0.031",
        lambda: (
            rng().choice(2, p=np.array([0.5, 0.53], np.float16)) in (0, 1)
            and raises(OFF, lambda: rng().choice(2, p=np.array([0.5, 0.533], np.float16)))
        ),
    ),
    (
        "sum-not-one",
        "shapes (27, 1) and (27,) make sums of 27",
        lambda: close(jax.nn.softmax(jnp.ones((27, 1)) + jnp.ones(27), axis=0).sum(), 27, 1e-5),
    ),
    (
        "sum-not-one",
        "NaN has its own error",
        lambda: raises("Probabilities contain NaN", lambda: rng().choice(2, p=[np.nan, 1])),
    ),
    (
        "sum-not-one",
        "multinomial refuses 1e-10 too much before the last",
        lambda: raises("sum(pvals[:-1]) > 1.0", lambda: rng().multinomial(9, [0.5, 0.5 + 1e-10, 0.0])),
    ),
    (
        "sum-not-one",
        "for float32 the text names the cast",
        lambda: raises(
            "sum(pvals[:-1].astype(np.float64)) > 1.0. The pvals array is cast to 64-bit floating point",
            lambda: rng().multinomial(9, np.array([0.5, 0.5 + 1e-6, 0], np.float32)),
        ),
    ),
    ("sum-not-one", "some float32 softmaxes raise it", lambda: raises("sum(pvals[:-1].astype", longest_multinomial)),
    (
        "sum-not-one",
        "multinomial gives the last class the rest",
        lambda: close(rng().multinomial(100_000, [0.2, 0.2, 0.2]) / 1e5, [0.2, 0.2, 0.6], 0.02),
    ),
    (
        "sum-not-one",
        "the fix of PyTorch draws",
        lambda: drawn(from_torch(torch.softmax(torch.ones(3, requires_grad=True), -1))),
    ),
    ("sum-not-one", "and for bfloat16", lambda: all(drawn(from_torch(row)) for row in rows(10, torch.bfloat16))),
    (
        "sum-not-one",
        "and for a batch",
        lambda: rng().multinomial(1, from_torch(rows(1000, torch.float32))).sum() == 20,
    ),
    (
        "sum-not-one",
        "the fix of JAX draws, in bfloat16 too",
        lambda: drawn(np.asarray(jax.nn.softmax(jnp.zeros(3, jnp.bfloat16)), dtype=np.float64)),
    ),
    (
        "sum-not-one",
        "the fix of Keras draws",
        lambda: drawn(keras.ops.convert_to_numpy(keras.ops.softmax(keras.ops.zeros(3))).astype("float64")),
    ),
    (
        "sum-not-one",
        "float32 of PyTorch stays under 1e-5 on random logits",
        lambda: 0 < miss(rows(50_000, torch.float32)) < 1e-5,
    ),
    ("sum-not-one", "not where nearly all are equal", lambda: 1e-5 < miss(torch.softmax(EQUAL, dim=-1)) < 1e-3),
    (
        "sum-not-one",
        "two lines are enough",
        lambda: rng().choice(3, p=np.array(THIRDS.tolist()) / np.array(THIRDS.tolist()).sum()) in range(3),
    ),
    (
        "sum-not-one",
        "in a batch the text has dots",
        lambda: raises("sum(pvals[...,:-1]) > 1.0", lambda: rng().multinomial(1, [[0.5, 0.6, 0.0], [0.5, 0.5, 0.0]])),
    ),
    (
        "sum-not-one",
        "categorical_crossentropy of Keras divides by the sum",
        lambda: close(
            keras.losses.categorical_crossentropy(np.eye(3, dtype="float32"), SIGMOIDS),
            -np.log(np.diag(SIGMOIDS) / SIGMOIDS.sum(axis=1)),
            1e-5,
        ),
    ),
    (
        "sum-not-one",
        "OneVsRestClassifier divides by the sum for single labels",
        lambda: close(
            OneVsRestClassifier(LogisticRegression()).fit(LOGITS.numpy(), [0, 1, 2]).predict_proba(SIGMOIDS).sum(-1),
            np.ones(3),
        ),
    ),
    (
        "sum-not-one",
        "torch.multinomial refuses zeros",
        lambda: raises("sum of probabilities <= 0", lambda: torch.multinomial(torch.zeros(3), 1)),
    ),
    (
        "sum-not-one",
        "16 bits miss by thousandths, and under 0.01",
        lambda: 1e-4 < miss(rows(10, torch.float16)) < 1e-3 < miss(rows(10, torch.bfloat16)) < 0.01,
    ),
    (
        "sum-not-one",
        "dtype=float32 repairs 16 bits",
        lambda: miss(torch.softmax(LOGITS.bfloat16(), dim=-1, dtype=torch.float32)) < 1e-6,
    ),
    (
        "sum-not-one",
        "log_loss warns of sigmoids",
        lambda: warned("The y_prob values do not sum to one. Make sure to pass", lambda: log_loss([0, 1, 2], SIGMOIDS)),
    ),
    (
        "sum-not-one",
        "and of float32 as float64, not of float32",
        lambda: (
            warned("do not sum to one", lambda: log_loss([0, 1, 2], np.tile(THIRDS.double().numpy(), (3, 1))))
            and not warned("do not sum to one", lambda: log_loss([0, 1, 2], np.tile(THIRDS.numpy(), (3, 1))))
        ),
    ),
    (
        "sum-not-one",
        "it does not after the fix",
        lambda: (
            not warned(
                "do not sum", lambda: log_loss([0, 1, 2], from_torch(torch.softmax(LOGITS, -1)), labels=[0, 1, 2])
            )
        ),
    ),
    (
        "sum-not-one",
        "roc_auc_score refuses 16 bits and sigmoids, not float32",
        lambda: (
            all(
                raises(
                    "Target scores need to be probabilities for multiclass roc_auc, i.e. they should sum up to 1.0",
                    partial(roc_auc_score, [0, 1, 2], p, multi_class="ovr"),
                )
                for p in (LOGITS.numpy(), SIGMOIDS, torch.softmax(LOGITS.half(), dim=-1).float().numpy())
            )
            and roc_auc_score([0, 1, 2], torch.softmax(LOGITS, dim=-1).double().numpy(), multi_class="ovr") >= 0
        ),
    ),
    (
        "sum-not-one",
        "Categorical divides by the sum, multinomial takes any weights",
        lambda: (
            close(Categorical(probs=torch.tensor([0.8, 0.4, 0.8])).probs, [0.4, 0.2, 0.4])
            and torch.multinomial(torch.tensor([0.8, 0.4, 0.8]), 1) in (0, 1, 2)
        ),
    ),
    (
        "sum-not-one",
        "Categorical refuses NaN, a negative number and zeros",
        lambda: all(
            raises("Simplex()", partial(Categorical, probs=torch.tensor(p)))
            for p in ([np.nan, 1.0], [2.0, -1.0], [0.0, 0.0])
        ),
    ),
    ("sum-not-one", "sometimes float16 weights", lambda: 0.7 < np.mean(half_simplex()) < 1),
    (
        "sum-not-one",
        "sometimes bfloat16 probabilities",
        lambda: any(raises("Simplex()", partial(Categorical, probs=p)) for p in many_rows()),
    ),
    (
        "sum-not-one",
        "a small number in the divisor is too much for small totals",
        lambda: with_epsilon(0.68) in range(3) and raises(OFF, partial(with_epsilon, 0.66)),
    ),
    (
        "sum-not-one",
        "the third place of choice is replace",
        lambda: {1, 3} & set(rng().choice([1, 2, 3, 4], 100, [0, 0.5, 0, 0.5]).tolist()),  # type: ignore[call-overload]
    ),
    (
        "sum-not-one",
        "a small number subtracted makes multinomial raise",
        lambda: raises(
            "pvals < 0, pvals > 1 or pvals contains NaNs",
            lambda: np.random.multinomial(1, np.array([0.5, 0.5, 1e-9]) - np.finfo(np.float32).epsneg),
        ),
    ),
    (
        "sum-not-one",
        "subtracting the minimum makes 0 and 1 of two, and NaN of equal ones",
        lambda: close(rescaled([0.3, 0.7]), [0, 1]) and np.isnan(rescaled([0.5, 0.5])).all(),
    ),
    (
        "sum-not-one",
        "divided by the largest, the sum exceeds 1",
        lambda: close((THIRDS / THIRDS.max()).sum(), 3),
    ),
    (
        "sum-not-one",
        "a state of 100 columns makes 100 columns of probabilities",
        lambda: close(
            jax.nn.softmax(jnp.ones((27, 100)) @ jnp.ones((100, 100)) + jnp.ones((27, 1)), axis=0).sum(), 100, 1e-5
        ),
    ),
)
def test_what_a_page_says_of_a_framework_is_true(holds: Callable[[], object]) -> None:
    assert holds()
