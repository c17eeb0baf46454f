"""Checks the HTML of a page's text: the last defence before a reader, also in a preview, which has no policy.

The rules of the check read Markdown, and an engine may read it differently.
"""

from __future__ import annotations

from collections.abc import Iterator

from markdown.postprocessors import Postprocessor
from selectolax.lexbor import LexborHTMLParser

from bookbinder.base.problems import BookError, Problem
from bookbinder.extension.context import contexts, notice
from bookbinder.render.html_audit import FRAME, check_classes, check_element, check_texts
from bookbinder.rules.html import REFERENCE

OUTER = {"html", "head", "body"}  # added by the parser around any text
FRAME_TAGS = set(FRAME.split()) - {"kbd", "input", "label", "details"}  # of the site; the others belong to tabs


def text_problems(path: str, html: str) -> Iterator[Problem]:
    """Yield what the text of a page contains and must not contain."""
    for what in dict.fromkeys(_wrong(html)):
        fix = "write it as Markdown, or allow it in render/html_audit.py"
        yield Problem(path, 1, f"its text {what}", fix, "raw-html")


def _wrong(html: str) -> Iterator[str]:
    tree = LexborHTMLParser(html)
    yield from check_texts(tree)
    for node in tree.root.traverse() if tree.root is not None else ():
        if node.tag in OUTER:
            yield from (f"changes the page's {node.tag}" for _ in node.attributes)
        elif node.is_element_node:
            if node.tag in FRAME_TAGS:
                yield f"holds <{node.tag}>"
            yield from check_element(node, "")
            yield from check_classes(node)


class TextAudit(Postprocessor):
    """Refuses a page whose text contains what no page may contain; a preview shows the problems instead."""

    def run(self, text: str) -> str:
        """Return the text, or the problems in a preview; raise BookError in a build."""
        context = contexts.get(self.md)
        if context is None or context.page.path.startswith(REFERENCE):  # docstrings are text of the library
            return text
        problems = [*text_problems(context.page.path, text)]
        if problems and not context.settings.is_preview:
            raise BookError(*problems)
        return "\n".join(notice(problems)) if problems else text
