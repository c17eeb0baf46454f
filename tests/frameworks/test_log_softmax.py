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
from sklearn.tree import DecisionTreeClassifier
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


def keras_layer(lead: float) -> Any:
    """Return the loss of Keras after a softmax layer, and its gradients, on JAX."""
    loss = keras.losses.SparseCategoricalCrossentropy()
    layer = keras.layers.Softmax()
    return jax.value_and_grad(lambda z: loss(jnp.array([0]), layer(z)))(jnp.array([[0.0, lead]], jnp.float32))


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


@claims(
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
        "NLLLoss is negative for probabilities and for logits",
        lambda: (
            -1 <= functional.nll_loss(torch.tensor([[2.0, 1.0]]).softmax(-1), torch.tensor([0])) < 0
            and functional.nll_loss(torch.tensor([[2.0, 1.0]]), torch.tensor([0])) == -2
        ),
    ),
    ("log-softmax", "a masked logit stays -inf", lambda: torch.tensor([2, -torch.inf]).log_softmax(0)[1].isneginf()),
    (
        "log-softmax",
        "a tree has shares of 0",
        lambda: np.isneginf(DecisionTreeClassifier().fit([[0], [1]], [0, 1]).predict_log_proba([[2]])[0, 0]),
    ),
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
)
def test_what_a_page_says_of_a_framework_is_true(holds: Callable[[], object]) -> None:
    assert holds()
