"""The rules of links and images: each leads to a file of the book, and to a heading in it."""

from __future__ import annotations

import html
import os
import re
from collections.abc import Iterator
from pathlib import Path

from markdown.extensions.toc import slugify

from bookbinder.base.problems import Problem, closest
from bookbinder.content.allowed_html import MARK
from bookbinder.content.book import Book
from bookbinder.content.glossary import ENTRY
from bookbinder.content.links import TARGET
from bookbinder.content.page import Page
from bookbinder.rules.docs_files import may_be_linked
from bookbinder.rules.markup import CONTAINER, replace_comments, without_code, without_formulas

# A link, whole or without its end.
LINK = re.compile(rf"(?P<image>!\[(?P<alt>[^\]\[]{{0,1000}}))?(?:{TARGET.pattern}|\]\()")
DEFINITION = re.compile(
    rf"^{CONTAINER.pattern}\[(?!\^)(?P<name>[^\]\n]+)\]:[ \t]*\n?[ \t>]*(?P<target>\S*)(?P<rest>.*)", flags=re.MULTILINE
)
IMAGE = re.compile(r"!\[(?!\^)")
ABBREVIATION = re.compile(r"^[ >]*\*\[[^\]\n]+\]:(?P<rest>.*)", flags=re.MULTILINE)
SEPARATED = re.compile(r"\][ \t]+\((?=[^)\s]+\.md[)#]|https?:)|\)\[[^\]\s]+\.md(?:#[^\]]*)?\]")
# [words][name], also separated by a space or a new line: for an engine it is a link wherever it is.
REFERENCE = re.compile(
    r"(?<![\\!])\[(?!\^)(?P<words>(?:\\.|(?!\n\s*\n)[^\[\]\\]|\[[^\[\]]*\]){0,1000})\]"
    r"\s?\[(?!\^)(?P<name>[^\[\]]*)\]"
)
EXTERNAL = re.compile(r"(?:https://|mailto:)[^\s<>\"'\\]+")
PLAIN = re.compile(r"<(?P<target>http://[^<>\s]*)>")
SCHEME = re.compile(r"[A-Za-z][\w+.-]*:|//")
HEADING = re.compile(r"#{1,6} *(?P<text>.*?)(?: *\{[^}]*#(?P<id>[\w-]+)[^}]*\})? *#*$")
GENERATED = ":::"  # by mkdocstrings: these anchors are known only after the build
FORM = "write [text](page.md)"


def link_problems(page: Page, markup: str, book: Book) -> Iterator[Problem]:
    """Yield wrong links and images; `markup` is the page's text without what is code, a formula or a comment."""
    text = without_formulas(without_code(page))
    for match in SEPARATED.finditer(text):
        yield Problem(page.path, _line(text, match), "a link's parts are separated or swapped", FORM, "link-form")
    defined = set(re.findall(r"(?m)^ *\[\^([^\]\[\n]+)\]:", text))
    for match in re.finditer(r"\[\^(?P<name>[^\]\[\s]+)\](?!:)", text):
        if match["name"] not in defined:
            what, fix = f"the footnote {match[0]} has no text", f"add it at the end: {match[0]}: its text"
            yield Problem(page.path, _line(text, match), what, fix, "link-form")
    yield from _references(page, text)
    text, images = markup, set()
    for match in (*LINK.finditer(text), *DEFINITION.finditer(text), *ABBREVIATION.finditer(text)):
        if MARK.search(html.unescape(match["rest"] or "")):
            what, fix = "a hover title contains HTML", "write words only"
            yield Problem(page.path, _line(text, match), what, fix, "raw-html")
    for match in LINK.finditer(text):
        images |= {match.start()} if match["image"] else set()
        target, line = match["target"], _line(text, match)
        if not target or "\n" in (match["rest"] or ""):
            yield Problem(page.path, line, "a link has no address, or is not closed", FORM, "link-form")
        elif match["image"] and (SCHEME.match(target) or not match["alt"].strip()):
            what = f"the image {target} is from another site, or has no alternative text"
            fix = "put it into docs/assets, and write ![what it shows](the file)"
            yield Problem(page.path, line, what, fix, "image")
        elif not EXTERNAL.fullmatch(target):
            yield from _target_problems(page, book, target, line)
    for match in PLAIN.finditer(text):
        yield from _target_problems(page, book, match["target"], _line(text, match))
    for match in IMAGE.finditer(text):
        if match.start() not in images:
            what = "an image has brackets in its text, or its address in another line"
            yield Problem(page.path, _line(text, match), what, "write ![what it shows](the file)", "image")
    for match in DEFINITION.finditer(text):
        if not EXTERNAL.fullmatch(match["target"]):
            yield from _target_problems(page, book, match["target"], _line(text, match))


