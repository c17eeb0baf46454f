"""What the page about several labels at once says of the frameworks."""

from __future__ import annotations

import types
import warnings
from collections.abc import Callable
from functools import partial
from typing import Any

import jax.numpy as jnp
import keras
import lightgbm
import numpy as np
import optax
import scipy.special
import sklearn.metrics
import tokenizers
import torch
import transformers
import xgboost
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.multioutput import MultiOutputClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import MultiLabelBinarizer
from torch import nn
from torch.nn import functional

from tests.frameworks.claims import claims, close, raises

X = np.array([[1.5, -0.5, 2.0], [2.0, 0.3, -1.0]], dtype=np.float32)
T = np.array([[1, 0, 1], [1, 0, 0]], dtype=np.float32)
x, t = torch.tensor(X), torch.tensor(T)
BCE = float(np.mean(np.logaddexp(0, X) - T * X))
CE = float(np.mean(np.sum(T * (np.log(np.exp(X).sum(axis=1, keepdims=True)) - X), axis=1)))
FEATURES = np.random.default_rng(0).normal(size=(200, 2))
LABELS = (FEATURES @ np.array([[1, 0, 1], [0, 1, 1]]) > 0).astype(int)


def multi_hot() -> torch.Tensor:
    lists: list[list[int]] = [[0, 2], [1], []]
    target = torch.zeros(len(lists), 3)
    for row, labels in zip(target, lists, strict=True):
        row[labels] = 1
    return target


def compiled(metric: Any, targets: list[list[float]]) -> float:
    """Return a metric of a model that returns its input, as compiled with the binary loss."""
    model = keras.Sequential([keras.layers.Input((3,)), keras.layers.Activation("linear")])
    model.compile(loss=keras.losses.BinaryCrossentropy(from_logits=True), metrics=[metric])
    return float(model.evaluate(X, np.array(targets), verbose=0)[1])


def slopes() -> torch.Tensor:
    z = x.clone().requires_grad_()
    functional.cross_entropy(z, t, reduction="sum").backward()
    assert z.grad is not None
    return z.grad


def names_found() -> bool:
    coder = MultiLabelBinarizer()
    coded = coder.fit_transform([["dog"] * a + ["cat"] * b + ["beach"] * c for a, b, c in LABELS])
    model = OneVsRestClassifier(LogisticRegression())
    p = model.fit(FEATURES, coded).predict_proba(FEATURES)
    found = coder.inverse_transform(model.predict(FEATURES))
    return (
        p.shape == (200, 3) and not np.allclose(p.sum(axis=1), 1) and "beach" in {name for row in found for name in row}
    )


def cuts_fit() -> bool:
    p = np.random.default_rng(0).random((50, 3))
    target = (np.random.default_rng(1).random((50, 3)) < p * 0.3).astype(int)
    target[:, 0] = p[:, 0] > 0.2
    target[:, 2] = 0
    grid = [0.5, *np.linspace(0.01, 0.99, 99)]

    def f1(k: int, c: float) -> float:
        return float(sklearn.metrics.f1_score(target[:, k], p[:, k] > c, zero_division=0))

    cuts = [max(grid, key=partial(f1, k)) for k in range(3)]
    return (p > np.array(cuts)).shape == (50, 3) and cuts[0] < 0.5 and cuts[2] == 0.5


def from_teacher(targets: torch.Tensor) -> torch.Tensor:
    """Return the probabilities that the binary loss learns from given ones."""
    logits = torch.zeros_like(targets, requires_grad=True)
    optimiser = torch.optim.SGD([logits], lr=5.0)
    for _ in range(3000):
        optimiser.zero_grad()
        nn.BCEWithLogitsLoss()(logits, targets).backward()
        optimiser.step()
    return torch.sigmoid(logits).detach()


def in_groups() -> bool:
    z, y = torch.randn(4, 141), torch.randint(0, 3, (4, 47))
    grouped = nn.CrossEntropyLoss()(z.view(4, 3, 47), y)
    each = [functional.cross_entropy(z[:, k::47], y[:, k]) for k in range(47)]
    return close(grouped, torch.stack(each).mean(), 1e-5)


