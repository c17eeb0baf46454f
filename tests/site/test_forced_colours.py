"""Where a system's few colours replace the book's, all that a colour says is seen: without it, the picture differs."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page, expect

from tests.site.conftest import watching
from tests.site.keyboard import FETCH_LAB

QUESTION = "questions/from-scores-to-probabilities/"
# What is in a state, what takes it out of the state, and the page; a picture is taken of what holds it.
STATES = {
    "the page that is open, in the contents": (
        QUESTION,
        ".book-nav [aria-current]",
        "it.removeAttribute('aria-current')",
    ),
    "the page that is open, in the header": (
        "glossary/",
        ".book-links [aria-current]",
        "it.removeAttribute('aria-current')",
    ),
    "the section that is in sight": (
        QUESTION,
        ".md-nav--secondary .md-nav__link--active",
        "it.classList.remove('md-nav__link--active')",
    ),
    "the tab that is open": (
        QUESTION,
        ".tabbed-labels",
        "it.parentElement.querySelectorAll(':scope > input')[1].checked = true",
    ),
    "the example that is shown": (
        QUESTION,
        "logit-lab [aria-pressed=true]",
        "it.setAttribute('aria-pressed', 'false')",
    ),
    "a probability": (QUESTION, ".lab-bar >> nth=0", "it.style.setProperty('--p', 0)"),
    "the wrong path": ("questions/softmax-twice/", ".flow > .wrong", "it.classList.remove('wrong')"),
    "the term that the address names": ("glossary/#odds", "dt:target", "location.hash = '#nowhere'"),
}
LEAST = 60  # pixels


@pytest.fixture(scope="module")
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(
        base_url=address,
        forced_colors="active",
        reduced_motion="reduce",
        viewport={"width": 1440, "height": 900},
        service_workers="block",
    )
    yield context.new_page()
    context.close()


def picture(page: Page, box: dict[str, float]) -> Image.Image:
    shot = page.screenshot(clip=box, animations="disabled")  # type: ignore[arg-type]
    return Image.open(io.BytesIO(shot)).convert("L")


def pixels_that_tell(page: Page, selector: str, change: str) -> int:
    """Return how many pixels differ between an element in a state and out of it."""
    element = page.locator(selector)
    element.scroll_into_view_if_needed()
    found = element.bounding_box()
    assert found
    box = {"x": found["x"] - 5, "y": found["y"] - 5, "width": found["width"] + 10, "height": found["height"] + 10}
    handle = element.element_handle()
    before = picture(page, box)
    page.evaluate(f"it => {{ {change} }}", handle)
    difference = ImageChops.difference(before, picture(page, box))
    return sum(difference.point(lambda value: value > 64, "1").histogram()[1:])


@pytest.mark.parametrize("state", STATES)
def test_what_a_colour_says_is_seen(page: Page, state: str) -> None:
    path, selector, change = STATES[state]
    page.goto(f"/{path}")
    page.evaluate(FETCH_LAB)
    if state.startswith("the section"):
        page.locator("h2").nth(2).scroll_into_view_if_needed()
    assert pixels_that_tell(page, selector, change) >= LEAST


def test_the_result_that_enter_would_open_is_seen(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("softmax")
    expect(page.get_by_role("listbox")).to_have_attribute("data-query", "softmax")
    page.keyboard.press("ArrowDown")
    chosen = ".book-find__result[aria-selected=true]"
    assert pixels_that_tell(page, chosen, "it.setAttribute('aria-selected', 'false')") >= LEAST


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_palette_in_use_is_seen(browser: Browser, address: str, scheme: str) -> None:
    with watching(browser, address) as reader:
        reader.page.emulate_media(forced_colors="active", color_scheme=scheme)  # type: ignore[arg-type]
        shown = reader.open("").locator(".md-header__option label:visible")
        box = {key: float(value) for key, value in (shown.bounding_box() or {}).items()}  # type: ignore[arg-type]
        before = picture(reader.page, box)
        shown.locator("svg").evaluate("it => { it.style.visibility = 'hidden' }")
        assert ImageChops.difference(before, picture(reader.page, box)).getbbox()
