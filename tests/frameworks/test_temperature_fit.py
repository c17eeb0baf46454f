"""What the page about fitting a temperature says of PyTorch, Keras, SciPy and scikit-learn."""

from __future__ import annotations

from collections.abc import Callable

import keras
import numpy as np
import torch
from scipy.optimize import minimize, minimize_scalar
from scipy.special import expit, logit, logsumexp, softmax
from sklearn.calibration import CalibratedClassifierCV
from sklearn.frozen import FrozenEstimator
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score
from sklearn.model_selection import cross_val_predict
from sklearn.multiclass import OneVsRestClassifier
from sklearn.naive_bayes import GaussianNB
from torch.nn import functional

import logitbook
from tests.frameworks.claims import claims, close, raises

PAGE = "temperature-fit"
RNG = np.random.default_rng(0)
TRUE = RNG.normal(size=(2000, 10)) * 1.5
Y = (TRUE + RNG.gumbel(size=(2000, 10))).argmax(axis=1)
LABELS = torch.tensor(Y)


def loss_at(z: np.ndarray, t: float) -> float:
    return float(functional.cross_entropy(torch.tensor(z) / t, LABELS))


def copied(z: np.ndarray, lr: float = 0.01, zero_grad: bool = True) -> float:
    """Return the temperature of the script that is copied most: 50 steps of L-BFGS from 1.5."""
    logits, t = torch.tensor(z), torch.nn.Parameter(torch.ones(1) * 1.5)
    optimizer = torch.optim.LBFGS([t], lr=lr, max_iter=50)

    def closure() -> torch.Tensor:
        if zero_grad:
            optimizer.zero_grad()
        loss = functional.cross_entropy(logits / t, LABELS)
        loss.backward()
        return loss

    optimizer.step(closure)
    return float(t)


