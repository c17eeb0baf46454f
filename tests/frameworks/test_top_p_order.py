"""What the page about the order of temperature and top-p says of transformers, PyTorch and JAX."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import jax
import jax.numpy as jnp
import keras
import numpy as np
import scipy.special
import torch
import transformers
from transformers import (
    EpsilonLogitsWarper,
    GPT2LMHeadModel,
    MinPLogitsWarper,
    SuppressTokensLogitsProcessor,
    TemperatureLogitsWarper,
    TopKLogitsWarper,
    TopPLogitsWarper,
    TypicalLogitsWarper,
)

from logitbook import softmax, top_p
from tests.frameworks.claims import claims, close
from tests.frameworks.small_model import generate, small_model

PAGE = "top-p-order"
Z = np.array([[4.0, 3.5, 2.0, 1.0, -1.0], [-1.0, 4.0, 3.5, 1.0, 2.0]], dtype=np.float32)


def model() -> GPT2LMHeadModel:
    """Return a small language model with random weights, and logits of a usual size."""
    return small_model(15, vocab_size=60)


def step(default: Mapping[str, float] | None = None, **options: object) -> tuple[np.ndarray, np.ndarray]:
    """Return the logits of the model and the scores that generate draws from; the model may have its own settings."""
    made = model()
    made.generation_config.update(**(default or {}))
    torch.manual_seed(1)
    kept = {"output_scores": True, "output_logits": True, "return_dict_in_generate": True}
    out = generate(made, torch.tensor([[3, 7]]), 1, **kept, **options)
    return out.logits[0][0].numpy(), out.scores[0][0].numpy()


def temperature_first() -> bool:
    kept = []
    for t in (0.5, 1.0, 2.0):
        z, scores = step(do_sample=True, temperature=t, top_p=0.9, top_k=0)
        expected = top_p(z / np.float32(t), 0.9)
        if not close(softmax(scores), softmax(expected), 1e-5):
            return False
        kept.append(int(np.isfinite(scores).sum()))
    return kept == sorted(set(kept))


CUT: dict[str, Any] = {"do_sample": True, "temperature": 1.5, "top_k": 0}


def cut_first() -> bool:
    """Return whether the transformers tab cuts first, and once, also with a model that has settings of its own."""
    own: tuple[dict[str, float], ...] = ({}, {"top_p": 0.9, "temperature": 0.6}, {"min_p": 0.2}, {"top_k": 5})
    for default in (*own, {"typical_p": 0.2}, {"top_h": 0.3}):
        processors = [TopPLogitsWarper(0.9)]
        off = {"top_p": 1.0, "min_p": None, "typical_p": 1.0, "top_h": None}
        z, scores = step(default, **CUT, logits_processor=processors, **off)
        if not close(softmax(scores), softmax(top_p(z, 0.9) / np.float32(1.5)), 1e-5):
            return False
    return True


def cuts_again() -> bool:
    """Return whether the settings of a model cut a second time, if the call does not turn them off."""
    kept = [
        int(np.isfinite(step(default, **CUT, logits_processor=[TopPLogitsWarper(0.9)])[1]).sum())
        for default in ({}, {"top_p": 0.9}, {"min_p": 0.2}, {"typical_p": 0.2}, {"top_h": 0.3})
    ]
    return all(fewer < kept[0] for fewer in kept[1:])


def protected() -> bool:
    """Return whether one word of the page's 50,001 stays with top-k 50 before top-p, and tens of thousands without."""
    z = -torch.linspace(0, 0.001, 50_001)
    z[0] = 14.0
    hot = TemperatureLogitsWarper(1.5)(None, z[None])
    limited = TopPLogitsWarper(0.9)(None, TopKLogitsWarper(50)(None, hot))
    alone = TopPLogitsWarper(0.9)(None, hot)
    return int(limited.isfinite().sum()) == 1 and 43_000 < int(alone.isfinite().sum()) < 45_000


