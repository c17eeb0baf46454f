"""What the search finds, by a page's phrasings and by readers' queries, and how soon on a slow phone."""

from __future__ import annotations

import json
import random
import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from benchmarks.search import QUERIES, ask_all, read_queries, report, search
from bookbinder.content.page import Page as Question
from bookbinder.site.search_index import ENTRIES
from tests.site.made_search import serve_search
from tests.site.reading import visit
from tests.site.test_site import Reader
from tests.yardstick import slowness

READY = 300  # milliseconds until the search can be asked, with a processor four times slower
BUDGET = 200  # milliseconds from the last key to the first result, with a processor four times slower


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    page = browser.new_page()
    visit(page, address)
    yield page
    page.close()


def test_all_entries_of_the_index_lead_somewhere(site: Path) -> None:
    urls = [entry["url"].partition("#") for entry in json.loads((site / ENTRIES).read_text(encoding="utf-8"))]
    places = {place for place, _, _ in urls}
    pages = {place: Reader((site / place / "index.html").read_text(encoding="utf-8")) for place in places}
    assert [url for url in urls if url[2] and url[2] not in pages[url[0]].ids] == []


def test_a_page_is_found_by_its_title_and_by_every_phrasing_that_it_lists(
    browser: Browser, address: str, questions: dict[str, Question]
) -> None:
    queries = {text: f"questions/{slug}/" for slug, it in questions.items() for text in (it.title, *it.meta.asked_as)}
    page = browser.new_page()
    visit(page, address)
    page.locator("[data-book-search]").first.click()
    search(page, "softmax")  # until it has all its files
    found = page.evaluate(
        """async (queries) => {
            const finder = await (await import("/assets/search.js")).load();
            return queries.map((query) => finder.find(query).slice(0, 3).map(({ url }) => url));
        }""",
        [*queries],
    )
    page.close()
    assert [text for (text, url), urls in zip(queries.items(), found, strict=True) if url not in urls] == []


@pytest.mark.timeout(600)  # it types, key by key
def test_readers_find_what_they_ask_for(browser: Browser, address: str, root: Path) -> None:
    page = browser.new_page()
    visit(page, f"{address}/")
    figures = report(ask_all(page, read_queries(QUERIES, root), lambda number: None))
    page.close()
    assert figures["first"] >= 0.84, figures
    assert figures["first_three"] >= 0.98, figures


def large_book(count: int) -> list[dict[str, Any]]:
    """The entries of a book of so many pages, of words that are spread as words are."""
    draw = random.Random(0)  # noqa: S311
    words = ["".join(draw.choices("abcdefghilmnoprstu", k=draw.randint(3, 11))) for _ in range(6000)]
    words += ["softmax", "logits", "probabilities", "overflow"] * 3

    def text(length: int) -> str:
        return " ".join(words[-int(draw.paretovariate(0.6)) % len(words)] for _ in range(length))

    def page() -> dict[str, Any]:
        asked = [text(7) for _ in range(6)]
        return {"title": text(8), "text": text(50), "asked": asked, "headings": [text(4)] * 5, "words": text(400)}

    return [{"kind": "question", "url": f"questions/{at}/", **page()} for at in range(count)]


@pytest.mark.alone
@pytest.mark.usefixtures("quiet")
def test_the_search_of_a_thousand_pages_is_ready_soon_on_a_slow_phone(page: Page, address: str, root: Path) -> None:
    assert serve_search(page, root, large_book(1000), {}) <= 500_000
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    times = []
    for _ in range(5):  # each on a page of its own: what one load leaves for later would delay the next
        visit(page, address)
        times.append(
            page.evaluate("""async () => {
                const start = performance.now();
                await (await import("/assets/search.js")).load();
                return performance.now() - start;
            }""")
        )
    assert statistics.median(times) <= READY * slowness(), times


@pytest.mark.alone
@pytest.mark.usefixtures("quiet")
def test_the_first_result_is_there_at_once_on_a_slow_phone(page: Page, root: Path) -> None:
    serve_search(page, root, large_book(60), {})
    page.keyboard.press("/")
    search(page, "softmax")
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    times = page.evaluate("""async () => {
        const box = document.querySelector(".book-find__input");
        const list = document.querySelector(".book-find__results");
        const painted = () => new Promise((then) => requestAnimationFrame(() => setTimeout(then)));
        const times = [];
        for (let typed = 1; typed <= "sofmax overflwo of the logits".length; typed++) {
            box.value = "sofmax overflwo of the logits".slice(0, typed);
            const start = performance.now();
            box.dispatchEvent(new Event("input"));
            await painted();
            if (list.dataset.query !== box.value) throw new Error("not found yet");
            times.push(performance.now() - start);
        }
        return times;
    }""")
    assert statistics.median(times) <= BUDGET