def in_states() -> bool:
    """Return whether three states for each of 47 labels are 47 choices, in the lines for Keras."""
    h, y = np.random.default_rng(0).normal(size=(4, 5)).astype(np.float32), np.arange(188).reshape(4, 47) % 3 - 1
    z = keras.layers.Reshape((47, 3))(keras.layers.Dense(3 * 47)(h))
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)(y + 1, z)
    log_p = torch.log_softmax(torch.tensor(keras.ops.convert_to_numpy(z)), dim=-1).numpy()
    each = -np.take_along_axis(log_p, y[..., None] + 1, axis=-1)
    return close(loss, each.mean(), 1e-5) and keras.ops.argmax(z, axis=-1).shape == (4, 47)


def state_found() -> bool:
    """Return whether the most likely of three states is found, in the lines for PyTorch."""
    z = torch.full((2, 3, 4), -1.0)
    z[:, 2] = 1
    return bool((z.argmax(dim=1) - 1 == 1).all())


UNKNOWN = np.array([[1, -1, 0], [-1, 0, 1]], dtype=np.float32)
KNOWN = float(np.mean((np.logaddexp(0, X) - UNKNOWN * X)[UNKNOWN >= 0]))


def masked_in_torch(mark: float) -> torch.Tensor:
    """Return the loss of the labels that are known, by the lines of the page."""
    target = torch.tensor(np.where(UNKNOWN < 0, np.float32(mark), UNKNOWN))
    known = target >= 0
    return nn.BCEWithLogitsLoss(reduction="sum")(x[known], target[known]) / known.sum().clamp(min=1)


def masked_in_jax(mark: float) -> Any:
    target = jnp.where(jnp.array(UNKNOWN) < 0, mark, UNKNOWN)
    known = target >= 0
    target = jnp.where(known, target, 0)
    losses = optax.sigmoid_binary_cross_entropy(jnp.array(X), target)
    return losses.sum(where=known) / jnp.maximum(known.sum(), 1)


def masked_in_keras() -> float:
    def loss(t: Any, x: Any) -> Any:
        known = keras.ops.cast(t >= 0, x.dtype)
        t = keras.ops.maximum(t, 0)
        losses = known * keras.ops.binary_crossentropy(t, x, from_logits=True)
        return keras.ops.sum(losses) / keras.ops.maximum(keras.ops.sum(known), 1)

    model = keras.Sequential([keras.layers.Input((3,)), keras.layers.Activation("linear")])
    model.compile(loss=loss)
    return float(model.evaluate(X, UNKNOWN, verbose=0))


def tree() -> bool:
    """Return whether no label exceeds its parent, and a child counts only where its parent is true."""
    parent, target = torch.tensor([0, 0, 1, 3]), torch.tensor([[1.0, 1, 0, 0], [0, 0, 0, 1], [1, -1, -1, 0]])
    top = parent == torch.arange(4)
    known = (target >= 0) & ((target[:, parent] > 0) | top)
    p = torch.sigmoid(torch.randn(50, 4) * 3)
    for k in range(4):
        if not top[k]:
            p[:, k] *= p[:, parent[k]]
    return bool((p <= p[:, parent]).all()) and known.tolist() == [
        [True, True, True, True],
        [True, False, False, True],
        [True, False, False, True],
    ]


def at_least_one() -> bool:
    z = torch.tensor([[-1.0, -3, -2], [2, 1, -1]])
    found = z > 0
    found[torch.arange(len(z)), z.argmax(dim=1)] = True
    best = z.topk(2, dim=1).indices
    same = torch.equal(best, torch.sigmoid(z).topk(2, dim=1).indices)
    return same and bool(found.tolist() == [[True, False, False], [True, True, False]])


def two_classes() -> bool:
    """Return whether softmax of two is the sigmoid of the difference, and softmax of one output learns nothing."""
    z, y = torch.tensor([[2.0, 0.5], [0, 1]]), torch.tensor([0, 1])
    one = nn.BCEWithLogitsLoss()(z[:, 1] - z[:, 0], y.float())
    single = nn.CrossEntropyLoss()(torch.tensor([[3.0], [-2]]), torch.tensor([0, 0]))
    return close(one, nn.CrossEntropyLoss()(z, y), 1e-5) and single == 0


