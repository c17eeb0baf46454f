"""The site in a real browser: its numbers are there, and its cards in one row."""

from __future__ import annotations

import io

import pytest
from PIL import Image
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_table_that_is_cut_off_is_shaded_there(watched: Watched, scheme: str) -> None:
    watched.page.set_viewport_size({"width": 390, "height": 844})
    watched.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    table = watched.open("notation/").locator(".md-typeset__scrollwrap").first
    expect(table).to_have_attribute("tabindex", "0")  # the keyboard scrolls it

    def shaded() -> list[bool]:
        """Whether the left edge and the right edge of the table's last pixels differ from its paper."""
        picture = Image.open(io.BytesIO(table.screenshot(animations="disabled"))).convert("L")
        y = picture.height - 3
        paper = picture.getpixel((picture.width // 2, y))
        return [abs(picture.getpixel((x, y)) - paper) > 10 for x in (0, picture.width - 1)]  # type: ignore[operator]

    assert shaded() == [False, True]
    table.evaluate("it => { it.scrollLeft = it.scrollWidth }")
    assert shaded() == [True, False]


def test_a_click_on_the_link_to_the_answer_copies_it(watched: Watched) -> None:
    watched.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = watched.open("questions/softmax-twice/")
    link = page.get_by_role("link", name="Link to this answer")
    link.click()
    expect(page.locator(".md-dialog")).to_have_text("Link copied")
    assert page.evaluate("navigator.clipboard.readText()") == f"{watched.address}/questions/softmax-twice/#answer"
    page.goto(f"{watched.address}/questions/softmax-twice/#answer")
    expect(page.locator(".verdict")).to_be_in_viewport()
    large, usual = page.locator(".answer").evaluate(
        "it => [it.querySelector('.verdict'), it].map((one) => parseFloat(getComputedStyle(one).fontSize))"
    )
    assert large > 1.1 * usual
