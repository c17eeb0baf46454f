"""What the page about label smoothing says of PyTorch, Optax, Keras, LightGBM, XGBoost, scikit-learn, transformers."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import keras
import lightgbm
import numpy as np
import optax
import scipy.optimize
import tokenizers
import torch
import transformers
import xgboost
from sklearn.linear_model import LogisticRegression
from torch import nn
from torch.nn import functional
from transformers import trainer_pt_utils

from tests.frameworks.claims import array, claims, close, raises
from tests.frameworks.own_loss import loads_without_compiling_alone

PAGE = "label-smoothing"
Z = [[2.0, 1.0, 0.1], [0.5, -1.0, 3.0]]
Y = [0, 1]
EPS = 0.1
LOG_P = np.array(Z) - np.log(np.exp(Z).sum(-1, keepdims=True))
ONE_HOT = np.eye(3)[Y]
BY_K = -(((1 - EPS) * ONE_HOT + EPS / 3) * LOG_P).sum(-1)
BY_REST = -(((1 - EPS) * ONE_HOT + (1 - ONE_HOT) * EPS / 2) * LOG_P).sum(-1)
TORCH_Z, TORCH_Y = torch.tensor(Z), torch.tensor(Y)


def number(value: Any) -> float:
    return float(keras.ops.convert_to_numpy(value))


def as_in_fairseq(epsilon: float, others: int) -> float:
    """Return the loss of the second row by fairseq's code, which shares epsilon out among so many classes."""
    log_p = torch.log_softmax(TORCH_Z[1], dim=-1)
    nll, total = -log_p[Y[1]], -log_p.sum()
    share = epsilon / others
    weight = 1 - epsilon if others == 3 else 1 - epsilon - share
    return float(weight * nll + share * total)


def another_word() -> bool:
    """Return whether -100 as the number of a class counts from the end, or raises with few classes."""
    shares = torch.full((32_000,), EPS / 31_998)
    shares[-100] = 0
    few = torch.full((50,), EPS / 48)
    return (shares == 0).nonzero().tolist() == [[31_900]] and raises("out of bounds", lambda: few.__setitem__(-100, 0))


def own_rows() -> bool:
    """Return whether rows by frequency are PyTorch's for equal ones, and the clamp is the second convention."""
    shares = (1 - EPS) * torch.eye(3) + EPS * torch.full((3,), 1 / 3)
    clamped = functional.one_hot(TORCH_Y, 3).float().clamp(EPS / 2, 1 - EPS)
    loss = functional.cross_entropy
    return close(loss(TORCH_Z, shares[TORCH_Y]), BY_K.mean()) and close(loss(TORCH_Z, clamped), BY_REST.mean())


def own_floors() -> bool:
    """Return whether rows at different floors have no gradient."""
    q = torch.tensor([[0.25, 0.25, 0.5], [0.9, 0.05, 0.05]])
    z = q.log().requires_grad_()
    each = functional.cross_entropy(z, q, reduction="none")
    each.sum().backward()
    assert z.grad is not None
    return bool(each[0] > 2 * each[1] and z.grad.abs().max() < 1e-6)


def undone() -> bool:
    """Return whether the sum is the divisor that makes shares of probabilities below eps/K, and else 1 - eps."""
    over, fit = np.array([0.999, 0.0005, 0.0005]), np.array([0.6, 0.3, 0.1])
    back = np.maximum(over - EPS / 3, 0)
    return bool((back / (1 - EPS)).max() > 1.07 and close((fit - EPS / 3).sum(), 1 - EPS))


def soft_targets() -> bool:
    """Return whether shares need the shape of the logits, and .long() makes zeros of them."""
    q = (1 - EPS) * functional.one_hot(TORCH_Y, 3) + EPS / 3
    loss = functional.cross_entropy
    return (
        close(loss(TORCH_Z, q), BY_K.mean())
        and raises("expected target dtype to be Long", lambda: loss(TORCH_Z, q[:, 0]))
        and not q.long().any()
    )


def only_a_warning() -> bool:
    """Return whether the binary objective of LightGBM trains on 0.05 and 0.95, and predicts yes everywhere."""
    rows = np.random.default_rng(0).normal(size=(200, 1))
    shares = np.where(rows[:, 0] > 0, 0.95, 0.05)
    model = lightgbm.LGBMRegressor(objective="binary", n_jobs=1, verbose=-1).fit(rows, shares)
    return bool((np.asarray(model.predict(rows)) > 0.99).all())


