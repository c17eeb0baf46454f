"""Where torch is importable, its functions and ours agree, but for what the docstrings say."""

from typing import Any

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

import logitbook as lb

functional = torch.nn.functional

Z = np.random.default_rng(0).normal(size=(40, 12)) * 4
Y = np.random.default_rng(1).integers(0, 12, size=40)
X = np.random.default_rng(2).normal(size=200) * 10


def tensor(array: Any) -> Any:
    return torch.from_numpy(np.array(array))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_functions_of_logits_agree_with_torch(dtype: type[np.floating]) -> None:
    z, x = Z.astype(dtype), X.astype(dtype)
    tolerance = 50 * float(np.finfo(dtype).eps)
    for ours, theirs in [
        (lb.softmax(z), torch.softmax(tensor(z), -1)),
        (lb.softmax(z, axis=0), torch.softmax(tensor(z), 0)),
        (lb.log_softmax(z), torch.log_softmax(tensor(z), -1)),
        (lb.logsumexp(z), torch.logsumexp(tensor(z), -1)),
        (lb.sigmoid(x), torch.sigmoid(tensor(x))),
        (lb.log_sigmoid(x), functional.logsigmoid(tensor(x))),
        (lb.softplus(x), functional.softplus(tensor(x), threshold=1000)),
        (lb.entropy(z), torch.distributions.Categorical(logits=tensor(z)).entropy()),
        (lb.softmax_jacobian(z[0]), torch.func.jacrev(lambda v: torch.softmax(v, -1))(tensor(z[0]))),
    ]:
        assert_allclose(ours, theirs.numpy(), rtol=tolerance, atol=tolerance)


@pytest.mark.parametrize("reduction", ["none", "mean", "sum"])
@pytest.mark.parametrize("smoothing", [0.0, 0.1, 1.0])
@pytest.mark.parametrize("weighted", [False, True])
def test_cross_entropy_agrees_with_torch(reduction: Any, smoothing: float, weighted: bool) -> None:
    w = np.linspace(0.5, 2, 12) if weighted else None
    theirs = {"label_smoothing": smoothing, "reduction": reduction, "weight": tensor(w) if weighted else None}
    ours = {"label_smoothing": smoothing, "reduction": reduction, "weight": w}
    some = np.where(np.arange(40) % 3 == 0, -100, Y)
    q = lb.softmax(Z[::-1] / 3)
    for y in (Y, q):
        assert_allclose(lb.cross_entropy(Z, y, **ours), functional.cross_entropy(tensor(Z), tensor(y), **theirs))
    expected = functional.cross_entropy(tensor(Z), tensor(some), ignore_index=-100, **theirs)
    assert_allclose(lb.cross_entropy(Z, some, ignore_index=-100, **ours), expected)


@pytest.mark.parametrize("reduction", ["none", "mean", "sum"])
def test_binary_cross_entropy_agrees_with_torch(reduction: Any) -> None:
    y, w, pos = (np.random.default_rng(i).uniform(size=200) for i in range(3))
    theirs = functional.binary_cross_entropy_with_logits(
        tensor(X), tensor(y), weight=tensor(w), pos_weight=tensor(pos), reduction=reduction
    )
    assert_allclose(lb.bce_with_logits(X, y, weight=w, pos_weight=pos, reduction=reduction), theirs)


def test_divergence_has_its_arguments_the_other_way_round() -> None:
    p, q = Z[:20], Z[20:]
    theirs = functional.kl_div(torch.log_softmax(tensor(q), -1), torch.softmax(tensor(p), -1), reduction="none").sum(-1)
    assert_allclose(lb.kl_div(p, q), theirs)


def test_what_the_docstrings_say_torch_does_differently() -> None:
    inf = torch.inf
    assert torch.log_softmax(torch.tensor([0.0, -40.0], dtype=torch.float64), -1)[0] == 0
    assert functional.cross_entropy(torch.tensor([0.0, -inf]), torch.tensor([1.0, 0.0])).isnan()
    assert functional.binary_cross_entropy_with_logits(torch.tensor([inf]), torch.tensor([1.0])).isnan()
    assert torch.logit(torch.tensor([1.0]), eps=1e-10).isinf()
    assert torch.sigmoid(torch.tensor(-710.0, dtype=torch.float64)) == 0
