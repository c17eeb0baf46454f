"""The site in a real browser: it fits a phone, and its numbers are there."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.site.conftest import Watched
from tests.site.test_site import PAGES


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path or "home")
def test_a_page_fits_a_phone(reader: Watched, path: str) -> None:
    reader.page.set_viewport_size({"width": 390, "height": 844})
    page = reader.open(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_live_numbers_can_be_read(watched: Watched) -> None:
    page = watched.open("questions/from-scores-to-probabilities/")
    answer = page.locator(".admonition.answer")
    expect(answer).to_contain_text("0.5732")
    expect(answer).to_contain_text("0.4268")
    expect(page.locator("article .live", has_text="0.99999990").first).to_be_visible()
