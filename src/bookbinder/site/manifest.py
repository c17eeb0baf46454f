"""The manifest of a folder that a build made: its files with their hashes. It shows which files are not a build's.

It has the format of sha256sum, so that `sha256sum --check .logit-book` reads it.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

MANIFEST = ".logit-book"
IGNORED = {".DS_Store", "Thumbs.db"}  # systems create them in every folder that somebody opens
LARGEST = 32 << 20  # bytes of a manifest
LINES = re.compile(r"(?:[0-9a-f]{64}  [^\n]+\n)+")


def write_manifest(folder: Path) -> None:
    """Write the manifest of a folder with all its files, and delete its empty folders, which no manifest can list."""
    for place, _, _ in os.walk(folder, topdown=False):
        if place != str(folder) and not os.listdir(place):  # noqa: PTH208
            Path(place).rmdir()
    names = sorted(path.relative_to(folder).as_posix() for path in _entries(folder) if path.is_file())
    lines = "".join(f"{_digest(folder / name)}  {name}\n" for name in names)
    (folder / MANIFEST).write_bytes(os.fsencode(lines))


def find_foreign(folder: Path) -> tuple[Path, str] | None:
    """Return a path in the folder that no build made or that was changed since, and what is wrong with it, or None."""
    listed = _read_manifest(folder)
    if listed is None:
        what = f"no build made it (the folder has no list of a build's files, {MANIFEST})"
        return next(((path, what) for path in _entries(folder) if path.name not in IGNORED), None)
    folders = {parent.as_posix() for name in listed for parent in PurePosixPath(name).parents}
    for path in _entries(folder):
        name, mode = path.relative_to(folder).as_posix(), path.lstat().st_mode
        if name == MANIFEST or (path.name in IGNORED and stat.S_ISREG(mode)):
            continue
        if stat.S_ISDIR(mode):
            if name not in folders:
                return path, "no build made this folder"
        elif not stat.S_ISREG(mode):
            return path, "it is a link or a special file, and no build makes those"
        elif name not in listed:
            return path, "no build made it"
        elif listed[name] != _digest(path):
            return path, "it was changed after a build made it"
    return None


def find_missing(folder: Path) -> str | None:
    """Return the path of a file that the manifest lists and the folder lacks, or None; without a manifest, its own."""
    listed = _read_manifest(folder)
    return MANIFEST if listed is None else next((name for name in listed if not (folder / name).is_file()), None)


def _read_manifest(folder: Path) -> dict[str, str] | None:
    """Return the hash of each listed file by its path in the folder, or None if there is no valid manifest."""
    file = folder / MANIFEST
    if not file.exists() or not stat.S_ISREG(file.lstat().st_mode) or file.stat().st_size > LARGEST:
        return None
    text = os.fsdecode(file.read_bytes())
    if not LINES.fullmatch(text):
        return None
    return {line[66:]: line[:64] for line in text.split("\n")[:-1]}


def _entries(folder: Path) -> Iterator[Path]:
    """Yield every path below a folder; follow no link."""
    for place, folders, files in os.walk(folder, onerror=_raise):
        folders.sort()
        for name in sorted([*folders, *files]):
            yield Path(place, name)


def _raise(error: OSError) -> None:
    raise error


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
