"""What the page about temperature 0 says of PyTorch, JAX and transformers."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import torch
import transformers
from transformers import TopKLogitsWarper, TopPLogitsWarper

from tests.frameworks.claims import claims, close, raises
from tests.frameworks.small_model import generate, small_model

PAGE = "temperature-zero"
Z = torch.tensor([[3.0, 1.0, 0.2], [-1.0, 0.0, 2.0]])
HALF = torch.tensor([16.0, 17.0, 20.0], dtype=torch.float16)


def generated(default: Mapping[str, object] | None = None, **options: object) -> list[int]:
    """Return the tokens of a small random model, whose generation_config holds `default`."""
    model = small_model()
    model.generation_config.update(**(default or {}))
    found: torch.Tensor = generate(model, torch.tensor([[3, 7]]), 4, **options)
    listed: list[int] = found[0].tolist()
    return listed


def warnings(**options: Any) -> list[str]:
    """Return what generate logs without sampling, and assert that it changes nothing."""
    plain = generated(do_sample=False)
    logged: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: logged.append(record.getMessage())  # type: ignore[method-assign]
    logger = transformers.logging.get_logger("transformers")
    logger.addHandler(handler)
    try:
        assert generated(do_sample=False, **options) == plain
    finally:
        logger.removeHandler(handler)
    return [text for text in logged if "not valid" in text]


def warned() -> bool:
    """Return whether a passed temperature warns, and neither the model's own one nor None does."""
    own = {"do_sample": True, "temperature": 0.6, "top_p": 0.9}
    silent = warnings(default=own) + warnings(default=own, temperature=None, top_p=None)
    said = warnings(temperature=0.0)
    return not silent and any("flags are not valid and may be ignored: ['temperature']" in text for text in said)


def leader_alone() -> bool:
    """Return whether top_k=1 and a tiny top_p leave the leader alone, and top_p one of two that tie."""
    z, tie = torch.tensor([[3.0, 1.0, 0.2]]), torch.tensor([[1.0, 1.0, 0.0]])
    kept = [warper(None, z).isfinite()[0].tolist() for warper in (TopKLogitsWarper(1), TopPLogitsWarper(1e-6))]
    hot = generated(do_sample=True, temperature=50.0, top_k=1) == generated(do_sample=False)
    one = int(TopPLogitsWarper(1e-6)(None, tie).isfinite().sum()) == 1
    small = generated(do_sample=True, temperature=50.0, top_k=0, top_p=1e-6) == generated(do_sample=False)
    return kept == [[True, False, False]] * 2 and hot and one and small


def pytorch_tab(temperature: float, z: torch.Tensor) -> torch.Tensor:
    if temperature < 1e-5:
        token = z.argmax(dim=-1)
    else:
        x = z.float()
        x = (x - x.amax(dim=-1, keepdim=True)) / temperature
        p = torch.softmax(x, dim=-1)
        token = torch.multinomial(p, 1).squeeze(-1)
    return token


def jax_tab(key: jax.Array, t: jax.Array, z: jax.Array) -> jax.Array:
    x = z.astype(jnp.float32)
    noise = jax.random.gumbel(key, x.shape)
    token: jax.Array = jnp.argmax(x + t * noise, axis=-1)
    return token


def penalty_acts() -> bool:
    """Return whether a penalty in the model's generation_config acts without sampling, and 1.0 turns it off."""
    model, prompt = small_model(), torch.tensor([[3, 7]])
    model.generation_config.repetition_penalty = 1.3
    options = {"do_sample": False, "output_scores": True, "output_logits": True, "return_dict_in_generate": True}
    acts = generate(model, prompt, 1, **options)
    off = generate(model, prompt, 1, repetition_penalty=1.0, **options)
    return not torch.equal(acts.scores[0], acts.logits[0]) and torch.equal(off.scores[0], off.logits[0])


def beams_by_mean() -> bool:
    """Return whether beam search reports, and so compares, the mean logprob of the new tokens."""
    model, prompt = small_model(), torch.tensor([[3, 7]])
    options = {"do_sample": False, "num_beams": 4, "output_scores": True, "return_dict_in_generate": True}
    out = generate(model, prompt, 4, min_new_tokens=4, **options)
    each = model.compute_transition_scores(out.sequences, out.scores, beam_indices=out.beam_indices)
    return close(out.sequences_scores[0], each[0].mean().item(), 1e-5)


