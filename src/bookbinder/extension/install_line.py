"""Replaces the `install` fence on the library's page by the command that installs this site's wheel."""

from __future__ import annotations

import re

import logitbook
from bookbinder.content.urls import FOLDER, download_link

FENCE = re.compile(r"^```install\n.*\n```$", flags=re.MULTILINE)
WHEEL = f"logitbook-{logitbook.__version__}-py3-none-any.whl"


def expand_install(lines: list[str], depth: int, url: str) -> list[str]:
    """Replace the fence by the command; `url` is the site's address, or empty if it is unknown."""
    return FENCE.sub(lambda _: "\n".join(_install(depth, url)), "\n".join(lines)).split("\n")


def _install(depth: int, url: str) -> list[str]:
    if url:
        return ["```sh", f"pip install {url.rstrip('/')}/{FOLDER}/{WHEEL}", "```"]
    link = download_link(WHEEL, depth, WHEEL)
    how = f"Download {link} and install it from the folder where it lies:"
    return [how, "", "```sh", f"pip install ./{WHEEL}", "```"]
