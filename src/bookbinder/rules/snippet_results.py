"""The rules that need a snippet's run: it succeeds, prints what is recorded, and has the values that pages name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import zip_longest
from pathlib import Path

from bookbinder.base.files import why_unreadable
from bookbinder.base.problems import Problem, Wrong, quoted
from bookbinder.content.book import QUESTIONS
from bookbinder.content.links import TARGET
from bookbinder.content.page import Page
from bookbinder.content.snippet_names import LARGEST, find_snippet, format_live, parse_live, snippet_name
from bookbinder.render.figures import inline_figure
from bookbinder.rules.code import WORDS, has_unknown_language
from bookbinder.run.cache import run_cached
from bookbinder.run.result import Run, SnippetError
from bookbinder.run.runner import snippet_failure
from bookbinder.run.sections import run_section
from bookbinder.run.session import SESSION
from bookbinder.run.source_files import digest_sources, source_states

NAMES = {"snippet-name", "snippet-exists", "snippet-section"}  # reported at the line with the snippet's name
Runs = dict[Path, Run | SnippetError]

NUMBER = re.compile(r"(?<![\w.#/-])\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?(?![\w/])")
DIGITS = re.compile(r"\d+\.\d{9,}")
# Digits that are not results: code, link targets, identifiers, years, versions of software.
NOT_A_RESULT = re.compile(
    rf"`[^`]*`|{TARGET.pattern}|\b(?:arXiv|doi):\S+|\b(?:1[89]|20)\d\d\b"
    r"|\b(?:Python|NumPy|SciPy|PyTorch|JAX|Optax|Flax|TensorFlow|Keras|scikit-learn|transformers|XGBoost|mpmath)"
    r" v?\d+(?:\.\d+)*(?:(?:,| and| or| to|–) ?v?\d+(?:\.\d+)+)*"
)


def run_snippets(scripts: list[Path], root: Path, progress: Callable[[str], None]) -> Runs:
    """Run every script, two at a time, and return how each ended."""
    sources = digest_sources(source_states())

    def run(script: Path) -> Run | SnippetError:
        try:
            return run_cached(script, root, sources)
        except SnippetError as error:
            return error

    runs: Runs = {}
    with ThreadPoolExecutor(2) as pool:
        try:
            for script, result in zip(scripts, pool.map(run, scripts), strict=True):
                runs[script] = result
                progress(f"snippets: {len(runs)}/{len(scripts)}")
        except BaseException:  # on Ctrl-C, do not wait for the running snippets
            pool.shutdown(wait=False, cancel_futures=True)
            SESSION.stop()
            raise
    return runs


def shown_snippets(pages: list[Page]) -> set[str]:
    """Return the names of the snippets that pages show."""
    return {name for page in pages for name in page.snippets}


def snippet_problems(pages: list[Page], runs: Runs, root: Path, unread: Iterable[str] = ()) -> Iterator[Problem]:
    """Yield what is wrong with the snippets themselves: no page shows them, or their output has changed."""
    shown = shown_snippets(pages)
    misread = any(has_unknown_language(fence) for page in pages for fence in page.fences)

    def is_missing() -> bool:
        return any(not (root / "snippets" / f"{name}.py").is_file() for name in shown)

    for script, result in runs.items():
        name = snippet_name(script, root)
        path = f"snippets/{name}.py"
        if name not in shown and not (unread or misread or is_missing()):  # else a page may mean it
            fix = "show it in a ```snippet fence, or delete it"
            yield Problem(path, 1, "no page shows this snippet", fix, "snippet-shown")
            if isinstance(result, SnippetError):
                yield Problem(path, result.line, result.what, "fix the snippet", "snippet-runs")
        elif isinstance(result, Run):
            yield from recorded_problems(script, result, root)


def recorded_problems(script: Path, run: Run, root: Path) -> Iterator[Problem]:
    """Yield the first line in which the output differs from the recorded one."""
    record = script.with_suffix(".out")
    name = record.relative_to(root).as_posix()
    for number, line in enumerate(run.printed.split("\n"), 1):
        if digits := DIGITS.search(line):
            fix = "print it with a format, such as {x:.4f}, or x.round(4)"
            place = (name, number) if record.is_file() else (script.relative_to(root).as_posix(), 1)
            yield Problem(*place, f"{digits[0]} has more digits than are the same on every machine", fix, "few-digits")
            return
    if record.exists() and why_unreadable(root, record.relative_to(root), LARGEST):
        return  # another rule reports it
    if not record.is_file():
        yield Problem(name, 1, "the output is not recorded", "review it, then run ./dev check --fix", "output-recorded")
        return
    recorded = record.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
    pairs = zip_longest(recorded.split("\n"), run.output.split("\n"), fillvalue="(nothing)")
    for number, (old, new) in enumerate(pairs, 1):
        if old != new:
            fix = "if the new output is right, run ./dev test --update and review the change"
            yield Problem(name, number, f"recorded {quoted(old)}, now prints {quoted(new)}", fix, "output-unchanged")
            return


def result_problems(page: Page, runs: Runs, root: Path) -> Iterator[Problem]:
    """Yield what a page shows wrongly: snippets that fail, values that do not exist, numbers typed by hand."""
    named: dict[str, Run] = {}
    broken = {fence.body for fence in page.fences if has_unknown_language(fence)}  # each may be a snippet's
    for fence in page.fences:
        name = fence.snippet
        if not fence.shows_snippet or name in broken:  # one mistake, one message
            continue
        if not name and fence.options:  # the name is in the options: reported as such
            broken.add(name)
            continue
        try:
            named[name] = _run_of(name, runs, root)
            if fence.section:
                run_section(find_snippet(name, root), fence.section, root)
            if fence.language == "figure" and WORDS.fullmatch(fence.options):  # else another problem is reported for it
                inline_figure(named[name].drawing, "", "", "figure")
        except Wrong as wrong:
            broken.add(name)
            yield wrong.problem(page.path, fence.name_line if wrong.rule in NAMES else fence.line)
    shown = page.snippets
    for live in page.lives:
        try:
            reference = parse_live(live.expression, shown)
            if reference.snippet not in broken:
                if reference.snippet not in named:
                    named[reference.snippet] = _run_of(reference.snippet, runs, root)
                format_live(reference, named[reference.snippet].values)
        except Wrong as wrong:
            # Else it may name a snippet whose fence is broken.
            if not broken and (shown or "/" in live.expression):
                yield wrong.problem(page.path, live.line)
    if not broken and (named or not page.path.startswith(QUESTIONS)):
        texts = (find_snippet(name, root).read_text(encoding="utf-8") + run.output for name, run in named.items())
        yield from _typed_numbers(page, "\n".join(texts).replace(",", "").replace("_", ""))


def _run_of(name: str, runs: Runs, root: Path) -> Run:
    result = runs.get(root / "snippets" / f"{name}.py") or runs[find_snippet(name, root)]
    if isinstance(result, SnippetError):
        raise snippet_failure(name, result)
    return result


def _typed_numbers(page: Page, known: str) -> Iterator[Problem]:
    """Yield the numbers of three or more significant digits that are in no script or output of the page."""

    @cache
    def is_known(text: str) -> bool:
        return re.search(rf"(?<![\d.]){re.escape(text)}(?!\d)", known) is not None

    captions = {fence.line: fence.given.get("caption", "") for fence in page.fences}
    for number, line in (captions | page.prose).items():
        for match in NUMBER.finditer(NOT_A_RESULT.sub(" ", line)):
            text = match[0].replace(",", "")
            digits = text.partition("e")[0].replace(".", "").strip("0")
            if len(digits) >= 3 and not is_known(text):
                what = f"{match[0]} is typed by hand, and no snippet of this page contains it"
                yield Problem(page.path, number, what, "write it as `#!live snippet.value:format`", "typed-number")