def pytorch_tab(temperature: float, p: float | torch.Tensor, z: torch.Tensor) -> torch.Tensor:
    z = z.float()
    s, order = z.sort(dim=-1, descending=True)
    q = s.softmax(dim=-1)
    cut = q.cumsum(dim=-1) - q >= p
    cut[..., 0] = False
    s = s.masked_fill(cut, -torch.inf)
    z = torch.empty_like(z).scatter(-1, order, s)
    return (z / temperature).softmax(dim=-1)


def sixteen_bits() -> bool:
    """Return whether the PyTorch tab keeps as many words of a bfloat16 row as of the same row in float32."""
    torch.manual_seed(0)
    z = (torch.randn(1, 50_000) * 2).bfloat16()
    return bool((pytorch_tab(1.0, 0.9, z) > 0).sum() == (pytorch_tab(1.0, 0.9, z.float()) > 0).sum())


def jax_tab(temperature: float, p: float) -> jax.Array:
    z = jnp.asarray(Z)
    z = z.astype(jnp.float32)
    order = jnp.argsort(-z, axis=-1)
    s = jnp.take_along_axis(z, order, axis=-1)
    q = jax.nn.softmax(s, axis=-1)
    cut = jnp.cumsum(q, axis=-1) - q >= p
    s = jnp.where(cut.at[..., 0].set(False), -jnp.inf, s)
    back = jnp.argsort(order, axis=-1)
    z = jnp.take_along_axis(s, back, axis=-1)
    return jax.nn.softmax(z / temperature, axis=-1)


def numpy_tab(temperature: float, p: float) -> np.ndarray:
    z = Z.astype(np.float64)
    order = np.argsort(-z, axis=-1)
    s = np.take_along_axis(z, order, axis=-1)
    q = scipy.special.softmax(s, axis=-1)
    cut = np.cumsum(q, axis=-1) - q >= p
    cut[..., 0] = False
    s[cut] = -np.inf
    kept = np.empty_like(z)
    np.put_along_axis(kept, order, s, axis=-1)
    probs: np.ndarray = scipy.special.softmax(kept / temperature, axis=-1)
    return probs


def numpy_draws() -> bool:
    """Return whether NumPy draws from a row of the NumPy tab, and only words that were kept."""
    probs = numpy_tab(2.0, 0.9)[0]
    drawn = np.random.default_rng(0).choice(len(probs), p=probs, size=2000)
    return set(drawn) == set(np.flatnonzero(probs))


def own_ends() -> bool:
    """Return whether the tabs keep the leader at 0, and PyTorch's takes a p for each row."""
    leader = np.eye(5)[Z.argmax(axis=-1)]
    zero = [pytorch_tab(1.0, 0.0, torch.tensor(Z)), jax_tab(1.0, 0.0), numpy_tab(1.0, 0.0)]
    rows = (pytorch_tab(1.0, torch.tensor([[0.0], [0.9]]), torch.tensor(Z)) > 0).sum(-1).tolist()
    return all(close(found, leader) for found in zero) and rows == [1, 3]


def argmax_at_one() -> bool:
    """Return whether argmax(cumsum > 1) says 0, where no sum exceeds 1."""
    return int(np.argmax(np.cumsum([0.5, 0.25, 0.125, 0.125]) > 1)) == 0


def shifted() -> bool:
    """Return whether a mask shifted by one keeps what the page's keeps."""
    q = np.array([0.5, 0.41, 0.06, 0.03])
    cut = np.cumsum(q) > 0.9
    cut[1:] = cut[:-1].copy()
    cut[0] = False
    return bool((~cut).tolist() == (np.cumsum(q) - q < 0.9).tolist() == [True, True, False, False])


def rounding_lets_in() -> bool:
    """Return whether a total of exactly 0.8 stops the cut of transformers, and float32 lets one more into the tab's."""
    z = torch.tensor([[0.5, 0.3, 0.1, 0.1]]).log()
    kept = int(TopPLogitsWarper(0.8)(torch.zeros(1, 1), z).isfinite().sum())
    return kept == 2 and int((pytorch_tab(1.0, 0.8, z) > 0).sum()) == 3


