"""Each page is visited once, and everything is looked at there: as it loads, by keyboard, by axe, and as it is used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.site.axe import DESK, PALETTES, PHONE, judge, judge_whole, load_axe
from tests.site.drawings import judge_figures
from tests.site.keyboard import FETCH_LAB, walk
from tests.site.paper import judge_print
from tests.site.shifts import SlowReader, slow_reader
from tests.site.test_site import PAGES

PATHS = [*PAGES, "404.html"]
SEARCHED = {path.partition("/")[0]: path for path in PATHS}.values()  # one page of each kind: the search is the same
TABS = "questions/from-scores-to-probabilities"
UNFOLD = """() => {
  for (const summary of document.querySelectorAll("article details > summary")) summary.click();
  for (const label of document.querySelectorAll(".tabbed-labels label")) label.click();
}"""
PLAY = """() => {
  for (const input of document.querySelectorAll("logit-lab input")) {
    input.value = "1";
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
  for (const button of document.querySelectorAll("logit-lab button")) button.click();
}"""
HEADINGS = """() => document.querySelectorAll("article h1").length === 1 ? [] : ["not one h1"]"""
FIRST_PICTURE = """() => {
  const first = document.querySelector("article :is(.flow, figure, logit-lab)");
  return first ? first.getBoundingClientRect().top + scrollY : null;
}"""
SCREENS = 2  # on which a question's first picture stands
# With letters twice as large: the theme's root has 125%.
OVERFLOW_OF_LARGE_LETTERS = """() => {
  document.documentElement.style.fontSize = "250%";
  const overflow = document.documentElement.scrollWidth - innerWidth;
  document.documentElement.style.fontSize = "";
  return overflow;
}"""
# A number in one line and its per cent sign in the next.
BROKEN_NUMBERS = """() => {
  const texts = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
  const top = (node, at) => {
    const one = new Range();
    one.setStart(node, at);
    one.setEnd(node, at + 1);
    return one.getBoundingClientRect().top;
  };
  const broken = [];
  for (let last, node; (node = texts.nextNode()); last = [node, node.data.length - 1]) {
    for (const { index } of node.data.matchAll("%")) {
      const before = index ? [node, index - 1] : last;
      if (!before || !/\\d/.test(before[0].data[before[1]])) continue;
      if (Math.abs(top(...before) - top(node, index)) > 8) broken.push(`a broken number: ${node.data.trim()}`);
    }
  }
  return broken;
}"""
CUT_TABLES = """() => [...document.querySelectorAll("article .md-typeset__scrollwrap")]
  .filter((wrap) => wrap.scrollWidth > wrap.clientWidth)
  .map((wrap) => `a column is cut off: ${wrap.innerText.split("\\n")[0]}`)"""
SQUEEZED = """() => [...document.querySelectorAll("article p:not(.admonition-title, .lab-status)")]
  .filter((paragraph) => {
  const text = new Range();
  text.selectNodeContents(paragraph);
  const { width, height } = text.getBoundingClientRect();
  return height > 3 * width;
}).map((paragraph) => `squeezed: ${paragraph.innerText.slice(0, 40)}`)"""

# No palette that was chosen on another page, and no service worker, which would answer in place of the server.
FORGET = """{
  localStorage.clear();
  navigator.serviceWorker.register = () => new Promise(() => {});
}"""


@pytest.fixture(scope="module")
def reader(browser: Browser, site: Path) -> Iterator[SlowReader]:
    """One window for all pages, which remembers nothing of one page on the next."""
    with slow_reader(browser, site, FORGET) as reader:
        yield reader


def use(page: Page) -> None:
    """Do all that a reader can do on a page but search."""
    page.evaluate(UNFOLD)
    page.evaluate(PLAY)
    before = page.locator("body").get_attribute("data-md-color-scheme")
    page.locator("label[for^=__palette]:visible").click()
    expect(page.locator("body")).not_to_have_attribute("data-md-color-scheme", before or "")


def search(page: Page) -> None:
    page.locator("[data-book-search]").first.click()
    page.keyboard.type("nan")
    expect(page.locator("dialog[open] a").first).to_be_visible()


def look(reader: SlowReader, path: str, first: ViewportSize) -> Iterator[tuple[str, list[str]]]:
    """Visit a page; yield where something was looked at and what is wrong there.

    It is loaded and walked through by keyboard at the `first` size, then looked at in the other one.
    """
    page = reader.page
    reader.complaints.clear()
    reader.foreign.clear()
    page.mouse.move(0, 0)  # nothing shows its title, and nothing of the search is fetched
    page.set_viewport_size(first)
    page.emulate_media(color_scheme="light", reduced_motion="no-preference")
    yield f"moves while it loads at {first['width']}", reader.load(path)
    page.emulate_media(reduced_motion="reduce")  # nothing is looked at half-way
    page.evaluate(FETCH_LAB)  # what it needs counts as the page's width
    for size in (first, DESK if first == PHONE else PHONE):
        width = size["width"]
        page.set_viewport_size(size)
        yield f"paragraphs at {width}", page.evaluate(SQUEEZED)
        yield f"headings at {width}", page.evaluate(HEADINGS)
        yield f"first picture at {width}", [*late_picture(page, path, size["height"])]
        yield f"figures at {width}", judge_figures(page)
        overflow = page.evaluate("document.documentElement.scrollWidth") - width
        yield f"width at {width}", [f"{overflow} pixels too wide"] if overflow > 0 else []
        if size == PHONE:
            overflow = page.evaluate(OVERFLOW_OF_LARGE_LETTERS)
            yield "width with large letters", [f"{overflow} pixels too wide"] if overflow > 0 else []
            yield "numbers on a phone", page.evaluate(BROKEN_NUMBERS)
        yield f"tables at {width}", page.evaluate(CUT_TABLES) if size == DESK else []
        if size == first:
            yield f"keyboard at {width}", walk(page, "article")
            page.evaluate("document.activeElement.blur(); scrollTo({ top: 0, behavior: 'instant' })")
            expect(page.locator(".md-tooltip2")).to_have_count(0)  # the title of what had the focus
    page.set_viewport_size(DESK)
    yield "on paper", judge_print(page)
    yield from judge_whole(page)
    page.set_viewport_size(DESK)
    use(page)
    if path in SEARCHED:
        search(page)
    reader.settle()
    yield "console and policy", reader.complaints
    yield "asked elsewhere", reader.foreign


def late_picture(page: Page, path: str, height: int) -> Iterator[str]:
    """Yield how far down a question's first picture begins, where that is too far."""
    if not path.startswith("questions/"):
        return
    top = page.evaluate(FIRST_PICTURE)
    if top is None:
        yield "no flow, figure or playground"
    elif top >= SCREENS * height:
        yield f"the first picture begins {top - SCREENS * height:.0f} pixels below {SCREENS} screens: move it up"


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path or "home")
def test_nothing_is_wrong_with_a_page(reader: SlowReader, path: str) -> None:
    """It is loaded, and its article walked through by keyboard, on a wide screen or a phone: in turn, page by page."""
    first = (DESK, PHONE)[PATHS.index(path) % 2]
    assert {where: wrong for where, wrong in look(reader, path, first) if wrong} == {}


