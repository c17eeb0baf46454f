"""Worst error in units in the last place against mpmath, on the rows and with the oracle of the tests."""

import sys
from typing import Any

import mpmath
import numpy as np

from benchmarks.math import peers
from tests.logitbook import adversarial
from tests.logitbook import exactness as oracle

ROWWISE = ["softmax", "log_softmax", "logsumexp"]
ELEMENTWISE = {
    "sigmoid": oracle.exact_sigmoid,
    "softplus": oracle.exact_softplus,
    "log_sigmoid": oracle.exact_log_sigmoid,
}

# By function and library.
Figures = dict[str, dict[str, float]]


def _errors(libraries: Any, function: str, argument: np.ndarray, exact: list[mpmath.mpf]) -> dict[str, float]:
    with np.errstate(all="ignore"):
        results = {
            name: np.asarray(functions[function](convert(argument))).ravel().tolist()
            for name, (functions, convert) in libraries.items()
        }
    return {name: oracle.worst(result, exact) for name, result in results.items()}


def measure() -> Figures:
    """Return the worst error of each library by function, in float64, to the three digits that are shown."""
    libraries = peers.libraries()
    rows = adversarial.adversarial_rows()
    worst = {function: dict.fromkeys(libraries, 0.0) for function in (*ROWWISE, *ELEMENTWISE)}
    with mpmath.workdps(oracle.DIGITS):
        for i, row in enumerate(rows):
            print(f"... row {i + 1} of {len(rows)}", end="\r", file=sys.stderr, flush=True)
            exact = oracle.exact_row(row)
            for function, values in zip(ROWWISE, [exact.softmax, exact.log_softmax, [exact.log_sum]], strict=True):
                for name, error in _errors(libraries, function, np.array(row), values).items():
                    worst[function][name] = max(worst[function][name], error)
        for function, value in ELEMENTWISE.items():
            x = adversarial.adversarial_numbers()
            worst[function] = _errors(libraries, function, x, [value(number) for number in x.tolist()])
    return {
        function: {name: float(f"{error:.3g}") for name, error in errors.items()} for function, errors in worst.items()
    }


def table(figures: Figures) -> str:
    """Return the figures as text; a lost subnormal or cancelled result counts in units of the exact one."""
    names = list(next(iter(figures.values())))
    lines = ["Exactness: worst error in units in the last place, float64, adversarial and random logits"]
    lines.append(f"{'':12} " + " ".join(f"{name:>10}" for name in names))
    for function, errors in figures.items():
        lines.append(f"{function:12} " + " ".join(f"{errors[name]:10.3g}" for name in names))
    return "\n".join(lines) + "\n"
