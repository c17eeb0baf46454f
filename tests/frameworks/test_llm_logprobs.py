"""What the page about log-probabilities of language models says of transformers and PyTorch."""

from __future__ import annotations

import copy
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import tokenizers
import torch
import transformers
from transformers import (
    BartConfig,
    BartForConditionalGeneration,
    GPT2LMHeadModel,
    PreTrainedTokenizerFast,
    T5Config,
    T5ForConditionalGeneration,
)

from tests.frameworks.claims import claims, close
from tests.frameworks.small_model import generate, small_model

PAGE = "llm-logprobs"
PROMPT = torch.tensor([[3, 7]])
KEPT = {"output_scores": True, "output_logits": True, "return_dict_in_generate": True}


def model() -> GPT2LMHeadModel:
    """Return a small language model with random weights, and logits of a usual size."""
    return small_model(20)


def generated(**options: object) -> Any:
    torch.manual_seed(1)
    return generate(model(), PROMPT, 5, min_new_tokens=5, **{"do_sample": True, "top_k": 0, **KEPT, **options})


def beam_search(m: GPT2LMHeadModel, **options: object) -> Any:
    return generate(m, PROMPT, 5, min_new_tokens=5, num_beams=4, do_sample=False, **KEPT, **options)


def chosen(values: tuple[torch.Tensor, ...], tokens: torch.Tensor) -> torch.Tensor:
    return torch.stack([torch.log_softmax(row[0], dim=-1)[token] for row, token in zip(values, tokens, strict=True)])


def both_kinds() -> bool:
    """Return whether scores are divided by the temperature and filtered, and logits are neither."""
    out = generated(temperature=0.5, top_p=0.9)
    tail = out.logits[1]  # the first forbids the end token
    kept = out.scores[1].isfinite()
    return bool(close(out.scores[1][kept], (tail / 0.5)[kept]) and not kept.all() and tail.isfinite().all())


def transformers_tab() -> bool:
    """Run the transformers tab of the page, and compare it with the logits of a plain call."""
    m = model()
    torch.manual_seed(1)
    inputs = {"input_ids": PROMPT, "attention_mask": torch.ones_like(PROMPT)}
    out = m.generate(
        **inputs, output_logits=True, return_dict_in_generate=True, do_sample=True, max_new_tokens=5, pad_token_id=0
    )
    logprobs = m.compute_transition_scores(out.sequences, out.logits, normalize_logits=True)
    plain = torch.log_softmax(m(out.sequences).logits[0, :-1], dim=-1)
    new = out.sequences[0, 2:]
    assert torch.equal(out.sequences[:, -logprobs.shape[1] :][0], new)
    return close(logprobs[0], plain[1:].gather(1, new[:, None])[:, 0].detach(), 1e-4)


def fifty_by_itself() -> bool:
    """Return whether generate leaves 50 scores finite when it draws, though nobody set top_k, and all with 0."""
    counts = []
    for kept in ({}, {"top_k": 0}):
        out = generate(small_model(vocab_size=80), PROMPT, 1, do_sample=True, **KEPT, **kept)
        counts.append(int(out.scores[0].isfinite().sum()))
    return counts == [50, 80]


def default_is_scores() -> bool:
    out = generated()
    m = model()
    plain = m.compute_transition_scores(out.sequences, out.scores)
    right = m.compute_transition_scores(out.sequences, out.scores, normalize_logits=True)
    return bool((plain > 0).any() and (right <= 0).all())


def prompt_shift() -> bool:
    """Run the lines for a given text, whose first token has no log-probability."""
    ids = torch.tensor([[3, 7, 5, 2]])
    z = model()(ids).logits[:, :-1].float()
    logprobs = torch.log_softmax(z, dim=-1)
    logprobs = logprobs.gather(2, ids[:, 1:, None]).squeeze(-1)
    loss = model()(ids, labels=ids).loss
    return logprobs.shape == (1, 3) and close(-logprobs.mean().detach(), loss.item(), 1e-5)


def sixteen_bits() -> bool:
    """Return whether a bfloat16 model returns bfloat16 logits, and log-probabilities of those are off by about 0.1."""
    made = small_model(20, vocab_size=5000, n_positions=64, n_embd=64, n_layer=2)
    ids = torch.randint(0, 5000, (4, 60))
    z = made.to(torch.bfloat16)(ids).logits[:, :-1]
    right, wrong = (torch.log_softmax(x, dim=-1).gather(2, ids[:, 1:, None]) for x in (z.float(), z))
    return bool(z.dtype == torch.bfloat16 and (right - wrong.float()).abs().max() > 0.05)