@pytest.mark.parametrize("palette", PALETTES)
def test_axe_finds_nothing_with_the_contents_open_on_a_phone(
    reader: SlowReader, palette: Literal["light", "dark"]
) -> None:
    page = reader.page
    page.emulate_media(color_scheme=palette, reduced_motion="reduce")
    page.set_viewport_size(PHONE)
    reader.load(f"{TABS}/")
    load_axe(page)
    page.click("[data-book-menu]")
    assert judge(page, ".md-header, #book-nav, .md-footer") == []


FIGURE = (
    "<figure class='drawing'><svg viewBox='0 0 324 99' role='img' aria-label='two texts'>"
    "<text x='9' y='50' style='font-size: 9px'>small</text><text x='15' y='52' style='font-size: 11px'>upon</text>"
    "<text x='310' y='50' style='font-size: 11px'>beyond</text></svg><figcaption>Late.</figcaption></figure>"
)
# What a page may have wrong, where it is told, and in which words.
FAULTS = [
    ("<p style='width: 2em'>All these words and more</p>", "paragraphs at 1440", "squeezed: All these"),
    ("<h1>One more</h1>", "headings at 390", "not one h1"),
    ("<div style='width: 1600px'>wide</div>", "width at 1440", "pixels too wide"),
    ("<div style='width: 15rem'>wide</div>", "width with large letters", "pixels too wide"),
    ("<p style='width: 1px'>80<wbr>%</p>", "numbers on a phone", "a broken number"),
    ("<div class='md-typeset__scrollwrap'><p style='width: 900px'>A</p></div>", "tables at 1440", "is cut off: A"),
    ("<a href='#ring' style='outline: 0'>no ring</a>", "keyboard at 390", "no ring"),
    ("<a href='#late' tabindex='2'>out of order</a>", "keyboard at 390", "after"),
    ("<img src='../../assets/favicon.svg'>", "axe, light", "image-alt"),
    ("<pre style='overflow: auto; width: 9em'>0123456789012345678901234</pre>", "axe, on a phone", "scrollable-region"),
    ("<p>Too <span style='color: #bbb'>light</span>.</p>", "colours, light", "color-contrast"),
    ("<p>Too <span style='color: #444'>dark</span>.</p>", "colours, dark", "color-contrast"),
    (
        "<p>See <a href='#like' style='color: #333; text-decoration: none'>this</a> too.</p>",
        "colours, light",
        "link-in-text-block",
    ),
    ("<p style='height: 1700px'>Much text.</p>", "first picture at 390", "pixels below 2 screens: move it up"),
    (FIGURE, "figures at 390", 'figure 1 has the caption "Late."'),
    ("", "figures at 390", "small: 9.9"),
    ("", "figures at 390", "small: overlaps upon"),
    ("", "figures at 1440", "beyond: cut off"),
    ("<h2 style='break-after: page'>Alone</h2>", "on paper", "ends with 'Alone'"),
    ("<div style='border: 4px solid; height: 3em; margin: 3em 0'></div>", "on paper", "holds an empty box"),
    ("<button style='display: block !important'>Press</button>", "on paper", "shows 'Press'"),
    ("<p style='background: #000; height: 24cm; print-color-adjust: exact'>Night</p>", "on paper", "dark"),
    ("<div style='break-after: page; break-before: page; height: 1cm'></div>", "on paper", ": empty"),
    ("", "on paper", "times as large as prose"),
    ("<script>0</script>", "console and policy", "script-src"),
]
LATE = "<img alt='' src='../../assets/favicon.svg' style='width: 60%'>"
IN_A_TAB = "<p style='color: #777; background: #888'>Never seen.</p>"


