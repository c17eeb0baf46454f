"""Firefox and WebKit, each driven in its own way, and used in one."""

from __future__ import annotations

from tests.site.browsers import firefox, webkit

OTHERS = {"Firefox": firefox.firefox, "WebKit": webkit.webkit}
HERE = {"Firefox": firefox.PROGRAM, "WebKit": webkit.DRIVER and webkit.SCREEN and webkit.BROWSER}


def lacking(name: str) -> list[str]:
    """Return what a machine lacks of a browser, by the name that `skip_without` knows."""
    return [] if HERE[name] else [name]