def top_k_first() -> bool:
    """Return whether top-p 0.5 keeps two of four words, and one after top-k 2."""
    z = torch.tensor([[0.4, 0.3, 0.2, 0.1]]).log()
    alone = TopPLogitsWarper(0.5)(torch.zeros(1, 1), z)
    after = TopPLogitsWarper(0.5)(torch.zeros(1, 1), TopKLogitsWarper(2)(torch.zeros(1, 1), z))
    return [int(one.isfinite().sum()) for one in (alone, after)] == [2, 1]


def typical() -> bool:
    """Return whether typical-p drops a leader of 40% among twelve words of 5%, and changes with the temperature."""
    z = torch.tensor([[0.4] + [0.05] * 12]).log()
    kept = [TypicalLogitsWarper(0.5)(torch.zeros(1, 1), z / t).isfinite()[0].tolist() for t in (1.0, 0.5)]
    return not kept[0][0] and all(kept[0][1:]) and kept[1] != kept[0]


def another_text() -> bool:
    """Return whether sampling with top-p draws different texts, and the same with a seed."""
    made, prompt = model(), torch.tensor([[3, 7]])

    def text(seed: int) -> list[int]:
        torch.manual_seed(seed)
        ids: list[int] = generate(made, prompt, 10, do_sample=True, top_p=0.9)[0].tolist()
        return ids

    return text(1) == text(1) and text(1) != text(2)


def ascending(z: torch.Tensor, p: float) -> torch.Tensor:
    s, order = z.float().sort(dim=-1)
    drop = s.softmax(dim=-1).cumsum(dim=-1) <= 1 - p
    drop[..., -1] = False
    s = s.masked_fill(drop, -torch.inf)
    return torch.empty_like(s).scatter(-1, order, s)


def same_cut() -> bool:
    """Return whether sorting in ascending order keeps the same words, also the leader at 0, as generate does."""
    torch.manual_seed(0)
    z = torch.randn(200, 50) * 3
    for p in (0.0, 0.5, 0.9):
        kept = ascending(z, p).isfinite()
        expected = torch.tensor(np.isfinite(top_p(z.numpy(), p))) if p else z == z.amax(dim=-1, keepdim=True)
        if not torch.equal(kept, expected):
            return False
    return bool(torch.equal(ascending(z, 0.9), TopPLogitsWarper(0.9)(torch.zeros(200, 1), z)))


def threshold(z: torch.Tensor, p: float) -> torch.Tensor:
    z = z.float()
    s = z.sort(dim=-1, descending=True).values
    q = s.softmax(dim=-1)
    last = (q.cumsum(dim=-1) - q < p).sum(dim=-1, keepdim=True) - 1
    return z.masked_fill(z < s.gather(-1, last.clamp(min=0)), -torch.inf)


def by_threshold() -> bool:
    """Return whether a threshold on the logits keeps the same words, and ties with the crossing word."""
    torch.manual_seed(0)
    z = torch.randn(200, 50) * 3
    same = all(torch.equal(threshold(z, p), ascending(z, p)) for p in (0.0, 0.5, 0.9))
    tied = torch.tensor([[0.4, 0.3, 0.3]]).log()
    return same and threshold(tied, 0.6).isfinite().tolist() == [[True, True, True]]


def in_turn_is_joint() -> bool:
    """Return whether top-p after top-k keeps what a joint cut keeps with p times the share of the k words."""
    generator, k, p = np.random.default_rng(0), 20, 0.9
    short = 0
    for spread in (0.5, 1, 2, 3, 4) * 4:
        z = torch.tensor(np.sort(generator.normal(size=(1, 200)) * spread)[:, ::-1].copy())
        in_turn = int(TopPLogitsWarper(p)(None, TopKLogitsWarper(k)(None, z)).isfinite().sum())
        share = z.softmax(-1)[0]
        before = share.cumsum(0) - share
        m = float(share[:k].sum())
        joint = int((before[:k] < p).sum())
        short += m < p
        if in_turn != int((before[:k] < p * m).sum()) or (m < p and joint != k):
            return False
    return 0 < short < 20


