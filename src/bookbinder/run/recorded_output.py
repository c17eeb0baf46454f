"""Finds the outputs of scripts that can be recorded: those that are the same in every run."""

from __future__ import annotations

import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from itertools import zip_longest
from pathlib import Path

from bookbinder.base.files import find_link
from bookbinder.base.problems import Problem
from bookbinder.run.result import SnippetError
from bookbinder.run.runner import run_in_sandbox

SEEDS = (1, 2, 3)  # of hashes, beside the build's 0: every second one gives a set of two texts the same order
MAX_QUOTE = 60  # characters of a line that a message quotes
FIX = "make it independent of clocks, hashes, addresses and random numbers without a seed"


def reproducible_outputs(scripts: Iterable[Path], root: Path) -> dict[Path, str | Problem]:
    """Run each script, never from the cache; return its output, or why it cannot be recorded.

    A script must print the same in another whole second and with other hash seeds. All wait for that second together.
    """
    scripts = list(scripts)
    with ThreadPoolExecutor(2) as pool:
        firsts = pool.map(lambda script: _find_link(script, root) or _run(script, root, 0), scripts)
        outcomes = dict(zip(scripts, firsts, strict=True))
        again = [(script, seed) for script in scripts if isinstance(outcomes[script], str) for seed in SEEDS]
        if again:
            _wait_for_another_second()
        for (script, _), second in zip(again, pool.map(lambda one: _run(one[0], root, one[1]), again), strict=True):
            first = outcomes[script]
            if isinstance(first, str) and first != second:
                outcomes[script] = second if isinstance(second, Problem) else _changed(script, root, first, second)
    return outcomes


def _run(script: Path, root: Path, seed: int) -> str | Problem:
    try:
        return run_in_sandbox(script, seed=seed).output
    except SnippetError as error:
        return Problem(_name(script, root), error.line, error.what, "fix the script")


def _find_link(script: Path, root: Path) -> Problem | None:
    """Return a problem if the script would be read, or its output written, through a link."""
    link = find_link(script, root) or find_link(script.with_suffix(".out"), root)
    return Problem(_name(link, root), 1, "is a link", "put a file or folder of the book in its place") if link else None


def _changed(script: Path, root: Path, first: str, second: str) -> Problem:
    lines = zip_longest(first.split("\n"), second.split("\n"), fillvalue="(nothing)")
    number, one, other = next((number, *pair) for number, pair in enumerate(lines, 1) if pair[0] != pair[1])
    what = f"prints different output in another run ({number}: {_quoted(one)}, then {_quoted(other)})"
    return Problem(_name(script, root), 1, what, FIX)


def _quoted(line: str) -> str:
    return repr(line if len(line) <= MAX_QUOTE else f"{line[: MAX_QUOTE - 1]}…")


def _name(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()


def _wait_for_another_second() -> None:
    begun = int(time.time())
    while int(time.time()) == begun:
        time.sleep(1 - time.time() % 1)
