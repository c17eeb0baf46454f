"""What the page about the focal loss says of PyTorch, JAX, Optax, Keras, LightGBM, XGBoost and transformers."""

from __future__ import annotations

import inspect
import itertools
import warnings
from collections.abc import Callable
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import keras
import lightgbm
import mpmath
import numpy as np
import optax
import scipy.special
import torch
import transformers
import xgboost
from sklearn.metrics import roc_auc_score
from sklearn.multiclass import OneVsRestClassifier
from torch import nn
from torch.nn import functional

from tests.frameworks.claims import array, claims, close, raises
from tests.frameworks.own_loss import loads_without_compiling_alone

PAGE = "focal-loss-from-logits"
X = [-120.0, -30, -3, 0, 2, 16, 40, 120]  # logits of one yes-or-no output
Z: list[list[float]] = [[0.0, 1, -2], [30, 0, 5], [0, 200, 7], [-3, -3, -3]]  # logits of three classes
TRUE = [0, 0, 2, 1]
GAMMAS = [0.0, 0.5, 1.0, 2.0, 5.0]
BINARY, CATEGORICAL = keras.losses.BinaryFocalCrossentropy, keras.losses.CategoricalFocalCrossentropy


def exact(log_p: mpmath.mpf, log_rest: mpmath.mpf, gamma: float) -> mpmath.mpf:
    return -mpmath.exp(gamma * log_rest) * log_p


def exact_binary(gamma: float, y: int) -> tuple[list[float], list[float]]:
    """Return the loss of each logit in X, and its slope."""
    with mpmath.workdps(200):

        def loss(x: float) -> mpmath.mpf:
            s = mpmath.mpf(x) if y else -mpmath.mpf(x)
            return exact(-mpmath.log1p(mpmath.exp(-s)), -mpmath.log1p(mpmath.exp(s)), gamma)

        return [float(loss(x)) for x in X], [float(mpmath.diff(loss, x)) for x in X]


def exact_classes(gamma: float) -> float:
    """Return the mean loss of the rows of Z."""
    with mpmath.workdps(200):
        losses = []
        for row, true in zip(Z, TRUE, strict=True):
            e: list[Any] = [mpmath.exp(v) for v in row]
            rest = sum(e) - e[true]
            losses.append(exact(mpmath.log(e[true] / sum(e)), mpmath.log(rest / sum(e)), gamma))
        return float(sum(losses) / len(losses))


def binary_torch(x: torch.Tensor, y: torch.Tensor, gamma: float) -> torch.Tensor:
    s = torch.where(y == 1, x, -x)
    log_p, log_rest = functional.logsigmoid(s), functional.logsigmoid(-s)
    return -(gamma * log_rest).exp() * log_p


def quality(y: float) -> float:
    """Return the probability at which the quality focal loss is smallest, after a check that its slopes are finite."""
    x = torch.linspace(-200, 200, 400_001, dtype=torch.float64, requires_grad=True)
    target = torch.full_like(x, y)
    bce = functional.binary_cross_entropy_with_logits(x, target, reduction="none")
    each = (target - x.sigmoid()).abs() ** 2 * bce
    each.sum().backward()
    assert x.grad is not None
    assert x.grad.isfinite().all()
    return float(x[each.argmin()].sigmoid())


def balanced_by_number(beta: float) -> torch.Tensor:
    """Return the weights of the class-balanced loss, whose mean is 1."""
    counts = torch.tensor([9000, 600, 200, 200])
    alpha = (1 - beta) / (1 - beta ** counts.double())
    return alpha / alpha.mean()


def branches() -> bool:
    """Return whether the branch equals logsigmoid where e**x overflows, and a clamp at 1 - 1e-8 does nothing."""
    x = torch.tensor([-100.0, -3, 0, 3, 100])
    branch = torch.where(x >= 0, -x - torch.log1p((-x.abs()).exp()), -torch.log1p((-x.abs()).exp()))
    return bool(
        close(branch, functional.logsigmoid(-x).numpy(), 1e-6)
        and torch.log1p(x.exp())[-1].isinf()
        and torch.tensor(88.0).exp().isfinite()
        and torch.tensor(89.0).exp().isinf()
        and torch.tensor(1.0).clamp(max=1 - 1e-8) == 1
    )


def two_names() -> bool:
    """Return whether the pt of MMDetection is 1 - p_t."""
    x, y = torch.tensor([-3.0, -1, 2, 4]), torch.tensor([0.0, 1, 0, 1])
    q = x.sigmoid()
    pt, p_t = (1 - q) * y + q * (1 - y), q * y + (1 - q) * (1 - y)
    bce = functional.binary_cross_entropy_with_logits(x, y, reduction="none")
    return close(pt, (1 - p_t).numpy(), 1e-5) and close(pt**2 * bce, binary_torch(x, y, 2.0).numpy(), 1e-5)


def one_hot_product() -> bool:
    """Return whether a one-hot product needs its sum over classes, and every logit has a gradient."""
    z, true = torch.tensor([[1.0, 0.2, -0.5], [0, 2, 1]], requires_grad=True), torch.tensor([0, 2])
    y, log_all = functional.one_hot(true, 3), z.log_softmax(-1)
    log_rest = log_all.masked_fill(y.bool(), -torch.inf).logsumexp(-1)
    each = -((2 * log_rest).exp()[:, None] * y * log_all)
    (slope,) = torch.autograd.grad(each.sum(-1).mean(), z, retain_graph=True)
    by_rows = -(((2 * log_rest).exp()) * log_all[[0, 1], true])
    return bool(
        close(each.sum(-1).detach(), by_rows.detach().numpy())
        and close(3 * each.mean().detach(), by_rows.mean().detach().numpy())
        and (slope.abs() > 1e-3).all()
    )


def both_parts_over_softmax() -> bool:
    """Return whether the formula for yes or no, over two softmax outputs, is twice the loss."""
    p, y = torch.tensor([[1.0, -1]]).softmax(-1), torch.tensor([[1.0, 0]])
    one = -(y * (1 - p) ** 2 * p.log()).sum()
    return close((one - ((1 - y) * p**2 * (1 - p).log()).sum()) / one, 2.0, 1e-5)


