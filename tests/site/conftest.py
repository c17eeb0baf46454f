"""The site as Material builds it, served on loopback, and a real browser to read it with."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request

from bookbinder.content.book import read_book
from bookbinder.content.page import Page as Question
from bookbinder.site.front_end import NODE_MODULES
from tests.conftest import ROOT, add_runtime, copy_book, skip_without
from tests.site.reading import CHROMIUM, chromium, launch, served, settler

URL = "https://example.org/book/"
LISTEN = """addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
  console.warn(`policy: ${effectiveDirective}: ${blockedURI}`))"""


@pytest.fixture(scope="session")
def judge() -> Callable[[str], Path]:
    """The file of a tool that npm brought; a jar needs Java."""

    def find(name: str) -> Path:
        skip_without(*(["Java"] if name.endswith(".jar") and not shutil.which("java") else []))
        file = ROOT / NODE_MODULES / name
        assert file.is_file(), "./dev test installs what judges the site"
        return file

    return find


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory, runs: Path | None) -> Path:
    """A copy of the book to build from: in one folder, two builds at once write what the other is reading."""
    book = copy_book(tmp_path_factory.mktemp("copy") / "book", runs)
    add_runtime(book)
    return book


@pytest.fixture(scope="session")
def questions(root: Path) -> dict[str, Question]:
    """The sources of the book's questions, by name."""
    return read_book(root).pages


def build_site(book: Path, out: Path, engine: str = "material", url: str = "") -> Path:
    """Build the book with an engine, as a site that knows its address if it is given; return where the site is."""
    command = [sys.executable, "-m", "bookbinder", "build", "--engine", engine, "--out", str(out)]
    subprocess.run(command, cwd=book, env=os.environ | {"BOOK_URL": url}, check=True)
    return out


@pytest.fixture(scope="session")
def site(book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as Material builds it, which is the one that is published: `test_parity` holds Zensical's to it."""
    return build_site(book, tmp_path_factory.mktemp("sites") / "material")


@pytest.fixture(scope="session")
def addressed_site(book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """That site as it is published: it knows its address, so it has a feed, and a sitemap that names its pages."""
    return build_site(book, tmp_path_factory.mktemp("published") / "material", url=URL)


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the site is served, without a slash at the end."""
    with served(site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    skip_without(*([] if CHROMIUM else ["Chromium"]))
    with chromium() as browser:
        yield browser


@pytest.fixture
def own_browser(browser: Browser) -> Iterator[Browser]:
    """A browser with no other page, whose memory might change, and which ends with all its pages.

    A page that loads itself again may never close (crbug.com/536385539).
    """
    own = launch(browser.browser_type)
    yield own
    own.close()


@pytest.fixture
def quiet() -> None:
    """A machine that does nothing but this, which that of someone at work is not."""
    if not os.environ.get("CI"):
        pytest.skip("NOT MEASURED: how fast pages come, which is measured in CI. With CI set, it is measured here too.")


class Watched:
    """A browser page that remembers what it complained of and whom else it asked since it was opened."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.complaints: list[str] = []
        self.foreign: list[str] = []
        self.settle = settler(page)
        page.add_init_script(LISTEN)
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("requestfailed", lambda request: self._fail(request))
        page.on("request", lambda request: self._ask(request.url))

    def _fail(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # by leaving a page while it was on its way
            self.complaints.append(f"failed: {request.url}")

    def _ask(self, url: str) -> None:
        if not url.startswith((self.address + "/", "data:", "blob:")):
            self.foreign.append(url)

    def open(self, path: str) -> Page:
        self.complaints.clear()
        self.foreign.clear()
        response = self.page.goto(f"{self.address}/{path}")
        assert response is not None
        assert response.ok
        self.settle()
        return self.page


@contextmanager
def watching(browser: Browser, address: str) -> Iterator[Watched]:
    context = browser.new_context(base_url=address)
    yield Watched(context.new_page(), address)
    context.close()


@pytest.fixture
def watched(browser: Browser, address: str) -> Iterator[Watched]:
    """A window of one test's own, as of a reader who comes for the first time."""
    with watching(browser, address) as watched:
        yield watched
