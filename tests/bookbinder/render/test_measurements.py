"""A page shows the figures of the record, and a benchmark records the figures that it prints."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from markdown import Markdown

from benchmarks import record, snippets
from bookbinder.base.problems import BookError
from bookbinder.content.book import read_book
from bookbinder.content.page import read_page
from bookbinder.extension.context import Settings
from bookbinder.extension.page_processor import PagePreprocessor
from bookbinder.render.measurement_tables import TABLES
from bookbinder.render.measurements import RESULTS, expand_measured
from bookbinder.rules.check import check
from tests.bookbinder.model import FILES, MEASURED, ONE, PAGE, RECORD, write_model

TOPIC = "docs/topics/meaning/index.md"
SNIPPETS = f"{RESULTS}/snippets.json"
FENCE = 1 + FILES[TOPIC].splitlines().index("```measured")
FIGURE = FENCE + 4


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """The smallest book, which shows a table and a figure."""
    write_model(tmp_path)
    return tmp_path


def expanded(book: Path, name: str = TOPIC) -> str:
    page = book / name
    return "\n".join(expand_measured(page.read_text().split("\n"), read_page(page, book), book))


def said(book: Path) -> list[str]:
    return [str(problem).partition(" (CONTRIBUTING")[0] for problem in check(book, lambda text: None)]


def test_a_table_shows_the_record(book: Path) -> None:
    text = expanded(book)
    assert "| Milliseconds | Median | Slowest |\n| --- | ---: | ---: |\n" in text
    assert "| The script, in a Python started for it | 63.72 | 70.17 |\n" in text
    assert "Measured on 31 January 2026, on a machine of 2 cores (Abacus), with Python 3.11.7, NumPy 2.4.6." in text
    assert "```" not in text.partition("Measured on")[2].replace("`./dev bench snippets`", "")


def test_a_figure_shows_the_record(book: Path) -> None:
    assert 'takes <span class="measured" data-from="snippets.median.fresh">64</span> ms.' in expanded(book)


def test_a_new_record_is_shown_at_once(book: Path) -> None:
    (book / SNIPPETS).write_text(RECORD.replace("63.72", "81.5"))
    assert "| 81.50 |" in expanded(book)
    assert ">82</span> ms." in expanded(book)


def test_a_table_within_a_block_keeps_its_indentation(book: Path) -> None:
    (book / TOPIC).write_text('# T\n\n??? note "Closed"\n    ```measured\n    snippets\n    ```\n')
    lines = [line for line in expanded(book).splitlines()[3:] if line]
    assert len(lines) > 3
    assert all(line.startswith("    ") for line in lines)


@pytest.mark.parametrize("mark", ["``#!measured snippets.median.fresh``", "`measured`"])
def test_text_that_only_looks_like_a_figure_stays(book: Path, mark: str) -> None:
    (book / TOPIC).write_text(f"# T\n\n{mark}\n")
    assert expanded(book) == f"# T\n\n{mark}\n"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("\nsnippets\n", "\nsnips\n", f"{TOPIC}:{FENCE}: there is no table 'snips': name one of: build size, "),
        ("snippets.median", "snips.median", f"{TOPIC}:{FIGURE}: there is no benchmark 'snips': name one of: build, "),
        ("fresh:", "stale:", f"{TOPIC}:{FIGURE}: snippets.median has no figure 'stale': write one of: apart, cached, "),
        (
            "fresh:",
            "fresh.x:",
            f"{TOPIC}:{FIGURE}: snippets.median.fresh has no figure 'x': write snippets.median.fresh",
        ),
        ("median.fresh:", "median:", f"{TOPIC}:{FIGURE}: snippets.median is more than one figure: add one of: apart, "),
        (":.0f", ":.0q", f"{TOPIC}:{FIGURE}: cannot format snippets.median.fresh: "),
    ],
    ids=["table", "benchmark", "figure", "deeper", "several", "format"],
)
def test_a_wrong_name_is_one_message_at_its_line(book: Path, old: str, new: str, message: str) -> None:
    assert FILES[TOPIC].count(old) == 1
    (book / TOPIC).write_text(FILES[TOPIC].replace(old, new))
    problems = said(book)
    assert len(problems) == 1
    assert problems[0].startswith(message)
    with pytest.raises(BookError, match=rf"^{TOPIC}:\d+: "):
        expanded(book)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, f"{SNIPPETS}:1: is missing: restore it from git"),
        (RECORD.replace('"slowest":', '"slowest"'), f"{SNIPPETS}:5: is not JSON ("),
        ("[]", f"{SNIPPETS}:1: is not a record: restore it from git"),
        (RECORD.replace("70.17", "NaN"), f"{SNIPPETS}:1: lacks what the table 'snippets' shows: restore it from git"),
        (RECORD.replace("slowest", "worst"), f"{SNIPPETS}:1: lacks what the table 'snippets' shows: restore it"),
        (RECORD.replace("2026-01-31", "soon"), f"{SNIPPETS}:1: lacks what the table 'snippets' shows: restore it"),
    ],
    ids=["missing", "not JSON", "a list", "not a number", "no slowest", "no day"],
)
def test_a_damaged_record_is_one_message_in_the_record(book: Path, text: str | None, message: str) -> None:
    if text is None:
        (book / SNIPPETS).unlink()
    else:
        (book / SNIPPETS).write_text(text)
    problems = said(book)
    assert len(problems) == 1
    assert problems[0].startswith(message)


def test_a_question_shows_measurements(book: Path) -> None:
    (book / PAGE).write_text(ONE + "\n" + MEASURED)
    assert said(book) == []
    processor = PagePreprocessor(Markdown(), Settings(book))
    lines = (book / PAGE).read_text().split("\n")
    text = "\n".join(processor.complete(read_page(book / PAGE, book), lines, read_book(book)))
    assert "| 63.72 | 70.17 |" in text
    assert ">64</span> ms." in text
    assert text.index("Measured on") < text.index("## Where next")


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Run the smallest benchmark, with one round, and return the folder of its records."""

    def run(*arguments: str) -> Path:
        monkeypatch.setattr(record, "RESULTS", tmp_path)
        monkeypatch.setattr(snippets, "ROUNDS", 1)
        monkeypatch.setattr(sys, "argv", ["snippets", *arguments])
        snippets.main()
        return tmp_path

    return run