def _references(page: Page, text: str) -> Iterator[Problem]:
    """Yield the links without a definition; `text` is the page without code and formulas."""
    text = replace_comments(text, lambda comment: re.sub(r"[^\n]", " ", comment[0]))
    defined = {_name(match["name"]) for match in DEFINITION.finditer(text)}
    for match in REFERENCE.finditer(text):
        words, name = (page.text[match.start(part) : match.end(part)] for part in ("words", "name"))
        if _name(name or words) in defined or name != match["name"]:  # a name with code in it is not one
            continue
        link = " ".join(page.text[match.start() : match.end()].split())
        indexes = re.search(r"[\w)]$", text[: match.start()])
        fix = "write code in backticks" if indexes else f"write [{' '.join(words.split()) or 'text'}](page.md)"
        yield Problem(page.path, _line(text, match), f"{link} has no definition", fix, "link-form")


def _name(text: str) -> str:
    return " ".join(text.split()).lower()


def _line(text: str, match: re.Match[str]) -> int:
    return text.count("\n", 0, match.start()) + 1


def _target_problems(page: Page, book: Book, target: str, line: int) -> Iterator[Problem]:
    path, _, anchor = target.partition("#")
    pages = {one.path: one for one in book.all_pages}
    folder = os.path.dirname(page.path)  # noqa: PTH120 - unlike Path, it takes any length
    name = os.path.normpath(os.path.join(folder, path)) if path else page.path  # noqa: PTH118
    if target.startswith("http://"):
        what, fix = f"links to {target}, which is not encrypted", f"write https://{target[7:]}"
        yield Problem(page.path, line, what, fix, "link-scheme")
    elif SCHEME.match(target):
        what = f"links to {target}, which is neither a file of the book nor an address with https://"
        yield Problem(page.path, line, what, FORM, "link-scheme")
    elif path and (path.startswith("/") or not (name in pages or may_be_linked(book.root, name))):
        slug = Path(path).name.removesuffix(".md").removesuffix(".html")
        meant = closest(slug, book.pages)
        meant = os.path.relpath(book.pages[meant].path, folder) if meant else ""
        if slug in book.pages:  # an address in the built site instead of the file's
            yield Problem(page.path, line, f"links to {path}, which is not a file", f"write {meant}", "link-form")
        else:
            fix = f"write {meant}" if meant else "correct the link"
            yield Problem(page.path, line, f"links to {path}, which does not exist", fix, "page-link")
    elif anchor:
        known = _anchors(pages[name]) if name in pages else None
        if known is not None and anchor not in known:
            near = closest(anchor, known)
            fix = f"write #{near}" if near else "name a heading, in lower case with hyphens"
            what = f"links to the anchor #{anchor}, which no heading of {name} has"
            yield Problem(page.path, line, what, fix, "heading-link")


def _anchors(page: Page) -> set[str] | None:
    """Return the anchors of a page's headings and glossary terms; None where the build generates others."""
    if GENERATED in page.text:
        return None
    anchors = {slugify(entry["term"], "-") for entry in ENTRY.finditer(page.text)}
    for line in page.prose.values():
        if heading := HEADING.match(line):
            anchor = heading["id"] or slugify(TARGET.sub("", heading["text"]), "-")
            anchors.add(anchor if anchor not in anchors else f"{anchor}_1")
    return anchors
