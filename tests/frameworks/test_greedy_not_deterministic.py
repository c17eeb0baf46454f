"""What the page about answers that vary at temperature 0 says of PyTorch and transformers."""

from __future__ import annotations

import tempfile
from collections.abc import Callable

import torch
import transformers
from transformers import (
    GPT2ForSequenceClassification,
    GPT2LMHeadModel,
    LlamaConfig,
    LlamaForCausalLM,
    TemperatureLogitsWarper,
    TopKLogitsWarper,
)

from tests.frameworks.claims import claims, close, raises
from tests.frameworks.small_model import generate, small_model

PAGE = "greedy-not-deterministic"


def layers() -> tuple[torch.Tensor, torch.Tensor]:
    torch.manual_seed(0)
    return torch.randn(64, 1024), torch.randn(5000, 1024) / 32


def rounds_once() -> bool:
    """Return whether a float16 product is as exact as its result allows, so that it was not added up in float16."""
    torch.manual_seed(0)
    h, w = torch.randn(50, 1024).half(), torch.randn(200, 1024).half()
    exact = h.double() @ w.double().T
    allowed = (exact.half().double() - exact).abs().max()
    return bool(((h @ w.T).double() - exact).abs().max() < 1.5 * allowed)


def model() -> GPT2LMHeadModel:
    """Return a small language model with random weights."""
    return small_model(vocab_size=60, n_positions=64, n_embd=64, n_layer=2)


def repeats() -> bool:
    x, w = layers()
    first = x @ w.T
    return all(torch.equal(first, x @ w.T) for _ in range(5))


def coarse_repeats() -> bool:
    """Return whether a bfloat16 layer repeats its bits for the same batch, though it rounds most results."""
    x, w = (part.to(torch.bfloat16) for part in layers())
    exact = x.double() @ w.double().T
    return torch.equal(x @ w.T, x @ w.T) and bool(((x @ w.T).double() != exact).float().mean() > 0.9)


def row_alone() -> bool:
    """Return whether most logits of a row differ in the last digits from those of the same row among 64."""
    x, w = layers()
    together, alone = x @ w.T, torch.cat([x[i : i + 1] @ w.T for i in range(64)])
    return bool((together != alone).double().mean() > 0.5 and (together - alone).abs().max() < 1e-4)


def padding() -> bool:
    """Return whether padding on the left changes logits, by rounding alone, at some length on any machine."""
    m, gaps = model(), []
    for length in (6, 20, 40):
        ids = (torch.arange(length) * 7 % 60)[None]
        z = m(ids).logits[0]
        for pad in (1, 7, 13, 20):
            padded = torch.cat([torch.zeros(1, pad, dtype=torch.long), ids], dim=1)
            mask = (torch.arange(pad + length) >= pad).long()[None]
            position = (mask.cumsum(-1) - 1).clamp(min=0)
            same = m(padded, attention_mask=mask, position_ids=position).logits[0, pad:]
            gaps.append(float((same - z).detach().abs().max()))
    return 0 < max(gaps) < 1e-5


def positions() -> bool:
    """Return whether the padded batch of the page agrees with the unpadded prompt, and only with all of its parts."""
    ids = torch.tensor([[5, 9, 3, 7, 7, 2]])
    padded = torch.cat([torch.zeros(1, 7, dtype=torch.long), ids], dim=1)
    behind = torch.cat([ids, torch.zeros(1, 7, dtype=torch.long)], dim=1)
    mask = (torch.arange(13) >= 7).long()[None]
    batch = {"input_ids": padded, "attention_mask": mask}
    m = model()
    m.lm_head.weight.data *= 50  # logits of a usual size
    position_ids = (mask.cumsum(-1) - 1).clamp(min=0)
    z = m(ids).logits[0, -1]
    right = m(**batch, position_ids=position_ids).logits[0, -1]
    wrong = [m(**batch), m(padded, position_ids=position_ids), m(behind, attention_mask=mask.flip(-1))]
    return bool((right - z).abs().max() < 1e-4) and all((w.logits[0, -1] - z).abs().max() > 0.1 for w in wrong)