def alpha_moves_the_middle() -> bool:
    """Return whether alpha 0.25 says one half at 75%, and dividing by factor and alpha gives the shares back."""
    x = torch.linspace(-6, 6, 240_001, dtype=torch.float64)
    yes, no = (binary_torch(x, torch.full_like(x, y), 2.0) for y in (1.0, 0.0))

    def factor(p: float) -> float:
        return float((1 - p) * (1 - p - 2 * p * np.log(p)))

    found = []
    for share in (0.75, 0.9):
        p = float(x[(0.25 * share * yes + 0.75 * (1 - share) * no).argmin()].sigmoid())
        parts = np.array([p / factor(p) / 0.25, (1 - p) / factor(1 - p) / 0.75])
        found.append((p, parts[0] / parts.sum()))
    return close(found, [(0.5, 0.75), (0.6012, 0.9)], 1e-3)


def gamma_by_input() -> bool:
    """Return whether gamma may differ by input."""
    x, y = torch.tensor([-3.0, 3]), torch.ones(2)
    gamma = torch.where(x.sigmoid() < 0.2, 5.0, 3.0)
    each = [binary_torch(x, y, 5.0)[0], binary_torch(x, y, 3.0)[1]]
    return close(binary_torch(x, y, gamma), torch.stack(each).numpy())


def said_of(share: float) -> float:
    """Return the probability at which the mean focal loss of a share of yes is smallest."""
    x = torch.linspace(-10, 10, 200_001, dtype=torch.float64)
    each = [binary_torch(x, torch.full_like(x, y), 2.0) for y in (1.0, 0.0)]
    return float(x[(share * each[0] + (1 - share) * each[1]).argmin()].sigmoid())


def asymmetric() -> bool:
    """Return whether the asymmetric loss is below that with a gamma of 1 for no's alone, and its gradients finite."""
    x = torch.tensor([-120.0, -3, 3, 120, -120, -3, 3, 120], requires_grad=True)
    y = torch.tensor([1.0] * 4 + [0.0] * 4)
    plain = binary_torch(x, y, 1.0)
    each = torch.where(y == 1, plain, binary_torch(x, y, 4.0))
    (slope,) = torch.autograd.grad(each.sum(), x)
    return bool((each[:4] == plain[:4]).all() and each[5] < plain[5] / 1000 and slope.isfinite().all())


def gamma_of_two() -> bool:
    """Return whether the gradient is that of cross-entropy times the short form for a gamma of 2."""
    x = torch.linspace(-6, 6, 101, dtype=torch.float64, requires_grad=True)
    p = x.sigmoid()
    w = (1 - p) * (1 - p - 2 * p * p.log())
    (slope,) = torch.autograd.grad(binary_torch(x, torch.ones_like(x), 2.0).sum(), x)
    return close(slope, ((p - 1) * w).detach().numpy()) and bool((w > 0).all())


def classes_torch(z: torch.Tensor, y: torch.Tensor, gamma: float) -> torch.Tensor:
    log_all = torch.log_softmax(z, dim=-1)
    true = functional.one_hot(y, z.shape[-1]).bool()
    log_rest = log_all.masked_fill(true, -torch.inf).logsumexp(-1)
    log_p = log_all.masked_fill(~true, 0).sum(-1)
    each = -(gamma * log_rest).exp() * log_p
    return each.mean()


def classes_jax(z: jax.Array, y: jax.Array, gamma: float) -> jax.Array:
    log_all = jax.nn.log_softmax(z, axis=-1)
    true = jax.nn.one_hot(y, z.shape[-1], dtype=bool)
    others = jnp.where(true, -jnp.inf, log_all)
    log_rest = jax.nn.logsumexp(others, axis=-1)
    log_p = jnp.where(true, log_all, 0).sum(-1)
    each = -jnp.exp(gamma * log_rest) * log_p
    return each.mean()


def binary_jax(x: jax.Array, y: jax.Array, gamma: float) -> jax.Array:
    return optax.sigmoid_focal_loss(x, y, gamma=gamma).mean()


def classes_keras(z: Any, y: Any, gamma: float) -> Any:
    ops = keras.ops
    log_all = ops.log_softmax(z, axis=-1)
    true = ops.one_hot(y, z.shape[-1]) > 0
    others = ops.where(true, -1e9, log_all)
    log_rest = ops.logsumexp(others, axis=-1)
    log_p = ops.sum(ops.where(true, log_all, 0.0), axis=-1)
    each = -ops.exp(gamma * log_rest) * log_p
    return ops.mean(each)


def binary_keras(x: Any, y: Any, gamma: float) -> Any:
    ops = keras.ops
    s = ops.where(y == 1, x, -x)
    log_p, log_rest = ops.log_sigmoid(s), ops.log_sigmoid(-s)
    each = -ops.exp(gamma * log_rest) * log_p
    return ops.mean(each)


def torch_binary_is_exact() -> bool:
    """Compare loss and gradient with 200 digits, in float32, for labels 0 and 1."""
    for gamma in GAMMAS:
        for label in (0, 1):
            x = torch.tensor(X, requires_grad=True)
            loss = binary_torch(x, torch.full((len(X),), float(label)), gamma)
            loss.sum().backward()
            value, slope = exact_binary(gamma, label)
            if not (close(loss, value, 1e-5) and close(x.grad, slope, 1e-5)):
                return False
    return True


def torch_classes_are_exact() -> bool:
    for gamma in GAMMAS:
        z = torch.tensor(Z, requires_grad=True)
        loss = classes_torch(z, torch.tensor(TRUE), gamma)
        loss.backward()
        assert z.grad is not None
        if not (close(loss, exact_classes(gamma), 1e-5) and z.grad.isfinite().all()):
            return False
    return True


def jax_is_exact() -> bool:
    for gamma in GAMMAS:
        z, true = jnp.array(Z, jnp.float32), jnp.array(TRUE)
        if not close(classes_jax(z, true, gamma), exact_classes(gamma), 1e-5):
            return False
        if not np.isfinite(array(jax.grad(classes_jax)(z, true, gamma))).all():
            return False
        value, slope = exact_binary(gamma, 1)
        x, y = jnp.array(X, jnp.float32), jnp.ones(len(X), jnp.float32)
        if not close(binary_jax(x, y, gamma), np.mean(value), 1e-5):
            return False
        if not close(len(X) * jax.grad(binary_jax)(x, y, gamma), slope, 1e-5):
            return False
    return True


def slope_through_p(x: float, gamma: float) -> float:
    """Return the gradient of a loss from logits times a power of 1 - sigmoid, as in torchvision, for a yes."""
    logit = torch.tensor(x, requires_grad=True)
    y = torch.tensor(1.0)
    p = torch.sigmoid(logit)
    ce = functional.binary_cross_entropy_with_logits(logit, y, reduction="none")
    p_t = p * y + (1 - p) * (1 - y)
    (ce * ((1 - p_t) ** gamma)).backward()
    assert logit.grad is not None
    return float(logit.grad)


