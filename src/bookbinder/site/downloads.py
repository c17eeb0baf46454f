"""Writes the downloads: each snippet as a script, each page as a notebook, and the library's wheel."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from bookbinder.base.problems import BookError, Problem
from bookbinder.base.variables import WHEEL_VERSION
from bookbinder.content.book import Book
from bookbinder.content.dependencies import packages_of
from bookbinder.content.snippet_names import find_snippet
from bookbinder.content.urls import FOLDER, download_url
from bookbinder.content.wheel_name import wheel_name, wheel_version
from bookbinder.site.notebook import Notebook

# A comment in the script's metadata, which is TOML.
HOW = "# # To run it: uv run THIS_FILE. Or pip install the dependencies, then python THIS_FILE."
WITHOUT_ADDRESS = "# # logitbook is the file ../{wheel}: the site was built without an address to fetch it from."


def write_downloads(book: Book, notebooks: dict[str, Notebook], wheel: str, site: Path, url: str) -> None:
    """Write every script and notebook, which install the wheel from the site's address, `url`, empty if unknown."""
    folder = site / FOLDER
    for page in book.pages.values():
        for name in page.snippets:
            script = folder / f"{name}.py"
            script.parent.mkdir(parents=True, exist_ok=True)
            source = find_snippet(name, book.root).read_text(encoding="utf-8")
            script.write_text(script_metadata(source, wheel, url) + source, encoding="utf-8")
        text = json.dumps(notebooks[page.slug], ensure_ascii=False, indent=1)
        (folder / f"{page.slug}.ipynb").write_text(text + "\n", encoding="utf-8")


def build_wheel(root: Path, folder: Path) -> str:
    """Build logitbook's wheel into the folder and return its name; its bytes depend only on sources and addresses."""
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-P", "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)],
        cwd=root,
        env=os.environ | {"SOURCE_DATE_EPOCH": "1580601600", WHEEL_VERSION: wheel_version(root)},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        reason = (done.stdout + done.stderr).strip().splitlines()[-1]
        raise BookError(Problem("pyproject.toml", 1, f"the wheel cannot be built ({reason})", "fix the cause"))
    return wheel_name(root)


def script_metadata(source: str, wheel: str, url: str) -> str:
    """Return the inline metadata (PEP 723) that lets `uv run` install what the script imports.

    They name the wheel by its address, so that `uv run ADDRESS` works too. If the site's address is unknown, they
    name it by its path from the script.
    """
    library = f"logitbook @ {download_url(url, wheel)}" if url else "logitbook"
    needed = [library, *packages_of(source)]
    lines = ['# requires-python = ">=3.11"', f"# dependencies = {json.dumps(needed)}"]
    if not url:
        lines.insert(0, WITHOUT_ADDRESS.format(wheel=wheel))
        lines += ["# [tool.uv.sources]", f'# logitbook = {{ path = "../{wheel}" }}']
    return "\n".join(["# /// script", HOW, *lines, "# ///", "", ""])
