"""How fast a page comes on a slow phone: when its largest part is painted, and how long it answers to nothing."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Browser, ViewportSize

# Lighthouse's slow 4G and slow phone, as its DevTools throttling sets them: milliseconds, bytes a second, times slower.
SLOW_4G = {"offline": False, "latency": 562.5, "downloadThroughput": 1474.56 * 1024 / 8, "uploadThroughput": 86_400}
SLOW_PHONE = {"rate": 4}
PHONE = ViewportSize(width=412, height=823)
WATCH = """
    window.paints = [];
    window.tasks = [];
    new PerformanceObserver((list) => paints.push(...list.getEntries()))
        .observe({ type: "largest-contentful-paint", buffered: true });
    new PerformanceObserver((list) => tasks.push(...list.getEntries())).observe({ type: "longtask", buffered: true });
"""
# Idle after load and fonts: what the page does by itself is done. What blocks before anything is seen, nobody notices.
READ = """async () => {
    if (document.readyState !== "complete") await new Promise((done) => addEventListener("load", done));
    await document.fonts.ready;
    await new Promise((done) => requestIdleCallback(() => requestIdleCallback(done)));
    const [seen] = performance.getEntriesByName("first-contentful-paint");
    const late = tasks.map((task) => [Math.max(task.startTime, seen.startTime), task.startTime + task.duration]);
    const blocked = late.map(([start, end]) => Math.max(0, end - start - 50));
    return [paints.at(-1).startTime, blocked.reduce((sum, one) => sum + one, 0)];
}"""


@dataclass(frozen=True)
class Pace:
    """Milliseconds: from the request to the largest paint, and beyond 50 of each task after the first paint."""

    painted: float
    blocked: float


def pace(browser: Browser, url: str) -> Pace:
    """Return the pace at which a page comes, to a browser that has seen nothing yet."""
    context = browser.new_context(viewport=PHONE, service_workers="block")
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", SLOW_4G)
    wire.send("Emulation.setCPUThrottlingRate", SLOW_PHONE)
    page.add_init_script(WATCH)
    page.goto(url)
    painted, blocked = page.evaluate(READ)
    context.close()
    return Pace(painted, blocked)
