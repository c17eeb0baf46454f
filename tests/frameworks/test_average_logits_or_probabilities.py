"""What the page about ensembles says of PyTorch, JAX, Keras, Optax and scikit-learn."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import keras
import numpy as np
import optax
import scipy.optimize
import scipy.special
import statsmodels.api as sm
import torch
from sklearn.calibration import CalibratedClassifierCV
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import RandomForestClassifier, StackingClassifier, VotingClassifier
from sklearn.frozen import FrozenEstimator
from sklearn.linear_model import LogisticRegression, RidgeClassifier
from sklearn.metrics import log_loss
from sklearn.model_selection import cross_val_predict
from sklearn.svm import LinearSVC
from torch import nn
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel
from transformers import GPT2Config, GPT2LMHeadModel, LogitsProcessor

from tests.frameworks.claims import claims, close, raises

PAGE = "average-logits-or-probabilities"
Z = np.random.default_rng(0).normal(size=(3, 4, 5)).astype(np.float32) * 3  # models, inputs, classes
Y = np.array([0, 4, 2, 2])
SHARES = np.exp(Z) / np.exp(Z).sum(-1, keepdims=True)
MEAN = SHARES.mean(0)
LOSS = -np.log(MEAN[np.arange(4), Y]).mean()
INF = math.inf
VETOES = torch.tensor([[0.0, -INF], [-INF, 0.0]])  # each class is ruled out by one of two models
FAR = torch.tensor([[[0.0, -200.0]], [[0.0, -300.0]]])  # in float32, both probabilities are 0
X = np.random.default_rng(1).normal(size=(40, 2))
LABELS = np.where(X[:, 0] > 0, "yes", "no")
MODELS = [("a", LogisticRegression()), ("b", LogisticRegression(C=0.01))]


def in_torch() -> bool:
    z, y = torch.tensor(Z), torch.tensor(Y)
    p_logits = z.mean(dim=0).softmax(dim=-1)
    log_mean = z.log_softmax(dim=-1).logsumexp(dim=0) - math.log(len(z))
    scaled = np.exp(Z.mean(0))
    return (
        close(p_logits, scaled / scaled.sum(-1, keepdims=True), 1e-5)
        and close(z.softmax(dim=-1).mean(dim=0), MEAN, 1e-5)
        and close(log_mean.exp(), MEAN, 1e-5)
        and close(functional.cross_entropy(log_mean, y), LOSS, 1e-5)
    )


def in_jax() -> bool:
    z, y = jnp.asarray(Z), jnp.asarray(Y)
    log_mean = jax.nn.logsumexp(jax.nn.log_softmax(z, axis=-1), axis=0) - jnp.log(len(z))
    loss = optax.softmax_cross_entropy_with_integer_labels(log_mean, y).mean()
    same = close(jax.nn.softmax(z.mean(axis=0), axis=-1), torch.tensor(Z).mean(dim=0).softmax(dim=-1), 1e-5)
    same = same and close(jax.nn.softmax(z, axis=-1).mean(axis=0), MEAN, 1e-5)
    return same and close(jnp.exp(log_mean), MEAN, 1e-5) and close(loss, LOSS, 1e-5)


def in_keras() -> bool:
    ops = keras.ops
    z = ops.convert_to_tensor(Z)
    log_mean = ops.logsumexp(ops.log_softmax(z, axis=-1), axis=0) - math.log(len(z))
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)(Y, log_mean)
    means = (ops.softmax(ops.mean(z, axis=0), axis=-1), ops.mean(ops.softmax(z, axis=-1), axis=0))
    found = [ops.convert_to_numpy(part) for part in (ops.exp(log_mean), loss, *means)]
    same = close(found[2], torch.tensor(Z).mean(dim=0).softmax(dim=-1), 1e-5)
    same = same and close(found[3], MEAN, 1e-5)
    return same and close(found[0], MEAN, 1e-5) and close(found[1], LOSS, 1e-5)


def soft_voting() -> bool:
    ensemble = VotingClassifier(MODELS, voting="soft").fit(X, LABELS)
    p = ensemble.predict_proba(X)
    loss = log_loss(LABELS, p, labels=ensemble.classes_)
    return close(p, np.mean([one.predict_proba(X) for one in ensemble.estimators_], axis=0)) and loss > 0


def weighted() -> bool:
    """Return whether weights that sum to 1 give probabilities, as the page writes in PyTorch, and VotingClassifier."""
    z, w = torch.tensor(Z), torch.tensor([0.5, 0.3, 0.2])
    p_w = torch.tensordot(w, z.softmax(dim=-1), dims=1)
    same = close(p_w, (SHARES * w.numpy()[:, None, None]).sum(0), 1e-5) and close(p_w.sum(-1), [1.0] * 4, 1e-5)
    ensemble = VotingClassifier(MODELS, voting="soft", weights=[2, 1]).fit(X, LABELS)
    first, second = (one.predict_proba(X) for one in ensemble.estimators_)
    return same and close(ensemble.predict_proba(X), (2 * first + second) / 3)


def logits_of_voters() -> bool:
    """Return whether the softmax of the voters' mean log-probabilities is the sigmoid of their mean log-odds."""
    fitted = VotingClassifier(MODELS, voting="soft").fit(X, LABELS).estimators_
    p_logits = scipy.special.softmax(np.mean([np.log(m.predict_proba(X)) for m in fitted], axis=0), axis=1)
    return close(p_logits[:, 1], scipy.special.expit(np.mean([m.decision_function(X) for m in fitted], axis=0)))


