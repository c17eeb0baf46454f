"""What ./dev test runs: the check, then the linters and the tests, or the tests that were named."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

from bookbinder.base.exit import Terminated
from bookbinder.base.problems import BookError, Problem, quoted
from bookbinder.cli.near_names import near_names
from bookbinder.rules.check import check

COMMAND = "./dev test"
# Each with the book's own settings alone: a file of settings beside a page or snippet could tell a tool where to write.
CHECKS = [
    ["ruff", "check", "--quiet", "--config", "pyproject.toml", "."],
    ["ruff", "format", "--check", "--quiet", "--config", "pyproject.toml", "."],
    ["mypy", "--no-error-summary"],
    ["typos", "--no-ignore-dot"],
    ["zizmor", "--offline", "--quiet", ".github"],
]
PYTEST = ["pytest", "-q", "-o", "console_output_style=count"]  # which says how many are done, and of how many
# On every processor; each takes over half of what another still has to do, so that they end together.
EVERYWHERE = ["-n", "auto", "--dist", "worksteal"]
TESTS = {
    "tests": [*PYTEST, "--cov", "--cov-report=", *EVERYWHERE, "-m", "not tight and not alone"],
    "tests with tight limits": [*PYTEST, *EVERYWHERE, "-m", "tight"],
    "tests that run alone": [*PYTEST, "-m", "alone"],
}
SKIPPED = "BOOK_SKIPPED"  # names the file in which runs of pytest gather why they skipped tests: tests/conftest.py
# The least part of each package, in percent of lines and branches, that the first of these tests must run.
COVERAGE = [
    ["coverage", "report", "--include=src/logitbook/*", "--fail-under=100"],
    ["coverage", "report", "--include=src/bookbinder/*", "--fail-under=88"],
]
NONE_CHOSEN = 5  # pytest's exit code
GRACE = 20  # seconds in which pytest may say what failed, once it is told to end
STRANGERS = ("docs", "snippets")  # whose scripts pytest would import, with the rights of whoever tests them
# The test that runs every script.
RECORDING = "tests/book/test_snippets.py::test_prints_its_recorded_output_under_another_hash_seed_and_clock"
RECORD = ["pytest", "-q", "--update", RECORDING]


def run_suite(root: Path, update: bool, named: list[str], progress: Callable[[str], None]) -> int:
    """Run the check and, if it finds nothing, linters and tests, or the tests `named`; return 1 if any failed.

    What the check finds, the tests would find again, each in its own words. To `update` is to record the outputs of
    snippets, and runs nothing else.
    """
    _refuse_scripts(root, named)
    if update:
        return _run(root, [*RECORD, *named])
    linters = {"code, types, spelling, workflows": CHECKS}
    tests = {"the tests that you name": [[*PYTEST, *named]]} if named else {name: [run] for name, run in TESTS.items()}
    phases = tests | linters if named else linters | tests | {"coverage": COVERAGE}
    failed: list[str] = []
    _announce(1, len(phases) + 1, "pages and scripts")
    if problems := check(root, progress):
        raise BookError(*problems)
    progress("")
    with _skips_told_once():
        for number, (name, commands) in enumerate(phases.items(), 2):
            _announce(number, len(phases) + 1, name)
            try:
                tools = commands is CHECKS or commands is COVERAGE
                failed += _failed(root, commands, progress) if tools else _failed_tests(root, *commands)
            except KeyboardInterrupt:
                progress("")
                place = f"{number} of {len(phases) + 1}: {name}: what failed in it stands above"
                before = "; ".join(failed) or "nothing"
                print(f"{COMMAND}: stopped in {place}; before it failed {before}", file=sys.stderr)
                raise
    if failed:
        print(f"failed: {'; '.join(failed)}: what each said stands above", file=sys.stderr)
    return 1 if failed else 0


@contextlib.contextmanager
def _skips_told_once() -> Iterator[None]:
    """Have the runs of pytest gather why they skipped tests, and say it once, behind all of them."""
    with tempfile.TemporaryDirectory() as folder:
        gathered = Path(folder, "skipped.json")
        os.environ[SKIPPED] = str(gathered)
        try:
            yield
        finally:
            del os.environ[SKIPPED]
            if gathered.exists():
                print(*json.loads(gathered.read_text(encoding="utf-8"))["lines"], sep="\n", file=sys.stderr, flush=True)


def _announce(number: int, of: int, name: str) -> None:
    print(f"{COMMAND}: {number} of {of}: {name}", file=sys.stderr, flush=True)


def _failed(root: Path, commands: list[list[str]], progress: Callable[[str], None]) -> list[str]:
    """Run tools, show what those say that find something, and return them."""
    failed = []
    for number, command in enumerate(commands, 1):
        progress(f"{' '.join(command[:2])} ({number} of {len(commands)})")
        done = subprocess.run([_program(command), *command[1:]], cwd=root, capture_output=True, text=True)
        if done.returncode:  # what is well says nothing
            progress("")
            print(done.stdout, done.stderr, sep="", end="", flush=True)
            failed.append(" ".join(command))
    progress("")
    return failed


def _failed_tests(root: Path, command: list[str]) -> list[str]:
    """Run tests, which say how far they are; return their command if any failed, or refuse words that choose none."""
    code = _run(root, command)
    if code == NONE_CHOSEN:
        raise BookError(_none_chosen(command, root))
    return [" ".join(command)] if code else []


def _none_chosen(command: list[str], root: Path) -> Problem:
    """Say what words chose no test, and what they may have meant."""
    expression = " ".join(word for before, word in pairwise(command) if before == "-k")
    near = near_names(expression, root)
    what = " and ".join(f"no test has {quoted(word)} in its name" for word in near) or "no test fits what you name"
    meant = [name for names in near.values() for name in names]
    fix = f"write one of: {', '.join(meant)}" if meant else "name a page, a script or a test with -k, such as -k PAGE"
    return Problem(COMMAND, 0, what, fix)


def _refuse_scripts(root: Path, words: list[str]) -> None:
    """Raise BookError where a word for pytest names a place in which strangers' scripts lie, not tests."""
    for before, word in zip(["", *words], words, strict=False):
        place = Path(os.path.realpath(root / word.partition("::")[0]))
        if before not in ("-k", "-m") and any(place.is_relative_to(os.path.realpath(root / one)) for one in STRANGERS):
            what = "pytest would run its scripts outside the sandbox"
            raise BookError(Problem(word, 0, what, "name the tests of a page or a snippet with -k, such as -k PAGE"))


def _run(root: Path, command: list[str]) -> int:
    """Run a command; when it is interrupted, wait until it has said what it has to say."""
    with subprocess.Popen([_program(command), *command[1:]], cwd=root) as process:
        try:
            return process.wait()
        except KeyboardInterrupt as interrupted:
            if isinstance(interrupted, Terminated):  # Ctrl-C has reached it as well
                process.send_signal(signal.SIGINT)
            try:
                process.wait(GRACE)
            except subprocess.TimeoutExpired:
                process.kill()
            raise


def _program(command: list[str]) -> str:
    return str(Path(sys.executable).parent / command[0])