def slope_through_exp(gamma: float) -> float:
    z = torch.tensor([[30.0, 0]], requires_grad=True)
    ce = functional.cross_entropy(z, torch.tensor([0]), reduction="none")
    ((1 - torch.exp(-ce)) ** gamma * ce).sum().backward()
    assert z.grad is not None
    return float(z.grad[0, 0])


def exclusive_classes() -> bool:
    """Return whether K yes-or-no losses on one-hot rows learn the class, with shares that do not add up to 1."""
    z, y = torch.zeros(4, 3, requires_grad=True), torch.tensor([0, 1, 2, -1])  # -1: background, a row of zeros
    rows = torch.cat([functional.one_hot(y[:3], 3), torch.zeros(1, 3)]).float()
    for _ in range(50):
        (slope,) = torch.autograd.grad(binary_torch(z, rows, 2.0).sum(), z)
        with torch.no_grad():
            z -= slope
    p = z.detach().sigmoid()
    return bool((p[:3].argmax(-1) == y[:3]).all() and (p.sum(-1) - 1).abs().min() > 0.01 and (p[3] < 0.5).all())


def typed(x: float, y: float) -> float:
    """Return the formula of the paper as it is typed, in float32."""
    p, g = torch.sigmoid(torch.tensor(x)), 2.0
    return float(-(y * (1 - p) ** g * torch.log(p) + (1 - y) * p**g * torch.log(1 - p)))


def one_part(x: float, gamma: float) -> tuple[float, float]:
    """Return the loss of a true yes by -(1 - p)^gamma log p alone, and its slope."""
    logit = torch.tensor(x, requires_grad=True)
    p = torch.sigmoid(logit)
    loss = -((1 - p) ** gamma) * torch.log(p)
    loss.backward()
    assert logit.grad is not None
    return float(loss), float(logit.grad)


def masked_class_is_left_out() -> bool:
    """Return whether a logit of -inf changes neither loss nor gradient in any tab of K classes."""
    rows = [[*row, -np.inf] for row in Z]
    z = torch.tensor(rows, requires_grad=True)
    loss = classes_torch(z, torch.tensor(TRUE), 2.0)
    loss.backward()
    assert z.grad is not None
    jax_z, true = jnp.array(rows, jnp.float32), jnp.array(TRUE)
    slope = jax.grad(classes_jax)(jax_z, true, 2.0)
    keras_loss_of_rows = classes_keras(np.array(rows, np.float32), np.array(TRUE), 2.0)
    return bool(
        close(loss, exact_classes(2.0), 1e-5)
        and z.grad.isfinite().all()
        and close(classes_jax(jax_z, true, 2.0), exact_classes(2.0), 1e-5)
        and np.isfinite(array(slope)).all()
        and close(keras.ops.convert_to_numpy(keras_loss_of_rows), exact_classes(2.0), 1e-5)
    )


def one_hot_times_masked() -> bool:
    """Return whether a product of one-hot labels with log-probabilities is NaN where a class is masked."""
    log_p = torch.log_softmax(torch.tensor([1.0, 0, -torch.inf]), -1)
    return bool((torch.tensor([1.0, 0, 0]) * log_p).sum().isnan())


def alpha_of_each() -> bool:
    """Compare the weights of the page with alpha in Optax, and give each of K classes its own."""
    x, y, alpha = torch.tensor([2.0, -1, 0.5]), torch.tensor([1.0, 0, 1]), 0.25
    weighted = torch.where(y == 1, alpha, 1 - alpha) * binary_torch(x, y, 2.0)
    known = optax.sigmoid_focal_loss(jnp.array(array(x)), jnp.array(array(y)), alpha=alpha, gamma=2.0)
    labels, own = torch.tensor([2, 0, 1]), torch.tensor([1.0, 2, 3])
    return close(weighted, array(known), 1e-5) and close(own[labels], [3.0, 1, 2])


def ignored_labels() -> bool:
    """Return whether ignored labels leave the loss of the kept ones, and one_hot takes neither -100 nor 255."""
    z = torch.cat([torch.tensor(Z), torch.ones(1, 3)]).T.reshape(1, 3, 5, 1).movedim(1, -1)
    y = torch.tensor([*TRUE, -100]).reshape(1, 5, 1)
    kept = y != -100
    texts = {-100: "Class values must be non-negative", 255: "Class values must be smaller than num_classes"}
    for label, text in texts.items():
        if not raises(text, partial(functional.one_hot, torch.tensor([label]), 3)):
            return False
    return close(classes_torch(z[kept], y[kept], 2.0), exact_classes(2.0), 1e-5)


def small_number() -> bool:
    """Return whether log(p + 1e-7) stops the loss near 16, and leaves next to no gradient there."""
    x = torch.tensor([-30.0, -40.0], requires_grad=True)
    p = torch.sigmoid(x)
    loss = -((1 - p) ** 2) * torch.log(p + 1e-7)
    loss.sum().backward()
    assert x.grad is not None
    return close(loss.detach(), [-np.log(1e-7)] * 2, 1e-4) and bool(x.grad.abs().max() < 1e-5)


def soft_labels() -> bool:
    """Return whether the lines for soft labels are the formula with such a y, and give hard labels their loss."""
    x, y = torch.tensor([1.0, -2, 0.5]), torch.tensor([0.3, 1, 0])
    yes, no = torch.ones_like(x), torch.zeros_like(x)
    each = y * binary_torch(x, yes, 2.0) + (1 - y) * binary_torch(x, no, 2.0)
    p = x.sigmoid()
    formula = -(y * (1 - p) ** 2 * p.log() + (1 - y) * p**2 * (1 - p).log())
    return close(each, array(formula), 1e-5) and close(each[1:], array(binary_torch(x, y, 2.0)[1:]), 1e-6)


def steps_of_an_easy_example(optimizer: Callable[..., Any], gamma: float) -> float:
    """Return how far ten steps move the logit of an example that starts at 95%."""
    x = torch.tensor([3.0], requires_grad=True)
    steps = optimizer([x], lr=0.01)
    for _ in range(10):
        steps.zero_grad()
        binary_torch(x, torch.ones(1), gamma).sum().backward()
        steps.step()
    return float(x.detach()) - 3


def optax_slope(gamma: float, x: float = 40.0) -> float:
    return float(jax.grad(lambda v: optax.sigmoid_focal_loss(v, jnp.array(1.0), gamma=gamma))(jnp.float32(x)))