def rounded() -> bool:
    """Return whether errors of bfloat16 nearly cancel in the mean, are small for sure tokens, and shrink in float32."""
    made = small_model(10, vocab_size=2000, n_positions=64, n_embd=64, n_layer=2)
    torch.manual_seed(3)
    ids = torch.randint(0, 2000, (8, 60))
    exact = torch.log_softmax(copy.deepcopy(made).double()(ids).logits, dim=-1)
    drawn = torch.distributions.Categorical(logits=exact).sample()[..., None]
    single = torch.log_softmax(made(ids).logits, dim=-1)
    coarse = torch.log_softmax(copy.deepcopy(made).to(torch.bfloat16)(ids).logits.float(), dim=-1)
    off, slight = ((x.double() - exact).gather(2, drawn).detach() for x in (coarse, single))
    sure = exact.gather(2, drawn) > -0.02
    return bool(
        off.mean().abs() < off.abs().mean() / 3
        and off[sure].abs().max() < off.abs().max() / 5
        and slight.abs().max() < off.abs().max() / 1000
    )


def less_memory() -> bool:
    """Run the comment for large vocabularies."""
    ids, k = torch.tensor([[3, 7, 5, 2]]), 2
    full = model()(ids).logits.float()
    z = model()(ids, logits_to_keep=k + 1).logits.float()
    token = ids[0, 2]
    one = z[0, 0, token] - z[0, 0].logsumexp(-1)
    right = torch.log_softmax(full, dim=-1)[0, 1, token]
    return (
        z.shape[1] == k + 1 and close(z.detach(), full[:, -k - 1 :].detach(), 1e-5) and close(one.item(), right.item())
    )


def beams() -> bool:
    """Return whether the transformers tab gives one row after a beam search with the indices of beams, else four."""
    m = model()
    out = beam_search(m)
    plain = torch.log_softmax(m(out.sequences).logits[0, :-1], dim=-1)[1:]
    plain = plain.gather(1, out.sequences[0, 2:, None])[:, 0].detach()
    indices = out.beam_indices
    right = m.compute_transition_scores(out.sequences, out.logits, indices, normalize_logits=True)
    without = m.compute_transition_scores(out.sequences, out.logits, normalize_logits=True)
    return close(right[0], plain, 1e-4) and right.shape == (1, 5) and without.shape == (4, 5)


def beam_scores() -> bool:
    """Return whether sequences_scores is the sum divided by the new length, to the power of the penalty."""
    m = model()
    for penalty in (0.0, 1.0, 2.0):
        out = beam_search(m, length_penalty=penalty)
        logprobs = m.compute_transition_scores(out.sequences, out.logits, out.beam_indices, normalize_logits=True)
        if not close(out.sequences_scores, logprobs.sum(-1).numpy() / 5**penalty, 1e-3):
            return False
    return True


def answer_after_a_prompt() -> bool:
    """Return whether the sum from n - 1 on is the log-probability of the tokens after the first n."""
    ids, n = torch.tensor([[3, 7, 5, 2]]), 2
    log_p = torch.log_softmax(model()(ids).logits.float(), dim=-1)
    logprobs = log_p[:, :-1].gather(2, ids[:, 1:, None]).squeeze(-1)
    return close(logprobs[:, n - 1 :].sum(-1).detach(), [(log_p[0, 1, 5] + log_p[0, 2, 2]).item()])


def likeliest() -> bool:
    """Return whether the ten likeliest next tokens are those of the whole list, the first being the greedy one."""
    m = model()
    p = torch.softmax(m(input_ids=PROMPT).logits[0, -1].float(), dim=-1)
    top = p.topk(10)
    greedy = generate(m, PROMPT, 1, do_sample=False)
    return close(p.sum().detach(), 1) and bool(top.indices[0] == greedy[0, -1] and (top.values.diff() <= 0).all())


def toy_tokenizer() -> PreTrainedTokenizerFast:
    """Return a tokenizer that merges across the end of a prompt, as byte pair encodings may."""
    made = tokenizers.Tokenizer(
        tokenizers.models.BPE({"a": 0, "b": 1, " ": 2, "c": 3, "ab": 4, " c": 5}, [("a", "b"), (" ", "c")])
    )
    return PreTrainedTokenizerFast(tokenizer_object=made)


