"""What ./dev test runs: the checks of everything, then the tests, or those that were named."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

CHECKS = [
    ["ruff", "check", "--quiet", "."],
    ["ruff", "format", "--check", "--quiet", "."],
    ["mypy", "--no-error-summary"],
    ["typos"],
    ["zizmor", "--offline", "--quiet", ".github"],
]
# On every processor; each takes over half of what another still has to do, so that they end together.
EVERYWHERE = ["-n", "auto", "--dist", "worksteal"]
TESTS = [
    ["pytest", "-q", "--cov", *EVERYWHERE, "-m", "not tight and not alone"],
    ["pytest", "-q", *EVERYWHERE, "-m", "tight"],
    ["pytest", "-q", "-m", "alone"],
]
RECORD = ["pytest", "-q", "--update", "tests/book/test_snippets.py::test_prints_its_recorded_output_as_a_plain_script"]


def run_suite(root: Path, update: bool, named: list[str], progress: Callable[[str], None]) -> int:
    """Run the checks and tests, or pytest with the words `named`; say at the end what failed, and return 1 if any did.

    To `update` is to record the outputs of snippets, and runs nothing else.
    """
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


def _run(root: Path, command: list[str], capture_output: bool = False) -> subprocess.CompletedProcess[str]:
    tool, *words = command
    program = str(Path(sys.executable).parent / tool)
    return subprocess.run([program, *words], cwd=root, capture_output=capture_output, text=True)
