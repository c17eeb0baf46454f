"""The site in a real browser: it fits a phone, and its numbers are there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.site.conftest import Watched
from tests.site.reading import visit
from tests.site.test_site import PAGES


@pytest.fixture(scope="module")
def phone(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(base_url=address, viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path or "home")
def test_a_page_fits_a_phone(phone: Page, path: str) -> None:
    visit(phone, f"/{path}")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_live_numbers_can_be_read(watched: Watched) -> None:
    page = watched.open("questions/from-scores-to-probabilities/")
    answer = page.locator(".admonition.answer")
    expect(answer).to_contain_text("0.5732")
    expect(answer).to_contain_text("0.4268")
    expect(page.locator("article .live", has_text="0.99999990").first).to_be_visible()
