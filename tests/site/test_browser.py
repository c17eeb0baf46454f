"""The site in a real browser, under both palettes: quiet and private."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.site.conftest import Watched
from tests.site.test_site import PAGES


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path or "home")
def test_a_page_loads_without_complaint_or_a_request_to_others(watched: Watched, path: str) -> None:
    page = watched.open(path + "/" if path else "")
    expect(page.locator("article h1")).to_have_count(1)
    assert watched.complaints == []
    assert watched.foreign == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path or "home")
def test_a_page_fits_a_phone(watched: Watched, path: str) -> None:
    watched.page.set_viewport_size({"width": 390, "height": 844})
    page = watched.open(path + "/" if path else "")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_live_numbers_can_be_read(watched: Watched) -> None:
    page = watched.open("questions/from-scores-to-probabilities/")
    answer = page.locator(".admonition.answer")
    expect(answer).to_contain_text("0.5732")
    expect(answer).to_contain_text("0.4268")
    expect(page.locator("article .live", has_text="0.99999990").first).to_be_visible()