def optax_way() -> bool:
    z, y = jnp.array(Z), jnp.array(Y)
    q = optax.smooth_labels(jax.nn.one_hot(y, z.shape[-1]), EPS)
    return close(optax.softmax_cross_entropy(z, q).mean(), BY_K.mean())


def transformers_way() -> bool:
    """Return whether the loss of the Trainer is eps/K, and leaves -100 out."""
    labels = torch.tensor([[0, 1, -100]])
    logits = torch.cat([TORCH_Z, torch.ones(1, 3)])[None]
    loss = trainer_pt_utils.LabelSmoother(epsilon=EPS)({"logits": logits}, labels)
    return close(loss, BY_K.mean())


def trainer_smooths_evaluation() -> bool:
    """Return whether the step of an evaluation calls the loss that smooths."""
    step = inspect.getsource(transformers.Trainer.prediction_step)
    loss = inspect.getsource(transformers.Trainer.compute_loss)
    return "self.compute_loss(" in step and "self.label_smoother" in loss


def masked(z: torch.Tensor, y: torch.Tensor, allowed: torch.Tensor, eps: float) -> torch.Tensor:
    """Smooth over the allowed classes, as the page does."""
    log_p = torch.log_softmax(z, dim=-1)
    true = log_p.gather(-1, y[:, None]).squeeze(-1)
    kept = log_p.masked_fill(~allowed, 0)
    mean = kept.sum(-1) / allowed.sum(-1)
    return -((1 - eps) * true + eps * mean).mean()


def masked_way() -> bool:
    """Compare with the loss of the allowed classes alone, and look at the gradients."""
    z = torch.cat([TORCH_Z, torch.full((2, 1), -torch.inf)], dim=-1).requires_grad_()
    loss = masked(z, TORCH_Y, z.isfinite(), EPS)
    loss.backward()
    assert z.grad is not None
    plain = functional.cross_entropy(z, TORCH_Y, label_smoothing=EPS)
    return bool(close(loss, BY_K.mean()) and z.grad.isfinite().all() and plain.isinf())


def drift() -> bool:
    """Return whether a large negative logit leaves a push on the others, whatever they are."""
    z = torch.cat([TORCH_Z, torch.full((2, 1), -1e4)], dim=-1).requires_grad_()
    functional.cross_entropy(z, TORCH_Y, label_smoothing=EPS, reduction="sum").backward()
    assert z.grad is not None
    return close(z.grad[:, :3].sum(-1), [EPS / 4] * 2, 1e-4)


def settles_at_the_mask() -> bool:
    """Return whether the other logits stop near a mask of -20, where the masked class has its target."""
    z = torch.zeros(3, requires_grad=True)
    for _ in range(4000):
        loss = functional.cross_entropy(
            torch.cat([z, torch.tensor([-20.0])])[None], torch.tensor([0]), label_smoothing=EPS
        )
        (slope,) = torch.autograd.grad(loss, z)
        with torch.no_grad():
            z -= slope
    return close(z, [-20 + np.log(37), -20, -20], 1e-3)  # 37: 0.925 to 0.025


def costs_its_distance() -> bool:
    """Return whether a class far below costs eps/K times its distance from the log-sum-exp."""
    z = torch.tensor([[2.0, 1.0, -1e4]])
    loss = functional.cross_entropy(z, torch.tensor([0]), label_smoothing=EPS)
    return close(loss, EPS / 3 * (torch.logsumexp(z, -1) + 1e4).item(), 0.01)


def masked_label() -> bool:
    """Return whether the loss over the allowed classes is infinite when the true one is masked."""
    z = torch.tensor([[1.0, 0, -torch.inf]])
    return bool(masked(z, torch.tensor([2]), z.isfinite(), EPS).isinf())


