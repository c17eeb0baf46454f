"""The HTML of a page is audited after its conversion: an engine may read a source differently than the rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookbinder.content.book import read_book
from bookbinder.extension.text_audit import text_problems
from bookbinder.preview.docs_mirror import Mirror
from bookbinder.run.result import Run
from bookbinder.site.notebook import notebook
from tests.bookbinder.model import FILES, PAGE, write_model


@pytest.mark.parametrize(
    "html",
    [
        "<script>x</script>",
        "<p>a <b onclick=x()>b</b></p>",
        "<body onload=x()>",
        "<form><input type=checkbox></form>",
        "<nav>x</nav>",
        "<base href='https://example.org/'>",
        "<meta http-equiv=refresh content='0;url=x'>",
        "<a href='javascript:x()'>a</a>",
        "<a href='JaVa&#x09;script:x()'>a</a>",
        "<p style='position:fixed'>a</p>",
        "<p class='md-overlay'>a</p>",
        "<h3 id='__config'>a</h3>",
        "<img alt=a src='http://example.org/x.png'>",
        "<a href='x' title='&lt;img src=x onerror=y()&gt;'>a</a>",
        "<iframe></iframe>",
        "<p>a\u202eb</p>",
    ],
)
def test_html_that_could_attack_readers_is_refused(html: str) -> None:
    assert [*text_problems("docs/a.md", html)]


def test_html_of_plain_elements_is_accepted() -> None:
    html = "<h2 id=a>a<a class=headerlink href=#a title='Link'>#</a></h2><p title='a < b'>x<sub>1</sub></p>"
    html += '<div class="tabbed-set"><input id="__tabbed_1_1" name="__tabbed_1" type="radio"></div>'
    assert [*text_problems("docs/a.md", html)] == []


def test_a_preview_does_not_copy_a_page_with_front_matter_that_engines_would_print(tmp_path: Path) -> None:
    write_model(tmp_path)
    page = tmp_path / "docs/topics/losses/index.md"
    page.write_text("---\ntitle: </title><script>x()</script>\n---\n# Losses\n")
    odd = tmp_path / "docs/topics/losses/<b>.md"
    odd.write_text("words\n")
    Mirror(tmp_path, tmp_path / "copy")
    assert "script" not in (tmp_path / "copy/topics/losses/index.md").read_text()
    assert not (tmp_path / "copy/topics/losses/<b>.md").exists()
    assert "The question?" in (tmp_path / "copy/questions/one.md").read_text()


def test_in_a_notebook_neither_a_fence_nor_a_value_becomes_html(tmp_path: Path) -> None:
    write_model(tmp_path)
    fence = "~~~text\n```\n<img src=x>\n```\n~~~\n\nIt is `#!live first.words`. A link"
    (tmp_path / PAGE).write_text(FILES[PAGE].replace("A link", fence, 1))
    book = read_book(tmp_path)
    values = {"x": 1.25, "words": "<img src=y>"}
    runs = dict.fromkeys(("one/first", "one/second", "one/third"), Run("", values))
    cells = notebook(book.pages["one"], book, runs, "w.whl", "")["cells"]
    text = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    assert "````text\n```\n<img src=x>\n```\n````" in text
    assert "It is &lt;img src=y&gt;." in text
