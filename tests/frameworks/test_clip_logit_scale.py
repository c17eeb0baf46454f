"""What the page about the scale of CLIP says of PyTorch, JAX, Optax and Keras."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import keras
import numpy as np
import optax
import torch
from sklearn.linear_model import LogisticRegression
from torch import nn
from torch.nn import functional
from transformers import CLIPConfig, CLIPModel, SiglipConfig, SiglipModel

from logitbook import cross_entropy
from tests.frameworks.claims import array, claims, close

START, CAP = math.log(1 / 0.07), math.log(100)
COSINES = [0.30, 0.25, 0.20]
IMAGE, TEXT = np.random.default_rng(0).normal(size=(2, 4, 8)).astype(np.float32)
TOLERANCE = 1e-4


def expected() -> float:
    """Return the loss by the formula, at the start of training."""
    image, text = (part / np.linalg.norm(part, axis=-1, keepdims=True) for part in (IMAGE, TEXT))
    z, y = np.exp(START) * image @ text.T, np.arange(4)
    return float(cross_entropy(z, y) + cross_entropy(z.T, y)) / 2


def loss_of_pytorch() -> torch.Tensor:
    image, text = functional.normalize(torch.tensor(IMAGE), dim=-1), functional.normalize(torch.tensor(TEXT), dim=-1)
    z = nn.Parameter(torch.ones([]) * np.log(1 / 0.07)).exp() * image @ text.T
    y = torch.arange(len(z), device=z.device)
    loss = functional.cross_entropy(z, y)
    return (loss + functional.cross_entropy(z.T, y)) / 2


def loss_of_jax() -> jax.Array:
    f, norm = optax.softmax_cross_entropy_with_integer_labels, jnp.linalg.norm
    image, text = jnp.asarray(IMAGE), jnp.asarray(TEXT)
    image /= norm(image, axis=-1, keepdims=True)
    text /= norm(text, axis=-1, keepdims=True)
    z = jnp.exp(START) * image @ text.T
    y = jnp.arange(len(z))
    return (f(z, y).mean() + f(z.T, y).mean()) / 2


class Scale(keras.layers.Layer):
    """The layer of the page."""

    def build(self, _: object) -> None:
        self.t = self.add_weight(
            shape=(),
            initializer=keras.initializers.Constant(math.log(1 / 0.07)),
            constraint=lambda t: keras.ops.minimum(t, math.log(100)),
        )

    def call(self, image: Any, text: Any) -> Any:
        image = keras.ops.normalize(image, axis=-1)
        text = keras.ops.normalize(text, axis=-1)
        return keras.ops.exp(self.t) * keras.ops.matmul(image, keras.ops.transpose(text))


def loss_of_keras() -> Any:
    z = Scale()(keras.ops.array(IMAGE), keras.ops.array(TEXT))
    f = keras.losses.sparse_categorical_crossentropy
    y = keras.ops.arange(keras.ops.shape(z)[0])
    loss = f(y, z, from_logits=True)
    z = keras.ops.transpose(z)
    loss = loss + f(y, z, from_logits=True)
    return keras.ops.mean(loss) / 2


def stepped_in_keras() -> float:
    """Return the stored number after a huge step upwards."""
    layer = Scale()
    layer(keras.ops.array(IMAGE), keras.ops.array(TEXT))
    keras.optimizers.SGD(100.0).apply([keras.ops.array(-1.0)], [layer.t])
    return float(layer.t.value)


def clamped_in_pytorch() -> torch.Tensor:
    stored = nn.Parameter(torch.tensor(5.0))
    with torch.no_grad():
        stored.clamp_(max=math.log(100))
    return stored


def slope_of_pytorch(t: float) -> torch.Tensor:
    """Return the gradient of a factor that is clamped before the loss."""
    stored = torch.tensor(t, requires_grad=True)
    stored.exp().clamp(max=100).backward()
    assert stored.grad is not None
    return stored.grad


def decayed(decay: float) -> float:
    """Return the stored number after steps without a gradient."""
    stored = nn.Parameter(torch.tensor(START))
    optimiser = torch.optim.AdamW([{"params": [stored], "weight_decay": decay}], lr=0.1)
    stored.grad = torch.zeros_like(stored)
    for _ in range(100):
        optimiser.step()
    return float(stored)


def stepped(dtype: torch.dtype) -> torch.Tensor:
    """Return weights after one step of Adam with gradients of 0, 1e-5 and 0.01."""
    weights = nn.Parameter(torch.ones(3, dtype=dtype))
    weights.grad = torch.tensor([0, 1e-5, 1e-2], dtype=dtype)
    torch.optim.Adam([weights], lr=1e-3).step()
    return weights.detach()


def fitted() -> np.ndarray:
    """Return the probabilities that texts fit, by the lines of the page: an unlikely cosine and a likely one."""
    rng = np.random.default_rng(0)
    match = rng.integers(0, 2, 400)
    cosines, new = np.where(match, 0.27, 0.19) + 0.03 * rng.normal(size=400), np.array([0.15, 0.30])
    f = LogisticRegression().fit(100 * cosines[:, None], match)
    return np.asarray(f.predict_proba(100 * new[:, None])[:, 1])


def slope_of_jax(t: float) -> jax.Array:
    return jax.grad(lambda stored: jnp.clip(jnp.exp(stored), max=100.0))(t)


def siglip(n: int, bias: float) -> torch.Tensor:
    """Return the loss of each pair of a batch of random vectors, at SigLIP's start."""
    torch.manual_seed(0)
    image, text = (functional.normalize(torch.randn(n, 512), dim=-1) for _ in range(2))
    z = torch.tensor(math.log(10)).exp() * image @ text.T + bias
    sign = 2 * torch.eye(len(z)) - 1
    return -functional.logsigmoid(sign * z)