def class_weights() -> bool:
    """Return whether a weight multiplies each class's target, and the page's loss keeps the targets."""
    w, eye = torch.tensor([1.0, 1.0, 50.0]), (1 - EPS) * ONE_HOT + EPS / 3
    given = functional.cross_entropy(TORCH_Z, TORCH_Y, weight=w, label_smoothing=EPS)
    each = functional.cross_entropy(TORCH_Z, TORCH_Y, label_smoothing=EPS, reduction="none")
    loss = (w[TORCH_Y] * each).sum() / w[TORCH_Y].sum()
    by_class = -(eye * array(w) * LOG_P).sum() / array(w)[Y].sum()
    rare = (eye * array(w)).argmax(-1).tolist() == [2, 2]
    return close(given, by_class, 1e-5) and close(loss, BY_K.mean()) and rare


def padding_class() -> bool:
    """Return whether PyTorch gives a padding class its share, and the code of the page gives it none."""
    z = torch.cat([TORCH_Z, torch.zeros(2, 1)], dim=-1)
    log_p = array(torch.log_softmax(z, -1))
    allowed = torch.ones(2, 4, dtype=torch.bool)
    allowed[:, 3] = False
    mean = -((1 - EPS) * log_p[[0, 1], Y] + EPS * log_p[:, :3].mean(-1)).mean()
    given = -((1 - EPS) * log_p[[0, 1], Y] + EPS * log_p.mean(-1)).mean()
    whole = functional.cross_entropy(z, TORCH_Y, label_smoothing=EPS)
    return close(masked(z, TORCH_Y, allowed, EPS), mean, 1e-5) and close(whole, given, 1e-5)


def pixels() -> bool:
    """Return whether images with ignored pixels give the loss of the kept pixels."""
    z = torch.stack([TORCH_Z.T, TORCH_Z.T]).unsqueeze(-1)  # (2, 3, 2, 1)
    y = torch.tensor([[[0], [1]], [[0], [255]]])
    loss = functional.cross_entropy(z, y, label_smoothing=EPS, ignore_index=255)
    return close(loss, (2 * BY_K[0] + BY_K[1]) / 3)


def yes_or_no() -> bool:
    """Compare the smoothed labels of the page with two classes, and look for the best logit."""
    target = torch.tensor([1.0, 0]) * (1 - EPS) + EPS / 2
    x = torch.tensor([2.0, 2.0])
    two = torch.stack([0 * x, x], -1)
    same = functional.cross_entropy(two, torch.tensor([1, 0]), label_smoothing=EPS)
    best = torch.tensor(np.log(0.95 / 0.05))
    return close(functional.binary_cross_entropy_with_logits(x, target), same.item()) and close(best.sigmoid(), 0.95)


def mixing() -> bool:
    """Return whether smoothing before mixing two labels and after it give the same loss."""
    a, b, lam = torch.eye(3)[[0, 1]], torch.eye(3)[[2, 2]], 0.3
    after = functional.cross_entropy(TORCH_Z, lam * a + (1 - lam) * b, label_smoothing=EPS)
    before = functional.cross_entropy(TORCH_Z, lam * (a * (1 - EPS) + EPS / 3) + (1 - lam) * (b * (1 - EPS) + EPS / 3))
    return close(after, before.item())


def own_shares() -> bool:
    """Return whether rows of targets, taken by label, give the loss of these targets."""
    shares = torch.tensor([[0.9, 0.08, 0.02], [0.08, 0.9, 0.02], [0.05, 0.05, 0.9]])
    loss = functional.cross_entropy(TORCH_Z, shares[TORCH_Y])
    return close(loss, -(array(shares)[Y] * LOG_P).sum(-1).mean()) and close(shares.sum(-1), [1, 1, 1])


def less_the_floor() -> bool:
    """Return whether the loss less its floor is 0 where the probabilities are the targets."""
    q = torch.tensor([1 - EPS + EPS / 3, EPS / 3, EPS / 3])
    loss = functional.cross_entropy(q.log()[None], torch.tensor([0]), label_smoothing=EPS)
    return bool((loss + (q * q.log()).sum()).abs() < 1e-6)


def smoothed(y: Any, z: Any) -> Any:
    """Smooth integer labels in Keras, as the page does."""
    y = keras.ops.reshape(y, keras.ops.shape(z)[:-1])
    q = keras.ops.one_hot(keras.ops.cast(y, "int32"), z.shape[-1])
    return keras.losses.categorical_crossentropy(q, z, from_logits=True, label_smoothing=EPS)


