"""A page's source is read as the engines read it, each thing with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookbinder.base.problems import BookError
from bookbinder.content.fence import Fence
from bookbinder.content.page import Page, read_page

PAGE = """\
---
topic: meaning
asked_as:
  - why
---
# The title

Text with `#!live one.p[0]:.4f` and ``#!live no`` and `code`.

```snippet
slug/one
```

=== "Tab"

    ```python title="a"
    # not a title: `#!live none.x`
    ```

~~~~text
```
~~~~
"""


@pytest.fixture
def page(tmp_path: Path) -> Page:
    file = tmp_path / "the-title.md"
    file.write_text(PAGE)
    return read_page(file, tmp_path)


def test_front_matter_and_its_lines(page: Page) -> None:
    assert page.meta.asked_as == ("why",)
    assert page.meta.line_of("asked_as") == 3
    assert page.meta.line_of("missing") == 1


def test_title_and_slug(page: Page) -> None:
    assert (page.title, page.slug) == ("The title", "the-title")


def test_fences_with_lines_and_bodies(page: Page) -> None:
    assert page.fences == [
        Fence(10, "snippet", "", "slug/one"),
        Fence(16, "python", 'title="a"', "# not a title: `#!live none.x`"),
        Fence(20, "text", "", "```"),
    ]


def test_live_values_outside_fences_only(page: Page) -> None:
    assert [(live.line, live.expression) for live in page.lives] == [(8, "one.p[0]:.4f")]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("---\ntopic: x\n# T\n", 1, "never ends"),
        ("---\na: [1\n---\n", 2, "not YAML"),
        ("---\n- a\n---\n", 2, "not a mapping"),
        ("# T\n\n```snippet\na/b\n", 3, "never closed"),
    ],
)
def test_a_source_that_cannot_be_read_names_its_line(tmp_path: Path, text: str, line: int, what: str) -> None:
    file = tmp_path / "page.md"
    file.write_text(text)
    with pytest.raises(BookError) as error:
        read_page(file, tmp_path)
    (problem,) = error.value.problems
    assert (problem.path, problem.line) == ("page.md", line)
    assert what in problem.what


def test_a_page_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "page.md"
    file.write_bytes(b"# caf\xe9\n")
    with pytest.raises(BookError, match=r"page\.md:1: is not UTF-8"):
        read_page(file, tmp_path)
