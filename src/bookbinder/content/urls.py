"""Addresses of what the site serves, as pages link to it."""

from __future__ import annotations

FOLDER = "downloads"


def download_link(path: str, depth: int, text: str) -> str:
    """Return the HTML of a link to a download from a page that lies so many folders deep."""
    return f'<a class="download" href="{"../" * depth}{FOLDER}/{path}" download>{text}</a>'