def jax_works() -> bool:
    """Return whether the JAX tab, compiled, takes the leader at 0 and draws the second word as often as it should."""
    z = jnp.tile(jnp.array([[1.0, 0.0]]), (20_000, 1))
    t = jnp.concatenate([jnp.zeros((10_000, 1)), jnp.ones((10_000, 1))])
    found = np.asarray(jax.jit(jax_tab)(jax.random.key(0), t, z))
    return bool((found[:10_000] == 0).all() and abs(found[10_000:].mean() - 1 / (1 + np.e)) < 0.02)


def pytorch_works() -> bool:
    torch.manual_seed(0)
    drawn = pytorch_tab(1.0, torch.tensor([[1.0, 0.0]]).repeat(10_000, 1)).double().mean().item()
    small = pytorch_tab(1e-30, HALF[None])
    tiny = close(pytorch_tab(1e-46, Z), [0, 2])
    return tiny and close(pytorch_tab(0, Z), [0, 2]) and abs(drawn - 1 / (1 + np.e)) < 0.02 and small.tolist() == [2]


@claims(
    (PAGE, "transformers is the version that the page names", lambda: transformers.__version__.startswith("5.24.")),
    (PAGE, "dividing by 0 gives NaN", lambda: torch.softmax(Z / 0, dim=-1).isnan().all()),
    (PAGE, "and in JAX", lambda: jnp.isnan(jax.nn.softmax(jnp.array([3.0, 1.0, 0.2]) / 0.0)).all()),
    (
        PAGE,
        "multinomial refuses NaN with these words",
        lambda: raises(
            "probability tensor contains either `inf`, `nan` or element < 0",
            lambda: torch.multinomial(torch.softmax(Z / 0, dim=-1), 1),
        ),
    ),
    (PAGE, "argmax of NaNs is position 0", lambda: torch.full((5,), torch.nan).argmax() == 0),
    (
        PAGE,
        "argmax returns the first of equals",
        lambda: (
            torch.tensor([0.0, 1, 1]).argmax() == 1
            and jnp.argmax(jnp.array([0.0, 1, 1])) == 1
            and np.argmax([0.0, 1, 1]) == 1
        ),
    ),
    (
        PAGE,
        "1e-9 works in float32 and bfloat16, and not in float16",
        lambda: (
            close(torch.softmax(HALF.bfloat16() / (0 + 1e-9), dim=-1).float(), [0, 0, 1])
            and close(torch.softmax(HALF.float() / (0 + 1e-9), dim=-1), [0, 0, 1])
            and torch.softmax(HALF / (0 + 1e-9), dim=-1).isnan().any()
        ),
    ),
    (
        PAGE,
        "top_k=1 of transformers keeps all that tie",
        lambda: TopKLogitsWarper(1)(torch.zeros(1, 1), torch.tensor([[1.0, 1, 0]])).isfinite().sum() == 2,
    ),
    (
        PAGE,
        "transformers refuses 0 with sampling",
        lambda: raises(
            "`temperature` (=0.0) has to be a strictly positive float",
            lambda: generated(do_sample=True, temperature=0.0),
        ),
    ),
    (PAGE, "without sampling it warns of a passed temperature, not of the model's own, and ignores it", warned),
    (PAGE, "top_k=1 and a tiny top_p are greedy, ties aside", leader_alone),
    (PAGE, "do_sample=False takes the leader", lambda: generated(do_sample=False) == generated(do_sample=False)),
    (PAGE, "a penalty in the model's generation_config acts with do_sample=False", penalty_acts),
    (PAGE, "beam search compares the mean logprob by default", beams_by_mean),
    (PAGE, "the PyTorch tab works", pytorch_works),
    (PAGE, "the JAX tab works, compiled", jax_works),
)
def test_what_a_page_says_of_a_framework_is_true(holds: Callable[[], object]) -> None:
    assert holds()