def stacked() -> bool:
    """Return whether StackingClassifier combines by a logistic regression."""
    ensemble = StackingClassifier(MODELS).fit(X, LABELS)
    return isinstance(ensemble.final_estimator_, LogisticRegression) and ensemble.predict_proba(X).shape == (40, 2)


def hard_voting() -> bool:
    ensemble = VotingClassifier(MODELS).fit(X, LABELS)
    try:
        ensemble.predict_proba(X)
    except AttributeError as error:
        return "predict_proba is not available when voting='hard'" in str(error.__cause__)
    return False


def for_labels() -> bool:
    """Return whether log(a/(1 - a)) is the logit of averaged sigmoids, and log a is not."""
    labels = torch.tensor([1.0, 0, 1, 0, 1])
    a = torch.tensor(Z[:, 0]).sigmoid().mean(dim=0)
    right = functional.binary_cross_entropy(a, labels).item()
    loss = functional.binary_cross_entropy_with_logits
    return close(loss((a / (1 - a)).log(), labels), right, 1e-5) and not close(loss(a.log(), labels), right, 1e-2)


def dropout_passes(only_dropout: bool, kind: type[nn.Module] = nn.Dropout) -> bool:
    """Return whether two passes of a network in eval are equal."""
    torch.manual_seed(0)
    network = nn.Sequential(nn.Linear(4, 64), kind(0.5), nn.Linear(64, 3)).eval()
    for layer in network.modules():
        if only_dropout and "Dropout" in type(layer).__name__:
            layer.train()
    x = torch.ones(1, 4)
    return bool(torch.equal(network(x), network(x)))


def gated() -> bool:
    """Return whether weights from a gate mix probabilities, in log space, and a plain mean is nll_loss's too."""
    z, y, gate = torch.tensor(Z), torch.tensor(Y), torch.randn(4, 3)
    log_p = z.log_softmax(dim=-1)
    log_w = gate.log_softmax(dim=-1).T[:, :, None]
    mixed = (gate.softmax(-1).T[:, :, None].numpy() * SHARES).sum(0)
    log_mean = log_p.logsumexp(dim=0) - math.log(len(z))
    same = close(functional.nll_loss(log_mean, y), functional.cross_entropy(log_mean, y), 1e-5)
    return same and close((log_w + log_p).logsumexp(dim=0).exp(), mixed, 1e-5)


def stacked_outputs() -> bool:
    """Return whether torch.stack adds an axis of models, and torch.cat joins the inputs."""
    models = [nn.Linear(4, 5) for _ in range(3)]
    outputs = [model(torch.ones(2, 4)) for model in models]
    return bool(torch.stack(outputs).shape == (3, 2, 5) and torch.cat(outputs).shape == (6, 5))


def trained_together() -> bool:
    """Return whether averaged logits give all models the same slope, and the lines of the page their own losses."""
    z, y = torch.tensor(Z, requires_grad=True), torch.tensor(Y)
    functional.cross_entropy(z.mean(dim=0), y, reduction="sum").backward()
    slope = (z.mean(0).softmax(-1) - functional.one_hot(y, 5)) / 3
    loss = functional.cross_entropy(z.flatten(0, 1), y.repeat(len(z)))
    each = torch.stack([functional.cross_entropy(one, y) for one in z]).mean()
    return close(z.grad, slope.detach().expand(3, -1, -1), 1e-5) and close(loss, each.item(), 1e-5)


