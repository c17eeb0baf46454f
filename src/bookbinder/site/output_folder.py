"""Decides which folders a command may write to: new ones, empty ones, and those that hold only files of a build."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from bookbinder.base.causes import display_path, explain
from bookbinder.base.problems import BookError, Problem
from bookbinder.site.manifest import find_foreign, write_manifest
from bookbinder.site.replace_folder import replace_folder, restore_old

# The book's folders; a test compares them with those that git knows. Commands keep their files below .bookbinder.
KEPT = ".bookbinder"
OWN = frozenset({".ci", ".git", ".github", ".venv", "benchmarks", "docs", "overrides", "requirements", "snippets"})
OWN |= {"src", "tests", "web", KEPT}
FIX = "name a folder that does not exist, an empty one, or one that an earlier build made"


def output_folder(given: Path | str, root: Path) -> Path:
    """Return the full path of a folder to write to, or raise BookError if somebody could lose a file."""
    try:
        return _check_folder(given, root)
    except OSError as error:
        raise BookError(explain(error, root, str(given))) from None
    except ValueError as error:  # a zero byte
        raise BookError(Problem(display_path(ascii(given), root), 0, f"it cannot be a path ({error})", FIX)) from None


def publish(fresh: Path, out: Path, root: Path) -> None:
    """Write the manifest of a finished folder, and move it to `out` unless somebody has put a file there meanwhile."""
    write_manifest(fresh)
    fresh.chmod(0o755)  # mkdtemp makes it private, but web servers must read it
    replace_folder(fresh, output_folder(out, root))


def _check_folder(given: Path | str, root: Path) -> Path:
    if not str(given):
        raise BookError(Problem("''", 0, "an empty text does not name a folder", FIX))
    out = _resolve_parents(Path(given))
    if what := _overlap(out, root):
        raise BookError(Problem(display_path(given, root), 0, what, FIX))
    restore_old(out)
    try:
        mode = out.lstat().st_mode
    except FileNotFoundError:
        _require_writable(out.parent)
        return out
    if stat.S_ISLNK(mode):
        raise BookError(Problem(display_path(given, root), 0, "it is a link", FIX))
    if not stat.S_ISDIR(mode):
        raise BookError(Problem(display_path(given, root), 0, "it is a file, not a folder", FIX))
    if foreign := find_foreign(out):
        path, what = foreign
        fix = "move it elsewhere or delete it, or name another folder"
        raise BookError(Problem(display_path(path, root), 0, what, fix))
    _require_writable(out.parent)
    return out


def _resolve_parents(given: Path) -> Path:
    """Return the full path with every link resolved except the last name, which may be a link itself."""
    full = Path.cwd() / given
    if full.name in ("", ".."):
        return Path(os.path.realpath(full))
    return Path(os.path.realpath(full.parent)) / full.name


def _overlap(out: Path, root: Path) -> str:
    """Return which part of the book the folder is, is inside or contains, or nothing."""
    around = [out, *out.parents]
    if any(_same(out, place) for place in (root, *root.parents)):
        return "it is the book's folder or contains it"
    for name in OWN - {KEPT}:
        if any(_same(place, root / name) for place in around):
            return f"it is the book's own folder {name}, or is inside it"
    return "it is the book's own folder" if _same(out, root / KEPT) else ""


def _same(one: Path, other: Path) -> bool:
    """Return whether two paths are the same place, also with other capitals or through another mount."""
    if str(one).casefold() == str(other).casefold():
        return True
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False


def _require_writable(folder: Path) -> None:
    """Raise OSError if no folder can be created in this one or, if it does not exist, in its nearest parent."""
    nearest = next(place for place in (folder, *folder.parents) if os.path.lexists(place))
    if not nearest.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "", str(nearest))
    if hasattr(os, "statvfs") and os.statvfs(nearest).f_flag & os.ST_RDONLY:
        raise OSError(errno.EROFS, "", str(nearest))
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, "", str(nearest))
