"""Formulas are set in the font of the book, titles in one of the reader; ours has every character of both."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from playwright.sync_api import Browser, expect

from tests.bookbinder.render.test_mathml import convert
from tests.site.conftest import Watched
from tests.site.keyboard import FETCH_LAB

FONT = "assets/fonts/stix-two-math.woff2"


class SetInStix(HTMLParser):
    """The characters of formulas and titles."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.characters: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.depth += tag in ("math", "h1")

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag in ("math", "h1")

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.characters |= set(data)


def test_the_font_has_every_character_of_formulas_and_titles(site: Path) -> None:
    font = TTFont(site / FONT)
    assert "MATH" in font  # without it no brace stretches
    known = {chr(code) for code in font.getBestCmap()} | set("\n\t")
    for file in site.rglob("*.html"):
        reader = SetInStix()
        reader.feed(file.read_text(encoding="utf-8"))
        assert reader.characters - known == set(), file


def test_the_font_says_whose_it_is_and_under_which_licence(site: Path) -> None:
    names = {record.nameID: str(record) for record in TTFont(site / FONT)["name"].names}
    assert "STIX" in names[0]
    assert re.search("Open Font License", names[13])


def test_a_browser_sets_formulas_in_it_and_stretches_its_delimiters(watched: Watched) -> None:
    page = watched.open("questions/log-sum-exp-trick/")
    assert page.evaluate("""[...document.fonts].some(f => f.family.includes("STIX") && f.status == "loaded")""")
    height = """() => {
        const math = document.createElement("div");
        const tall = "<mrow><mo>(</mo><mspace height='3em' depth='3em'/><mo>)</mo></mrow>";
        math.innerHTML = `<math><mo>(</mo></math><math>${tall}</math>`;
        document.querySelector("article").append(math);
        return [...math.querySelectorAll("mo")].map(mo => mo.getBoundingClientRect().height);
    }"""
    small, large, _ = page.evaluate(height)
    assert large > 3 * small
    assert watched.complaints == []


TITLES = """async () => {
    await document.fonts.ready;
    return [...document.querySelectorAll("article :is(h1, h2, h3)")].map((title) => {
        const text = new Range();
        text.selectNodeContents(title.firstChild);
        return text.getBoundingClientRect().width;
    });
}"""


def test_titles_look_the_same_before_the_font_of_formulas_has_come(browser: Browser, address: str) -> None:
    found = []
    for late in (False, True):
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        if late:
            page.route("**/*.woff2", lambda route: route.abort())
        page.goto(f"{address}/questions/temperature/")
        found.append(page.evaluate(TITLES))
        page.close()
    assert found[0] == found[1] != []


@pytest.mark.parametrize("width", [390, 1440])
def test_the_address_of_an_equation_is_the_link_on_its_number(watched: Watched, width: int) -> None:
    watched.page.set_viewport_size({"width": width, "height": 900})
    page = watched.open("questions/temperature/")
    number = page.get_by_role("link", name="(1)").first
    page.evaluate(FETCH_LAB)  # it stands above, and moves what is below when it comes
    number.click()
    expect(page).to_have_url(f"{watched.address}/questions/temperature/#eq-tempered")
    assert number.evaluate("it => Math.min(it.offsetWidth, it.offsetHeight)") >= 24  # for a finger
    left, right = page.locator("#eq-tempered").evaluate(
        """it => {
            const [outer, inner] = [it, it.querySelector("math")].map((one) => one.getBoundingClientRect());
            return [inner.left - outer.left, outer.right - inner.right];
        }"""
    )
    assert abs(left - right) <= 1  # the formula is in the middle, whatever its number's width
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert watched.complaints == []


def test_a_large_bracket_with_a_power_is_as_large_as_its_partner(browser: Browser) -> None:
    page = browser.new_page()
    for formula in (r"\big( e^x \big)^{1/T}", r"\Big[ \frac{a}{b} \Big]_i", r"\Bigg( x \Bigg)_i^2"):
        page.set_content(convert(f"$$\n{formula}\n$$"))
        opening, closing = page.locator("mo[minsize]").evaluate_all("all => all.map((one) => one.clientHeight)")
        assert opening == closing > 0, formula
    page.close()
