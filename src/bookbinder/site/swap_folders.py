"""Puts a finished folder in the place of an old one: whenever it is killed, the one or the other stands whole."""

from __future__ import annotations

import ctypes
import hashlib
import os
import secrets
import shutil
import sys
from pathlib import Path

from bookbinder.base.causes import display_path
from bookbinder.base.problems import BookError, Problem
from bookbinder.site.folder_mark import first_foreign

AT_FDCWD, RENAME_EXCHANGE = -100, 2  # of Linux


def replace_folder(fresh: Path, out: Path) -> None:
    """Put the fresh folder at `out`, and delete what stood there."""
    out.parent.mkdir(parents=True, exist_ok=True)
    staged, old = out.with_name(fresh.name), _aside(out)
    try:
        if staged != fresh:
            shutil.move(fresh, staged)  # to another file system it copies
        if not out.exists():
            staged.rename(out)
        elif _exchange(staged, out):
            try:
                _refuse_foreign(staged, out)
            except BookError:
                _exchange(staged, out)
                raise
        else:
            out.rename(old)
            _refuse_foreign(old, out)
            staged.rename(out)
    finally:
        put_back(out)
        shutil.rmtree(staged, ignore_errors=True)


def _refuse_foreign(old: Path, out: Path) -> None:
    """Raise BookError where somebody has put something into the old folder in the last moment."""
    if foreign := first_foreign(old):
        path, what = foreign
        place = display_path(out / path.relative_to(old), out.parent)
        raise BookError(Problem(place, 0, what, "move it elsewhere, then run it again"))


def put_back(out: Path) -> None:
    """Put the old folder back where a run ended between the two renames, or delete it where it ended right after."""
    old = _aside(out)
    if not old.is_dir() or old.is_symlink():
        return
    if not os.path.lexists(out):
        old.rename(out)
    elif not first_foreign(old):
        # First another name: a half deleted folder has no mark, and would be in the way for ever.
        shutil.rmtree(old.rename(old.with_name(f".site-{secrets.token_hex(4)}")), ignore_errors=True)


def _aside(out: Path) -> Path:
    """Return where the old folder stands for a moment: a name that the next run finds, and never one too long."""
    return out.with_name(f".site-old-{hashlib.sha256(os.fsencode(out.name)).hexdigest()[:16]}")


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; return False where the system or the file system cannot."""
    if sys.platform != "linux":
        return False
    try:
        call = ctypes.CDLL(None).renameat2
    except AttributeError:  # an old C library
        return False
    return bool(call(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), ctypes.c_uint(RENAME_EXCHANGE)) == 0)
