"""What the page about reward scores says of PyTorch, JAX, Keras, scikit-learn and transformers."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import keras
import numpy as np
import statsmodels.api as sm
import torch
from sklearn.linear_model import LogisticRegression
from torch.nn import functional
from transformers import (
    AutoModelForSequenceClassification,
    BertConfig,
    BertForSequenceClassification,
    GPT2Config,
    GPT2ForSequenceClassification,
    GPT2LMHeadModel,
)
from transformers.pipelines.text_classification import ClassificationFunction, TextClassificationPipeline

from tests.frameworks.claims import claims, close, raises

PAGE = "bradley-terry"
CHOSEN, REJECTED = np.array([1.9, 0.2, -3.0]), np.array([0.4, 0.5, -2.0])
D = CHOSEN - REJECTED
LOSS = np.logaddexp(0, -D).mean()
SIGMOID = 1 / (1 + np.exp(-D))
WINS = {(0, 1): (8, 2), (1, 2): (7, 3), (0, 2): (9, 1)}


def games() -> tuple[np.ndarray, np.ndarray]:
    """Return a row for each game of the page, with +1 and -1, and who won."""
    rows, won = [], []
    for (first, second), (wins, losses) in WINS.items():
        row = np.zeros(3)
        row[first], row[second] = 1, -1
        rows += [row] * (wins + losses)
        won += [1] * wins + [0] * losses
    return np.array(rows), np.array(won)


def fit(c: float) -> Any:
    return LogisticRegression(C=c, fit_intercept=False, tol=1e-8).fit(*games()).coef_[0]


def ties() -> bool:
    """Return whether a tie as two half games is a win and a loss of half the weight."""
    x, y = games()
    tied = np.vstack([x, [[1, -1, 0]] * 2]), np.append(y, [1, 0])
    weights = np.append(np.ones(len(y)), [0.5, 0.5])
    model = LogisticRegression(C=np.inf, fit_intercept=False, tol=1e-8).fit(*tied, sample_weight=weights)
    p = 1 / (1 + np.exp(-tied[0] @ model.coef_[0]))
    return close(tied[0].T @ (weights * p), tied[0].T @ (weights * tied[1]), 1e-3)  # as many wins as expected


def by_torch() -> bool:
    chosen, rejected = torch.tensor(CHOSEN), torch.tensor(REJECTED)
    z = torch.stack([chosen, rejected], dim=1)
    y = torch.zeros(len(z), dtype=torch.long)
    return (
        close(-functional.logsigmoid(chosen - rejected).mean(), LOSS)
        and close(functional.cross_entropy(z, y), LOSS)
        and close(torch.sigmoid(chosen - rejected), SIGMOID)
    )


def underflow() -> bool:
    """Return whether the log of a sigmoid is infinite, and its gradient NaN, where logsigmoid is fine."""
    d = torch.tensor([-100.0], requires_grad=True)
    loss = -torch.log(torch.sigmoid(d))
    loss.backward()
    assert d.grad is not None
    return bool(loss.isinf() and d.grad.isnan()) and close(-functional.logsigmoid(d), [100.0])


def tiny(**options: int) -> Any:
    config = BertConfig(
        vocab_size=50, hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16, **options
    )
    return BertForSequenceClassification(config).eval()


def shown(**options: Any) -> float:
    """Return what the pipeline of transformers makes of the lone logit 2."""
    pipeline = TextClassificationPipeline.__new__(TextClassificationPipeline)
    pipeline.model = tiny(num_labels=1)
    score: float = pipeline.postprocess({"logits": torch.tensor([[2.0]])}, **options)["score"]
    return score


def regression() -> bool:
    """Return whether the pipeline keeps a lone logit of a regression, which a forward pass with labels makes it."""
    model = tiny(num_labels=1)
    before = model.config.problem_type
    model(input_ids=torch.tensor([[1, 2]]), labels=torch.tensor([0.5]))
    pipeline = TextClassificationPipeline.__new__(TextClassificationPipeline)
    pipeline.model = model
    score = pipeline.postprocess({"logits": torch.tensor([[2.0]])})["score"]
    return before is None and model.config.problem_type == "regression" and close(score, 2.0)


def needs_padding() -> bool:
    """Return whether GPT-2 refuses a batch until its padding token is set, and then gives one reward a row."""
    ids = torch.tensor([[1, 2], [3, 4]])
    config = GPT2Config(vocab_size=50, n_embd=16, n_layer=1, n_head=2, num_labels=1, bos_token_id=0, eos_token_id=0)
    model = GPT2ForSequenceClassification(config)
    refused = raises("if no padding token is defined", lambda: model(input_ids=ids))
    model.config.pad_token_id = 0
    return refused and model(input_ids=ids).logits.squeeze(-1).shape == (2,)


def with_margin() -> bool:
    """Return whether a margin of 1 drives the difference above the log-odds, where A wins 3 of 4."""
    d = torch.linspace(-3, 6, 9_001, dtype=torch.float64)
    loss = -0.75 * functional.logsigmoid(d - 1) - 0.25 * functional.logsigmoid(-d - 1)
    return bool(d[loss.argmin()] > np.log(3) + 0.3)


def last_token() -> bool:
    """Return whether the line of the PyTorch tab takes the last real token of rows padded on the right."""
    values = torch.arange(8.0).reshape(2, 4)
    attention_mask = torch.tensor([[1, 1, 0, 0], [1, 1, 1, 1]])
    return bool(values[torch.arange(2), attention_mask.sum(1) - 1].tolist() == [1.0, 7.0])


def davidson() -> bool:
    """Return whether a third logit in between is Davidson's model: a weight of nu times the root of both."""
    a, b, nu = torch.tensor([1.9, 0.2]), torch.tensor([0.4, 0.5]), torch.tensor(0.3)
    tie = (a + b) / 2 + nu
    p = torch.stack([a, b, tie], 1).softmax(1)
    weights = torch.stack([a.exp(), b.exp(), nu.exp() * (a.exp() * b.exp()).sqrt()], 1)
    return close(p, weights / weights.sum(1, keepdim=True))


