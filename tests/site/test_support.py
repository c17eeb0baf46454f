"""Every browser that web/package.json names supports what the built style sheet declares."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookbinder.site.front_end import read_browsers
from bookbinder.site.stylesheets import SHEET
from tests.conftest import ROOT
from tests.site.support import DATA, unsupported

MDN = {"chrome": "chrome", "firefox": "firefox", "safari": "safari", "ios_saf": "safari_ios"}
TARGETS = [target.split() for target in read_browsers(ROOT)]
# What some of them lack, and why nobody misses it there.
EXCEPTIONS = {
    "at-rules.media.scripting": "until its script has come, the playground shows its tables",
    "at-rules.page": "paper keeps the browser's own margins",
    "properties.break-after.avoid": "what leads to a table or a formula may stand at the foot of a sheet of paper",
    "properties.break-before.avoid": "an output may stand on the sheet of paper after its script",
    "properties.color-adjust": "the theme's old name of print-color-adjust",
    "properties.color-adjust.exact": "the same",
    "properties.content-visibility": "printed, a folded exercise stays folded",
    "properties.content-visibility.visible": "the same",
    "selectors.details-content": "the same",
    "properties.cursor.default": "a finger has no cursor",
    "properties.cursor.help": "the same",
    "properties.cursor.pointer": "the same",
    "properties.font-family.math": "the last resort of a list of fonts, of which the first is the book's own",
    "properties.font-size-adjust": "formulas move a little when their font comes",
    "properties.forced-color-adjust": "it forces no colours",
    "properties.forced-color-adjust.none": "the same",
    "properties.scrollbar-color": "the browser's own scroll bars",
    "properties.scrollbar-gutter": "the same",
    "properties.scrollbar-gutter.stable": "the same",
    "properties.scrollbar-width": "the same",
    "properties.scrollbar-width.none": "the same",
    "properties.scrollbar-width.thin": "the same",
    "properties.text-size-adjust": "on a desk, nothing enlarges text",
    "properties.text-size-adjust.none": "the same",
    "properties.text-wrap": "the lines of a title are not of one length",
    "properties.text-wrap.balance": "the same",
}


@pytest.fixture(scope="module")
def lacking(site: Path) -> dict[str, set[str]]:
    """What each target lacks."""
    assert DATA.is_file(), "./dev test installs what judges the site"
    sheet = (site / SHEET).read_text(encoding="utf-8")
    return {browser: unsupported(sheet, MDN[browser], version) for browser, version in TARGETS}


def test_every_target_supports_the_sheet_but_for_what_nobody_misses(lacking: dict[str, set[str]]) -> None:
    assert {browser: some - EXCEPTIONS.keys() for browser, some in lacking.items()} == {name: set() for name in lacking}


def test_each_exception_is_needed(lacking: dict[str, set[str]]) -> None:
    assert EXCEPTIONS.keys() - set().union(*lacking.values()) == set()


@pytest.mark.parametrize(
    ("sheet", "browser", "version", "lacks"),
    [
        ("a { text-decoration: underline .06em }", "safari", "26.0", "properties.text-decoration.includes_thickness"),
        ("a { text-decoration: underline dotted }", "safari", "26.0", "properties.text-decoration.dotted"),
        ("a { text-decoration: underline dotted }", "firefox", "121", None),
        ("a { user-select: none }", "safari", "26.0", "properties.user-select"),
        ("a { -webkit-user-select: none; user-select: none }", "safari", "26.0", None),
        ("a { & b { anchor-name: --a } }", "firefox", "121", "properties.anchor-name"),
        ("a { color: light-dark(red, tan) }", "chrome", "111", "types.color.light-dark"),
        ("a { color: red; color: light-dark(red, tan) }", "chrome", "111", None),
        ("a { width: fit-content }", "chrome", "111", None),
        ("a:has(b) { color: red }", "firefox", "120", "selectors.has"),
        ("@media (scripting: none) { a { color: red } }", "chrome", "111", "at-rules.media.scripting"),
        ("@media print { @supports (text-wrap: pretty) { a { text-wrap: pretty } } }", "firefox", "121", None),
    ],
)
def test_a_sheet_that_a_browser_does_not_support_is_told(
    sheet: str, browser: str, version: str, lacks: str | None
) -> None:
    assert unsupported(sheet, browser, version) == ({lacks} if lacks else set())
