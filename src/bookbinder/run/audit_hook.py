"""Names in plain words what a snippet tried and may not do. The kernel's layers protect (sandbox.py); this does not.

Anybody who wants to can hide from an audit hook. But most of what is refused is a mistake, and its author deserves
"it opens a network connection" rather than "Function not implemented".
"""

from __future__ import annotations

import ast
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

PACKAGES = {"numpy", "logitbook", "matplotlib"}  # a snippet may import these and the standard library

THREAD = "it starts a thread"
EVENTS = {
    "it calls into C through ctypes": "ctypes.dlopen ctypes.dlsym",
    "it starts another process": "os.system os.exec os.fork os.forkpty os.posix_spawn os.spawn os.startfile pty.spawn "
    "subprocess.Popen",
    THREAD: "_thread.start_new_thread _thread.start_joinable_thread",
    "it sends a signal": "os.kill os.killpg signal.pthread_kill",
    "it changes limits": "resource.prlimit resource.setrlimit",
    "it opens a network connection": "urllib.Request",
    "it does more to the file system than write files in its own folder": "os.chflags os.chmod os.chown os.link "
    "os.removexattr os.setxattr os.symlink os.utime",
}
REFUSED = {event: reason for reason, events in EVENTS.items() for event in events.split()}
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def find_forbidden_import(tree: ast.AST) -> tuple[int, str] | None:
    """Return the line of an import that would fail in a reader's copy, and what is wrong with it."""
    for node in ast.walk(tree):
        names = [name.name for name in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = ["." * node.level + (node.module or "")]
        for name in names:
            top = name.partition(".")[0] or name
            if top not in PACKAGES | sys.stdlib_module_names:
                allowed = "the standard library, numpy, logitbook and matplotlib"
                return node.lineno, f"it imports {top}: a snippet may import {allowed}"  # type: ignore[attr-defined]
    return None


def install_audit_hook(script: Path, folder: Path, readable: list[Path]) -> list[tuple[int, str]]:
    """Refuse forbidden actions with PermissionError from now on; return the list that records their lines and reasons.

    A snippet may catch the exception, but an entry in the list fails it all the same.
    """
    refusals: list[tuple[int, str]] = []
    own = os.path.realpath(folder)
    allowed = [own, os.path.realpath(script), *map(str, readable)]

    def within(path: str, folders: list[str]) -> bool:
        return any(path == folder or path.startswith(folder + os.sep) for folder in folders)

    def check_open(path: Any, flags: int) -> str:
        if isinstance(path, int):
            return ""
        path = os.path.realpath(os.fsdecode(path))
        if flags & WRITES:
            return "" if within(path, [own, os.devnull]) else f"it writes {path}, outside its folder"
        return "" if within(path, allowed) else f"it reads {path}"

    def check_change(*paths: Any) -> str:
        resolved = [os.path.realpath(os.fsdecode(path)) for path in paths if isinstance(path, str | bytes)]
        return next((f"it changes {path}, outside its folder" for path in resolved if not within(path, [own])), "")

    def check_mkdir(path: Any) -> str:
        return "" if os.path.isdir(path) else "it makes a folder: a snippet may only write files"  # noqa: PTH112

    checks: dict[str, Callable[..., str]] = {
        "open": lambda path, mode, flags: check_open(path, flags),
        "os.mkdir": lambda path, *_: check_mkdir(path),
        "os.remove": lambda path, *_: check_change(path),
        "os.rename": lambda old, new, *_: check_change(old, new),
        "os.rmdir": lambda path, *_: check_change(path),
        "os.truncate": lambda path, *_: check_change(path),
    }

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        reason = REFUSED.get(event, "")
        if event.startswith("socket."):
            reason = "it opens a network connection"
        elif event in checks:
            reason = checks[event](*arguments)
        if reason:
            refusals.append((_current_line(script), reason))
            raise PermissionError(reason)

    sys.addaudithook(hook)
    return refusals


def _current_line(script: Path) -> int:
    """Return the line of the script that runs now."""
    frame = sys._getframe()
    while frame and frame.f_code.co_filename != str(script):
        frame = frame.f_back  # type: ignore[assignment]
    return frame.f_lineno if frame else 1