def joint_cut() -> bool:
    """Return whether a joint cut keeps what the page says, and never fewer words than top-k before top-p."""
    torch.manual_seed(0)
    for z in (torch.tensor([[0.4, 0.3, 0.2, 0.1]]).log(), torch.randn(200, 50) * 2):
        for k, p in ((2, 0.5), (5, 0.9), (20, 0.7)):
            joint = TopKLogitsWarper(k)(None, z).isfinite() & TopPLogitsWarper(p)(None, z).isfinite()
            in_turn = TopPLogitsWarper(p)(None, TopKLogitsWarper(k)(None, z)).isfinite()
            if not (joint | ~in_turn).all():
                return False
    first = torch.tensor([[0.4, 0.3, 0.2, 0.1]]).log()
    joint = TopKLogitsWarper(2)(None, first).isfinite() & TopPLogitsWarper(0.5)(None, first).isfinite()
    return bool(joint.tolist() == [[True, True, False, False]])


def min_p_first() -> bool:
    """Return whether a MinPLogitsWarper of your own cuts before the temperature, as does the converted number after."""
    kept = []
    for options in ({"logits_processor": [MinPLogitsWarper(0.1)], "min_p": None}, {"min_p": 0.1 ** (1 / 1.5)}):
        z, scores = step(**CUT, top_p=1.0, **options)
        kept.append(scores)
    expected = MinPLogitsWarper(0.1)(None, torch.tensor(z)[None])[0].numpy() / np.float32(1.5)
    later = step(**CUT, top_p=1.0, min_p=0.1)[1]
    return (
        all(close(softmax(one), softmax(expected), 1e-5) for one in kept)
        and np.isfinite(later).sum() > np.isfinite(expected).sum()
    )


def below_min_p() -> bool:
    """Return whether a word that min-p kept shows less after a temperature below 1, or had less before one above 1."""
    z = torch.tensor([[0.0, float(np.log(0.065))]])
    after = torch.softmax(MinPLogitsWarper(0.05)(None, z) / 0.6, dim=-1)[0]
    before = torch.softmax(torch.tensor([[0.0, float(np.log(0.02))]]), dim=-1)
    kept = MinPLogitsWarper(0.05)(None, TemperatureLogitsWarper(2.0)(None, before.log()))
    return bool(0 < after[1] / after[0] < 0.02 and kept.isfinite().all() and before[0, 1] / before[0, 0] < 0.05)


def class_for_vllm() -> bool:
    """Return whether the arithmetic of the page's logits processor is top-p, in a batch."""
    logits = torch.tensor(Z)
    s, order = logits.float().sort(dim=-1, descending=True)
    q = s.softmax(dim=-1)
    cut = q.cumsum(dim=-1) - q >= 0.9
    return close(logits.masked_fill(cut.gather(-1, order.argsort(dim=-1)), -torch.inf), top_p(Z, 0.9))


def keras_tab() -> bool:
    """Return whether the Keras lines keep what top-p keeps, draw from it in the right shares, and return ids."""
    z, p, temperature, rows = keras.ops.convert_to_tensor(np.repeat(Z[1:], 4000, axis=0)), 0.9, 2.0, 4000
    size = z.shape[-1]
    s, order = keras.ops.top_k(z, k=size)
    q = keras.ops.softmax(s, axis=-1)
    cut = keras.ops.cumsum(q, axis=-1) - q >= p
    cut = keras.ops.logical_and(cut, keras.ops.arange(size) > 0)
    s = keras.ops.where(cut, -float("inf"), s)
    place = keras.random.categorical(s / temperature, 1, seed=1)
    token = keras.ops.convert_to_numpy(keras.ops.take_along_axis(order, place, axis=-1)[:, 0])
    shares = np.bincount(token, minlength=size) / rows
    return token.shape == (rows,) and bool(np.abs(shares - EXPECTED[1]).max() < 0.03) and set(token) == {1, 2, 4}