def flips() -> bool:
    """Return whether a flip turned back leaves a network of single pixels as it is, and the classes sum to 1."""
    x, model = torch.randn(2, 3, 4, 6), nn.Conv2d(3, 5, 1)
    views = [model(x), model(x.flip(-1)).flip(-1)]
    p = torch.stack(views).softmax(dim=2).mean(dim=0)
    same = close(p, model(x).softmax(dim=1).detach(), 1e-4) and close(p.sum(dim=1), torch.ones(2, 4, 6), 1e-5)
    return same and p.argmax(dim=1).shape == (2, 4, 6) and not close(model(x.flip(-1)), model(x).detach(), 1e-2)


def windows() -> bool:
    """Return whether overlapping windows, added and counted, give a network of single pixels its probabilities."""
    x, model, classes, h, w = torch.randn(2, 3, 4, 6), nn.Conv2d(3, 5, 1), 5, 4, 4
    total, count = torch.zeros(len(x), classes, *x.shape[-2:]), torch.zeros(x.shape[-2:])
    for top, left in [(0, 0), (0, 2)]:
        part = (..., slice(top, top + h), slice(left, left + w))
        total[part] += model(x[part]).softmax(dim=1)
        count[part] += 1
    return close(total / count, model(x).softmax(dim=1).detach(), 1e-4) and count.max() == 2


def one_list(names: list[list[str]], found: list[np.ndarray]) -> np.ndarray:
    """Return the page's mean of models with other classes: of each class over those that have it, rescaled."""
    every = sorted(set().union(*names))
    p = np.zeros((len(found), len(found[0]), len(every)))
    for m, own in enumerate(names):
        p[m][:, [every.index(name) for name in own]] = found[m]
    has = np.array([[name in own for name in every] for own in names])
    mean: np.ndarray = p.sum(axis=0) / has.sum(axis=0)
    mean /= mean.sum(axis=1, keepdims=True)
    return mean


def class_lists() -> bool:
    """Return whether a class is averaged over the models that have it, and all over all if all have all."""
    found = [np.array([[0.9, 0.1], [0.2, 0.8]]), np.array([[0.6, 0.4], [0.5, 0.5]])]
    apart = np.array([[0.4, 0.9, 0.35], [0.5, 0.2, 0.65]])  # bird, cat, dog
    return close(
        one_list([["cat", "dog"], ["dog", "bird"]], found), apart / apart.sum(axis=1, keepdims=True)
    ) and close(one_list([["cat", "dog"], ["dog", "cat"]], found), (found[0] + found[1][:, ::-1]) / 2)


def scaled_to_full_list() -> bool:
    """Return whether models that agree stay as they are, where one lacks a class and keeps the other's total."""
    full, found, own = np.array([[0.05, 0.05, 0.9], [0.1, 0.3, 0.6]]), np.array([[0.5, 0.5], [0.25, 0.75]]), [0, 1]
    q = full.copy()
    q[:, own] = found * full[:, own].sum(axis=1, keepdims=True)
    rough = one_list([["a", "b"], ["a", "b", "c"]], [found, full])
    return close((full + q) / 2, full) and close(rough[0], [0.19, 0.19, 0.62], 1e-2)


def missing_outputs() -> bool:
    """Return whether a missing model is left out, and the other weights are divided by their sum."""
    w, has = np.array([0.7, 0.2, 0.1]), np.array([[True, False], [True, True], [True, True]])
    p_new = np.where(has[:, :, None], SHARES[:, :2], np.nan)
    v = w[:, None] * has
    p = (v[:, :, None] * np.where(has[:, :, None], p_new, 0)).sum(axis=0) / v.sum(axis=0)[:, None]
    return close(p[0], w @ SHARES[:, 0], 1e-5) and close(p[1], (2 * SHARES[1, 1] + SHARES[2, 1]) / 3, 1e-5)


def median_and_second_sigmoid() -> bool:
    """Return whether medians of leads and probabilities agree, and a second sigmoid stays from 50% to 73%."""
    leads = np.array([6.0, -1.0, -2.0])
    p = scipy.special.expit(leads)
    return (
        close(np.median(p), scipy.special.expit(np.median(leads)))
        and close(scipy.special.expit([0.0, 1.0]), [0.5, 0.731], 1e-2)
        and bool((scipy.special.expit(p) > 0.5).all())
    )


