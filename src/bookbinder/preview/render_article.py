"""Renders the articles of a preview, in a process that article_process.py starts.

    python -m bookbinder.preview.render_article

For each line of its input, the path of a page below docs/, it prints a line of JSON: the page's article, or nothing if
it cannot be rendered.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, get_files
from mkdocs.structure.pages import Page

from bookbinder.base.problems import find_root
from bookbinder.content.book import read_book
from bookbinder.content.config import CONFIG


def main() -> None:
    """Render one page for each line of the input."""
    results = sys.stdout
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        logging.disable()  # the engine says the same
        read_book(find_root())  # keeps the pages in memory
        config = load_config(str(find_root() / CONFIG))
        config.plugins.on_startup(command="serve", dirty=False)
        config = config.plugins.on_config(config)
        files = get_files(config)
        for path in map(str.strip, sys.stdin):
            if path not in files.src_uris:
                files = get_files(config)
            print(json.dumps(_article(path, config, files)), file=results, flush=True)


def _article(path: str, config: MkDocsConfig, files: Files) -> str:
    """Return the article of a page, or nothing if it cannot be rendered, for which the engine gives the reason."""
    try:
        page = Page(None, files.src_uris[path], config)
        page.read_source(config)
        page.render(config, files)
    except Exception:
        return ""
    return page.content or ""


if __name__ == "__main__":
    main()
