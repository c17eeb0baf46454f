"""What is no array of numbers is refused in one sentence that names the argument, whichever function it goes to."""

import inspect
import re
import warnings
from typing import Any

import numpy as np
import pytest

import logitbook as lb

Z = np.array([[2.0, 1.0, 0.1], [0.5, 2.5, 0.0]])
# A call of each function that works, every argument given.
GOOD: dict[str, dict[str, Any]] = {
    "softmax": {"z": Z, "axis": -1, "where": Z > 0, "temperature": 2.0},
    "log_softmax": {"z": Z, "axis": -1, "where": Z > 0, "temperature": 2.0},
    "logsumexp": {"z": Z, "axis": -1, "keepdims": True, "where": Z > 0},
    "inv_softmax": {"p": Z, "axis": -1},
    "softmax_jacobian": {"z": Z},
    "sigmoid": {"x": Z},
    "log_sigmoid": {"x": Z},
    "softplus": {"x": Z},
    "logit": {"p": Z / 3, "eps": 0.1},
    "cross_entropy": {
        "z": Z,
        "y": np.array([0, 2]),
        "axis": -1,
        "weight": np.ones(3),
        "ignore_index": 1,
        "label_smoothing": 0.1,
        "reduction": "sum",
    },
    "bce_with_logits": {"x": Z, "y": Z / 3, "weight": np.ones(3), "pos_weight": np.ones(3), "reduction": "sum"},
    "z_loss": {"z": Z, "coefficient": 1.0},
    "entropy": {"z": Z, "axis": -1},
    "kl_div": {"z_p": Z, "z_q": Z, "axis": -1},
    "perplexity": {"nll": Z},
    "fit_temperature": {"z": Z, "y": np.array([0, 2])},
    "expected_calibration_error": {"p": Z / 3, "y": np.array([0, 2]), "bins": 5},
    "energy": {"z": Z, "temperature": 2.0},
    "softcap": {"z": Z, "cap": 2.0},
    "logit_adjust": {"z": Z, "log_prior": np.zeros(3), "tau": 2.0},
    "top_k": {"z": Z, "k": 2},
    "top_p": {"z": Z, "p": 0.5},
    "min_p": {"z": Z, "p": 0.5},
    "repetition_penalty": {"z": Z, "ids": np.array([[0], [1]]), "theta": 2.0},
    "gumbel_max": {"z": Z, "rng": np.random.default_rng(0)},
}
ARGUMENTS = [(function, argument) for function, given_ in GOOD.items() for argument in given_]
ARRAYS = [pair for pair in ARGUMENTS if isinstance(GOOD[pair[0]][pair[1]], np.ndarray)]
NUMBERS = [pair for pair in ARGUMENTS if type(GOOD[pair[0]][pair[1]]) in (int, float)]
FLOATS = [pair for pair in NUMBERS if type(GOOD[pair[0]][pair[1]]) is float]
OPTIONAL = [("logit", "eps"), ("cross_entropy", "ignore_index")]
OPTIONAL += [pair for pair in NUMBERS if pair[1] == "axis" and pair[0] != "cross_entropy"]  # None is all axes
# Arrays that have to fit each other.
SEVERAL = [pair for pair in ARRAYS if [function for function, _ in ARRAYS].count(pair[0]) > 1]


def call(function: str, **changed: Any) -> Any:
    return getattr(lb, function)(**(GOOD[function] | changed))


def test_every_argument_of_every_function_is_tried() -> None:
    for function in lb.__all__:
        call(function)
        assert [*GOOD[function]] == [*inspect.signature(getattr(lb, function)).parameters]


def unnamed(pairs: list[tuple[str, str]], wrong: Any, error: Any, message: str) -> list[Any]:
    """Return the arguments that take `wrong`, or refuse it with other words than these after their name, and how."""
    missed = []
    for function, argument in pairs:
        try:
            told = call(function, **{argument: wrong})
        except error as refused:
            told = str(refused)
            if re.search(f"^{argument} {message}", told):
                continue
        missed.append((function, argument, told))
    return missed


@pytest.mark.parametrize("hidden", [True, False])
def test_no_function_takes_a_masked_array_for_a_plain_one(hidden: bool) -> None:
    message = "must be a plain array, got a masked one: fill it first, "
    for function, argument in ARGUMENTS:
        plain = np.asarray(GOOD[function][argument])
        for shape in ((), plain.shape):
            masked = np.ma.array(np.resize(plain, shape), mask=np.full(shape, hidden))
            if (function, argument) in ARRAYS:
                for inside in (masked, [masked, masked]):
                    assert unnamed([(function, argument)], inside, TypeError, message) == []
            else:
                assert unnamed([(function, argument)], masked, (TypeError, ValueError), "must be ") == []


@pytest.mark.parametrize("inside", [np.ma.masked, [[1.0, np.ma.masked]], (1, np.ma.masked)])
def test_no_function_takes_the_masked_constant_for_a_number(inside: Any) -> None:
    assert unnamed(ARRAYS, inside, TypeError, "must be a plain array, got a masked one: fill it first, ") == []


def test_a_masked_constant_is_refused_before_numpy_warns_of_it() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(TypeError, match=r"^z must be a plain array, got a masked one"):
            lb.softmax([1.0, np.ma.masked])  # type: ignore[arg-type]


