"""Every script of the book, run as it is in a reader's browser, shows what the build has recorded.

Chromium runs them all. The other browsers run the same WebAssembly, so they run one script of each page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bookbinder.content.book import read_book
from bookbinder.content.page import Page
from bookbinder.content.snippet_names import find_snippet
from bookbinder.render.figures import inline_figure
from bookbinder.run.result import Run
from tests.conftest import skip_without
from tests.kept_runs import lives_of, runs_of
from tests.site.browsers.others import OTHERS, lacking
from tests.site.conftest import watching
from tests.site.python_worker import PAGE, Talk, published

# Scripts whose results are not the recorded ones, and why.
DIFFERENT = {
    "stable-sigmoid/four_ways": "It counts NumPy's warnings, and WebAssembly has no flags for overflow and the like."
}
FIGURE = {"alt": "What it shows.", "caption": "Figure 1. What it shows.", "prefix": "figure"}


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with published(site) as address:
        yield address


@pytest.fixture(scope="module")
def pages(root: Path) -> list[Page]:
    return [*read_book(root).pages.values()]


@pytest.fixture(scope="module")
def recorded(pages: list[Page], root: Path) -> dict[str, Run]:
    recorded = runs_of(pages, root)
    assert len(recorded) > len(pages)
    return recorded


def one_a_page(runs: dict[str, Run]) -> dict[str, Run]:
    """Return the first run of each page's folder, one that draws if any does."""
    drawing_first = sorted(runs, key=lambda name: (runs[name].drawing is None, name))
    chosen = {name.partition("/")[0]: name for name in reversed(drawing_first)}
    return {name: runs[name] for name in chosen.values()}


def differences(
    talk: Talk, root: Path, pages: list[Page], runs: dict[str, Run]
) -> dict[str, dict[str, tuple[object, object]]]:
    """Run these scripts in one worker; return how their results differ from the build's, by name."""
    asked = {}
    for name, run in runs.items():
        lives = {live: text for page in pages for live, text in lives_of(page, name, run).items()}
        source = find_snippet(name, root).read_text(encoding="utf-8")
        asked[name] = lives, talk.ask(source, *lives, figure=FIGURE if run.drawing else None, name=name)
    found = {}
    for name, (lives, number) in asked.items():
        done, run = talk.answer(number), runs[name]
        pairs: dict[str, tuple[object, object]] = {
            "output": (done["printed"] + done["traceback"], run.output),
            "failure": (done["error"], None),
            "warnings": (done["warnings"], []),
            "live values": (done["lives"], lives),
            "figure": (words(done["figure"]), words(run.drawing and inline_figure(run.drawing, *FIGURE.values()))),
        }
        if wrong := {what: pair for what, pair in pairs.items() if pair[0] != pair[1]}:
            found[name] = wrong
    return found


def assert_as_recorded(talk: Talk, root: Path, pages: list[Page], runs: dict[str, Run]) -> None:
    """Fail unless these scripts show their records, but those whose difference is known."""
    found = differences(talk, root, pages, runs)
    known = DIFFERENT.keys() & runs.keys()
    assert found.keys() == known, found
    assert {name: [*wrong] for name, wrong in found.items()} == {name: ["output", "warnings"] for name in known}


def words(figure: str | None) -> set[str]:
    """Return the texts in a figure: other versions of Matplotlib draw the same lines by other paths."""
    return set(re.findall(r"<text[^>]*>([^<]+)", figure or ""))


@pytest.mark.timeout(600)
def test_every_unedited_script_shows_its_record_in_chromium(
    browser: Browser, address: str, root: Path, pages: list[Page], recorded: dict[str, Run]
) -> None:
    with watching(browser, address) as watched:
        assert_as_recorded(Talk(watched.open(PAGE).evaluate), root, pages, recorded)
        assert (watched.complaints, watched.foreign) == ([], [])


@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", OTHERS)
def test_an_unedited_script_of_each_page_shows_its_record_in_other_browsers(
    name: str, address: str, root: Path, pages: list[Page], recorded: dict[str, Run]
) -> None:
    skip_without(*lacking(name))
    with OTHERS[name]() as window:
        window.open(f"{address}/{PAGE}")
        assert_as_recorded(Talk(window.evaluate), root, pages, one_a_page(recorded))
        assert window.messages() == []
