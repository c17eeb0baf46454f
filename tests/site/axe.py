"""Judges pages with axe-core: what stands in them, and their colours once for each style of text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from playwright.sync_api import Page, ViewportSize, expect

from bookbinder.site.front_end import NODE_MODULES
from tests.conftest import ROOT

DESK, PHONE = ViewportSize(width=1440, height=900), ViewportSize(width=390, height=844)
ALL = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS = ("color-contrast", "link-in-text-block")
COLOURS_ALONE = {"runOnly": {"type": "rule", "values": COLOURS}}
Palette = Literal["light", "dark"]
PALETTES: dict[Palette, str] = {"light": "default", "dark": "slate"}
ALL_BUT_COLOURS = {**ALL, "rules": {rule: {"enabled": False} for rule in COLOURS}}
# A page answers to a new size in the frame after it: what just came to scroll can be focused only then.
JUDGE = """async ([within, options]) => {
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  const { violations } = await axe.run(within ?? document, { ...options, resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, html, failureSummary }) => `${id}: ${target}: ${html}: ${failureSummary}`));
}"""
# Opens what is folded, and all tabs at once. Leaves one token of a kind coloured: thousands are alike, and each makes
# axe slower.
UNFOLD = """() => {
  const seen = new Set();
  const first = (kind) => !seen.has(kind) && seen.add(kind);
  for (const details of document.querySelectorAll("details")) {
    details.open = !details.matches(".mkdocstrings-source") || first("source");
  }
  for (const block of document.querySelectorAll(".tabbed-block")) block.style.display = "block";
  for (const token of document.querySelectorAll("pre span:not([id], :has(span))")) {
    if (!first(`${token.className} ${token.closest(".result") !== null}`)) token.replaceWith(token.textContent);
  }
}"""
# Has axe judge the colours of marked elements alone.
CONFINE = """axe.configure({ rules: [
  { id: "color-contrast", selector: "[data-styled]" },
  { id: "link-in-text-block", selector: "a[href][data-styled]" },
] })"""
# Marks the first text of each style. Contrast depends on nothing else: a text's own colour, size and weight, what lies
# behind it, and for a link also the text around it.
MARK = """() => {
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
  for (const element of document.querySelectorAll("[data-styled]")) delete element.dataset.styled;
  const styles = new Set();
  for (const element of document.body.querySelectorAll("*")) {
    if (!speaks(element) || !element.checkVisibility({ visibilityProperty: true })) continue;
    const link = element.closest("a");
    const style = [look(element), letters(element), link && letters(link) + around(link)].join("|");
    if (styles.has(style)) continue;
    styles.add(style);
    for (const judged of [element, link]) if (judged) judged.dataset.styled = "";
  }
}"""


def load_axe(page: Page) -> None:
    page.evaluate((ROOT / NODE_MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))


def judge(page: Page, within: str | None = None, options: dict[str, Any] = ALL) -> list[str]:
    """Return what axe finds wrong with what stands on a page."""
    found: list[str] = page.evaluate(JUDGE, [within, options])
    return found


def judge_whole(page: Page) -> Iterator[tuple[str, list[str]]]:
    """Judge a page on a wide screen, which it must have already, and on a phone; yield where and what is wrong.

    All of it is opened; in both palettes, colours are judged once for each style of text.
    """
    page.emulate_media(reduced_motion="reduce")  # no colour is judged half-way
    load_axe(page)
    page.evaluate(UNFOLD)
    page.evaluate(CONFINE)
    judged: list[tuple[Palette, dict[str, Any]]] = [("dark", COLOURS_ALONE), ("light", ALL)]
    for palette, options in judged:
        turn(page, palette)
        page.evaluate(MARK)
        found = judge(page, options=options)
        colours = [wrong for wrong in found if wrong.startswith(COLOURS)]
        yield f"colours, {palette}", colours
        yield f"axe, {palette}", [wrong for wrong in found if wrong not in colours]
    page.set_viewport_size(PHONE)
    yield "axe, on a phone", judge(page, options=ALL_BUT_COLOURS)


def turn(page: Page, palette: Palette) -> None:
    """Have a page in the colours of a palette."""
    page.emulate_media(color_scheme=palette)
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", PALETTES[palette])
