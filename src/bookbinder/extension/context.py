"""What the extension knows while it converts a page: the settings of its process, and the page with its lines."""

from __future__ import annotations

import html
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from weakref import WeakKeyDictionary

from markdown import Markdown
from pymdownx.inlinehilite import InlineHiliteException
from pymdownx.superfences import SuperFencesException

from bookbinder.base import variables
from bookbinder.base.problems import BookError, Problem, Wrong, find_root
from bookbinder.content.page import Page
from bookbinder.content.snippet_names import find_snippet
from bookbinder.rules.markup import FORMULA, without_code
from bookbinder.run.cache import run_cached
from bookbinder.run.result import Run, SnippetError
from bookbinder.run.runner import snippet_failure


@dataclass(frozen=True)
class Settings:
    """All that the extension takes from its process: nothing else of it reads the environment or the command line."""

    root: Path
    is_preview: bool = False
    is_build: bool = False  # by ./dev build: the book stays as it is until the engine ends
    url: str = ""
    repository: str = ""
    reports: str = ""


def read_settings() -> Settings:
    """Return the settings of this process, which is an engine's."""
    reports = os.environ.get(variables.REPORTS, "")
    is_preview = bool(reports) or "serve" in sys.argv[1:2]  # the latter if an engine was started by hand
    url, repository = variables.site_url(), os.environ.get(variables.REPOSITORY, "").rstrip("/")
    return Settings(find_root(), is_preview, variables.BUILDING in os.environ, url, repository, reports)


@dataclass(frozen=True)
class Context:
    """A page that is being converted. `depth` is how many folders deep the engine takes links in HTML to lie."""

    settings: Settings
    page: Page
    depth: int
    runs: dict[str, tuple[str, Run]] = field(default_factory=dict)  # by name: a page shows many values of a run

    def fail(self, line: int, wrong: Wrong) -> str:
        """Stop a build with something wrong in a line of the page; in a preview, return the HTML to show instead."""
        problem = wrong.problem(self.page.path, line)
        if not self.settings.is_preview:
            raise BookError(problem)
        return f'<span class="problems">{html.escape(problem.what)}</span>'

    def line_of_fence(self, language: str, body: str, options: dict[str, str]) -> int:
        """Return the line of a fence: of several with the same body, that with these options."""
        same = [one for one in self.page.fences if (one.language, one.body.strip()) == (language, body.strip())]
        exact = [one for one in same if one.given == options]
        return _first(one.line for one in (*exact, *same))

    def number_of_figure(self, line: int) -> int:
        """Return which of the page's figures the fence in this line is, from 1."""
        return sum(fence.language == "figure" and fence.line <= line for fence in self.page.fences)

    def line_of_live_value(self, expression: str) -> int:
        """Return the line of a live value; of several that are the same, all fail, and the first is reported."""
        return _first(live.line for live in self.page.lives if live.expression == expression.strip())

    def line_of_edit(self, expression: str) -> int:
        """Return the line of a button's place; of several that are the same, the first."""
        return _first(edit.line for edit in self.page.edits if edit.expression == expression.strip())

    def line_of_formula(self, latex: str) -> int:
        """Return the line in which a formula begins."""
        text = without_code(self.page)
        formulas = ((match, [(part or "").split() for part in match.groups()]) for match in FORMULA.finditer(text))
        return _first(text.count("\n", 0, match.start()) + 1 for match, parts in formulas if latex.split() in parts)

    def run_snippet(self, name: str) -> tuple[str, Run]:
        """Return a snippet's source and its run."""
        if name not in self.runs:
            self.runs[name] = self._run(name)
        return self.runs[name]

    def _run(self, name: str) -> tuple[str, Run]:
        script = find_snippet(name, self.settings.root)
        try:
            run = (_run_once if self.settings.is_build else run_cached)(script, self.settings.root)
        except SnippetError as error:
            raise snippet_failure(name, error) from None
        return script.read_text(encoding="utf-8"), run


_run_once = cache(run_cached)  # the key alone of a run costs more than a listing

# By the Markdown instance that converts the page, which is all that formatters of pymdownx are given.
contexts: WeakKeyDictionary[Markdown, Context] = WeakKeyDictionary()


class StopConversion(SuperFencesException, InlineHiliteException):
    """A BookError in the form that pymdownx lets through.

    It swallows every other exception of a fence or an inline code, and publishes the page with their source in it.
    """


@contextmanager
def stops_conversion() -> Iterator[None]:
    """Decorate a formatter of pymdownx whose BookError must stop the engine."""
    try:
        yield
    except BookError as error:
        raise StopConversion(str(error)) from None


def notice(problems: Iterable[Problem]) -> list[str]:
    """Print the problems, and return a block of Markdown that lists them."""
    lines = []
    for problem in problems:
        print(problem, file=sys.stderr, flush=True)
        lines += [f"<li>{html.escape(str(problem))}</li>"]
    return ['<ul class="problems">', *lines, "</ul>", ""] if lines else []


def _first(lines: Iterable[int]) -> int:
    return next(iter(lines), 1)
