"""What the page about log-softmax says of PyTorch, JAX, Keras, SciPy and scikit-learn."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import keras
import numpy as np
import scipy.special as sp
import torch
from sklearn.linear_model import LogisticRegression
from torch import nn
from torch.nn import functional

from tests.frameworks.claims import claims, close, raises

FORMATS = (torch.float16, torch.float32, torch.float64)
FAR = [0.0, 110.0]


def two_calls(lead: float, dtype: torch.dtype = torch.float32) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the loss and the gradients of log(softmax), if the other class leads."""
    z = torch.tensor([0.0, lead], dtype=dtype, requires_grad=True)
    loss = -torch.log(torch.softmax(z, dim=-1))[0]
    loss.backward()
    assert z.grad is not None
    return loss, z.grad


def breaks(leads: list[tuple[float, float, float, float]]) -> bool:
    """Return whether gradients and loss fail between the leads of a row of each format."""
    for dtype, (right, spoilt, finite, infinite) in zip(FORMATS, leads, strict=True):
        if not two_calls(right, dtype)[1].isfinite().all() or two_calls(spoilt, dtype)[1].isfinite().all():
            return False
        if not two_calls(finite, dtype)[0].isfinite() or not two_calls(infinite, dtype)[0].isinf():
            return False
    return True


def jax_two_calls(lead: float) -> Any:
    return jax.value_and_grad(lambda z: -jnp.log(jax.nn.softmax(z))[0])(jnp.array([0.0, lead], jnp.float32))


def clamped(lead: float) -> Any:
    """Return the gradients of a loss whose probability is clamped."""
    z = torch.tensor([0.0, lead], requires_grad=True)
    (-torch.log(torch.softmax(z, dim=-1).clamp(min=1e-8))[0]).backward()
    return z.grad


def policy(name: str, lead: float) -> tuple[float, Any]:
    """Return the log_prob of the trailing action, and its gradients, for a policy of logits or of probs."""
    z = torch.tensor([0.0, lead], requires_grad=True)
    given = {name: z if name == "logits" else z.softmax(-1)}
    log_p = torch.distributions.Categorical(**given).log_prob(torch.tensor(0))
    log_p.backward()
    return log_p.item(), z.grad


def keras_layer(lead: float) -> Any:
    """Return the loss of Keras after a softmax layer, and its gradients, on JAX."""
    loss = keras.losses.SparseCategoricalCrossentropy()
    layer = keras.layers.Softmax()
    return jax.value_and_grad(lambda z: loss(jnp.array([0]), layer(z)))(jnp.array([[0.0, lead]], jnp.float32))


def steps_back(value: Any) -> list[str]:
    """Return the names of the functions through which gradients go back from a value."""
    names, step = [], value.grad_fn
    while step:
        names.append(step.name().rsplit(":", 1)[-1])
        step = step.next_functions[0][0] if step.next_functions else None
    return names


def anomaly() -> None:
    with torch.autograd.set_detect_anomaly(True, check_nan=True):
        two_calls(95.0)


def predicted() -> tuple[Any, Any]:
    """Return the log-probabilities of scikit-learn, and those from its scores, far from the data."""
    model = LogisticRegression(C=1e6, max_iter=1000).fit(np.array([[0.0], [1.0], [2.0], [3.0]]), [0, 0, 1, 2])
    far = np.array([[5000.0]])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return model.predict_log_proba(far), sp.log_softmax(model.decision_function(far), axis=-1)


def losses() -> list[float]:
    """Return three losses that agree."""
    torch.manual_seed(0)
    z, y = torch.randn(4, 10), torch.tensor([1, 2, 3, 4])
    log_p = nn.LogSoftmax(dim=-1)(z)
    return [float(nn.CrossEntropyLoss()(z, y)), float(nn.NLLLoss()(log_p, y)), float(nn.CrossEntropyLoss()(log_p, y))]


def again() -> Any:
    """Return how far a second log_softmax moves the first."""
    torch.manual_seed(0)
    log_p = (torch.randn(100, 50) * 30).log_softmax(dim=-1)
    return (log_p.log_softmax(dim=-1) - log_p).abs().max()


STUDENT = torch.tensor([[2.0, -1.0, 0.5], [0.3, 1.1, 0.2]])
TEACHER = torch.tensor([[1.5, -0.5, 2.0], [0.0, 3.0, 1.0]])


def divergence() -> torch.Tensor:
    """Return the mean over two inputs of what the page writes as a sum over classes."""
    q, log_p = TEACHER.softmax(-1), STUDENT.log_softmax(-1)
    return (q * (q.log() - log_p)).sum(dim=-1).mean()


def slope(function: Callable[[torch.Tensor], torch.Tensor], z: list[float]) -> torch.Tensor:
    """Return the gradient of a function of some logits."""
    logits = torch.tensor(z, requires_grad=True)
    function(logits).backward()
    assert logits.grad is not None
    return logits.grad


def entropy(z: torch.Tensor) -> torch.Tensor:
    log_p = torch.log_softmax(z, dim=-1)
    return -(log_p.exp() * log_p).sum(-1)


