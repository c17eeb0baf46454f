"""What a page shows that does not stand in its own text: snippets, values of snippets, measurements, the library."""

from __future__ import annotations

import ast
import contextlib
from collections.abc import Iterable
from pathlib import Path

from bookbinder.base.problems import Wrong
from bookbinder.content.page import FIGURE, LIVE, Page
from bookbinder.content.snippet_names import parse_live

REST = ""  # names what is no public function of a module


def snippets_of(page: Page) -> set[str]:
    """Return the snippets that a page shows or takes values from, as slug/name."""
    return {*page.snippets, *_named(page, (live.expression for live in page.lives))}


def snippets_of_answers(pages: Iterable[Page]) -> set[str]:
    """Return the snippets from which the pages' answers, which lists repeat, take values."""
    answers = ((page, LIVE.finditer("\n".join(page.answer))) for page in pages)
    return {name for page, lives in answers for name in _named(page, (live["expression"].strip() for live in lives))}


def lists_questions(page: Page) -> bool:
    """Return whether a page repeats what other pages say of themselves."""
    return any(fence.language == "questions" for fence in page.fences)


def shows_measurements(page: Page) -> bool:
    """Return whether a page shows what benchmarks measured."""
    return any(fence.language == "measured" for fence in page.fences) or bool(FIGURE.search(page.text))


def code_of(module: Path) -> dict[str, str]:
    """Return the code of a module's public functions, and of the rest; layout, comments and docstrings do not count."""
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


def _named(page: Page, expressions: Iterable[str]) -> set[str]:
    names = set()
    for expression in expressions:
        with contextlib.suppress(Wrong):  # which the page itself says
            names.add(parse_live(expression, page.snippets).snippet)
    return names
