"""A first visit is light."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bookbinder.site.front_end import SOURCES
from tests.conftest import ROOT
from tests.site.reading import visit
from tests.site.weighing import compressed

MOST, MOST_OF_SCRIPT = 160_000, 60_000  # bytes as transferred, headers included
QUESTIONS = ["from-scores-to-probabilities", "log-sum-exp-trick"]


@pytest.fixture(scope="module")
def host(site: Path) -> Iterator[str]:
    with compressed(site) as address:
        yield address


@pytest.mark.parametrize("slug", QUESTIONS)
def test_a_first_visit_of_a_question_is_light(browser: Browser, host: str, slug: str) -> None:
    context = browser.new_context(service_workers="block")  # it waits three seconds, and then costs no one's patience
    page = context.new_page()
    kinds: dict[str, str] = {}
    weights: dict[str, float] = {}
    watch = context.new_cdp_session(page)
    watch.send("Network.enable")
    watch.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    watch.on("Network.loadingFinished", lambda event: weights.update({event["requestId"]: event["encodedDataLength"]}))
    visit(page, f"{host}/questions/{slug}/")
    context.close()
    script = sum(weight for request, weight in weights.items() if kinds[request] == "Script")
    print(f"{slug}: {sum(weights.values()):,.0f} bytes, {script:,.0f} of them script")
    assert 0 < script <= MOST_OF_SCRIPT
    assert sum(weights.values()) <= MOST


# What a page holds so that its scripts can be edited and run: elements, values' formats, places of buttons.
FOR_EDITS = re.compile(r'</?book-script[^>]*>|<p class="edit"[^>]*></p>|(?<=data-from=")[^"]*|data-run="[^"]*" ')
MOST_FOR_EDITS = 4_000


@pytest.mark.parametrize("slug", QUESTIONS)
def test_what_edits_need_before_a_click_is_light(site: Path, slug: str) -> None:
    def size(text: str) -> int:
        return len(gzip.compress(text.encode(), 9))

    html = (site / f"questions/{slug}/index.html").read_text(encoding="utf-8")
    page = size(html) - size(FOR_EDITS.sub("", html))
    sources = [(ROOT / SOURCES / name).read_text(encoding="utf-8") for name in ("script.css", "script_tools.js")]
    sheet = sum(map(size, sources))
    print(f"{slug}: {page:,} bytes in the page, {sheet:,} in style and script before they are minified")
    assert page > 0
    assert page + sheet <= MOST_FOR_EDITS