def with_itself(z: list[float]) -> torch.Tensor:
    """Return the cross-entropy of a row of logits with its own probabilities."""
    logits = torch.tensor([z])
    return functional.cross_entropy(logits, logits.softmax(-1))


def shrunk(temperature: float) -> torch.Tensor:
    """Return the gradient of the divergence at a temperature, times the temperature squared."""
    z = STUDENT.clone().requires_grad_()
    log_p, q = (z / temperature).log_softmax(-1), (TEACHER / temperature).softmax(-1)
    (functional.kl_div(log_p, q, reduction="batchmean") * temperature**2).backward()
    assert z.grad is not None
    return z.grad


def punished(steps: int) -> float:
    """Return the loss of a policy whose first action always has an advantage of -1."""
    z = torch.zeros(3, requires_grad=True)
    for _ in range(steps):
        loss = torch.distributions.Categorical(logits=z).log_prob(torch.tensor(0))
        (slope,) = torch.autograd.grad(loss, z)
        z = (z - slope).detach().requires_grad_()
    return float(torch.distributions.Categorical(logits=z).log_prob(torch.tensor(0)))


@claims(
    (
        "log-softmax",
        "kl_div takes log-probabilities, and probabilities as targets",
        lambda: close(
            functional.kl_div(STUDENT.log_softmax(-1), TEACHER.softmax(-1), reduction="batchmean"), divergence()
        ),
    ),
    (
        "log-softmax",
        "by default it divides by the classes too",
        lambda: close(functional.kl_div(STUDENT.log_softmax(-1), TEACHER.softmax(-1)), divergence() / 3),
    ),
    (
        "log-softmax",
        "of two softmaxes it is not above 0",
        lambda: all(
            functional.kl_div(a.softmax(-1), b.softmax(-1), reduction="batchmean") < 0
            for a in (STUDENT, TEACHER)
            for b in (STUDENT, TEACHER)
        ),
    ),
    (
        "log-softmax",
        "of two log_softmaxes it is NaN, but with log_target=True",
        lambda: (
            functional.kl_div(STUDENT.log_softmax(-1), TEACHER.log_softmax(-1), reduction="batchmean").isnan()
            and close(
                functional.kl_div(
                    STUDENT.log_softmax(-1), TEACHER.log_softmax(-1), reduction="batchmean", log_target=True
                ),
                divergence(),
            )
        ),
    ),
    (
        "log-softmax",
        "large temperatures shrink its gradients by their square",
        lambda: (shrunk(50.0) - shrunk(100.0)).abs().max() < 0.02 * shrunk(100.0).abs().max(),
    ),
    (
        "log-softmax",
        "the entropy of the table is finite where two calls give NaN",
        lambda: (
            entropy(torch.tensor([0.0, 200.0])) == 0
            and slope(entropy, [0.0, 200.0]).isfinite().all()
            and slope(lambda z: -(z.softmax(-1) * z.softmax(-1).log()).sum(), [0.0, 200.0]).isnan().any()
        ),
    ),
    (
        "log-softmax",
        "targets of 0 times -inf are NaN",
        lambda: (torch.tensor([0.0, 1.0]) * torch.log(torch.tensor([0.0, 200.0]).softmax(-1))).isnan().any(),
    ),
    (
        "log-softmax",
        "a masked logit of both sides makes NaN, -1e4 does not",
        lambda: with_itself([0.0, 1.0, -torch.inf]).isnan() and with_itself([0.0, 1.0, -1e4]).isfinite(),
    ),
    (
        "log-softmax",
        "softmax of log-probabilities is exp of them",
        lambda: close(STUDENT.log_softmax(-1).softmax(-1), STUDENT.log_softmax(-1).exp()),
    ),
    ("log-softmax", "two calls give -inf at a lead of 110", lambda: two_calls(110.0)[0].isinf()),
    ("log-softmax", "one gives -110", lambda: close(torch.tensor(FAR).log_softmax(-1), [-110, 0])),
    ("log-softmax", "so does JAX", lambda: close(jax.nn.log_softmax(jnp.array(FAR, jnp.float32), axis=-1), [-110, 0])),
    (
        "log-softmax",
        "so does Keras",
        lambda: close(keras.ops.log_softmax(np.array(FAR, np.float32), axis=-1), [-110, 0]),
    ),
    ("log-softmax", "so does SciPy", lambda: close(sp.log_softmax(np.array(FAR, np.float32), axis=-1), [-110, 0])),
    (
        "log-softmax",
        "the gradients break first, at the leads of the table",
        lambda: breaks([(11.0, 11.2, 17.2, 17.5), (88.6, 88.8, 103.9, 104.1), (709.7, 709.9, 745.0, 745.3)]),
    ),
    (
        "log-softmax",
        "in JAX, loss and gradients break together",
        lambda: jnp.isfinite(jax_two_calls(87.2)[1]).all() and jnp.isinf(jax_two_calls(87.5)[0]),
    ),
    (
        "log-softmax",
        "anomaly mode names SoftmaxBackward0",
        lambda: raises("Function 'SoftmaxBackward0' returned nan values in its 0th output.", anomaly),
    ),
    (
        "log-softmax",
        "log_softmax is NaN if a logit is +inf",
        lambda: torch.tensor([0, torch.inf]).log_softmax(0).isnan().all(),
    ),
    ("log-softmax", "or if all are -inf", lambda: torch.full((2,), -torch.inf).log_softmax(0).isnan().all()),
    ("log-softmax", "LogSoftmax and NLLLoss are CrossEntropyLoss", lambda: close(losses()[1:], [losses()[0]] * 2)),
    (
        "log-softmax",
        "the pair is as stable, to the last bit",
        lambda: (
            functional.cross_entropy(torch.tensor([FAR]), torch.tensor([0]))
            == functional.nll_loss(torch.tensor([FAR]).log_softmax(-1), torch.tensor([0]))
            == 110
        ),
    ),
    (
        "log-softmax",
        "Categorical of logits keeps log_prob and its gradient, that of a softmax stops at -15.9",
        lambda: (
            policy("logits", 30.0)[0] == -30
            and close(policy("logits", 30.0)[1], [1, -1])
            and close(policy("probs", 30.0)[0], -15.9424, 1e-5)
            and not policy("probs", 30.0)[1].any()
        ),
    ),
    (
        "log-softmax",
        "NLLLoss on a softmax has a small slope for a sure mistake",
        lambda: (
            slope(lambda z: functional.nll_loss(z.softmax(-1)[None], torch.tensor([0])), [0.0, 10.0]).abs().max() < 1e-4
        ),
    ),
    (
        "log-softmax",
        "NLLLoss is negative for probabilities and for logits",
        lambda: (
            -1 <= functional.nll_loss(torch.tensor([[2.0, 1.0]]).softmax(-1), torch.tensor([0])) < 0
            and functional.nll_loss(torch.tensor([[2.0, 1.0]]), torch.tensor([0])) == -2
        ),
    ),
    (
        "log-softmax",
        "from_logits=True of Keras after it is harmless",
        lambda: close(
            keras.losses.CategoricalCrossentropy(from_logits=True)(
                np.eye(2)[:1], keras.ops.log_softmax(np.array([FAR], np.float32), axis=-1)
            ),
            110,
        ),
    ),
    (
        "log-softmax",
        "it is one function, with one gradient",
        lambda: (
            steps_back(torch.ones(2, requires_grad=True).log_softmax(-1)) == ["LogSoftmaxBackward0", "AccumulateGrad"]
        ),
    ),
    (
        "log-softmax",
        "with one-hot targets its sum is cross_entropy",
        lambda: close(
            -(torch.eye(2) * STUDENT[:2, :2].log_softmax(-1)).sum(-1),
            functional.cross_entropy(STUDENT[:2, :2], torch.eye(2), reduction="none"),
        ),
    ),
    ("log-softmax", "a masked logit stays -inf", lambda: torch.tensor([2, -torch.inf]).log_softmax(0)[1].isneginf()),
    (
        "log-softmax",
        "integer logits are refused along the first dimension too",
        lambda: raises(
            "\"log_softmax_kernel_impl\" not implemented for 'Long'",
            lambda: functional.log_softmax(torch.tensor([[1, 2]]), dim=0),
        ),
    ),
    ("log-softmax", "a second log_softmax moves a last digit", lambda: again() < 1e-6),
    ("log-softmax", "clamp makes the gradients 0", lambda: not clamped(20.0).any()),
    (
        "log-softmax",
        "in float16 the epsilon is 0",
        lambda: (torch.zeros(1, dtype=torch.float16) + 1e-8).log().isinf(),
    ),
    ("log-softmax", "Keras stops at 16.118", lambda: close(keras_layer(30.0)[0], 16.118, 1e-4)),
    (
        "log-softmax",
        "with gradients of 0 from 16.2 on",
        lambda: not keras_layer(16.2)[1].any() and not keras_layer(17.0)[1].any() and keras_layer(16.1)[1].any(),
    ),
    (
        "log-softmax",
        "predict_log_proba is -inf where the scores still tell",
        lambda: np.isinf(predicted()[0]).any() and np.isfinite(predicted()[1]).all(),
    ),
    (
        "log-softmax",
        "integer logits are refused",
        lambda: raises(
            "\"log_softmax_lastdim_kernel_impl\" not implemented for 'Long'",
            lambda: functional.log_softmax(torch.tensor([[1, 2]]), dim=-1),
        ),
    ),
    (
        "log-softmax",
        "a lead of 20 gives exactly 0 in float32",
        lambda: (
            torch.tensor([20.0, 0.0]).log_softmax(0)[0] == 0
            and jax.nn.log_softmax(jnp.array([20.0, 0.0], jnp.float32))[0] == 0
            and sp.log_softmax(np.array([20, 0], np.float32))[0] == 0
            and torch.tensor([17.0, 0.0]).log_softmax(0)[0] == 0
        ),
    ),
    ("log-softmax", "negative advantages push log p down for ever", lambda: punished(20) > -40 > -100 > punished(100)),
)
def test_what_a_page_says_of_a_framework_is_true(holds: Callable[[], object]) -> None:
    assert holds()