def keras_integers() -> bool:
    """Return whether a model that is compiled with the page's loss evaluates to the smoothed loss, and trains."""
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(3, use_bias=False)])
    model.compile("sgd", loss=smoothed, metrics=[keras.metrics.SparseCategoricalCrossentropy(from_logits=True)])
    model.set_weights([np.eye(3, dtype=np.float32)])
    for labels in (np.array(Y), np.array(Y)[:, np.newaxis]):
        loss, plain = model.evaluate(np.array(Z, np.float32), labels, verbose=0)
        if not (close(loss, BY_K.mean(), 1e-5) and close(plain, -LOG_P[[0, 1], Y].mean(), 1e-5)):
            return False
    model.fit(np.array(Z, np.float32), np.array(Y), verbose=0)
    return not close(model.get_weights()[0], np.eye(3))


def collator_makes_decoder_inputs() -> bool:
    """Return whether the collator makes decoder_input_ids with a model alone; T5 raises without them or labels."""
    config = transformers.T5Config(
        vocab_size=20, d_model=8, d_kv=4, d_ff=16, num_layers=1, num_heads=2, decoder_start_token_id=0
    )
    model = transformers.T5ForConditionalGeneration(config)
    words = tokenizers.Tokenizer(tokenizers.models.WordLevel({"<pad>": 0, "a": 1}, unk_token="a"))
    tokenizer = transformers.PreTrainedTokenizerFast(tokenizer_object=words, pad_token="<pad>")
    rows = [{"input_ids": [1, 1], "attention_mask": [1, 1], "labels": [1, 1, 1]}]
    with_model = transformers.DataCollatorForSeq2Seq(tokenizer, model=model)(rows)
    without = transformers.DataCollatorForSeq2Seq(tokenizer)(rows)
    ids = without["input_ids"]
    missing = raises("You must specify exactly one of input_ids or inputs_embeds", lambda: model(input_ids=ids))
    return "decoder_input_ids" in with_model and "decoder_input_ids" not in without and missing


def bart_decodes_the_source() -> bool:
    """Return whether BART without labels and decoder inputs takes the input text for the decoder."""
    heads = {"encoder_attention_heads": 2, "decoder_attention_heads": 2}
    sizes = {"vocab_size": 20, "d_model": 8, "encoder_layers": 1, "decoder_layers": 1} | heads
    config = transformers.BartConfig(**sizes, encoder_ffn_dim=16, decoder_ffn_dim=16, decoder_start_token_id=2)
    model = transformers.BartForConditionalGeneration(config).eval()
    ids = torch.tensor([[5, 6, 7]])
    shifted = model(input_ids=ids, decoder_input_ids=torch.tensor([[2, 5, 6]])).logits
    return close(model(input_ids=ids).logits, array(shifted), 1e-5)


def keras_metric() -> bool:
    metric = keras.metrics.CategoricalCrossentropy(from_logits=True)
    metric.update_state(ONE_HOT.astype("float32"), np.array(Z, np.float32))
    return close(number(metric.result()), -(ONE_HOT * LOG_P).sum(-1).mean(), 1e-5)


def divergence() -> bool:
    """Return whether KL plus entropy, or plain loss plus KL from the uniform, is the smoothed loss."""
    log_p, log_k = torch.log_softmax(TORCH_Z, dim=-1), float(np.log(3))
    q = functional.one_hot(TORCH_Y, 3) * (1 - EPS) + EPS / 3
    kl = functional.kl_div(log_p, q, reduction="batchmean")
    u = torch.full_like(q, 1 / 3)
    other = functional.kl_div(log_p, u, reduction="batchmean") + log_k
    zero = torch.tensor([[0.0, 0.25, 0.75]]).log()
    return bool(
        close(kl - (q * q.log()).sum(-1).mean(), BY_K.mean())
        and close((1 - EPS) * functional.cross_entropy(TORCH_Z, TORCH_Y) + EPS * other, BY_K.mean())
        and close(functional.kl_div(log_p, q) * 3, kl)
        and functional.kl_div(log_p.exp(), q, reduction="batchmean") < 0
        and functional.kl_div(zero, torch.tensor([[0.1, 0.1, 0.8]])).isinf()
        and functional.kl_div(zero, torch.tensor([[0.0, 0.1, 0.9]])).isnan()
    )


