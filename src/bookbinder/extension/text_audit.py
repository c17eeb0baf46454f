"""Looks at a page's text as it was converted: the last line before a reader, also in a preview, which has no policy.

The rules of the check look at sources, and an engine may read a source otherwise than they do.
"""

from __future__ import annotations

from collections.abc import Iterator

from markdown.postprocessors import Postprocessor
from selectolax.lexbor import LexborHTMLParser

from bookbinder.base.problems import BookError, Problem
from bookbinder.extension.notices import is_served, notice
from bookbinder.render.html_audit import FRAME, wrong_classes, wrong_element, wrong_text
from bookbinder.rules.html import REFERENCE

OUTER = {"html", "head", "body"}  # which the parser adds around any text
FRAME_TAGS = set(FRAME.split()) - {"kbd", "input", "label", "details"}  # of the site; the rest is a tab's


def text_problems(path: str, html: str) -> Iterator[Problem]:
    """Yield what the text of a page holds and may not."""
    for what in dict.fromkeys(_wrong(html)):
        fix = "write it as Markdown; if the page means it, see html_audit.py"
        yield Problem(path, 1, f"its text {what}", fix, "raw-html")


def _wrong(html: str) -> Iterator[str]:
    tree = LexborHTMLParser(html)
    for node in tree.root.traverse(include_text=True) if tree.root is not None else ():
        if node.is_text_node:
            yield from wrong_text(node)
        elif node.tag in OUTER:
            yield from (f"changes the page's {node.tag}" for _ in node.attributes)
        elif node.is_element_node:
            if node.tag in FRAME_TAGS:
                yield f"holds <{node.tag}>"
            yield from wrong_element(node, "")
            yield from wrong_classes(node)


class TextAudit(Postprocessor):
    """Refuses a page whose text holds what no page may; in a preview, says so in its place."""

    def run(self, text: str) -> str:
        """Return the text of a page, or raise BookError."""
        page = getattr(self.md.preprocessors["book"], "page", None)
        if page is None or page.path.startswith(REFERENCE):  # docstrings are the library's, not a page's
            return text
        problems = [*text_problems(page.path, text)]
        if problems and not is_served():
            raise BookError(*problems)
        return "\n".join(notice(problems)) if problems else text