def segmentation() -> bool:
    """Return whether the losses take the shapes of the page, and two channels amount to one."""
    z, y = torch.randn(2, 4, 5, 5), torch.randint(0, 4, (2, 5, 5))
    masks = torch.randint(0, 2, (2, 3, 5, 5)).float()
    two, label = torch.randn(2, 2, 5, 5), torch.randint(0, 2, (2, 5, 5))
    one = nn.BCEWithLogitsLoss()(two[:, 1] - two[:, 0], label.float())
    return bool(
        nn.CrossEntropyLoss()(z, y).isfinite()
        and z.argmax(dim=1).shape == (2, 5, 5)
        and nn.BCEWithLogitsLoss()(torch.randn(2, 3, 5, 5), masks).isfinite()
        and close(one, nn.CrossEntropyLoss()(two, label), 1e-5)
    )


def perceptron() -> bool:
    """Return which output MLPClassifier takes for which labels, and that softmax is no activation of its."""
    labels = [LABELS, LABELS[:, 0], LABELS.sum(axis=1), np.eye(3, dtype=int)[LABELS.sum(axis=1) % 3]]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # so few steps do not converge
        models = [MLPClassifier((4,), max_iter=20, random_state=0).fit(FEATURES, y) for y in labels]
        numbers = MLPClassifier((4,), max_iter=20).fit(FEATURES, labels[3].argmax(axis=1))
    shares = models[3].predict_proba(FEATURES)
    return (
        [model.out_activation_ for model in models] == ["logistic", "logistic", "softmax", "logistic"]
        and models[0].predict_proba(FEATURES).shape == (200, 3)
        and np.isfinite(scipy.special.logit(models[0].predict_proba(FEATURES))).all()
        and not np.allclose(shares.sum(axis=1), 1)
        and set(models[3].predict(FEATURES).sum(axis=1)) != {1}
        and numbers.out_activation_ == "softmax"
        and not hasattr(numbers, "decision_function")
        and raises(
            "The 'activation' parameter of MLPClassifier must be a str among",
            lambda: MLPClassifier(activation="softmax").fit(FEATURES, LABELS),
        )
    )


def trees() -> bool:
    """Return how XGBoost, LightGBM and a random forest take several labels."""
    few = {"n_estimators": 5, "n_jobs": 1}
    boosted = xgboost.XGBClassifier(**few).fit(FEATURES, LABELS)
    light = lightgbm.LGBMClassifier(**few, verbose=-1)
    wrapped = OneVsRestClassifier(light).fit(FEATURES, LABELS).predict_proba(FEATURES)
    pairs = RandomForestClassifier(**few).fit(FEATURES, LABELS).predict_proba(FEATURES)
    others = MultiOutputClassifier(light).fit(FEATURES, LABELS).predict_proba(FEATURES)
    p = np.stack([pair[:, 1] for pair in pairs], axis=1)
    fixed = LABELS.copy()  # the second label is never true, the third always
    fixed[:, 1], fixed[:, 2] = 0, 1
    forest = RandomForestClassifier(**few).fit(FEATURES, fixed)
    both = zip(forest.predict_proba(FEATURES), forest.classes_, strict=True)
    all_of_them = np.stack([columns @ values for columns, values in both], axis=1)
    soft = xgboost.XGBClassifier(**few, objective="multi:softprob")
    return (
        boosted.objective == "binary:logistic"
        and boosted.predict_proba(FEATURES).shape == wrapped.shape == p.shape == (200, 3)
        and isinstance(others, list)
        and [pair.shape for pair in others] == [pair.shape for pair in pairs] == [(200, 2)] * 3
        and ((p > 0.5) == LABELS).mean() > 0.9
        and [pair.shape[1] for pair in forest.predict_proba(FEATURES)] == [2, 1, 1]
        and (all_of_them[:, 1:] == [0, 1]).all()
        and ((all_of_them > 0.5) == fixed).mean() > 0.9
        and raises("num_class should be greater equal to 1", lambda: soft.fit(FEATURES, LABELS))
        and raises("y should be a 1d array", lambda: light.fit(FEATURES, LABELS))
    )


def text_model(**options: Any) -> Any:
    config = transformers.BertConfig(
        vocab_size=9, hidden_size=8, num_hidden_layers=1, num_attention_heads=2, intermediate_size=8, **options
    )
    return transformers.BertForSequenceClassification(config).eval()


