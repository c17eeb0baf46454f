"""What `mypy --strict` tells of a user's script: never Any, and what each call really returns."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from mypy import api

import logitbook as lb

pytestmark = pytest.mark.timeout(300)  # mypy reads all of numpy first
SCALAR = "float16 | float32 | float64"
ARRAY = f"array[{SCALAR}]"
EITHER = f"{SCALAR} | {ARRAY}"
# Arrays as numpy annotates them: of unknown shape, and `z` of unknown dtype. What numpy calls Any, as z[0], stays Any.
INPUTS = """
z = np.array([[2.0, 1.0, 0.1], [0.5, 2.5, 0.0]])
row = np.array([2.0, 1.0, 0.1])
single = np.asarray([[1, 2]], dtype=np.float32)
half = np.zeros(3, dtype=np.float16)
whole = np.arange(6).reshape(2, 3)
p = np.random.default_rng(0).uniform(size=(2, 3))
rng = np.random.default_rng(0)
"""
ELEMENTWISE = ["sigmoid({})", "softplus({})", "log_sigmoid({})", "logit({})", "logit({}, eps=0.1)", "softmax({})"]
ELEMENTWISE += ["softmax({}, None, where=True, temperature=2)", "log_softmax({}, 0)", "inv_softmax({})"]
ELEMENTWISE += ["softcap({}, 30)", "logit_adjust({}, 0.5, tau=2)"]
ONE_OR_ALL = ["bce_with_logits({}, 1, reduction='none')"]  # of one number a float64, of others arrays
REDUCING = ["energy({}, 2.0)", "entropy({})", "kl_div({0}, {0})", "logsumexp({})", "logsumexp({}, None, where=True)"]
TOTALS = ["perplexity({})", "z_loss({}, 1e-4)", "bce_with_logits({}, 1)", "bce_with_logits({}, 1, reduction='sum')"]
TRUNCATING = ["top_k({}, 1)", "top_p({}, 0.5)", "min_p({}, 0.5)", "repetition_penalty({}, [0], 2.0)"]
SCALARS = {"0.5": "float64", "1": "float64", "True": "float64", "np.int64(1)": "float64", "np.float64(0.5)": "float64"}
SCALARS |= {"np.float32(0.5)": "float32", "np.float16(0.5)": "float16"}
ARRAYS = [
    "z",
    "row",
    "single",
    "half",
    "whole",
    "p",
    "[[2.0, 1.0], [0.0, 1.0]]",
    "[np.float32(1), np.float32(2)]",
]
ROWS = ["[2.0, 1.0]", "(2, True)"]

CALLS = (
    [(call.format(one), told) for call in ELEMENTWISE for one, told in SCALARS.items()]
    + [(call.format(many), ARRAY) for call in [*ELEMENTWISE, *TRUNCATING] for many in [*ARRAYS, *ROWS]]
    + [(call.format(many), ARRAY) for call in ONE_OR_ALL for many in [*ARRAYS, *ROWS]]
    + [(call.format(few), "float64") for call in ONE_OR_ALL for few in ["0.5", "True"]]
    + [(call.format(few), "float64") for call in [*REDUCING, *TOTALS] for few in ["0.5", *ROWS]]
    + [(call.format(many), EITHER) for call in REDUCING for many in ARRAYS]
    + [(call.format(many), SCALAR) for call in TOTALS for many in ARRAYS]
    + [(f"softmax_jacobian({any_})", ARRAY) for any_ in [*SCALARS, *ARRAYS, *ROWS]]
    + [
        ("logsumexp(z, keepdims=True)", ARRAY),
        ("logsumexp([1.0, 2.0], keepdims=True)", ARRAY),
        ("logsumexp(0.5, keepdims=True)", "float64"),
        ("cross_entropy([2.0, 1.0], 0)", "float64"),
        ("cross_entropy(0.5, 0)", "float64"),
        ("cross_entropy(z, [0, 1], label_smoothing=0.1)", SCALAR),
        ("cross_entropy(single, single, weight=[1, 2], reduction='sum')", SCALAR),
        ("cross_entropy(z, [0, 1], ignore_index=1, reduction='none')", EITHER),
        ("cross_entropy(row, 0, reduction='none')", EITHER),
        ("gumbel_max([2.0, 1.0], rng)", "int64"),
        ("gumbel_max(row, rng)", "int64 | array[int64]"),
        ("gumbel_max(z, rng)", "int64 | array[int64]"),
        ("fit_temperature(z, [0, 0])", "float"),
        ("expected_calibration_error(lb.softmax(z), [0, 1])", "float"),
        ("__version__", "str"),
    ]
)
# What mypy calls the types of numpy, and its arrays.
NAMES = {r"numpy\.floating\[[\w.]*_(16|32)Bit\]": r"float\1", r"numpy\.signedinteger\[[\w. |]*\]": "int64"}
NAMES |= {r"numpy\.ndarray\[tuple\[int, \.\.\.\], numpy\.dtype\[([^]]*)\]\]": r"array[\1]"}
NAMES |= {r"\b(?:numpy|builtins)\.": ""}


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What mypy says of a script that begins with the one in the library's README and makes all calls."""
    folder = tmp_path_factory.mktemp("mypy")
    readme = (Path(lb.__file__).parent / "README.md").read_text(encoding="utf-8")
    example = readme.partition("```python\n")[2].partition("```")[0]
    script = folder / "script.py"
    script.write_text("\n".join([example, INPUTS, *(f"reveal_type(lb.{call})" for call, _ in CALLS)]), encoding="utf-8")
    out, err, _ = api.run(["--strict", "--config-file=", f"--cache-dir={folder / 'cache'}", str(script)])
    assert not err
    return out.splitlines()


@pytest.fixture(scope="module")
def revealed(output: list[str]) -> list[str]:
    """What mypy reveals of each call, in short names."""
    told = re.findall(r'Revealed type is "(.*)"', "\n".join(output))
    for pattern, name in NAMES.items():
        told = [re.sub(pattern, name, one) for one in told]
    return told


def is_told(result: object, told: str) -> bool:
    """Return whether a result is of a type that mypy was to reveal."""
    outside, _, inside = told.partition("array[")
    if isinstance(result, np.ndarray):
        return result.ndim > 0 and result.dtype.name in inside.rstrip("]").split(" | ")
    return type(result).__name__ in outside.split(" | ")


def test_every_public_function_is_called() -> None:
    assert {call.partition("(")[0] for call, _ in CALLS} == {*lb.__all__, "__version__"}


def test_the_readme_s_example_and_all_calls_are_without_errors(output: list[str]) -> None:
    assert [line for line in output if ": error: " in line] == []


def test_mypy_reveals_no_any(revealed: list[str]) -> None:
    assert len(revealed) == len(CALLS)
    assert [call for (call, _), told in zip(CALLS, revealed, strict=True) if re.search(r"\bAny\b", told)] == []


def test_mypy_reveals_what_is_documented(revealed: list[str]) -> None:
    assert revealed == [told for _, told in CALLS]


def test_what_each_call_returns_is_what_its_type_says() -> None:
    names: dict[str, object] = {"np": np, "lb": lb}
    exec(INPUTS, names)  # noqa: S102 - the script above
    results = [eval(f"lb.{call}", names) for call, _ in CALLS]  # noqa: S307
    assert [(call, told) for (call, told), one in zip(CALLS, results, strict=True) if not is_told(one, told)] == []


def test_the_library_says_that_it_is_typed() -> None:
    assert Path(lb.__file__).with_name("py.typed").is_file()
