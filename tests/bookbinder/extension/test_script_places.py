"""What a page tells a browser of its scripts: what belongs to one, which values come from it, what a button opens."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown import Markdown

from bookbinder.content.page import read_page
from bookbinder.extension.context import Context, Settings, contexts
from bookbinder.extension.edit_places import EditPlaces
from bookbinder.extension.fences import format_edit, format_fence, format_live_value, take_options
from tests.bookbinder.model import PAGE, write_model


@pytest.fixture
def book(tmp_path: Path) -> Path:
    write_model(tmp_path)
    return tmp_path


def converted(book: Path, text: str) -> str:
    """Return a text of the book's page as HTML."""
    fences = [{"name": "snippet", "class": "", "format": format_fence, "validator": take_options}]
    inline = [
        {"name": "live", "class": "live", "format": format_live_value},
        {"name": "edit", "class": "edit", "format": format_edit},
    ]
    settings = {"pymdownx.superfences": {"custom_fences": fences}, "pymdownx.inlinehilite": {"custom_inline": inline}}
    extensions = ["pymdownx.superfences", "pymdownx.inlinehilite", "pymdownx.details", "pymdownx.highlight"]
    md = Markdown(extensions=extensions, extension_configs=settings)
    md.block_level_elements.append("book-script")
    md.treeprocessors.register(EditPlaces(md), "edits", 16)
    contexts[md] = Context(Settings(book), read_page(book / PAGE, book), 2)
    html: str = md.convert(text)
    return html


def test_listing_and_output_are_one_element_that_names_the_whole_script(book: Path) -> None:
    shown = converted(book, "```snippet\none/first\n```")
    assert shown.startswith('<book-script data-script="one/first"><div')
    assert shown.endswith("</div></book-script>")
    assert shown.index("1.25</span>") < shown.index('<div class="result">')


def test_a_section_is_no_script_that_could_be_run(book: Path) -> None:
    script = book / "snippets/one/first.py"
    script.write_text("x = 1.25\n# %% end\nprint(x)\n")
    page = book / PAGE
    page.write_text(page.read_text().replace("one/first\n", "one/first#end\n"))
    shown = converted(book, "```snippet\none/first#end\n```")
    assert "book-script" not in shown
    assert "1.25" in shown


@pytest.mark.parametrize(
    ("source", "written", "full"),
    [
        ("x = 1.25", "first.x:.1f", "one/first.x:.1f"),
        ("x = [[1, 2], [3, 4]]", "first.x[1, 0]:,d", "one/first.x[1,0]:,d"),
        ("x = 2", "one/first.x", "one/first.x"),
    ],
)
def test_a_live_value_carries_all_that_a_browser_needs_to_show_it_again(
    book: Path, source: str, written: str, full: str
) -> None:
    (book / "snippets/one/first.py").write_text(f"{source}\n")
    assert f'<span class="live" data-from="{full}">' in converted(book, f"It is `#!live {written}`.")


def test_the_place_of_a_button_stands_below_its_exercise_and_not_in_it(book: Path) -> None:
    exercise = '??? exercise "Why `x`?"\n    `#!edit second print(2)`\n    Because.\n\nMore.'
    place = '<p class="edit" data-script="one/second" data-text="print(2)"></p>'
    shown = converted(book, exercise)
    assert "<p>Because.</p>\n</details>\n" in shown
    assert shown.index("</details>") < shown.index(place) < shown.index("<p>More.</p>")


def test_an_exercise_may_hold_nothing_but_a_script_below_the_place(book: Path) -> None:
    shown = converted(book, '??? exercise "Why?"\n    `#!edit second 2`\n\n    ```snippet\n    one/first\n    ```')
    assert "<summary>Why?</summary>\n<book-script" in shown


def test_what_a_button_opens_counts_as_no_word_of_the_page(book: Path) -> None:
    page = read_page(book / PAGE, book)
    assert [edit.expression for edit in page.edits] == ["second 2"]
    assert "#!edit" not in page.text
