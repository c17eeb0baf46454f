"""Checks the book, or some of it, without an engine: every rule of every page, every snippet run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

from bookbinder.book import QUESTIONS, Book, read_book
from bookbinder.errors import Problem
from bookbinder.lists import list_problems
from bookbinder.measured import measured_problems
from bookbinder.navigation import navigation_problems
from bookbinder.rules.blocks import block_problems, title_problems
from bookbinder.rules.bounds import bound_problems
from bookbinder.rules.code import code_problems
from bookbinder.rules.excused import without_excused
from bookbinder.rules.files import file_problems
from bookbinder.rules.form import form_problems, guidance_problems
from bookbinder.rules.formulas import formula_problems
from bookbinder.rules.front import front_problems, other_front_problems
from bookbinder.rules.html import html_problems
from bookbinder.rules.links import link_problems
from bookbinder.rules.markup import markup_problems
from bookbinder.rules.prose import prose_problems, word_problems
from bookbinder.rules.texts import phrasing_problems, reference_problems
from bookbinder.rules.whole import whole_problems
from bookbinder.runner import Run, SnippetError
from bookbinder.scope import Scope, find_files, needed_snippets
from bookbinder.snippets import all_scripts, snippet_name
from bookbinder.source import Page
from bookbinder.truth import Runs, page_truths, run_snippets, snippet_problems

MOST = 30  # problems of one subject on one page: who has corrected those sees the others


def check(root: Path, progress: Callable[[str], None], paths: Iterable[str] = ()) -> list[Problem]:
    """Return everything that is wrong with the book, or with the pages and snippets at the paths, sorted by place."""
    files = find_files(paths, root)
    book = read_book(root)
    pages = [*book.pages.values(), *book.others]
    scope = Scope(files, pages, root) if files else None
    runs = run_snippets(scope.scripts if scope else all_scripts(root), root, progress)
    problems = [*book.problems, *whole_problems(book), *navigation_problems(book), *reference_problems(book)]
    problems += file_problems(root, {name for page in pages for name in page.snippets})
    problems += snippet_problems(pages, runs, root, book.unread)
    for page in scope.pages if scope else pages:
        problems += _problems(page, book, runs)
    unreadable = {problem.path for problem in problems if problem.rule in ("hidden-characters", "utf-8")}
    return sorted(
        problem
        for problem in set(problems)
        if (not scope or problem.path in scope.paths)
        and not (problem.rule == "snippet-runs" and problem.what.partition(":")[0] in unreadable)
    )


def check_page(page: Page, book: Book, runs: dict[str, Run | SnippetError] | None = None) -> list[Problem]:
    """Return what is wrong with one page, and with the snippets that it shows; `runs` are theirs, where known."""
    needed = needed_snippets(page)
    runs = runs_by_name(needed, book.root) if runs is None else runs
    by_script = {_script(name, book.root): runs[name] for name in sorted(needed & runs.keys())}
    shown = {script: run for script, run in by_script.items() if snippet_name(script, book.root) in page.snippets}
    problems = [*_problems(page, book, by_script), *snippet_problems([page], shown, book.root)]
    return sorted(set(problems))


def runs_by_name(names: set[str], root: Path) -> dict[str, Run | SnippetError]:
    """Run those of the snippets that there are, and return how each ended."""
    scripts = [script for script in all_scripts(root) if snippet_name(script, root) in names]
    return {snippet_name(script, root): run for script, run in run_snippets(scripts, root, lambda text: None).items()}


def _script(name: str, root: Path) -> Path:
    return root / "snippets" / f"{name}.py"


def _problems(page: Page, book: Book, runs: Runs) -> Iterator[Problem]:
    if page.path.startswith(f"{QUESTIONS}/") and page.path != f"{QUESTIONS}/{page.slug}.md":
        return  # in a folder where no page may be: from there no link leads where it should
    if too_much := [*bound_problems(page)]:
        yield from too_much  # alone: the other rules would take seconds
        return
    if page.path.startswith(f"{QUESTIONS}/"):
        found = [
            front_problems(page, book),
            phrasing_problems(page, book),
            form_problems(page),
            prose_problems(page),
            block_problems(page),
        ]
    else:
        found = [other_front_problems(page), guidance_problems(page)]
    found += [
        title_problems(page),
        word_problems(page),
        code_problems(page),
        list_problems(page),
        measured_problems(page, book.root),
    ]
    unclosed, certain = [*markup_problems(page)], without_excused(page)
    found += [formula_problems(page), iter(unclosed), html_problems(page, certain, {one.line for one in unclosed})]
    found += [link_problems(page, certain, book), page_truths(page, runs, book.root)]
    for problems in found:
        yield from islice(problems, MOST)
