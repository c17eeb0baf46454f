"""A first visit is light, and nothing on a page moves while it loads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route

from tests.site.reading import in_turn, settler, visit
from tests.site.weighing import compressed

MOST, MOST_OF_SCRIPT = 160_000, 60_000  # bytes as transferred, headers included
MOST_MOVED = 0.01
QUESTIONS = ["from-scores-to-probabilities", "log-sum-exp-trick"]
WATCH_SHIFTS = """
    window.moved = [];
    new PerformanceObserver((list) => {
        for (const shift of list.getEntries()) {
            const what = shift.sources.map(({ node }) => node?.nodeName + "." + (node?.className ?? ""));
            if (!shift.hadRecentInput) window.moved.push([shift.value, what.join(" ")]);
        }
    }).observe({ type: "layout-shift", buffered: true });
"""
PAINTED = """async () => {
    const painted = () => performance.getEntriesByName("first-contentful-paint").length;
    while (!painted()) await new Promise(requestAnimationFrame);
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
}"""


@pytest.fixture(scope="module")
def host(site: Path) -> Iterator[str]:
    with compressed(site) as address:
        yield address


@pytest.mark.parametrize("slug", QUESTIONS)
def test_a_first_visit_of_a_question_is_light(browser: Browser, host: str, slug: str) -> None:
    context = browser.new_context(service_workers="block")  # it waits three seconds, and then costs no one's patience
    page = context.new_page()
    kinds: dict[str, str] = {}
    weights: dict[str, float] = {}
    watch = context.new_cdp_session(page)
    watch.send("Network.enable")
    watch.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    watch.on("Network.loadingFinished", lambda event: weights.update({event["requestId"]: event["encodedDataLength"]}))
    visit(page, f"{host}/questions/{slug}/")
    context.close()
    script = sum(weight for request, weight in weights.items() if kinds[request] == "Script")
    print(f"{slug}: {sum(weights.values()):,.0f} bytes, {script:,.0f} of them script")
    assert 0 < script <= MOST_OF_SCRIPT
    assert sum(weights.values()) <= MOST


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_moves_while_a_page_loads(browser: Browser, host: str, site: Path, width: int) -> None:
    """Each page is loaded at one width under one engine, and at the other under the other."""
    context = browser.new_context(viewport={"width": width, "height": 900}, service_workers="block")
    page = context.new_page()
    page.add_init_script(WATCH_SHIFTS)
    settle = settler(page)
    fonts: list[Route] = []
    page.route("**/*.woff2", lambda route: fonts.append(route))  # and, as with any route, nothing is cached

    def shifts(place: str) -> list[tuple[float, str]]:
        """How far what moves, where the font comes last of all, as it does on a slow line."""
        fonts.clear()
        with page.expect_request("**/*.woff2"):
            page.goto(f"{host}/{place}", wait_until="commit")
        page.evaluate(PAINTED)
        for font in fonts:
            font.continue_()
        settle()
        moved: list[tuple[float, str]] = page.evaluate("window.moved")
        return moved

    places = sorted(file.parent.relative_to(site).as_posix() for file in site.rglob("index.html"))
    loaded = [place for number, place in enumerate(places) if in_turn(number, site, (390, 1440)) == width]
    moved = {place: shifts(f"{place}/".removeprefix("./")) for place in loaded}
    context.close()
    assert {place: found for place, found in moved.items() if sum(value for value, _ in found) > MOST_MOVED} == {}
