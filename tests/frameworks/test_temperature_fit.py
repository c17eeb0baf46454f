"""What the page about fitting a temperature says of PyTorch, SciPy and scikit-learn."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from scipy.optimize import minimize, minimize_scalar
from scipy.special import logsumexp, softmax
from sklearn.calibration import CalibratedClassifierCV
from sklearn.frozen import FrozenEstimator
from sklearn.linear_model import LogisticRegression
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


def by_torch(logits: np.ndarray) -> float:
    """Fit as the page's PyTorch tab does."""
    z = torch.tensor(logits).detach().double()
    log_t = torch.zeros((), dtype=z.dtype, requires_grad=True)
    optimizer = torch.optim.LBFGS([log_t], max_iter=100, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        loss = functional.cross_entropy(z / log_t.exp(), LABELS)
        loss.backward()
        return loss

    optimizer.step(closure)
    return float(log_t.exp())


def by_scipy(z: np.ndarray) -> float:
    """Fit as the page's SciPy tab does."""
    scale = np.abs(z).max()

    def loss(b: float) -> float:
        s = b * z / scale
        return float(np.mean(logsumexp(s, axis=1) - s[range(len(Y)), Y]))

    return float(scale) / float(minimize_scalar(loss, bounds=(1e-3, 100), method="bounded").x)


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


@claims(
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
