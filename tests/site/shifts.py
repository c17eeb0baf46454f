"""Loads pages so that their font comes last of all, as on a slow line, and tells what moves meanwhile."""

from __future__ import annotations

from playwright.sync_api import Page, Route

from tests.site.conftest import Watched

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


class SlowReader(Watched):
    """A browser page to which fonts come after all else, and which tells what moves meanwhile."""

    def __init__(self, page: Page, address: str) -> None:
        super().__init__(page, address)
        self._held: list[Route] = []
        self._painted = False
        page.add_init_script(WATCH_SHIFTS)
        page.route("**/*.woff2", self.hold)  # and, as with any route, nothing is cached

    def hold(self, route: Route) -> None:
        """Keep a file back until the page is painted; some are asked for only then."""
        if self._painted:
            route.continue_()
        else:
            self._held.append(route)

    def load(self, path: str) -> list[str]:
        """Open a page, and return what moves while it loads, if that is too much."""
        self._held.clear()
        self._painted = False
        response = self.page.goto(f"{self.address}/{path}", wait_until="commit")
        assert response is not None
        assert response.ok
        self.page.evaluate(PAINTED)
        self._painted = True
        for late in self._held:
            late.continue_()
        self.settle()
        moved: list[tuple[float, str]] = self.page.evaluate("allMoved()")
        return [f"{value}: {what}" for value, what in moved] if sum(value for value, _ in moved) > MOST_MOVED else []
