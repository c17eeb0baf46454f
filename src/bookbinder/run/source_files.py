"""The files that decide how a snippet runs and what it imports: a cached run depends on them."""

from __future__ import annotations

import hashlib
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
    own = [*sorted(room.glob("[a-z]*.py")), room.parent / "base/characters.py"]
    return [*sorted(library_folder().rglob("*.py")), *own, STYLE]


def source_states() -> FileStates:
    """Return name, modification time and size of each source file, which change when a file is edited."""
    return tuple((str(file), state.st_mtime_ns, state.st_size) for file in source_files() for state in [file.stat()])


@cache
def digest_sources(states: FileStates) -> str:
    """Return a digest of the source files; each state of the files is read once."""
    digest = hashlib.sha256()
    for name, _, size in states:
        digest.update(f"{Path(name).name} {size} ".encode() + Path(name).read_bytes())
    return digest.hexdigest()
