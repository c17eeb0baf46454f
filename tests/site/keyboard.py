"""Walks through a page with the Tab key: by every control, in order and in sight."""

from __future__ import annotations

from playwright.sync_api import Page

# Notes each element that takes the focus, and whether a reader can see that it has it. Two kinds of radio button are
# drawn by something else: that of a palette by the label behind it, those of tabs by the row of tabs.
WATCH = """() => {
  window.stops = [];
  const drawn = (control) =>
    control.matches(".md-option") ? control.nextElementSibling :
    control.matches(".tabbed-set > input") ? control.parentElement.querySelector(".tabbed-labels") : control;
  addEventListener("focusin", ({ target }) => {
    const shown = drawn(target);
    const { outlineStyle, outlineWidth, opacity, visibility } = getComputedStyle(shown);
    const { left, top, width, height } = [...shown.getClientRects()].find((box) => box.width > 1) ?? new DOMRect();
    // Of what is taller than the window, the part between header and lower edge.
    const from = height < innerHeight / 2 ? top : Math.max(top, document.querySelector(".md-header").offsetHeight);
    const middle = document.elementFromPoint(left + width / 2, (from + Math.min(top + height, innerHeight)) / 2);
    const inSight = middle && (shown.contains(middle) || middle.contains(shown) || shown === middle);
    const ringed = outlineStyle !== "none" && parseFloat(outlineWidth) >= 1.5;
    stops.push([target, ringed && inSight && visibility === "visible" && opacity > 0.5]);
  });
}"""
# Lists what a keyboard should reach within a part of the page, in order, and the control after it; puts the focus on
# the one before. Of a group of radio buttons, the one that is chosen is reached.
LIST = """(within) => {
  const of = (name) => [...document.getElementsByName(name)];
  const all = [...document.querySelectorAll("a[href], button, input, summary, [tabindex='0']")].filter((control) =>
    !control.disabled && !control.closest("[inert]") && control.tabIndex >= 0
      && (control.type !== "radio" || control === (of(control.name).find((one) => one.checked) ?? of(control.name)[0]))
      && control.checkVisibility({ visibilityProperty: true }));
  const inside = all.map((control) => control.closest(within) !== null);
  const first = inside.indexOf(true);
  all[first - 1]?.focus({ preventScroll: true });
  window.wanted = first < 0 ? [] : all.slice(first, inside.lastIndexOf(true) + 2);
  stops.length = 0;
  return wanted.length;
}"""
# A playground is fetched when it is about to be seen: have it there before its controls are counted.
FETCH_LAB = """async () => {
  const lab = document.querySelector("logit-lab");
  if (!lab) return;
  // Not by scrollIntoView, which in some versions of Chromium moves where Tab starts.
  scrollTo({ top: lab.getBoundingClientRect().top + scrollY, behavior: "instant" });
  await customElements.whenDefined("logit-lab");
  scrollTo({ top: 0, behavior: "instant" });
}"""
COMPARE = """() => {
  const say = (one) => one?.outerHTML.replace(/\\s+/g, " ").slice(0, 240);
  const found = stops.map(([one]) => one);
  const astray = wanted.findIndex((one, i) => one !== found[i]);
  return [
    astray < 0 ? "" : `after ${say(wanted[astray - 1])} comes ${say(found[astray])}, not ${say(wanted[astray])}`,
    stops.filter(([, seen]) => !seen).map(([one]) => say(one)),
  ];
}"""


def walk(page: Page, within: str = "html", key: str = "Tab") -> list[str]:
    """Press a key once for each control; return where the focus strays, and which controls take it out of sight."""
    page.evaluate(FETCH_LAB)
    page.evaluate(WATCH)
    for _ in range(page.evaluate(LIST, within)):
        page.keyboard.press(key)
    astray, unseen = page.evaluate(COMPARE)
    return [*([astray] if astray else []), *(f"not in sight: {control}" for control in unseen)]
