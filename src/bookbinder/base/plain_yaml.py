"""Reads untrusted YAML: plain values within limits, with the line of each key and of each item of a list."""

from __future__ import annotations

from typing import Any, NamedTuple

import yaml

from bookbinder.base.characters import describe, find_hidden

DEEPEST = 5  # nested lists and mappings
LONGEST_NUMBER = 20  # characters of a number: Python refuses to read one of 5,000 digits
DELETE = "delete it"
Places = dict[Any, int]


class WrongYaml(Exception):
    """A mistake in YAML: its line, what is wrong, what to do, and whether it is a duplicate key."""

    def __init__(self, line: int, what: str, fix: str, *, duplicate: bool = False) -> None:
        super().__init__(what)
        self.line, self.what, self.fix, self.duplicate = line, what, fix, duplicate


class PlainYaml(NamedTuple):
    """A value, and the lines (from 1) of its keys, and of the items of lists by key and position."""

    value: Any
    places: Places


class _Loader(yaml.SafeLoader):
    """Composes and constructs only plain values."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """Return the next node; refuse anchors, tags and deep nesting before any value is built."""
        event = self.peek_event()
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _refused(event, "an anchor or an alias (& or *)", "write the value out, or put the text in quotes")
        if getattr(event, "tag", None):
            raise _refused(event, f"a tag ({event.tag.replace('tag:yaml.org,2002:', '!!')})", DELETE)
        self.depth += 1
        if self.depth > DEEPEST:
            raise _refused(event, "too many nested brackets or levels", "write a list of plain texts")
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """Return a node's value; an impossible number or day stays a text."""
        if isinstance(node, yaml.ScalarNode) and not node.tag.endswith((":str", ":null", ":bool")):
            if len(node.value) > LONGEST_NUMBER:
                raise _refused(node, f"a number of {len(node.value)} characters", "put it in quotes, or shorten it")
            try:
                return super().construct_object(node, deep)
            except (ValueError, OverflowError):
                return node.value
        return super().construct_object(node, deep)


def _refused(at: Any, what: str, fix: str) -> WrongYaml:
    return WrongYaml(at.start_mark.line + 1, f"holds {what}", fix)


def read_yaml(text: str) -> PlainYaml:
    """Return the value of a YAML text, or raise WrongYaml."""
    try:
        loader = _Loader(text)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        what = f"holds a character that YAML does not allow ({describe(text[error.position])})"
        raise WrongYaml(line, what, DELETE) from None
    try:
        node = loader.get_single_node()
        places = _places(node)
        value = loader.construct_document(node) if node else None
    except yaml.MarkedYAMLError as error:
        # An unclosed quote is noticed at the end of the text: report the line in which it was opened.
        mark = error.context_mark if "end of stream" in str(error.problem) else error.problem_mark
        fix = "fix the line; put a text that holds a colon, a quote or a bracket in quotes"
        if "\\t" in str(error.problem):
            fix = "indent with spaces, not tabs"
        raise WrongYaml(mark.line + 1 if mark else 1, f"is not YAML ({error.problem})", fix) from None
    except (yaml.YAMLError, ValueError, OverflowError) as error:  # a character that YAML or Unicode does not have
        what = " ".join(str(error).split())
        raise WrongYaml(loader.line + 1, f"is not YAML ({what})", "correct the character or escape") from None
    finally:
        loader.dispose()
    if node:
        _refuse_hidden(node)
    return PlainYaml(value, places)


def _places(node: yaml.Node | None) -> Places:
    """Return the lines of a mapping's keys and items; refuse duplicate keys at any level."""
    places: Places = {}
    for key, value in node.value if isinstance(node, yaml.MappingNode) else []:
        line = key.start_mark.line + 1
        name = key.value if isinstance(key, yaml.ScalarNode) else None
        if name is None or name == "<<":
            raise WrongYaml(line, "holds a key that is not a word", "write lines of the form key: value")
        if name in places:
            fix = f"keep one: the first is in line {places[name]}"
            raise WrongYaml(line, f"names {name} twice", fix, duplicate=True)
        places[name] = line
        _places(value)
        for position, item in enumerate(value.value if isinstance(value, yaml.SequenceNode) else []):
            places[name, position] = item.start_mark.line + 1
    for item in node.value if isinstance(node, yaml.SequenceNode) else []:
        _places(item)
    return places


def _refuse_hidden(node: yaml.Node) -> None:
    r"""Refuse invisible characters, which an escape such as "\u202e" can put into a value."""
    if isinstance(node, yaml.ScalarNode):
        if (at := find_hidden(node.value)) is not None:
            what = f"the invisible character {describe(node.value[at])}"
            raise _refused(node, what, "write the text without it")
        return
    for part in node.value:
        for one in part if isinstance(part, tuple) else (part,):
            _refuse_hidden(one)
