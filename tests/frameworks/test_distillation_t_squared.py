"""What the page about T squared in distillation says of PyTorch, JAX, Optax and Keras."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import keras
import optax
import torch
from torch.nn import functional

from tests.frameworks.claims import array, claims, close

PAGE = "distillation-t-squared"
T, ALPHA = 4.0, 0.3
GENERATOR = torch.Generator().manual_seed(0)
S, V = torch.randn(2, 6, 10, generator=GENERATOR) * 3
Y = torch.arange(6)
TEXTS = torch.randn(2, 3, 5, 10, generator=GENERATOR)


def torch_tab(s: torch.Tensor, t: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    soft = functional.kl_div(
        torch.log_softmax(s / T, dim=-1),
        torch.log_softmax(t / T, dim=-1),
        reduction="batchmean",
        log_target=True,
    )
    hard = functional.cross_entropy(s, y)
    loss: torch.Tensor = ALPHA * T**2 * soft + (1 - ALPHA) * hard
    return loss


def jax_tab(s: jax.Array, t: jax.Array, y: jax.Array) -> jax.Array:
    t = jax.lax.stop_gradient(t)
    log_q = jax.nn.log_softmax(s / T, axis=-1)
    log_p = jax.nn.log_softmax(t / T, axis=-1)
    f = optax.losses.kl_divergence_with_log_targets
    soft = f(log_q, log_p).mean()
    g = optax.softmax_cross_entropy_with_integer_labels
    hard = g(s, y).mean()
    return ALPHA * T**2 * soft + (1 - ALPHA) * hard


def keras_tab(s: Any, t: Any, y: Any) -> Any:
    ops = keras.ops
    log_q = ops.log_softmax(s / T, axis=-1)
    log_p = ops.log_softmax(t / T, axis=-1)
    kl = ops.sum(ops.exp(log_p) * (log_p - log_q), axis=-1)
    hard = keras.losses.sparse_categorical_crossentropy(y, s, from_logits=True)
    return ops.mean(ALPHA * T**2 * kl + (1 - ALPHA) * hard)


def torch_gradient() -> bool:
    """Compare the gradient of the tab with the formulas of both parts."""
    s = S.clone().requires_grad_()
    torch_tab(s, V, Y).backward()
    soft = T * (torch.softmax(S / T, -1) - torch.softmax(V / T, -1))
    hard = torch.softmax(S, -1) - functional.one_hot(Y, 10)
    return close(s.grad, array((ALPHA * soft + (1 - ALPHA) * hard) / len(S)), 1e-4)


def jax_agrees() -> bool:
    s, v, y = (jnp.array(array(part)) for part in (S, V, Y))
    return close(jax_tab(s, v, y), array(torch_tab(S, V, Y)), 1e-5)


def keras_agrees() -> bool:
    found = keras_tab(array(S), array(V), array(Y))
    return close(keras.ops.convert_to_numpy(found), array(torch_tab(S, V, Y)), 1e-5)


def kl(s: torch.Tensor, t: torch.Tensor, reduction: str) -> float:
    log_q, log_p = torch.log_softmax(s, -1), torch.log_softmax(t, -1)
    return float(functional.kl_div(log_q, log_p, reduction=reduction, log_target=True))


def squared() -> bool:
    """Return whether a very hot loss has the gradient of half the mean squared difference of the centred logits."""
    s = S.double().requires_grad_()
    hot = 1e6
    loss = functional.kl_div(torch.log_softmax(s / hot, -1), torch.softmax(V.double() / hot, -1), reduction="batchmean")
    (hot**2 * loss).backward()
    difference = (S - S.mean(-1, keepdim=True)) - (V - V.mean(-1, keepdim=True))
    return close(s.grad, array(difference.double() / 10 / len(S)), 1e-3)


def hot_loss(hot: float) -> float:
    """Return T squared times KL in float32, for a teacher whose limit is 4/3."""
    log_p = torch.log_softmax(torch.tensor([[4.0, 2, 0]]) / hot, -1)
    log_q = torch.log_softmax(torch.zeros(1, 3) / hot, -1)
    return hot**2 * float(functional.kl_div(log_q, log_p, reduction="batchmean", log_target=True))


def masked_classes() -> bool:
    """Return whether KL is NaN with -inf in both, and with -1e4 that of the allowed classes alone, gradient too."""
    allowed = torch.tensor([True] * 8 + [False] * 2)
    hidden = kl(S.masked_fill(~allowed, -torch.inf) / T, V.masked_fill(~allowed, -torch.inf) / T, "batchmean")
    s = S.clone().requires_grad_()
    log_q, log_p = (torch.log_softmax(z.masked_fill(~allowed, -1e4) / T, -1) for z in (s, V))
    loss = functional.kl_div(log_q, log_p, reduction="batchmean", log_target=True)
    loss.backward()
    assert s.grad is not None
    alone = kl(S[:, :8] / T, V[:, :8] / T, "batchmean")
    return hidden != hidden and close(loss, alone, 1e-5) and bool(s.grad.isfinite().all())


def without_padding() -> bool:
    """Return whether picking real tokens gives their mean."""
    s, t = TEXTS[0], TEXTS[1]
    kept = torch.tensor([[True] * 5, [True, True, True, False, False], [True, False, False, False, False]])
    rows = [kl(s[i, j][None], t[i, j][None], "batchmean") for i in range(3) for j in range(5) if kept[i, j]]
    return close(kl(s[kept], t[kept], "batchmean"), sum(rows) / len(rows), 1e-5)


def divided_probabilities() -> bool:
    """Return whether probabilities divided by T and by their sum are what they were."""
    p = torch.softmax(V, -1)
    return close((p / T) / (p / T).sum(-1, keepdim=True), array(p))


def steps(kind: type[torch.optim.Optimizer], factor: float) -> torch.Tensor:
    """Return where ten steps on the soft loss alone lead."""
    s = torch.zeros(6, 10, requires_grad=True)
    optimizer = kind([s], lr=0.01)
    for _ in range(10):
        optimizer.zero_grad()
        loss = functional.kl_div(torch.log_softmax(s / T, -1), torch.softmax(V / T, -1), reduction="batchmean")
        (factor * loss).backward()
        optimizer.step()
    return s.detach()


def soft_cross_entropy() -> bool:
    """Return whether it exceeds KL by the teacher's entropy, with an equal gradient."""
    p = torch.softmax(V / T, -1)
    entropy = -(p * p.log()).sum(-1).mean()
    s = S.clone().requires_grad_()
    ce, divergence = (
        functional.cross_entropy(s / T, p),
        functional.kl_div(torch.log_softmax(s / T, -1), p, reduction="batchmean"),
    )
    first, second = torch.autograd.grad(ce, s, retain_graph=True)[0], torch.autograd.grad(divergence, s)[0]
    return close(ce - divergence, entropy.item(), 1e-4) and close(first, array(second), 1e-3)