def counted() -> bool:
    """Return whether scores has a row of each new token, with the words that stay, and two stay at least with beams."""
    made, prompt = model(), torch.tensor([[3, 7]])
    kept = {"output_scores": True, "return_dict_in_generate": True, "do_sample": True, "top_k": 0, "min_new_tokens": 3}
    hot = generate(made, prompt, 3, temperature=1.5, top_p=0.9, **kept)
    beams = generate(made, prompt, 3, num_beams=3, top_p=1e-6, **kept)
    counts = [int(scores.isfinite().sum(-1)) for scores in hot.scores]
    return (
        len(counts) == 3 and all(1 <= n < 60 for n in counts) and beams.scores[0].isfinite().sum(-1).tolist() == [2] * 3
    )


EXPECTED = softmax(top_p(Z, 0.9) / np.float32(2))


def default_top_k() -> bool:
    _, scores = step(do_sample=True)
    return int(np.isfinite(scores).sum()) == 50


def crossing() -> bool:
    z = torch.log(torch.tensor([[0.5, 0.41, 0.06, 0.03]]))
    return int(TopPLogitsWarper(0.9)(torch.zeros(1, 1), z).isfinite().sum()) == 2


def end_points() -> bool:
    """Return whether generate keeps the leader alone at a top_p of 0 and 0.01, and all words at 1 and above."""
    kept = [
        int(np.isfinite(step(do_sample=True, top_k=0, temperature=1.0, top_p=value)[1]).sum())
        for value in (0.0, 0.01, 1.0, 1.5)
    ]
    return kept == [1, 1, 60, 60]


def ignored() -> bool:
    z, scores = step(do_sample=False, top_p=0.5)
    _, unset = step({"top_p": 0.5}, do_sample=False, top_p=None)
    return close(z, scores) and close(z, unset)


def beams_ignore() -> bool:
    made, prompt = model(), torch.tensor([[3, 7]])
    kept = {"num_beams": 3, "do_sample": False, "output_scores": True, "return_dict_in_generate": True}
    one, two = (generate(made, prompt, 4, **kept, **given) for given in ({}, {"temperature": 10.0, "top_p": 0.1}))
    return bool(torch.equal(one.sequences, two.sequences) and torch.equal(one.sequences_scores, two.sequences_scores))


def other_cuts() -> bool:
    """Return whether the words that epsilon keeps depend on the temperature, as the page's script says."""
    z = torch.tensor(Z[:1])
    ids = torch.zeros(1, 1, dtype=torch.long)
    kept = [int(EpsilonLogitsWarper(0.05)(ids, z / t).isfinite().sum()) for t in (0.5, 1.0, 2.0)]
    sigma = [int((z / t >= (z / t).max() - (z / t).std(correction=0)).sum()) for t in (0.5, 1.0, 2.0)]
    return kept == [2, 3, 4] and sigma == [2, 2, 2]


def ban_first() -> bool:
    """Return whether a ban of the leader is the same before and after the temperature, and fatal after top-k 1."""
    z = torch.tensor(Z[:1])
    ids = torch.zeros(1, 1, dtype=torch.long)
    ban = SuppressTokensLogitsProcessor([0])
    cut = TopKLogitsWarper(1)
    late, early = (x.softmax(-1) for x in (ban(ids, cut(ids, z)), cut(ids, ban(ids, z))))
    same = torch.equal(ban(ids, z / 2), ban(ids, z) / 2)
    return same and bool(late.isnan().all()) and close(early[0], [0, 1, 0, 0, 0])


