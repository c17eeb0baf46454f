"""What the page about the repetition penalty says of transformers, PyTorch and JAX."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax.numpy as jnp
import numpy as np
import torch
import transformers
from transformers import (
    EncoderRepetitionPenaltyLogitsProcessor,
    GPT2LMHeadModel,
    LogitsProcessor,
    RepetitionPenaltyLogitsProcessor,
)

from logitbook import repetition_penalty
from tests.frameworks.claims import claims, close, raises
from tests.frameworks.small_model import generate, small_model

PAGE = "repetition-penalty"
Z = np.array([[1.5, -0.8, 0.3, 2.0], [-3.0, 0.0, 4.0, -0.5]], dtype=np.float32)
IDS = np.array([[1, 1, 3], [2, 0, 1]])
RULE = repetition_penalty(Z, IDS, 1.3)
MINUS = Z - np.array([[0, 0.5, 0, 0.5], [0.5, 0.5, 0.5, 0]], dtype=np.float32)


def model() -> GPT2LMHeadModel:
    """Return a small language model with random weights."""
    return small_model(50)  # logits of a usual size


class Seen(LogitsProcessor):
    """Keep the scores that generate hands to its processors, and let them pass."""

    def __init__(self) -> None:
        self.scores: list[torch.Tensor] = []

    def __call__(self, input_ids: torch.Tensor, scores: torch.Tensor) -> torch.Tensor:
        self.scores.append(scores.clone())
        return scores


def handed(**options: object) -> torch.Tensor:
    """Return the logarithms of the totals of the exponentials of the scores that generate hands to a processor."""
    seen = Seen()
    generate(model(), torch.tensor([[3, 7]]), 3, do_sample=False, logits_processor=[seen], **options)
    return torch.logsumexp(torch.cat(seen.scores), dim=-1)


def transformers_rule(ignored: int | None = None) -> torch.Tensor:
    processor = RepetitionPenaltyLogitsProcessor(1.3, prompt_ignore_length=ignored)
    result: torch.Tensor = processor(torch.tensor(IDS), torch.tensor(Z))
    return result


def pytorch_tab() -> bool:
    """Run the PyTorch tab of the page."""
    z, ids, alpha, theta = torch.tensor(Z), torch.tensor(IDS), 0.5, 1.3
    used = torch.zeros_like(z).scatter(1, ids, 1.0)
    minus = z - alpha * used
    keep = [3]
    used[:, keep] = 0.0
    exempt = z - alpha * used
    assert exempt[0].tolist() == [z[0, 0], minus[0, 1], z[0, 2], z[0, 3]]
    x = z.gather(1, ids)
    x = torch.where(x > 0, x / theta, x * theta)
    return close(minus, MINUS) and close(z.scatter(1, ids, x), RULE)


def jax_tab() -> bool:
    """Run the JAX tab of the page."""
    z, ids, alpha, theta = jnp.asarray(Z), jnp.asarray(IDS), 0.5, 1.3
    rows = jnp.arange(z.shape[0])[:, None]
    x = z[rows, ids]
    minus = z.at[rows, ids].set(x - alpha)
    x = jnp.where(x > 0, x / theta, x * theta)
    return close(minus, MINUS) and close(z.at[rows, ids].set(x), RULE)


def generated(**options: object) -> list[int]:
    prompt = torch.tensor([[3, 7, 7, 5]])
    found: torch.Tensor = generate(model(), prompt, 16, min_new_tokens=16, do_sample=False, **options)
    listed: list[int] = found[0].tolist()
    return listed


def without_prompt() -> bool:
    """Return whether the processor of the page, handed to generate, leaves out the prompt and no more."""
    whole = generated(repetition_penalty=5.0)
    part = generated(logits_processor=[RepetitionPenaltyLogitsProcessor(5.0, prompt_ignore_length=4)])
    return bool(whole != part and part != generated())


class Presence(LogitsProcessor):
    """The processor of the page."""

    def __init__(self, n: int, alpha: float) -> None:
        self.n, self.alpha = n, alpha

    def __call__(self, ids: torch.Tensor, z: torch.Tensor) -> torch.Tensor:
        ids = ids[:, self.n :]
        used = torch.zeros_like(z).scatter(1, ids, 1.0)
        return z - self.alpha * used


def lowered(prompt: list[int], mask: bool = True, steps: int = 1, default: float = 1.0, **options: object) -> list[int]:
    """Return the tokens whose score differs from the logit of the model in the last step of greedy decoding.

    The model's own repetition penalty is `default`. Zeros of the prompt are padding if `mask` is true.
    """
    made, ids = model(), torch.tensor([prompt])
    made.generation_config.repetition_penalty = default
    if mask:
        options["attention_mask"] = (ids > 0).long()
    out = made.generate(
        ids,
        max_new_tokens=steps,
        do_sample=False,
        pad_token_id=0,
        output_scores=True,
        output_logits=True,
        return_dict_in_generate=True,
        **options,
    )
    changed = out.scores[-1][0] != out.logits[-1][0]
    found: list[int] = changed.nonzero().flatten().tolist()
    return found


def presence() -> bool:
    """Return whether the processor of the page subtracts once, and generate accepts it and knows no such setting."""
    subtracted = Presence(0, 0.5)(torch.tensor(IDS), torch.tensor(Z))
    part = Presence(2, 0.5)(torch.tensor(IDS), torch.tensor(Z))
    expected = Z - np.array([[0, 0, 0, 0.5], [0, 0.5, 0, 0]], dtype=np.float32)
    refused = raises("presence_penalty", lambda: generated(presence_penalty=0.5))
    return close(subtracted, MINUS) and close(part, expected) and refused


def presence_counts_the_answer() -> bool:
    """Return whether the lines of the page lower no token of prompt and padding, and the first one of the answer."""
    first = generated()[4]
    options: dict[str, Any] = {"repetition_penalty": 1.0, "logits_processor": [Presence(4, 0.5)], "default": 1.3}
    return lowered([0, 0, 3, 7], **options) == [] and lowered([3, 7, 7, 5], steps=2, **options) == [first]


def padding() -> bool:
    """Return whether the padding on the left, 0, keeps its logit with a mask, and loses without one."""
    prompt = [0, 0, 3, 7]
    theta: dict[str, Any] = {"repetition_penalty": 1.3}
    return lowered(prompt, **theta) == [3, 7] and lowered(prompt, mask=False, **theta) == [0, 3, 7]


def default_acts() -> bool:
    """Return whether the penalty of the model acts if none is passed, and 1.0 and the page's processor replace it."""
    ignored = [RepetitionPenaltyLogitsProcessor(1.1, prompt_ignore_length=2)]
    return (
        lowered([3, 7], default=1.3) == [3, 7]
        and lowered([3, 7], default=1.3, repetition_penalty=1.0) == []
        and lowered([3, 7], default=1.3, logits_processor=ignored) == []
    )


