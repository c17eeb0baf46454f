"""Looks at a built site before it is published: nothing lies in it but what the book makes, and every page is clean."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from bookbinder.base.problems import Problem
from bookbinder.render.html_audit import audit_page

# Beside the pages: where each kind of file may lie. What a host or a browser would run lies nowhere else.
FILES = re.compile(
    r"(?:_headers|sw\.js|llms\.txt|licences\.txt|robots\.txt|feed\.xml|sitemap\.xml(?:\.gz)?|objects\.inv|404\.html)"
    r"|assets/[\w-]+\.(?:js|css|json|svg)|assets/javascripts/(?:bundle\.\w+\.min\.js(?:\.map)?|LICENSE)"
    r"|assets/images/favicon\.png|assets/social/[\w-]+\.png|assets/fonts/[\w-]+\.woff2"
    r"|downloads/[\w.+-]+\.whl|downloads/[\w-]+\.ipynb|downloads/[\w-]+/[\w-]+\.py"
    r"|(?:[\w-]+/)*[\w -]+\.(?:svg|png|jpg|webp)"
)
MOST = 3  # complaints of one page


def site_problems(pages: dict[str, str], policy: str, site: Path) -> Iterator[Problem]:
    """Yield what may not be published. `pages` are the sources by the names of their built files below the site."""
    fix = "delete or correct what makes it; if it belongs there, add it to html_audit.py or site_audit.py"
    for file in sorted(site.rglob("*")):
        name, mode = file.relative_to(site).as_posix(), file.lstat().st_mode
        if stat.S_ISDIR(mode):
            continue
        if not stat.S_ISREG(mode) or not (name in pages or FILES.fullmatch(name)):
            yield Problem(f"docs/{name}", 1, "would be published, and no page or product of the book is so called", fix)
        elif name.endswith(".html"):
            wrong = dict.fromkeys(audit_page(file.read_text(encoding="utf-8"), policy))
            for what in islice(wrong, MOST):
                yield Problem(pages.get(name, "overrides/404.html"), 1, f"the built page {what}", fix)
