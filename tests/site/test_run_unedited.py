"""Every script of the book, run as it is in a reader's browser, shows what the build has recorded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bookbinder.content.book import read_book
from bookbinder.content.snippet_names import find_snippet
from bookbinder.render.figures import inline_figure
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


def differences(talk: Talk, root: Path) -> dict[str, dict[str, tuple[object, object]]]:
    """Run all scripts of the book in one worker; return how their results differ from the build's, by name."""
    pages = [*read_book(root).pages.values()]
    runs, asked = runs_of(pages, root), {}
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
    assert len(runs) > len(pages)
    return found


def assert_as_recorded(talk: Talk, root: Path) -> None:
    """Fail unless every script shows its record, but those whose difference is known."""
    found = differences(talk, root)
    assert found.keys() == DIFFERENT.keys(), found
    assert {name: [*wrong] for name, wrong in found.items()} == {name: ["output", "warnings"] for name in DIFFERENT}


def words(figure: str | None) -> set[str]:
    """Return the texts in a figure: other versions of Matplotlib draw the same lines by other paths."""
    return set(re.findall(r"<text[^>]*>([^<]+)", figure or ""))


@pytest.mark.timeout(600)
def test_every_unedited_script_shows_its_record_in_chromium(browser: Browser, address: str, root: Path) -> None:
    with watching(browser, address) as watched:
        assert_as_recorded(Talk(watched.open(PAGE).evaluate), root)
        assert (watched.complaints, watched.foreign) == ([], [])


@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", OTHERS)
def test_every_unedited_script_shows_its_record_in_other_browsers(name: str, address: str, root: Path) -> None:
    skip_without(*lacking(name))
    with OTHERS[name]() as window:
        window.open(f"{address}/{PAGE}")
        assert_as_recorded(Talk(window.evaluate), root)
        assert window.messages() == []
