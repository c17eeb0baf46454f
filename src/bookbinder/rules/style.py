"""The rules of style: scripts pass the linter and its formatter, and pages and scripts the spell checker."""

from __future__ import annotations

import contextlib
import importlib.metadata
import json
import os
import re
import subprocess
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

from bookbinder.base.problems import BookError, Problem, quoted
from bookbinder.rules.snippet_results import Runs
from bookbinder.run.result import SnippetError

SETTINGS = "pyproject.toml"
HUNK = re.compile(r"^--- (?P<path>.+)\n\+\+\+ .*\n@@ -(?P<line>\d+).*\n(?P<same>(?: .*\n)*)", flags=re.MULTILINE)
CODE = re.compile(r" \((?P<code>[A-Z]+\d+)\)$")
# A file that breaks one of these is not read as intended: code counts as text, or a key is misspelt.
MISREAD = {"closed-fence", "closed-code", "complete-reference", "line-endings"}
FIXED = "run ./dev check --fix"
TIMEOUT = 20  # more than any tool needs for any book


def style_problems(scripts: Iterable[str], texts: Iterable[str], root: Path) -> list[Problem]:
    """Return what is wrong with the style of these scripts and the spelling of these texts."""
    scripts = [*scripts]
    linter = [*_ruff("check", root), "--output-format", "json", "--exit-zero", "--"]
    formatter = [*_ruff("format", root), "--diff", "--"]
    spell_checker = [_find_tool("typos"), *_settings(root, both=True), "--format", "json", "--"]
    with ThreadPoolExecutor(3) as pool:
        linted = pool.submit(_run_tool, linter, scripts, root)
        formatted = pool.submit(_run_tool, formatter, scripts, root)
        spelt = pool.submit(_run_tool, spell_checker, [*texts], root)
    problems = [one for text in linted.result()[0] for one in _lint_problems(json.loads(text), root)]
    problems += [one for text in formatted.result()[0] for one in _format_problems(text)]
    problems += _spelling_problems("".join(spelt.result()[0]))
    failed = {file for done in (linted, formatted, spelt) for file in done.result()[1]}
    what, fix = "the linter or the spell checker breaks down on this file", "write it like the others"
    problems += [Problem(file, 1, what, fix, "script-style") for file in failed]
    return [one for one in problems if os.path.lexists(root / one.path)]  # a file may have been deleted since


def drop_repeated(style: Iterable[Problem], reported: Iterable[Problem], runs: Runs, root: Path) -> list[Problem]:
    """Return the problems of style without those that have the cause of a reported problem.

    Each line keeps one problem of the linter, and every misspelt word.
    """
    first = {(problem.path, problem.line): problem for problem in reported}
    misread = {problem.path for problem in first.values() if problem.rule in MISREAD}
    misread |= {script.relative_to(root).as_posix() for script, run in runs.items() if isinstance(run, SnippetError)}
    new = [one for one in style if one.path not in misread and (one.path, one.line) not in first]
    return [one for one in new if one.rule == "spelling" or first.setdefault((one.path, one.line), one) is one]


def fixed_style(text: str, problem: Problem, root: Path) -> str:
    """Return a script with one problem fixed by the linter, or unchanged."""
    code = CODE.search(problem.what)
    words = ["--fix-only", "--select", code["code"]] if code else []
    command = [*_ruff("check" if code else "format", root), *words, "--stdin-filename", problem.path, "-"]
    done = subprocess.run(command, cwd=root, input=text, capture_output=True, encoding="utf-8", timeout=TIMEOUT)
    return done.stdout if done.returncode == 0 else text


def _ruff(what: str, root: Path) -> list[str]:
    return [_find_tool("ruff"), what, "--quiet", "--no-cache", *_settings(root)]


def _settings(root: Path, *, both: bool = False) -> list[str]:
    """Return the options that select only the book's own settings: a contribution may bring others."""
    config = ["--config", SETTINGS] if (root / SETTINGS).is_file() else []
    return ["--isolated", *config] if both or not config else config


def _run_tool(command: list[str], files: list[str], root: Path) -> tuple[list[str], list[str]]:
    """Return a tool's outputs for the files, and the files on which it fails: deep nesting overflows its stack."""
    if not files:
        return [], []
    out, quiet = subprocess.PIPE, subprocess.DEVNULL
    with contextlib.suppress(subprocess.TimeoutExpired):
        done = subprocess.run([*command, *files], cwd=root, stdout=out, stderr=quiet, encoding="utf-8", timeout=TIMEOUT)
        if done.returncode in (0, 1, 2):  # 1 and 2: it found something
            return [done.stdout], []
    if len(files) == 1:
        return [], files
    each = [_run_tool(command, [file], root) for file in files]
    return [text for texts, _ in each for text in texts], [file for _, broken in each for file in broken]


def _lint_problems(found: list[dict[str, Any]], root: Path) -> Iterator[Problem]:
    for one in found:
        if one["code"] == "invalid-syntax":  # the run of the script reports it
            continue
        path = Path(one["filename"]).relative_to(root).as_posix()
        first, rest = one["message"][:1], one["message"][1:]
        what = f"{first.lower() if rest[:1].islower() else first}{rest} ({one['code']})"
        fix = FIXED if one["fix"] and one["fix"]["applicability"] == "safe" else f"see {one['url']}"
        yield Problem(path, one["location"]["row"], what, fix, "script-style")


def _format_problems(difference: str) -> Iterator[Problem]:
    for hunk in HUNK.finditer(difference):
        line = int(hunk["line"]) + hunk["same"].count("\n")
        yield Problem(hunk["path"], line, "is not formatted like the other scripts", FIXED, "script-style")


def _spelling_problems(lines: str) -> Iterator[Problem]:
    rows = [json.loads(line) for line in lines.splitlines()]
    in_script = {(Path(row["path"]).with_suffix(""), row["typo"]) for row in _typos(rows) if not _is_output(row)}
    for row in _typos(rows):
        if _is_output(row) and (Path(row["path"]).with_suffix(""), row["typo"]) in in_script:
            continue  # its script prints it
        fix = f"write {' or '.join(row['corrections'])}" if row["corrections"] else "write another word"
        yield Problem(row["path"], row.get("line_num", 1), f"{quoted(row['typo'])} is misspelt", fix, "spelling")


def _typos(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in rows if row["type"] == "typo"]


def _is_output(row: dict[str, Any]) -> bool:
    return str(row["path"]).endswith(".out")


@cache
def _find_tool(name: str) -> str:
    """Return the path of the program that the package of this name installs."""
    try:
        files = importlib.metadata.files(name) or []
        return next(str(file.locate()) for file in files if file.stem == name and file.suffix in ("", ".exe"))
    except (importlib.metadata.PackageNotFoundError, StopIteration):
        raise BookError(Problem(name, 0, "is not installed", "delete .venv, then run ./dev again")) from None
