"""The rules of style: what the linter says of scripts, and what is misspelt in pages and scripts."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from bookbinder.base.problems import Problem, quoted
from bookbinder.rules.snippet_results import Runs
from bookbinder.rules.tools import find_tool
from bookbinder.run.runner import SnippetError

SETTINGS = "pyproject.toml"
HUNK = re.compile(r"^--- (?P<path>.+)\n\+\+\+ .*\n@@ -(?P<line>\d+).*\n(?P<same>(?: .*\n)*)", flags=re.MULTILINE)
CODE = re.compile(r" \((?P<code>[A-Z]+\d+)\)$")
# With these a file is not read as it was meant: code seems to be text, or a key is misspelt.
MISREAD = {"closed-fence", "closed-code", "whole-reference", "line-endings"}
FIXED = "./dev check --fix does it"
SECONDS = 20  # in which any linter has read any book


def style_problems(scripts: Iterable[str], texts: Iterable[str], root: Path) -> list[Problem]:
    """Return what the tests would refuse over style: the form of these scripts, the spelling of these texts."""
    scripts = [*scripts]
    linter = [*_ruff("check", root), "--output-format", "json", "--exit-zero", "--"]
    formatter = [*_ruff("format", root), "--diff", "--"]
    speller = [find_tool("typos"), *_settings(root, both=True), "--format", "json", "--"]
    with ThreadPoolExecutor(3) as pool:
        linted = pool.submit(_said, linter, scripts, root)
        formatted = pool.submit(_said, formatter, scripts, root)
        spelt = pool.submit(_said, speller, [*texts], root)
    problems = [one for text in linted.result()[0] for one in _linted(json.loads(text), root)]
    problems += [one for text in formatted.result()[0] for one in _formatted(text)]
    problems += _misspelt("".join(spelt.result()[0]))
    failed = {file for said in (linted, formatted, spelt) for file in said.result()[1]}
    what, fix = "no linter or speller reads this file to its end", "write it as others are"
    problems += [Problem(file, 1, what, fix, "script-style") for file in failed]
    return [one for one in problems if os.path.lexists(root / one.path)]  # what was deleted meanwhile has no mistake


def not_told(style: Iterable[Problem], told: Iterable[Problem], runs: Runs, root: Path) -> list[Problem]:
    """Return the problems of style without those that have the cause of another problem.

    That is one a line of what the linter says, and every misspelt word.
    """
    first = {(problem.path, problem.line): problem for problem in told}
    misread = {problem.path for problem in first.values() if problem.rule in MISREAD}
    misread |= {script.relative_to(root).as_posix() for script, run in runs.items() if isinstance(run, SnippetError)}
    new = [one for one in style if one.path not in misread and (one.path, one.line) not in first]
    return [one for one in new if one.rule == "spelling" or first.setdefault((one.path, one.line), one) is one]


def fixed_style(text: str, problem: Problem, root: Path) -> str:
    """Return a script as the linter would have it in what the problem says, or as it is."""
    code = CODE.search(problem.what)
    words = ["--fix-only", "--select", code["code"]] if code else []
    command = [*_ruff("check" if code else "format", root), *words, "--stdin-filename", problem.path, "-"]
    done = subprocess.run(command, cwd=root, input=text, capture_output=True, encoding="utf-8", timeout=SECONDS)
    return done.stdout if done.returncode == 0 else text


def _ruff(what: str, root: Path) -> list[str]:
    return [find_tool("ruff"), what, "--quiet", "--no-cache", *_settings(root)]


def _settings(root: Path, *, both: bool = False) -> list[str]:
    """Return the options for the book's own settings alone: others may lie beside what a stranger wrote."""
    config = ["--config", SETTINGS] if (root / SETTINGS).is_file() else []
    return ["--isolated", *config] if both or not config else config


def _said(command: list[str], files: list[str], root: Path) -> tuple[list[str], list[str]]:
    """Return what a program says of files, and on which it breaks down: deep nesting overflows its stack."""
    if not files:
        return [], []
    out, quiet = subprocess.PIPE, subprocess.DEVNULL
    with contextlib.suppress(subprocess.TimeoutExpired):
        done = subprocess.run([*command, *files], cwd=root, stdout=out, stderr=quiet, encoding="utf-8", timeout=SECONDS)
        if done.returncode in (0, 1, 2):  # 1 and 2 say that something was found
            return [done.stdout], []
    if len(files) == 1:
        return [], files
    each = [_said(command, [file], root) for file in files]
    return [text for texts, _ in each for text in texts], [file for _, broken in each for file in broken]


def _linted(found: list[dict[str, Any]], root: Path) -> Iterator[Problem]:
    for one in found:
        if one["code"] == "invalid-syntax":  # which running it says
            continue
        path = Path(one["filename"]).relative_to(root).as_posix()
        first, rest = one["message"][:1], one["message"][1:]
        what = f"{first.lower() if rest[:1].islower() else first}{rest} ({one['code']})"
        fix = one["fix"] if one["fix"] and one["fix"]["applicability"] == "safe" else None
        yield Problem(path, one["location"]["row"], what, FIXED if fix else f"see {one['url']}", "script-style")


def _formatted(difference: str) -> Iterator[Problem]:
    for hunk in HUNK.finditer(difference):
        line = int(hunk["line"]) + hunk["same"].count("\n")
        yield Problem(hunk["path"], line, "is not formatted as all scripts are", FIXED, "script-style")


def _misspelt(lines: str) -> Iterator[Problem]:
    rows = [json.loads(line) for line in lines.splitlines()]
    told = {(Path(row["path"]).with_suffix(""), row["typo"]) for row in _typos(rows) if not _is_output(row)}
    for row in _typos(rows):
        if _is_output(row) and (Path(row["path"]).with_suffix(""), row["typo"]) in told:
            continue  # its script prints it
        fix = f"write {' or '.join(row['corrections'])}" if row["corrections"] else "write another word"
        yield Problem(row["path"], row.get("line_num", 1), f"{quoted(row['typo'])} is misspelt", fix, "spelling")


def _typos(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in rows if row["type"] == "typo"]


def _is_output(row: dict[str, Any]) -> bool:
    return str(row["path"]).endswith(".out")
