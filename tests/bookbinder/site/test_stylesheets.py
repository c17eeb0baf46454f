"""The style sheets of theme and book are merged into one, without the rules that nothing uses."""

from __future__ import annotations

from pathlib import Path

from bookbinder.site.stylesheets import SHEET, drop_unused, link_stylesheet, merge_stylesheets

BROWSERS = ["safari 16.4"]


def test_a_rule_that_no_page_uses_is_dropped() -> None:
    assert drop_unused(".seen{color:red}.unseen{color:tan}#unseen{color:tan}", {"seen"}, BROWSERS) == ".seen{color:red}"


def test_a_rule_is_kept_if_one_of_its_selectors_can_match() -> None:
    assert "color:red" in drop_unused(".unseen, .seen .child, h2 { color: red }", {"seen"}, BROWSERS)


def test_a_rule_without_a_class_is_kept() -> None:
    sheet = drop_unused("[dir=rtl] h1{color:red}@media print{a:after{content:attr(href)}}", set(), BROWSERS)
    assert sheet == "[dir=rtl] h1{color:red}@media print{a:after{content:attr(href)}}"


def test_a_custom_property_is_dropped_with_the_last_rule_that_uses_it() -> None:
    sheet = "a{--one:1px;--two:var(--one);color:red}.unseen{width:var(--two)}b{--kept:2px;width:var( --kept )}"
    assert drop_unused(sheet, set(), BROWSERS) == "a{color:red}b{--kept:2px;width:var(--kept)}"


def test_a_custom_property_that_a_script_sets_is_kept() -> None:
    assert drop_unused("a{--width:1px}", {"--width"}, BROWSERS) == "a{--width:1px}"


def test_older_browsers_get_longhand_properties() -> None:
    sheet = drop_unused("a{text-decoration:underline;text-decoration-thickness:.06em}", set(), BROWSERS)
    assert sheet == "a{text-decoration:underline;text-decoration-thickness:.06em}"


def test_pages_link_one_merged_style_sheet_with_the_rules_that_scripts_use(tmp_path: Path) -> None:
    theme, ours = "assets/stylesheets/main.css", "assets/book.css"
    for name, text in {
        theme: ".of-page{color:red}.of-none{color:tan}",
        "assets/stylesheets/other.css": ".of-page{color:tan}",
        ours: ".of-script{color:red}.of-page{margin:0}",
        "assets/book.js": 'node.className = "of-script"',
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    links = {
        up: "".join(f'<link rel="stylesheet" href="{up}{name}">' for name in (theme, ours)) for up in ("", "../../")
    }
    pages = [f'{link}<p class="of-page">' for link in links.values()]
    merge_stylesheets(tmp_path, pages, BROWSERS)
    assert (tmp_path / SHEET).read_text() == ".of-page,.of-script{color:red}.of-page{margin:0}"
    assert link_stylesheet(pages[0]) == f'<link rel="stylesheet" href="{SHEET}"><p class="of-page">'
    assert f'href="../../{SHEET}"' in link_stylesheet(pages[1])
    assert sorted(file.name for file in tmp_path.rglob("*.css")) == ["sheet.css"]