def keras_loss(loss: Any, y: Any, z: Any) -> float:
    return float(keras.ops.convert_to_numpy(loss(np.array(y, np.float32), np.array(z, np.float32))))


def keras_slope(loss: Any, x: float) -> float:
    """Return the gradient of a loss of Keras for a yes."""
    if keras.backend.backend() == "jax":
        return float(jax.grad(lambda v: loss(jnp.ones((1, 1)), v.reshape(1, 1)))(jnp.float32(x)))
    v = torch.tensor(x, requires_grad=True)
    loss(torch.ones(1, 1), v.reshape(1, 1)).backward()
    assert v.grad is not None
    return float(v.grad)


def balanced_alphas() -> bool:
    """Return whether the inverse shares weigh each class alike in total, also as a list for Keras."""
    labels = torch.tensor([0] * 90 + [1] * 6 + [2] * 2 + [3] * 2)
    counts = torch.bincount(labels, minlength=4)
    alpha = counts.sum() / (4 * counts)
    totals = [float(alpha[labels][labels == k].sum()) for k in range(4)]
    loss = CATEGORICAL(alpha=alpha.tolist(), from_logits=True, reduction=None)
    equal = CATEGORICAL(alpha=1.0, from_logits=True, reduction=None)
    z, y = np.zeros((4, 4), np.float32), np.eye(4, dtype=np.float32)
    ratios = keras.ops.convert_to_numpy(loss(y, z)) / keras.ops.convert_to_numpy(equal(y, z))
    return close(totals, [25.0] * 4, 1e-5) and close(ratios, alpha, 1e-5)


def class_weights_multiply() -> bool:
    """Return whether fit(class_weight=...) multiplies the focal loss of each example in Keras."""
    z, y = np.array([[2.0, 0], [0, 1], [3, 1]], np.float32), np.array([0, 1, 1])
    one_hot = np.eye(2, dtype=np.float32)[y]

    def fitted(**options: Any) -> float:
        model = keras.Sequential([keras.layers.Input((2,)), keras.layers.Activation("linear")])
        model.compile(loss=CATEGORICAL(from_logits=True))
        return float(model.fit(z, one_hot, batch_size=3, verbose=0, **options).history["loss"][0])

    each = keras.ops.convert_to_numpy(CATEGORICAL(from_logits=True, reduction=None)(one_hot, z))
    return close(fitted(), each.mean(), 1e-5) and close(
        fitted(class_weight={0: 1.0, 1: 9.0}), (each * [1, 9, 9]).mean(), 1e-5
    )


def detached_slope(x: float, gamma: float) -> float:
    logit = torch.tensor(x, requires_grad=True)
    p = torch.sigmoid(logit)
    (((1 - p).detach() ** gamma) * -functional.logsigmoid(logit)).backward()
    assert logit.grad is not None
    return float(logit.grad)


def detached_factor() -> bool:
    """Return whether a detached factor keeps 1% at 90%, ends at 68% for 90%, and hides the NaN of a small gamma."""
    x = torch.zeros(1, requires_grad=True)
    for _ in range(20_000):
        yes, no = functional.logsigmoid(x), functional.logsigmoid(-x)
        loss = -0.9 * (2 * no).exp().detach() * yes - 0.1 * (2 * yes).exp().detach() * no
        (slope,) = torch.autograd.grad(loss.sum(), x)
        with torch.no_grad():
            x -= slope
    share = detached_slope(float(np.log(9)), 2.0) / detached_slope(float(np.log(9)), 0.0)
    return close(share, 0.01, 1e-3) and close(x.sigmoid(), [0.675], 1e-2) and np.isfinite(detached_slope(40.0, 0.5))


def factor_as_weight() -> bool:
    """Return whether PyTorch refuses a weight that has a gradient, and the losses it says this of."""
    x, y = torch.tensor([0.3, 2.0], requires_grad=True), torch.tensor([1.0, 0.0])
    factor = (1 - x.sigmoid()) ** 2
    loss = functional.binary_cross_entropy_with_logits
    return raises("is not differentiable with respect to argument 'weight'", lambda: loss(x, y, factor)) and bool(
        loss(x, y, factor.detach()).isfinite()
    )


def nll_picks() -> bool:
    """Return whether nll_loss of the factor times the logarithm is the form for K classes."""
    z, y = torch.tensor(Z[:2] + Z[3:]), torch.tensor(TRUE[:2] + TRUE[3:])
    log_all = z.log_softmax(-1)
    loss = functional.nll_loss((1 - log_all.exp()) ** 2 * log_all, y, reduction="none")
    log_p = log_all.gather(1, y[:, None])[:, 0]
    ce = functional.cross_entropy(z, y, reduction="none")
    return close(loss, -((1 - log_p.exp()) ** 2) * log_p, 1e-5) and close((-ce).exp(), log_p.exp(), 1e-5)


def cheapest_match() -> bool:
    """Return whether the matching with the smallest sum of differences has the smallest total loss."""
    generator = np.random.default_rng(0)
    for _ in range(50):
        x = torch.tensor(generator.normal(size=(4, 3)))  # boxes, classes
        classes = generator.integers(0, 3, 2)  # of two objects
        yes, no = (binary_torch(x, torch.full_like(x, y), 2.0).numpy() for y in (1.0, 0.0))

        def total(pair: tuple[int, ...], no: Any = no, yes: Any = yes, classes: Any = classes) -> float:
            loss = no.copy()
            for box, k in zip(pair, classes, strict=True):
                loss[box, k] = yes[box, k]
            return float(loss.sum())

        def cost(pair: tuple[int, ...], no: Any = no, yes: Any = yes, classes: Any = classes) -> float:
            return float(sum(yes[box, k] - no[box, k] for box, k in zip(pair, classes, strict=True)))

        pairs = list(itertools.permutations(range(4), 2))
        if min(pairs, key=total) != min(pairs, key=cost):
            return False
    return True


