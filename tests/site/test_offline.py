"""After one visit the whole book can be read without a network."""

from __future__ import annotations

import json
import re
from pathlib import Path

from playwright.sync_api import Browser, expect

ACTIVE = "navigator.serviceWorker.ready.then(ready => ready.active.state)"


def test_after_one_visit_every_page_opens_offline(browser: Browser, address: str, site: Path) -> None:
    worker = (site / "sw.js").read_text(encoding="utf-8")
    files = json.loads(re.search(r"FILES = (\[.*?\]);", worker)[1])  # type: ignore[index]
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/questions/what-is-a-logit/")
    assert page.evaluate(ACTIVE) in ("activating", "activated")
    context.set_offline(True)
    for path in (file for file in files if file.endswith("/")):
        page.goto(f"{address}/{path.removeprefix('./')}")
        expect(page.locator("article h1")).to_have_count(1)
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").startswith('"STIX')
    page.goto(f"{address}/questions/no-such-page/")
    expect(page.locator("article h1")).to_have_text("There is no page here")
    context.close()
