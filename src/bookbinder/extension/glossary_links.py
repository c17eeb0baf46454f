"""Links the first use of a glossary term on a page to its entry, with the entry's first sentence as its hover text."""

from __future__ import annotations

import os
from pathlib import Path
from xml.etree.ElementTree import Element

from markdown.extensions.toc import slugify
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from bookbinder.content.glossary import GLOSSARY, read_terms
from bookbinder.extension.context import contexts

# Elements that are links already, or whose text is not running text.
WITHOUT_LINKS = {"a", "abbr", "button", "code", "dt", "pre", "script", "style", "summary", "th"}
WITHOUT_LINKS |= {"h1", "h2", "h3", "h4", "h5", "h6"}


class TermProcessor(Treeprocessor):
    """Links terms on pages, and gives the glossary's entries their anchors."""

    def run(self, root: Element) -> None:
        """Change the page's tree."""
        if not (context := contexts.get(self.md)):
            return
        page = context.page
        if page.path == GLOSSARY:
            for entry in root.iter("dt"):
                entry.set("id", slugify("".join(entry.itertext()).partition(" (")[0], "-"))
            return
        file = context.settings.root / GLOSSARY
        if file.is_file():
            self.terms, self.finder = read_terms(file, file.stat().st_mtime_ns)
            self.target = os.path.relpath(GLOSSARY, Path(page.path).parent)
            self.seen: set[str] = set()
            self._walk(root)

    def _walk(self, element: Element) -> None:
        if element.tag in WITHOUT_LINKS or {"admonition-title", "card"} & set(element.get("class", "").split()):
            return
        children = list(element)
        if element.tag in ("p", "li", "td"):
            element.text = self._link(element, 0, element.text)
        for child in children:
            self._walk(child)
            if element.tag in ("p", "li", "td"):
                child.tail = self._link(element, list(element).index(child) + 1, child.tail)

    def _link(self, parent: Element, position: int, text: str | None) -> str | None:
        """Insert links for the terms of a text at a position of its parent; return the text before the first link."""
        if not text or isinstance(text, AtomicString):
            return text
        start, links = 0, []
        for match in self.finder.finditer(text):
            term = self.terms[match["name"].lower()]
            if term.anchor in self.seen:
                continue
            self.seen.add(term.anchor)
            link = Element("a", {"class": "term", "href": f"{self.target}#{term.anchor}", "title": term.meaning})
            link.text = AtomicString(match[0])
            links.append((text[start : match.start()], link))
            start = match.end()
        if not links:
            return text
        rest = [before for before, _ in links[1:]] + [text[start:]]
        for number, ((_, link), tail) in enumerate(zip(links, rest, strict=True)):
            link.tail = tail
            parent.insert(position + number, link)
        return links[0][0]
