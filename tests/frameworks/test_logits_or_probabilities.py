"""What the page about telling logits from probabilities says of PyTorch, JAX, Keras, scikit-learn and NumPy."""

from __future__ import annotations

import inspect
import json
import warnings
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import jax
import jax.numpy as jnp
import keras
import lightgbm
import numpy as np
import scipy.special as sp
import torch
import transformers
import xgboost
from sklearn.calibration import CalibratedClassifierCV
from sklearn.datasets import load_iris, make_blobs, make_multilabel_classification
from sklearn.ensemble import IsolationForest, RandomForestClassifier
from sklearn.linear_model import LinearRegression, LogisticRegression, RidgeClassifier, SGDClassifier
from sklearn.metrics import average_precision_score, f1_score, log_loss, roc_auc_score
from sklearn.mixture import GaussianMixture
from sklearn.svm import SVC, LinearSVC
from sklearn.tree import DecisionTreeClassifier
from statsmodels.duration.hazard_regression import PHReg
from torch import nn
from transformers import (
    BertConfig,
    BertForMaskedLM,
    BertForQuestionAnswering,
    BertForSequenceClassification,
    BertTokenizer,
    TextClassificationPipeline,
    TokenClassificationPipeline,
    Wav2Vec2Config,
    Wav2Vec2ForCTC,
    ZeroShotClassificationPipeline,
)
from transformers.pipelines import SUPPORTED_TASKS

from tests.frameworks.claims import claims, close, raises
from tests.frameworks.small_model import small_model

PAGE = "logits-or-probabilities"
FLOWERS, KINDS = load_iris(return_X_y=True)
THREE = LogisticRegression(max_iter=1000).fit(FLOWERS, KINDS)
TWO = LogisticRegression(max_iter=1000).fit(FLOWERS[50:], KINDS[50:])
SCORES, KIND = np.array([[2.0, 1, -1], [0, 3, 1], [1, 0, 2]]), [0, 1, 2]
BETWEEN, FIRST = torch.tensor([0.1, 0.4, 0.9]), torch.tensor([0.0, 0, 1])
DRAW = np.random.default_rng(0)


class Hidden(nn.Module):
    """Ends in a softmax that is typed in forward."""

    def __init__(self) -> None:
        super().__init__()
        self.last = nn.Linear(3, 2)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.softmax(self.last(x), -1)


class Headed(nn.Module):
    """Leaves the softmax to the forward of a part."""

    def __init__(self) -> None:
        super().__init__()
        self.head = Hidden()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.as_tensor(self.head(x))


def last_in_keras() -> tuple[str, str]:
    """Return the activation of the last layer, and the last operation, where keras.ops.softmax comes last."""
    inputs = keras.Input((3,))
    model = keras.Model(inputs, keras.ops.softmax(keras.layers.Dense(3)(inputs)))
    return model.layers[-1].activation.__name__, type(model.operations[-1]).__name__


def predicted(activation: str | None) -> np.ndarray:
    """Return what predict gives for the inputs 2 and -1 if the last layer keeps them, apart from its activation."""
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(2, activation=activation)])
    model.set_weights([np.eye(2), np.zeros(2)])
    return np.asarray(model.predict(np.array([[2.0, -1.0]], np.float32), verbose=0)[0])


def outside_after_squared_error() -> float:
    """Return which share of a linear regression's outputs for labels 0 and 1 lies outside 0 to 1."""
    rng = np.random.default_rng(0)
    x = rng.normal(size=(500, 3))
    y = (x.sum(1) + rng.normal(size=500) > 0).astype(float)
    p = LinearRegression().fit(x, y).predict(x)
    return float(np.mean((p < 0) | (p > 1)))


def steps(function: Callable[[jax.Array], jax.Array]) -> str:
    return str(jax.make_jaxpr(function)(jnp.ones(3)))


def last_activation(**options: object) -> tuple[str, float]:
    """Return the last activation of a model of keras.applications, and what its outputs add up to."""
    model = keras.applications.MobileNetV2(weights=None, input_shape=(32, 32, 3), **options)
    outputs = model(np.ones((1, 32, 32, 3), np.float32))
    return model.layers[-1].activation.__name__, float(keras.ops.convert_to_numpy(outputs).sum())