def shares_of_people() -> bool:
    """Return whether the mean probability of a regression without a penalty is the share of yes, unlike the other."""
    y = np.random.default_rng(3).random(40) < scipy.special.expit(2 * X[:, 0] - 1)
    model = LogisticRegression(C=np.inf, max_iter=1000).fit(X, y)
    mean = model.predict_proba(X)[:, 1].mean()
    other = scipy.special.expit(model.decision_function(X).mean())
    return close(mean, y.mean(), 1e-3) and abs(other - y.mean()) > 0.01


def averaged_coefficients() -> bool:
    """Return whether averaged coefficients of the models of folds give the mean of their log-odds."""
    fitted = [LogisticRegression().fit(X[rows], LABELS[rows]) for rows in np.arange(40).reshape(2, 20)]
    w, b = np.mean([m.coef_ for m in fitted], axis=0), np.mean([m.intercept_ for m in fitted], axis=0)
    p = scipy.special.expit(X @ w.T + b)[:, 0]
    return close(p, scipy.special.expit(np.mean([m.decision_function(X) for m in fitted], axis=0)))


def spread_of_samples() -> bool:
    """Return whether coefficients over random 75% samples spread by about 0.58 standard errors."""
    rng = np.random.default_rng(0)
    x = sm.add_constant(rng.normal(size=(1000, 2)))
    y = (rng.random(1000) < scipy.special.expit(x @ [-0.3, 1.0, -0.5])).astype(int)
    picked = [rng.permutation(1000)[:750] for _ in range(200)]
    found = [sm.Logit(y[rows], x[rows]).fit(disp=0).params for rows in picked]
    errors = np.sqrt(np.diag(sm.Logit(y, x).fit(disp=0).cov_params()))
    return close((np.std(found, axis=0) / errors).mean(), 0.58, 0.1)


def mixed_outputs() -> bool:
    """Return whether (t + 1)/2 is the sigmoid of twice tanh's input, and shapes broadcast as the page says."""
    x = np.linspace(-3, 3, 7)
    score = LogisticRegression(C=np.inf).fit(X[:, :1] + 0.5 * X[:, 1:], LABELS)
    yes = [(np.tanh(x) + 1) / 2, scipy.special.expit(2 * x), score.predict_proba(x[:, None])[:, 1]]
    return close(yes[0], yes[1]) and np.mean(yes, axis=0).shape == (7,) and (x[:, None] + x).shape == (7, 7)


def folds() -> bool:
    p_out = cross_val_predict(LogisticRegression(), X, LABELS, method="predict_proba")
    return p_out.shape == (40, 2) and not close(p_out, LogisticRegression().fit(X, LABELS).predict_proba(X), 1e-3)


def frozen() -> bool:
    """Return whether trained models stay as they are in FrozenEstimator, and are trained anew without it."""
    first, second = LogisticRegression().fit(X[:20], LABELS[:20]), LogisticRegression(C=0.01).fit(X[:20], LABELS[:20])
    kept = [("a", FrozenEstimator(first)), ("b", FrozenEstimator(second))]
    p = VotingClassifier(kept, voting="soft").fit(X[20:], LABELS[20:]).predict_proba(X)
    again = VotingClassifier([("a", first), ("b", second)], voting="soft").fit(X[20:], LABELS[20:]).predict_proba(X)
    expected = (first.predict_proba(X) + second.predict_proba(X)) / 2
    mixed = VotingClassifier([*kept, ("c", CalibratedClassifierCV(LinearSVC()))], voting="soft").fit(X, LABELS)
    return close(p, expected) and not close(again, expected, 1e-3) and mixed.predict_proba(X).shape == (40, 2)


def frozen_votes() -> bool:
    """Return whether hard voting of frozen models needs the labels 0 and 1."""

    def vote(first: Any, second: Any) -> Any:
        y = np.where(X[:, 0] > 0, second, first)
        model = LogisticRegression().fit(X, y)
        rows = X[model.predict(X) == first]
        return VotingClassifier([("a", FrozenEstimator(model))]).fit(X, y).predict(rows)

    return (
        bool((vote(0, 1) == 0).all())
        and bool((vote(1, 2) == 2).all())
        and raises("Cannot cast array data", lambda: vote("no", "yes"))
    )


