"""What `snippet` and `figure` fences become: a script with what it printed, a drawing with the script that drew it."""

from __future__ import annotations

import html
from typing import Any

from markdown import Markdown
from markdown_exec import base_format

from bookbinder.base.problems import Wrong
from bookbinder.content.snippet_names import find_snippet
from bookbinder.content.urls import download_link
from bookbinder.extension.page_processor import PagePreprocessor, listing
from bookbinder.render.figures import inline_figure
from bookbinder.render.playground import show_lab
from bookbinder.run.runner import Run
from bookbinder.run.sections import run_section

OPTIONS = {"snippet": set(), "figure": {"alt"}, "lab": set()}


def validate(language: str, inputs: dict[str, str], options: dict[str, Any], attrs: Any, md: Markdown) -> bool:
    """Take a fence's options, or refuse them: superfences would publish the fence as plain text."""
    if inputs.keys() != OPTIONS[language]:
        page: PagePreprocessor = md.preprocessors["book"]
        what = (
            f"a {language} fence takes {' '.join(OPTIONS[language]) or 'no options'}, here {' '.join(inputs) or 'none'}"
        )
        page.fail("", Wrong(what, 'write ```snippet or ```figure alt="what the figure shows"', "snippet-options"))
        return False
    options.update(inputs)
    return True


def format_snippet(source: str, language: str, css_class: str, options: Any, md: Markdown, **_: Any) -> str:
    """Show a snippet and, below it, what it printed."""
    page: PagePreprocessor = md.preprocessors["book"]
    name, _sharp, section = source.strip().partition("#")
    try:
        code, run = page.run_snippet(name)
        if section:
            code, output = run_section(find_snippet(name, page.root), section, page.root)
            run = Run(output, {})
    except Wrong as wrong:
        return page.fail(source.strip(), wrong)
    return _script(name, code, _shown(run), page, md)


def format_figure(source: str, language: str, css_class: str, options: Any, md: Markdown, **_: Any) -> str:
    """Show what a snippet drew, and below it, folded, the snippet."""
    page: PagePreprocessor = md.preprocessors["book"]
    name = source.strip()
    try:
        code, run = page.run_snippet(name)
        drawing = inline_figure(run.drawing, options["alt"], name.replace("/", "-"))
    except Wrong as wrong:
        return page.fail(name, wrong)
    script = _script(name, code, _shown(run) if run.output else "", page, md)
    return f"{drawing}<details><summary>The script that draws it</summary>{script}</details>"


def format_lab(source: str, language: str, css_class: str, options: Any, md: Markdown, **_: Any) -> str:
    """Show the playground, with its examples as a table until its script takes over."""
    page: PagePreprocessor = md.preprocessors["book"]
    try:
        return show_lab(source)
    except Wrong as wrong:
        return page.fail(source, wrong)


def _script(name: str, code: str, output: str, page: PagePreprocessor, md: Markdown) -> str:
    """Return a script as markdown-exec shows it, its file's name being the link that downloads it."""
    title = f"{name.rpartition('/')[2]}.py"
    token = listing.set(True)
    try:
        shown = base_format(
            language="python",
            run=lambda *_, **__: output,
            code=code.rstrip("\n"),
            md=md,
            html=True,
            source="block",
            id=name.replace("/", "-"),
            update_toc=False,
            extra={"title": title},
        )
    finally:
        listing.reset(token)
    link = download_link(f"{name}.py", page.depth, title)
    return str(shown).replace(f'<span class="filename">{title}</span>', f'<span class="filename">{link}</span>', 1)


def _shown(run: Run) -> str:
    """Return what a snippet printed, and the traceback that it declares, as HTML."""
    printed = _block(run.printed, "") if run.printed or not run.traceback else ""
    return printed + (_block(run.traceback, " traceback") if run.traceback else "")


def _block(output: str, style: str) -> str:
    """Return a text as HTML: no character of it is read as Markdown or as a tag."""
    text = html.escape(output.rstrip("\n"), quote=False)
    return f'<div class="language-text highlight{style}"><pre><code>{text}\n</code></pre></div>'