def rotary() -> bool:
    """Return whether a model with rotary positions needs the mask, but no position_ids up to rounding."""
    torch.manual_seed(0)
    sizes = {"hidden_size": 64, "intermediate_size": 128, "num_hidden_layers": 3, "num_attention_heads": 4}
    m = LlamaForCausalLM(LlamaConfig(vocab_size=60, initializer_range=0.3, **sizes)).eval()
    ids = torch.tensor([[5, 9, 3, 7, 7, 2]])
    padded = torch.cat([torch.ones(1, 7, dtype=torch.long), ids], dim=1)
    mask = (torch.arange(13) >= 7).long()[None]
    z = m(ids).logits[0, -1]
    without = m(padded, attention_mask=mask).logits[0, -1]
    unmasked = m(padded).logits[0, -1]
    return bool((without - z).abs().max() < 1e-4 and (unmasked - z).abs().max() > 0.1)


def one_call() -> bool:
    """Return whether logits of generate are those of one call up to rounding, and scores are not with a penalty."""
    m, ids = model(), torch.tensor([[5, 9, 3, 9]])
    kept = {"output_logits": True, "output_scores": True, "return_dict_in_generate": True}
    options = {"attention_mask": torch.ones_like(ids), "do_sample": False, "max_new_tokens": 2, "pad_token_id": 0}
    out = m.generate(ids, repetition_penalty=1.5, **kept, **options)
    z = m(ids).logits[0, -1]
    return bool((out.logits[0][0] - z).abs().max() < 1e-4 and (out.scores[0][0] - z).abs().max() > 1e-2)


def counted_by_generate() -> bool:
    """Return whether generate, given the mask, agrees with the unpadded prompt up to rounding."""
    ids = torch.tensor([[5, 9, 3, 7, 7, 2]])
    padded = torch.cat([torch.zeros(1, 7, dtype=torch.long), ids], dim=1)
    options = {"do_sample": False, "max_new_tokens": 1, "pad_token_id": 0}
    options |= {"output_logits": True, "return_dict_in_generate": True}
    one, other = (
        model().generate(given, attention_mask=mask, **options).logits[0]
        for given, mask in ((ids, torch.ones_like(ids)), (padded, (torch.arange(13) >= 7).long()[None]))
    )
    return close(one, other, 1e-4)


def greedy_repeats() -> bool:
    m, ids = model(), torch.tensor([[5, 9, 3]])
    options = {"attention_mask": torch.ones_like(ids), "do_sample": False, "max_new_tokens": 20, "pad_token_id": 0}
    return all(torch.equal(m.generate(ids, **options), m.generate(ids, **options)) for _ in range(3))


def where_do_sample_counts() -> bool:
    """Return whether generate draws by generation_config, not with do_sample=False, and refuses it in config."""
    m, ids = model(), torch.tensor([[5, 9, 3]])
    m.generation_config.do_sample = True
    options = {"attention_mask": torch.ones_like(ids), "max_new_tokens": 20, "pad_token_id": 0}
    drawn, greedy = ([m.generate(ids, **options, **given) for _ in range(2)] for given in ({}, {"do_sample": False}))
    m.config.do_sample = False
    refused = raises("You have modified the pretrained model configuration", lambda: m.generate(ids, **options))
    return not torch.equal(*drawn) and torch.equal(*greedy) and refused


def dropout() -> bool:
    """Return whether the logits vary in training mode, and not after eval()."""
    m, ids = model(), torch.tensor([[5, 9, 3]])
    loose = [m.train()(ids).logits for _ in range(2)]
    fixed = [m.eval()(ids).logits for _ in range(2)]
    return not close(loose[0].detach(), loose[1].detach(), 1e-3) and torch.equal(*fixed)


def missing_layer() -> bool:
    """Return whether a layer that the checkpoint lacks is another one after each loading, and is reported."""
    with tempfile.TemporaryDirectory() as folder:
        model().save_pretrained(folder)
        heads = [GPT2ForSequenceClassification.from_pretrained(folder, output_loading_info=True) for _ in range(2)]
    (one, said), (two, _) = heads
    return not torch.equal(one.score.weight, two.score.weight) and "score.weight" in said["missing_keys"]