def several_ends() -> bool:
    """Return whether the tab's total stops at the first end of several kinds, and with one kind alone does not."""
    m = small_model(2)
    ids = torch.tensor([[3, 4, 5], [6, 7, 8], [9, 10, 11], [4, 4, 4]])
    for kinds in (1, [1, 5, 8, 12, 13, 14]):
        m.generation_config.eos_token_id = kinds
        torch.manual_seed(3)
        kept = {"output_logits": True, "return_dict_in_generate": True}
        out = generate(m, ids, 15, do_sample=True, top_k=0, **kept)
        logprobs = m.compute_transition_scores(out.sequences, out.logits, normalize_logits=True)
        new = out.sequences[:, -logprobs.shape[1] :]
        ends = torch.tensor(m.generation_config.eos_token_id).to(new)
        end = torch.isin(new, ends).int()
        total = logprobs.masked_fill(end.cumsum(-1) > end, 0).sum(-1)
        plain = torch.log_softmax(m(out.sequences).logits[:, :-1], dim=-1)
        plain = plain.gather(2, out.sequences[:, 1:, None])[:, 2:, 0]
        for row, tokens, found in zip(plain, new.tolist(), total, strict=True):
            stop = next((i for i, token in enumerate(tokens) if token in ends.reshape(-1).tolist()), len(tokens) - 1)
            if not close(row[: stop + 1].sum().detach(), found.item(), 1e-3):
                return False
    one = (new == 1).int()
    return bool((logprobs.masked_fill(one.cumsum(-1) > one, 0).sum(-1) - total).abs().max() > 0.1)


def stop_string() -> bool:
    """Return whether the lines of the OpenAI tab leave out what a completion lists behind its text."""
    tokens = ["Walk", " to", " bed", "\n", "Step"]
    listed = SimpleNamespace(tokens=tokens, token_logprobs=[-1.0, -0.5, -0.3, -0.1, -5.0])
    choice = SimpleNamespace(text="Walk to bed", logprobs=listed)
    kept, length = [], 0
    for token, logprob in zip(choice.logprobs.tokens, choice.logprobs.token_logprobs, strict=True):
        if length >= len(choice.text):
            break
        kept.append(logprob)
        length += len(token)
    return close(sum(kept) / max(len(kept), 1), -0.6)


def own_space() -> bool:
    """Return whether a tokenizer that puts a space in front itself doubles that of " Bern", and not of "Bern"."""
    words = {"▁": 0, "▁Bern": 1, "▁is": 2, "Bern": 3}
    made = tokenizers.Tokenizer(tokenizers.models.Unigram([(word, -1.0) for word in words], 0))
    made.normalizer = tokenizers.normalizers.Sequence(
        [tokenizers.normalizers.Prepend("▁"), tokenizers.normalizers.Replace(" ", "▁")]
    )
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=made)
    text, answer, spaced = (tokenizer.tokenize(one) for one in ("is Bern", "Bern", " Bern"))
    return bool(text[-1:] == answer == ["▁Bern"] and spaced == ["▁", "▁Bern"])


def given_answers() -> bool:
    """Run the lines that score answers, and return whether a text tokenised as one has other tokens at the seam."""
    m, tokenizer = model(), toy_tokenizer()
    p = tokenizer("ca").input_ids
    for answer in ("bc", " c"):
        a = tokenizer(answer, add_special_tokens=False).input_ids
        with torch.no_grad():
            z = m(torch.tensor([p + a])).logits
        logp = torch.log_softmax(z[0, len(p) - 1 : -1].float(), dim=-1)
        logp = logp.gather(1, torch.tensor(a)[:, None])[:, 0]
        by_hand, ids = 0.0, list(p)
        for token in a:
            by_hand += float(torch.log_softmax(m(torch.tensor([ids])).logits[0, -1], dim=-1)[token])
            ids.append(token)
        if not close(logp.sum(), by_hand, 1e-5):
            return False
    return bool(tokenizer("cabc").input_ids != p + tokenizer("bc").input_ids)