def rao_kupper() -> bool:
    """Return whether a lead of h is the model of Rao and Kupper: pi_i / (pi_i + theta pi_j), with h = log theta."""
    a, b, theta = 1.9, 0.4, 1.5
    wins = 1 / (1 + np.exp(-(a - b - np.log(theta))))
    loses = 1 / (1 + np.exp(-(b - a - np.log(theta))))
    return close(wins, np.exp(a) / (np.exp(a) + theta * np.exp(b))) and 0 < 1 - wins - loses < 1


def plackett_luce() -> bool:
    """Return whether the ranking loss is the product of softmaxes over what is left, and for two the page's loss."""
    r = torch.tensor([[1.9, 0.4, -1.0], [0.2, 0.5, 2.0]], dtype=torch.float64)
    rest = r.flip(1).logcumsumexp(1).flip(1)
    loss = (rest - r).sum(1)
    by_hand = -(r.softmax(1)[:, 0] * r[:, 1:].softmax(1)[:, 0]).log()
    two = torch.tensor(np.stack([CHOSEN, REJECTED], 1))
    pair = (two.flip(1).logcumsumexp(1).flip(1) - two).sum(1).mean()
    return close(loss, by_hand) and close(pair, LOSS)


def identified() -> bool:
    """Return whether a dropped column fixes that player at 0, with the same differences."""
    x, y = games()
    dropped = LogisticRegression(C=np.inf, fit_intercept=False, tol=1e-8).fit(x[:, 1:], y).coef_[0]
    full = fit(np.inf)
    return close(dropped, full[1:] - full[0], 2e-3)


def home() -> bool:
    """Return whether an intercept is the advantage of the first player: two equal players, the first wins 3 of 4."""
    x = np.array([[1.0, -1.0], [-1.0, 1.0]] * 4)
    y = np.array([1, 1, 1, 1, 1, 1, 0, 0])
    model = LogisticRegression(C=np.inf, tol=1e-8).fit(x, y)
    return close(model.intercept_, np.log(3), 1e-3) and close(model.coef_[0], [0, 0], 1e-3)


