"""axe-core finds nothing to fix on any page: both engines and palettes, at a desk and on a phone, with all opened.

Colours take most of the time. Each page is judged in the light under one engine and in the dark under the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from bookbinder.site.front_end import NODE_MODULES
from tests.conftest import ROOT
from tests.site.reading import in_turn
from tests.site.test_site import PAGES

AXE = ROOT / NODE_MODULES / "axe-core" / "axe.min.js"
PATHS = [*PAGES, "404.html"]
DESK, PHONE = ViewportSize(width=1440, height=900), ViewportSize(width=390, height=844)
ALL = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# With the width colours do not change, but for what frames a page.
COLOURS = ["color-contrast", "link-in-text-block"]
ALL_BUT_COLOURS = {**ALL, "rules": {rule: {"enabled": False} for rule in COLOURS}}
FRAME = ".md-header, #book-nav, .md-footer"
# A page answers to a new size in the frame after it: what just came to scroll can be focused only then.
JUDGE = """async ([within, options]) => {
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  const { violations } = await axe.run(within ?? document, { ...options, resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target}: ${node.failureSummary}`));
}"""
# Opens what is folded. Leaves one token of a kind coloured: contrast is slow to judge, and thousands are alike.
UNFOLD = """() => {
  const seen = new Set();
  const first = (kind) => !seen.has(kind) && seen.add(kind);
  for (const details of document.querySelectorAll("details")) {
    details.open = !details.matches(".mkdocstrings-source") || first("source");
  }
  for (const token of document.querySelectorAll("pre span:not([id], :has(span))")) {
    if (!first(`${token.className} ${token.closest(".result") !== null}`)) token.replaceWith(token.textContent);
  }
}"""
# Opens the next tab of each set of tabs, if any set has one.
TURN = """(turn) => {
  const tabs = [...document.querySelectorAll(`.tabbed-set > input:nth-of-type(${turn})`)];
  for (const tab of tabs) tab.click();
  return tabs.length > 0;
}"""


@pytest.fixture(scope="module")
def tab(browser: Browser, address: str) -> Iterator[Page]:
    # Nothing moves or fades, so that no colour is judged half-way.
    context = browser.new_context(base_url=address, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def judge(page: Page, within: str | None = None, options: dict[str, Any] = ALL) -> list[str]:
    found: list[str] = page.evaluate(JUDGE, [within, options])
    return found


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path or "home")
def test_axe_finds_nothing(tab: Page, site: Path, path: str) -> None:
    tab.emulate_media(color_scheme=in_turn(PATHS.index(path), site, ("light", "dark")))
    tab.set_viewport_size(DESK)
    tab.goto(f"/{path}")
    tab.evaluate(AXE.read_text(encoding="utf-8"))
    tab.evaluate(UNFOLD)
    assert judge(tab) == []
    turn = 2
    while tab.evaluate(TURN, turn):
        assert judge(tab, ".tabbed-set") == [], f"with tab {turn} open"
        turn += 1
    tab.set_viewport_size(PHONE)
    assert judge(tab, options=ALL_BUT_COLOURS) == [], "on a phone"
    tab.click("[data-book-menu]")
    assert judge(tab, FRAME) == [], "with the contents open on a phone"
