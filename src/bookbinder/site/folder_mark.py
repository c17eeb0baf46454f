"""The mark in a folder that the book made: its files' hashes, by which a later build tells its own from anybody else's.

It has the format of sha256sum, so that `sha256sum --check .logit-book` reads it too.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

MARK = ".logit-book"
IGNORED = {".DS_Store", "Thumbs.db"}  # systems put them into every folder that somebody looks at
LARGEST = 32 << 20  # bytes of a mark that is read
LINES = re.compile(r"(?:[0-9a-f]{64}  [^\n]+\n)+")


def write_mark(folder: Path) -> None:
    """Mark a folder as made by the book, with every file that it holds now."""
    for place, _, _ in os.walk(folder, topdown=False):
        if place != str(folder) and not os.listdir(place):  # noqa: PTH208 - a mark cannot name an empty folder
            Path(place).rmdir()
    names = sorted(path.relative_to(folder).as_posix() for path in _entries(folder) if path.is_file())
    lines = "".join(f"{_digest(folder / name)}  {name}\n" for name in names)
    (folder / MARK).write_bytes(os.fsencode(lines))


def first_foreign(folder: Path) -> tuple[Path, str] | None:
    """Return one thing in the folder that the book did not make, or that was changed since, and what it is."""
    marked = _read_mark(folder)
    if marked is None:
        what = f"no build made it (the folder holds no list of what a build made, {MARK})"
        return next(((path, what) for path in _entries(folder) if path.name not in IGNORED), None)
    folders = {parent.as_posix() for name in marked for parent in PurePosixPath(name).parents}
    for path in _entries(folder):
        name, mode = path.relative_to(folder).as_posix(), path.lstat().st_mode
        if name == MARK or (path.name in IGNORED and stat.S_ISREG(mode)):
            continue
        if stat.S_ISDIR(mode):
            if name not in folders:
                return path, "no build made this folder"
        elif not stat.S_ISREG(mode):
            return path, "it is a link or no ordinary file, and no build makes such"
        elif name not in marked:
            return path, "no build made it"
        elif marked[name] != _digest(path):
            return path, "it was changed after a build made it"
    return None


def _read_mark(folder: Path) -> dict[str, str] | None:
    """Return the hash of each marked file by its path in the folder, or nothing where there is no sound mark."""
    mark = folder / MARK
    if not mark.exists() or not stat.S_ISREG(mark.lstat().st_mode) or mark.stat().st_size > LARGEST:
        return None
    text = os.fsdecode(mark.read_bytes())
    if not LINES.fullmatch(text):
        return None
    return {line[66:]: line[:64] for line in text.split("\n")[:-1]}


def _entries(folder: Path) -> Iterator[Path]:
    """Yield everything below a folder, following no link."""
    for place, folders, files in os.walk(folder, onerror=_raise):
        folders.sort()
        for name in sorted([*folders, *files]):
            yield Path(place, name)


def _raise(error: OSError) -> None:
    raise error


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
