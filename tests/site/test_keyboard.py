"""The keyboard alone: Tab comes by every control of a page, in order and in sight, and each does its work.

A page is walked through on a wide screen under one engine, and on a phone under the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.site.reading import in_turn
from tests.site.test_site import PAGES

TABS = "questions/from-scores-to-probabilities"
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
# Everything a keyboard should reach, in the order of the page. Of a group of radio buttons, the one that is chosen.
LIST = """() => {
  const of = (name) => [...document.getElementsByName(name)];
  window.wanted = [...document.querySelectorAll("a[href], button, input, summary, [tabindex='0']")].filter((control) =>
    !control.disabled && !control.closest("[inert]") && control.tabIndex >= 0
      && (control.type !== "radio" || control === (of(control.name).find((one) => one.checked) ?? of(control.name)[0]))
      && control.checkVisibility({ visibilityProperty: true }));
  return wanted.length;
}"""
# A playground is fetched when it is about to be seen: have it there before its controls are counted.
FETCH_LAB = """async () => {
  const lab = document.querySelector("logit-lab");
  if (!lab) return;
  lab.scrollIntoView({ behavior: "instant" });
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


@pytest.fixture(scope="module")
def tab(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(base_url=address, reduced_motion="reduce")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


@pytest.fixture(params=[1440, 390])
def page(tab: Page, request: pytest.FixtureRequest) -> Page:
    tab.set_viewport_size({"width": request.param, "height": 900})
    return tab


def reach(page: Page, selector: str) -> Locator:
    """Press Tab until a control that the selector names has the focus."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return page.locator("*:focus")
    raise AssertionError(f"Tab does not reach {selector}")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path or "home")
def test_tab_comes_by_every_control_in_order_and_in_sight(tab: Page, site: Path, path: str) -> None:
    page, width = tab, in_turn(PAGES.index(path), site, (1440, 390))
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"/{path}")
    page.evaluate(FETCH_LAB)
    page.evaluate(WATCH)
    for _ in range(page.evaluate(LIST)):
        page.keyboard.press("Tab")
    astray, unseen = page.evaluate(COMPARE)
    assert astray == ""
    assert unseen == []


def test_backwards_nothing_hides_behind_the_header(page: Page) -> None:
    page.goto(f"/{TABS}")
    page.evaluate(FETCH_LAB)
    page.keyboard.press("Shift+Tab")
    page.evaluate(WATCH)
    for _ in range(page.evaluate(LIST)):
        page.keyboard.press("Shift+Tab")
    assert page.evaluate(COMPARE)[1] == []


def test_the_first_stop_skips_to_the_content(page: Page) -> None:
    page.goto(f"/{TABS}")
    page.keyboard.press("Tab")
    expect(page.locator("*:focus")).to_have_text("Skip to content")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("article *:focus")).to_have_count(1)


def test_the_contents_open_keep_the_focus_and_give_it_back(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"/{TABS}")
    button = reach(page, "[data-book-menu]")
    expect(button).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(page.locator("[data-book-menu]")).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#book-nav [data-book-close]")).to_be_focused()
    for key in ("Tab", "Shift+Tab", "Shift+Tab"):  # forwards, and backwards past the first control
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.closest('#book-nav, body').tagName") in ("NAV", "BODY")
    page.keyboard.press("Escape")
    expect(page.locator("[data-book-menu]")).to_be_focused()
    expect(page.locator("#book-nav")).to_be_hidden()
    page.keyboard.press("Enter")
    reach(page, "#book-nav a[href$='glossary/']")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Glossary")


def test_a_page_that_grows_wide_closes_the_contents(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"/{TABS}")
    reach(page, "[data-book-menu]")
    page.keyboard.press("Enter")
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(page.locator("[inert]")).to_have_count(0)


def test_enter_and_arrows_change_the_palette(page: Page) -> None:
    page.goto(f"/{TABS}")
    body = page.locator("body")
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    reach(page, ".md-option")
    for key, scheme in (("Enter", "slate"), ("Enter", "default"), ("ArrowRight", "slate"), ("ArrowLeft", "default")):
        page.keyboard.press(key)
        expect(body).to_have_attribute("data-md-color-scheme", scheme)
        expect(page.locator(".md-option:focus + label")).to_be_visible()


def test_the_palette_follows_the_system_until_one_is_chosen(page: Page) -> None:
    page.goto(f"/{TABS}")
    page.evaluate("localStorage.clear()")
    page.reload()
    body = page.locator("body")
    for scheme, asked in (("slate", "dark"), ("default", "light"), ("slate", "dark")):
        page.emulate_media(color_scheme=asked)  # type: ignore[arg-type]
        expect(body).to_have_attribute("data-md-color-scheme", scheme)
    reach(page, ".md-option")
    page.keyboard.press("Enter")
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    page.emulate_media(color_scheme="light")
    page.emulate_media(color_scheme="dark")
    page.reload()
    expect(body).to_have_attribute("data-md-color-scheme", "default")


def test_arrows_turn_tabs_and_enter_unfolds_details(page: Page) -> None:
    page.goto(f"/{TABS}")
    reach(page, ".tabbed-set > input")
    for framework in ("jax", "keras"):
        page.keyboard.press("ArrowRight")
        expect(page.locator(".tabbed-block:visible")).to_contain_text(framework)
    details = page.locator("details", has=reach(page, "summary"))
    for is_open in (True, False):
        page.keyboard.press("Enter")
        assert details.evaluate("(details) => details.open") == is_open


def test_enter_copies_a_script(page: Page) -> None:
    page.goto(f"/{TABS}")
    reach(page, ".md-code__button")
    page.keyboard.press("Enter")
    expect(page.locator(".md-dialog")).to_have_text("Copied to clipboard")
    expect(page.locator(".md-dialog")).to_have_role("status")
    assert "np.exp(cat)" in page.evaluate("navigator.clipboard.readText()")


def test_every_control_of_the_playground_obeys_the_keys(page: Page) -> None:
    page.goto("/")

    def press(selector: str, key: str) -> dict[str, Any]:
        reach(page, f"logit-lab {selector}")
        page.keyboard.press(key)
        state: dict[str, Any] = page.locator("logit-lab").evaluate("(lab) => lab.state")
        return state

    assert press("[aria-pressed='false']", "Enter")["logits"] == [1.004, 0.709]
    assert press(".lab-add", "Enter")["classes"] == ["cat", "dog", "class 3"]
    assert press("[type='radio']", "ArrowDown")["y"] == 1
    assert press(".lab-name", "Q")["classes"] == ["cat", "Q", "class 3"]
    assert press("[type='number']", "4")["logits"] == [1.004, 4, 0]
    assert press("[type='range']", "ArrowRight")["logits"] == [1.004, 4.001, 0]
    assert press("[aria-label='Remove class 3']", "Enter")["classes"] == ["cat", "Q"]
    assert press("[aria-label='Temperature']", "2")["temperature"] == 2
    assert press("[aria-label='Temperature, slider']", "Home")["temperature"] == 0.1
    assert press("[aria-label='Shift all logits']", "ArrowRight")["logits"] == [1.504, 4.501]
