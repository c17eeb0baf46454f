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
    if not lines or lines[0].rstrip() != "---":
        return {}, 0
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() in {"---", "..."}), 0)
    if not end:
        raise BookError(Problem(name, 1, "the front matter never ends", "close it with a line ---", "front-matter"))
    text = "\n".join(lines[1:end])
    try:
        meta = yaml.load(text, _Loader) or {}  # noqa: S506
        node = yaml.compose(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        what = f"the front matter is not YAML ({error.problem})"
        tab = "\t" in str(error.problem)
        fix = "indent with spaces, not tabs" if tab else "mend the line; quote a value that holds a colon"
        raise BookError(Problem(name, min(line, end), what, fix, "front-matter")) from None
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