def never_lost(invented: bool) -> float:
    """Return the range of ratings where one player won all games; with a tie of each against an invented player."""
    x = np.array([[1.0, -1.0, 0.0]] * 4 + [[-1.0, 1.0, 0.0]] * 4)
    y, w = np.array([1] * 4 + [0] * 4), np.ones(8)
    if invented:
        ties = np.array([[1.0, 0.0, -1.0]] * 2 + [[0.0, 1.0, -1.0]] * 2)
        x, y, w = np.vstack([x, ties]), np.append(y, [1, 0, 1, 0]), np.append(w, [0.5] * 4)
    model = LogisticRegression(C=np.inf, fit_intercept=False, tol=1e-8, max_iter=10_000).fit(x, y, sample_weight=w)
    return float(np.ptp(model.coef_[0]))


def winner_first() -> bool:
    """Return whether scikit-learn refuses rows that all have the winner first."""
    x, y = games()
    rows = np.where((y == 1)[:, None], x, -x)
    model = LogisticRegression(C=np.inf, fit_intercept=False)
    return raises("This solver needs samples of at least 2 classes", lambda: model.fit(rows, np.ones(len(rows))))


def tiny_gpt2(**options: int) -> GPT2Config:
    return GPT2Config(vocab_size=50, n_embd=16, n_layer=1, n_head=2, bos_token_id=0, eos_token_id=0, **options)


def dpo_rewards() -> bool:
    """Return whether the page sums over the answer alone, and the reward of the reference itself is 0."""
    torch.manual_seed(0)
    model, reference = (GPT2LMHeadModel(tiny_gpt2()).eval() for _ in range(2))

    def logp(model: Any, ids: Any, mask: Any, answer: Any) -> Any:
        z = model(ids, attention_mask=mask).logits[:, :-1]
        each = z.log_softmax(-1).gather(-1, ids[:, 1:, None])
        return (each.squeeze(-1) * answer[:, 1:]).sum(-1)

    ids = torch.tensor([[5, 6, 7, 8, 0]])  # prompt 5 6, answer 7 8, padding
    batch = ids, torch.tensor([[1, 1, 1, 1, 0]]), torch.tensor([[0, 0, 1, 1, 0]])
    by_hand = model(ids[:, :4]).logits.log_softmax(-1)
    expected = by_hand[0, 1, 7] + by_hand[0, 2, 8]
    zero = logp(model, *batch) - logp(model, *batch)
    moved = logp(model, *batch) - logp(reference, *batch)
    return close(logp(model, *batch), [expected.item()], 1e-5) and bool(zero == 0) and bool(moved != 0)


def soft_targets() -> bool:
    """Return whether a target of 0.7 is fitted by log(0.7/0.3), and by two weighted rows in scikit-learn."""
    gap = torch.linspace(-3, 3, 60_001, dtype=torch.float64)
    share = torch.full_like(gap, 0.7)
    loss = functional.binary_cross_entropy_with_logits(gap, share, reduction="none")
    rows = np.array([[1.0, -1.0]])
    twice, y = np.vstack([rows, rows]), np.repeat([1, 0], len(rows))
    model = LogisticRegression(C=np.inf, fit_intercept=False, tol=1e-8)
    model.fit(twice, y, sample_weight=np.append([0.7], [0.3]))
    found = model.coef_[0, 0] - model.coef_[0, 1]
    return close(gap[loss.argmin()], np.log(7 / 3), 1e-3) and close(found, np.log(7 / 3), 1e-3)


def all_pairs() -> bool:
    """Return whether the page's pairs are all of a ranking, each better before worse, and one pair for two answers."""
    i, j = torch.triu_indices(4, 4, offset=1)
    two = torch.tensor(np.stack([CHOSEN, REJECTED], 1))
    a, b = torch.triu_indices(2, 2, offset=1)
    return len(i) == 6 and bool((i < j).all()) and close(-functional.logsigmoid(two[:, a] - two[:, b]).mean(), LOSS)


