"""The site as both engines build it, served on loopback, and a real browser to read it with."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from bookbinder.content.book import read_book
from bookbinder.content.page import Page as Question
from bookbinder.site.front_end import NODE_MODULES
from tests.conftest import copy_book, skip_without
from tests.site.reading import CHROMIUM, chromium, served, settler

ROOT = Path(__file__).resolve().parents[2]
ENGINES = ("material", "zensical")
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
    return copy_book(tmp_path_factory.mktemp("copy") / "book", runs)


@pytest.fixture(scope="session")
def questions(root: Path) -> dict[str, Question]:
    """The sources of the book's questions, by name."""
    return read_book(root).pages


@pytest.fixture(scope="session")
def sites(book: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each engine's site, built once."""
    folders = {engine: tmp_path_factory.mktemp("sites") / engine for engine in ENGINES}
    for engine, folder in folders.items():
        command = [sys.executable, "-m", "bookbinder", "build", "--engine", engine, "--out", str(folder)]
        subprocess.run(command, cwd=book, check=True)
    return folders


@pytest.fixture(scope="session", params=ENGINES)
def site(sites: dict[str, Path], request: pytest.FixtureRequest) -> Path:
    """One engine's site after the other."""
    return sites[request.param]


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
        page.on("requestfailed", lambda request: self.complaints.append(f"failed: {request.url}"))
        page.on("request", lambda request: self._ask(request.url))

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


@pytest.fixture(scope="module")
def reader(browser: Browser, address: str) -> Iterator[Watched]:
    """One window, in which a module's tests open page after page: less than half the time of a new one for each."""
    with watching(browser, address) as reader:
        yield reader
