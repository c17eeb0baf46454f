"""The content security policy: it allows only inline scripts that people have reviewed and pinned by their hash."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from bookbinder.base.problems import Problem
from bookbinder.content.config import CONFIG

INLINE = re.compile(r"<script(?P<attributes>(?![^>]*\bsrc=)[^>]*)>(?P<code>.*?)</script>", flags=re.DOTALL)
# Scripts of these types are data: no browser runs them and no policy blocks them.
DATA = re.compile(r'type="?application/(?:ld\+)?json')
SCRIPT = "<book-script "
RUNS = (" 'wasm-unsafe-eval'", " blob:")  # what only pages that run scripts need: Python, in a worker made of a blob
HEADERS = """\
/*
  Content-Security-Policy: {policy}; frame-ancestors 'none'
  Referrer-Policy: no-referrer
  X-Content-Type-Options: nosniff
/sw.js
  Cache-Control: no-cache
"""


def add_policy(html: str, policy: str) -> str:
    """Return a page with the policy in its head.

    A template cannot add it: in a preview, the policy would block the script that reloads a page after an edit.
    """
    own = policy_of_page(html, policy)
    return html.replace("<head>", f'<head><meta http-equiv="Content-Security-Policy" content="{own}">', 1)


def policy_of_page(html: str, policy: str) -> str:
    """Return the policy of a page, which allows Python only if the page shows a script."""
    return policy if SCRIPT in html else without_python(policy)


def without_python(policy: str) -> str:
    """Return a policy that allows all but what runs Python."""
    for source in RUNS:
        policy = policy.replace(source, "")
    return policy


def write_headers(policy: str, site: Path) -> None:
    """Write the policy and the other security headers for hosts that read _headers."""
    (site / "_headers").write_text(HEADERS.format(policy=policy), encoding="utf-8")


def policy_problems(policy: str, pages: dict[str, str]) -> Iterator[Problem]:
    """Yield the inline scripts that the policy would block, each once."""
    seen = set()
    for name, html in sorted(pages.items()):
        for script in INLINE.finditer(html):
            pin = "sha256-" + base64.b64encode(hashlib.sha256(script["code"].encode()).digest()).decode()
            if not DATA.search(script["attributes"]) and pin not in policy and pin not in seen:
                seen.add(pin)
                what = f"{name} contains an inline script that is not pinned: {script['code'][:60]!r}"
                yield Problem(CONFIG, 1, what, f"read it, then add '{pin}' to content_security_policy")