def test_a_page_that_moves_while_it_loads_is_told(
    reader: SlowReader, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader.host, "late", ("favicon.svg",))
    html = (site / TABS / "index.html").read_text(encoding="utf-8").replace("<h1", f"{LATE}<h1", 1)
    reader.page.route(f"**/{TABS}/", lambda route: route.fulfill(body=html, content_type="text/html"))
    reader.page.set_viewport_size(DESK)
    assert "H1" in "".join(reader.load(f"{TABS}/"))
    reader.page.unroute(f"**/{TABS}/")


def test_each_fault_of_a_page_is_told(reader: SlowReader, site: Path) -> None:
    html = (site / TABS / "index.html").read_text(encoding="utf-8")
    html = html.replace("<h1", f"{''.join(fault for fault, *_ in FAULTS)}<h1", 1)
    html = re.sub(
        '(<div class="tabbed-block">.*?<div class="tabbed-block">)', rf"\1{IN_A_TAB}", html, count=1, flags=re.S
    )
    reader.page.route(f"**/{TABS}/", lambda route: route.fulfill(body=html, content_type="text/html"))
    found = {where: "\n".join(wrong) for where, wrong in look(reader, f"{TABS}/", PHONE)}
    reader.page.unroute(f"**/{TABS}/")
    assert [fault for fault, where, words in FAULTS if words not in found[where]] == []
    assert "Never seen" in found["colours, light"]
