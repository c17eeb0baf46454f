"""Lists the HTML tags and the attributes that a page's source may hold."""

from __future__ import annotations

import html
import re

# Inline tags of text, and <div>, whose content must be Markdown: nothing checks the content of other blocks.
TAGS = {"abbr", "b", "br", "cite", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s", "samp", "small", "span"}
TAGS |= {"strong", "sub", "sup", "u", "var", "wbr", "div"}
VOID = {"br", "wbr"}
CLASSES = {"card", "cards", "lead", "numbered"}
ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")  # without underscores: the theme's own ids have them
SCHEMES = ("https://", "http://", "mailto:")

# A comment that browsers and engines end in the same place.
COMMENT = re.compile(r"<!--(?!-?>)(?:[^-<]|-(?!-)|<(?!!--))*-->")
# Where a browser or an engine may see a tag, and a tag that both read alike.
MARK = re.compile(r"<(?=[A-Za-z/!?])")
TAG = re.compile(
    r"</?(?P<name>[A-Za-z][\w-]*)"
    r"(?P<attributes>(?:\s+[A-Za-z][\w:.-]*(?:=(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>=`]+))?)*)\s*/?>"
)
ATTRIBUTE = re.compile(r"(?P<name>[A-Za-z][\w:.-]*)(?:=(?:\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)'|(?P<c>[^\s\"'>]+)))?")
# An attribute list, { #id .class }, as the extension attr_list reads it.
BRACES = re.compile(r"\{:?(?P<attributes>[^{}\n]*)\}")


def wrong_tag(tag: re.Match[str]) -> str:
    """Return what is wrong with a match of TAG, or nothing."""
    name = tag["name"].lower()
    if name not in TAGS:
        return f"<{name}> is not an allowed tag"
    given = {}
    for attribute in ATTRIBUTE.finditer(tag["attributes"]):
        value = attribute["a"] or attribute["b"] or attribute["c"] or ""
        given[attribute["name"].lower()] = value
        if wrong := _wrong_attribute(name, attribute["name"].lower(), value):
            return wrong
    opens = not tag[0].startswith("</")
    if name == "div" and opens and given.get("markdown") not in ("", "1", "block", "span"):
        return "the content of a <div> without the attribute markdown is not checked"
    return ""


def may_be_attributes(line: str, braces: re.Match[str]) -> bool:
    """Return whether braces can be attributes: directly after something, or at the end of a line or a table cell."""
    before, after = line[: braces.start()], line[braces.end() :].strip()
    return not before.strip() or not before[-1].isspace() or after[:1] in ("", "|")


def wrong_braces(attributes: str) -> str:
    """Return what is wrong with an attribute list, or nothing."""
    for word in attributes.split():
        if word.startswith("."):
            if word[1:] not in CLASSES:
                return f"the class {word} is not allowed"
        elif not (word.startswith("#") and ID.fullmatch(word[1:])):
            return f"{{{attributes}}} is read as attributes, and {word} is not allowed"
    return ""


def _wrong_attribute(tag: str, name: str, value: str) -> str:
    if name == "class":
        foreign = set(value.split()) - CLASSES
        return f"the class {sorted(foreign)[0]} is not allowed" if foreign else ""
    if name == "id":
        return "" if ID.fullmatch(value) else f"the id {value!r} is not allowed"
    if name == "title" and MARK.search(html.unescape(value)):
        return "a title holds HTML"
    if name in ("title", "lang") or (name == "markdown" and tag in ("div", "span")):
        return ""
    return f"<{tag}> may not have the attribute {name}"
