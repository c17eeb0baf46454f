"""Each page is visited once, and everything is looked at there: as it loads, by keyboard, by axe, and as it is used."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.site.axe import DESK, PHONE, judge_whole
from tests.site.keyboard import walk
from tests.site.shifts import SlowReader
from tests.site.test_site import PAGES

PATHS = [*PAGES, "404.html"]
UNFOLD = """() => {
  for (const summary of document.querySelectorAll("article details > summary")) summary.click();
  for (const label of document.querySelectorAll(".tabbed-labels label")) label.click();
}"""
PLAY = """() => {
  for (const input of document.querySelectorAll("logit-lab input")) {
    input.value = "1";
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
  for (const button of document.querySelectorAll("logit-lab button")) button.click();
}"""

# No palette that was chosen on another page, and no service worker, which would answer in place of the server.
FORGET = """{
  localStorage.clear();
  navigator.serviceWorker.register = () => new Promise(() => {});
}"""


@pytest.fixture(scope="module")
def reader(browser: Browser, address: str) -> Iterator[SlowReader]:
    """One window for all pages, which remembers nothing of one page on the next."""
    context = browser.new_context(base_url=address)
    context.add_init_script(FORGET)
    yield SlowReader(context.new_page(), address)
    context.close()


def use(page: Page) -> None:
    """Do all that a reader can do on a page."""
    page.evaluate(UNFOLD)
    page.evaluate(PLAY)
    before = page.locator("body").get_attribute("data-md-color-scheme")
    page.locator("label[for^=__palette]:visible").click()
    expect(page.locator("body")).not_to_have_attribute("data-md-color-scheme", before or "")
    page.locator("[data-book-search]").first.click()
    page.keyboard.type("softmax nan")
    expect(page.locator("dialog[open] a").first).to_be_visible()


def look(reader: SlowReader, path: str, walked: int) -> Iterator[tuple[str, list[str]]]:
    """Visit a page; yield where something was looked at and what is wrong there."""
    page = reader.page
    reader.complaints.clear()
    reader.foreign.clear()
    for size in (PHONE, DESK):
        width = size["width"]
        page.set_viewport_size(size)
        reader.settle()  # what comes into sight at this size is on its way, and would fail if another page were opened now
        page.emulate_media(color_scheme="light", reduced_motion="no-preference")
        yield f"moves while it loads at {width}", reader.load(path)
        page.emulate_media(reduced_motion="reduce")  # nothing is looked at half-way
        yield f"headings at {width}", [] if page.locator("article h1").count() == 1 else ["not one h1"]
        overflow = page.evaluate("document.documentElement.scrollWidth") - width
        yield f"width at {width}", [f"{overflow} pixels too wide"] if overflow > 0 else []
        if width == walked:
            yield f"keyboard at {width}", walk(page, "article")
    page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
    yield from judge_whole(page)
    page.set_viewport_size(DESK)
    use(page)
    reader.settle()
    yield "console and policy", reader.complaints
    yield "asked elsewhere", reader.foreign


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path or "home")
def test_nothing_is_wrong_with_a_page(reader: SlowReader, path: str) -> None:
    """Its article is walked through by keyboard on a wide screen or on a phone: in turn, page by page."""
    walked = (DESK, PHONE)[PATHS.index(path) % 2]["width"]
    assert {where: wrong for where, wrong in look(reader, path, walked) if wrong} == {}