def metric_of_raw_scores() -> bool:
    """Return whether LightGBM's logloss is far off with an objective of one's own, AUC is not, and it starts at 50%."""
    generator = np.random.default_rng(0)
    inputs = generator.normal(size=(600, 3))
    y = (inputs[:, 0] + generator.normal(size=600) > 1.2).astype(int)

    def objective(y: Any, x: Any) -> tuple[Any, Any]:
        p = scipy.special.expit(x)
        return p - y, np.maximum(p * (1 - p), 1e-6)

    options: dict[str, Any] = {"objective": objective, "verbose": -1, "n_jobs": 1}
    model = lightgbm.LGBMClassifier(n_estimators=5, **options)
    model.fit(inputs, y, eval_set=[(inputs, y)], eval_metric=["binary_logloss", "auc"])
    (found,) = model.evals_result_.values()
    raw = model.predict(inputs, raw_score=True)
    right = -np.mean(np.where(y == 1, np.log(scipy.special.expit(raw)), np.log(scipy.special.expit(-raw))))
    first = lightgbm.LGBMClassifier(n_estimators=1, learning_rate=1e-9, **options).fit(inputs, y)
    return (
        found["binary_logloss"][-1] > 2 * right
        and close(found["auc"][-1], roc_auc_score(y, raw))
        and close(scipy.special.expit(first.predict(inputs, raw_score=True)).mean(), 0.5)
    )


