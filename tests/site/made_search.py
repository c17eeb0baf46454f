"""Has the search of a page find other entries than the book's."""

from __future__ import annotations

import functools
import gzip
import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Route

from bookbinder.site.search_index import FIRST, PASSAGES, search_files


def serve_search(page: Page, root: Path, entries: list[dict[str, Any]], passages: dict[str, list[str]]) -> int:
    """Serve these instead of the book's; return how many compressed bytes the first result waits for."""
    files = search_files(root, entries)
    bodies = {name: json.dumps(content) for name, content in (files | {PASSAGES: passages}).items()}
    for name, body in bodies.items():
        page.route(f"**/{name}", functools.partial(Route.fulfill, body=body, content_type="application/json"))
    return sum(len(gzip.compress(bodies[name].encode())) for name in FIRST)
