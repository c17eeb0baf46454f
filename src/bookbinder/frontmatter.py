"""Reads a page's front matter: what it says, and in which line it says each thing."""

from __future__ import annotations

from typing import Any

import yaml

from bookbinder.errors import BookError, Problem


class _Loader(yaml.SafeLoader):
    """Leaves a day that is in no calendar as the text that it is."""

    def construct_yaml_timestamp(self, node: yaml.ScalarNode) -> Any:
        """Return a date, or the text."""
        try:
            return super().construct_yaml_timestamp(node)
        except ValueError:
            return node.value


_Loader.add_constructor("tag:yaml.org,2002:timestamp", _Loader.construct_yaml_timestamp)


def read_front_matter(name: str, lines: list[str]) -> tuple[dict[str, Any], int]:
    """Return the front matter, with its lines under `__lines__`, and where it ends; or raise BookError."""
    begin = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if not lines or lines[begin].rstrip() != "---":
        return {}, 0
    if begin:
        what = "the front matter does not begin in line 1"
        raise BookError(Problem(name, begin + 1, what, "delete the empty lines above it", "front-matter"))
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() in {"---", "..."}), 0)
    if not end:
        raise BookError(Problem(name, 1, "the front matter never ends", "close it with a line ---", "front-matter"))
    text = "\n".join(lines[1:end])
    try:
        meta = yaml.load(text, _Loader) or {}  # noqa: S506
        node = yaml.compose(text)
    except yaml.MarkedYAMLError as error:
        # A quote that is never closed ends where all ends: what names its line is where it was opened.
        mark = error.context_mark if "end of stream" in str(error.problem) else error.problem_mark
        what = f"the front matter is not YAML ({error.problem})"
        fix = "mend the line; put a text that holds a colon, a quote or a bracket in quotes"
        if "\\t" in str(error.problem):
            fix = "indent with spaces, not tabs"
        raise BookError(Problem(name, mark.line + 2 if mark else 1, what, fix, "front-matter")) from None
    if not isinstance(meta, dict):
        raise BookError(
            Problem(name, 2, "the front matter is not a mapping", "write lines of the form key: value", "front-matter")
        )
    assert isinstance(node, yaml.MappingNode) or node is None
    places: dict[Any, int] = {}
    for key, value in node.value if node else []:
        line = key.start_mark.line + 2
        if key.value in places:
            what = f"the front matter names {key.value} twice"
            raise BookError(
                Problem(name, line, what, f"keep one: the first is in line {places[key.value]}", "key-once")
            )
        places[key.value] = line
        for position, item in enumerate(value.value if isinstance(value, yaml.SequenceNode) else []):
            places[key.value, position] = item.start_mark.line + 2
    meta["__lines__"] = places
    return meta, end + 1