def soft_rows() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    draw = np.random.default_rng(0)
    rows = draw.normal(size=(400, 2))
    y = (rows[:, 0] + draw.normal(size=400) > 0).astype(int)
    return rows, y, y * (1 - EPS) + EPS / 2


def boosted_trees() -> bool:
    """Return whether binary of LightGBM takes fractions as yes, and the regressors of both libraries as shares."""
    rows, _, s = soft_rows()
    options = {"objective": "binary", "verbose": -1, "num_threads": 1}
    all_yes = lightgbm.train(options, lightgbm.Dataset(rows, s), 5).predict(rows)
    light = lightgbm.LGBMRegressor(objective="cross_entropy", n_jobs=1, verbose=-1).fit(rows, s)
    boosted = xgboost.XGBRegressor(objective="binary:logistic", n_jobs=1).fit(rows, s)
    shares = [light.predict(rows), boosted.predict(rows)]
    same = np.zeros((400, 1))  # nothing to tell rows apart: the mean of the labels
    mean = lightgbm.LGBMRegressor(objective="cross_entropy", n_jobs=1, verbose=-1).fit(same, s).predict(same)
    return bool(
        (all_yes > 0.99).all()
        and all(0 < p.min() < 0.2 < 0.8 < p.max() < 1 for p in shares)
        and close(mean, np.full(400, s.mean()), 1e-3)
    )


def classifiers_refuse() -> bool:
    rows, _, s = soft_rows()
    continuous = "Unknown label type: continuous"
    return (
        raises(continuous, lambda: lightgbm.LGBMClassifier(verbose=-1).fit(rows, s))
        and raises(continuous, lambda: LogisticRegression().fit(rows, s))
        and raises("Invalid classes inferred from unique values", lambda: xgboost.XGBClassifier(n_jobs=1).fit(rows, s))
    )


def repeated_rows() -> bool:
    """Return whether a row for each class, weighted by its target, is the loss of the targets."""
    rows, _, s = soft_rows()
    q = np.stack([1 - s, s], axis=1)
    twice, labels = np.repeat(rows, 2, axis=0), np.tile(np.arange(2), len(rows))
    model = LogisticRegression(C=np.inf).fit(twice, labels, sample_weight=q.ravel())

    def loss(w: np.ndarray) -> float:
        x = rows @ w[:2] + w[2]
        return float(np.mean(np.logaddexp(0, x) - s * x))

    best = scipy.optimize.minimize(loss, np.zeros(3)).x
    three = np.full((400, 3), EPS / 3)
    three[np.arange(400), np.arange(400) % 3] += 1 - EPS
    often, y = np.repeat(rows, 3, axis=0), np.tile(np.arange(3), 400)
    others = [lightgbm.LGBMClassifier(n_jobs=1, verbose=-1), xgboost.XGBClassifier(n_jobs=1, n_estimators=5)]
    shapes = [other.fit(often, y, sample_weight=three.ravel()).predict_proba(rows).shape for other in others]
    return close([*model.coef_[0], model.intercept_[0]], best, 1e-2) and shapes == [(400, 3)] * 2


def discriminator() -> bool:
    """Return whether the best discriminator says 0.9 d, and 0.9 d + 0.1 (1 - d) if fakes are smoothed too."""
    bce, d = functional.binary_cross_entropy_with_logits, 0.2
    found = []
    for fake_target in (0.0, 0.1):
        x = torch.zeros(1, requires_grad=True)
        for _ in range(2000):
            fake = torch.full_like(x, fake_target)
            loss = d * bce(x, torch.full_like(x, 0.9)) + (1 - d) * bce(x, fake)
            (slope,) = torch.autograd.grad(loss, x)
            with torch.no_grad():
                x -= 2 * slope
        found.append(float(x.detach().sigmoid()))
    return close(found, [0.9 * d, 0.9 * d + 0.1 * (1 - d)], 1e-3)


