"""Says what of a style sheet a browser does not support, by MDN's data of browsers."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from typing import Any

import tinycss2
from tinycss2 import ast

from bookbinder.site.front_end import NODE_MODULES
from tests.conftest import ROOT

DATA = ROOT / NODE_MODULES / "@mdn/browser-compat-data/data.json"
# What a sheet uses: the names under which MDN describes it, and the properties beside it.
Use = tuple[tuple[str, ...], Collection[str]]


@cache
def known() -> dict[str, Any]:
    """What MDN knows of style sheets: features within features, each with the browsers that support it."""
    features: dict[str, Any] = json.loads(DATA.read_text(encoding="utf-8"))["css"]
    return features


def unsupported(sheet: str, browser: str, version: str) -> set[str]:
    """Return the names of what a sheet uses and a browser, as MDN calls it, lacks."""
    lacking = set()
    for path, beside in uses(sheet):
        feature = known()
        for name in path:
            feature = feature.get(name, {})
        said = feature.get("__compat", {}).get("support", {}).get(browser, [])
        answers = [supports(one, path[1], beside, version) for one in (said if isinstance(said, list) else [said])]
        if answers and not any(answers):
            lacking.add(".".join(path))
    return lacking


def supports(said: dict[str, Any], name: str, beside: Collection[str], version: str) -> bool:
    """Say whether a version of a browser supports what it is said to, unless somebody has to switch it on."""
    if "flags" in said or "alternative_name" in said:
        return False
    if "prefix" in said and said["prefix"] + name not in beside:
        return False
    return reached(said["version_added"], version) and not reached(said.get("version_removed"), version)


def reached(since: str | bool | None, version: str) -> bool:
    if not since or since == "preview":
        return False
    first, this = (tuple(map(int, text.split("."))) for text in (str(since).lstrip("≤"), version))
    return first <= this


def declarations(sheet: str) -> set[tuple[str, str]]:
    """Return the names and values that every browser needs to know, without variables, which none looks into."""
    return {
        (node.lower_name, tinycss2.serialize(node.value).strip())
        for node, declared in walk(parsed(sheet))
        if node.type == "declaration"
        and not any(name.endswith(f"-{node.lower_name}") for name in declared)
        and "var(" not in tinycss2.serialize(node.value)
    }


def parsed(sheet: str) -> list[ast.Node]:
    rules: list[ast.Node] = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
    return rules


def walk(nodes: Iterable[ast.Node]) -> Iterator[tuple[ast.Node, Collection[str]]]:
    """Yield the rules and declarations that are for every browser, each with the names of the properties beside it."""
    nodes = list(nodes)
    declared = [node.lower_name for node in nodes if node.type == "declaration"]
    for node in nodes:
        if node.type == "declaration":
            # Of several values each browser takes the last one that it knows; a prefix is for one browser.
            if declared.count(node.lower_name) == 1 and not node.name.startswith("-"):
                yield node, declared
        elif node.type == "at-rule" and node.lower_at_keyword != "supports":  # what stands there asks itself
            yield node, declared
            if node.lower_at_keyword != "font-face":  # which holds no properties
                yield from walk(tinycss2.parse_blocks_contents(node.content or []))
        elif node.type == "qualified-rule" and not re.search("::?-", tinycss2.serialize(node.prelude)):
            yield node, declared
            yield from walk(tinycss2.parse_blocks_contents(node.content))


def uses(sheet: str) -> Iterator[Use]:
    """Yield all that rules and declarations use."""
    for node, declared in walk(parsed(sheet)):
        if node.type == "declaration":
            yield from ((path, declared) for path in of_declaration(node))
        elif node.type == "at-rule":
            yield ("at-rules", node.lower_at_keyword), []
            yield from ((("at-rules", node.lower_at_keyword, name), []) for name in words(node.prelude))
        else:
            names = re.findall(r":([\w-]+)", tinycss2.serialize(node.prelude))
            yield from ((("selectors", name), []) for name in names)


def of_declaration(node: ast.Declaration) -> Iterator[tuple[str, ...]]:
    """Yield under which names a property is described, and the words and functions of its value."""
    yield "properties", node.lower_name
    for name in words(node.value):
        yield "properties", node.lower_name, name
        yield "types", name
        yield "types", "color", name
    if node.lower_name == "text-decoration" and {"dimension", "percentage"} & {value.type for value in node.value}:
        yield "properties", node.lower_name, "includes_thickness"


def words(values: Iterable[ast.Node]) -> Iterator[str]:
    """Yield the words of a value and the names of its functions."""
    for value in values:
        if value.type == "ident":
            yield re.sub("^m(in|ax)-(?!content)", "", value.lower_value)
        elif value.type == "function":
            yield value.lower_name
            yield from words(value.arguments)
        elif value.type == "() block":
            yield from words(value.content)
