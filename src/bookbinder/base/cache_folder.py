"""Where runs are kept: in the book's own folder, or, with CI set, where no stranger's commit can have put an entry."""

from __future__ import annotations

import os
import stat
from pathlib import Path


def cache_folder(root: Path) -> Path | None:
    """Return the folder of kept runs, made if need be, or None where there can be no safe one: then none are kept."""
    try:
        if os.environ.get("CI"):
            home = os.environ.get("XDG_CACHE_HOME", "")
            base = Path(home) if Path(home).is_absolute() else Path.home() / ".cache"
            folder = base / "logit-book" / "runs"
            if folder.resolve().is_relative_to(root.resolve()):
                return None
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            return folder if _is_own(folder.parent) and _is_own(folder) else None
        folder = root / ".bookbinder" / "runs"
        if folder.parent.is_symlink() or folder.is_symlink():
            return None
        folder.mkdir(parents=True, exist_ok=True)
        return folder
    except (OSError, RuntimeError):  # nothing can be made there, or nobody knows where home is
        return None


def _is_own(folder: Path) -> bool:
    """Return whether it is a real folder into which nobody but this user can write."""
    state = folder.lstat()
    if not stat.S_ISDIR(state.st_mode):
        return False
    return os.name == "nt" or (state.st_uid == os.getuid() and not state.st_mode & (stat.S_IWGRP | stat.S_IWOTH))
