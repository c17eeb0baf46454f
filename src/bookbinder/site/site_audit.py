"""Checks a finished site before it is published: it may hold only the book's files and allowed HTML."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from bookbinder.base.problems import Problem
from bookbinder.render.html_audit import audit_page
from bookbinder.site.security_policy import policy_of_page

# The files beside the pages. A host or a browser would run some of them, so no other path is allowed.
FILES = re.compile(
    r"(?:_headers|sw\.js|llms\.txt|licences\.txt|robots\.txt|feed\.xml|sitemap\.xml(?:\.gz)?|objects\.inv|404\.html)"
    r"|assets/[\w-]+\.(?:js|css|json|svg)|assets/javascripts/(?:bundle\.\w+\.min\.js(?:\.map)?|LICENSE)"
    r"|assets/run/(?:(?:editor|worker)\.js|runtime\.json|book-[0-9a-f]{16}\.zip|pyodide-[\d.]+/[\w.-]+\.(?:mjs|wasm|whl|zip))"
    r"|assets/images/favicon\.png|assets/social/[\w-]+\.png|assets/fonts/[\w-]+\.woff2"
    r"|downloads/[\w.+-]+\.whl|downloads/[\w-]+\.ipynb|downloads/[\w-]+/[\w-]+\.py"
    r"|(?:[\w-]+/)*[\w -]+\.(?:svg|png|jpg|webp)"
)
MOST = 3  # problems of one page


def site_problems(sources: dict[str, str], pages: dict[str, str], policy: str, site: Path) -> Iterator[Problem]:
    """Yield what must not be published; `sources` and `pages` map pages' names in the site to paths and HTML."""
    fix = "delete or correct its source; if it belongs there, allow it in html_audit.py or site_audit.py"
    for file in sorted(site.rglob("*")):
        name, mode = file.relative_to(site).as_posix(), file.lstat().st_mode
        if stat.S_ISDIR(mode):
            continue
        if not stat.S_ISREG(mode) or not (name in sources or FILES.fullmatch(name)):
            yield Problem(f"docs/{name}", 1, "would be published, but no build makes it", fix)
    for name, html in pages.items():
        for what in islice(dict.fromkeys(audit_page(html, policy_of_page(html, policy))), MOST):
            yield Problem(sources.get(name, "overrides/404.html"), 1, f"the built page {what}", fix)