def pipelines() -> bool:
    """Return which function a pipeline applies, and what sets problem_type."""
    words = tokenizers.Tokenizer(tokenizers.models.WordLevel({"[UNK]": 0, "a": 1}, unk_token="[UNK]"))
    tokenizer = transformers.PreTrainedTokenizerFast(tokenizer_object=words, unk_token="[UNK]", pad_token="[UNK]")

    def total(model: Any, **options: Any) -> float:
        pipe = transformers.pipeline("text-classification", model=model, tokenizer=tokenizer)
        return float(sum(d["score"] for d in pipe("a", top_k=None, **options)))

    several = text_model(num_labels=3, problem_type="multi_label_classification")
    plain, learner = text_model(num_labels=3), text_model(num_labels=3)
    ids = torch.tensor([[1, 0]])
    learner(input_ids=ids, labels=torch.tensor([[1.0, 0, 1]]))
    stuck = text_model(num_labels=3)
    text = "Expected input batch_size (1) to match target batch_size (3)"
    kept = [raises(text, partial(stuck, input_ids=ids, labels=torch.tensor([y]))) for y in ([1, 0, 1], [1.0, 0, 1])]
    stuck.config.problem_type = "multi_label_classification"
    return (
        all(kept)
        and stuck(input_ids=ids, labels=torch.tensor([[1.0, 0, 1]])).loss.isfinite()
        and close(total(plain), 1.0, 1e-5)
        and abs(total(plain, function_to_apply="sigmoid") - 1) > 0.1
        and abs(total(several) - 1) > 0.1
        and total(text_model(num_labels=1)) < 1
        and learner.config.problem_type == "multi_label_classification"
        and raises(
            "Expected input batch_size (1) to match target batch_size (3)",
            lambda: plain(input_ids=ids, labels=torch.tensor([[1, 0, 1]])),
        )
    )


def zero_shot() -> bool:
    """Return whether multi_label=True compares "follows" with "contradicts", label by label."""
    logits = [torch.tensor([[2.0, 0, 1]]), torch.tensor([[0.0, 0, 3]])]  # contradicts, neither, follows
    outputs = [
        {"candidate_label": name, "sequence": "a", "logits": row} for name, row in zip("xy", logits, strict=True)
    ]
    pipe: Any = types.SimpleNamespace(entailment_id=2)
    scores = transformers.ZeroShotClassificationPipeline.postprocess(pipe, outputs, multi_label=True)["scores"]
    return close(sorted(scores), scipy.special.expit([-1.0, 3]), 1e-5)


def none_of_these() -> bool:
    z = torch.tensor([[-1.0, -2], [3, 1]])
    best = z.max(dim=1)
    return bool((torch.where(best.values > 0, best.indices, -1) == torch.tensor([-1, 0])).all())


def many_labels() -> bool:
    """Return whether a sum over K labels has K times the gradient of the mean, and biases start at the shares."""
    z, target = torch.zeros(4, 500, requires_grad=True), (torch.rand(4, 500) < 0.02).float()
    each = nn.BCEWithLogitsLoss(reduction="none")(z, target)
    (summed,) = torch.autograd.grad(each.sum(dim=1).mean(), z, retain_graph=True)
    (averaged,) = torch.autograd.grad(each.mean(), z)
    layer = nn.Linear(2, 3)
    share = torch.tensor([0.02, 0.5, 0.0]).clamp(1e-4, 1 - 1e-4)
    layer.bias.data = torch.logit(share)
    return close(summed, 500 * averaged, 1e-4) and close(layer(torch.zeros(1, 2)).sigmoid()[0], share, 1e-4)


