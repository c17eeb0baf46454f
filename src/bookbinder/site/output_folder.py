"""Which folders the book may write a site or pictures to: new ones, empty ones, and those that hold only its own."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from bookbinder.base.causes import display_path, explain
from bookbinder.base.problems import BookError, Problem
from bookbinder.site.folder_mark import first_foreign, write_mark
from bookbinder.site.swap_folders import put_back, replace_folder

# Folders of the book, which a test holds to those that git knows. Below .bookbinder commands keep what they make.
KEPT = ".bookbinder"
OWN = frozenset({".ci", ".git", ".github", ".venv", "benchmarks", "docs", "overrides", "requirements", "snippets"})
OWN |= {"src", "tests", "web", KEPT}
FIX = "name a folder that does not exist, an empty one, or one that an earlier build made"


def output_folder(given: Path | str, root: Path) -> Path:
    """Return the full path of a folder to write to, or raise BookError where that could cost somebody a file."""
    try:
        return _safe(given, root)
    except OSError as error:
        raise BookError(explain(error, root, str(given))) from None
    except ValueError as error:  # a zero byte
        raise BookError(Problem(display_path(ascii(given), root), 0, f"it cannot be a path ({error})", FIX)) from None


def publish(fresh: Path, out: Path, root: Path) -> None:
    """Mark a finished folder as the book's and put it at `out`, if nobody has put something there meanwhile."""
    write_mark(fresh)
    fresh.chmod(0o755)  # mkdtemp makes it private; web servers must read it
    replace_folder(fresh, output_folder(out, root))


def _safe(given: Path | str, root: Path) -> Path:
    if not str(given):
        raise BookError(Problem("''", 0, "an empty text names no folder", FIX))
    out = _place(Path(given))
    if what := _in_the_book(out, root):
        raise BookError(Problem(display_path(given, root), 0, what, FIX))
    put_back(out)
    try:
        mode = out.lstat().st_mode
    except FileNotFoundError:
        _insist_on_writing(out.parent)
        return out
    if stat.S_ISLNK(mode):
        raise BookError(Problem(display_path(given, root), 0, "it is a link", FIX))
    if not stat.S_ISDIR(mode):
        raise BookError(Problem(display_path(given, root), 0, "it is a file, not a folder", FIX))
    if foreign := first_foreign(out):
        path, what = foreign
        raise BookError(
            Problem(display_path(path, root), 0, what, "move it elsewhere or delete it, or name another folder")
        )
    _insist_on_writing(out.parent)
    return out


def _place(given: Path) -> Path:
    """Return the full path with every link on the way followed, but for the last name, which may be a link itself."""
    full = Path.cwd() / given
    if full.name in ("", ".."):
        return Path(os.path.realpath(full))
    return Path(os.path.realpath(full.parent)) / full.name


def _in_the_book(out: Path, root: Path) -> str:
    """Say which part of the book the folder is, or lies in or around; nothing where it is none."""
    around = [out, *out.parents]
    if any(_same(out, place) for place in (root, *root.parents)):
        return "it is the book's folder or lies around it"
    for name in OWN - {KEPT}:
        if any(_same(place, root / name) for place in around):
            return f"it is the book's own folder {name}, or lies in it"
    return "it is the book's own folder" if _same(out, root / KEPT) else ""


def _same(one: Path, other: Path) -> bool:
    """Return whether two paths are one place, whatever capitals they are written with and wherever it is mounted."""
    if str(one).casefold() == str(other).casefold():
        return True
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False


def _insist_on_writing(folder: Path) -> None:
    """Raise PermissionError or its like where no folder can be made in this one, or in the one that it will be in."""
    there = next(place for place in (folder, *folder.parents) if os.path.lexists(place))
    if not there.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "", str(there))
    if hasattr(os, "statvfs") and os.statvfs(there).f_flag & os.ST_RDONLY:
        raise OSError(errno.EROFS, "", str(there))
    if not os.access(there, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, "", str(there))
