"""Explains an error of the operating system in one line: which file, the cause, and what to do."""

from __future__ import annotations

import errno
import os
import re
import shutil
from pathlib import Path

from bookbinder.base.problems import Problem, readable

try:
    import pwd
except ImportError:  # Windows
    pwd = None  # type: ignore[assignment]

AGAIN = "then run it again"
CAUSES = {
    errno.ENOSPC: ("the disk is full", f"free some space, {AGAIN}"),
    errno.EDQUOT: ("your disk quota is used up", f"free some space, {AGAIN}"),
    errno.EFBIG: ("it exceeds the largest file size of this system", f"raise the limit (ulimit -f), {AGAIN}"),
    errno.EROFS: ("the file system is read-only", f"make it writable, or work in a copy elsewhere, {AGAIN}"),
    errno.ENAMETOOLONG: ("the name is too long", "choose a shorter one"),
    errno.ENOENT: ("it does not exist, or was just deleted", f"restore it, {AGAIN}"),
    errno.ENOTDIR: ("a part of its path is a file", "give another path"),
    errno.ELOOP: ("its symbolic links form a loop", "replace the link with the file or folder itself"),
    errno.EMFILE: ("too many files are open at once", f"raise the limit (ulimit -n), {AGAIN}"),
    errno.ENOMEM: ("there is not enough memory", f"free some, {AGAIN}"),
}
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
# How Python and Rust write the number of an error into their messages.
WRITTEN = re.compile(r"\[Errno (\d+)\][^'\n]*(?:'([^'\n]+)')?|\(os error (\d+)\)|Os \{ code: (\d+)")


def explain(error: OSError, root: Path, doing: str) -> Problem:
    """Return an error of the system as a problem; `doing` names the command, for an error that names no file."""
    number, name = error.errno, error.filename
    if number is None and (written := find_cause(str(error))):  # shutil collects several in one text
        number, name = written.errno, written.filename
    path = Path(os.fsdecode(name)) if isinstance(name, str | bytes) and name else None
    if number in (errno.EACCES, errno.EPERM):
        what, fix = _permission(path or root)
    else:
        what, fix = CAUSES.get(number or 0, (f"the system says: {error.strerror or error}", f"fix that, {AGAIN}"))
    if number == errno.ENOSPC and not path and (full := _full_folder(root)):
        what += f" ({full})"
    return Problem(display_path(path, root) if path else doing, 0, readable(what), fix)


def find_cause(text: str) -> OSError | None:
    """Return the first error of the system in a program's output, or None."""
    if not (found := WRITTEN.search(text)):
        return None
    number = int(found[1] or found[3] or found[4])
    name = None if number in FULL else found[2]  # on a full disk, the name is that of the file copied from
    return OSError(number, os.strerror(number), name)


def display_path(path: Path | str, root: Path) -> str:
    """Return a path as one line for a message, relative to the root if it is below it."""
    path = Path(path)
    inside = path.is_absolute() and path != root and path.is_relative_to(root)
    return readable((path.relative_to(root) if inside else path).as_posix())


def _permission(path: Path) -> tuple[str, str]:
    """Return what is wrong with the permissions of a path, and what to do."""
    there = next((place for place in (path, *path.parents) if os.path.lexists(place)), path)
    try:
        owner = there.lstat().st_uid
    except OSError:
        owner = None
    own = os.geteuid() if hasattr(os, "geteuid") else owner
    if owner is None or owner == own or own is None:
        return "there is no permission to read or write it", f"change its permissions, {AGAIN}"
    what = f"there is no permission: {there.name or there} belongs to {user(owner)}, and this runs as {user(own)}"
    return what, f"run it as {user(owner)}, or change the owner of the book's folder"


def user(number: int) -> str:
    """Return the name of a user, or the number if it has no name."""
    try:
        return pwd.getpwuid(number).pw_name
    except (AttributeError, KeyError):
        return f"user {number}"


def _full_folder(root: Path) -> str:
    """Return the first folder that commands write to and whose disk is full, or nothing."""
    for folder in (root, Path(os.environ.get("TMPDIR", "/tmp"))):  # noqa: S108 - only read
        try:
            if shutil.disk_usage(folder).free < 1 << 20:
                return str(folder)
        except OSError:
            continue
    return ""