def metrics() -> bool:
    """Return whether the metrics of the page take multi-hot labels, and what accuracy means."""
    target, z = (
        np.array([[1, 0, 1], [0, 1, 0], [0, 0, 0], [1, 1, 0]]),
        np.array([[2, -1, -1], [-1, 1, -2], [-1] * 3, [1, 0.1, -1]]),
    )
    p = scipy.special.expit(z)
    macro = sklearn.metrics.f1_score(target, p > 0.5, average="macro", zero_division=0)
    ranked = sklearn.metrics.average_precision_score(target, p, average="macro")
    f1 = keras.metrics.F1Score(average="macro", threshold=0.5)(target.astype(np.float32), p.astype(np.float32))
    area = keras.metrics.AUC(curve="PR", multi_label=True, from_logits=True)(target, z.astype(np.float32))
    return (
        close(keras.ops.convert_to_numpy(f1), macro, 1e-5)
        and close(ranked, sklearn.metrics.average_precision_score(target, z, average="macro"))
        and close(sklearn.metrics.accuracy_score(target, p > 0.5), 0.75)
        and 0 < float(keras.ops.convert_to_numpy(area)) <= 1
        and raises("Invalid `threshold` argument value", lambda: keras.metrics.F1Score(threshold=0.0))
    )


def other_losses() -> bool:
    """Return whether the margin losses of the page take these targets, and what they make of others."""
    z = torch.tensor([[1.5, -0.5, 2.0]])
    margin, binary = nn.MultiLabelMarginLoss(), nn.BCEWithLogitsLoss()(z, torch.tensor([[1.0, 0, 1]]))
    leads = margin(torch.tensor([[0.5, 0.0, 2.0]]), torch.tensor([[0, 2, -1]]))
    return bool(
        margin(z, torch.tensor([[0, 2, -1]])) == 0
        and close(leads, 0.5 / 3, 1e-5)
        and margin(z, torch.tensor([[1, 0, 1]])).isfinite()
        and raises("Long", lambda: margin(z, torch.tensor([[1.0, 0, 1]])))
        and close(nn.SoftMarginLoss()(z, torch.tensor([[1.0, -1, 1]])), binary, 1e-5)
        and close(nn.MultiLabelSoftMarginLoss()(z, torch.tensor([[1.0, 0, 1]])), binary, 1e-5)
    )


def ranking_and_shares() -> bool:
    """Return whether the page's ranking loss is the mean over pairs, and the other lines are what it calls them."""
    gap = x[:, :, None] - x[:, None, :]
    pairs = (t[:, :, None] > 0) & (t[:, None, :] == 0)
    ranked = functional.softplus(-gap)[pairs].sum() / pairs.sum().clamp(min=1)
    by_hand = np.logaddexp(0, -np.array([2.0, 2.5, 1.7, 3.0])).mean()  # dog and beach over cat, dog over cat and beach
    q = t / t.sum(dim=1, keepdim=True)
    kl = functional.kl_div(functional.log_softmax(x, dim=1), q, reduction="batchmean")
    constant = torch.special.entr(q).sum(dim=1).mean()
    two = torch.stack([torch.zeros_like(x), x], dim=1)
    return (
        close(ranked, by_hand, 1e-5)
        and close(kl + constant, nn.CrossEntropyLoss()(x, q), 1e-5)
        and close(nn.CrossEntropyLoss()(two, t.long()), BCE, 1e-5)
        and close(nn.SoftMarginLoss()(x, 2 * t - 1), BCE, 1e-5)
    )


def single_output() -> bool:
    loss = nn.CrossEntropyLoss()
    return loss(torch.ones(2, 1), torch.tensor([0, 0])) == 0 and raises(
        "Target 1 is out of bounds", lambda: loss(torch.ones(2, 1), torch.tensor([1, 0]))
    )


def leaves() -> bool:
    """Return whether parents are sums of their leaves, and the loss of a node is minus the logarithm of its share."""
    below = torch.tensor([[1.0, 1, 1], [1, 1, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]])  # all, dog, poodle, pug, cat
    z, y = torch.randn(4, 3), torch.tensor([1, 0, 3, 4])
    p_node = z.softmax(dim=1) @ below.T
    inside = z.masked_fill(below[y] == 0, -torch.inf)
    loss = (z.logsumexp(dim=1) - inside.logsumexp(dim=1)).mean()
    return close(p_node[:, 1], p_node[:, 2] + p_node[:, 3], 1e-5) and close(
        loss, -p_node[torch.arange(4), y].log().mean(), 1e-4
    )


