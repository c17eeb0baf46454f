"""Turns a page into a Jupyter notebook: prose in Markdown cells, each snippet in a code cell with its output."""

from __future__ import annotations

import hashlib
import html
import re
from typing import Any, TypeAlias

from bookbinder.content.book import QUESTIONS, Book
from bookbinder.content.dependencies import packages_of
from bookbinder.content.links import LINK
from bookbinder.content.page import Page
from bookbinder.content.references import cite
from bookbinder.content.snippet_names import find_snippet
from bookbinder.content.urls import download_url, url_of
from bookbinder.render.answers import fill_live_values
from bookbinder.render.flow import flow_as_list
from bookbinder.render.playground import PLAYGROUND
from bookbinder.run.result import Run
from bookbinder.run.sections import run_section

Notebook: TypeAlias = dict[str, Any]

BLOCK = re.compile(r'^(?P<kind>!!!|\?\?\?\+?|===) *(?P<type>[a-z]*) *(?:"(?P<title>[^"]*)")?$')
QUESTION = re.compile(r"(?:(?P<file>[a-z0-9-]+\.md))?(?P<fragment>#.*)?")  # the target of a link
WITHOUT_ADDRESS = """\
**Before you run this notebook**

The next cell installs logitbook from `{wheel}`, which lies beside this notebook in the site's `downloads` folder.
If it does not here, download it from there: this site was built without its address, so the cell cannot fetch it. Links
to pages of the book are left out."""


def notebook(page: Page, book: Book, runs: dict[str, Run], wheel: str, url: str) -> Notebook:
    """Return the notebook (nbformat 4.5) of a page; `runs` holds the runs of its snippets."""
    cells: list[dict[str, Any]] = []
    prose: list[str] = []
    here = f"{url}{page.url}" if url else ""
    fences = {fence.line: fence for fence in page.fences}
    for number in sorted(page.prose.keys() | fences.keys()):
        fence = fences.get(number)
        if fence is None:
            prose.append(page.prose[number])
        elif fence.shows_snippet:
            cells += _markdown(prose, page, runs, url)
            if fence.language == "figure":
                cells.append(_text(_figure(fence.given["alt"], here)))
            script = find_snippet(fence.snippet, book.root)
            source, run = script.read_text(encoding="utf-8"), runs[fence.snippet]
            if fence.section:
                source, output = run_section(script, fence.section, book.root)
                run = Run(output, {})
            cells.append(_code(source, run))
            prose = []
        elif fence.language == "lab":
            prose.append(_playground(here))
        elif fence.language == "flow":
            prose += flow_as_list(fence.body)
        else:
            mark = max(["```", *(f"{run}`" for run in re.findall(r"`+", fence.body))], key=len)
            prose += [f"{mark}{fence.language}", *fence.body.splitlines(), mark]
    keys = [key for key in page.meta.references if key in book.references]
    prose += ["", "## References", "", *(f"- {cite(book.references[key])}" for key in keys)]
    cells += _markdown(prose, page, runs, url)
    cells.insert(0, _code(_install(cells, wheel, url), Run("", {})))
    if not url:
        cells.insert(0, _text(WITHOUT_ADDRESS.format(wheel=wheel)))
    for position, cell in enumerate(cells):
        cell["id"] = hashlib.sha256(f"{page.slug} {position}".encode()).hexdigest()[:12]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def _install(cells: list[dict[str, Any]], wheel: str, url: str) -> str:
    """Return the line that installs the packages that the cells import."""
    code = ("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    library = download_url(url, wheel) if url else wheel
    return f"%pip install --quiet {' '.join([library, *packages_of(*code)])}"


def _playground(here: str) -> str:
    """Return the text that replaces a playground, which only a page can run."""
    if here:
        return f"Change these numbers in [the playground on the page]({here}#{PLAYGROUND})."
    return "*(On the page, a playground stands here, in which you change these numbers.)*"


def _figure(alt: str, here: str) -> str:
    """Return the text that describes a figure, which the notebook shows only when its script has run."""
    shown = f"[The figure on the page]({here})" if here else "The figure on the page"
    return f"{shown}, which the next cell draws too: {html.escape(alt, quote=False)}"


def _code(source: str, run: Run) -> dict[str, Any]:
    outputs: list[dict[str, Any]] = []
    if run.printed:
        outputs.append({"output_type": "stream", "name": "stdout", "text": run.printed.splitlines(keepends=True)})
    if run.traceback:
        outputs.append(_error(run.traceback))
    return {
        "cell_type": "code",
        "execution_count": None,
        # With this tag, Jupyter continues below an expected failure.
        "metadata": {"tags": ["raises-exception"]} if run.traceback else {},
        "outputs": outputs,
        "source": source.rstrip("\n").splitlines(keepends=True),
    }


def _error(traceback: str) -> dict[str, Any]:
    """Return an expected failure as an output of Jupyter."""
    lines = traceback.splitlines()
    last = next(number for number, line in enumerate(lines) if number and not line.startswith(" "))
    name, _, message = "\n".join(lines[last:]).partition(": ")
    return {"output_type": "error", "ename": name, "evalue": message, "traceback": lines}


def _markdown(lines: list[str], page: Page, runs: dict[str, Run], url: str) -> list[dict[str, Any]]:
    """Return a Markdown cell of these lines, or none if they are blank.

    It replaces the Markdown that notebooks do not know: a live value by its text, an admonition by a quotation, a tab
    by a bold label, and a link to a page by one with its address or, if that is unknown, by its text.
    """

    def link(match: re.Match[str]) -> str:
        target = QUESTION.fullmatch(match["target"])
        if not target or match["rest"]:
            return match[0]
        if not url or not match["target"]:
            return match["text"]
        place = url_of(f"{QUESTIONS}/{target['file']}") if target["file"] else page.url
        return f"[{match['text']}]({url}{place}{target['fragment'] or ''})"

    text: list[str] = []
    quoting = False
    for line in lines:
        block = BLOCK.match(line)
        if block:
            quoting = block["kind"] != "==="
            title = block["title"] or block["type"].capitalize()
            text += [f"> **{title}**", ">"] if quoting else [f"**{title}**", ""]
        elif line.startswith("    "):
            text.append(("> " if quoting else "") + line[4:])
        else:
            quoting = quoting and not line.strip()
            text.append(">" if quoting and not line.strip() else line)
    source = re.sub(r"\n>(?=\n[^>])", "\n", "\n".join(text)).strip("\n>")
    source = LINK.sub(link, fill_live_values(source, page, runs, escaped=True))
    if not source.strip():
        return []
    return [_text(source)]


def _text(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": source.splitlines(keepends=True)}
