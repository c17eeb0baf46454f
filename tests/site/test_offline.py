"""After one visit the whole book can be read without a network, and no other application notices."""

from __future__ import annotations

import contextlib
import functools
import html
import http.server
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from bookbinder.site.service_worker import write_service_worker
from tests.site.reading import served, serving

# Registers the worker of the page's folder, or its new version, and waits until it has done all that it does at first.
ACTIVATE = """async () => {
    const registration = await navigator.serviceWorker.register("sw.js");
    await registration.update();
    const worker = registration.installing ?? registration.waiting ?? registration.active;
    while (worker.state !== "activated") {
        await new Promise((changed) => worker.addEventListener("statechange", changed, { once: true }));
    }
}"""
# Fills a cache, as any script of the same origin can.
FILL = """async ([name, paths]) => {
    const cache = await caches.open(name);
    for (const path of paths) {
        await cache.put(path, new Response("<h1>poison</h1>", { headers: { "Content-Type": "text/html" } }));
    }
}"""
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
        page.goto("questions/what-is-a-logit/")
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
    assert reader.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").startswith('"STIX')
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
    with reader.expect_download() as event:
        reader.locator(f"a[download][href$='.{kind}']:visible").first.click()
    (original,) = site.glob(f"downloads/**/{event.value.suggested_filename}")
    assert event.value.path().read_bytes() == original.read_bytes()


def test_the_search_works_offline_with_all_its_files(reader: Page) -> None:
    reader.goto("questions/temperature/")
    asked = [f"**/assets/{name}.json" for name in ("search", "search-titles", "search-all", "passages")]
    with contextlib.ExitStack() as answers:
        waits = [answers.enter_context(reader.expect_response(url)) for url in asked]
        reader.keyboard.press("/")
    assert [wait.value.from_service_worker for wait in waits] == [True] * 4
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


class Uncached(http.server.SimpleHTTPRequestHandler):
    """Serves files so that no browser takes an older one from its HTTP cache, which counts time in seconds."""

    seconds = 0

    def end_headers(self) -> None:
        self.send_header("Cache-Control", f"max-age={self.seconds}" if self.seconds else "no-store")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def origin(tmp_path: Path) -> Iterator[str]:
    """The address of a server that has a folder for each of several applications."""
    with serving(functools.partial(Uncached, directory=tmp_path)) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window of a reader who comes for the first time."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def write_book(folder: Path, words: str) -> None:
    """Write a book of two pages, with the worker that the real one has."""
    for name in ("index.html", "page/index.html", "404.html"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"<!doctype html><h1>{words}: {name}</h1>")
    write_service_worker(folder)


def shown(page: Page, url: str) -> str:
    page.goto(url)
    return page.locator("h1").inner_text()


class Hour(Uncached):
    """Serves files so that a browser may take them from its HTTP cache for an hour."""

    seconds = 3600


def test_nothing_stale_is_kept(page: Page, tmp_path: Path) -> None:
    write_book(tmp_path, "old")
    for file in tmp_path.rglob("*"):
        os.utime(file, (1, 1))  # the server compares seconds
    with serving(functools.partial(Hour, directory=tmp_path)) as origin:
        assert shown(page, f"{origin}/page/") == "old: page/index.html"
        page.goto(f"{origin}/")
        write_book(tmp_path, "new")
        page.evaluate(ACTIVATE)
        page.context.set_offline(True)
        assert shown(page, f"{origin}/page/") == "new: page/index.html"


def own(page: Page, scope: str) -> list[str]:
    """Return the caches that are named as those of the book at this address."""
    names: list[str] = page.evaluate("caches.keys()")
    return [name for name in names if re.fullmatch(f"logit-book:{scope}:[0-9a-f]{{16}}", name)]


FOREIGN = [
    "other-app-v1",
    "0123456789abcdef",
    "logit-book:/a/",
    "logit-book:/a/:notes",
    "logit-book:/a/:0123456789abcdef0",
    "logit-book:/a/b/:0123456789abcdef",
    "logit-book:/:0123456789abcdef",
    "xlogit-book:/a/:0123456789abcdef",
]


def test_caches_of_others_stay_whatever_they_are_called(page: Page, origin: str, tmp_path: Path) -> None:
    write_book(tmp_path / "a", "first")
    page.goto(f"{origin}/a/")
    for name in FOREIGN:
        page.evaluate(FILL, [name, ["/a/", "/other/"]])
    page.evaluate(ACTIVATE)
    before = own(page, "/a/")
    assert len(before) == 1
    write_book(tmp_path / "a", "second")
    page.evaluate(ACTIVATE)
    after = own(page, "/a/")
    assert (len(after), after == before) == (1, False)
    assert page.evaluate("caches.keys()") == [*FOREIGN, *after]
    assert page.evaluate("caches.open('other-app-v1').then(cache => cache.keys()).then(keys => keys.length)") == 2


def test_two_books_under_one_origin_leave_each_other_alone(page: Page, origin: str, tmp_path: Path) -> None:
    write_book(tmp_path / "a", "A")
    write_book(tmp_path / "b", "B")
    for name in ("a", "b"):
        page.goto(f"{origin}/{name}/")
        page.evaluate(ACTIVATE)
    of_b = own(page, "/b/")
    write_book(tmp_path / "a", "A again")
    page.goto(f"{origin}/a/")
    page.evaluate(ACTIVATE)
    assert own(page, "/b/") == of_b
    assert len(own(page, "/a/")) == 1
    page.context.set_offline(True)
    assert shown(page, f"{origin}/a/page/") == "A again: page/index.html"
    assert shown(page, f"{origin}/b/page/?q=logit") == "B: page/index.html"
    assert shown(page, f"{origin}/b/no-such-page/") == "B: 404.html"


@pytest.mark.parametrize("cache", ["aaa", "logit-book:/:0123456789abcdef", "logit-book:/a/:0123456789abcdef0"])
def test_what_another_cache_holds_is_never_shown(page: Page, origin: str, tmp_path: Path, cache: str) -> None:
    write_book(tmp_path / "a", "ours")
    page.goto(f"{origin}/a/")
    page.evaluate(FILL, [cache, ["/a/", "/a/page/", "/a/no-such-page/", "/a/404.html", "/a/no.js", "/outside/"]])
    page.evaluate(ACTIVATE)
    page.context.set_offline(True)
    assert shown(page, f"{origin}/a/") == "ours: index.html"
    assert shown(page, f"{origin}/a/page/") == "ours: page/index.html"
    assert shown(page, f"{origin}/a/no-such-page/") == "ours: 404.html"
    failed = "error => error.name"
    assert page.evaluate(f"fetch('/a/no.js').then(answer => answer.text()).catch({failed})") == "TypeError"
    assert page.evaluate(f"fetch('/outside/').then(answer => answer.text()).catch({failed})") == "TypeError"


def test_requests_outside_the_book_do_not_pass_through_its_worker(page: Page, origin: str, tmp_path: Path) -> None:
    write_book(tmp_path / "a", "ours")
    (tmp_path / "other.txt").write_text("theirs")
    page.goto(f"{origin}/a/")
    page.evaluate(ACTIVATE)
    page.goto(f"{origin}/a/page/")  # the first page that the worker sees
    answers = []
    page.on("response", lambda answer: answers.append((answer.url, answer.from_service_worker)))
    page.evaluate("Promise.all(['/a/', '/other.txt'].map((path) => fetch(path)))")
    assert sorted(answers) == [(f"{origin}/a/", True), (f"{origin}/other.txt", False)]
