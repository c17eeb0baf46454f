"""Replaces the `install` fence on the library's page by the command that installs this site's wheel."""

from __future__ import annotations

import re
from pathlib import Path

from bookbinder.content.urls import download_link, download_url
from bookbinder.content.wheel_name import wheel_name

FENCE = re.compile(r"^```install\n.*\n```$", flags=re.MULTILINE)


def expand_install(lines: list[str], root: Path, depth: int, url: str) -> list[str]:
    """Replace the fence by the command; `url` is the site's address, or empty if it is unknown."""
    return FENCE.sub(lambda _: "\n".join(_install(wheel_name(root), depth, url)), "\n".join(lines)).split("\n")


def _install(wheel: str, depth: int, url: str) -> list[str]:
    if url:
        return ["```sh", f"pip install {download_url(url, wheel)}", "```"]
    link = download_link(wheel, depth, wheel)
    how = f"Download {link} and install it from the folder where it lies:"
    return [how, "", "```sh", f"pip install ./{wheel}", "```"]
