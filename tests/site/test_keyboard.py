"""The keyboard alone: Tab comes by every control around an article, and each does its work."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.site.keyboard import walk

TABS = "questions/from-scores-to-probabilities"


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


def open_anew(page: Page) -> None:
    """Open a page without the palette and the tab that were chosen before."""
    page.goto(f"/{TABS}")
    page.evaluate("localStorage.clear()")
    page.reload()


def reach(page: Page, selector: str) -> Locator:
    """Press Tab until a control that the selector names has the focus."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return page.locator("*:focus")
    raise AssertionError(f"Tab does not reach {selector}")


@pytest.mark.parametrize("path", ["", TABS], ids=lambda path: path or "home")
def test_tab_comes_by_every_control_of_a_whole_page_in_order_and_in_sight(page: Page, path: str) -> None:
    page.goto(f"/{path}")
    assert walk(page) == []


def test_backwards_nothing_hides_behind_the_header(page: Page) -> None:
    page.goto(f"/{TABS}")
    page.keyboard.press("Shift+Tab")
    assert [wrong for wrong in walk(page, key="Shift+Tab") if wrong.startswith("not in sight")] == []


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
    open_anew(page)
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
    open_anew(page)
    reach(page, ".tabbed-set > input")
    for framework in ("jax", "keras"):
        page.keyboard.press("ArrowRight")
        expect(page.locator(".tabbed-block:visible")).to_contain_text(framework)
    details = page.locator("details", has=reach(page, "summary"))
    for is_open in (True, False):
        page.keyboard.press("Enter")
        assert details.evaluate("(details) => details.open") == is_open


def test_enter_copies_a_script(page: Page) -> None:
    open_anew(page)
    reach(page, ".md-code__button")
    page.keyboard.press("Enter")
    expect(page.locator(".md-dialog")).to_have_text("Copied to clipboard")
    expect(page.locator(".md-dialog")).to_have_role("status")
    assert "torch.softmax(z, dim=-1)" in page.evaluate("navigator.clipboard.readText()")


def test_every_control_of_the_playground_obeys_the_keys(page: Page) -> None:
    page.goto("/")

    def press(selector: str, key: str) -> dict[str, Any]:
        reach(page, f"logit-lab {selector}")
        page.keyboard.press(key)
        state: dict[str, Any] = page.locator("logit-lab").evaluate("(lab) => lab.state")
        return state

    assert press("[aria-pressed='false']", "Enter")["logits"] == [1.004, 0.709]
    assert press(".lab-add", "Enter")["classes"] == ["cat", "dog", "class 3"]
    press("summary", "Enter")
    assert press("[type='radio']", "ArrowDown")["y"] == 1
    assert press(".lab-name", "Q")["classes"] == ["cat", "Q", "class 3"]
    assert press("[type='number']", "4")["logits"] == [1.004, 4, 0]
    assert press("[type='range']", "ArrowRight")["logits"] == [1.004, 4.1, 0]
    assert press("[aria-label='Remove class 3']", "Enter")["classes"] == ["cat", "Q"]
    assert press("[aria-label='Temperature']", "2")["temperature"] == 2
    assert press("[aria-label='Temperature, slider']", "Home")["temperature"] == 0.1
    assert press("[aria-label='Shift all logits']", "ArrowRight")["logits"] == [1.504, 4.6]
