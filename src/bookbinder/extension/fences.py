"""Converts `snippet`, `figure`, `lab` and `flow` fences and live values to HTML."""

from __future__ import annotations

import html
from typing import Any
from xml.etree import ElementTree

from markdown import Markdown
from markdown_exec import base_format

from bookbinder.base.problems import Wrong
from bookbinder.content.snippet_names import find_snippet, format_live, parse_live
from bookbinder.content.urls import download_link
from bookbinder.extension.context import Context, contexts, stops_conversion
from bookbinder.extension.library_note import library_note
from bookbinder.render.figures import inline_figure
from bookbinder.render.flow import render_flow
from bookbinder.render.playground import render_playground
from bookbinder.render.typeset_number import typeset_number
from bookbinder.run.result import Run
from bookbinder.run.sections import run_section

OPTIONS = {"snippet": set(), "figure": {"alt"}, "lab": set(), "flow": set()}


def take_options(language: str, inputs: dict[str, str], options: dict[str, Any], attrs: Any, md: Markdown) -> bool:
    """Accept any options: format_fence refuses wrong ones, and superfences would publish the fence as plain text."""
    options.update(inputs)
    return True


@stops_conversion()
def format_fence(source: str, language: str, css_class: str, options: Any, md: Markdown, **_: Any) -> str:
    """Return a fence as HTML."""
    context = contexts[md]
    try:
        if options.keys() != OPTIONS[language]:
            takes, given = " ".join(OPTIONS[language]) or "no options", " ".join(options) or "none"
            fix = 'write ```figure alt="what the figure shows"' if OPTIONS[language] else f"write ```{language}"
            raise Wrong(f"a {language} fence takes {takes}, here {given}", fix, "snippet-options")
        if language == "lab":
            return render_playground(source)
        if language == "flow":
            return render_flow(source)
        note = library_note(context.line_of_fence(language, source, options), context)
        if language == "figure":
            return _figure(source.strip(), options["alt"], note, context, md)
        return _snippet(source.strip(), context, md) + note
    except Wrong as wrong:
        return context.fail(context.line_of_fence(language, source, options), wrong)


@stops_conversion()
def format_live_value(source: str, language: str, css_class: str, md: Markdown) -> ElementTree.Element:
    """Return a value of a snippet as HTML."""
    context = contexts[md]
    try:
        reference = parse_live(source, context.page.snippets)
        _, run = context.run_snippet(reference.snippet)
        text = format_live(reference, run.values)
    except Wrong as wrong:
        shown = context.fail(context.line_of_live_value(source), wrong)
        return ElementTree.fromstring(shown)  # noqa: S314 - our own, and escaped
    element = ElementTree.Element("span", {"class": css_class, "data-from": f"{reference.snippet}.{reference.value}"})
    element.text = typeset_number(text)
    return element


def _snippet(reference: str, context: Context, md: Markdown) -> str:
    """Show a snippet or a section of it and, below it, what it printed."""
    name, _sharp, section = reference.partition("#")
    code, run = context.run_snippet(name)
    if section:
        root = context.settings.root
        code, output = run_section(find_snippet(name, root), section, root)
        run = Run(output, {})
    return _listing(name, code, _output(run), context, md)


def _figure(name: str, alt: str, note: str, context: Context, md: Markdown) -> str:
    """Show what a snippet drew and, folded below it, the snippet."""
    code, run = context.run_snippet(name)
    drawing = inline_figure(run.drawing, alt, name.replace("/", "-"))
    listing = _listing(name, code, _output(run) if run.output else "", context, md)
    return f"{drawing}<details><summary>The script that draws it</summary>{listing}{note}</details>"


def _listing(name: str, code: str, output: str, context: Context, md: Markdown) -> str:
    """Return a script as markdown-exec shows it, with a link to its download as the file name."""
    title = f"{name.rpartition('/')[2]}.py"
    options: dict[str, Any] = {"language": "python", "html": True, "source": "block", "update_toc": False}
    options |= {"id": name.replace("/", "-"), "extra": {"title": title}}
    shown = base_format(run=lambda *_, **__: output, code=code.rstrip("\n"), md=md, **options)
    link = download_link(f"{name}.py", context.depth, title)
    return str(shown).replace(f'<span class="filename">{title}</span>', f'<span class="filename">{link}</span>', 1)


def _output(run: Run) -> str:
    """Return as HTML what a snippet printed, and the traceback that it declares."""
    printed = _block(run.printed, "") if run.printed or not run.traceback else ""
    return printed + (_block(run.traceback, " traceback") if run.traceback else "")


def _block(output: str, style: str) -> str:
    """Return a text as HTML in which no character is read as Markdown or as a tag."""
    text = html.escape(output.rstrip("\n"), quote=False)
    return f'<div class="language-text highlight{style}"><pre><code>{text}\n</code></pre></div>'
