"""Checks the book, or part of it, without an engine: runs every snippet and applies every rule to every page."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from bookbinder.base.problems import Problem
from bookbinder.content.book import QUESTIONS, Book, read_book
from bookbinder.content.page import Page
from bookbinder.content.snippet_names import all_scripts
from bookbinder.render.measurements import measured_problems
from bookbinder.render.question_lists import list_problems
from bookbinder.rules.blocks import block_problems, title_problems
from bookbinder.rules.bounds import bound_problems
from bookbinder.rules.code import code_problems
from bookbinder.rules.cross_page import cross_page_problems
from bookbinder.rules.digits import digit_problems
from bookbinder.rules.edits import edit_problems
from bookbinder.rules.files import file_problems
from bookbinder.rules.form import form_problems, guidance_problems
from bookbinder.rules.formulas import formula_problems
from bookbinder.rules.front_matter import front_problems, other_front_problems
from bookbinder.rules.html import html_problems
from bookbinder.rules.length import length_problems
from bookbinder.rules.links import link_problems
from bookbinder.rules.markup import markup_problems
from bookbinder.rules.navigation import navigation_problems
from bookbinder.rules.prose import prose_problems, word_problems
from bookbinder.rules.scope import Scope, find_files, named_scripts
from bookbinder.rules.snippet_results import Runs, result_problems, run_snippets, shown_snippets, snippet_problems
from bookbinder.rules.style import drop_repeated, style_problems
from bookbinder.rules.verbatim import without_verbatim
from bookbinder.rules.yaml_texts import phrasing_problems, reference_problems
from bookbinder.run.result import SnippetError

MOST = 30  # problems of one subject on one page: after a fix of these, the others are reported


@dataclass(frozen=True)
class Begun:
    """A check whose snippets have run: whether an engine may read the book meanwhile, and what finds all problems."""

    is_sound: bool
    runs: Runs
    finish: Callable[[], list[Problem]]


def check(root: Path, progress: Callable[[str], None], paths: Iterable[str] = ()) -> list[Problem]:
    """Return everything that is wrong with the book, or with the pages and snippets at the paths, sorted by place."""
    return begin_check(root, progress, paths).finish()


def begin_check(root: Path, progress: Callable[[str], None], paths: Iterable[str] = ()) -> Begun:
    """Run the snippets and check files and texts; the rest needs no other process, so an engine can run beside it."""
    files = find_files(paths, root)
    book = read_book(root)
    pages = book.all_pages
    scope = Scope(files, pages, named_scripts(root)) if files else None
    scripts, checked = (scope.scripts, scope.pages) if scope else (all_scripts(root), pages)
    names, texts = linted_files(scripts, checked, root)
    interrupted = Event()
    with ThreadPoolExecutor(2) as beside, ExitStack() as on_exit:  # the snippets run in other processes meanwhile
        on_exit.callback(interrupted.set)  # so that nobody waits for the rules after Ctrl-C
        # The spell checker reads folders four times as fast as their files one by one.
        style = beside.submit(style_problems, names, texts if scope else ["docs", "snippets"], root)
        written = beside.submit(_text_problems, checked, book, interrupted)
        runs = run_snippets(scripts, root, progress)
        shown, covers = shown_snippets(pages), scope.covers if scope else lambda path: True
        found = [*file_problems(root, shown, covers), *written.result()]
        complaints = style.result()

    def finish() -> list[Problem]:
        problems = [*book.problems, *shared_problems(book), *own_problems(checked, pages, book, runs, found)]
        problems += drop_repeated(complaints, problems, runs, root)
        return _merge_failures(sorted(one for one in set(problems) if not scope or scope.covers(one.path)))

    fails = any(isinstance(run, SnippetError) for run in runs.values())
    return Begun(not (book.problems or found or complaints or fails), runs, finish)


def _merge_failures(problems: list[Problem]) -> list[Problem]:
    """Return the problems with one for each failing snippet, which names all places that show it."""
    places: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.rule == "snippet-runs":
            places.setdefault(problem.what, []).append(problem)
    also_shown = {first: others for first, *others in places.values()}
    repeated = {other for others in also_shown.values() for other in others}
    return [_with_places(one, also_shown.get(one, [])) for one in problems if one not in repeated]


def _with_places(problem: Problem, others: list[Problem]) -> Problem:
    also = ", ".join(f"{other.path}:{other.line}" for other in others)
    return problem._replace(what=f"{problem.what} (also shown at {also})") if also else problem


def shared_problems(book: Book) -> list[Problem]:
    """Return what is wrong between pages, in the navigation and in the references."""
    return [*cross_page_problems(book), *navigation_problems(book), *reference_problems(book)]


def own_problems(checked: list[Page], pages: list[Page], book: Book, runs: Runs, found: list[Problem]) -> list[Problem]:
    """Return the problems that were found in files and texts, and those of the snippets that ran and their results."""
    problems = [*found]
    problems += snippet_problems(pages, runs, book.root, book.unread)
    for page in checked:
        problems += _shown_problems(page, book, runs)
    unreadable = {problem.path for problem in problems if problem.rule in ("hidden-characters", "utf-8")}
    return [one for one in problems if one.rule != "snippet-runs" or one.what.partition(":")[0] not in unreadable]


def linted_files(scripts: list[Path], pages: list[Page], root: Path) -> tuple[list[str], list[str]]:
    """Return the paths for the linter, which are the scripts, and those for the spell checker."""
    names = [script.relative_to(root).as_posix() for script in scripts]
    outputs = [name for name in (f"{name.removesuffix('.py')}.out" for name in names) if (root / name).is_file()]
    return names, [*names, *(page.path for page in pages), *outputs]


def _text_problems(pages: list[Page], book: Book, interrupted: Event) -> list[Problem]:
    """Return what is wrong with the texts of pages; stop early once the check is interrupted."""
    checked = itertools.takewhile(lambda _: not interrupted.is_set(), pages)
    return [problem for page in checked for problem in page_problems(page, book)]


def page_problems(page: Page, book: Book) -> Iterator[Problem]:
    """Yield what is wrong with a page, whatever its snippets print."""
    if _lies_too_deep(page):
        return
    if too_much := [*bound_problems(page)]:
        yield from too_much  # and nothing else: the other rules would take seconds
        return
    if page.path.startswith(f"{QUESTIONS}/"):
        found = [front_problems(page, book), phrasing_problems(page, book), form_problems(page)]
        found += [length_problems(page), prose_problems(page), block_problems(page)]
    else:
        found = [other_front_problems(page), guidance_problems(page)]
    found += [title_problems(page), word_problems(page), code_problems(page), list_problems(page, book)]
    found += [measured_problems(page, book.root), edit_problems(page, book.root)]
    unclosed, markup = [*markup_problems(page)], without_verbatim(page)
    found += [formula_problems(page), iter(unclosed), html_problems(page, markup, {one.line for one in unclosed})]
    found += [link_problems(page, markup, book)]
    for problems in found:
        yield from itertools.islice(problems, MOST)


def _shown_problems(page: Page, book: Book, runs: Runs) -> Iterator[Problem]:
    """Yield what is wrong with the results that a page shows."""
    if _lies_too_deep(page) or any(bound_problems(page)):
        return
    results = [*result_problems(page, runs, book.root)]
    yield from results[:MOST]
    if page.path.startswith(f"{QUESTIONS}/"):
        typed = {one.line for one in results if one.rule == "typed-number"}
        yield from itertools.islice(
            (one for one in digit_problems(page, runs, book.root) if one.line not in typed), MOST
        )


def _lies_too_deep(page: Page) -> bool:
    """Return whether a page lies in a folder where no page may be, so that its links are wrong."""
    return page.path.startswith(f"{QUESTIONS}/") and page.path != f"{QUESTIONS}/{page.slug}.md"
