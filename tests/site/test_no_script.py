"""Without scripts a reader still reads, and finds every page: no control is there that would do nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.site.axe import DESK, PHONE

QUESTION = "questions/from-scores-to-probabilities/"


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_text_formulas_tabs_and_the_playgrounds_table_are_there(page: Page, size: dict[str, int]) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    page.goto(f"/{QUESTION}")
    expect(page.locator(".verdict")).to_contain_text("Apply softmax")
    assert page.locator("math").first.bounding_box()
    expect(page.locator("logit-lab table").first).to_be_visible()
    expect(page.locator(".tabbed-block:visible")).to_contain_text("torch")
    page.locator(".tabbed-labels label").nth(1).click()
    expect(page.locator(".tabbed-block:visible")).to_contain_text("jax")
    chosen, other = (page.locator(".tabbed-labels label").nth(at) for at in (1, 0))
    chosen_line, other_line = (one.evaluate("it => getComputedStyle(it).borderBottomColor") for one in (chosen, other))
    assert chosen_line != other_line == "rgba(0, 0, 0, 0)"


@pytest.mark.parametrize("path", [QUESTION, "404.html"])
def test_no_button_is_there_that_would_do_nothing(page: Page, path: str) -> None:
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        page.goto(f"/{path}")
        expect(page.locator("button:visible")).to_have_count(0)


def test_the_contents_stand_beside_a_page_on_a_wide_screen(page: Page) -> None:
    page.set_viewport_size(DESK)
    page.goto(f"/{QUESTION}")
    page.locator("#book-nav a", has_text="All questions").click()
    expect(page.locator("h1")).to_contain_text("All questions")


def test_on_a_phone_a_link_opens_the_contents_and_another_closes_them(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"/{QUESTION}")
    contents = page.locator("#book-nav")
    expect(contents).to_be_hidden()
    page.get_by_role("link", name="Contents").click()
    expect(contents).to_be_in_viewport()
    page.get_by_role("link", name="Close").click()
    expect(contents).to_be_hidden()
    page.get_by_role("link", name="Contents").click()
    contents.get_by_role("link", name="All questions").click()
    expect(page.locator("h1")).to_contain_text("All questions")
    assert page.locator(".questions a").count() >= 30