def spans_of_characters() -> bool:
    """Return whether the code of the page adds up spans of two tokenisations, one of which keeps spaces."""
    context = "the big cat"

    def spans(start: torch.Tensor, end: torch.Tensor, offsets: list[tuple[int, int]], longest: int = 30) -> Any:
        p, q = start.softmax(-1).tolist(), end.softmax(-1).tolist()
        found: dict[tuple[int, int], float] = {}
        for s in range(len(p)):
            for e in range(s, min(s + longest, len(p))):
                a, b = offsets[s][0], offsets[e][1]
                a = b - len(context[a:b].lstrip())  # some keep a space
                found[a, b] = found.get((a, b), 0) + p[s] * q[e]
        return found

    words = [(0, 3), (4, 7), (8, 11)], torch.tensor([0.0, 3.0, 0.0]), torch.tensor([0.0, 0.0, 3.0])
    parts = [(0, 3), (3, 7), (7, 9), (9, 11)], torch.tensor([0.0, 2.0, 0.0, 0.0]), torch.tensor([0.0, 0.0, 0.0, 2.0])
    each = [spans(start, end, offsets) for offsets, start, end in (words, parts)]
    total = {k: sum(f.get(k, 0) for f in each) for k in set().union(*each)}
    first, last = max(total, key=lambda k: total[k])
    both = words[1].softmax(-1)[1] * words[2].softmax(-1)[2] + parts[1].softmax(-1)[1] * parts[2].softmax(-1)[3]
    return context[first:last] == "big cat" and close(total[first, last], both, 1e-5)


def means_of_folds() -> bool:
    """Return whether the mean of two means is that of all, with equally many models, and not otherwise."""
    p = np.random.default_rng(2).random(10)
    return close((p[:5].mean() + p[5:].mean()) / 2, p.mean()) and not close((p[:3].mean() + p[3:].mean()) / 2, p.mean())


def tied() -> bool:
    """Return whether hard voting gives a tie to the first label in sorted order."""
    y = np.array([0, 1, 2, 2])
    models = [(str(k), DummyClassifier(strategy="constant", constant=k)) for k in (2, 1)]
    return bool(VotingClassifier(models).fit(X[:4], y).predict(X[:1])[0] == 1)


def fitted_weights() -> bool:
    """Return whether the fitted weights sum to 1 and cost no more than equal ones."""
    y = np.searchsorted(np.unique(LABELS), LABELS)
    every = [LogisticRegression(), LogisticRegression(C=0.01), DummyClassifier()]
    found = np.stack([cross_val_predict(m, X, y, method="predict_proba") for m in every])

    def loss(u: np.ndarray) -> float:
        mix = np.tensordot(scipy.special.softmax(u), found, axes=1)
        return float(-np.log(mix[np.arange(len(y)), y].clip(1e-12)).mean())

    best = scipy.optimize.minimize(loss, np.zeros(len(found)))
    w = scipy.special.softmax(best.x)
    return close(w.sum(), 1.0) and bool(best.fun < loss(np.zeros(3)) - 0.01) and w.argmax() == 0


def averaged_weights() -> bool:
    """Return whether averaged weights of one linear layer give the averaged logits, and AveragedModel averages."""
    layers = [nn.Linear(4, 3) for _ in range(3)]
    averaged = AveragedModel(layers[0])
    for layer in layers:
        averaged.update_parameters(layer)
    x = torch.randn(5, 4)
    return close(averaged(x), torch.stack([layer(x) for layer in layers]).mean(0).detach(), 1e-4)


class Mean(LogitsProcessor):
    def __init__(self, others: list[Any]) -> None:
        self.others = others
        self.seen: list[Any] = []

    def __call__(self, input_ids: Any, scores: Any) -> Any:
        self.seen.append(scores.clone())
        z = [scores] + [m(input_ids).logits[:, -1] for m in self.others]
        log_p = torch.stack(z).log_softmax(dim=-1)
        return log_p.logsumexp(dim=0) - math.log(len(z))


def generated() -> bool:
    """Return whether the processor chooses by the mean, sees raw logits in sampling and log-probabilities in beams."""
    torch.manual_seed(0)
    config = GPT2Config(vocab_size=50, n_embd=16, n_layer=1, n_head=2, bos_token_id=0, eos_token_id=49, pad_token_id=49)
    first, second = (GPT2LMHeadModel(config).eval() for _ in range(2))
    ids = torch.tensor([[1, 2, 3], [4, 5, 6]])
    inputs = {"input_ids": ids, "attention_mask": torch.ones_like(ids), "max_new_tokens": 1}
    with torch.no_grad():
        greedy = first.generate(**inputs, do_sample=False, logits_processor=[Mean([second])])
        mean = sum(m(ids).logits[:, -1].softmax(-1) for m in (first, second)) / 2
        sampled, beams = Mean([second]), Mean([second])
        first.generate(**inputs, do_sample=True, temperature=0.5, top_p=0.5, logits_processor=[sampled])
        first.generate(**inputs, do_sample=False, num_beams=2, logits_processor=[beams])
        raw = first(ids).logits[:, -1]
    return (
        greedy[:, 3].tolist() == mean.argmax(-1).tolist()
        and close(sampled.seen[0], raw, 1e-4)
        and bool(beams.seen[0].logsumexp(-1).abs().max() < 1e-4)
    )