def team_games() -> bool:
    """Return whether strengths of a team add, a shared covariate is 0, and home advantage is a column."""
    random = np.random.default_rng(0)
    strength, unit, at_home = np.array([1.0, 0.5, 0.0, -0.5]), 0.8, 0.4
    first, second = (random.integers(0, 2, (60_000, 4)).astype(float) for _ in range(2))
    f_first, f_second = (random.normal(size=(60_000, 1)) for _ in range(2))
    home = random.integers(-1, 2, 60_000)
    x = np.hstack([first - second, f_first - f_second, home[:, None]])
    true = np.append(strength, [unit, at_home])
    y = random.random(60_000) < 1 / (1 + np.exp(-x @ true))
    model = LogisticRegression(C=np.inf, fit_intercept=False).fit(x, y)
    return bool(np.abs(model.coef_[0] - true).max() < 0.06)


def intervals() -> bool:
    """Return whether the interval of a difference is not that of the sum of two errors."""
    x, y = games()
    fit = sm.Logit(y, x[:, 1:]).fit(disp=0)
    contrast = np.zeros(x.shape[1] - 1)
    contrast[[0, 1]] = 1, -1
    low, high = fit.t_test(contrast).conf_int()[0]
    middle = (low + high) / 2
    wide = np.hypot(*np.sqrt(np.diag(fit.cov_params()))) * 1.96
    return close(middle, -0.179 + 1.018, 2e-3) and (high - low) / 2 < 0.7 * wide


def scored_from_0_to_1() -> bool:
    """Return whether the page's share of wins keeps the order, and needs the deviation of standardised scores."""
    r, ref = torch.tensor([1.0, -30.0, 4.0]), torch.tensor([[0.0, 1.0], [-31.0, -33.0], [5.0, 6.0]])
    win = torch.sigmoid(r[:, None] - ref).mean(1)
    again = torch.sigmoid((r / 2.5 + 7)[:, None] * 2.5 - (ref / 2.5 + 7) * 2.5).mean(1)
    rank = (r[:, None] - ref > 0).float().mean(1)
    return close(win, again, 1e-4) and rank.tolist() == [0.5, 1.0, 0.0] and bool((win > 0).all() and (win < 1).all())


def pairs_of_both() -> bool:
    """Return whether a model that reads both answers gives centred rewards, whatever it adds to the first."""
    r = torch.tensor([0.3, -1.0, 2.0, 0.5])
    pair = r[:, None] - r + 0.7
    return close(((pair - pair.T) / 2).mean(1), r - r.mean(), 1e-5)


def rated_pairs() -> bool:
    """Return whether ratings make pairs within a prompt, without ties."""
    rating, r = torch.tensor([[4.0, 2.0, 2.0], [1.0, 5.0, 3.0]]), torch.tensor([[0.1, 0.7, -0.2], [0.4, 1.5, 1.0]])
    better = rating[:, :, None] > rating[:, None]
    loss = -functional.logsigmoid((r[:, :, None] - r[:, None])[better]).mean()
    gaps = np.array([0.1 - 0.7, 0.1 + 0.2, 1.5 - 0.4, 1.5 - 1.0, 1.0 - 0.4])
    return close(loss, np.logaddexp(0, -gaps).mean(), 1e-5)


def missing_head() -> bool:
    """Return whether missing_keys names a head that the file lacks, and only then."""
    named = []
    for source in (GPT2LMHeadModel(tiny_gpt2()), GPT2ForSequenceClassification(tiny_gpt2(num_labels=1))):
        with tempfile.TemporaryDirectory() as path:
            source.save_pretrained(path)
            _, info = AutoModelForSequenceClassification.from_pretrained(path, num_labels=1, output_loading_info=True)
            named.append(set(info["missing_keys"]))
    return named == [{"score.weight"}, set()]


def combined() -> bool:
    """Return whether one divisor keeps the gaps of prompts, and each prompt's own makes a gap of 0.01 as loud as 5."""
    r = torch.tensor([[[0.0, 0.01], [0.0, 5.0]], [[-100.0, -300.0], [40.0, 10.0]]])  # models, prompts, answers
    c = r - r.mean(2, keepdim=True)
    total = (torch.tensor([1.0, 1.0])[:, None, None] * c / c.std((1, 2), keepdim=True)).sum(0)
    own = c / c.std(2, correction=0, keepdim=True)
    apart = close(c[0, 1, 1] / c[0, 0, 1], 500, 1e-2)
    return close(own[0], [[-1.0, 1.0]] * 2, 1e-3) and total.shape == (2, 2) and apart