def sigmoids_compete() -> bool:
    """Return whether the categorical loss of Keras divides sigmoids by their sum."""
    p, target = np.array([[0.8, 0.6, 0.1]], np.float32), np.array([[1, 0, 0]], np.float32)
    loss = keras.losses.CategoricalCrossentropy()(target, p)
    return close(keras.ops.convert_to_numpy(loss), -np.log(0.8 / 1.5), 1e-5)


def limited() -> bool:
    """Return whether a linear softmax separates three inputs in a row, and the middle sigmoid says 1/3 everywhere."""
    inputs = np.repeat([-1.0, 0, 1], 100)[:, None]
    y = np.repeat([0, 1, 2], 100)
    one = LogisticRegression(C=1e6, max_iter=10_000)
    softmax = one.fit(inputs, y).predict_proba(inputs)
    each = OneVsRestClassifier(one).fit(inputs, (y[:, None] == np.arange(3)).astype(int))
    p = each.predict_proba([[-1.0], [0], [1]])
    return bool(
        softmax.max(axis=1).min() > 0.99
        and np.allclose(p[:, 1], 1 / 3, atol=1e-3)
        and np.allclose(p.sum(axis=1), [4 / 3, 1 / 3, 4 / 3], atol=0.01)
    )


def in_order() -> bool:
    """Return whether K - 1 sigmoids of one score learn ordered classes, by the lines of the page."""
    torch.manual_seed(0)
    classes, s = 5, torch.linspace(-4, 4, 200)[:, None]
    y = torch.clamp(((s[:, 0] + 4) / 1.6).long(), max=4)
    scale, offsets = torch.ones(1, requires_grad=True), torch.zeros(classes - 1, requires_grad=True)
    optimiser = torch.optim.Adam([scale, offsets], lr=0.1)
    for _ in range(600):
        x = s * scale + offsets
        loss = nn.BCEWithLogitsLoss()(x, (y[:, None] > torch.arange(classes - 1)).float())
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    found = (s * scale + offsets > 0).sum(dim=1)
    return bool((found == y).float().mean() > 0.95 and (offsets.diff() < 0).all())


def nothing_there() -> bool:
    """Return whether one-hot targets without their last column leave zeros for no class."""
    y = torch.tensor([0, 2, 3])
    return bool(functional.one_hot(y, 4)[..., :-1].float().tolist() == [[1, 0, 0], [0, 0, 1], [0, 0, 0]])


def shares_compete() -> bool:
    """Return whether softmax before BCELoss still cannot find two labels."""
    z = torch.zeros(3, requires_grad=True)
    optimiser = torch.optim.SGD([z], lr=1.0)
    for _ in range(3000):
        optimiser.zero_grad()
        nn.BCELoss()(torch.softmax(z, -1), torch.tensor([1.0, 0, 1])).backward()
        optimiser.step()
    return bool(np.allclose(torch.softmax(z, -1).detach(), [0.5, 0, 0.5], atol=0.01))


def new_class() -> bool:
    """Return whether a new class moves the old logits under softmax, and not under a binary loss of its own."""
    z, x = torch.zeros(1, 4, requires_grad=True), torch.zeros(1, 4, requires_grad=True)
    functional.cross_entropy(z, torch.tensor([3])).backward()
    functional.binary_cross_entropy_with_logits(x[:, 3:], torch.ones(1, 1)).backward()
    assert z.grad is not None
    assert x.grad is not None
    return close(z.grad[0], [0.25, 0.25, 0.25, -0.75], 1e-6) and close(x.grad[0], [0, 0, 0, -0.5], 1e-6)


