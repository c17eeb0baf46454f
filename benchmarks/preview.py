"""Times ./dev serve from an edit until a browser shows it, in books of several sizes: python -m benchmarks.preview."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from benchmarks.record import command_line
from benchmarks.scaled_book import write_book
from benchmarks.sizes import run_sizes
from bookbinder.base.problems import find_root
from bookbinder.content.book import read_book
from tests.serving import READY, free_port, process
from tests.site.reading import chromium

SIZES, ROUNDS = (60, 1000), 3
SLUG = "made-up-7"
PATIENCE = 300_000  # milliseconds until the first page is shown, or an edit
KINDS = {"page": "a sentence of a page", "snippet": "a snippet whose output the page shows"}
# In each frame: Playwright's locators look again only after a twentieth, a tenth and half a second.
IS_SHOWN = "text => document.querySelector('article')?.textContent.includes(text)"


def measure(root: Path, pages: int, progress: Callable[[str], None]) -> dict[str, float]:
    """Return the seconds from an edit until it is shown, by kind of edit, in a book of so many questions."""
    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        book, port = Path(name, "book"), free_port()
        progress(f"{pages} questions: writing them, starting the preview")
        write_book(root, book, pages - len(read_book(root).pages))
        command = [sys.executable, "-m", "bookbinder", "serve", "--no-open", "--port", str(port)]
        with process(command, "", book) as (server, said):
            page = browser.new_page()
            while READY not in said.read_text(encoding="utf-8"):
                if server.poll() is not None:
                    raise SystemExit(f"bench preview: {said.read_text(encoding='utf-8')[-500:]}")
                page.wait_for_timeout(100)
            page.goto(address := f"http://127.0.0.1:{port}/questions/{SLUG}/")
            page.locator("h1").wait_for(timeout=PATIENCE)
            taken: dict[str, list[float]] = {kind: [] for kind in KINDS}
            for turn in range(ROUNDS + 1):
                for kind in KINDS:
                    progress(f"{pages} questions, round {turn} of {ROUNDS}: {KINDS[kind]}")
                    seconds = _edit(book, kind, text := f"{kind} edited {turn}", page)
                    if turn:  # the first one warms up
                        taken[kind].append(seconds)
                    while text not in page.request.get(address).text():  # the engine has built it too
                        page.wait_for_timeout(100)
            page.context.close()
    return {kind: round(statistics.median(seconds), 2) for kind, seconds in taken.items()}


def _edit(book: Path, kind: str, text: str, page: Page) -> float:
    """Add a text to a page or a snippet, and return the seconds until the browser shows it."""
    file, line = book / f"docs/questions/{SLUG}.md", f"\nThis {text}.\n"
    if kind == "snippet":
        file, line = book / f"snippets/{SLUG}/by_hand.py", f'print("{text}")\n'
    source = file.read_text(encoding="utf-8") + line
    start = time.monotonic()
    file.write_text(source, encoding="utf-8")
    page.wait_for_function(IS_SHOWN, arg=text, timeout=PATIENCE)
    return time.monotonic() - start


def table(figures: dict[str, dict[str, float]]) -> str:
    """Return the figures as text."""
    lines = [
        f"{pages} questions: {KINDS[kind]} is shown after {seconds:.2f} s\n"
        for pages, kinds in figures.items()
        for kind, seconds in kinds.items()
    ]
    return "".join(lines)


def main() -> int:
    """Measure the sizes, and print or record the figures."""
    parser = command_line("preview", "Time ./dev serve from an edit until a browser shows it, in books of N questions.")
    least = len(read_book(find_root()).pages) + 8  # made-up questions lie beside the real ones
    return run_sizes(parser, "preview", SIZES, least, measure, table, peers=("zensical",))


if __name__ == "__main__":
    sys.exit(main())
