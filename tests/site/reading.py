"""What tests, benchmarks and screenshots share: a site served on loopback, and Chromium to read it with."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserType, Page, Request, Response, sync_playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

# Each window of Chromium makes two pages of its own, for what its address bar may suggest: half of what a visit costs.
# Of two such switches the last one counts, and so it says again what Playwright switches off: calls home and the like.
OFF = (
    "WebUIOmniboxPopup,WebUIOmniboxAimPopup,"
    "AimEnabled,AvoidCorsURLLoaderRestartOnRedirect,AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,"
    "HttpsFirstBalancedModeAutoEnable,HttpsUpgrades,LensOverlay,MediaRouter,NetworkTimeServiceQuerying,"
    "OptimizationHints,PaintHolding,PreconnectToSearch,TcpPortRandomizationWin,ThirdPartyStoragePartitioning"
)
PATIENCE = 60  # seconds until what is still on its way is a fault
# Two frames show what there is, and what waits to be in sight is asked for. Idle comes after all that is due.
# Chromium sometimes draws no frame of a page in which nothing has changed: a second is enough for one.
IDLE = """async () => {
    const soon = (ask) => new Promise((done) => { ask(done); setTimeout(done, 1000); });
    for (let frame = 0; frame < 2; frame += 1) await soon(requestAnimationFrame);
    await document.fonts.ready;
    for (let idle = 0; idle < 2; idle += 1) await soon(requestIdleCallback);
}"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serving(handler: Callable[..., http.server.BaseHTTPRequestHandler], port: int = 0) -> Iterator[str]:
    """Answer requests by a handler and yield the address, without a slash at the end."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a site and yield its address, without a slash at the end."""
    with serving(functools.partial(Quiet, directory=site)) as address:
        yield address


def launch(kind: BrowserType) -> Browser:
    """Start a headless Chromium."""
    sandbox = ["--no-sandbox"] if hasattr(os, "getuid") and os.getuid() == 0 else []
    switches = [*sandbox, "--disable-gpu", f"--disable-features={OFF}"]
    return kind.launch(executable_path=CHROMIUM, args=switches)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield a headless Chromium."""
    with sync_playwright() as playwright:
        browser = launch(playwright.chromium)
        yield browser
        browser.close()


def settler(page: Page) -> Callable[[], None]:
    """Watch what a page asks for, from now on; return what waits until the page has done all that it does by itself.

    That is when it is idle and nothing that it asked for is on its way: sooner than Playwright's "networkidle", which
    only counts half a second of silence.
    """
    on_the_way: set[Request] = set()
    page.on("request", lambda request: on_the_way.add(request))
    page.on("requestfinished", lambda request: on_the_way.discard(request))
    page.on("requestfailed", lambda request: on_the_way.discard(request))

    def settle() -> None:
        silent, deadline = False, time.monotonic() + PATIENCE
        while not silent:  # through a whole round: what has just come is yet to be run, and may ask for more
            silent = not on_the_way
            page.evaluate(IDLE)
            silent = silent and not on_the_way
            assert silent or time.monotonic() < deadline, [request.url for request in on_the_way]

    return settle


def visit(page: Page, url: str) -> Response | None:
    """Open a page in a browser, and return when it has done all that it does by itself."""
    settle = settler(page)
    response = page.goto(url)
    settle()
    return response
