"""What the page about telling logits from probabilities says of PyTorch, JAX, Keras, scikit-learn and NumPy."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

import jax
import jax.numpy as jnp
import keras
import numpy as np
import scipy.special as sp
import torch
from sklearn.calibration import CalibratedClassifierCV
from sklearn.datasets import load_iris
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.svm import SVC, LinearSVC
from torch import nn
from transformers import BertConfig, BertForMaskedLM, BertForSequenceClassification, BertTokenizer

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


@claims(
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