def encoder_decoder() -> bool:
    """Return whether T5 and BART have a start token before the scored ones, and agree with labels."""
    t5 = T5Config(vocab_size=40, d_model=16, d_kv=8, d_ff=16, num_layers=1, num_heads=2, decoder_start_token_id=0)
    sizes = {"encoder_layers": 1, "decoder_layers": 1, "encoder_attention_heads": 2, "decoder_attention_heads": 2}
    bart = BartConfig(vocab_size=40, d_model=16, encoder_ffn_dim=16, decoder_ffn_dim=16, **sizes)
    for kind, config in ((T5ForConditionalGeneration, t5), (BartForConditionalGeneration, bart)):
        torch.manual_seed(0)
        m = kind(config).eval()
        inputs = {"input_ids": torch.tensor([[5, 6, 7, 1]])}
        kept = {"output_logits": True, "return_dict_in_generate": True}
        out = m.generate(**inputs, **kept, do_sample=True, min_new_tokens=5, max_new_tokens=5)
        logprobs = m.compute_transition_scores(out.sequences, out.logits, normalize_logits=True)
        labels = out.sequences[:, 1:]
        z = m(**inputs, labels=labels).logits.float()
        given = torch.log_softmax(z, -1).gather(2, labels[..., None])[..., 0]
        new = out.sequences[:, -logprobs.shape[1] :]
        if not (torch.equal(new, labels) and close(given.detach(), logprobs.detach(), 1e-4)):
            return False
        if not len(out.logits) == labels.shape[1] == 5:
            return False
    return True


def biased() -> bool:
    """Return whether an equal bias on two tokens makes them the only ones, and leaves the odds between them alone."""
    torch.manual_seed(1)
    kept = {"do_sample": True, "top_k": 0, "sequence_bias": {(4,): 100.0, (9,): 100.0}}
    out = generate(model(), PROMPT, 1, **KEPT, **kept)
    z, scores = out.logits[0][0], torch.log_softmax(out.scores[0][0], -1)
    return close(scores[4] - scores[9], z[4] - z[9], 1e-4) and close(scores[[4, 9]].exp().sum(), 1.0, 1e-6)


def rescaled() -> bool:
    """Compare the PyTorch lines for another temperature with the logits divided by it."""
    z, t = torch.tensor([[3.0, 1.0, 0.2]]), 2.0
    logprobs = torch.log_softmax(z, dim=-1)
    at_t = torch.log_softmax(logprobs / t, dim=-1)
    return close(at_t, torch.log_softmax(z / t, dim=-1)) and close(at_t.exp()[0, 0], 0.619396, 1e-5)


@claims(
    (PAGE, "transformers is the version that the page names", lambda: transformers.__version__.startswith("5.24.")),
    (PAGE, "scores are after temperature and top_p, logits before", both_kinds),
    (PAGE, "the transformers tab gives the model's own log-probabilities", transformers_tab),
    (PAGE, "generate draws among 50 by itself, and gives the others -inf", fifty_by_itself),
    (PAGE, "without normalize_logits, compute_transition_scores returns scores, also above 0", default_is_scores),
    (PAGE, "the lines for a given text leave out the first token, and agree with the loss", prompt_shift),
    (PAGE, "log-probabilities of a bfloat16 model need float", sixteen_bits),
    (PAGE, "rounding in 16 bits has both signs, spares tokens near 100%, and shrinks in float32", rounded),
    (PAGE, "logits_to_keep gives the last rows, and logsumexp of a row the same log-probability", less_memory),
    (PAGE, "after a beam search, the transformers tab needs beam_indices", beams),
    (PAGE, "sequences_scores is the sum over the length to the power of length_penalty", beam_scores),
    (PAGE, "an answer after a prompt of n tokens", answer_after_a_prompt),
    (PAGE, "the likeliest ten of all next tokens", likeliest),
    (PAGE, "bytes of several tokens make one character", lambda: bytes([*b"\xf0\x9f", *b"\x98\x80"]).decode() == "😀"),
    (PAGE, "the lines that score given answers, whose tokens may merge with the prompt's", given_answers),
    (PAGE, "the transformers tab stops at the first of several ends", several_ends),
    (PAGE, "some tokenizers put a space in front themselves", own_space),
    (PAGE, "the mean of a completion ends where its text ends", stop_string),
    (PAGE, "T5 and BART have one token more than scores, and labels agree", encoder_decoder),
    (PAGE, "equal biases of 100 allow labels only, and leave the odds between them alone", biased),
    (PAGE, "the lines for another temperature", rescaled),
    (PAGE, "exp of a log-probability is a probability", lambda: close(np.exp(np.log(0.836)), 0.836)),
)
def test_what_a_page_says_of_a_framework_is_true(holds: Callable[[], object]) -> None:
    assert holds()
