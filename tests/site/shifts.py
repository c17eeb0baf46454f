"""Loads pages so that their font comes last of all, as on a slow line, and tells what moves meanwhile."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.site.conftest import Watched
from tests.site.reading import PATIENCE, Quiet, serving

WATCH_SHIFTS = """
    window.moved = [];
    const note = (shifts) => {
        for (const shift of shifts) {
            const what = shift.sources.map(({ node }) => node?.nodeName + "." + (node?.className ?? ""));
            if (!shift.hadRecentInput) window.moved.push([shift.value, what.join(" ")]);
        }
    };
    const watch = new PerformanceObserver((list) => note(list.getEntries()));
    watch.observe({ type: "layout-shift", buffered: true });
    window.allMoved = () => (note(watch.takeRecords()), moved);
"""
PAINTED = """async () => {
    const painted = () => performance.getEntriesByName("first-contentful-paint").length;
    const whole = () => document.readyState !== "loading"; // the head of a page may be painted before its end has come
    while (!painted() || !whole()) await new Promise(requestAnimationFrame);
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
}"""


MOST_MOVED = 0.01


class Late(Quiet):
    """Serves a site, and keeps fonts back until the page is painted: no browser's cache has them before."""

    late: tuple[str, ...] = (".woff2",)
    painted: threading.Event

    def do_GET(self) -> None:  # noqa: N802
        if self.path.endswith(self.late):
            self.painted.wait(PATIENCE)
        super().do_GET()

    def end_headers(self) -> None:
        if self.path.endswith(self.late):
            self.send_header("Cache-Control", "no-store")
        super().end_headers()


class SlowReader(Watched):
    """A browser page to which fonts come after all else, and which tells what moves meanwhile."""

    def __init__(self, page: Page, address: str, host: type[Late]) -> None:
        super().__init__(page, address)
        self.host = host
        page.add_init_script(WATCH_SHIFTS)

    def load(self, path: str) -> list[str]:
        """Open a page, and return what moves while it loads, if that is too much."""
        self.host.painted.clear()
        response = self.page.goto(f"{self.address}/{path}", wait_until="commit")
        assert response is not None
        assert response.ok
        self.page.evaluate(PAINTED)
        self.host.painted.set()
        self.settle()
        moved: list[tuple[float, str]] = self.page.evaluate("allMoved()")
        return [f"{value}: {what}" for value, what in moved] if sum(value for value, _ in moved) > MOST_MOVED else []


@contextmanager
def slow_reader(browser: Browser, site: Path, script: str) -> Iterator[SlowReader]:
    """Yield one window for all pages of a site, in which this script runs before those of each page."""
    host = type("", (Late,), {"painted": threading.Event()})
    with serving(functools.partial(host, directory=site)) as address:
        context = browser.new_context(base_url=address)
        context.add_init_script(script)
        yield SlowReader(context.new_page(), address, host)
        context.close()