def many_labels() -> bool:
    """Return whether PyTorch by hand, Keras and Optax move each label towards one half, the categorical loss not."""
    x, t = torch.tensor([[2.0, 1, -1]]), torch.tensor([[1.0, 1, 0]])
    target = t * (1 - EPS) + EPS / 2
    loss = functional.binary_cross_entropy_with_logits(x, target)
    smoothed = keras.losses.BinaryCrossentropy(from_logits=True, label_smoothing=EPS)(t.numpy(), x.numpy())
    sigmoid = optax.sigmoid_binary_cross_entropy(jnp.array(x.numpy()), jnp.array(target.numpy())).mean()
    categorical = keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=EPS)
    by_k = -((t * (1 - EPS) + EPS / 3) * torch.log_softmax(x, dim=-1)).sum()
    return (
        close(number(smoothed), loss, 1e-5)
        and close(sigmoid, loss, 1e-5)
        and close(number(categorical(t.numpy(), x.numpy())), by_k, 1e-5)
    )


def last_axis() -> bool:
    """Return whether Keras divides by the last axis although the classes are on axis 1, and moveaxis repairs it."""
    z = np.random.default_rng(0).normal(size=(2, 5, 3)).astype(np.float32)
    y = np.arange(6).reshape(2, 3) % 5
    one_hot = np.moveaxis(np.eye(5, dtype=np.float32)[y], -1, 1)
    right = functional.cross_entropy(torch.tensor(z), torch.tensor(y), label_smoothing=EPS)
    wrong = -((one_hot * (1 - EPS) + EPS / 3) * torch.log_softmax(torch.tensor(z), dim=1).numpy()).sum(1).mean()
    loss = keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=EPS, axis=1)(one_hot, z)
    last = [keras.ops.moveaxis(part, 1, -1) for part in (one_hot, z)]
    moved = keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=EPS)(*last)
    q = torch.tensor(one_hot) * (1 - EPS) + EPS / one_hot.shape[1]
    return (
        close(number(loss), wrong, 1e-5)
        and close(number(moved), right, 1e-5)
        and torch.allclose(q.sum(1), torch.ones_like(q.sum(1)))
    )


def preferences() -> bool:
    """Return whether a tenth of flipped pairs makes a margin of 2.2 the best, as smoothing two classes by 0.2 does."""
    h = torch.zeros(1, requires_grad=True)
    for _ in range(2000):
        loss = (-0.9 * functional.logsigmoid(h) - 0.1 * functional.logsigmoid(-h)).mean()
        (slope,) = torch.autograd.grad(loss, h)
        with torch.no_grad():
            h -= slope
    z = torch.tensor([[1.3, 0.0]])
    two = functional.cross_entropy(z, torch.tensor([0]), label_smoothing=0.2)
    same = -0.9 * functional.logsigmoid(z[0, 0]) - 0.1 * functional.logsigmoid(-z[0, 0])
    return close(h.detach(), [np.log(9)], 1e-3) and close(two, same, 1e-5)


def own_loss() -> bool:
    """Return whether the page's function leaves -100 out and divides by the number that it is given."""

    def smoothed(output: dict[str, torch.Tensor], labels: torch.Tensor, num_items_in_batch: Any = None) -> torch.Tensor:
        z, y = output["logits"].flatten(0, -2), labels.flatten()
        total = functional.cross_entropy(z, y, label_smoothing=EPS, reduction="sum")
        return total / (num_items_in_batch or (y != -100).sum())

    tokens = {"logits": torch.cat([TORCH_Z, torch.ones(1, 3)])[None]}
    labels = torch.tensor([[*Y, -100]])
    return close(smoothed(tokens, labels), BY_K.mean()) and close(
        smoothed(tokens, labels, torch.tensor(4)), BY_K.sum() / 4
    )


def one_output() -> bool:
    """Return what the Trainer's smoothing makes of a single output, and whether yes and no are two classes."""
    smoother = trainer_pt_utils.LabelSmoother(epsilon=EPS)
    z, y = torch.tensor([[2.0], [-1.0]]), torch.tensor([1, 0])
    two = {"logits": torch.cat([torch.zeros(2, 1), z], dim=1)}
    q = y.float() * (1 - EPS) + EPS / 2
    total = functional.binary_cross_entropy_with_logits(z.squeeze(-1), q, reduction="sum")
    return (
        raises("index 1 is out of bounds for dimension 1 with size 1", lambda: smoother({"logits": z}, y))
        and float(smoother({"logits": z}, torch.tensor([0, 0]))) == 0
        and close(smoother(two, y), float(total) / 2)
    )