def dice_beside() -> bool:
    """Return whether both losses have finite gradients from one logit, and how they compare at 90%."""
    y = torch.zeros(2, 1, 20, 20)
    y[:, :, 1:5, 1:6] = 1  # a small object

    def parts(x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        p, area = x.sigmoid(), (1, 2, 3)
        both = (p * y).sum(area)
        return binary_torch(x, y, 2.0).mean(), (1 - (2 * both + 1) / (p.sum(area) + y.sum(area) + 1)).mean()

    x = ((2 * y - 1) * 20).requires_grad_()
    focal, dice = parts(x)
    loss = 20 * focal + dice
    loss.backward()
    assert x.grad is not None
    focal, dice = parts((2 * y - 1) * float(np.log(9)))
    return bool(loss < 1e-6 and x.grad.isfinite().all() and dice > 0.4 and focal < 0.0011)


def several_labels() -> bool:
    """Return whether sums over labels are K times the mean, alphas of labels fit, and Keras averages."""
    x, y = torch.tensor([[2.0, -1, 0.5], [0, 1, -3]]), torch.tensor([[1.0, 0, 0], [0, 1, 1]])
    each = binary_torch(x, y, 2.0)
    alpha = torch.tensor([0.25, 0.5, 0.75])
    weighted = (torch.where(y == 1, alpha, 1 - alpha) * each).sum(dim=1).mean()
    by_hand = sum(float((alpha[k] if y[i, k] else 1 - alpha[k]) * each[i, k]) for i in range(2) for k in range(3))
    return (
        close(each.sum(dim=1).mean(), 3 * each.mean(), 1e-5)
        and close(weighted, by_hand / 2, 1e-5)
        and close(keras_loss(BINARY(gamma=2, from_logits=True), y, x), each.mean(), 1e-4)
    )


def heat_map() -> bool:
    """Return whether the loss of a heat map is not 0 at the map itself, and drives all pixels to 0 without a 1."""

    def loss(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        centre = y == 1
        yes, no = binary_torch(x, torch.ones_like(x), 2.0), binary_torch(x, torch.zeros_like(x), 2.0)
        return torch.where(centre, yes, (1 - y) ** 4 * no).sum() / centre.sum().clamp(min=1)

    y = torch.tensor([1.0, 0.5, 0.1, 0])
    at_map = loss(torch.tensor([30.0, 0, -2.2, -30]), y)
    off_map = loss(torch.tensor([30.0, -30, -30, -30]), y)
    low, high = loss(torch.full((3,), -9.0), y[1:]), loss(torch.zeros(3), y[1:])
    p = torch.sigmoid(torch.tensor([0.5, -1, 2, 0]))
    formula = torch.where(y == 1, -((1 - p) ** 2) * p.log(), -((1 - y) ** 4) * p**2 * (1 - p).log()).sum()
    return bool(at_map > 1e-3 > off_map and low < 1e-6 < high) and close(loss(p.logit(), y), formula, 1e-5)


def own_objective(y: np.ndarray, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    gamma = 2
    s = np.clip(np.where(y == 1, x, -x), -30, 30)
    log_p, log_rest = -np.logaddexp(0, -s), -np.logaddexp(0, s)
    p, rest = np.exp(log_p), np.exp(log_rest)
    w = rest**gamma * (1 - gamma * p * log_p / rest)
    slope = np.where(y == 1, -1, 1) * rest * w
    return slope, np.maximum(p * rest * w, 1e-6)


def objective_is_exact() -> bool:
    """Return whether the objective has the exact slopes, and the true curvature is negative in places."""
    inside = np.array([x for x in X if abs(x) < 30])
    for y in (0, 1):
        exact_slopes = [m for x, m in zip(X, exact_binary(2.0, y)[1], strict=True) if abs(x) < 30]
        if not close(own_objective(np.full(len(inside), y), inside)[0], exact_slopes, 1e-9):
            return False
    slopes = own_objective(np.ones(81), np.linspace(-6, 6, 81))[0]
    extreme = own_objective(np.ones(2), np.array([-800.0, 800.0]))
    return bool((np.diff(slopes) < 0).any() and np.isfinite(extreme).all())


def boosted_trees() -> bool:
    """Return whether both libraries learn from the objective, and which of them applies the sigmoid."""
    draw = np.random.default_rng(0)
    rows = draw.normal(size=(1000, 2))
    y = (draw.random(1000) < scipy.special.expit(2 * rows[:, 0])).astype(int)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # LightGBM warns that it returns raw scores
        light = lightgbm.LGBMClassifier(objective=own_objective, n_jobs=1, verbose=-1).fit(rows, y)
        raw = light.predict(rows, raw_score=True)
        same = light.predict_proba(rows)
    boosted = xgboost.XGBClassifier(objective=own_objective, n_jobs=1, n_estimators=20).fit(rows, y)
    margin = boosted.predict(rows, output_margin=True)
    p = boosted.predict_proba(rows)[:, 1]
    wrapped = OneVsRestClassifier(xgboost.XGBClassifier(objective=own_objective, n_jobs=1, n_estimators=5))
    three = wrapped.fit(rows, y + (rows[:, 1] > 0)).predict_proba(rows)
    right = [((score > 0) == y).mean() for score in (raw, margin)]
    return bool(
        close(same, raw)
        and raw.min() < 0
        and close(p, scipy.special.expit(margin), 1e-5)
        and min(right) > 0.8
        and three.shape == (1000, 3)
    )


def third_argument() -> bool:
    """Return whether LightGBM passes a third argument if there is room for it."""
    seen: list[object] = []

    def objective(y: np.ndarray, x: np.ndarray, weight: object = "none given") -> tuple[np.ndarray, np.ndarray]:
        seen.append(weight)
        return own_objective(y, x)

    rows = np.random.default_rng(0).normal(size=(60, 1))
    lightgbm.LGBMClassifier(objective=objective, n_estimators=1, n_jobs=1, verbose=-1).fit(rows, rows[:, 0] > 0)
    return seen == [None]


def trainer_loss() -> bool:
    """Return whether the page's function leaves -100 out and divides by the number that it is given."""

    def loss_of(output: dict[str, torch.Tensor], labels: torch.Tensor, num_items_in_batch: Any = None) -> torch.Tensor:
        z, y = output["logits"].flatten(0, -2), labels.flatten()
        kept = y != -100
        each = torch.stack([classes_torch(a[None], b[None], 2.0) for a, b in zip(z[kept], y[kept], strict=True)])
        count = num_items_in_batch or kept.sum().clamp(min=1)
        return each.sum() / count

    tokens = {"logits": torch.cat([torch.tensor(Z), torch.ones(1, 3)])[None]}
    labels = torch.tensor([[*TRUE, -100]])
    rows, mean = {"logits": torch.tensor(Z)}, exact_classes(2.0)
    return (
        close(loss_of(tokens, labels), mean, 1e-5)
        and close(loss_of(tokens, labels, torch.tensor(8)), mean / 2, 1e-5)
        and close(loss_of(rows, torch.tensor(TRUE)), mean, 1e-5)
    )


def keras_takes_numbers() -> bool:
    """Return whether class numbers of shape (N, 1) pass silently, with a wrong loss, and those of shape (N,) raise."""
    y, z = np.array([0, 2, 1, 1, 0]), np.random.default_rng(0).normal(size=(5, 3)).astype(np.float32)
    loss = CATEGORICAL(alpha=[1.0, 2.0, 3.0], from_logits=True)
    right, wrong = float(loss(np.eye(3, dtype=np.float32)[y], z)), float(loss(y[:, None], z))
    return np.isfinite(wrong) and abs(wrong - right) > 0.1 and raises("Incompatible shapes", lambda: loss(y, z))


def targets_of_detectors() -> bool:
    """Return whether class numbers raise, and the background, numbered K, gets a row of zeros."""
    y = torch.tensor([0, 3, 1])
    rows = functional.one_hot(y, 4)[:, :3].float()
    return (
        rows.tolist() == [[1, 0, 0], [0, 0, 0], [0, 1, 0]]
        and raises("must be smaller than num_classes", lambda: functional.one_hot(y, 3))
        and binary_torch(torch.zeros(3, 3), rows, 2.0).isfinite().all()
        and binary_torch(torch.zeros(3, 3), y, 2.0).shape == (3, 3)
        and raises(
            "The size of tensor a (20) must match the size of tensor b (3)",
            lambda: binary_torch(torch.zeros(20, 3), torch.zeros(20), 2.0),
        )
    )


def sure_in_half_precision() -> bool:
    """Return where the sigmoid of a type becomes 1."""
    found = []
    for dtype in (torch.float16, torch.bfloat16):
        x = torch.arange(0, 20, 0.01).to(dtype)
        found.append(float(x[x.sigmoid() == 1][0]))
    return close(found, [8.3, 6.3], 1e-2)


def skipped_steps(gamma: float) -> bool:
    """Return whether mixed precision hides NaN gradients: the loss is finite, and no weight ever moves."""
    layer = nn.Linear(1, 1)
    layer.weight.data.fill_(9.0)
    layer.bias.data.zero_()
    optimiser, scaler = torch.optim.SGD(layer.parameters(), 0.1), torch.amp.GradScaler("cpu")
    y, losses = torch.tensor([[1.0], [0.0]]), []
    for _ in range(3):
        with torch.autocast("cpu", dtype=torch.float16):
            x = layer(torch.tensor([[1.0], [0.1]]))
            p = y * x.sigmoid() + (1 - y) * (1 - x.sigmoid())
            plain = functional.binary_cross_entropy_with_logits(x, y, reduction="none")
            loss = (plain * (1 - p) ** gamma).mean()
        optimiser.zero_grad()
        scaler.scale(loss).backward()
        scaler.step(optimiser)
        scaler.update()
        losses.append(float(loss))
    return bool(np.isfinite(losses).all()) and float(layer.weight) == 9


def shapes_differ() -> bool:
    x, y = torch.zeros(2, 3), torch.tensor([0, 2])
    loss = functional.binary_cross_entropy_with_logits
    return (
        raises("must be the same as input size", lambda: loss(x, y.float()))
        and raises("must have the same shape", lambda: BINARY()(np.array([[0], [2]]), np.ones((2, 3)) / 3))
        and np.isfinite(keras_loss(CATEGORICAL(), [[0], [2]], np.ones((2, 3)) / 3))
        and loss(x, functional.one_hot(y, 3).float()).isfinite()
    )


def trainer_source() -> bool:
    """Return whether the Trainer prefers such a function to smoothing, counts labels but -100, and does not divide."""
    loss = inspect.getsource(transformers.Trainer.compute_loss)
    count = inspect.getsource(transformers.Trainer._get_num_items_in_batch)
    step = inspect.getsource(transformers.Trainer.training_step)
    return (
        loss.index("self.compute_loss_func(") < loss.index("self.label_smoother(")
        and "labels.ne(-100).sum()" in count
        and "or self.compute_loss_func is not None" in step
        and "if not loss_is_scaled_for_ga" in step
    )


def formula(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """Return the binary formula with its factor from a sigmoid and its cross-entropy from the raw logits."""
    p = torch.sigmoid(x)
    ce = functional.binary_cross_entropy_with_logits(x, y, reduction="none")
    return ce * (1 - (p * y + (1 - p) * (1 - y))) ** 2


def class_numbers() -> bool:
    """Return whether class numbers make the formula for yes and no negative, while labels of 0 and 1 do not."""
    x, y = torch.tensor([2.0, -2.0]), torch.tensor([1.0, 0.0])
    return bool(formula(x, torch.full((2,), 3.0))[0] < 0) and close(formula(x, y), binary_torch(x, y, 2.0), 1e-5)


def without_focus() -> bool:
    """Return whether both functions are cross-entropy for a gamma of 0, with class weights too."""
    z, y, w = torch.tensor(Z), torch.tensor(TRUE), torch.tensor([0.4, 1.0, 3.0])
    each = torch.stack([classes_torch(a[None], b[None], 0.0) for a, b in zip(z, y, strict=True)])
    x, t = torch.tensor(X), (torch.arange(len(X)) % 2).float()
    weighted = functional.cross_entropy(z, y, weight=w)
    return (
        close(each.mean(), functional.cross_entropy(z, y), 1e-4)
        and close((w[y] * each).sum() / w[y].sum(), weighted, 1e-4)
        and not close((w[y] * each).mean(), weighted, 0.01)
        and close(binary_torch(x, t, 0.0).mean(), functional.binary_cross_entropy_with_logits(x, t), 1e-4)
    )


def soft_in_optax() -> bool:
    """Return whether Optax accepts a label of one half, and returns less than the mixture of yes and no."""
    x = torch.tensor([2.0])
    mixture = (binary_torch(x, torch.ones(1), 2.0) + binary_torch(x, torch.zeros(1), 2.0)) / 2
    return bool(optax.sigmoid_focal_loss(jnp.array(2.0), jnp.array(0.5), gamma=2.0) < 0.4 * float(mixture))


def one_class_left() -> bool:
    z = torch.tensor([[1.0, -torch.inf]], requires_grad=True)
    classes_torch(z, torch.tensor([0]), 2.0).backward()
    assert z.grad is not None
    return bool(z.grad.isnan().any())


def labels_out_of_range() -> bool:
    def rows(label: int) -> torch.Tensor:
        return functional.one_hot(torch.tensor([label]), 4)

    return raises("Class values must be smaller than num_classes", lambda: rows(4)) and raises(
        "Class values must be non-negative", lambda: rows(-1)
    )


@claims(
    (PAGE, "old branches are logsigmoid", branches),
    (PAGE, "MMDetection's pt is 1 - p_t", two_names),
    (PAGE, "sum over classes before the mean", one_hot_product),
    (PAGE, "the formula for yes or no counts two softmax outputs twice", both_parts_over_softmax),
    (PAGE, "alpha 0.25 says one half at 75%", alpha_moves_the_middle),
    (PAGE, "gamma by input", gamma_by_input),
    (
        PAGE,
        "the quality focal loss is smallest at its target",
        lambda: all(abs(quality(y) - y) < 1e-3 for y in (0.1, 0.5, 0.9)) and quality(1.0) > 0.999,
    ),
    (
        PAGE,
        "weights by effective numbers lie between equal ones and inverse shares",
        lambda: 1 < balanced_by_number(0.999)[3] / balanced_by_number(0.999)[0] < 9000 / 200,
    ),
    (PAGE, "1% yes is said to be 15%", lambda: 0.145 < said_of(0.01) < 0.155),
    (PAGE, "a half stays a half", lambda: abs(said_of(0.5) - 0.5) < 1e-4),
    (
        PAGE,
        "the asymmetric loss weakens the easy no's alone, with finite gradients",
        asymmetric,
    ),
    (
        PAGE,
        "one output in the form for K classes makes 0, and a background of 0 the first column",
        lambda: (
            classes_torch(torch.randn(4, 1), torch.zeros(4, dtype=torch.long), 2.0) == 0
            and functional.one_hot(torch.tensor([0, 1, 3]), 4)[:, 1:].tolist() == [[0, 0, 0], [1, 0, 0], [0, 0, 1]]
        ),
    ),
    (PAGE, "the gradient's factor for a gamma of 2", gamma_of_two),
    (PAGE, "the logit of 10% is -2.2", lambda: abs(float(torch.logit(torch.tensor(0.1))) + 2.2) < 0.05),
    (PAGE, "class numbers make the formula for yes and no negative", class_numbers),
    (PAGE, "with a gamma of 0 it is cross-entropy, weighted too", without_focus),
    (PAGE, "Optax takes soft labels, which are not the mixture", soft_in_optax),
    (PAGE, "a row with a single class left has a NaN gradient", one_class_left),
    (PAGE, "labels that are too small or too large", labels_out_of_range),
    (PAGE, "(N, 1) and (N,) make (N, N)", lambda: binary_torch(torch.ones(3, 1), torch.ones(3), 2.0).shape == (3, 3)),
    (PAGE, "the PyTorch tab, one logit, is exact, and so is its gradient", torch_binary_is_exact),
    (PAGE, "the PyTorch tab, K classes, is exact, and its gradient finite", torch_classes_are_exact),
    (PAGE, "the JAX tab is exact, with finite gradients", jax_is_exact),
    (
        PAGE,
        "the Keras tab is exact",
        lambda: all(
            close(
                keras.ops.convert_to_numpy(classes_keras(np.array(Z, np.float32), np.array(TRUE), g)),
                exact_classes(g),
                1e-5,
            )
            for g in GAMMAS
        ),
    ),
    (
        PAGE,
        "the Keras tab is exact for yes and no",
        lambda: all(
            close(
                keras.ops.convert_to_numpy(binary_keras(np.array(X, np.float32), np.full(len(X), y, np.float32), g)),
                np.mean(exact_binary(g, y)[0]),
                1e-5,
            )
            for g in GAMMAS
            for y in (0, 1)
        ),
    ),
    (
        PAGE,
        "classes last: movedim(1, -1)",
        lambda: close(
            classes_torch(
                torch.tensor(Z).T.reshape(1, 3, 2, 2).movedim(1, -1), torch.tensor(TRUE).reshape(1, 2, 2), 2.0
            ),
            exact_classes(2.0),
            1e-5,
        ),
    ),
    (PAGE, "typed, a right answer gives NaN from 17 on", lambda: np.isnan(typed(17.0, 1.0)) and typed(16.0, 1.0) > 0),
    (
        PAGE,
        "(1 - p_t)**gamma, p from a sigmoid: NaN gradient below 1, none at 2 or 1",
        lambda: (
            np.isnan(slope_through_p(40.0, 0.5))
            and slope_through_p(40.0, 2.0) == 0
            and slope_through_p(40.0, 1.0) == 0
            and np.isfinite(slope_through_p(40.0, 0.0))
        ),
    ),
    (
        PAGE,
        "exp(-ce) has the same trap",
        lambda: np.isnan(slope_through_exp(0.5)) and np.isfinite(slope_through_exp(2.0)),
    ),
    (PAGE, "without log(1 - p), a p of 1 gives no NaN for gamma 2", lambda: one_part(40.0, 2.0) == (0, 0)),
    (PAGE, "the form for yes or no also learns exclusive classes and background", exclusive_classes),
    (PAGE, "a one-hot 0 times a masked class is NaN", one_hot_times_masked),
    (PAGE, "the tabs for K classes leave a masked class out", masked_class_is_left_out),
    (PAGE, "alpha for yes, 1 - alpha for no, alpha[y] for K classes", alpha_of_each),
    (PAGE, "ignored labels are selected first", ignored_labels),
    (PAGE, "with a small number in the logarithm, the loss stops at 16, with next to no gradient", small_number),
    (PAGE, "the lines for soft labels are the formula", soft_labels),
    (
        PAGE,
        "without a yes, the sum is divided by 1",
        lambda: (torch.tensor([0.0, 0]) == 1).sum().clamp(min=1) == 1,
    ),
    (
        PAGE,
        "PyTorch has no focal loss",
        lambda: not [name for name in [*dir(nn), *dir(functional)] if "focal" in name.lower()],
    ),
    (
        PAGE,
        "easy examples: steps of SGD shrink, those of Adam hardly",
        lambda: (
            steps_of_an_easy_example(torch.optim.SGD, 2.0) < 0.1 * steps_of_an_easy_example(torch.optim.SGD, 0.0)
            and steps_of_an_easy_example(torch.optim.Adam, 2.0) > 0.9 * steps_of_an_easy_example(torch.optim.Adam, 0.0)
        ),
    ),
    (
        PAGE,
        "Optax: no NaN with any gamma",
        lambda: all(np.isfinite(optax_slope(g, x)) for g in GAMMAS for x in X),
    ),
    (
        PAGE,
        "a power with gamma 0.0 has a NaN gradient at 0 in JAX",
        lambda: np.isnan(jax.grad(lambda v: (1 - jax.nn.sigmoid(v)) ** 0.0)(jnp.float32(40))),
    ),
    (
        PAGE,
        "Keras: alpha of the categorical loss is 0.25 for all, 1 by choice",
        lambda: close(
            4 * keras_loss(CATEGORICAL(from_logits=True), [[1, 0]], [[1, 0]]),
            keras_loss(CATEGORICAL(from_logits=True, alpha=1.0), [[1, 0]], [[1, 0]]),
            1e-5,
        ),
    ),
    (
        PAGE,
        "Keras: the binary loss takes alpha with apply_class_balancing alone",
        lambda: (
            close(
                keras_loss(BINARY(from_logits=True), [1], [2]),
                keras_loss(BINARY(from_logits=True, alpha=0.9), [1], [2]),
            )
            and close(
                4 * keras_loss(BINARY(from_logits=True, apply_class_balancing=True), [1], [2]),
                keras_loss(BINARY(from_logits=True), [1], [2]),
                1e-5,
            )
        ),
    ),
    (
        PAGE,
        "Keras: logits are cut off at 16.1, so a very wrong input is flat",
        lambda: (
            close(keras_loss(CATEGORICAL(from_logits=True, alpha=1.0), [[1, 0]], [[0, 30]]), -np.log(1e-7), 1e-4)
            and keras_loss(CATEGORICAL(from_logits=True), [[1, 0]], [[0, 30]])
            == keras_loss(CATEGORICAL(from_logits=True), [[1, 0]], [[0, 60]])
        ),
    ),
    (
        PAGE,
        "Keras: of the binary one too",
        lambda: (
            keras_loss(BINARY(from_logits=True), [1], [-30]) < 17
            and close(
                keras_loss(BINARY(from_logits=True), [1], [-30]),
                keras_loss(BINARY(from_logits=True), [1], [-60]),
            )
        ),
    ),
    (
        PAGE,
        "Keras: the gradient of the binary one is NaN for a gamma between 0 and 1, where the model is sure",
        lambda: (
            not np.isfinite(keras_slope(BINARY(from_logits=True, gamma=0.5), 40.0))
            and np.isfinite(keras_slope(BINARY(from_logits=True), 40.0))
            and np.isfinite(keras_slope(BINARY(from_logits=True, gamma=0.0), 40.0))
            == (keras.backend.backend() != "jax")  # there at 0.0 too
        ),
    ),
    (PAGE, "inverse shares weigh the classes alike, and Keras takes them as a list", balanced_alphas),
    (PAGE, "class_weight of Keras multiplies the focal loss of each example", class_weights_multiply),
    (PAGE, "a detached factor trains another loss", detached_factor),
    (
        PAGE,
        "probabilities in the place of logits cost at least 0.023 for a yes and 0.17 for a no",
        lambda: close(binary_torch(torch.tensor([1.0, 0]), torch.tensor([1.0, 0]), 2.0), [0.0227, 0.1733], 5e-3),
    ),
    (PAGE, "PyTorch refuses the factor as a weight with a gradient", factor_as_weight),
    (PAGE, "nll_loss takes no logarithm", nll_picks),
    (PAGE, "pos_cost - neg_cost is what a match adds to the loss", cheapest_match),
    (PAGE, "LightGBM's logloss reads raw scores as probabilities, and it starts at 50%", metric_of_raw_scores),
    (PAGE, "Dice and the focal loss from the same logits", dice_beside),
    (PAGE, "several labels: the sum over labels, alphas of labels, the mean of Keras", several_labels),
    (PAGE, "a heat map is no target", heat_map),
    (
        PAGE,
        "the objective for boosted trees is exact, and the true curvature is negative in places",
        objective_is_exact,
    ),
    (PAGE, "LightGBM and XGBoost learn from it; XGBoost alone applies the sigmoid", boosted_trees),
    (PAGE, "LightGBM passes weights as a third argument", third_argument),
    (PAGE, "the loss for the Trainer", trainer_loss),
    (
        PAGE,
        "(N, 1) and (N,) make N times N losses, without an error",
        lambda: (
            binary_torch(torch.zeros(4, 1), torch.tensor([0.0, 1, 1, 0]), 2.0).shape == (4, 4)
            and binary_torch(torch.zeros(4, 1).squeeze(1), torch.tensor([0.0, 1, 1, 0]), 2.0).shape == (4,)
        ),
    ),
    (PAGE, "errors of shapes", shapes_differ),
    (PAGE, "Keras takes class numbers of shape (N, 1) without an error", keras_takes_numbers),
    (PAGE, "class numbers, and the background numbered K", targets_of_detectors),
    (PAGE, "a sigmoid is 1 from 8.3 in float16, 6.3 in bfloat16", sure_in_half_precision),
    (
        PAGE,
        "GradScaler skips the NaN gradients of gamma 0.5, with a finite loss; gamma 1 learns",
        lambda: skipped_steps(0.5) and not skipped_steps(1.0),
    ),
    (PAGE, "Keras does not store a loss of one's own", loads_without_compiling_alone),
    (PAGE, "the Trainer calls it instead of smoothing, with the number of labels", trainer_source),
)
def test_what_a_page_says_of_a_framework_is_true(holds: Callable[[], object]) -> None:
    assert holds()
