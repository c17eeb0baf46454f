"""The service worker keeps what the site serves, and leaves alone what belongs to others."""

from __future__ import annotations

import functools
import http.server
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from bookbinder.site.service_worker import write_service_worker
from tests.site.reading import serving

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


# Keeps what runs scripts, as the book's worker does after a reader's first run; returns which paths are kept now.
KEEP = """async (names) => {
    const cache = await caches.open(`logit-book:${new URL("a/", location.origin).pathname}:runtime`);
    await cache.addAll(names.map((name) => `/a/assets/run/${name}`));
}"""
KEPT = """caches.open("logit-book:/a/:runtime").then((cache) => cache.keys())
    .then((keys) => keys.map(({ url }) => new URL(url).pathname))"""
RUN = ["new.js", "python.wasm", "same.js"]


def test_what_runs_scripts_is_kept_by_the_first_run_alone_and_answers_without_a_network(
    page: Page, origin: str, tmp_path: Path
) -> None:
    (tmp_path / "a/assets/run").mkdir(parents=True)
    for name in RUN:
        (tmp_path / "a/assets/run" / name).write_text(f"first {name}")
    write_book(tmp_path / "a", "ours")
    page.goto(f"{origin}/a/")
    page.evaluate(ACTIVATE)
    (cache,) = page.evaluate("caches.keys()")
    at_once = page.evaluate(f"caches.open('{cache}').then((one) => one.keys()).then((keys) => keys.map((k) => k.url))")
    assert f"{origin}/a/page/" in at_once
    assert [url for url in at_once if "assets/run" in url] == []
    page.evaluate(KEEP, RUN[:2])
    page.goto(f"{origin}/a/page/")  # the first page that the worker sees
    page.context.set_offline(True)
    ask = "(name) => fetch(`/a/assets/run/${name}`).then((one) => one.text()).catch((error) => error.name)"
    assert [page.evaluate(ask, name) for name in RUN] == ["first new.js", "first python.wasm", "TypeError"]


def test_a_new_version_forgets_what_ran_the_scripts_of_the_old_one_and_keeps_what_is_the_same(
    page: Page, origin: str, tmp_path: Path
) -> None:
    folder = tmp_path / "a/assets/run"
    folder.mkdir(parents=True)
    for name in (*RUN, "old.js"):
        (folder / name).write_text(f"first {name}")
    write_book(tmp_path / "a", "first")
    page.goto(f"{origin}/a/")
    page.evaluate(ACTIVATE)
    page.evaluate(KEEP, [*RUN, "old.js"])
    (folder / "old.js").unlink()
    (folder / "new.js").write_text("second new.js")
    write_book(tmp_path / "a", "first")
    page.evaluate(ACTIVATE)
    assert page.evaluate(KEPT) == ["/a/assets/run/python.wasm", "/a/assets/run/same.js"]
