"""What a live value in a sentence becomes."""

from __future__ import annotations

from xml.etree import ElementTree

from markdown import Markdown

from bookbinder.base.problems import Wrong
from bookbinder.content.snippet_names import format_live, parse_live
from bookbinder.extension.context import contexts, stops_conversion
from bookbinder.render.powers_of_ten import powers_of_ten


@stops_conversion()
def format_live_value(source: str, language: str, css_class: str, md: Markdown) -> ElementTree.Element:
    """Show one value of a snippet in a sentence."""
    context = contexts[md]
    try:
        reference = parse_live(source, context.page.snippets)
        _, run = context.run_snippet(reference.snippet)
        text = format_live(reference, run.values)
    except Wrong as wrong:
        shown = context.fail(context.line_of_live_value(source), wrong)
        return ElementTree.fromstring(shown)  # noqa: S314 - our own, and escaped
    element = ElementTree.Element("span", {"class": css_class, "data-from": f"{reference.snippet}.{reference.value}"})
    element.text = powers_of_ten(text)
    return element
