"""The files that decide how a snippet runs and what it imports: a cached run depends on them."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path
from typing import TypeAlias

import logitbook
from bookbinder.run.libraries import STYLE

FileStates: TypeAlias = tuple[tuple[str, int, int], ...]


def library_folder() -> Path:
    """Return the folder of logitbook's modules."""
    return Path(logitbook.__file__).parent


def source_files() -> list[Path]:
    """Return the modules of logitbook and of this room, what these load of other rooms, and the style of figures."""
    room = Path(__file__).parent
    names, folders = [str(room.parent / "base/characters.py"), str(STYLE)], [str(library_folder()), str(room)]
    while folders:
        with os.scandir(folders.pop()) as entries:  # twice as fast as Path, for every run that is looked up
            for entry in entries:
                if entry.name.endswith(".py"):
                    names.append(entry.path)
                elif entry.is_dir() and entry.name != "__pycache__":
                    folders.append(entry.path)
    return [Path(name) for name in sorted(names)]


def source_states() -> FileStates:
    """Return name, modification time and size of each source file, which change when a file is edited."""
    states = ((str(file), os.stat(file)) for file in source_files())  # noqa: PTH116
    return tuple((name, state.st_mtime_ns, state.st_size) for name, state in states)


@cache
def digest_sources(states: FileStates) -> str:
    """Return a digest of the source files; each state of the files is read once."""
    digest = hashlib.sha256()
    for name, _, size in states:
        digest.update(f"{Path(name).name} {size} ".encode() + Path(name).read_bytes())
    return digest.hexdigest()
