"""What ./dev test runs: the checks of everything, then the tests, or those that were named."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from bookbinder.errors import BookError, Problem

# Each with the book's own settings alone: a file of settings beside a page or snippet could tell a tool where to write.
CHECKS = [
    ["ruff", "check", "--quiet", "--config", "pyproject.toml", "."],
    ["ruff", "format", "--check", "--quiet", "--config", "pyproject.toml", "."],
    ["mypy", "--no-error-summary"],
    ["typos", "--no-ignore-dot"],
    ["zizmor", "--offline", "--quiet", ".github"],
]
# On every processor; each takes over half of what another still has to do, so that they end together.
EVERYWHERE = ["-n", "auto", "--dist", "worksteal"]
TESTS = [
    ["pytest", "-q", "--cov", *EVERYWHERE, "-m", "not tight and not alone"],
    ["pytest", "-q", *EVERYWHERE, "-m", "tight"],
    ["pytest", "-q", "-m", "alone"],
]
STRANGERS = ("docs", "snippets")  # whose scripts pytest would import, with the rights of whoever tests them
RECORD = ["pytest", "-q", "--update", "tests/book/test_snippets.py::test_prints_its_recorded_output_as_a_plain_script"]


def run_suite(root: Path, update: bool, named: list[str], progress: Callable[[str], None]) -> int:
    """Run the checks and tests, or pytest with the words `named`; say at the end what failed, and return 1 if any did.

    To `update` is to record the outputs of snippets, and runs nothing else.
    """
    _refuse_scripts(root, named)
    if update:
        return _run(root, [*RECORD, *named]).returncode
    failed = []
    for check in CHECKS:
        progress(f"checks: {check[0]}")
        done = _run(root, check, capture_output=True)  # what is well says nothing
        if done.returncode:
            progress("")
            print(done.stdout, done.stderr, sep="", end="", flush=True)
            failed.append(check)
    progress("")
    failed += [tests for tests in ([["pytest", "-q", *named]] if named else TESTS) if _run(root, tests).returncode]
    if failed:
        print(f"failed: {'; '.join(map(' '.join, failed))}: what each said stands above", file=sys.stderr)
    return 1 if failed else 0


def _refuse_scripts(root: Path, words: list[str]) -> None:
    """Raise BookError where a word for pytest names a place in which strangers' scripts lie, not tests."""
    for before, word in zip(["", *words], words, strict=False):
        place = Path(os.path.realpath(root / word.partition("::")[0]))
        if before not in ("-k", "-m") and any(place.is_relative_to(os.path.realpath(root / one)) for one in STRANGERS):
            what = "pytest would run its scripts outside the sandbox"
            raise BookError(Problem(word, 0, what, "name the tests of a page or a snippet with -k, such as -k PAGE"))


def _run(root: Path, command: list[str], capture_output: bool = False) -> subprocess.CompletedProcess[str]:
    tool, *words = command
    program = str(Path(sys.executable).parent / tool)
    return subprocess.run([program, *words], cwd=root, capture_output=capture_output, text=True)