@claims(
    ("softmax-or-sigmoid", "a new class pushes old ones down under softmax only", new_class),
    (
        "softmax-or-sigmoid",
        "PyTorch leaves out -1 and nan, and a batch without labels costs 0",
        lambda: (
            close([float(masked_in_torch(mark)) for mark in (-1.0, np.nan)], [KNOWN] * 2, 1e-5)
            and nn.BCEWithLogitsLoss(reduction="sum")(x[t < 0], t[t < 0]) == 0
        ),
    ),
    (
        "softmax-or-sigmoid",
        "so does JAX",
        lambda: close([float(masked_in_jax(mark)) for mark in (-1.0, np.nan)], [KNOWN] * 2, 1e-5),
    ),
    ("softmax-or-sigmoid", "Keras leaves out -1", lambda: close(masked_in_keras(), KNOWN, 1e-5)),
    (
        "softmax-or-sigmoid",
        "as a target, -1 makes the loss negative, and nan makes it NaN",
        lambda: (
            nn.BCEWithLogitsLoss()(torch.tensor([-50.0]), torch.tensor([-1.0])) == -50
            and nn.BCEWithLogitsLoss()(torch.zeros(2), torch.tensor([1.0, np.nan])).isnan()
        ),
    ),
    ("softmax-or-sigmoid", "a tree of labels", tree),
    ("softmax-or-sigmoid", "the best labels, and at least one", at_least_one),
    (
        "softmax-or-sigmoid",
        "lists of indices become multi-hot",
        lambda: close(multi_hot(), [[1, 0, 1], [0, 1, 0], [0] * 3]),
    ),
    ("softmax-or-sigmoid", "BCEWithLogitsLoss averages over labels", lambda: close(nn.BCEWithLogitsLoss()(x, t), BCE)),
    (
        "softmax-or-sigmoid",
        "so does the mean of Optax",
        lambda: close(optax.sigmoid_binary_cross_entropy(jnp.array(X), jnp.array(T)).mean(), BCE),
    ),
    (
        "softmax-or-sigmoid",
        "so does Keras",
        lambda: close(keras.losses.BinaryCrossentropy(from_logits=True)(T, X), BCE, 1e-5),
    ),
    (
        "softmax-or-sigmoid",
        "MultiLabelSoftMarginLoss is the same loss",
        lambda: close(nn.MultiLabelSoftMarginLoss()(x, t), BCE),
    ),
    (
        "softmax-or-sigmoid",
        "sigmoids of a teacher as targets lead to the teacher",
        lambda: close(from_teacher(torch.sigmoid(x)), torch.sigmoid(x), 1e-4),
    ),
    (
        "softmax-or-sigmoid",
        "an input is right where all its labels are",
        lambda: ((x > 0) == t.bool()).all(dim=1).tolist() == [True, False],
    ),
    ("softmax-or-sigmoid", "CrossEntropyLoss accepts multi-hot floats", lambda: close(nn.CrossEntropyLoss()(x, t), CE)),
    (
        "softmax-or-sigmoid",
        "so does Optax",
        lambda: close(optax.softmax_cross_entropy(jnp.array(X), jnp.array(T)).mean(), CE),
    ),
    (
        "softmax-or-sigmoid",
        "so does Keras's CategoricalCrossentropy",
        lambda: close(keras.losses.CategoricalCrossentropy(from_logits=True)(T, X), CE, 1e-5),
    ),
    (
        "softmax-or-sigmoid",
        "its slope is m p - t",
        lambda: close(slopes(), t.sum(-1, keepdim=True) * torch.softmax(x, -1) - t, 1e-5),
    ),
    (
        "softmax-or-sigmoid",
        "with no true label its loss is 0",
        lambda: functional.cross_entropy(x, torch.zeros(2, 3)) == 0,
    ),
    (
        "softmax-or-sigmoid",
        "lists of indices raise an error",
        lambda: raises(
            "0D or 1D target tensor expected, multi-target not supported",
            lambda: functional.cross_entropy(x, torch.tensor([[0, 2], [0, 1]])),
        ),
    ),
    (
        "softmax-or-sigmoid",
        "one index an input raises an error",
        lambda: raises(
            "Target size (torch.Size([2])) must be the same as input size (torch.Size([2, 3]))",
            lambda: nn.BCEWithLogitsLoss()(x, torch.tensor([0.0, 2.0])),
        ),
    ),
    (
        "softmax-or-sigmoid",
        "one_hot repairs it",
        lambda: nn.BCEWithLogitsLoss()(x, functional.one_hot(torch.tensor([0, 2]), 3).float()).isfinite(),
    ),
    (
        "softmax-or-sigmoid",
        "LogisticRegression refuses several labels",
        lambda: raises(
            "y should be a 1d array, got an array of shape (200, 3) instead",
            lambda: LogisticRegression().fit(FEATURES, LABELS),
        ),
    ),
    ("softmax-or-sigmoid", "OneVsRestClassifier takes them, and its rows do not sum to 1", names_found),
    (
        "softmax-or-sigmoid",
        "accuracy of Keras compares the argmax",
        lambda: (
            compiled("accuracy", [[0, 0, 1], [1, 1, 1]]) == 1 and compiled("accuracy", [[1, 0, 0], [1, 0, 0]]) == 0.5
        ),
    ),
    (
        "softmax-or-sigmoid",
        "BinaryAccuracy(threshold=0.0) counts labels",
        lambda: close(compiled(keras.metrics.BinaryAccuracy(threshold=0.0), T.tolist()), 5 / 6),
    ),
    (
        "softmax-or-sigmoid",
        "so does a column of single labels, and squeeze(1) repairs it",
        lambda: (
            raises(
                "0D or 1D target tensor expected, multi-target not supported",
                lambda: functional.cross_entropy(x, torch.tensor([[0], [1]])),
            )
            and functional.cross_entropy(x, torch.tensor([[0], [1]]).squeeze(1)).isfinite()
        ),
    ),
    (
        "softmax-or-sigmoid",
        "integer targets raise errors",
        lambda: (
            raises(
                "Expected floating point type for target with class probabilities, got Long",
                lambda: functional.cross_entropy(x, t.long()),
            )
            and raises(
                "result type Float can't be cast to the desired output type Long",
                lambda: nn.BCEWithLogitsLoss()(x, t.long()),
            )
        ),
    ),
    ("softmax-or-sigmoid", "a threshold for each label, 0.5 for one that is never true", cuts_fit),
    ("softmax-or-sigmoid", "a softmax for each of 47 groups of three", in_groups),
    ("softmax-or-sigmoid", "a softmax for each of 47 labels of three states in Keras", in_states),
    ("softmax-or-sigmoid", "the states are those of the largest logits", state_found),
    (
        "softmax-or-sigmoid",
        "lists of two indices raise the error for three labels",
        lambda: raises(
            "Target size (torch.Size([16, 2])) must be the same as input size (torch.Size([16, 3]))",
            lambda: nn.BCEWithLogitsLoss()(torch.zeros(16, 3), torch.ones(16, 2)),
        ),
    ),
    (
        "softmax-or-sigmoid",
        "zeros are 90% right for ten classes, and CategoricalAccuracy sees that they are not",
        lambda: (
            close(keras.metrics.BinaryAccuracy()(np.eye(10), np.zeros((10, 10))), 0.9)
            and close(keras.metrics.CategoricalAccuracy()(np.eye(10), np.zeros((10, 10))), 0.1)
        ),
    ),
    ("softmax-or-sigmoid", "two classes: one output, two, and one with softmax", two_classes),
    ("softmax-or-sigmoid", "the shapes of segmentation", segmentation),
    ("softmax-or-sigmoid", "the outputs of MLPClassifier", perceptron),
    ("softmax-or-sigmoid", "linear sigmoids fall short of softmax on exclusive classes", limited),
    ("softmax-or-sigmoid", "sigmoids of one score learn an order", in_order),
    ("softmax-or-sigmoid", "one-hot targets without the last column", nothing_there),
    ("softmax-or-sigmoid", "softmax before BCELoss stops at halves", shares_compete),
    ("softmax-or-sigmoid", "several labels in XGBoost, LightGBM and a random forest", trees),
    ("softmax-or-sigmoid", "the functions of pipelines, and problem_type", pipelines),
    ("softmax-or-sigmoid", "zero-shot with several labels", zero_shot),
    ("softmax-or-sigmoid", "none of these classes", none_of_these),
    ("softmax-or-sigmoid", "a sum over many labels, and biases at their shares", many_labels),
    ("softmax-or-sigmoid", "metrics for several labels", metrics),
    ("softmax-or-sigmoid", "margin losses and their targets", other_losses),
    ("softmax-or-sigmoid", "ranking, shares, and two logits for each label", ranking_and_shares),
    ("softmax-or-sigmoid", "CrossEntropyLoss on a single output", single_output),
    ("softmax-or-sigmoid", "a softmax over leaves", leaves),
    ("softmax-or-sigmoid", "the categorical loss of Keras divides sigmoids by their sum", sigmoids_compete),
)
def test_what_a_page_says_of_a_framework_is_true(holds: Callable[[], object]) -> None:
    assert holds()