def squares() -> bool:
    """Return whether a penalty of 2 squares a probability that is handed over as a logarithm."""
    log_p = torch.log(torch.tensor([[0.6, 0.4]]))
    penalised = RepetitionPenaltyLogitsProcessor(2.0)(torch.tensor([[0]]), log_p)
    return close(penalised.exp()[0], [0.36, 0.4])


def encoder_rule() -> bool:
    """Return whether the encoder's penalty is the rule by the sign with 1/θ, on the tokens of the input alone."""
    processor = EncoderRepetitionPenaltyLogitsProcessor(1.3, torch.tensor(IDS))
    raised = processor(torch.zeros(2, 1, dtype=torch.long), torch.tensor(Z))
    return close(raised, repetition_penalty(Z, IDS, 1 / 1.3)) and bool((raised >= torch.tensor(Z)).all())


def no_run_twice() -> bool:
    runs = [tuple(triple) for triple in zip(*(generated(no_repeat_ngram_size=3)[i:] for i in range(3)), strict=False)]
    plain = [tuple(triple) for triple in zip(*(generated()[i:] for i in range(3)), strict=False)]
    return len(set(runs)) == len(runs) and len(set(plain)) < len(plain)


@claims(
    (PAGE, "transformers is the version that the page names", lambda: transformers.__version__.startswith("5.24.")),
    (PAGE, "transformers goes by the sign, once, over the whole text", lambda: close(transformers_rule(), RULE)),
    (
        PAGE,
        "prompt_ignore_length leaves out the prompt",
        lambda: close(transformers_rule(2), repetition_penalty(Z, IDS[:, 2:], 1.3)),
    ),
    (PAGE, "and so it does in generate", without_prompt),
    (PAGE, "generate of transformers leaves out padding on the left, if it has a mask", padding),
    (PAGE, "without an argument, the model's generation_config decides; 1.0 turns it off", default_acts),
    (PAGE, "1 is accepted", lambda: lowered([3, 7], repetition_penalty=1) == []),
    (PAGE, "a penalty of 2 squares a probability", squares),
    (PAGE, "encoder_repetition_penalty above 1 favours the words of the input", encoder_rule),
    (PAGE, "the page's Presence, in generate, counts the answer alone", presence_counts_the_answer),
    (
        PAGE,
        "the integer 2 is refused",
        lambda: raises(
            "`penalty` has to be a strictly positive float, but is 2", lambda: generated(repetition_penalty=2)
        ),
    ),
    (PAGE, "without beams, the penalty gets logits", lambda: (handed().abs() > 0.1).all()),
    (PAGE, "beam search hands it log-probabilities", lambda: (handed(num_beams=4).abs() < 1e-5).all()),
    (PAGE, "no_repeat_ngram_size=3 bans a third token that would repeat a run of three", no_run_twice),
    (PAGE, "the PyTorch tab is the rule, and subtracts once", pytorch_tab),
    (PAGE, "the JAX tab too", jax_tab),
    (PAGE, "the transformers tab subtracts once, for which generate has no setting", presence),
)
def test_what_a_page_says_of_a_framework_is_true(holds: Callable[[], object]) -> None:
    assert holds()
