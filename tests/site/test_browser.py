"""The site in a real browser: its numbers are there, and its home page is laid out for each width."""

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
