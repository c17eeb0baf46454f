"""Pictures the built site in each browser, for people to look at: python -m tests.site.screenshots [FOLDER]."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from bookbinder.site.build import build
from bookbinder.site.output_folder import output_folder, publish
from tests.site.browsers.others import OTHERS, lacking
from tests.site.reading import chromium, served

ROOT = Path(__file__).resolve().parents[2]
QUESTION = "questions/from-scores-to-probabilities/"


def _search(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("why normalise")
    page.locator("dialog[open] [role=status]:not(:empty)").wait_for()


def _playground(page: Page) -> None:
    page.locator("logit-lab").scroll_into_view_if_needed()
    page.locator("logit-lab .lab-p").first.wait_for()


VIEWS = {
    "home": ("", None),
    "question": (QUESTION, None),
    "topic": ("topics/meaning/", None),
    "search": ("", _search),
    "playground": ("", _playground),
}
# In browsers other than Chromium, from the top of the page to the foot of the window.
PLAIN = {
    "home": "",
    "logit": "questions/what-is-a-logit/",
    "twice": "questions/softmax-twice/",
    "trick": "questions/log-sum-exp-trick/",
    "notation": "notation/",
}
SCHEMES, SIZES = ("light", "dark"), ((390, 844), (1440, 900))


def main() -> None:
    """Build the book and picture each view, light and dark, on a phone and on a wide screen."""
    given = sys.argv[1] if len(sys.argv) > 1 else ROOT / ".bookbinder" / "screenshots"
    folder = output_folder(given, ROOT)
    (ROOT / ".bookbinder").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="pictured-", dir=ROOT / ".bookbinder") as name:
        site, fresh = Path(name, "site"), Path(name, "screenshots")
        build(ROOT, "material", site, lambda text: None)
        for picture in _pictures(site, fresh):
            print(os.path.relpath(folder / picture.name), flush=True)
        publish(fresh, folder, ROOT)


def _pictures(site: Path, folder: Path) -> Iterator[Path]:
    """Take each picture, and yield it."""
    with served(site) as address:
        yield from _pictures_in_chromium(address, folder)
        for name in OTHERS:
            if lacking(name):
                print(f"no pictures in {name}, which this machine lacks", file=sys.stderr)
            else:
                yield from _pictures_in(name, address, folder)


def _pictures_in_chromium(address: str, folder: Path) -> Iterator[Path]:
    with chromium() as browser:
        for scheme, (width, height) in product(SCHEMES, SIZES):
            options: dict[str, Any] = {"color_scheme": scheme, "viewport": {"width": width, "height": height}}
            context = browser.new_context(**options)
            for name, (path, prepare) in VIEWS.items():
                page = context.new_page()
                page.goto(f"{address}/{path}", wait_until="networkidle")
                if prepare:
                    prepare(page)
                picture = folder / f"{name}-{scheme}-{width}.png"
                page.screenshot(path=picture, full_page=prepare is None)
                yield picture
                page.close()
            context.close()


def _pictures_in(browser: str, address: str, folder: Path) -> Iterator[Path]:
    for scheme in SCHEMES:
        with OTHERS[browser](scheme) as window:
            for (width, height), (name, path) in product(SIZES, PLAIN.items()):
                window.resize(width, height)
                window.open(f"{address}/{path}")
                window.wait('document.readyState === "complete" && document.fonts.status === "loaded"')
                picture = folder / f"{name}-{scheme}-{width}-{browser.lower()}.png"
                picture.write_bytes(window.picture())
                yield picture


if __name__ == "__main__":
    main()
