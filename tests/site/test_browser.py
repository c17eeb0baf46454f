"""The site in a real browser: its numbers are there, and its home page is laid out for each width."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.site.conftest import Watched


def test_the_live_numbers_can_be_read(watched: Watched) -> None:
    page = watched.open("questions/from-scores-to-probabilities/")
    answer = page.locator(".admonition.answer")
    expect(answer).to_contain_text("57%")
    expect(answer).to_contain_text("43%")
    expect(page.locator("article .live", has_text="57%").first).to_be_visible()


BOXES = """(all) => all.map((one) => one.getBoundingClientRect().toJSON())"""


def test_the_home_page_begins_with_the_playground_and_its_cards_stand_in_even_rows(watched: Watched) -> None:
    page = watched.open("")
    for width, height, columns in ((1440, 900, 3), (1024, 768, 3), (820, 1180, 3), (390, 844, 1)):
        page.set_viewport_size({"width": width, "height": height})
        opening, lab = page.locator(".lead > p:first-child, logit-lab").evaluate_all(BOXES)
        beside = lab["left"] > opening["right"] and lab["top"] <= opening["top"] + 16
        below = opening["bottom"] < lab["top"] < height - 100
        assert beside if width >= 1024 else below
        assert lab["bottom"] <= height or width == 390
        row, *cards = page.locator(".cards, .card").evaluate_all(BOXES)
        assert [len({card[side] for card in cards}) for side in ("left", "top")] == [columns, 3 // columns]
        assert cards[0]["left"] == row["left"]
        assert abs(cards[-1]["right"] - row["right"]) < 1