def zero_targets() -> bool:
    """Return whether cross-entropy with the preferred answer as class 0 is the loss of the difference."""
    z = torch.tensor(np.stack([CHOSEN, REJECTED], axis=1))
    return close(functional.cross_entropy(z, torch.zeros(3, dtype=torch.long)), LOSS)


def padded() -> bool:
    """Return whether GPT-2 skips the end token that pads as well, and moves with padding on the left."""
    torch.manual_seed(0)
    model = GPT2ForSequenceClassification(tiny_gpt2(num_labels=1)).eval()
    model.config.pad_token_id = 0

    def score(ids: list[int], mask: list[int], **options: Any) -> float:
        found: float = model(torch.tensor([ids]), attention_mask=torch.tensor([mask]), **options).logits.item()
        return found

    alone, ended = score([5, 6, 7], [1, 1, 1]), score([5, 6, 7, 0], [1, 1, 1, 1])
    right = score([5, 6, 7, 0, 0], [1, 1, 1, 0, 0])
    left = score([0, 0, 5, 6, 7], [0, 0, 1, 1, 1])
    moved = score([0, 0, 5, 6, 7], [0, 0, 1, 1, 1], position_ids=torch.tensor([[0, 0, 0, 1, 2]]))
    model.config.pad_token_id = 1
    own = score([5, 6, 7, 0], [1, 1, 1, 1])
    same = close(ended, alone, 1e-5) and close(right, alone, 1e-5) and close(moved, alone, 1e-4)
    return same and abs(left - alone) > 1e-3 and abs(own - alone) > 1e-3


def flipped_labels() -> bool:
    """Return whether a loss with the flips in it recovers the true share, and smoothing shrinks it once more."""
    d = torch.linspace(-12, 12, 240_001, dtype=torch.float64)
    p = torch.sigmoid(d)
    found = []
    for true in (1.0, 0.8):
        seen = true * 0.9 + (1 - true) * 0.1
        loss = -seen * torch.log(0.9 * p + 0.1 * (1 - p)) - (1 - seen) * torch.log(0.9 * (1 - p) + 0.1 * p)
        smooth = functional.binary_cross_entropy_with_logits
        ones = torch.full_like(d, 0.9)
        smoothed = seen * smooth(d, ones, reduction="none") + (1 - seen) * smooth(d, 1 - ones, reduction="none")
        found.append(close(p[loss.argmin()], true, 1e-3) and close(p[smoothed.argmin()], seen * 0.8 + 0.1, 1e-3))
    return all(found) and close(1.0 * 0.9 * 0.8 + 0.1, 0.82)


def centred() -> bool:
    """Return whether the term of TRL makes a pair's rewards opposite, and leaves their difference."""
    r = torch.tensor([0.3, 0.1], requires_grad=True, dtype=torch.float64)
    optimizer = torch.optim.LBFGS([r], max_iter=200, tolerance_grad=1e-12)

    def closure() -> Any:
        optimizer.zero_grad()
        d = r[0] - r[1]
        loss = -0.7 * functional.logsigmoid(d) - 0.3 * functional.logsigmoid(-d) + 0.01 * (r[0] + r[1]) ** 2
        loss.backward()
        return loss

    optimizer.step(closure)
    half = np.log(7 / 3) / 2
    return close(r, [half, -half], 1e-3)


def who_met_whom() -> bool:
    """Return whether the fit finds the strengths of an unequal design, in which shares of wins swap two players."""
    strength = np.array([2.0, 1.0, 0.0, -1.0])
    x: list[np.ndarray] = []
    w: list[float] = []
    y: list[int] = []
    share, games = np.zeros(4), np.zeros(4)
    for i in range(4):
        for j in range(i):
            n = 900 if (j, i) in ((0, 1), (2, 3)) else 50
            row = np.zeros(4)
            row[i], row[j] = 1, -1
            p = 1 / (1 + np.exp(strength[j] - strength[i]))
            x, y, w = [*x, row, row], [*y, 1, 0], [*w, n * p, n * (1 - p)]
            share[[i, j]] += n * p, n * (1 - p)
            games[[i, j]] += n
    model = LogisticRegression(C=np.inf, fit_intercept=False, tol=1e-8).fit(x, y, sample_weight=w)
    found = model.coef_[0] - model.coef_[0].mean()
    share /= games
    return close(found, strength - strength.mean(), 1e-3) and share[2] > 0.6 > 0.4 > share[1]