def gap(kind: torch.dtype) -> float:
    """Return by how much a batch, padding or a cache changes a logit of a model in a format, at most."""
    m, gaps = model().to(kind), []
    m.lm_head.weight.data *= 15  # logits up to 22
    for length in (6, 20, 40):
        ids = (torch.arange(length) * 7 % 60)[None]
        z = m(ids).logits[0]
        others = torch.randint(0, 60, (7, length), generator=torch.Generator().manual_seed(1))
        gaps.append(m(torch.cat([ids, others])).logits[0] - z)
        padded = torch.cat([torch.zeros(1, 7, dtype=torch.long), ids], dim=1)
        mask = (torch.arange(7 + length) >= 7).long()[None]
        position_ids = (mask.cumsum(-1) - 1).clamp(min=0)
        gaps.append(m(padded, attention_mask=mask, position_ids=position_ids).logits[0, 7:] - z)
        cached = m(ids[:, :-1], use_cache=True).past_key_values
        gaps.append(m(ids[:, -1:], past_key_values=cached).logits[0, -1] - z[-1])
    return max(float(one.detach().float().abs().max()) for one in gaps)


def tells_rounding() -> bool:
    """Return whether float32 shrinks what rounding makes by thousands, and not what a missing mask makes."""
    m = model()
    m.lm_head.weight.data *= 15
    ids = torch.tensor([[5, 9, 3, 7, 7, 2]])
    padded = torch.cat([torch.zeros(1, 7, dtype=torch.long), ids], dim=1)
    bug = float((m(padded).logits[0, -1] - m(ids).logits[0, -1]).detach().abs().max())
    fine, coarse = gap(torch.float32), gap(torch.bfloat16)
    return 1e-6 < fine < 2e-5 and 0.01 < coarse < 0.2 and coarse > 1000 * fine and bug > 0.1


def sampled(rows: int, **options: object) -> list[torch.Tensor]:
    """Return what a model draws in two calls after one seed, with the prompt in so many rows."""
    m = small_model(15, vocab_size=60)
    ids = torch.tensor([[3, 7]]).repeat(rows, 1)
    transformers.set_seed(0)
    return [generate(m, ids, 8, do_sample=True, min_new_tokens=8, **options) for _ in range(2)]


def seeds() -> bool:
    """Return whether a seed repeats a call, not the next one, and not the same row of a larger batch."""
    one, following = sampled(1)
    several = sampled(1, num_return_sequences=8)[0]
    return (
        torch.equal(one, sampled(1)[0])
        and not torch.equal(one, following)
        and not torch.equal(one[0], sampled(4)[0][0])
        and len({tuple(row) for row in several.tolist()}) > 1
    )


def no_seed_argument() -> bool:
    m, ids = model(), torch.tensor([[3, 7]])
    return raises("not used by the model: ['seed']", lambda: generate(m, ids, 2, do_sample=True, seed=0))


def tiny_temperature() -> bool:
    """Return whether generate divides by 1e-8, is then greedy but for ties, and overflows near 1e-37."""
    m, ids = small_model(15, vocab_size=60), torch.tensor([[3, 7]])
    greedy = generate(m, ids, 20, do_sample=False)
    hot = {"do_sample": True, "top_k": 0}
    same = all(torch.equal(greedy, generate(m, ids, 20, temperature=t, **hot)) for t in (1e-8, 1e-37))
    fails = raises("probability tensor contains either", lambda: generate(m, ids, 20, temperature=1e-38, **hot))
    tie = torch.softmax(TemperatureLogitsWarper(1e-8)(None, torch.tensor([[20.0, 20.0, 19.0]])), dim=-1)
    large = torch.tensor([[40.0, 20.0]])
    lost = [bool(torch.softmax(TemperatureLogitsWarper(t)(None, large), dim=-1).isnan().any()) for t in (1e-36, 1e-37)]
    return same and fails and close(tie, [[0.5, 0.5, 0]]) and lost == [False, True]


def other_attention() -> bool:
    """Return whether two kinds of attention differ in bfloat16, and a thousand times less in float32."""
    shape = {"hidden_size": 128, "intermediate_size": 256, "num_hidden_layers": 4, "num_attention_heads": 4}
    ids = torch.arange(3, 67)[None]
    gaps = []
    for dtype in (torch.bfloat16, torch.float32):
        found = []
        for kind in ("eager", "sdpa"):
            torch.manual_seed(0)
            config = LlamaConfig(vocab_size=1000, initializer_range=0.15, attn_implementation=kind, **shape)
            with torch.no_grad():
                found.append(LlamaForCausalLM(config).eval().to(dtype)(ids).logits.double())
        gaps.append(float((found[0] - found[1]).abs().max()))
    return gaps[0] > 0.05 and 0 < gaps[1] < gaps[0] / 1000