def last_words() -> bool:
    """Return whether the page's lines pick the logits of the last words, padded at the right, too."""
    model, text = small_model(), torch.tensor([[3, 4, 5]])
    alone = model(text).logits[0, -1]
    ids, mask = torch.tensor([[3, 4, 5, 0, 0], [6, 7, 8, 9, 2]]), torch.tensor([[1, 1, 1, 0, 0], [1, 1, 1, 1, 1]])
    right = model(ids, attention_mask=mask).logits[torch.arange(2), mask.sum(-1) - 1]
    return close(right[0], alone.detach(), 1e-4)


def masked_words(folder: Path) -> bool:
    """Return whether the page's lines give a row for each masked word, and words with probabilities."""
    (folder / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "i", "like", "tea"]))
    tokenizer = BertTokenizer(str(folder / "vocab.txt"))
    torch.manual_seed(0)
    sizes = {"hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 8}
    model = BertForMaskedLM(BertConfig(vocab_size=8, **sizes)).eval()
    made = tokenizer(["i [MASK] [MASK]", "[MASK]"], padding=True, return_tensors="pt")
    ids, mask = made["input_ids"], made["attention_mask"]
    out = model(ids, attention_mask=mask)
    z = out.logits[ids == tokenizer.mask_token_id]
    p, tokens = z.softmax(-1).topk(5)
    words = tokenizer.convert_ids_to_tokens(tokens[0].tolist())
    return z.shape == (3, 8) and len(words) == 5 and bool((p.sum(-1) < 1).all() and (p[:, :-1] >= p[:, 1:]).all())


def regression() -> bool:
    """Return whether one label in transformers means a squared error by default."""
    sizes = {"hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 8}
    model = BertForSequenceClassification(BertConfig(vocab_size=8, num_labels=1, **sizes)).eval()
    out = model(torch.tensor([[2, 5, 3]]), labels=torch.tensor([7.5]))
    return model.config.problem_type == "regression" and close(out.loss.item(), (out.logits.item() - 7.5) ** 2, 1e-5)


def small_tokenizer() -> BertTokenizer:
    folder = Path(mkdtemp())
    (folder / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "i", "like", "tea"]))
    return BertTokenizer(str(folder / "vocab.txt"))