def test_record_writes_the_figures_that_it_prints(
    bench: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    written = (bench("--record", "--json") / "snippets.json").read_text(encoding="utf-8")
    figures = json.loads(written)["figures"]
    assert json.loads(capsys.readouterr().out) == figures
    assert figures["rounds"] == 1
    assert TABLES["snippets"](figures).rows[0][1] == f"{figures['median']['own_work']:.2f}"


def test_without_record_nothing_is_written(bench: Callable[..., Path]) -> None:
    assert list(bench().iterdir()) == []


def test_the_table_that_a_benchmark_prints_holds_the_recorded_figures(
    bench: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    figures = json.loads((bench("--record") / "snippets.json").read_text(encoding="utf-8"))["figures"]
    printed = capsys.readouterr().out
    assert all(f"{value:.2f}" in printed for kind in ("median", "slowest") for value in figures[kind].values())


@pytest.mark.parametrize(("peer", "faster"), [("scipy", True), ("torch", False), ("jax", False)])
def test_the_about_pages_words_on_speed_are_true(root: Path, peer: str, faster: bool) -> None:
    words = "In most measurements logitbook is faster than SciPy, and slower than PyTorch and JAX."
    assert words in (root / "docs/about/index.md").read_text(encoding="utf-8")
    speed = json.loads((root / RESULTS / "math.json").read_text(encoding="utf-8"))["figures"]["speed"]
    ratios = [
        dtype[f"over_{peer}"] for shapes in speed.values() for dtypes in shapes.values() for dtype in dtypes.values()
    ]
    assert (sum(ratio < 1 for ratio in ratios) > len(ratios) / 2) is faster
