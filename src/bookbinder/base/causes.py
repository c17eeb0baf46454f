"""Says in one line, for people, why the system refused something: which file, the true cause, and what to do."""

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
    errno.EDQUOT: ("your share of the disk is used up", f"free some space, {AGAIN}"),
    errno.EFBIG: ("it grew larger than this system lets a file be", f"raise the limit (ulimit -f), {AGAIN}"),
    errno.EROFS: ("the file system is read-only", f"make it writable, or work in a copy elsewhere, {AGAIN}"),
    errno.ENAMETOOLONG: ("the name is too long", "choose a shorter one"),
    errno.ENOENT: ("it is not there, or went meanwhile", f"put it back, {AGAIN}"),
    errno.ENOTDIR: ("a part of its path is a file", "give another path"),
    errno.ELOOP: ("its links lead in a circle", "replace the link by the file or folder itself"),
    errno.EMFILE: ("too many files are open at once", f"raise the limit (ulimit -n), {AGAIN}"),
    errno.ENOMEM: ("the memory is full", f"free some, {AGAIN}"),
}
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
# As Python and Rust write a refusal into their messages.
WRITTEN = re.compile(r"\[Errno (\d+)\][^'\n]*(?:'([^'\n]+)')?|\(os error (\d+)\)|Os \{ code: (\d+)")


def explain(error: OSError, root: Path, doing: str) -> Problem:
    """Return the one line that stands for a refusal of the system; `doing` names what ran, where no file is known."""
    number, name = error.errno, error.filename
    if number is None and (written := find_cause(str(error))):  # shutil collects several in one text
        number, name = written.errno, written.filename
    path = Path(os.fsdecode(name)) if isinstance(name, str | bytes) and name else None
    if number in (errno.EACCES, errno.EPERM):
        what, fix = _permission(path or root)
    else:
        what, fix = CAUSES.get(number or 0, (f"the system says: {error.strerror or error}", f"see to that, {AGAIN}"))
    if number == errno.ENOSPC and not path and (full := _full_folder(root)):
        what += f" ({full})"
    return Problem(shown(path, root) if path else doing, 0, readable(what), fix)


def find_cause(text: str) -> OSError | None:
    """Return the first refusal of the system that a program's output tells of, if it does."""
    if not (found := WRITTEN.search(text)):
        return None
    number = int(found[1] or found[3] or found[4])
    name = None if number in FULL else found[2]  # where the disk is full, it names what was copied
    return OSError(number, os.strerror(number), name)


def shown(path: Path | str, root: Path) -> str:
    """Return a path as a message shows it: from the root where it lies below, and in one line whatever it holds."""
    path = Path(path)
    inside = path.is_absolute() and path != root and path.is_relative_to(root)
    return readable((path.relative_to(root) if inside else path).as_posix())


def _permission(path: Path) -> tuple[str, str]:
    """Say who may not do it, and whose the file or folder is."""
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
    """Return the name of a user, or the number where nobody knows a name."""
    try:
        return pwd.getpwuid(number).pw_name
    except (AttributeError, KeyError):
        return f"user {number}"


def _full_folder(root: Path) -> str:
    """Return which of the folders that commands write to is on a full disk."""
    for folder in (root, Path(os.environ.get("TMPDIR", "/tmp"))):  # noqa: S108 - looked at only
        try:
            if shutil.disk_usage(folder).free < 1 << 20:
                return str(folder)
        except OSError:
            continue
    return ""
