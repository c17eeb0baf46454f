"""After one visit the whole book can be read, searched and taken home without a network."""

from __future__ import annotations

import contextlib
import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.site.reading import served

# Asks for pages as a reader would who follows a link; returns those that come without a title.
UNTITLED = """async (places) => {
    const titles = async (place) => {
        const page = new DOMParser().parseFromString(await (await fetch(place)).text(), "text/html");
        return page.querySelectorAll("article h1").length;
    };
    const found = await Promise.all(places.map(titles));
    return places.filter((_, i) => found[i] !== 1);
}"""
WANTED = re.compile("/questions/what-is-a-logit/$")
ACTIVE = "navigator.serviceWorker.ready.then(ready => ready.active.state)"


@pytest.fixture(scope="module")
def reader(browser: Browser, site: Path) -> Iterator[Page]:
    """A window of a reader who has visited one page, lost the network, and opened another page."""
    with served(site) as address:
        context = browser.new_context(base_url=address)
        page = context.new_page()
        page.goto("questions/temperature/")
        assert page.evaluate(ACTIVE) in ("activating", "activated")
    context.set_offline(True)  # not enough by itself: downloads arrive from a server that is there
    page.goto("questions/temperature/")
    yield page
    context.close()


@pytest.fixture(scope="module")
def kept(site: Path) -> list[str]:
    """What the worker keeps, by address."""
    worker = (site / "sw.js").read_text(encoding="utf-8")
    files: list[str] = json.loads(re.search(r"FILES = (\[.*?\]);", worker)[1])  # type: ignore[index]
    return [file.removeprefix("./") for file in files]


def test_after_one_visit_every_page_opens_offline(reader: Page, kept: list[str]) -> None:
    places = [f"/{file}" for file in kept if file.endswith("/") or not file]
    assert len(places) > 20
    for place in places[:3]:
        reader.goto(place)
        expect(reader.locator("article h1")).to_have_count(1)
    assert reader.evaluate(UNTITLED, places) == []
    assert reader.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").startswith('"Iowan')
    reader.goto("questions/no-such-page/")
    expect(reader.locator("article h1")).to_have_text("There is no page here")


@pytest.mark.parametrize("written", ["questions/temperature", "questions/temperature/index.html"])
def test_an_address_as_people_write_it_opens_its_page_offline(reader: Page, written: str) -> None:
    reader.goto(f"{written}?from=mail#by-hand")
    expect(reader.locator("article h1")).to_contain_text("temperature")
    shown = urlsplit(reader.url)  # its links lead from there
    assert (shown.path, shown.query, shown.fragment) == ("/questions/temperature/", "from=mail", "by-hand")


def test_all_that_pages_link_to_in_the_site_is_kept(site: Path, address: str, kept: list[str]) -> None:
    linked = set[str]()
    for file in site.rglob("*.html"):
        here = f"{address}/{file.relative_to(site).as_posix().removesuffix('index.html')}"
        found = re.findall(r'<a [^>]*?href="([^"#]+)', file.read_text(encoding="utf-8"))
        linked |= {urljoin(here, html.unescape(href)).partition("?")[0] for href in found}
    own = {url.removeprefix(f"{address}/") for url in linked if url.startswith(f"{address}/")}
    assert len(own) > 200
    assert own - {*kept} == set()


@pytest.mark.parametrize("kind", ["py", "ipynb", "whl"])
def test_a_clicked_download_arrives_offline(reader: Page, site: Path, kind: str) -> None:
    reader.goto("reference/" if kind == "whl" else "questions/temperature/")
    reader.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
    link = reader.locator(f"a[download][href$='.{kind}']:visible").first
    original = site / unquote(link.evaluate("link => link.pathname")).removeprefix("/")
    with reader.expect_download() as event:
        link.click()
    assert event.value.suggested_filename == original.name
    assert event.value.path().read_bytes() == original.read_bytes()


def test_the_search_works_offline_with_all_its_files(reader: Page) -> None:
    reader.goto("questions/temperature/")
    asked = [f"**/assets/{name}.json" for name in ("search", "search-titles", "search-all", "search-asked", "passages")]
    with contextlib.ExitStack() as answers:
        waits = [answers.enter_context(reader.expect_response(url)) for url in asked]
        reader.keyboard.press("/")
    assert [wait.value.from_service_worker for wait in waits] == [True] * len(asked)
    reader.keyboard.type("what is a logit")
    expect(reader.locator(".book-find__results a").first).to_have_attribute("href", WANTED)
    reader.keyboard.press("Enter")
    expect(reader.locator("article h1")).to_contain_text('What does "logit" mean?')


def test_a_download_that_was_not_kept_says_why_it_fails_offline(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address)
    page = context.new_page()
    page.goto("questions/temperature/")
    context.set_offline(True)
    page.locator("a[download]:visible").first.click()
    expect(page.get_by_role("status").filter(has_text="Without a network")).to_be_visible()
    context.close()
