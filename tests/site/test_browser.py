"""The site in a real browser: its numbers are there, and its cards in one row."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.site.conftest import Watched


def test_the_live_numbers_can_be_read(watched: Watched) -> None:
    page = watched.open("questions/from-scores-to-probabilities/")
    answer = page.locator(".admonition.answer")
    expect(answer).to_contain_text("57%")
    expect(answer).to_contain_text("43%")
    expect(page.locator("article .live", has_text="57%").first).to_be_visible()


def test_the_cards_of_the_home_page_stand_in_one_row_from_edge_to_edge(watched: Watched) -> None:
    watched.page.set_viewport_size({"width": 1440, "height": 900})
    boxes = (
        watched.open("")
        .locator(".cards")
        .first.evaluate("it => [it, ...it.children].map(one => one.getBoundingClientRect().toJSON())")
    )
    row, cards = boxes[0], boxes[1:]
    assert len(cards) == 3
    assert {(card["top"], card["height"]) for card in cards} == {(row["top"], row["height"])}
    assert cards[0]["left"] == row["left"]
    assert abs(cards[-1]["right"] - row["right"]) < 1