SIZES = {"vocab_size": 8, "hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 8}


def pipeline_scores() -> bool:
    """Return whether the pipeline applies what the page says for each kind of model, or what it is told."""
    tokenizer = small_tokenizer()

    def scored(told: Any = None, **config: Any) -> tuple[np.ndarray, np.ndarray]:
        model = BertForSequenceClassification(BertConfig(**SIZES, **config)).eval()
        pipe = TextClassificationPipeline(model=model, tokenizer=tokenizer)
        z = model(**tokenizer("i like tea", return_tensors="pt")).logits[0].detach().numpy()
        options = {} if told is None else {"function_to_apply": told}
        found = pipe("i like tea", top_k=None, **options)
        by_label = {one["label"]: one["score"] for one in found}
        return z, np.array([by_label[f"LABEL_{k}"] for k in range(len(z))])

    several: dict[str, Any] = {"num_labels": 3, "problem_type": "multi_label_classification"}
    one: dict[str, Any] = {"num_labels": 1, "problem_type": "regression"}
    cases = [
        (scored(num_labels=3), lambda z: sp.softmax(z)),
        (scored(**several), sp.expit),
        (scored(num_labels=1), sp.expit),
        (scored(**one), lambda z: z),
        (scored("none", num_labels=3), lambda z: z),
        (scored("softmax", num_labels=1), np.ones_like),
        (scored("sigmoid", num_labels=3), sp.expit),
    ]
    return all(np.allclose(found, function(z), atol=1e-6) for (z, found), function in cases)


def other_pipelines() -> bool:
    """Return whether the sources apply softmax to tokens, and to candidates or to yes and no of each."""
    tokens = inspect.getsource(TokenClassificationPipeline.postprocess)
    zero = inspect.getsource(ZeroShotClassificationPipeline.postprocess)
    return (
        "shifted_exp / shifted_exp.sum(axis=-1" in tokens
        and "entail_contr_logits" in zero
        and "np.exp(entail_logits) / np.exp(entail_logits).sum(-1" in zero
    )


def orders() -> bool:
    """Return whether AUC takes one logit a row or labels, and the second of two outputs misleads."""
    rng = np.random.default_rng(0)
    y = rng.integers(0, 2, 400)
    x = rng.normal(size=400) + y
    no = 3 * rng.normal(size=400)
    z = np.stack([no, no + x], axis=1)
    labels, many = rng.integers(0, 2, (200, 3)), 4 * rng.normal(size=(200, 3))
    auc = roc_auc_score(y, x)
    return bool(
        auc == roc_auc_score(y, sp.expit(x))
        and close(average_precision_score(y, x), average_precision_score(y, sp.expit(x)))
        and close(roc_auc_score(y, z[:, 1] - z[:, 0]), auc)
        and close(roc_auc_score(y, sp.softmax(z, axis=1)[:, 1]), auc)
        and roc_auc_score(y, z[:, 1]) < auc - 0.1
        and roc_auc_score(labels, many) == roc_auc_score(labels, sp.expit(many))
        and raises("mix of binary and continuous", lambda: f1_score(y, x))
        and f1_score(y, x > 0) == f1_score(y, sp.expit(x) > 0.5)
    )


def keras_auc() -> bool:
    rng = np.random.default_rng(0)
    y = rng.integers(0, 2, 400)
    x = (rng.normal(size=400) + y).astype(np.float32)
    found = []
    for from_logits in (False, True):
        metric = keras.metrics.AUC(from_logits=from_logits)
        metric.update_state(y, x)
        found.append(float(metric.result()))
    true = roc_auc_score(y, x)
    return bool(abs(found[0] - true) > 0.01 > 10 * abs(found[1] - true))


def keras_cuts() -> bool:
    """Return whether Keras's metrics of labels cut logits at 0 if they are told, and at 0.5 otherwise."""
    x, y = np.array([2, -1, 0.3, -3], np.float32), np.array([1, 0, 1, 0])
    metrics = keras.metrics
    found = []
    for metric in (
        metrics.Precision(thresholds=0),
        metrics.Recall(thresholds=0),
        metrics.BinaryAccuracy(threshold=0),
        metrics.Recall(),
    ):
        metric.update_state(y, x)
        found.append(float(metric.result()))
    return found == [1, 1, 1, 0.5]


def wrapped() -> bool:
    """Return whether a wrapped model gives probabilities, and follows when the bare model learns."""
    x = torch.randn(5, 4)
    model = nn.Linear(4, 3)
    prob = nn.Sequential(model, nn.Softmax(dim=-1)).eval()
    first = close(prob(x).detach(), model(x).softmax(-1).detach().numpy())
    model.weight.data *= 2
    bare = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)])
    shown = keras.Sequential([bare, keras.layers.Softmax()])
    bare.set_weights([2 * weight for weight in bare.get_weights()])
    p = shown.predict(x.numpy(), verbose=0)
    kept = close(p, sp.softmax(bare.predict(x.numpy(), verbose=0), axis=1), 1e-5)
    return first and kept and close(prob(x).detach(), model(x).softmax(-1).detach().numpy())


def answers() -> bool:
    """Return whether the page's lines give an answer that ends no earlier than it begins."""
    tokenizer = small_tokenizer()
    torch.manual_seed(0)
    model = BertForQuestionAnswering(BertConfig(**SIZES)).eval()
    inputs = tokenizer("i like", "like tea i", return_tensors="pt")
    out = model(**inputs)
    text_only = [part == 1 for part in inputs.sequence_ids()]
    text_only[0] = True
    out_of = ~torch.tensor(text_only)
    start = out.start_logits[0].masked_fill(out_of, -torch.inf).softmax(-1)
    end = out.end_logits[0].masked_fill(out_of, -torch.inf).softmax(-1)
    p = (start[:, None] * end).triu()
    p[0, 1:] = 0
    i, j = divmod(int(p.argmax().item()), p.shape[1])
    best = max((start[a] * end[b]).item() for a in range(1, len(start)) for b in range(a, len(end)))
    best = max(best, (start[0] * end[0]).item())
    text = tokenizer.decode(inputs["input_ids"][0, i : j + 1])
    kept = text_only == [True, False, False, False, True, True, True, False]
    return kept and i <= j and close(p[i, j].item(), best) and isinstance(text, str)


