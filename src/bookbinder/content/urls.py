"""The addresses of pages and downloads."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import quote

FOLDER = "downloads"


def url_of(path: str) -> str:
    """Return the address of a page, relative to the site's, from the path of its source."""
    place = PurePosixPath(path).relative_to("docs").with_suffix("")
    folder = (place.parent if place.name == "index" else place).as_posix()
    return "" if folder == "." else f"{folder}/"


def download_link(path: str, depth: int, text: str) -> str:
    """Return the HTML of a link to a download for a page `depth` folders below the site's root."""
    return f'<a class="download" href="{download_url("../" * depth, path)}" download>{text}</a>'


def download_url(url: str, path: str) -> str:
    """Return the address of a download on the site at `url`; some hosts read a plus sign as a space."""
    return f"{url}{FOLDER}/{quote(path)}"
