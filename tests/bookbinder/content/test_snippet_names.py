"""What a page writes finds the snippet and the value that it means, or says why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookbinder.base.problems import Wrong
from bookbinder.content.snippet_names import Reference, find_snippet, format_live, parse_live

VALUES = {"p": [0.25, 0.75], "matrix": [[1, 2], [3, 4]], "n": 3, "name": "cat"}


def test_a_bare_name_is_a_snippet_that_the_page_shows() -> None:
    assert parse_live("one.p[0]:.4f", ["slug/one"]) == Reference("slug/one", "p", (0,), ".4f")


def test_a_full_name_needs_no_fence() -> None:
    assert parse_live("other/two.matrix[1, -1]", []) == Reference("other/two", "matrix", (1, -1), "")


@pytest.mark.parametrize(
    ("expression", "shown", "what"),
    [
        ("one", ["slug/one"], "cannot read"),
        ("one.p[a]", ["slug/one"], "cannot read"),
        ("one.p.q", ["slug/one"], "cannot read"),
        ("one.p()", ["slug/one"], "cannot read"),
        ("two.p", ["slug/one"], "names none"),
        ("one.p", ["a/one", "b/one"], "names 2"),
    ],
)
def test_what_cannot_be_meant_is_refused(expression: str, shown: list[str], what: str) -> None:
    with pytest.raises(Wrong, match=what):
        parse_live(expression, shown)


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("one.p[0]:.4f", "0.2500"),
        ("one.p[1]:.1%", "75.0%"),
        ("one.matrix[1,0]", "3"),
        ("one.n:,d", "3"),
        ("one.name", "cat"),
    ],
)
def test_values_are_formatted_as_python_formats_them(expression: str, text: str) -> None:
    assert format_live(parse_live(expression, ["slug/one"]), VALUES) == text


@pytest.mark.parametrize(
    ("expression", "what"),
    [
        ("one.q", "no value 'q'"),
        ("one.p[2]", r"p\[2\] does not exist"),
        ("one.n[0]", r"n\[0\] does not exist"),
        ("one.p", "is an array"),
        ("one.name:.4f", "cannot format name"),
    ],
)
def test_a_value_that_is_not_there_is_refused(expression: str, what: str) -> None:
    with pytest.raises(Wrong, match=what):
        format_live(parse_live(expression, ["slug/one"]), VALUES)


def test_a_missing_snippet_is_named_with_its_neighbours(tmp_path: Path) -> None:
    (tmp_path / "snippets" / "slug").mkdir(parents=True)
    (tmp_path / "snippets" / "slug" / "one.py").touch()
    assert find_snippet("slug/one", tmp_path).name == "one.py"
    with pytest.raises(Wrong) as wrong:
        find_snippet("slug/two", tmp_path)
    assert wrong.value.fix == "name one of: one"
    with pytest.raises(Wrong, match="does not name a snippet"):
        find_snippet("../slug/one", tmp_path)