def threads() -> bool:
    """Return whether the sum of a large tensor depends on the number of threads."""
    _, w = layers()
    before, sums = torch.get_num_threads(), set()
    try:
        for number in (1, 2, 3):
            torch.set_num_threads(number)
            sums.add(float(w.sum()))
    finally:
        torch.set_num_threads(before)
    return len(sums) > 1


def overflows() -> bool:
    """Return whether bfloat16 holds a number that overflows in float16."""
    x = torch.tensor(70_000.0).bfloat16()
    return bool(x.isfinite() and x.half().isinf() and torch.finfo(torch.float16).max == 65_504)


def deterministic_mode() -> bool:
    """Return whether the PyTorch setting leaves the difference between batch sizes."""
    torch.use_deterministic_algorithms(True)
    try:
        return row_alone() and repeats()
    finally:
        torch.use_deterministic_algorithms(False)


@claims(
    (PAGE, "transformers is the version that the page names", lambda: transformers.__version__.startswith("5.24.")),
    (PAGE, "PyTorch is", lambda: torch.__version__.startswith("2.13.")),
    (PAGE, "a float32 layer repeats its bits for the same batch", repeats),
    (PAGE, "the same sums in the same order repeat in a coarse format", coarse_repeats),
    (PAGE, "a row alone differs in the last digits", row_alone),
    (PAGE, "use_deterministic_algorithms does not change that", deterministic_mode),
    (PAGE, "a float16 product is not added up in float16", rounds_once),
    (PAGE, "even a plain sum changes with the number of threads", threads),
    (PAGE, "a bfloat16 model in float16 may overflow above 65,504", overflows),
    (PAGE, "TF32 is off by default", lambda: torch.get_float32_matmul_precision() == "highest"),
    (PAGE, "do_sample comes from generation_config", where_do_sample_counts),
    (PAGE, "in training mode even the logits vary", dropout),
    (PAGE, "a layer that the checkpoint lacks differs after each loading", missing_layer),
    (
        PAGE,
        "the best two logprobs of a bfloat16 model differ by steps of its logits",
        lambda: close(torch.log_softmax(torch.tensor([20, 19.875, 19.75]).bfloat16().float(), -1).diff(), [-0.125] * 2),
    ),
    (PAGE, "padding on the left changes logits", padding),
    (PAGE, "a padded batch needs the mask, padding on the left, and position_ids", positions),
    (PAGE, "a model with rotary positions needs the mask, but no position_ids", rotary),
    (PAGE, "logits of generate are those of one call, scores are processed", one_call),
    (PAGE, "generate counts the positions by the mask", counted_by_generate),
    (PAGE, "greedy decoding repeats on one machine, one prompt at a time", greedy_repeats),
    (PAGE, "generate divides by a tiny temperature, and overflows near 1e-37", tiny_temperature),
    (PAGE, "eager and sdpa attention differ in bfloat16, and hardly in float32", other_attention),
    (PAGE, "a seed repeats a call, not the next one, and not a row of a larger batch", seeds),
    (PAGE, "generate takes no seed", no_seed_argument),
    (PAGE, "rounding makes 0.03 in bfloat16 and 6e-6 in float32, a missing mask more", tells_rounding),
    (
        PAGE,
        "20.001 and 20.007 are equal in 16 bits",
        lambda: all(
            len(torch.tensor([20.001, 20.007]).to(kind).unique()) == 1 for kind in (torch.float16, torch.bfloat16)
        ),
    ),
    (PAGE, "bfloat16 has steps of 0.125 near 20", lambda: torch.finfo(torch.bfloat16).eps * 16 == 0.125),
    (
        PAGE,
        "top_k=1 keeps ties, and so draws",
        lambda: TopKLogitsWarper(1)(torch.zeros(1, 1), torch.tensor([[1.0, 1, 0]])).isfinite().sum() == 2,
    ),
)
def test_what_a_page_says_of_a_framework_is_true(holds: Callable[[], object]) -> None:
    assert holds()
