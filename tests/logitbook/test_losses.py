"""Losses against hand-computed values, their reductions, and their errors."""

from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

import logitbook as lb

INF, NAN = np.inf, np.nan
Z = np.array([[2.0, 1.0, 0.1], [0.5, 2.5, 0.0]])
Y = np.array([0, 2])
W = np.array([1.0, 2.0, 3.0])
# -log p of the labels, from the definition.
NLL = -np.log(np.exp(Z[[0, 1], Y]) / np.exp(Z).sum(axis=1))
ALL = -np.log(np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True))


def test_the_reductions_of_cross_entropy() -> None:
    assert_allclose(lb.cross_entropy(Z, Y, reduction="none"), NLL, rtol=1e-14)
    assert_allclose(lb.cross_entropy(Z, Y, reduction="sum"), NLL.sum(), rtol=1e-14)
    assert_allclose(lb.cross_entropy(Z, Y), NLL.mean(), rtol=1e-14)


def test_the_weighted_mean_divides_by_the_summed_weights() -> None:
    assert_allclose(lb.cross_entropy(Z, Y, weight=W), (NLL * W[Y]).sum() / W[Y].sum(), rtol=1e-14)
    assert_allclose(lb.cross_entropy(Z, Y, weight=W, reduction="none"), NLL * W[Y], rtol=1e-14)


def test_label_smoothing_shares_eps_over_all_classes() -> None:
    expected = 0.9 * NLL + 0.1 / 3 * ALL.sum(axis=1)
    assert_allclose(lb.cross_entropy(Z, Y, label_smoothing=0.1, reduction="none"), expected, rtol=1e-14)
    one_hot = np.eye(3)[Y]
    assert_allclose(lb.cross_entropy(Z, one_hot, label_smoothing=0.1, reduction="none"), expected, rtol=1e-14)
    weighted = (0.9 * NLL * W[Y] + 0.1 / 3 * (ALL * W).sum(axis=1)).sum() / W[Y].sum()
    assert_allclose(lb.cross_entropy(Z, Y, weight=W, label_smoothing=0.1), weighted, rtol=1e-14)


def test_distributions_are_weighted_by_class_and_averaged_over_rows() -> None:
    q = np.array([[0.2, 0.3, 0.5], [1.0, 0.0, 0.0]])
    assert_allclose(lb.cross_entropy(Z, q), (q * ALL).sum() / 2, rtol=1e-14)
    assert_allclose(lb.cross_entropy(Z, q, weight=W), (q * W * ALL).sum() / 2, rtol=1e-14)


def test_one_hot_integers_are_distributions_by_their_shape() -> None:
    assert_allclose(lb.cross_entropy(Z, np.eye(3, dtype=int)[Y]), NLL.mean(), rtol=1e-14)


def test_ignored_labels_count_neither_above_nor_below() -> None:
    assert lb.cross_entropy(Z, [0, -100], ignore_index=-100) == lb.cross_entropy(Z[:1], [0])
    assert lb.cross_entropy(Z, [0, 1], ignore_index=1) == lb.cross_entropy(Z[:1], [0])
    assert_array_equal(np.take(lb.cross_entropy(Z, [-1, 0], ignore_index=-1, reduction="none"), 0), 0)
    spoilt = np.array([[NAN, 0.0], [0.0, 0.0]])
    assert lb.cross_entropy(spoilt, [9, 0], ignore_index=9) == pytest.approx(np.log(2))


def test_the_mean_of_nothing_is_nan_and_the_sum_0() -> None:
    assert np.isnan(lb.cross_entropy(Z, [7, 7], ignore_index=7))
    assert lb.cross_entropy(Z, [7, 7], ignore_index=7, reduction="sum") == 0
    assert np.isnan(lb.cross_entropy(np.zeros((0, 3)), np.zeros(0, int)))
    assert lb.cross_entropy(np.zeros((0, 3)), [], reduction="sum") == 0
    assert np.isnan(lb.cross_entropy(np.zeros((0, 3)), np.zeros((0, 3))))
    assert np.isnan(lb.bce_with_logits([], []))
    assert lb.bce_with_logits([], [], reduction="sum") == 0


def test_infinite_logits_in_cross_entropy() -> None:
    assert lb.cross_entropy([0.0, -INF], [1.0, 0.0]) == 0
    assert lb.cross_entropy([0.0, -INF], 0) == 0
    assert lb.cross_entropy([0.0, -INF], 1) == INF
    assert lb.cross_entropy([0.0, -INF], [0.5, 0.5]) == INF
    assert lb.cross_entropy([0.0, -INF], 0, label_smoothing=0.1) == INF
    for z in ([INF, 0.0], [-INF, -INF], [NAN, 0.0]):
        assert np.isnan(lb.cross_entropy(z, 1)), z
        assert np.isnan(lb.cross_entropy(z, [0.0, 1.0])), z