def calibrated_svc() -> bool:
    """Return whether probability=True is deprecated, its replacement works, and a sigmoid of scores differs."""
    x, y = FLOWERS[50:], KINDS[50:]
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        SVC(probability=True).fit(x, y)
    p = CalibratedClassifierCV(SVC(), ensemble=False).fit(x, y).predict_proba(x)
    score = SVC().fit(x, y).decision_function(x)
    return (
        "deprecated in 1.9" in str(caught[0].message)
        and close(p.sum(1), 1)
        and ((score > 0) == (SVC().fit(x, y).predict(x) == 2)).all()
        and np.abs(sp.expit(score) - p[:, 1]).max() > 0.05
    )


def other_scores() -> bool:
    """Return whether SGDClassifier has logits with log_loss only, and RidgeClassifier no probabilities."""
    x, y = FLOWERS[50:], KINDS[50:]
    logistic = SGDClassifier(loss="log_loss", random_state=0).fit(x, y)
    return (
        close(sp.expit(logistic.decision_function(x)), logistic.predict_proba(x)[:, 1], 1e-9)
        and not hasattr(SGDClassifier(), "predict_proba")
        and not hasattr(RidgeClassifier(), "predict_proba")
    )


def halves() -> bool:
    """Return whether float16 keeps logits to 0.004 from 8 to 16, and loses probabilities below 3e-8."""
    x = np.linspace(8, 16, 10_001)
    return bool(np.abs(x.astype(np.float16) - x).max() < 0.004 and np.float16(2.9e-8) == 0 < np.float16(3.1e-8))


def objectives() -> bool:
    """Return whether xgb.train and lgb.train fit a squared error by default, and multiclassova wants sigmoids."""
    x, y = FLOWERS[50:, :2], (KINDS[50:] == 2).astype(int)
    quiet = {"verbose": -1}
    dtrain = xgboost.DMatrix(x, y)
    plain, logistic = xgboost.train({}, dtrain), xgboost.train({"objective": "binary:logistic"}, dtrain)
    trees = lightgbm.train(quiet, lightgbm.Dataset(x, y), 100)
    binary = lightgbm.train(quiet | {"objective": "binary"}, lightgbm.Dataset(x, y), 10)

    def name(booster: xgboost.Booster) -> str:
        return str(json.loads(booster.save_config())["learner"]["objective"]["name"])

    q = trees.predict(x)
    each = lightgbm.LGBMClassifier(objective="multiclassova", n_estimators=9, verbose=-1).fit(FLOWERS, KINDS)
    raw, p = each.predict(FLOWERS, raw_score=True), each.predict_proba(FLOWERS)
    return bool(
        name(plain) == "reg:squarederror"
        and name(logistic) == "binary:logistic"
        and "objective=regression" in trees.model_to_string()[:300]
        and "objective=binary" in binary.model_to_string()[:300]
        and (q.min() < 0 or q.max() > 1)
        and 0 < binary.predict(x).min() < binary.predict(x).max() < 1
        and not hasattr(plain, "predict_proba")
        and close(sp.expit(raw), p, 1e-9)
        and np.abs(sp.softmax(raw, axis=1) - p).max() > 0.05
    )


def nll_of_probabilities() -> bool:
    """Return whether nll_loss takes log-probabilities, and returns -p of probabilities without an error."""
    z, y = torch.tensor([[2.0, 1, -1], [0, 3, 1]]), torch.tensor([0, 2])
    p = z.softmax(dim=1)
    nll = nn.functional.nll_loss
    right = nn.functional.cross_entropy(z, y).item()
    return close(nll(z.log_softmax(dim=1), y), right, 1e-5) and close(nll(p, y), -p[[0, 1], y].mean().item(), 1e-5)


def categories() -> bool:
    """Return whether Categorical reads a lone argument as probabilities, and refuses negative logits with a message."""
    first = torch.distributions.Categorical
    read, told = first(BETWEEN).probs, first(logits=BETWEEN).probs
    return (
        close(read, BETWEEN / BETWEEN.sum(), 1e-6)
        and close(told, BETWEEN.softmax(-1), 1e-6)
        and raises("to satisfy the constraint Simplex()", lambda: first(torch.tensor([2.0, 1, -2])))
    )