def rows_of_padding() -> bool:
    """Return whether index_fill_ wants a vector, and a mask does the same."""
    target = torch.tensor([2, 0, 0])
    rows = torch.nonzero(target == 0)
    masked = torch.ones(3, 5).masked_fill_((target == 0)[:, None], 0.0)
    return (
        raises("Index has to be a vector/scalar", lambda: torch.ones(3, 5).index_fill_(0, rows, 0.0))
        and bool((torch.ones(3, 5).index_fill_(0, rows.squeeze(), 0.0) == masked).all())
        and masked.sum(1).tolist() == [5, 0, 0]
    )


def grows() -> bool:
    """Return whether the sum of all -log p grows as the right class gets more than 1/K."""
    p = np.linspace(0.1, 0.9)
    return bool((np.diff(-np.log(p) - 9 * np.log((1 - p) / 9)) > 0).all())


def trainer_today() -> bool:
    """Return what the Trainer does with a loss of its user, several labels, and the number of labels of a step."""
    trainer = inspect.getsource(transformers.Trainer)
    loss = inspect.getsource(transformers.Trainer.compute_loss)
    smoother = inspect.getsource(trainer_pt_utils.LabelSmoother)
    return (
        loss.index("self.compute_loss_func(") < loss.index("self.label_smoother(")
        and "Label smoothing is not compatible with multi-label classification" in trainer
        and "denominator = num_items_in_batch" in smoother
    )


