"""Listings in a real browser: output before script, what their bars hold, tabs that are remembered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bookbinder.content.page import Page as Question
from tests.site.conftest import URL, Watched, watching
from tests.site.reading import served

PAGE = "questions/log-sum-exp-trick/"
OTHER = "questions/from-scores-to-probabilities/"

# Each script and each output, in the order of the page, with what it lies in.
ORDER = """() => [...document.querySelectorAll("article .filename > .download, article .result")].map((one) => [
  one.matches(".result") ? "output" : one.textContent.trim(),
  one.closest("details") ? (one.closest("details").matches(".script") ? "behind" : "folded") : "in sight",
])"""
# How far two colours differ, as WCAG counts: that of an element and its ground, or that ground and the page's.
CONTRAST = """(one, colour) => {
  const linear = (x) => (x <= 0.03928 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4);
  const shade = (text) => {
    const [r, g, b] = text.match(/[\\d.]+/g).map((x) => linear(x / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  const ground = (from) => {
    const { backgroundColor } = getComputedStyle(from);
    return /, 0\\)$/.test(backgroundColor) ? ground(from.parentElement) : backgroundColor;
  };
  const other = colour ? getComputedStyle(one).color : ground(document.body);
  const [low, high] = [ground(one), other].map(shade).sort((a, b) => a - b);
  return high / low;
}"""
OVERLAPS = """(button) => [...document.querySelectorAll("pre > code")].some((code) => {
  const [a, b] = [button, code].map((one) => one.getBoundingClientRect());
  return b.width && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
})"""


@pytest.fixture(scope="module")
def reader(browser: Browser, addressed_site: Path) -> Iterator[Watched]:
    with served(addressed_site) as address, watching(browser, address) as reader:
        reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        yield reader


@pytest.fixture(scope="module")
def page(reader: Watched) -> Page:
    return reader.open(PAGE)


def test_from_the_second_listing_on_the_output_comes_first(page: Page, questions: dict[str, Question]) -> None:
    shown = page.evaluate(ORDER)
    wanted = []
    first = True
    for fence in questions["log-sum-exp-trick"].fences:
        name = f"{fence.snippet.rpartition('/')[2]}.py"
        if fence.language == "snippet" and (first or fence.indent):
            wanted += [[name, "folded"], ["output", "folded"]]  # by the page itself
        elif fence.language == "snippet":
            wanted += [["output", "in sight"], [name, "behind"]]
        first = first and fence.language != "snippet"
    assert [one for one in shown if one[0] not in {"levels.py", "small_losses.py"}] == wanted  # those of figures


def test_a_script_unfolds_on_a_click_for_an_anchor_in_it_and_on_paper(page: Page) -> None:
    clicked, sought, printed = (page.locator("details.script").nth(at) for at in range(3))
    expect(clicked.locator("pre")).to_be_hidden()
    clicked.get_by_text("Show the script").click()
    expect(clicked.locator("pre")).to_be_visible()
    sought.locator("pre").evaluate("(pre) => { pre.id = 'sought'; location.hash = '#sought'; }")
    expect(sought.locator("pre")).to_be_visible()
    page.emulate_media(media="print")
    expect(printed.locator("pre")).to_be_visible()
    expect(printed.get_by_text("Show the script")).to_be_hidden()
    expect(printed.locator("button").first).to_be_hidden()
    page.emulate_media(media="screen")


@pytest.mark.parametrize("palette", ["light", "dark"])
def test_copy_buttons_stand_in_the_bars_of_code_alone_and_can_be_seen(reader: Watched, palette: str) -> None:
    page = reader.page
    page.emulate_media(color_scheme=palette)  # type: ignore[arg-type]
    reader.open(PAGE)
    page.evaluate("for (const folded of document.querySelectorAll('article details')) folded.open = true")
    buttons = page.locator(".md-code__button:visible")
    code = page.locator("article :not(.result) > .highlight:visible")
    assert buttons.count() == code.count() > 0
    assert page.locator(".result .md-code__button").count() == 0
    labels = page.locator(".result .highlight:not(.traceback) > .filename").all_inner_texts()
    assert {label.split()[0] for label in labels} == {"Output"}
    for button in buttons.all():
        assert not button.evaluate(OVERLAPS)
        assert button.evaluate(CONTRAST, True) >= 3  # with no pointer near it
        assert button.evaluate("(one) => getComputedStyle(one).opacity") == "1"
    assert palette == "light" or page.locator("article .highlight > pre > code").first.evaluate(CONTRAST) >= 1.25


def test_a_bar_copies_the_command_that_runs_the_script_from_the_site(page: Page, addressed_site: Path) -> None:
    page.locator("details.script").first.evaluate("(one) => { one.open = true; }")
    script = "downloads/log-sum-exp-trick/overflow.py"
    page.get_by_role("button", name=f"uv run {URL}{script}").click()
    expect(page.locator(".md-dialog")).to_have_text("Copied to clipboard")
    assert page.evaluate("navigator.clipboard.readText()") == f"uv run {URL}{script}"
    assert (addressed_site / script).is_file()


def test_without_an_address_no_command_is_given(site: Path) -> None:
    assert "uv run" not in (site / PAGE / "index.html").read_text(encoding="utf-8")


def test_the_notebook_is_offered_at_the_title(page: Page, addressed_site: Path) -> None:
    link, title = page.get_by_role("link", name="as a notebook"), page.locator("h1")
    boxes = [one.bounding_box() for one in (link, title)]
    assert boxes[0]["y"] + boxes[0]["height"] <= boxes[1]["y"]  # type: ignore[index]
    with page.expect_download() as download:
        link.click()
    assert (
        Path(download.value.path()).read_bytes() == (addressed_site / "downloads/log-sum-exp-trick.ipynb").read_bytes()
    )


def chosen(page: Page) -> list[tuple[str, list[str]]]:
    """Return which tab each set shows, and which it has."""
    sets = page.locator(".tabbed-set").all()
    labels = [one.locator(".tabbed-labels > label").all_inner_texts() for one in sets]
    blocks = [one.locator(".tabbed-content > .tabbed-block") for one in sets]
    shown = [[blocks[n].nth(at).is_visible() for at in range(len(names))].index(True) for n, names in enumerate(labels)]
    return [(names[at], names) for names, at in zip(labels, shown, strict=True)]


def test_tabs_remember_the_framework_and_leave_no_trace_in_the_address(reader: Watched) -> None:
    tabs_are_remembered(reader)


def tabs_are_remembered(reader: Watched) -> None:
    page = reader.open(OTHER)
    page.get_by_text("Keras", exact=True).locator("visible=true").first.click()
    assert page.url == f"{reader.address}/{OTHER}"
    for path in (OTHER, PAGE, "questions/softmax-or-sigmoid/"):
        if page.url != f"{reader.address}/{path}":
            reader.open(path)
        assert chosen(page)
        assert all(shown == ("Keras" if "Keras" in names else names[0]) for shown, names in chosen(page))
    assert reader.complaints == []