def by_torch(logits: np.ndarray, y: torch.Tensor = LABELS) -> float:
    """Fit as the page's PyTorch tab does."""
    z = torch.tensor(logits).detach().double()
    log_t = torch.zeros((), dtype=z.dtype, requires_grad=True)
    optimizer = torch.optim.LBFGS([log_t], max_iter=100, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        loss = functional.cross_entropy(z / log_t.exp(), y)
        loss.backward()
        return loss

    optimizer.step(closure)
    return float(log_t.exp())


def by_scipy(z: np.ndarray, y: np.ndarray = Y) -> float:
    """Fit as the page's SciPy tab does."""

    def loss(log_t: float) -> float:
        s = z / np.exp(log_t)
        return float(np.mean(logsumexp(s, axis=1) - s[range(len(y)), y]))

    return float(np.exp(minimize_scalar(loss, bounds=(-20, 20), method="bounded").x))


def by_sklearn() -> bool:
    """Return whether scikit-learn scales the scores of a frozen model by the temperature with the least loss."""
    x = RNG.normal(size=(600, 6))
    y = (2 * x[:, :3] + RNG.gumbel(size=(600, 3))).argmax(axis=1)
    model = LogisticRegression(C=1e6, max_iter=1000).fit(x[:60], y[:60])
    scaled = CalibratedClassifierCV(FrozenEstimator(model), method="temperature").fit(x[60:], y[60:])
    z = model.decision_function(x[60:])
    expected = softmax(z / logitbook.fit_temperature(z, y[60:]), axis=1)
    return close(scaled.predict_proba(x[60:]), expected, 1e-2)


def fitted(start: torch.Tensor, loss: Callable[[torch.Tensor], torch.Tensor]) -> torch.Tensor:
    """Minimise a loss as the page's PyTorch tab does."""
    found = start.clone().requires_grad_()
    optimizer = torch.optim.LBFGS([found], max_iter=100, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        value = loss(found)
        value.backward()
        return value

    optimizer.step(closure)
    return found.detach()


def masked_classes() -> bool:
    """Return whether SciPy's fit ignores a masked class, PyTorch's makes NaN of minus infinity, and -1e9 repairs it."""
    z, kept = 3 * TRUE, logitbook.fit_temperature
    expected = kept(np.delete(z, 9, axis=1)[Y < 9], Y[Y < 9])
    masked = {}
    for low in (-np.inf, -1e9):
        filled = z.copy()
        filled[:, 9] = np.where(Y < 9, low, filled[:, 9])
        masked[low] = filled
    rows = {low: (m[Y < 9], Y[Y < 9]) for low, m in masked.items()}
    scipy_fits = [by_scipy(m, y) for m, y in rows.values()]
    lost, repaired = (by_torch(m, torch.tensor(y)) for m, y in rows.values())
    return close(scipy_fits, [expected] * 2, 1e-3) and bool(np.isnan(lost)) and close(repaired, expected, 1e-3)


def sigmoid_again() -> bool:
    """Return whether the lines for a sigmoid return sigmoid(z / T) for inputs with one logit each."""
    z, t = 2 * TRUE[:, 0], 1.7
    again = logit(np.clip(expit(z), 1e-7, 1 - 1e-7))
    return close(expit(again / t), expit(z / t), 1e-5)


def spread() -> bool:
    """Return whether T of four times the inputs varies half as much."""
    rng, found = np.random.default_rng(0), []
    for n in (150, 600):
        ts = []
        for _ in range(80):
            true = rng.normal(size=(n, 10)) * 1.5
            ts.append(logitbook.fit_temperature(2 * true, (true + rng.gumbel(size=true.shape)).argmax(axis=1)))
        found.append(np.std(ts))
    return bool(0.35 < found[1] / found[0] < 0.7)


def softmax_twice() -> float:
    """Return the best T if probabilities are divided and given to the cross-entropy."""
    return by_torch(softmax(3 * TRUE, axis=1))


def several_labels() -> bool:
    """Return whether CalibratedClassifierCV refuses several labels, and one for each does not."""
    x = np.random.default_rng(0).normal(size=(300, 4))
    y = (x[:, :3] > 0) * 1
    model = CalibratedClassifierCV(LogisticRegression(), method="temperature", ensemble=False)
    found = OneVsRestClassifier(model).fit(x, y).predict_proba(x)
    return found.shape == (300, 3) and raises("y should be a 1d array", lambda: model.fit(x, y))


def other_parameter() -> bool:
    """Return whether T stays where it is if the loss uses a parameter that was made after the optimiser."""
    t = torch.nn.Parameter(torch.ones(1) * 1.5)
    optimizer = torch.optim.LBFGS([t])
    used = torch.nn.Parameter(t.detach().clamp(0.1))

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        loss = functional.cross_entropy(torch.tensor(3 * TRUE) / used, LABELS)
        loss.backward()
        return loss

    optimizer.step(closure)
    return bool(t.item() == used.item() == 1.5)


def does_not_move() -> bool:
    """Return whether SciPy's `minimize` stops at its start for a loss in float32, and not for one in float64."""

    def loss(w: np.ndarray, kind: torch.dtype) -> float:
        z = torch.tensor(3 * TRUE, dtype=kind)
        return float(functional.cross_entropy(z * torch.tensor(w, dtype=kind), LABELS))

    still, moved = (minimize(loss, np.ones(1), args=(kind,)).x[0] for kind in (torch.float32, torch.float64))
    return bool(still == 1) and close(1 / moved, by_torch(3 * TRUE), 1e-3)


def binary_fit() -> bool:
    """Return whether the binary loss finds a temperature for one logit, and one for each of several labels."""
    true = torch.tensor(RNG.normal(size=(20000, 2)) * 2)
    y = (torch.rand(true.shape, generator=torch.Generator().manual_seed(0)) < true.sigmoid()).long()
    z = true * torch.tensor([3.0, 0.5])

    def loss(z: torch.Tensor, y: torch.Tensor) -> Callable[[torch.Tensor], torch.Tensor]:
        return lambda log_t: functional.binary_cross_entropy_with_logits(z / log_t.exp(), y.to(z))

    one = fitted(torch.zeros((), dtype=z.dtype), loss(z[:, 0], y[:, 0]))
    each = fitted(torch.zeros(2, dtype=z.dtype), loss(z, y))
    return close(one.exp(), 3, 0.15) and close(each.exp(), [3, 0.5], 0.15)


def pixels() -> bool:
    """Return whether the loss over images is that of the pixels that are not ignored."""
    z = torch.tensor(TRUE).reshape(20, 10, 10, 10).movedim(-1, 1)
    y = LABELS.reshape(20, 10, 10).clone()
    y[:, 0] = 255
    kept = y != 255
    flat = functional.cross_entropy(z.movedim(1, -1)[kept] / 2, y[kept])
    return close(functional.cross_entropy(z / 2, y, ignore_index=255), flat.item(), 1e-9)


def vector_scaling() -> bool:
    """Return whether the code for vector scaling finds factors and biases with a smaller loss than one T."""
    z = torch.tensor(TRUE) * torch.linspace(0.3, 2, 10, dtype=torch.float64) + torch.linspace(-1, 1, 10)

    def loss(both: torch.Tensor) -> torch.Tensor:
        w, b = both
        return functional.cross_entropy(z * w + b, LABELS)

    start = torch.stack([torch.ones(10), torch.zeros(10)]).double()
    return bool(loss(fitted(start, loss)) < functional.cross_entropy(z / by_torch(z.numpy()), LABELS) - 0.05)


def rows(n: int, classes: int = 3) -> tuple[np.ndarray, np.ndarray]:
    """Return inputs and classes that a linear model can learn in part."""
    rng = np.random.default_rng(1)
    x = rng.normal(size=(n, 6))
    return x, (x[:, :classes] + rng.gumbel(size=(n, classes))).argmax(axis=1)


def own_training_data() -> bool:
    """Return whether a linear model without weight decay gets T = 1 on its training data, and not elsewhere."""
    x, y = rows(3000)
    model = LogisticRegression(C=np.inf, max_iter=5000, tol=1e-9).fit(x[:200], y[:200])
    seen, unseen = (
        logitbook.fit_temperature(model.decision_function(x[s]), y[s]) for s in (slice(200), slice(200, None))
    )
    return close(seen, 1, 1e-3) and unseen > 1.05


def folds() -> bool:
    """Return whether folds score each row, and `ensemble=False` fits one T beside a model of all rows."""
    x, y = rows(600)
    model = LogisticRegression(max_iter=1000)
    z = cross_val_predict(model, x, y, cv=5, method="decision_function")
    found = CalibratedClassifierCV(model, method="temperature", cv=5, ensemble=False).fit(x, y).calibrated_classifiers_
    usual = CalibratedClassifierCV(model, method="temperature").fit(x, y).calibrated_classifiers_
    return bool(
        z.shape == (600, 3)
        and len(found) == 1
        and len(usual) == 5
        and close(found[0].estimator.coef_, model.fit(x, y).coef_, 1e-5)
        and close(1 / found[0].calibrators[0].beta_, logitbook.fit_temperature(z, y), 1e-2)
    )


def from_probabilities() -> bool:
    """Return whether the logarithm of probabilities gives the temperature of the logits, for one logit too."""
    z, one = 3 * TRUE, 2 * TRUE[:, 0]
    y = (np.random.default_rng(2).random(len(one)) < expit(one / 2)).astype(int)
    pairs = [np.stack([0 * s, s], axis=1) for s in (one, logit(np.clip(expit(one), 1e-7, 1 - 1e-7)))]
    logs = np.log(np.clip(softmax(z, axis=1), 1e-12, None))
    a, b = (logitbook.fit_temperature(pair, y) for pair in pairs)
    return close(logitbook.fit_temperature(logs, Y), logitbook.fit_temperature(z, Y), 2e-2) and close(a, b, 1e-3)


def beta() -> bool:
    """Return whether T is 1 / beta for three classes, and 1 / (2 beta) for the one score of two."""
    found = []
    for classes in (3, 2):
        x, y = rows(2000, classes)
        model = LogisticRegression(C=np.inf, max_iter=1000).fit(x[:60], y[:60])
        scaled = CalibratedClassifierCV(FrozenEstimator(model), method="temperature").fit(x[60:], y[60:])
        z = model.decision_function(x[60:])
        z = z if classes == 3 else np.stack([0 * z, z], axis=1)
        t = 1 / scaled.calibrated_classifiers_[0].calibrators[0].beta_ / (1 if classes == 3 else 2)
        found.append(close(t, logitbook.fit_temperature(z, y[60:]), 1e-3))
    return all(found)


def cancelled() -> bool:
    """Return whether T is near 1 where claims are too high by 3 points and too low by 12."""
    z = np.repeat([[4.0, 0], [1.0, 0]], 1000, axis=0)
    y = np.repeat([0, 1, 0, 1], [950, 50, 850, 150])
    return abs(by_scipy(z, y) - 1) < 0.03 and logitbook.expected_calibration_error(softmax(z, axis=1), y) > 0.07


def halved() -> bool:
    """Return whether two columns of probabilities are scored by half, and in full with scale_by_half=False."""
    p, y = np.array([[0.9, 0.1], [0.4, 0.6], [0.3, 0.7]]), np.array([0, 0, 1])
    full = ((p - np.eye(2)[y]) ** 2).sum(axis=1).mean()
    found = [brier_score_loss(y, p, labels=range(2)), brier_score_loss(y, p, labels=range(2), scale_by_half=False)]
    return close(found, [full / 2, full])


def brier() -> bool:
    """Return whether scikit-learn sums over three classes, and halves for one claim of two."""
    p = softmax(TRUE[:50, :3], axis=1)
    y = np.arange(50) % 3
    one, both = np.array([0.3, 0.8]), np.array([[0.7, 0.3], [0.2, 0.8]])
    return close(brier_score_loss(y, p, labels=range(3)), ((p - np.eye(3)[y]) ** 2).sum(axis=1).mean()) and close(
        2 * brier_score_loss([0, 1], one), ((both - np.eye(2)) ** 2).sum(axis=1).mean()
    )


def winners() -> bool:
    """Return whether a curve for each class can move the winner, and isotonic says 0, but a temperature neither."""
    x, y = rows(1000)
    model = FrozenEstimator(LogisticRegression().fit(x[:100], y[:100]))
    moved, zeros = [], []
    for method in ("sigmoid", "isotonic", "temperature"):
        p = CalibratedClassifierCV(model, method=method).fit(x[100:250], y[100:250]).predict_proba(x[250:])
        moved.append(bool((p.argmax(axis=1) != model.predict(x[250:])).any()))
        zeros.append(bool((p == 0).any()))
    return moved == [True, True, False] and zeros == [False, True, False]


def platt_of_probabilities() -> bool:
    """Return whether the method sigmoid takes the probabilities of a model without scores for logits."""
    x, y = rows(1000, 2)
    model = GaussianNB().fit(x[:200], y[:200])
    scaled = CalibratedClassifierCV(FrozenEstimator(model), method="sigmoid").fit(x[200:], y[200:])
    curve = scaled.calibrated_classifiers_[0].calibrators[0]
    p = model.predict_proba(x)[:, 1]
    return not hasattr(model, "decision_function") and close(
        scaled.predict_proba(x)[:, 1], expit(-curve.a_ * p - curve.b_)
    )


def folded() -> bool:
    """Return whether the last layer's weights over T give the calibrated probabilities, in PyTorch and Keras."""
    x, t = torch.randn(4, 5), 1.7
    last = torch.nn.Linear(5, 3)
    z = last(x).detach()
    with torch.no_grad():
        last.weight /= t
        last.bias /= t
    layer = keras.layers.Dense(3, activation="softmax")
    layer.build((4, 5))
    w, b = (np.random.default_rng(0).normal(size=shape) for shape in ((5, 3), (3,)))
    layer.set_weights([w / t, b / t])
    p = keras.ops.convert_to_numpy(layer(x.numpy()))
    return close(last(x), z / t, 1e-5) and close(p, softmax((x.numpy() @ w + b) / t, axis=1), 1e-4)


def orders() -> bool:
    """Return whether T keeps the AUC of one logit, moves a threshold as said, and changes the AUC of three classes."""
    z, y = TRUE[:, :3], TRUE[:, :3] + np.random.default_rng(3).gumbel(size=(2000, 3))
    several = [roc_auc_score(y.argmax(axis=1), softmax(z / t, axis=1), multi_class="ovr") for t in (1, 3)]
    one = [roc_auc_score(y[:, 0] > 0, expit(z[:, 0] / t)) for t in (1, 3)]
    same = (expit(z[:, 0]) > 0.9) == (expit(z[:, 0] / 3) > expit(logit(0.9) / 3))
    return bool(one[0] == one[1] and abs(several[0] - several[1]) > 1e-4 and same.all())


def answers() -> bool:
    """Return whether a logistic regression of one score finds how likely an answer is right."""
    rng = np.random.default_rng(4)
    s = rng.normal(size=20000) - 1
    y = rng.random(20000) < expit(2 * s + 1)
    platt = LogisticRegression(C=np.inf).fit(s.reshape(-1, 1), y)
    return close(platt.predict_proba([[0.5]])[:, 1], expit(2 * 0.5 + 1), 0.03)


def infinite() -> bool:
    """Return whether isotonic regression says 0, and clips what lies outside."""
    curve = IsotonicRegression(out_of_bounds="clip").fit([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1])
    return close(curve.predict([0.0, 0.9]), [0, 1])


def shifted() -> bool:
    """Return whether a loss with class weights is smallest at logits that are shifted by their logarithms."""
    p, w = torch.tensor([0.5, 0.3, 0.2], dtype=torch.float64), torch.tensor([1.0, 4.0, 0.5], dtype=torch.float64)
    z = fitted(torch.zeros(3).double(), lambda z: -(p * w * functional.log_softmax(z, 0)).sum())
    return close(torch.softmax(z - w.log(), 0), p, 1e-4)


def averaged() -> bool:
    """Return whether the page's line gives the mean of models, for which one model's T is too high."""
    noise = np.random.default_rng(5).normal(size=(10, *TRUE.shape))
    each = torch.tensor(TRUE + 1.5 * noise)
    z = each.log_softmax(dim=-1).logsumexp(dim=0)
    one = np.mean([logitbook.fit_temperature(member, Y) for member in each.numpy()])
    cooled = (each / one).log_softmax(dim=-1).logsumexp(dim=0)
    p = cooled.softmax(dim=-1)
    unsure = (p.argmax(dim=-1) == LABELS).double().mean() - p.amax(dim=-1).mean()
    return (
        close(z.softmax(dim=-1), each.softmax(dim=-1).mean(dim=0).numpy(), 1e-6)
        and bool(by_torch(z.numpy()) < one - 1)
        and bool(by_torch(cooled.numpy()) < 0.8)
        and bool(unsure > 0.05)
    )


def collected() -> bool:
    """Return whether the page's lines collect logits and labels batch by batch."""
    model = torch.nn.Linear(4, 3).eval()
    x, labels = torch.randn(10, 4), torch.arange(10) % 3
    loader = torch.utils.data.DataLoader(torch.utils.data.TensorDataset(x, labels), batch_size=4)
    with torch.no_grad():
        pairs = [(model(x), y) for x, y in loader]
    z, y = (torch.cat(part) for part in zip(*pairs, strict=True))
    return close(z, model(x).detach(), 1e-5) and bool((y == labels).all()) and not z.requires_grad


def one_number() -> bool:
    """Return whether scikit-learn's log loss is PyTorch's cross-entropy and its NLL."""
    z = torch.tensor(TRUE)
    found = [functional.cross_entropy(z, LABELS), functional.nll_loss(z.log_softmax(dim=-1), LABELS)]
    return close(found, [log_loss(Y, softmax(TRUE, axis=1), labels=range(10))] * 2, 1e-6)


def moved_by_platt() -> bool:
    """Return whether Platt's bias can move the 50% point of one score."""
    rng = np.random.default_rng(6)
    s = rng.normal(size=(2000, 1))
    platt = LogisticRegression(C=np.inf).fit(s, rng.random(2000) < expit(2 * s[:, 0] - 1))
    return bool(((s[:, 0] > 0) != platt.predict(s)).any())


@claims(
    (PAGE, "scikit-learn halves the Brier score of two classes, unless told otherwise", halved),
    (PAGE, "models are averaged first, and one model's T makes the mean too unsure", averaged),
    (PAGE, "logits and labels of a loader", collected),
    (PAGE, "NLL, log loss and cross-entropy are one number", one_number),
    (PAGE, "Platt moves the 50% point", moved_by_platt),
    (PAGE, "T = 1 on a linear model's own training data", own_training_data),
    (PAGE, "folds, and one T beside a model of all rows", folds),
    (PAGE, "the logarithm of probabilities has the same T", from_probabilities),
    (PAGE, "what beta_ is", beta),
    (PAGE, "T near 1 without honest claims", cancelled),
    (PAGE, "the Brier score of scikit-learn", brier),
    (
        PAGE,
        "cv='prefit' is refused",
        lambda: raises(
            "The 'cv' parameter of CalibratedClassifierCV must be",
            lambda: CalibratedClassifierCV(LogisticRegression(), cv="prefit").fit(*rows(60)),
        ),
    ),
    (PAGE, "sigmoid and isotonic can move the winner", winners),
    (PAGE, "sigmoid of a model without scores", platt_of_probabilities),
    (PAGE, "T in the last layer", folded),
    (PAGE, "T and the AUC, and a threshold", orders),
    (PAGE, "Platt for answers", answers),
    (PAGE, "isotonic says 0", infinite),
    (PAGE, "class weights shift the logits", shifted),
    (PAGE, "T stays if the loss uses another parameter than the optimiser", other_parameter),
    (PAGE, "SciPy's minimize does not move on a float32 loss", does_not_move),
    (
        PAGE,
        "an optimiser refuses a T that was multiplied",
        lambda: raises(
            "can't optimize a non-leaf Tensor", lambda: torch.optim.LBFGS([torch.ones(1, requires_grad=True) * 1.5])
        ),
    ),
    (PAGE, "the binary loss fits one logit, and one T for each label", binary_fit),
    (PAGE, "the loss over pixels leaves out the ignored ones", pixels),
    (PAGE, "vector scaling", vector_scaling),
    (
        PAGE,
        "the fits of the tabs agree to three digits",
        lambda: all(
            close([by_torch(k * TRUE), by_scipy(k * TRUE)], [logitbook.fit_temperature(k * TRUE, Y)] * 2, 1e-3)
            for k in (1e-3, 0.3, 0.6, 1.0, 3.0, 8.0, 1e5)
        ),
    ),
    (PAGE, "several labels, one calibrator each", several_labels),
    (PAGE, "masked logits", masked_classes),
    (PAGE, "a sigmoid keeps its own function after the logarithm of odds", sigmoid_again),
    (PAGE, "four times the inputs halve the spread", spread),
    (
        PAGE,
        "a softmax before the loss gives another T",
        lambda: not close(softmax_twice(), by_torch(3 * TRUE), 0.3),
    ),
    (PAGE, "scikit-learn's temperature has the least loss", by_sklearn),
    (
        PAGE,
        "the copied script stops at 1.4 instead of 0.59, and the loss rises from 1.7 to 1.8",
        lambda: (
            close(copied(0.6 * TRUE), 1.39, 5e-3)
            and close(by_torch(0.6 * TRUE), 0.59, 1e-2)
            and close(loss_at(0.6 * TRUE, 1.0), 1.70, 2e-3)
            and close(loss_at(0.6 * TRUE, copied(0.6 * TRUE)), 1.80, 3e-3)
        ),
    ),
    (
        PAGE,
        "without zero_grad, a best T of 3 becomes hundreds of thousands",
        lambda: close(by_torch(3 * TRUE), 2.97, 1e-2) and copied(3 * TRUE, zero_grad=False) > 1e5,
    ),
    (PAGE, "with lr=1 and no line search, T becomes negative", lambda: copied(0.6 * TRUE, lr=1.0) < -10),
    (
        PAGE,
        "labels in another order give a huge T and the loss log K",
        lambda: (
            close(
                functional.cross_entropy(torch.tensor(TRUE) / 1e6, torch.tensor(np.roll(Y, 1))).item(), np.log(10), 1e-4
            )
            and logitbook.fit_temperature(2 * TRUE, np.roll(Y, 1)) > 50
        ),
    ),
    (
        PAGE,
        "labels in another order: T from tens on, or no best T",
        lambda: (
            [logitbook.fit_temperature(2 * TRUE, np.roll(Y, k)) > 50 for k in range(1, 6)] == [True] * 5
            and logitbook.fit_temperature(2 * TRUE, np.roll(Y, 5)) < 100
        ),
    ),
    (
        PAGE,
        "no best T if all are right, or none better than chance",
        lambda: (
            logitbook.fit_temperature(TRUE, TRUE.argmax(axis=1)) == 0
            and np.isinf(logitbook.fit_temperature(TRUE, TRUE.argmin(axis=1)))
        ),
    ),
    (
        PAGE,
        "the log of a probability that is 0 gives an infinite loss, and of one that is clamped does not",
        lambda: (
            functional.cross_entropy(torch.tensor([[1.0, 0.0]]).log() / 2, torch.tensor([1])).isinf()
            and functional.cross_entropy(
                torch.tensor([[1.0, 0.0]]).clamp_min(1e-12).log() / 2, torch.tensor([1])
            ).isfinite()
        ),
    ),
    (
        PAGE,
        "cross-entropy of one logit is 0",
        lambda: functional.cross_entropy(torch.randn(5, 1), torch.zeros(5, dtype=torch.long)).item() == 0,
    ),
)
def test_what_a_page_says_of_a_framework_is_true(holds: Callable[[], object]) -> None:
    assert holds()