RAGGED = [[[1.0], [1.0, 2.0]], [1.0, [2.0]], [np.ones(2), np.ones(3)], [np.ones((2, 3)), np.ones((2, 4))]]


@pytest.mark.parametrize("ragged", RAGGED, ids=range(len(RAGGED)))
def test_ragged_lists_are_named(ragged: Any) -> None:
    assert unnamed(ARRAYS, ragged, ValueError, "must hold rows of one length, got ragged lists: pad them, ") == []


@pytest.mark.parametrize(
    "wrong",
    ["text", [None], 1j * Z, np.array([["a", "b", "c"]] * 2), {1.0}, object()],
    ids=["text", "None", "complex", "strings", "set", "object"],
)
def test_what_holds_no_numbers_is_named(wrong: Any) -> None:
    assert unnamed(ARRAYS, wrong, (TypeError, ValueError), "must ") == []


@pytest.mark.parametrize("function", {function: None for function, _ in SEVERAL})
def test_a_shape_that_does_not_fit_is_named(function: str) -> None:
    arguments = [argument for name, argument in ARRAYS if name == function]
    for argument in arguments:
        wrong = np.broadcast_to(GOOD[function][argument].flat[:1], (7, 5, 4))
        with pytest.raises(ValueError, match=rf"^({'|'.join(arguments)}) must .*, got (shape )?\("):
            call(function, **{argument: wrong})


@pytest.mark.parametrize(
    "wrong",
    ["2", b"2", 1j, np.ones(1), [1], object()],
    ids=["str", "bytes", "complex", "array", "list", "object"],
)
def test_what_is_no_number_is_named_in_one_line(wrong: Any) -> None:
    assert unnamed(NUMBERS, wrong, TypeError, r"must be .*\Z") == []


def test_none_is_no_number() -> None:
    required = [pair for pair in NUMBERS if pair not in OPTIONAL]
    assert unnamed(required, None, TypeError, "must be .*, got None$") == []


def test_a_number_that_no_float_can_hold_is_named() -> None:
    assert unnamed(FLOATS, 10**5000, ValueError, "must be .*, got an integer that no float can hold$") == []


@pytest.mark.parametrize("wrong", ["average", None, ["mean"], np.array(["mean", "sum"]), 1])
def test_what_is_no_reduction_is_named(wrong: Any) -> None:
    for function in ("cross_entropy", "bce_with_logits"):
        with pytest.raises(ValueError, match=r"^reduction must be 'none', 'mean' or 'sum', got "):
            call(function, reduction=wrong)


@pytest.mark.parametrize("wrong", ["yes", None, np.array([True, False])])
def test_keepdims_is_true_or_false(wrong: Any) -> None:
    with pytest.raises(TypeError, match=r"^keepdims must be True or False, got "):
        lb.logsumexp(Z, keepdims=wrong)


@pytest.mark.parametrize("argument", ["y", "weight", "pos_weight"])
def test_no_loss_is_larger_than_its_logits(argument: Any) -> None:
    column: dict[str, Any] = {argument: np.ones((4, 1))}
    message = rf"^{argument} must broadcast to the shape \(4,\) of x, got shape \(4, 1\)$"
    with pytest.raises(ValueError, match=message):
        lb.bce_with_logits(np.ones(4), **({"y": 1} | column))
    with pytest.raises(ValueError, match=rf"^{argument} must broadcast to the shape \(\) of x, got shape \(4, 1\)$"):
        lb.bce_with_logits(0.5, **({"y": 1} | column))
    assert lb.bce_with_logits(np.ones((3, 4, 2)), **({"y": 1} | column), reduction="none").shape == (3, 4, 2)


def test_a_prior_makes_no_more_rows_of_logits() -> None:
    with pytest.raises(ValueError, match=r"^log_prior must broadcast to the shape \(3,\) of z, got shape \(3, 1\)$"):
        lb.logit_adjust(Z[0], np.zeros((3, 1)))


def test_one_class_is_not_compared_with_three() -> None:
    with pytest.raises(ValueError, match=r"^z_q must have as many classes as z_p, 1, got 3$"):
        lb.kl_div([1.0], [1.0, 2.0, 3.0])
    with pytest.raises(ValueError, match=r"^z_q must have as many classes as z_p, 1, got 2$"):
        lb.kl_div(np.ones((3, 4)), np.ones((2, 3, 4)), axis=-3)
    with pytest.raises(
        ValueError, match=r"^z_q must have a shape that broadcasts with that of z_p, \(2, 3\), got shape"
    ):
        lb.kl_div(Z, np.ones((2, 4)))
    np.testing.assert_array_equal(lb.kl_div(Z, Z[1]), [lb.kl_div(Z[0], Z[1]), 0])


@pytest.mark.parametrize("function", ["fit_temperature", "expected_calibration_error"])
def test_rows_without_classes_are_named(function: str) -> None:
    with pytest.raises(ValueError, match=r"^[zp] must have at least one class, got shape \(2, 0\)$"):
        getattr(lb, function)(np.ones((2, 0)), [0, 0])


def test_nothing_is_drawn_from_no_classes() -> None:
    for rows in (0, 2):
        with pytest.raises(ValueError, match=r"^z must hold a finite logit"):
            lb.gumbel_max(np.ones((rows, 0)), np.random.default_rng(0))
