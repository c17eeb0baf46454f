"""What a live value in a sentence becomes."""

from __future__ import annotations

from xml.etree import ElementTree

from markdown import Markdown

from bookbinder.base.problems import Wrong
from bookbinder.content.snippet_names import format_live, parse_live
from bookbinder.extension.page_processor import PagePreprocessor
from bookbinder.render.powers_of_ten import powers_of_ten


def format_live_value(source: str, language: str, css_class: str, md: Markdown) -> ElementTree.Element:
    """Show one value of a snippet in a sentence."""
    page: PagePreprocessor = md.preprocessors["book"]
    try:
        reference = parse_live(source, page.page.snippets)
        _, run = page.run_snippet(reference.snippet)
        text = format_live(reference, run.values)
    except Wrong as wrong:
        return ElementTree.fromstring(page.fail(source, wrong))  # noqa: S314 - our own, and escaped
    element = ElementTree.Element("span", {"class": css_class, "data-from": f"{reference.snippet}.{reference.value}"})
    element.text = powers_of_ten(text)
    return element