def test_the_class_axis_may_be_any() -> None:
    z = np.random.default_rng(0).normal(size=(4, 3, 5))
    y = np.random.default_rng(1).integers(0, 3, size=(4, 5))
    last = np.moveaxis(z, 1, -1)
    assert lb.cross_entropy(z, y, axis=1) == lb.cross_entropy(last, y)
    assert_array_equal(lb.cross_entropy(z, lb.softmax(z, axis=1), axis=1, reduction="none"),
                       lb.cross_entropy(last, lb.softmax(last), reduction="none"))  # fmt: skip


def test_losses_keep_the_dtype_of_the_logits() -> None:
    for dtype in (np.float16, np.float32, np.float64):
        assert lb.cross_entropy(Z.astype(dtype), Y).dtype == dtype
        assert lb.cross_entropy(Z.astype(dtype), np.eye(3)[Y], weight=W, label_smoothing=0.1).dtype == dtype
        assert lb.bce_with_logits(Z.astype(dtype), np.ones(3), pos_weight=2).dtype == dtype
    assert lb.cross_entropy(Z.astype(np.float16), Y) == pytest.approx(NLL.mean(), rel=1e-3)


@pytest.mark.parametrize(
    ("arguments", "options", "error", "message"),
    [
        ((Z, [0, 3]), {}, ValueError, r"^y must hold class indices from 0 to 2, got 3$"),
        ((Z, [-1, 0]), {}, ValueError, r"^y must hold class indices from 0 to 2, got -1$"),
        ((Z, [0.0, 1.0]), {}, TypeError, r"^y must hold integers as class indices, got dtype float64$"),
        ((Z, [True, False]), {}, TypeError, r"^y must hold integers"),
        ((Z, [0]), {}, ValueError, r"^y must have the shape \(2,\) for class indices or \(2, 3\), got \(1,\)$"),
        ((Z, np.zeros((2, 4))), {}, ValueError, r"^y must have the shape of z, \(2, 3\), got \(2, 4\)$"),
        ((Z, -np.eye(3)[Y]), {}, ValueError, r"^y must not be negative, got -1\.0$"),
        ((Z, np.eye(3)[Y]), {"ignore_index": 0}, ValueError, r"^ignore_index must be None for distributions"),
        ((Z, Y), {"weight": [1.0, 2.0]}, ValueError, r"^weight must have one entry per class, shape \(3,\)"),
        ((Z, Y), {"label_smoothing": 1.5}, ValueError, r"^label_smoothing must be a number from 0 to 1, got 1\.5$"),
        ((Z, Y), {"label_smoothing": "x"}, TypeError, r"^label_smoothing must be a number from 0 to 1, got 'x'$"),
        ((Z, Y), {"reduction": "avg"}, ValueError, r"^reduction must be 'none', 'mean' or 'sum', got 'avg'$"),
        ((np.zeros((2, 0)), [0, 0]), {"ignore_index": 0}, ValueError, r"^z must have at least one class"),
    ],
)
def test_cross_entropy_names_what_is_wrong(arguments: Any, options: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        lb.cross_entropy(*arguments, **options)


def test_binary_cross_entropy_from_its_definition() -> None:
    x, y = np.array([1.0, -2.0, 0.5]), np.array([0.0, 1.0, 0.3])
    p = 1 / (1 + np.exp(-x))
    each = -(3 * y * np.log(p) + (1 - y) * np.log(1 - p)) * W
    assert_allclose(lb.bce_with_logits(x, y, weight=W, pos_weight=3, reduction="none"), each, rtol=1e-14)
    assert_allclose(lb.bce_with_logits(x, y, weight=W, pos_weight=3), each.mean(), rtol=1e-14)


def test_infinite_log_odds_cost_nothing_or_everything() -> None:
    each = lb.bce_with_logits([INF, -INF, -INF, INF, NAN], [1, 0, 1, 0, 1], reduction="none")
    assert_array_equal(each, [0, 0, INF, INF, NAN])
    assert lb.bce_with_logits(INF, 0.5) == INF


@pytest.mark.parametrize("y", [-1.0, 1.5])
def test_binary_targets_outside_0_and_1_are_refused(y: Any) -> None:
    with pytest.raises(ValueError, match=rf"^y must lie in \[0, 1\], got {y}$"):
        lb.bce_with_logits([1.0, 2.0], [1.0, y])


def test_binary_reductions_are_checked_too() -> None:
    with pytest.raises(ValueError, match=r"^reduction must be"):
        lb.bce_with_logits([1.0], [1.0], reduction="batchmean")  # type: ignore[call-overload]


def test_z_loss_is_the_mean_square_of_the_normaliser() -> None:
    normaliser = np.log(np.exp(Z).sum(axis=1))
    assert_allclose(lb.z_loss(Z, 1e-4), 1e-4 * np.mean(normaliser**2), rtol=1e-14)
    assert np.isnan(lb.z_loss(np.zeros((0, 3)), 1.0))
    with pytest.raises(ValueError, match=r"^coefficient must be a finite number of at least 0, got -1$"):
        lb.z_loss(Z, -1)