def small(config: Any, model: Any) -> Any:
    """Return a small model with random weights, and its outputs for two images and three texts."""
    text = {"hidden_size": 8, "intermediate_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2}
    text |= {"vocab_size": 20, "projection_size": 8, "projection_dim": 8, "eos_token_id": 1, "bos_token_id": 0}
    vision = {"hidden_size": 8, "intermediate_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2}
    vision |= {"image_size": 8, "patch_size": 4, "projection_dim": 8}
    torch.manual_seed(0)
    built = model(config(text_config=text, vision_config=vision, projection_dim=8)).eval()
    with torch.no_grad():
        built.logit_scale.fill_(CAP)
        if hasattr(built, "logit_bias"):
            built.logit_bias.fill_(-10.0)
        ids = torch.tensor([[2, 3, 1], [4, 5, 1], [6, 7, 1]])
        pixels = torch.randn(2, 3, 8, 8)
        out = built(input_ids=ids, pixel_values=pixels)
        alone = built.get_image_features(pixels).pooler_output
    assert close(functional.normalize(alone, dim=-1), out.image_embeds, TOLERANCE)
    assert not close(alone.norm(dim=-1), [1.0, 1.0], 0.01)
    return out


def multiplied(config: Any, model: Any, bias: float) -> bool:
    """Return whether logits_per_image are 100 times the cosines of vectors of length 1, plus a bias."""
    out = small(config, model)
    cosines = out.image_embeds @ out.text_embeds.T
    lengths = [*out.image_embeds.norm(dim=-1), *out.text_embeds.norm(dim=-1)]
    same = close(torch.stack(lengths), torch.ones(5), TOLERANCE)
    return same and close(out.logits_per_image, 100 * cosines + bias, TOLERANCE)


def stuck(dtype: torch.dtype) -> bool:
    """Return whether a small step leaves the stored number as it was."""
    stored = nn.Parameter(torch.tensor(START, dtype=dtype))
    before = stored.item()
    stored.grad = torch.ones_like(stored)
    torch.optim.SGD([stored], lr=5e-4).step()
    return bool(stored.item() == before)


def spared() -> bool:
    """Return whether the lines of the page take the two parameters apart."""
    model = nn.ModuleDict({"a": nn.Linear(2, 2)})
    model.logit_scale, model.logit_bias = nn.Parameter(torch.ones([])), nn.Parameter(torch.zeros([]))
    names = ("logit_scale", "logit_bias")
    pairs = list(model.named_parameters())
    few = [p for n, p in pairs if n.endswith(names)]
    rest = [p for n, p in pairs if not n.endswith(names)]
    groups = [{"params": few, "weight_decay": 0.0}, {"params": rest, "weight_decay": 0.2}]
    optimizer = torch.optim.AdamW(groups, lr=1e-5)
    return len(few) == 2 and len(rest) == 2 and [group["weight_decay"] for group in optimizer.param_groups] == [0, 0.2]


@claims(
    ("clip-logit-scale", "logits_per_image of CLIP are multiplied", lambda: multiplied(CLIPConfig, CLIPModel, 0)),
    ("clip-logit-scale", "those of SigLIP have the bias", lambda: multiplied(SiglipConfig, SiglipModel, -10)),
    (
        "clip-logit-scale",
        "softmax cancels the bias, which gets no gradient",
        lambda: close(torch.tensor([3.0, 1]).softmax(-1), (torch.tensor([3.0, 1]) - 10).softmax(-1)),
    ),
    (
        "clip-logit-scale",
        "float16 and bfloat16 round a small step away, float32 does not",
        lambda: stuck(torch.float16) and stuck(torch.bfloat16) and not stuck(torch.float32),
    ),
    ("clip-logit-scale", "two parameters are spared the decay", spared),
    (
        "clip-logit-scale",
        "a temperature of 0 gives NaN",
        lambda: (torch.tensor([0.3, 0.2]) / torch.tensor(0.0)).softmax(-1).isnan().all(),
    ),
    ("clip-logit-scale", "PyTorch's loss is the formula's", lambda: close(loss_of_pytorch(), expected(), TOLERANCE)),
    ("clip-logit-scale", "Optax's loss is the formula's", lambda: close(loss_of_jax(), expected(), TOLERANCE)),
    ("clip-logit-scale", "Keras's loss is the formula's", lambda: close(loss_of_keras(), expected(), TOLERANCE)),
    ("clip-logit-scale", "PyTorch's stored number is 2.6593", lambda: close(torch.ones([]) * np.log(1 / 0.07), START)),
    ("clip-logit-scale", "the clamp in PyTorch", lambda: close(clamped_in_pytorch(), CAP)),
    ("clip-logit-scale", "the clamp in JAX", lambda: close(jnp.minimum(jnp.float32(5), math.log(100)), CAP)),
    ("clip-logit-scale", "the constraint of Keras acts after a step", lambda: close(stepped_in_keras(), CAP)),
    (
        "clip-logit-scale",
        "a factor above the clamp has no gradient",
        lambda: slope_of_pytorch(5.0) == 0 and slope_of_jax(5.0) == 0,
    ),
    (
        "clip-logit-scale",
        "a factor below it has one",
        lambda: close([array(slope_of_pytorch(4.0)), array(slope_of_jax(4.0))], [math.exp(4)] * 2, TOLERANCE),
    ),
    (
        "clip-logit-scale",
        "a second exp of 100 overflows in float32, and softmax makes NaN of it",
        lambda: (
            (torch.tensor(100.0).exp() * torch.tensor(COSINES)).softmax(-1).isnan().all()
            and jnp.isnan(jax.nn.softmax(jnp.exp(jnp.float32(100)) * jnp.array(COSINES))).all()
            and np.isnan(
                array(keras.ops.softmax(keras.ops.exp(keras.ops.array(100.0, "float32")) * keras.ops.array(COSINES)))
            ).all()
        ),
    ),
    (
        "clip-logit-scale",
        "weight decay pulls the stored number towards 0, unless it is exempt",
        lambda: 0 < decayed(0.1) < START - 1 and close(decayed(0.0), START),
    ),
    (
        "clip-logit-scale",
        "one step of Adam makes NaN of float16 weights, and none of float32",
        lambda: stepped(torch.float16).isnan().any() and stepped(torch.float32).isfinite().all(),
    ),
    (
        "clip-logit-scale",
        "a regression on 100 times the cosine tells pairs apart",
        lambda: fitted()[0] < 0.01 and fitted()[1] > 0.99,
    ),
    (
        "clip-logit-scale",
        "exp of a stored 100 is infinite in float32",
        lambda: torch.tensor(100.0).exp().isinf() and np.isinf(jnp.exp(jnp.float32(100))),
    ),
    (
        "clip-logit-scale",
        "SigLIP's loss starts near 10, a mean over pairs near 0.04 for 256",
        lambda: (
            close(siglip(256, -10.0).sum() / 256, 10, 0.01)
            and close(siglip(256, -10.0).mean(), 0.039, 0.01)
            and siglip(256, -math.log(255)).sum() / 256 < 7
        ),
    ),
    (
        "clip-logit-scale",
        "transformers adds up the texts of a row, and takes the mean of the rows",
        lambda: (
            "torch.sum(loglik, dim=-1)" in inspect.getsource(SiglipModel.forward)
            and "nll.mean()" in inspect.getsource(SiglipModel.forward)
        ),
    ),
)
def test_what_a_page_says_of_a_framework_is_true(holds: Callable[[], object]) -> None:
    assert holds()