def speech() -> bool:
    """Return whether a CTC model of transformers returns logits of each time step."""
    sizes: dict[str, Any] = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2}
    sizes |= {"intermediate_size": 16, "num_conv_pos_embeddings": 16, "num_conv_pos_embedding_groups": 2}
    layers: dict[str, Any] = {"conv_dim": (8, 8), "conv_stride": (5, 2), "conv_kernel": (10, 3)}
    model = Wav2Vec2ForCTC(Wav2Vec2Config(vocab_size=9, num_feat_extract_layers=2, **sizes, **layers)).eval()
    z = model(torch.randn(1, 400)).logits
    return z.ndim == 3 and z.shape[-1] == 9 and bool(z.min() < 0) and not close(z.exp().sum(-1).detach(), 1, 0.5)


def other_outputs() -> bool:
    """Return whether a Cox model gives log hazards, a density's logarithm exceeds 0, adaptive softmax gives logs."""
    rng = np.random.default_rng(0)
    x = rng.normal(size=(300, 1))
    fit = PHReg(rng.exponential(np.exp(-x[:, 0])), x).fit()
    log_hazard = fit.predict(pred_type="lhr").predicted_values
    dense = GaussianMixture(1).fit(0.01 * x).score_samples([[0.0]])
    layer = nn.AdaptiveLogSoftmaxWithLoss(32, 20, [5, 10])
    p = layer.log_prob(torch.randn(3, 32)).exp().detach()
    raw = xgboost.XGBClassifier(objective="binary:logitraw", n_estimators=5).fit(FLOWERS[50:], KINDS[50:] - 1)
    pair = raw.predict_proba(FLOWERS[50:])
    return bool(
        close(np.exp(log_hazard), fit.predict(pred_type="hr").predicted_values, 1e-9)
        and close(log_hazard, x[:, 0] * fit.params[0], 1e-9)
        and dense[0] > 0
        and close(p.sum(-1), 1, 1e-5)
        and close(pair.sum(1), 1, 1e-5)
        and pair.min() < 0
    )


def scores_of_estimators() -> bool:
    """Return whether the columns of decision_function, and the probabilities of trees and forests, are as it says."""
    x, y = make_blobs(200, centers=4, random_state=0, cluster_std=2)
    each, pairs = SVC().fit(x, y), SVC(decision_function_shape="ovo").fit(x, y)
    two = SVC().fit(FLOWERS[50:], KINDS[50:])
    score = two.decision_function(FLOWERS)
    forest = RandomForestClassifier(9, random_state=0).fit(x, y)
    mean = np.mean([tree.predict_proba(x) for tree in forest.estimators_], axis=0)
    tree = DecisionTreeClassifier(random_state=0).fit(x, y)
    several = RandomForestClassifier(3).fit(*make_multilabel_classification(random_state=0)).predict_proba
    lone = IsolationForest(random_state=0).fit(FLOWERS)
    return bool(
        score.shape == (150,)
        and (two.classes_[(score > 0).astype(int)] == two.predict(FLOWERS)).all()
        and (each.classes_[each.decision_function(x).argmax(1)] == each.predict(x)).all()
        and pairs.decision_function(x).shape == (200, 6)
        and close(forest.predict_proba(x), mean, 1e-12)
        and set(np.unique(tree.predict_proba(x))) == {0, 1}
        and isinstance(several(make_multilabel_classification(random_state=0)[0]), list)
        and ((lone.decision_function(FLOWERS) < 0) == (lone.predict(FLOWERS) == -1)).all()
    )


def contradicts() -> bool:
    """Return whether probability=True gives another class than predict for some inputs."""
    x, y = make_blobs(200, centers=4, random_state=0, cluster_std=2)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = SVC(probability=True, random_state=0).fit(x, y)
        return bool((model.classes_[model.predict_proba(x).argmax(1)] != model.predict(x)).any())


