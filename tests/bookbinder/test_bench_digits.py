"""The networks of the digits benchmark learn by the right gradients, and its figures are what it says."""

from collections.abc import Iterator

import numpy as np
import pytest
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from benchmarks.digits import BEFORE, CLASSES, Run, digits, loss_and_gradient, summary, train


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Use one thread: with matrices this small, two only wait for each other."""
    with threadpool_limits(1):
        yield


@pytest.mark.parametrize("name", BEFORE)
def test_the_gradient_is_the_slope_of_the_loss(name: str) -> None:
    z, labels = np.random.default_rng(0).normal(0, 3, (4, CLASSES)), np.array([0, 3, 9, 3])
    _, gradient = loss_and_gradient(z, labels, BEFORE[name])
    for place in np.ndindex(z.shape):
        step = np.zeros_like(z)
        step[place] = 1e-6
        above, below = (loss_and_gradient(z + sign * step, labels, BEFORE[name])[0] for sign in (1, -1))
        assert gradient[place] == pytest.approx((above - below) / 2e-6, abs=1e-8)


def test_even_rows_train_and_odd_rows_test() -> None:
    data = digits()
    assert (len(data.labels), len(data.test_labels)) == (899, 898)
    assert data.images.max() == 1
    assert data.labels[:5].tolist() == [0, 2, 4, 6, 8]  # the first rows show the digits in order


def test_a_network_learns_from_logits_and_never_gets_below_the_floor_through_a_second_softmax(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("benchmarks.digits.STEPS", 60)
    right, twice = (train(digits(), BEFORE[name], seed=0) for name in ("logits", "softmax"))
    assert right.accuracy > 0.9
    assert right.loss < 0.2
    assert twice.loss > np.log(1 + 9 / np.e)


@pytest.mark.parametrize("name", ["softmax", "relu"])
def test_a_network_that_the_pages_quote_loses_a_digit(name: str) -> None:
    assert train(digits(), BEFORE[name], seed=0).lost == 1


def test_a_summary_counts_networks_that_lost_a_digit_and_averages_their_losses_apart() -> None:
    assert summary([Run(0.95, 0.1, 0), Run(0.8, 2.0, 1), Run(0.85, 3.0, 2)]) == {
        "worst": 0.8,
        "median": 0.85,
        "best": 0.95,
        "lost": 2,
        "most_lost": 2,
        "loss": 1.7,
        "loss_lost": 2.5,
        "loss_kept": 0.1,
    }