def chunks() -> bool:
    z, n = torch.tensor(Z[0]), torch.tensor([512, 512, 512, 30])
    p = z.softmax(dim=-1)
    p_doc = (n[:, None] * p).sum(dim=0) / n.sum()
    p_any = 1 - (1 - p[:, 1]).prod()
    return close(p_doc.sum(), 1.0, 1e-5) and bool(p_any >= p[:, 1].max())


def disagreement() -> bool:
    """Return whether the disagreement of models is positive, and 0 where all say the same."""
    found = []
    for z in (torch.tensor(Z), torch.tensor(Z[:1]).expand(3, -1, -1)):
        log_p = z.log_softmax(dim=-1)
        log_mean = log_p.logsumexp(dim=0) - math.log(len(z))
        total = -(log_mean.exp() * log_mean).sum(dim=-1)
        found.append(total + (log_p.exp() * log_p).sum(dim=-1).mean(dim=0))
    return bool((found[0] > 0.01).all() and (found[1].abs() < 1e-5).all())


def calibrated() -> bool:
    """Return whether CalibratedClassifierCV averages its folds by default, and keeps one model of a frozen ensemble."""
    folds = CalibratedClassifierCV(LinearSVC(), cv=3).fit(X, LABELS)
    mean = np.mean([one.predict_proba(X) for one in folds.calibrated_classifiers_], axis=0)
    single = CalibratedClassifierCV(LinearSVC(), cv=3, ensemble=False).fit(X, LABELS)
    ensemble = VotingClassifier(MODELS, voting="soft").fit(X, LABELS)
    final = CalibratedClassifierCV(FrozenEstimator(ensemble), method="temperature").fit(X, LABELS)
    sizes = [len(model.calibrated_classifiers_) for model in (folds, single, final)]
    return close(folds.predict_proba(X), mean) and sizes == [3, 1, 1] and final.predict_proba(X).shape == (40, 2)


def one_keras_model() -> bool:
    """Return whether a layer of Keras averages members that end in softmax."""
    inputs = keras.Input((4,))
    models = [keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation="softmax")]) for _ in range(2)]
    ensemble = keras.Model(inputs, keras.layers.Average()([m(inputs) for m in models]))
    x = np.ones((2, 4), dtype=np.float32)
    found, *each = (keras.ops.convert_to_numpy(m(x)) for m in (ensemble, *models))
    return close(found, np.mean(each, axis=0), 1e-5)


def loss_of_the_mean() -> bool:
    """Return whether nll_loss of mean log-probabilities is the mean of the models' losses, and cross_entropy less."""
    z, y = torch.tensor(Z), torch.tensor(Y)
    mean = z.log_softmax(dim=-1).mean(dim=0)
    each = torch.stack([functional.cross_entropy(one, y) for one in z]).mean().item()
    joint = functional.cross_entropy(z.mean(dim=0), y).item()
    return (
        close(functional.nll_loss(mean, y), each, 1e-5)
        and close(functional.cross_entropy(mean, y), joint, 1e-5)
        and joint < each - 0.01
    )


def forest() -> bool:
    """Return whether a random forest says the mean of its trees."""
    model = RandomForestClassifier(20, max_depth=3, random_state=0).fit(X, LABELS)
    return close(model.predict_proba(X), np.mean([tree.predict_proba(X) for tree in model.estimators_], axis=0))


def pooled_curve() -> bool:
    """Return whether ensemble=False fits one curve to out-of-fold scores, and refits the model on all rows."""
    found = CalibratedClassifierCV(LinearSVC(random_state=0), cv=3, ensemble=False).fit(X, LABELS)
    (one,) = found.calibrated_classifiers_
    scores = cross_val_predict(LinearSVC(random_state=0), X, LABELS, cv=3, method="decision_function")
    whole = LinearSVC(random_state=0).fit(X, LABELS)
    again = CalibratedClassifierCV(FrozenEstimator(whole)).fit(X, LABELS).calibrated_classifiers_[0].calibrators[0]
    curve = type(again)().fit(scores, (np.unique(LABELS)[1] == LABELS) * 1)
    return close(one.estimator.coef_, whole.coef_) and close(
        found.predict_proba(X)[:, 1], curve.predict(whole.decision_function(X)), 1e-5
    )