def detectors() -> bool:
    """Return whether the sources apply softmax and drop the last column in DETR, and a sigmoid in its successor."""
    models = Path(transformers.__file__).parent / "models"
    first = (models / "detr/image_processing_detr.py").read_text(encoding="utf-8")
    second = (models / "deformable_detr/image_processing_deformable_detr.py").read_text(encoding="utf-8")
    dropped = "softmax(out_logits, -1)" in first and "prob[..., :-1].max(-1)" in first
    return dropped and "out_logits.sigmoid()" in second and "softmax" not in second


@claims(
    (PAGE, "what scikit-learn's scores and probabilities are", scores_of_estimators),
    (PAGE, "an SVC's probabilities can contradict predict", contradicts),
    (PAGE, "DETR drops a column after softmax, Deformable DETR applies a sigmoid", detectors),
    (
        PAGE,
        "in float32 a gap above 17 gives exactly 1",
        lambda: torch.tensor([17.0, 0]).softmax(-1)[0] == 1 > torch.tensor([16.0, 0]).softmax(-1)[0],
    ),
    (PAGE, "argmax of a single column is always 0", lambda: (torch.randn(9, 1).argmax(-1) == 0).all()),
    (PAGE, "Categorical reads probabilities unless told", categories),
    (PAGE, "a CTC model returns logits of each step", speech),
    (PAGE, "outputs of a Cox model, a density, an adaptive softmax and logitraw", other_outputs),
    (PAGE, "what the text-classification pipeline applies", pipeline_scores),
    (PAGE, "what other pipelines apply, by their source", other_pipelines),
    (PAGE, "AUC takes logits, F1 labels", orders),
    (PAGE, "Keras's AUC needs from_logits", keras_auc),
    (PAGE, "other metrics of Keras need a threshold of 0", keras_cuts),
    (
        PAGE,
        "in float32 the sigmoid of 17 is 1",
        lambda: torch.sigmoid(torch.tensor(17.0)) == 1 > torch.sigmoid(torch.tensor(16.0)),
    ),
    (PAGE, "boosted trees without an objective fit a squared error", objectives),
    (PAGE, "a wrapped model", wrapped),
    (PAGE, "nll_loss of probabilities is -p", nll_of_probabilities),
    (PAGE, "the probability of an answer", answers),
    (PAGE, "no question-answering pipeline", lambda: "question-answering" not in SUPPORTED_TASKS),
    (PAGE, "an SVC's scores and their calibration", calibrated_svc),
    (PAGE, "which linear models have logits", other_scores),
    (PAGE, "float16 keeps logits better than probabilities", halves),
    (PAGE, "the logits of the last word, padded at the right", last_words),
    (PAGE, "a row of logits for each masked word", lambda: masked_words(Path(mkdtemp()))),
    (PAGE, "num_labels=1 is a regression by default", regression),
    (PAGE, "print shows the layers, not a softmax in forward", lambda: "oftmax" not in str(Hidden())),
    (PAGE, "the source of forward shows it", lambda: "softmax" in inspect.getsource(type(Hidden()).forward)),
    (
        PAGE,
        "unless it is in the forward of a part",
        lambda: (
            "softmax" not in inspect.getsource(type(Headed()).forward)
            and "oftmax" not in str(Headed())
            and close(Headed()(torch.ones(1, 3)).sum().item(), 1, 1e-6)
        ),
    ),
    (PAGE, "keras.ops.softmax shows in operations only", lambda: last_in_keras() == ("linear", "Softmax")),
    (PAGE, "a squared error leaves some outside 0 to 1", lambda: 0.05 < outside_after_squared_error() < 0.3),
    (
        PAGE,
        "a Linear layer after a ReLU returns negative numbers",
        lambda: (nn.Sequential(nn.ReLU(), nn.Linear(3, 50))(torch.randn(9, 3)) < 0).any(),
    ),
    (PAGE, "classes_ names the columns", lambda: THREE.classes_.tolist() == [0, 1, 2]),
    (PAGE, "a sigmoid is logistic in the jaxpr", lambda: "logistic" in steps(jax.nn.sigmoid)),
    (
        PAGE,
        "softmax is exp, then div",
        lambda: (lambda text: 0 < text.index("= exp ") < text.index("= div "))(steps(jax.nn.softmax)),
    ),
    (
        PAGE,
        "log-softmax is exp, then log",
        lambda: (lambda text: 0 < text.index("= exp ") < text.index("= log "))(steps(jax.nn.log_softmax)),
    ),
    (PAGE, "keras.applications ends in softmax", lambda: last_activation()[0] == "softmax"),
    (PAGE, "and returns probabilities", lambda: close(last_activation()[1], 1, 1e-5)),
    (
        PAGE,
        "unless classifier_activation is None",
        lambda: (lambda last: last[0] == "linear" and abs(last[1]) < 0.5)(last_activation(classifier_activation=None)),
    ),
    (
        PAGE,
        "predict gives what the last layer gives",
        lambda: (
            predicted(None).tolist() == [2, -1]
            and close(predicted("softmax"), sp.softmax([2.0, -1.0]))
            and close(keras.ops.softmax(predicted(None), axis=-1), sp.softmax([2.0, -1.0]))
        ),
    ),
    (PAGE, "a layer Softmax has no activation", lambda: getattr(keras.layers.Softmax(), "activation", None) is None),
    (
        PAGE,
        "decision_function of LogisticRegression gives logits",
        lambda: close(sp.softmax(THREE.decision_function(FLOWERS), axis=-1), THREE.predict_proba(FLOWERS)),
    ),
    (
        PAGE,
        "one column for two classes",
        lambda: close(sp.expit(TWO.decision_function(FLOWERS)), TWO.predict_proba(FLOWERS)[:, 1]),
    ),
    (
        PAGE,
        "LinearSVC and SVC give no probabilities",
        lambda: not any(hasattr(m(), "predict_proba") for m in (LinearSVC, SVC)),
    ),
    (
        PAGE,
        "CalibratedClassifierCV adds them",
        lambda: close(CalibratedClassifierCV(LinearSVC()).fit(FLOWERS, KINDS).predict_proba(FLOWERS).sum(-1), 1),
    ),
    (
        PAGE,
        "BCELoss refuses what lies outside",
        lambda: raises("all elements of input should be between 0 and 1", lambda: nn.BCELoss()(FIRST + 0.2, FIRST)),
    ),
    (
        PAGE,
        "and NaN",
        lambda: raises(
            "all elements of input should be between 0 and 1", lambda: nn.BCELoss()(FIRST * torch.nan, FIRST)
        ),
    ),
    (
        PAGE,
        "logits between 0 and 1 pass, and give another number",
        lambda: abs(nn.BCELoss()(BETWEEN, FIRST) - nn.BCEWithLogitsLoss()(BETWEEN, FIRST)) > 0.4,
    ),
    (
        PAGE,
        "log_loss refuses logits",
        lambda: raises("y_prob contains values greater than 1", lambda: log_loss(KIND, SCORES)),
    ),
    (
        PAGE,
        "also those below 0",
        lambda: raises("y_prob contains values lower than 0", lambda: log_loss([0, 1], [[-1, 0.5], [0.2, 0.3]])),
    ),
    (
        PAGE,
        "roc_auc_score refuses logits of three classes",
        lambda: raises(
            "Target scores need to be probabilities for multiclass roc_auc",
            lambda: roc_auc_score(KIND, SCORES, multi_class="ovr"),
        ),
    ),
    (
        PAGE,
        "and takes their softmax",
        lambda: roc_auc_score(KIND, sp.softmax(SCORES, axis=1), multi_class="ovr") == 1,
    ),
    (
        PAGE,
        "choice refuses logits",
        lambda: raises("Probabilities do not sum to 1", lambda: DRAW.choice(3, p=BETWEEN.numpy())),
    ),
    (
        PAGE,
        "choice refuses negative logits",
        lambda: raises("Probabilities are not non-negative", lambda: DRAW.choice(2, p=[-1.0, 2.0])),
    ),
    (
        PAGE,
        "and a list of float32 numbers",
        lambda: raises(
            "Probabilities do not sum to 1",
            lambda: DRAW.choice(9000, p=torch.softmax(torch.linspace(0, 9, 9000), -1).tolist()),
        ),
    ),
)
def test_what_the_page_says_of_a_framework_is_true(holds: Callable[[], object]) -> None:
    assert holds()
