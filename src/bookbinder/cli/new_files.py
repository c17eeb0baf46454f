"""Writes the files of a new question: all of them, or none if anything fails."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

from bookbinder.base.files import create_file, refuse_links, replace_file
from bookbinder.base.problems import BookError, Problem
from bookbinder.content.config import CONFIG, read_config
from bookbinder.content.navigation import add_page
from bookbinder.run.result import SnippetError
from bookbinder.run.runner import run_in_sandbox


@contextlib.contextmanager
def all_or_nothing(root: Path, config: bytes, written: list[Path]) -> Iterator[Callable[[Path, str], None]]:
    """Yield a function that creates a file; if anything fails, delete these files and restore the configuration."""
    before = (root / CONFIG).read_bytes()
    folders: list[Path] = []

    def create(file: Path, text: str) -> None:
        refuse_links(file, root)
        for folder in reversed([folder for folder in file.parents if not folder.exists()]):
            folder.mkdir()
            folders.append(folder)
        create_file(file, text.encode(), root)
        written.append(file)

    try:
        yield create
    except BaseException:
        with contextlib.suppress(OSError):
            if (root / CONFIG).read_bytes() == config:
                replace_file(root / CONFIG, before, root)
        for file in written:
            file.unlink(missing_ok=True)
        for folder in reversed(folders):
            with contextlib.suppress(OSError):  # somebody has put a file there meanwhile
                folder.rmdir()
        raise


def navigated(root: Path, entry: str, topic: str, title: str) -> bytes:
    """Return the configuration with the new page in its navigation."""
    read_config(root)  # raises if the configuration is wrong
    text = (root / CONFIG).read_text(encoding="utf-8")
    try:
        after = add_page(text, entry, topic, title)
    except (IndexError, ValueError):
        after = text
    if after == text:
        what = f"nav has no place for a page of the topic {topic}"
        raise BookError(Problem(CONFIG, 1, what, "write nav as in git's last version, with theme below it"))
    return after.encode()


def output_of(snippet: Path) -> str:
    """Return what a new question's first snippet prints."""
    try:
        return run_in_sandbox(snippet).output
    except SnippetError as error:
        path = f"snippets/{snippet.parent.name}/{snippet.name}"
        fix = "see ./dev check, then start the question again"
        raise BookError(Problem(path, error.line, error.what, fix)) from None
