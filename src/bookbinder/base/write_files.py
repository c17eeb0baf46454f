"""Writes files of the book so that nobody loses one: never through a link, never half, never over one by accident."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bookbinder.base.causes import shown
from bookbinder.base.plain_files import find_link
from bookbinder.base.problems import BookError, Problem


def replace_file(file: Path, data: bytes, root: Path) -> None:
    """Write a file at once: who reads it meanwhile reads the old one or the new one, and a failure leaves the old."""
    refuse_links(file, root)
    handle, name = tempfile.mkstemp(prefix=f".{file.name[:100]}-", dir=file.parent)
    fresh = Path(name)
    try:
        with _naming(file), os.fdopen(handle, "wb") as stream:
            stream.write(data)
        if file.exists():
            shutil.copymode(file, fresh)
        else:
            fresh.chmod(0o666 & ~_mask())  # mkstemp makes it private
        fresh.replace(file)
    finally:
        fresh.unlink(missing_ok=True)


def create_file(file: Path, data: bytes, root: Path) -> None:
    """Write a file that is not there yet; a failure leaves none."""
    refuse_links(file, root)
    try:
        stream = file.open("xb")
    except FileExistsError:
        raise BookError(Problem(shown(file, root), 0, "it exists already", "move or delete it")) from None
    try:
        with _naming(file), stream:
            stream.write(data)
    except BaseException:
        file.unlink(missing_ok=True)
        raise


def refuse_links(file: Path, root: Path) -> None:
    """Raise BookError where a link on the way would lead elsewhere, or the file is not in the book."""
    if root not in file.parents or ".." in file.parts:
        raise BookError(Problem(shown(file, root), 0, "it lies outside the book", "name a file of the book"))
    if place := find_link(file, root):
        what = "it is a link, and to write through it may change files elsewhere"
        raise BookError(Problem(shown(place, root), 0, what, "replace it by the file or folder itself"))


@contextlib.contextmanager
def _naming(file: Path) -> Iterator[None]:
    """Give a refusal to write the name of the file, which Python leaves out."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or str(file)
        raise


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