def between_equals() -> bool:
    """Return whether the interval of 100 games between equals is the page's, by statsmodels."""
    fit = sm.Logit(np.repeat([1, 0], 50), np.ones(100)).fit(disp=0)
    low, high = fit.conf_int()[0]
    return close((high - low) / 2 * 400 / np.log(10), 68.1, 1e-3)


def pairs_of_rankings() -> bool:
    """Return whether pairs of rankings give the right ratings, and standard errors that are too small."""
    random, strength = np.random.default_rng(0), np.array([0.0, 0.4, 0.8, 1.2, 1.6, 2.0])
    i, j = np.triu_indices(6, 1)
    found, claimed = [], []
    for _ in range(60):
        order = np.argsort(-(strength + random.gumbel(size=(100, 6))), axis=1)  # a draw of Plackett and Luce
        x = np.zeros((100, 15, 6))
        k = np.arange(15)
        for game, ranking in enumerate(order):
            x[game, k, ranking[i]], x[game, k, ranking[j]] = 1, -1
        rows = x.reshape(-1, 6)
        swap = random.random(len(rows)) < 0.5
        fit = sm.Logit(~swap, np.where(swap[:, None], -rows, rows)[:, 1:]).fit(disp=0)
        found.append(fit.params)
        claimed.append(fit.bse)
    right = np.abs(np.mean(found, axis=0) - strength[1:]).max() < 0.1
    return bool(right and (np.std(found, axis=0) > 1.1 * np.mean(claimed, axis=0)).all())


def length_wins() -> bool:
    """Return whether a column for length takes what length wins out of the ratings."""
    random = np.random.default_rng(0)
    x = np.zeros((40_000, 2))
    x[:, 0] = random.choice([-1, 1], len(x))
    x[:, 1] = -x[:, 0]
    longer = x[:, 0] * 1.0 + random.normal(size=len(x))  # the first player writes more
    y = random.random(len(x)) < 1 / (1 + np.exp(-longer))  # equals, apart from their length
    model = LogisticRegression(C=np.inf, fit_intercept=False, tol=1e-8)
    plain = model.fit(x, y).coef_[0]
    controlled = model.fit(np.hstack([x, longer[:, None]]), y).coef_[0]
    return bool(plain[0] - plain[1] > 0.5 and abs(controlled[0] - controlled[1]) < 0.06)


def fastchat() -> bool:
    """Return whether rows of log 10 give Elo divided by 400, without a penalty, and shrink less with one."""
    x, y = games()
    scaled = np.log(10) * x
    free, tight = ({"C": c, "fit_intercept": False, "tol": 1e-8} for c in (np.inf, 1.0))
    elo = LogisticRegression(**free).fit(x, y).coef_ * 400 / np.log(10)
    shrunk = LogisticRegression(**tight).fit(x, y).coef_ * 400 / np.log(10)
    less = 400 * LogisticRegression(**tight).fit(scaled, y).coef_
    return bool(
        close(400 * LogisticRegression(**free).fit(scaled, y).coef_, elo, 0.01)
        and np.ptp(shrunk) < np.ptp(less) < np.ptp(elo)
    )


