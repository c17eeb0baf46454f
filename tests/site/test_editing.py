"""Readers edit a script and run it: whatever it does, the page stays whole, quiet and alone with its own site."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page, expect

from tests.site.axe import DESK, PALETTES, PHONE, judge, load_axe
from tests.site.conftest import Watched, watching
from tests.site.editing import (
    BOOTS,
    add,
    editor_of,
    ended,
    open_script,
    replace,
    reset,
    run,
    said,
    script_of,
    unfold,
)
from tests.site.python_worker import published
from tests.site.shifts import WATCH_SHIFTS

pytestmark = pytest.mark.timeout(300)  # Python loads on each page

QUESTION = "questions/from-scores-to-probabilities/"
NAME = "two_images"
# The colour of each letter of the listings, and in their editors.
COLOURS = """async () => {
  const letters = (root) => {
    const found = [];
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let text; (text = texts.nextNode());) {
      const { color } = getComputedStyle(text.parentElement);
      for (const letter of text.data.replace(/\\s/g, "")) found.push(letter + color);
    }
    return found.join(" ");
  };
  const scripts = [...document.querySelectorAll("book-script")];
  for (const folded of document.querySelectorAll("article details")) folded.open = true;
  const listings = scripts.map((one) => one.querySelector(":not(.result) > .highlight > pre > code"));
  const before = listings.map((listing, at) => [scripts[at].offsetHeight, letters(listing)]);
  const edit = (one) => [...one.querySelectorAll("button")].find((button) => button.textContent === "Edit");
  for (const one of scripts) edit(one).click();
  const editor = (one) => one.querySelector(".script-code")?.shadowRoot.querySelector(".cm-content");
  const after = () => scripts.map((one) => editor(one) && [one.offsetHeight, letters(editor(one))]);
  for (let frame = 0; frame < 200 && String(after()) !== String(before); frame += 1) {
    await new Promise(requestAnimationFrame);
  }
  return [before, after()];
}"""


@pytest.fixture(scope="module")
def origin(site: Path) -> Iterator[str]:
    with published(site) as address:
        yield address


@pytest.fixture
def reader(browser: Browser, origin: str) -> Iterator[Watched]:
    """A reader whose page has complained of nothing, and asked nobody else, when the test ends."""
    with watching(browser, origin) as reader:
        reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        yield reader
        assert reader.complaints == []
        assert reader.foreign == []


@pytest.fixture(scope="module")
def window(browser: Browser, origin: str) -> Iterator[Watched]:
    """A page for all that runs: whatever happened in it before, the next script runs, most often in the same Python."""
    with watching(browser, origin) as window:
        window.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        window.page.set_viewport_size(DESK)
        window.open(QUESTION)
        yield window


@pytest.fixture
def page(window: Watched) -> Iterator[Page]:
    """The page of several tests, each of which leaves it as it came to it, and has it complain of nothing."""
    page = window.page
    yield page
    page.emulate_media(color_scheme="light", reduced_motion="no-preference", forced_colors="none")
    page.set_viewport_size(DESK)
    reset(page)
    assert window.complaints == []
    assert window.foreign == []


def test_nothing_is_fetched_before_a_click(reader: Watched) -> None:
    asked: list[str] = []
    reader.page.on("request", lambda request: asked.append(request.url))
    page = reader.open(QUESTION)
    assert [url for url in asked if "/run/" in url] == []
    open_script(page, NAME)
    assert [url.rpartition("/run/")[2] for url in asked if "/run/" in url] == ["editor.js"]
    assert page.workers == []


def test_a_copied_link_opens_the_edit_and_does_not_run_it(window: Watched, page: Page) -> None:
    script = replace(page, NAME, "0.772", "10")
    script.get_by_role("button", name="Copy link to this edit").click()
    expect(page.locator(".md-dialog")).to_have_text("Link copied")
    link = page.evaluate("navigator.clipboard.readText()")
    page.goto("about:blank")
    page.goto(link)
    script = script_of(page, NAME)
    expect(editor_of(script)).to_contain_text("[16.917, 10]")
    expect(editor_of(script)).to_be_in_viewport()
    expect(script.locator(".script-linked")).to_have_text("This edit comes from a link. Read it before you run it.")
    expect(said(page)).to_have_text("This edit comes from a link. Read it before you run it.")
    window.settle()
    assert page.workers == []
    expect(page.locator(".edited, .changed")).to_have_count(0)
    run(script)
    expect(page.locator(".changed")).not_to_have_count(0)
    script.get_by_role("button", name="Reset").click()
    expect(script.locator(".script-linked")).to_have_count(0)
    assert page.url == f"{window.address}/{QUESTION}"


def test_a_script_is_edited_run_stopped_reset_and_run_again(page: Page) -> None:
    script = open_script(page, NAME)
    result, status = script.locator(".result"), script.locator(".script-status")
    add(page, "print('cat', 1 + 1)")
    run(script)
    expect(result).to_contain_text("cat 2")
    expect(said(page)).to_have_text("Finished.")
    add(page, "1 / 0")
    run(script)
    expect(result.locator(".traceback")).to_contain_text('File "two_images.py", line 20')
    expect(result.locator(".traceback .filename")).to_contain_text("Error from the edited script")
    expect(said(page)).to_have_text("Error: ZeroDivisionError: division by zero.")
    expect(page.locator(".changed")).to_have_count(0)
    page.keyboard.press("ControlOrMeta+z")
    page.keyboard.press("ControlOrMeta+z")
    add(page, "while True: pass")
    editor_of(script).press("ControlOrMeta+Enter")
    expect(status).to_have_text("Running", timeout=BOOTS)
    script.get_by_role("button", name="Stop").click()
    expect(status).to_have_text("Stopped")
    expect(script.get_by_role("button", name="Run")).to_be_focused()
    script.get_by_role("button", name="Reset").click()
    expect(editor_of(script)).not_to_contain_text("while")
    expect(page.locator(".edited")).to_have_count(0)
    expect(script.get_by_role("button", name="Reset")).to_be_visible()
    script.get_by_role("button", name="Run").click()
    ended(script)
    expect(status).to_have_text("As on the page")
    assert len(page.workers) == 1


def test_two_scripts_share_one_worker_and_run_in_turn(page: Page) -> None:
    first = open_script(page, "by_hand")
    add(page, "while True: pass")
    editor_of(first).press("ControlOrMeta+Enter")
    expect(first.locator(".script-status")).to_have_text("Running", timeout=BOOTS)
    second = open_script(page, NAME)
    add(page, "print('second')")
    editor_of(second).press("ControlOrMeta+Enter")
    expect(second.locator(".script-status")).to_have_text("Waiting for another script")
    first.get_by_role("button", name="Stop").click()
    ended(second)
    expect(second.locator(".result")).to_contain_text("second")
    expect(first.locator(".result")).not_to_contain_text("second")
    assert len(page.workers) == 1


def test_leaving_the_page_ends_its_python_and_coming_back_it_runs_again(page: Page) -> None:
    script = open_script(page, NAME)
    run(script)
    assert len(page.workers) == 1
    page.goto("/questions/temperature/")
    assert page.workers == []
    page.go_back()
    script = unfold(script_of(page, NAME))
    script.get_by_role("button", name="Run").click()
    expect(script.locator(".script-status")).to_have_text("As on the page", timeout=BOOTS)
    assert len(page.workers) == 1


def test_axe_finds_nothing_with_an_open_editor_and_an_edit_s_results(page: Page) -> None:
    """Comes when the page has been left, and no other editor is open: axe takes one that scrolls for out of reach."""
    page.emulate_media(reduced_motion="reduce")
    script = replace(page, NAME, "0.772", "10")
    add(page, "print(undefined)")
    run(script)
    load_axe(page)
    for palette, scheme in PALETTES.items():
        page.emulate_media(color_scheme=palette)
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)
        assert judge(page, "article") == [], palette


BOMB = """async () => {
  const packed = new Blob([new Uint8Array(10_000_000)]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}"""


@pytest.mark.parametrize(
    "fragment", ["", "x", "nowhere/two_images:S0zSUEjSBAA", f"{QUESTION}", "{known}:%00", "{known}:AAAA"]
)
def test_a_link_that_holds_no_edit_says_so_and_does_nothing_else(reader: Watched, fragment: str) -> None:
    known = "from-scores-to-probabilities/two_images"
    page = reader.open(f"{QUESTION}#edit={fragment.format(known=known)}")
    expect(page.get_by_role("alert")).to_have_text("The address holds an edit that cannot be shown.")
    expect(page.locator(".cm-content")).to_have_count(0)


def test_a_link_that_unpacks_to_too_much_says_so(reader: Watched) -> None:
    page = reader.open(QUESTION)
    bomb = page.evaluate(BOMB)
    assert len(bomb) < 20_000
    page.goto("about:blank")
    page = reader.open(f"{QUESTION}#edit=from-scores-to-probabilities/two_images:{bomb}")
    expect(page.get_by_role("alert")).to_have_text("The address holds an edit that cannot be shown.")


def test_the_keyboard_alone_edits_runs_and_leaves(page: Page) -> None:
    script = script_of(page, "naive_formula")
    script.get_by_role("button", name="Edit").first.focus()
    page.keyboard.press("Enter")
    expect(editor_of(script)).to_be_focused()
    page.keyboard.press("ControlOrMeta+End")
    page.keyboard.press("Enter")
    page.keyboard.type("if True:\nprint('indented')")
    page.keyboard.press("ControlOrMeta+Enter")
    ended(script)
    expect(script.locator(".result")).to_contain_text("indented")
    expect(editor_of(script)).to_be_focused()
    page.keyboard.press("Tab")
    expect(editor_of(script)).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(editor_of(script)).not_to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+Tab")
    expect(script.get_by_role("button", name="Copy link to this edit")).to_be_focused()
    described = editor_of(script).evaluate("(one) => one.getRootNode().getElementById('keys').textContent")
    assert described == "Ctrl+Enter runs. Escape, then Tab, leaves."


def test_letters_in_the_editor_keep_their_place_and_colours(reader: Watched) -> None:
    page = reader.open("questions/log-sum-exp-trick/")
    before, after = page.evaluate(COLOURS)
    assert after == before


@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_moves_when_a_script_becomes_an_editor(reader: Watched, width: int) -> None:
    reader.page.add_init_script(WATCH_SHIFTS)
    reader.page.set_viewport_size({"width": width, "height": 900})
    page = reader.open("questions/log-sum-exp-trick/")
    script = script_of(page, "overflow")
    fold = script.locator("summary")
    fold.click()
    script.locator(".highlight .download").scroll_into_view_if_needed()
    boxes = """(one) => [...one.querySelectorAll('.filename, .result')]
        .map((part) => part.getBoundingClientRect().top - one.getBoundingClientRect().top)"""
    before = script.evaluate(boxes)
    script.get_by_role("button", name="Edit").last.click()
    expect(editor_of(script)).to_be_focused()
    assert script.evaluate(boxes) == before


def test_the_editor_follows_the_palette(reader: Watched) -> None:
    page = reader.open(QUESTION)
    script = open_script(page, NAME)
    shades = "(one) => [one.querySelector('.cm-line span'), one].map((part) => getComputedStyle(part).color)"
    before = editor_of(script).evaluate(shades)
    page.locator("label[for^=__palette]:visible").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    assert all(old != new for old, new in zip(before, editor_of(script).evaluate(shades), strict=True))
    editor_of(script).focus()
    add(page, "x = 1")
    expect(editor_of(script)).to_contain_text("x = 1")


def test_on_a_phone_all_fits(page: Page) -> None:
    page.set_viewport_size(PHONE)
    too_wide = "document.documentElement.scrollWidth - innerWidth"
    for name in ("two_images", "naive_formula", "digits"):
        script = open_script(page, name)
        add(page, f"print('{'wide ' * 40}')", "import warnings", "warnings.warn('careful')")
        editor_of(script).press("ControlOrMeta+Enter")
        assert page.evaluate(too_wide) <= 0
        ended(script)
        assert page.evaluate(too_wide) <= 0
        for button in script.get_by_role("button").all():
            box = button.bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= PHONE["width"]
            assert box["height"] >= 24


def test_where_colours_are_forced_a_changed_value_is_seen(page: Page) -> None:
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    script = replace(page, NAME, "0.772", "10")
    run(script)
    value = page.locator(".live.changed").first
    value.scroll_into_view_if_needed()
    found = value.bounding_box()
    assert found
    box = {"x": found["x"] - 5, "y": found["y"] - 5, "width": found["width"] + 10, "height": found["height"] + 10}
    marked = Image.open(io.BytesIO(page.screenshot(clip=box))).convert("L")  # type: ignore[arg-type]
    value.evaluate("(one) => one.classList.remove('changed')")
    plain = Image.open(io.BytesIO(page.screenshot(clip=box))).convert("L")  # type: ignore[arg-type]
    difference = ImageChops.difference(marked, plain).point(lambda shade: shade > 64, "1")
    assert sum(difference.histogram()[1:]) >= 60


def test_without_python_or_scripts_no_button_is_there(browser: Browser, site: Path, origin: str) -> None:
    context = browser.new_context(base_url=origin, service_workers="block")
    page = context.new_page()
    text = (site / QUESTION / "index.html").read_text(encoding="utf-8")
    bare = re.sub(' data-run="[^"]*"', "", text)
    page.route(f"**/{QUESTION}", lambda route: route.fulfill(body=bare, content_type="text/html"))
    page.goto(f"/{QUESTION}#edit=x")
    expect(page.locator(".md-code__button").first).to_be_attached()
    expect(page.locator(".script-tools, p.edit:visible, [role=alert]")).to_have_count(0)
    context.close()
    context = browser.new_context(base_url=origin, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"/{QUESTION}")
    expect(page.locator("p.edit:visible, button:visible")).to_have_count(0)
    context.close()