@claims(
    (
        PAGE,
        "PyTorch deals out eps/K",
        lambda: close(nn.CrossEntropyLoss(label_smoothing=EPS)(TORCH_Z, TORCH_Y), BY_K.mean()),
    ),
    (PAGE, "ignore_index as a class counts from the end", another_word),
    (PAGE, "own rows: by frequency, and by a clamp", own_rows),
    (PAGE, "different floors, and no gradient at any", own_floors),
    (PAGE, "the smoothing is undone by the sum", undone),
    (
        PAGE,
        "PyTorch smooths soft targets on top",
        lambda: (
            close(
                nn.CrossEntropyLoss(label_smoothing=EPS)(TORCH_Z, torch.full((2, 3), 1 / 3)),
                -LOG_P.mean(-1).mean(),
            )
            and close(
                nn.CrossEntropyLoss(label_smoothing=EPS)(TORCH_Z, functional.one_hot(TORCH_Y, 3).float()), BY_K.mean()
            )
        ),
    ),
    (
        PAGE,
        "PyTorch leaves ignored labels out",
        lambda: close(
            nn.CrossEntropyLoss(label_smoothing=EPS)(torch.cat([TORCH_Z, torch.ones(1, 3)]), torch.tensor([*Y, -100])),
            BY_K.mean(),
        ),
    ),
    (
        PAGE,
        "eps/(K - 1) is eps/K with eps K/(K - 1)",
        lambda: close(nn.CrossEntropyLoss(label_smoothing=EPS * 3 / 2)(TORCH_Z, TORCH_Y), BY_REST.mean()),
    ),
    (
        PAGE,
        "BCEWithLogitsLoss has no label_smoothing",
        lambda: "label_smoothing" not in inspect.signature(nn.BCEWithLogitsLoss).parameters,
    ),
    (PAGE, "Optax deals out eps/K", optax_way),
    (
        PAGE,
        "Keras deals out eps/K",
        lambda: close(
            number(
                keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=EPS)(
                    ONE_HOT.astype("float32"), np.array(Z, np.float32)
                )
            ),
            BY_K.mean(),
            1e-5,
        ),
    ),
    (
        PAGE,
        "the binary loss of Keras deals out eps/2",
        lambda: close(
            number(
                keras.losses.BinaryCrossentropy(from_logits=True, label_smoothing=EPS)(
                    np.ones((1, 1), np.float32), np.full((1, 1), 2, np.float32)
                )
            ),
            0.95 * np.logaddexp(0, -2) + 0.05 * np.logaddexp(0, 2),
            1e-5,
        ),
    ),
    (
        PAGE,
        "the sparse loss of Keras has none",
        lambda: (
            "label_smoothing" not in inspect.signature(keras.losses.SparseCategoricalCrossentropy.__init__).parameters
        ),
    ),
    (PAGE, "the metric of Keras is not smoothed", keras_metric),
    (PAGE, "fairseq's two forms", lambda: close([as_in_fairseq(EPS, k) for k in (3, 2)], [BY_K[1], BY_REST[1]])),
    (PAGE, "float targets need the shape of the logits", soft_targets),
    (PAGE, "Keras does not store the page's loss", loads_without_compiling_alone),
    (PAGE, "LightGBM's binary takes smoothed labels as yes", only_a_warning),
    (
        PAGE,
        "PyTorch ignores a negative label_smoothing",
        lambda: close(
            functional.cross_entropy(TORCH_Z, TORCH_Y, label_smoothing=-0.05),
            functional.cross_entropy(TORCH_Z, TORCH_Y),
        ),
    ),
    (PAGE, "the Trainer deals out eps/K, without -100", transformers_way),
    (PAGE, "the Trainer smooths in an evaluation too", trainer_smooths_evaluation),
    (
        PAGE,
        "the Trainer smooths where there are labels, and takes them out of the inputs",
        lambda: (
            '"labels" in inputs' in inspect.getsource(transformers.Trainer.compute_loss)
            and 'inputs.pop("labels")' in inspect.getsource(transformers.Trainer.compute_loss)
        ),
    ),
    (PAGE, "DataCollatorForSeq2Seq makes decoder_input_ids if it has the model", collator_makes_decoder_inputs),
    (PAGE, "BART without decoder_input_ids decodes the source text", bart_decodes_the_source),
    (PAGE, "smoothing before mixing or after is the same", mixing),
    (PAGE, "own rows of targets", own_shares),
    (PAGE, "less its floor, the loss can reach 0", less_the_floor),
    (PAGE, "integer labels in Keras", keras_integers),
    (
        PAGE,
        "PyTorch ignores no label among soft targets",
        lambda: raises(
            "ignore_index is not supported for floating point target",
            lambda: functional.cross_entropy(TORCH_Z, torch.eye(3)[:2], ignore_index=0),
        ),
    ),
    (PAGE, "with -inf the loss is infinite; over the allowed classes it is right", masked_way),
    (PAGE, "a large negative logit pulls the level of the others down", drift),
    (PAGE, "that stops where the masked class has its target", settles_at_the_mask),
    (PAGE, "a class far below costs eps/K times its distance", costs_its_distance),
    (PAGE, "a masked true class costs infinity", masked_label),
    (PAGE, "a class weight multiplies the smoothed targets; the loss of the page keeps them", class_weights),
    (PAGE, "PyTorch gives a padding class its share, the code of the page none", padding_class),
    (PAGE, "images with ignored pixels", pixels),
    (PAGE, "yes or no: two classes with eps/2 each", yes_or_no),
    (
        PAGE,
        "nothing keeps the probability below the target",
        lambda: array(torch.softmax(torch.tensor([20.0, 0, 0]), -1))[0] > 0.99,
    ),
    (PAGE, "KL divergence plus entropy is the smoothed loss, and what goes wrong with kl_div", divergence),
    (PAGE, "LightGBM and XGBoost: fractions as yes, or as shares", boosted_trees),
    (PAGE, "classifiers refuse fractions", classifiers_refuse),
    (PAGE, "a row for each class, weighted by its target", repeated_rows),
    (PAGE, "one-sided smoothing scales the discriminator, two-sided does not", discriminator),
    (PAGE, "several labels: towards one half in PyTorch, Keras and Optax", many_labels),
    (PAGE, "Keras divides by the size of the last axis, even with axis=1", last_axis),
    (PAGE, "smoothed preferences", preferences),
    (PAGE, "smoothing in a function for the Trainer", own_loss),
    (PAGE, "the Trainer's smoothing with one output, and yes or no instead", one_output),
    (PAGE, "rows of padding: index_fill_ or a mask", rows_of_padding),
    (PAGE, "an unweighted sum grows", grows),
    (
        PAGE,
        "the Trainer: a function before smoothing, none for several labels, and the labels of a step",
        trainer_today,
    ),
)
def test_what_a_page_says_of_a_framework_is_true(holds: Callable[[], object]) -> None:
    assert holds()
