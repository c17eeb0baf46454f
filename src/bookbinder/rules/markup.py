"""The rules of inline markup: code and HTML tags are closed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from html.parser import HTMLParser

from bookbinder.base.problems import Problem
from bookbinder.content.page import Page

CODE = re.compile(r"(?<![`\\])(?P<mark>`+)(?!`)(?:(?!\n\s*\n).)+?(?<!`)(?P=mark)(?!`)", flags=re.DOTALL)
FORMULA = re.compile(
    r"(?<!\\)\$\$(?P<display>(?:(?!\n\s*\n).)+?)\$\$|(?<![\\$])\$(?P<inline>[^\s$]|[^\s$](?:[^$\n]|\n(?!\s*\n))*[^\s$])\$"
    r"|^[ \t]*(?P<environment>\\begin\{(?P<name>[a-z]+\*?)\}(?:(?!\n\s*\n).)+?\\end\{(?P=name)\})",
    flags=re.DOTALL | re.MULTILINE,
)
ENVIRONMENT = re.compile(
    r"^[ \t]*\\begin\{(?P<begin>[a-z]+\*?)\}|\\end\{(?P<end>[a-z]+\*?)\}|(?P<paragraph>\n\s*\n)", flags=re.MULTILINE
)
COMMENT = re.compile(r"<!--.*?-->", flags=re.DOTALL)
ADDRESS = re.compile(r"<(?:(?:https?:|mailto:)[^>\s]*|[\w.+-]+@[\w.-]+)>")
# What may precede the first words of a block: marks of quotations, lists, definitions, footnotes.
CONTAINER = re.compile(r"(?:[ \t>:]|[-*+][ \t]|\d+[.)][ \t]|\[\^[^\]\n]*\]:)*")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}


def markup_problems(page: Page) -> Iterator[Problem]:
    """Yield the backticks, comments and HTML tags that are not closed."""
    text = without_code(page)
    reported = False  # once a paragraph: after it, text counts as code and code as text
    for number, words in enumerate(text.split("\n"), 1):
        reported = reported and bool(words.strip())
        if "`" in words and not reported:
            reported = True
            yield Problem(page.path, number, "a backtick opens code that never ends", "close it", "closed-code")
    text = replace_comments(text, _blank)
    if "<!--" in text:
        line = text.count("\n", 0, text.index("<!--")) + 1
        yield Problem(page.path, line, "a comment is never closed", "close it: -->", "closed-tag")
        return
    tags = _Tags()
    tags.feed(ADDRESS.sub("", without_formulas(text)))
    for line, what in tags.problems():
        yield Problem(page.path, line, what, "close it, or write it as code, in backticks", "closed-tag")


def without_code(page: Page) -> str:
    """Return the page's text with code replaced by as many blanks."""
    return _blank_code(page.text)


@lru_cache(maxsize=4)  # four rules ask for it, one after the other
def _blank_code(text: str) -> str:
    return CODE.sub(_blank, text)


@lru_cache(maxsize=4)
def without_formulas(text: str) -> str:
    """Return a text with formulas replaced by as many blanks."""
    return FORMULA.sub(_blank, without_open_environments(text))


def open_environments(text: str) -> list[re.Match[str]]:
    """Return each beginning of an environment, at a line's start, that has no end in its paragraph."""
    ended: set[str] = set()
    found = []
    for match in reversed([*ENVIRONMENT.finditer(text)]):
        if match["paragraph"]:
            ended.clear()
        elif match["end"]:
            ended.add(match["end"])
        elif match["begin"] not in ended:
            found.append(match)
    return found[::-1]


def without_open_environments(text: str) -> str:
    """Return a text with blanks for the beginning of each environment that is never closed.

    From each of them, a search for the end would read the whole paragraph.
    """
    for match in open_environments(text) if "\\begin{" in text else ():
        text = text[: match.start()] + _blank(match) + text[match.end() :]
    return text


def replace_comments(text: str, replace: Callable[[re.Match[str]], str]) -> str:
    """Return a text with its closed comments replaced."""
    closed = text.rfind("-->") + len("-->")  # after it, each search for an end would read the rest of the page
    return COMMENT.sub(replace, text[:closed]) + text[closed:]


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


class _Tags(HTMLParser):
    """Collects the tags that are not closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, int]] = []
        self.unmatched: list[tuple[int, str]] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append((tag, self.getpos()[0]))

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        place = next((place for place in reversed(range(len(self.open))) if self.open[place][0] == tag), None)
        if place is None:
            self.unmatched.append((self.getpos()[0], f"</{tag}> has no opening tag"))
        else:
            self.unmatched += [(line, f"<{name}> is never closed") for name, line in self.open[place + 1 :]]
            del self.open[place:]

    def problems(self) -> list[tuple[int, str]]:
        return [*self.unmatched, *((line, f"<{name}> is never closed") for name, line in self.open)]