def votes_and_products() -> bool:
    """Return whether 25 voters are wrong in 6%, and three independent 75% make 96%."""
    p = np.array([0.75] * 3)
    yes, no = p.prod(), (1 - p).prod()
    wrong = scipy.stats.binom.sf(12, 25, 0.35)
    return close([wrong, yes, yes / (yes + no), yes / no], [0.06, 0.42, 0.964, 27.0], 1e-2)


def least_expected_loss() -> bool:
    """Return whether the mean has the smallest expected loss if each model is equally likely to be right."""
    p, q = np.array([0.9, 0.5, 0.2]), np.linspace(0.001, 0.999, 9981)
    loss = sum(-(one * np.log(q) + (1 - one) * np.log(1 - q)) for one in p)
    return close(q[np.argmin(loss)], p.mean(), 1e-3)


def views() -> bool:
    """Return whether mean features give mean logits, mean embeddings larger ones, and clips are averaged by video."""
    torch.manual_seed(0)
    features, layer = torch.randn(5, 8), nn.Linear(8, 3)
    text, image = functional.normalize(torch.randn(4, 6, 8), dim=-1), functional.normalize(torch.randn(2, 8), dim=-1)
    head = functional.normalize(text.mean(dim=1), dim=-1)
    ratio = (image @ head.T) / torch.einsum("if,kpf->ikp", image, text).mean(dim=-1)
    z, video = torch.randn(5, 3), torch.tensor([0, 1, 0, 1, 1])
    total = torch.zeros(2, 3).index_add(0, video, z.softmax(dim=-1))
    p = total / torch.bincount(video, minlength=2)[:, None]
    return bool(
        close(layer(features.mean(0)).detach(), layer(features).mean(0).detach().numpy(), 1e-4)
        and (ratio >= 1).all()
        and close(ratio[0], ratio[1].numpy(), 1e-3)
        and close(p[0], z[[0, 2]].softmax(-1).mean(0).numpy(), 1e-5)
    )


def copies() -> bool:
    """Return whether noisy copies of one photo need a factor between 1 and their number on their mean log-odds."""
    rng = np.random.default_rng(0)
    y = rng.integers(0, 2, 100_000)
    seen = (2 * y - 1 + rng.normal(size=len(y)))[:, None] + rng.normal(size=(len(y), 5))
    score = seen.mean(axis=1)[:, None]  # 2x / (1 + 1) are the log-odds of one copy
    factor = LogisticRegression(C=np.inf, fit_intercept=False).fit(score, y).coef_[0, 0]
    return close(factor, (1 + 1) / (1 + 1 / 5), 0.05)


