"""Judges pages with axe-core: what stands in them, and their colours once for each style of text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from playwright.sync_api import Page, ViewportSize, expect

from bookbinder.site.front_end import NODE_MODULES
from tests.conftest import ROOT

AXE = ROOT / NODE_MODULES / "axe-core" / "axe.min.js"

DESK, PHONE = ViewportSize(width=1440, height=900), ViewportSize(width=390, height=844)
ALL = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS = ["color-contrast", "link-in-text-block"]
COLOURS_ALONE = {"type": "rule", "values": COLOURS}
PALETTES: dict[Literal["light", "dark"], str] = {"light": "default", "dark": "slate"}
ALL_BUT_COLOURS = {**ALL, "rules": {rule: {"enabled": False} for rule in COLOURS}}
# A page answers to a new size in the frame after it: what just came to scroll can be focused only then.
JUDGE = """async ([within, options]) => {
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  const { violations } = await axe.run(within ?? document, { ...options, resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, html, failureSummary }) => `${id}: ${target}: ${html}: ${failureSummary}`));
}"""
# Opens what is folded. Leaves one token of a kind coloured: thousands are alike, and each makes axe slower.
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
# Opens one tab of each set of tabs, if any set has so many.
TURN = """(turn) => {
  const tabs = [...document.querySelectorAll(`.tabbed-set > input:nth-of-type(${turn})`)];
  for (const tab of tabs) tab.click();
  return tabs.length > 0;
}"""
# The first text of each style. Contrast depends on nothing else: a text's own colour, size and weight, what lies behind
# it, and for a link also the text around it.
STYLED = """(within) => {
  const plain = "rgba(0, 0, 0, 0),none,1,none,normal,static,auto";
  const looks = new Map([[null, ""]]);
  const look = (element) => {
    if (!looks.has(element)) {
      const style = getComputedStyle(element);
      const { backgroundColor, backgroundImage, opacity, filter, mixBlendMode, position, zIndex } = style;
      const own = [backgroundColor, backgroundImage, opacity, filter, mixBlendMode, position, zIndex].join();
      looks.set(element, look(element.parentElement) + (own === plain ? "" : `${own};`));
    }
    return looks.get(element);
  };
  const letters = (element) => {
    const { color, fontSize, fontWeight, textShadow, textDecorationLine } = getComputedStyle(element);
    return [color, fontSize, fontWeight, textShadow, textDecorationLine].join();
  };
  const around = (link) => {
    let block = link.parentElement;
    while (getComputedStyle(block).display === "inline") block = block.parentElement;
    return [letters(block), block.textContent.trim() === link.textContent.trim()].join();
  };
  const speaks = (element) => element.matches("input")
    || [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const styles = new Map();
  for (const element of document.querySelectorAll(`:is(${within}) *`)) {
    if (!speaks(element) || !element.checkVisibility({ visibilityProperty: true })) continue;
    const link = element.closest("a");
    const style = [look(element), letters(element), link && letters(link) + around(link)].join("|");
    if (!styles.has(style)) styles.set(style, element);
  }
  return [...styles.values()];
}"""


def judge(page: Page, within: str | None = None, options: dict[str, Any] = ALL) -> list[str]:
    """Return what axe finds wrong with what stands on a page."""
    found: list[str] = page.evaluate(JUDGE, [within, options])
    return found


def judge_colours(page: Page, within: str = "body") -> list[str]:
    """Return what axe finds wrong with the colours of a page, judged once for each style of text."""
    include = page.evaluate_handle(STYLED, within)
    if not include.evaluate("(elements) => elements.length"):
        return []
    found: list[str] = page.evaluate(JUDGE, [{"include": include}, {"runOnly": COLOURS_ALONE}])
    return found


def judge_whole(page: Page) -> Iterator[tuple[str, list[str]]]:
    """Judge a page in both palettes with all opened; yield where and what is wrong."""
    page.emulate_media(reduced_motion="reduce")  # no colour is judged half-way
    page.evaluate(AXE.read_text(encoding="utf-8"))
    page.evaluate(UNFOLD)
    page.set_viewport_size(DESK)
    for palette, scheme in PALETTES.items():
        page.emulate_media(color_scheme=palette)
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)
        turn, within = 1, "body"
        while page.evaluate(TURN, turn) or turn == 1:
            yield f"colours, {palette}, tab {turn}", judge_colours(page, within)
            if palette == "light":
                yield f"axe, tab {turn}", judge(page, within if turn > 1 else None, ALL_BUT_COLOURS)
            turn, within = turn + 1, ".tabbed-set"
    page.set_viewport_size(PHONE)
    yield "axe, on a phone", judge(page, options=ALL_BUT_COLOURS)
