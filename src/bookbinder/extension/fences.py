"""Converts `snippet`, `figure`, `lab` and `flow` fences, live values and links to an edit to HTML."""

from __future__ import annotations

import html
from typing import Any
from xml.etree import ElementTree

from markdown import Markdown
from markdown_exec import base_format

from bookbinder.base.problems import Wrong
from bookbinder.content.snippet_names import find_snippet, format_live, parse_edit, parse_live
from bookbinder.content.urls import download_link, download_url
from bookbinder.extension.context import Context, contexts, stops_conversion
from bookbinder.extension.library_note import library_note
from bookbinder.render.figures import inline_figure
from bookbinder.render.flow import render_flow
from bookbinder.render.playground import render_playground
from bookbinder.render.typeset_number import typeset_number
from bookbinder.rules.code import FIGURE
from bookbinder.run.result import Run
from bookbinder.run.sections import run_section

OPTIONS = {"snippet": set(), "figure": {"caption", "alt"}, "lab": set(), "flow": set()}


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
            takes, given = (" ".join(sorted(names)) or "no options" for names in (OPTIONS[language], options))
            fix = f"write {FIGURE}" if language == "figure" else f"write ```{language}"
            raise Wrong(f"a {language} fence takes {takes}, here {given}", fix, "snippet-options")
        if language == "lab":
            return render_playground(source)
        if language == "flow":
            return render_flow(source)
        line = context.line_of_fence(language, source, options)
        note = library_note(line, context)
        if language == "figure":
            caption = f"Figure {context.number_of_figure(line)}. {options['caption']}"
            return _figure(source.strip(), options["alt"], caption, note, context, md)
        return _snippet(source.strip(), note, line in context.page.output_first, context, md)
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
    element = ElementTree.Element("span", {"class": css_class, "data-from": str(reference)})
    element.text = typeset_number(text)
    return element


@stops_conversion()
def format_edit(source: str, language: str, css_class: str, md: Markdown, **_: Any) -> ElementTree.Element:
    """Return the place of a button that opens a script at a text; a page without run buttons shows nothing there."""
    context = contexts[md]
    try:
        place = parse_edit(source, context.page.whole_snippets)
    except Wrong as wrong:
        shown = context.fail(context.line_of_edit(source), wrong)
        return ElementTree.fromstring(shown)  # noqa: S314 - our own, and escaped
    return ElementTree.Element("span", {"class": css_class, "data-script": place.snippet, "data-text": place.text})


def _snippet(reference: str, note: str, output_first: bool, context: Context, md: Markdown) -> str:
    """Show a snippet or a section of it and what it printed: below it, or above it and the snippet folded."""
    name, _sharp, section = reference.partition("#")
    code, run = context.run_snippet(name)
    if section:
        root = context.settings.root
        code, output = run_section(find_snippet(name, root), section, root)
        run = Run(output, {})
    listing, output = _listing(name, code, context, md), _output(run)
    shown = listing + output + note
    if output_first:
        shown = f'{output}<details class="script"><summary>Show the script</summary>{listing}{note}</details>'
    return shown if section else _script(name, shown)


def _figure(name: str, alt: str, caption: str, note: str, context: Context, md: Markdown) -> str:
    """Show what a snippet drew and, folded below it, the snippet."""
    code, run = context.run_snippet(name)
    drawing = inline_figure(run.drawing, alt, caption, name.replace("/", "-"))
    listing = _listing(name, code, context, md) + (_output(run) if run.output else "")
    folded = f"<details><summary>The script that draws it</summary>{listing}{note}</details>"
    return _script(name, drawing + folded)


def _script(name: str, shown: str) -> str:
    """Return all that a fence shows of a whole script as one element, in which a browser can run it."""
    return f'<book-script data-script="{name}">{shown}</book-script>'


def _listing(name: str, code: str, context: Context, md: Markdown) -> str:
    """Return a script as markdown-exec shows it, with its download, and the command that runs it, as the file name."""
    title = f"{name.rpartition('/')[2]}.py"
    options: dict[str, Any] = {"language": "python", "source": "above", "update_toc": False, "extra": {"title": title}}
    shown = base_format(run=lambda *_, **__: "", code=code.rstrip("\n"), md=md, id=name.replace("/", "-"), **options)
    bar = download_link(f"{name}.py", context.depth, title)
    if url := context.settings.url:
        bar += f'<code class="run">uv run {download_url(url, f"{name}.py")}</code>'
    return str(shown).replace(f'<span class="filename">{title}</span>', f'<span class="filename">{bar}</span>', 1)


def _output(run: Run) -> str:
    """Return as HTML what a snippet printed, and the traceback that it declares."""
    printed = _block("Output", run.printed, "") if run.printed or not run.traceback else ""
    traceback = _block("Error", run.traceback, " traceback") if run.traceback else ""
    return f'<div class="result">{printed}{traceback}</div>'


def _block(label: str, output: str, style: str) -> str:
    """Return a text as HTML in which no character is read as Markdown or as a tag."""
    text = html.escape(output.rstrip("\n"), quote=False)
    bar = f'<span class="filename">{label}</span>'
    return f'<div class="language-text highlight{style}">{bar}<pre><code>{text}\n</code></pre></div>'