@claims(
    (PAGE, "a model without a class keeps the total of the complete one", scaled_to_full_list),
    (PAGE, "a model without output for a row is left out there", missing_outputs),
    (PAGE, "a median is the same for both, a second sigmoid is above one half", median_and_second_sigmoid),
    (PAGE, "the mean probability over people is the share of yes", shares_of_people),
    (PAGE, "ensemble=False pools the scores that folds left out", pooled_curve),
    (PAGE, "25 voters, and products of independent forecasts", votes_and_products),
    (PAGE, "the mean has the smallest expected loss", least_expected_loss),
    (PAGE, "features, embeddings and clips", views),
    (PAGE, "nll_loss of mean log-probabilities is the mean of the losses", loss_of_the_mean),
    (PAGE, "a random forest averages its trees", forest),
    (PAGE, "noisy copies of one photo lie between one photo and independent evidence", copies),
    (PAGE, "FrozenEstimator keeps trained models in VotingClassifier", frozen),
    (PAGE, "a tie of hard votes goes to the first label", tied),
    (PAGE, "RidgeClassifier has no predict_proba", lambda: not hasattr(RidgeClassifier(), "predict_proba")),
    (PAGE, "weights are fitted on rows that were left out", fitted_weights),
    (PAGE, "averaged weights of a linear layer are averaged logits", averaged_weights),
    (PAGE, "a logits processor averages language models", generated),
    (PAGE, "chunks are weighted by their tokens", chunks),
    (PAGE, "disagreement is 0 where all models agree", disagreement),
    (PAGE, "CalibratedClassifierCV is an ensemble by default", calibrated),
    (PAGE, "Average of Keras builds one model", one_keras_model),
    (PAGE, "a gate mixes in log space", gated),
    (PAGE, "torch.stack keeps the models apart", stacked_outputs),
    (PAGE, "averaged logits give every model the same slope", trained_together),
    (PAGE, "flips are turned back before the mean", flips),
    (PAGE, "overlapping windows are added and counted", windows),
    (PAGE, "models with other classes share one list", class_lists),
    (PAGE, "averaged coefficients are averaged log-odds", averaged_coefficients),
    (PAGE, "the spread over samples is smaller than the standard error", spread_of_samples),
    (PAGE, "tanh becomes a probability, and a column with a row a matrix", mixed_outputs),
    (PAGE, "cross_val_predict scores rows that were left out", folds),
    (PAGE, "the tab of PyTorch gives both means and the loss", in_torch),
    (PAGE, "the tab of JAX gives both means and the loss", in_jax),
    (PAGE, "the tab of Keras gives both means and the loss", in_keras),
    (PAGE, "voting='soft' averages predict_proba", soft_voting),
    (PAGE, "weights that sum to 1 give probabilities", weighted),
    (PAGE, "the mean of voters' logits comes from the logarithms of predict_proba", logits_of_voters),
    (PAGE, "StackingClassifier learns a logistic regression", stacked),
    (PAGE, "VotingClassifier counts votes by default and has no predict_proba then", hard_voting),
    (
        PAGE,
        "averaged probabilities in cross_entropy do not fall below 1.46 with ten classes",
        lambda: close(functional.cross_entropy(torch.eye(10)[:1], torch.tensor([0])), 1.46115, 1e-5),
    ),
    (PAGE, "the logarithm of a mean that rounded to 0 is -inf", lambda: FAR.softmax(-1).mean(0).log()[0, 1] == -INF),
    (
        PAGE,
        "logsumexp keeps it",
        lambda: close((FAR.log_softmax(-1).logsumexp(0) - math.log(2))[0, 1], -200.693147),
    ),
    (
        PAGE,
        "averaged logits give NaN where models rule out each class",
        lambda: VETOES.mean(0).softmax(-1).isnan().all(),
    ),
    (PAGE, "averaged probabilities do not", lambda: close(VETOES.softmax(-1).mean(0), [0.5, 0.5])),
    (PAGE, "and with an infinite logit", lambda: torch.tensor([[INF, 0], [0.0, 0]]).mean(0).softmax(-1).isnan().all()),
    (
        PAGE,
        "log_softmax leaves log-probabilities as they are",
        lambda: close(functional.log_softmax(torch.tensor(MEAN).log(), dim=-1), np.log(MEAN), 1e-5),
    ),
    (PAGE, "several labels need log(a/(1 - a))", for_labels),
    (
        PAGE,
        "soft voting needs predict_proba in every model",
        lambda: raises(
            "'LinearSVC' object has no attribute 'predict_proba'",
            lambda: VotingClassifier([("a", LinearSVC())], voting="soft").fit(X, LABELS).predict_proba(X),
        ),
    ),
    (
        PAGE,
        "F.dropout needs training=True",
        lambda: (functional.dropout(torch.ones(99), 0.5, training=True) == 0).any(),
    ),
    (PAGE, "in eval, all passes are the same", lambda: dropout_passes(False)),
    (PAGE, "with train on the dropout layers alone they differ", lambda: not dropout_passes(True)),
    (PAGE, "nn.Dropout misses AlphaDropout, its name does not", lambda: not dropout_passes(True, nn.AlphaDropout)),
    (PAGE, "nn.Dropout2d is not one", lambda: not issubclass(nn.Dropout2d, nn.Dropout)),
    (PAGE, "frozen models vote wrongly or not at all, unless their labels count from 0", frozen_votes),
    (PAGE, "spans of characters agree where tokens do not", spans_of_characters),
    (PAGE, "recipes with equally many folds: the mean of means is the mean", means_of_folds),
    (
        PAGE,
        "a vote without a soft mean names the attribute",
        lambda: raises(
            "has no attribute 'predict_proba'", lambda: VotingClassifier(MODELS).fit(X, LABELS).predict_proba(X)
        ),
    ),
)
def test_what_a_page_says_of_a_framework_is_true(holds: Callable[[], object]) -> None:
    assert holds()