def teacher_alone() -> bool:
    """Return whether the pull is q - p, without 1/T, if only the teacher is divided by T."""
    s = S.clone().requires_grad_()
    p = torch.softmax(V / T, dim=-1)
    functional.kl_div(torch.log_softmax(s, dim=-1), p, reduction="sum").backward()
    return close(s.grad, torch.softmax(S, dim=-1) - p, 1e-4)


def student_alone() -> bool:
    """Return whether a student with T times the teacher's logits is perfect, if only the student is divided by T."""
    s = (V * T).requires_grad_()
    loss = functional.kl_div(torch.log_softmax(s / T, -1), torch.softmax(V, -1), reduction="sum")
    loss.backward()
    assert s.grad is not None
    return bool(s.grad.abs().max() < 1e-6)


def correlation_pull(t: float) -> torch.Tensor:
    """Return the gradient of the correlation of the shares of each row at temperature t."""
    s = S.double().requires_grad_()
    q, p = torch.softmax(s / t, -1), torch.softmax(V.double() / t, -1)
    q, p = q - q.mean(-1, keepdim=True), p - p.mean(-1, keepdim=True)
    (pull,) = torch.autograd.grad(functional.cosine_similarity(q, p, dim=-1, eps=1e-30).sum(), s)
    return pull


@claims(
    (PAGE, "the gradient of the PyTorch tab is that of the formulas", torch_gradient),
    (PAGE, "the JAX tab gives the loss of PyTorch", jax_agrees),
    (PAGE, "the Keras tab gives the loss of PyTorch", keras_agrees),
    (
        PAGE,
        "the default reduction is K times too small",
        lambda: close(
            10 * functional.kl_div(torch.log_softmax(S, -1), torch.softmax(V, -1)).item(), kl(S, V, "batchmean"), 1e-4
        ),
    ),
    (
        PAGE,
        "batchmean of (N, tokens, K) is too large by the tokens, and flatten(0, 1) is right",
        lambda: close(
            kl(TEXTS[0], TEXTS[1], "batchmean"),
            5 * kl(TEXTS[0].flatten(0, 1), TEXTS[1].flatten(0, 1), "batchmean"),
            1e-5,
        ),
    ),
    (PAGE, "padding is left out, and each token counts once, with s[kept]", without_padding),
    (PAGE, "masked classes make KL NaN, and -1e4 leaves them out", masked_classes),
    (PAGE, "probabilities divided by T and their sum do not change", divided_probabilities),
    (
        PAGE,
        "in float32 the loss is right at T = 100, and rounding far above",
        lambda: abs(hot_loss(100.0) - 4 / 3) < 0.01 and abs(hot_loss(10_000.0) - 4 / 3) > 1,
    ),
    (PAGE, "a very hot loss times T squared is half the mean squared difference of logits", squared),
    (
        PAGE,
        "without labels, SGD takes larger steps, Adam nearly the same",
        lambda: (
            close(steps(torch.optim.SGD, T**2)[0].abs().sum(), T**2 * steps(torch.optim.SGD, 1.0)[0].abs().sum(), 0.01)
            and close(steps(torch.optim.Adam, T**2), array(steps(torch.optim.Adam, 1.0)), 0.01)
        ),
    ),
    (PAGE, "with T on the teacher alone, the pull is q - p", teacher_alone),
    (PAGE, "with T on the student alone, its gaps become T times the teacher's", student_alone),
    (
        PAGE,
        "the pull of a correlation no longer depends on a high T",
        lambda: (correlation_pull(1e4) - correlation_pull(2e4)).abs().max() < 2e-3 * correlation_pull(1e4).abs().max(),
    ),
    (PAGE, "a soft cross-entropy is KL plus the entropy of the teacher", soft_cross_entropy),
)
def test_what_a_page_says_of_a_framework_is_true(holds: Callable[[], object]) -> None:
    assert holds()
