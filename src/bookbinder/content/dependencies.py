"""Finds what pages and scripts depend on: snippets, measurements, functions of the library, packages."""

from __future__ import annotations

import ast
import contextlib
import sys
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from bookbinder.base.problems import Wrong
from bookbinder.content.page import FIGURE, LIVE, Page
from bookbinder.content.snippet_names import parse_live

# Versions that a reader's environment may not have, without a sign that a shell reads.
VERSIONS = {"matplotlib": "~=3.9"}  # the first one for NumPy 2, which logitbook needs
REST = ""  # the name of all code of a module outside its public functions


def snippets_of(page: Page) -> set[str]:
    """Return the snippets that a page shows or takes values from, by name."""
    return {*page.snippets, *_named(page, (live.expression for live in page.lives))}


def snippets_of_answers(pages: Iterable[Page]) -> set[str]:
    """Return the snippets that the pages' answers, which lists of questions repeat, take values from."""
    answers = ((page, LIVE.finditer("\n".join(page.answer))) for page in pages)
    return {name for page, lives in answers for name in _named(page, (live["expression"].strip() for live in lives))}


def lists_questions(page: Page) -> bool:
    """Return whether a page lists questions, and so repeats parts of their pages."""
    return any(fence.language == "questions" for fence in page.fences)


def shows_measurements(page: Page) -> bool:
    """Return whether a page shows what benchmarks measured."""
    return any(fence.language == "measured" for fence in page.fences) or bool(FIGURE.search(page.text))


def code_of(module: Path) -> dict[str, str]:
    """Return the code of each public function of a module, and of the rest, without layout, comments and docstrings."""
    try:
        tree = ast.parse(module.read_bytes())
    except (OSError, SyntaxError):
        return {}
    code: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Module) and ast.get_docstring(node) is not None:
            node.body = node.body[1:]
    for node in tree.body:
        name = node.name if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") else REST
        code[name] = code.get(name, "") + ast.dump(node)
    return code


def packages_of(*sources: str) -> list[str]:
    """Return the packages other than logitbook that these sources import, with versions, in alphabetical order."""
    found = set[str]().union(*map(_imported, sources)) - set(sys.stdlib_module_names) - {"logitbook"}
    return [name + VERSIONS.get(name, "") for name in sorted(found)]


def imports_library(source: str) -> bool:
    """Return whether a source imports logitbook."""
    return "logitbook" in _imported(source)


@lru_cache(maxsize=4096)  # a preview asks for all of them after every edit
def _imported(source: str) -> frozenset[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").partition(".")[0])
    return frozenset(found)


def _named(page: Page, expressions: Iterable[str]) -> set[str]:
    names, shown = set(), page.snippets
    for expression in expressions:
        with contextlib.suppress(Wrong):  # the check reports it
            names.add(parse_live(expression, shown).snippet)
    return names
