"""Lets only one preview of a book run at a time, because engines keep files in the book's folder."""

from __future__ import annotations

import contextlib
import functools
import os
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from bookbinder.base.problems import BookError, Problem

LOCK = ".bookbinder/serving"  # contains the address of the running preview, which keeps it locked
LONGEST = 100  # bytes of an address
FAR = 1 << 20  # on Windows, nobody can read a locked byte: the lock is on one far behind the address


@contextlib.contextmanager
def only_preview(root: Path) -> Iterator[Callable[[bytes], int]]:
    """Lock the book for this preview, or raise BookError with the address of the preview that runs.

    Yield a function that takes the address of this preview.
    """
    (root / LOCK).parent.mkdir(exist_ok=True)
    file = os.open(root / LOCK, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        state = os.fstat(file)
        if not stat.S_ISREG(state.st_mode) or state.st_nlink != 1:  # writing would change a file elsewhere
            raise BookError(Problem(LOCK, 0, "is a link or not a plain file", "delete it"))
        if not _lock(file):
            other = os.read(file, LONGEST).decode(errors="replace")
            fix = "open that, or end it first (Ctrl-C where it runs)"
            raise BookError(Problem("./dev serve", 0, f"this book is already being served at {other}", fix))
        os.truncate(file, 0)
        yield functools.partial(os.write, file)
    finally:
        os.close(file)


def _lock(file: int) -> bool:
    """Lock a file until it is closed or the process ends; return False if another process has locked it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(file, FAR, os.SEEK_SET)
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
            os.lseek(file, 0, os.SEEK_SET)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        os.lseek(file, 0, os.SEEK_SET)
        return False
    return True
