"""Lists, checks and writes the files of a book: follows no symbolic link, and leaves no file half written."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bookbinder.base.causes import display_path
from bookbinder.base.problems import BookError, Problem


def why_unreadable(root: Path, name: Path, largest: int) -> str:
    """Return why a file below the root may not be read, or nothing: a link could lead to somebody else's file."""
    try:
        state = (root / name).lstat()
    except (OSError, ValueError):
        return "does not exist"
    if find_link(root / name, root):
        return "is a link, or lies below one"
    if not stat.S_ISREG(state.st_mode):
        return "is not a regular file"
    if state.st_size > largest:
        return f"has {state.st_size:,} bytes, more than {largest:,}"
    return ""


def list_files(root: Path, folder: str) -> list[Path]:
    """Return the paths, relative to the root, of all files and links in a folder and below; follow no link."""
    found = []
    for place, folders, files in os.walk(root / folder):
        links = [name for name in folders if Path(place, name).is_symlink()]
        folders[:] = sorted(name for name in folders if name not in links and name != "__pycache__")
        found += [Path(place, name).relative_to(root) for name in (*files, *links)]
    return sorted(found)


def find_link(path: Path, root: Path) -> Path | None:
    """Return the first symbolic link among a path and its parents up to the root, or None."""
    place, top = str(path), str(root)
    if not place.startswith(top + os.sep):
        return path if path.is_symlink() else None
    while len(place) > len(top):
        if os.path.islink(place):  # noqa: PTH114 - three times as fast as Path, for every file of the book
            return Path(place)
        place = os.path.dirname(place)  # noqa: PTH120
    return None


def replace_file(file: Path, data: bytes, root: Path) -> None:
    """Write a file atomically: readers see the old file or the new one, and a failure leaves the old one."""
    refuse_links(file, root)
    handle, name = tempfile.mkstemp(prefix=f".{file.name[:100]}-", dir=file.parent)
    temporary = Path(name)
    try:
        with _name_in_errors(file), os.fdopen(handle, "wb") as stream:
            stream.write(data)
        if file.exists():
            shutil.copymode(file, temporary)
        else:
            temporary.chmod(0o666 & ~_umask())  # mkstemp makes it private
        temporary.replace(file)
    finally:
        temporary.unlink(missing_ok=True)


def create_file(file: Path, data: bytes, root: Path) -> None:
    """Write a new file; a failure leaves none."""
    refuse_links(file, root)
    try:
        stream = file.open("xb")
    except FileExistsError:
        raise BookError(Problem(display_path(file, root), 0, "it already exists", "move or delete it")) from None
    try:
        with _name_in_errors(file), stream:
            stream.write(data)
    except BaseException:
        file.unlink(missing_ok=True)
        raise


def refuse_links(file: Path, root: Path) -> None:
    """Raise BookError if a path contains a symbolic link, or is outside the book."""
    if root not in file.parents or ".." in file.parts:
        raise BookError(Problem(display_path(file, root), 0, "it is outside the book", "name a file of the book"))
    if place := find_link(file, root):
        what = "it is a link, and writing through it could change files elsewhere"
        raise BookError(Problem(display_path(place, root), 0, what, "replace it with the file or folder itself"))


@contextlib.contextmanager
def _name_in_errors(file: Path) -> Iterator[None]:
    """Add the name of the file to an error of writing, which lacks it."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or str(file)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def cache_folder(root: Path, kind: str = "runs") -> Path | None:
    """Return the folder of what is kept of this kind, created if missing, or None if no folder is safe.

    With CI set it lies outside the book, where no commit of a stranger can have put an entry.
    """
    try:
        if os.environ.get("CI"):
            home = os.environ.get("XDG_CACHE_HOME", "")
            base = Path(home) if Path(home).is_absolute() else Path.home() / ".cache"
            folder = base / "logit-book" / kind
            if folder.resolve().is_relative_to(root.resolve()):
                return None
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            return folder if _is_own(folder.parent) and _is_own(folder) else None
        folder = root / ".bookbinder" / kind
        if folder.parent.is_symlink() or folder.is_symlink():
            return None
        folder.mkdir(parents=True, exist_ok=True)
        return folder
    except (OSError, RuntimeError):  # it cannot be created, or there is no home folder
        return None


def keep_file(file: Path, data: bytes) -> None:
    """Write a file of the cache whole, or not at all if the disk is full or refuses it."""
    with contextlib.suppress(OSError):
        handle, name = tempfile.mkstemp(dir=file.parent, suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as temporary:
                temporary.write(data)
            Path(name).replace(file)
        except OSError:
            Path(name).unlink()


def _is_own(folder: Path) -> bool:
    """Return whether a path is a folder, not a link, that only this user can write to."""
    state = folder.lstat()
    if not stat.S_ISDIR(state.st_mode):
        return False
    return os.name == "nt" or (state.st_uid == os.getuid() and not state.st_mode & (stat.S_IWGRP | stat.S_IWOTH))
