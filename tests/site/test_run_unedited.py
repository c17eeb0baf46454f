"""Every script of the book, run as it is in a reader's browser, shows what the build has recorded."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
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
# Pages with figures, small dtypes, random numbers, powers and logarithms, in which engines might differ.
FEW = ["attention-scaling", "log-sum-exp-trick", "perplexity", "temperature"]


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with published(site) as address:
        yield address


def differences(talk: Talk, root: Path, slugs: Collection[str]) -> dict[str, dict[str, tuple[object, object]]]:
    """Run all scripts of these pages in one worker; return how their results differ from the build's, by name."""
    pages = [page for page in read_book(root).pages.values() if page.slug in slugs]
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
    assert len(runs) > len(slugs)
    return found


def words(figure: str | None) -> set[str]:
    """Return the texts in a figure: other versions of Matplotlib draw the same lines by other paths."""
    return set(re.findall(r"<text[^>]*>([^<]+)", figure or ""))


@pytest.mark.timeout(600)
def test_every_unedited_script_shows_its_record_in_chromium(browser: Browser, address: str, root: Path) -> None:
    with watching(browser, address) as watched:
        talk = Talk(watched.open(PAGE).evaluate)
        found = differences(talk, root, read_book(root).pages)
        assert found.keys() == DIFFERENT.keys(), found
        assert {name: [*wrong] for name, wrong in found.items()} == {name: ["output", "warnings"] for name in DIFFERENT}
        assert (watched.complaints, watched.foreign) == ([], [])


@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", OTHERS)
def test_scripts_of_some_pages_show_their_records_in_other_browsers(name: str, address: str, root: Path) -> None:
    skip_without(*lacking(name))
    with OTHERS[name]() as window:
        window.open(f"{address}/{PAGE}")
        assert differences(Talk(window.evaluate), root, FEW) == {}
        assert window.messages() == []
