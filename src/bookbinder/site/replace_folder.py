"""Replaces a folder by a finished one: if the process is killed, one of the two is still there and complete."""

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
from bookbinder.site.manifest import find_foreign

AT_FDCWD, RENAME_EXCHANGE = -100, 2  # as Linux defines them


def replace_folder(fresh: Path, out: Path) -> None:
    """Move the fresh folder to `out`, and delete the old one."""
    out.parent.mkdir(parents=True, exist_ok=True)
    staged = fresh if fresh.parent == out.parent else out.with_name(f".site-{secrets.token_hex(4)}")
    old = _backup_path(out)
    try:
        if staged != fresh:
            shutil.move(fresh, staged)  # it may have to copy to another file system
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
        restore_old(out)
        shutil.rmtree(staged, ignore_errors=True)


def _refuse_foreign(old: Path, out: Path) -> None:
    """Raise BookError if somebody has put a file into the old folder since it was checked."""
    if foreign := find_foreign(old):
        path, what = foreign
        place = display_path(out / path.relative_to(old), out.parent)
        raise BookError(Problem(place, 0, what, "move it elsewhere, then run it again"))


def restore_old(out: Path) -> None:
    """Restore the old folder if a run was killed between the two renames; delete it if that was after them."""
    old = _backup_path(out)
    if not old.is_dir() or old.is_symlink():
        return
    if not os.path.lexists(out):
        old.rename(out)
    elif not find_foreign(old):
        # First another name: a half-deleted folder has no manifest, so that no later run would delete it.
        shutil.rmtree(old.rename(old.with_name(f".site-{secrets.token_hex(4)}")), ignore_errors=True)


def _backup_path(out: Path) -> Path:
    """Return where the old folder is until it is deleted: a short name that the next run can compute."""
    return out.with_name(f".site-old-{hashlib.sha256(os.fsencode(out.name)).hexdigest()[:16]}")


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; return False if the system or the file system cannot."""
    if sys.platform != "linux":
        return False
    try:
        call = ctypes.CDLL(None).renameat2
    except AttributeError:  # an old C library
        return False
    return bool(call(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), ctypes.c_uint(RENAME_EXCHANGE)) == 0)