@claims(
    (PAGE, "rows of log 10 give Elo directly", fastchat),
    (PAGE, "flips belong into the loss, smoothing shrinks once more", flipped_labels),
    (PAGE, "the centring term makes 0 the middle of a pair", centred),
    (PAGE, "the fit allows for who met whom", who_met_whom),
    (PAGE, "100 games between equals leave 68 points", between_equals),
    (PAGE, "standard errors from the pairs of rankings are too small", pairs_of_rankings),
    (PAGE, "a column for length takes out what length wins", length_wins),
    (PAGE, "PyTorch: logsigmoid and cross-entropy are the same loss", by_torch),
    (
        PAGE,
        "JAX: the same loss",
        lambda: close(-jax.nn.log_sigmoid(jnp.asarray(D)).mean(), LOSS) and close(jax.nn.sigmoid(D), SIGMOID),
    ),
    (
        PAGE,
        "Keras: softplus of minus the difference",
        lambda: close(keras.ops.mean(keras.ops.softplus(-D)), LOSS) and close(keras.ops.sigmoid(D), SIGMOID),
    ),
    (PAGE, "log(sigmoid(d)) is inf with a NaN gradient at -100", underflow),
    (PAGE, "equal rewards cost log 2", lambda: close(-functional.logsigmoid(torch.zeros(3)).mean(), np.log(2))),
    (
        PAGE,
        "scikit-learn without penalty finds the page's ratings",
        lambda: close(fit(np.inf) - fit(np.inf).mean(), [1.197, -0.179, -1.018], 2e-3),
    ),
    (PAGE, "scikit-learn's default penalty shrinks them", lambda: np.ptp(fit(1.0)) < 0.85 * np.ptp(fit(np.inf))),
    (PAGE, "a tie is two rows with half the weight", ties),
    (PAGE, "GPT-2 needs a padding token for batches", needs_padding),
    (PAGE, "with a margin, the difference stops being the log-odds", with_margin),
    (PAGE, "the reward of a sequence is its last token's", last_token),
    (PAGE, "Davidson's tie is a third logit in between", davidson),
    (PAGE, "Rao and Kupper's tie is a lead that is missing", rao_kupper),
    (PAGE, "the ranking loss is that of Plackett and Luce", plackett_luce),
    (PAGE, "a dropped column fixes that player at 0", identified),
    (PAGE, "an intercept is the advantage of the first player", home),
    (
        PAGE,
        "a tie of each with an invented player bounds the rating of one who never lost",
        lambda: never_lost(invented=False) > 10 and never_lost(invented=True) < 5,
    ),
    (PAGE, "a DPO reward sums over the answer's tokens, and is 0 for the reference", dpo_rewards),
    (PAGE, "a soft target is fitted by its log-odds, or by two weighted rows", soft_targets),
    (PAGE, "all pairs of a ranking, which are the one pair of two answers", all_pairs),
    (PAGE, "strengths of a team add, and home advantage is a column", team_games),
    (PAGE, "statsmodels gives the interval of a difference", intervals),
    (PAGE, "a share of wins against a reference lies between 0 and 1", scored_from_0_to_1),
    (PAGE, "several rewards are divided by one number each", combined),
    (PAGE, "a model that reads both answers gives a centred reward", pairs_of_both),
    (PAGE, "ratings of a prompt make pairs", rated_pairs),
    (PAGE, "missing_keys names the head that a file lacks", missing_head),
    (
        PAGE,
        "divided by its own std, a pair of rewards is 0.7 and -0.7",
        lambda: close(torch.tensor([0.005, -0.005]) / torch.tensor([0.01, 0.0]).std(), [0.5**0.5, -(0.5**0.5)], 1e-4),
    ),
    (PAGE, "cross-entropy with targets of 0 is the loss of pairs", zero_targets),
    (PAGE, "GPT-2 skips an end token that pads, and moves with padding on the left", padded),
    (
        PAGE,
        "in bfloat16, numbers near 300 are 2 apart",
        lambda: torch.tensor([300.0, 301.0, 302.0]).bfloat16().unique().tolist() == [300.0, 302.0],
    ),
    (PAGE, "the pipeline keeps a lone logit of a regression", regression),
    (PAGE, "rows with the winner first raise", winner_first),
    (
        PAGE,
        "two labels are the default of transformers",
        lambda: tiny()(input_ids=torch.tensor([[1, 2]])).logits.shape == (1, 2),
    ),
    (
        PAGE,
        "one label gives one reward",
        lambda: tiny(num_labels=1)(input_ids=torch.tensor([[1, 2]])).logits.squeeze(-1).shape == (1,),
    ),
    (
        PAGE,
        "the pipeline applies the sigmoid to a lone logit, unless told not to",
        lambda: (
            close(shown(), 1 / (1 + np.exp(-2.0)))
            and close(shown(function_to_apply=ClassificationFunction["none".upper()]), 2.0)
        ),
    ),
)
def test_what_a_page_says_of_a_framework_is_true(holds: Callable[[], object]) -> None:
    assert holds()