def order_in_source() -> bool:
    """Return whether generate builds its processors in the order that the page names."""
    config = model().generation_config
    config.update(do_sample=True, temperature=2.0, top_k=3, top_p=0.9, min_p=0.1, typical_p=0.9, repetition_penalty=1.1)
    config.update(top_h=0.4, epsilon_cutoff=0.01, eta_cutoff=0.01)
    made = model()._get_logits_processor(generation_config=config, input_ids_seq_length=2, device="cpu")
    names = [type(one).__name__ for one in made]
    wanted = ["Repetition", "Temperature", "TopH", "TopK", "TopP", "MinP", "Typical", "Epsilon", "Eta"]
    return [name.startswith(want) for name, want in zip(names, wanted, strict=True)] == [True] * 9


@claims(
    (PAGE, "transformers is the version that the page names", lambda: transformers.__version__.startswith("5.24.")),
    (PAGE, "generate divides first, so top-p keeps more at a higher temperature", temperature_first),
    (PAGE, "the order of its processors", order_in_source),
    (PAGE, "your own TopPLogitsWarper cuts before the temperature", cut_first),
    (PAGE, "without top_p=1.0 and min_p=None, the model's generation_config cuts again", cuts_again),
    (PAGE, "a threshold at the crossing word's logit keeps the same words, and ties", by_threshold),
    (PAGE, "generate keeps 50 by default", default_top_k),
    (PAGE, "top_k=50 before top-p keeps one word of the example", protected),
    (PAGE, "the PyTorch tab keeps as many words in bfloat16", sixteen_bits),
    (PAGE, "transformers keeps the word that crosses", crossing),
    (PAGE, "without do_sample, top_p is ignored", ignored),
    (PAGE, "a beam search without do_sample ignores temperature and top_p", beams_ignore),
    (PAGE, "epsilon depends on the temperature, and top-n-sigma does not", other_cuts),
    (PAGE, "a ban after top-k 1 may leave NaN, and before it does not", ban_first),
    (PAGE, "a top_p near 0 keeps the leader, and one of 1 or more cuts nothing", end_points),
    (PAGE, "the PyTorch tab cuts first", lambda: close(pytorch_tab(2.0, 0.9, torch.tensor(Z)), EXPECTED, 1e-5)),
    (PAGE, "the NumPy tab cuts first", lambda: close(numpy_tab(2.0, 0.9), EXPECTED, 1e-5)),
    (PAGE, "NumPy draws from a row of its tab", numpy_draws),
    (PAGE, "the tabs keep the leader at 0, and p may be a column", own_ends),
    (PAGE, "argmax(cumsum > 1) says 0", argmax_at_one),
    (PAGE, "a mask shifted by one keeps the crossing word", shifted),
    (PAGE, "rounding may let one more word in at an exact total", rounding_lets_in),
    (PAGE, "after top-k 2, top-p 0.5 keeps one of 40, 30, 20 and 10", top_k_first),
    (PAGE, "typical-p may drop the leader, and changes with the temperature", typical),
    (PAGE, "top-p draws another text with another seed", another_text),
    (PAGE, "sorting in ascending order is the same cut", same_cut),
    (PAGE, "in turn with p keeps what joint keeps with p times the share of the k words", in_turn_is_joint),
    (PAGE, "a joint cut of top-k and top-p keeps no fewer words", joint_cut),
    (
        PAGE,
        "your own MinPLogitsWarper cuts before the temperature, and the converted number keeps as many",
        min_p_first,
    ),
    (PAGE, "a word below min-p was drawn: its share is from another temperature", below_min_p),
    (PAGE, "the arithmetic of the logits processor for vLLM", class_for_vllm),
    (PAGE, "the Keras lines draw from what top-p keeps", keras_tab),
    (PAGE, "scores counts the words that stay", counted),
    (PAGE, "the JAX tab cuts first", lambda: close(jax_tab(2.0, 0.9), EXPECTED, 1e-5)),
)
def test_what_a_page_says_of_a_framework_is_true(holds: Callable[[], object]) -> None:
    assert holds()
