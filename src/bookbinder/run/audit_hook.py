"""Says in plain words what a snippet tried that it may not do. No protection: the kernel's layers are (sandbox.py).

Whatever an audit hook sees it can be hidden from, by anybody who means to; but most of what is refused is a mistake,
and its author deserves "it opens a network connection" rather than "Function not implemented".
"""

from __future__ import annotations

import ast
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

DECLARED = {"numpy", "logitbook", "matplotlib"}

PROCESS, THREAD, SIGNAL = "it starts another process", "it starts a thread", "it sends a signal"
C_CODE = "it calls into C through ctypes"
FILES = "it does more to the file system than write files in its own folder"
REFUSED = {
    "ctypes.dlopen": C_CODE,
    "ctypes.dlsym": C_CODE,
    "os.system": PROCESS,
    "os.exec": PROCESS,
    "os.fork": PROCESS,
    "os.forkpty": PROCESS,
    "os.posix_spawn": PROCESS,
    "os.spawn": PROCESS,
    "os.startfile": PROCESS,
    "pty.spawn": PROCESS,
    "subprocess.Popen": PROCESS,
    "_thread.start_new_thread": THREAD,
    "_thread.start_joinable_thread": THREAD,
    "os.kill": SIGNAL,
    "os.killpg": SIGNAL,
    "signal.pthread_kill": SIGNAL,
    "resource.prlimit": "it changes limits",
    "resource.setrlimit": "it changes limits",
    "urllib.Request": "it opens a network connection",
    "os.chflags": FILES,
    "os.chmod": FILES,
    "os.chown": FILES,
    "os.link": FILES,
    "os.removexattr": FILES,
    "os.setxattr": FILES,
    "os.symlink": FILES,
    "os.utime": FILES,
}
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def undeclared(tree: ast.AST) -> tuple[int, str] | None:
    """Return line and reason of an import that a reader's copy could not resolve."""
    for node in ast.walk(tree):
        names = [name.name for name in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = ["." * node.level + (node.module or "")]
        for name in names:
            top = name.partition(".")[0] or name
            if top not in DECLARED | sys.stdlib_module_names:
                allowed = "the standard library, numpy, logitbook and matplotlib"
                return node.lineno, f"it imports {top}: a snippet may import {allowed}"  # type: ignore[attr-defined]
    return None


def watch(script: Path, folder: Path, readable: list[Path]) -> list[tuple[int, str]]:
    """Refuse in words from now on; return the list that will hold the line and reason of every refusal.

    The list is there because a snippet may catch the exception: what it tried is refused all the same.
    """
    refusals: list[tuple[int, str]] = []
    own = os.path.realpath(folder)
    places = [own, os.path.realpath(script), *map(str, readable)]

    def within(path: str, places: list[str]) -> bool:
        return any(path == place or path.startswith(place + os.sep) for place in places)

    def opened(path: Any, flags: int) -> str:
        if isinstance(path, int):
            return ""
        path = os.path.realpath(os.fsdecode(path))
        if flags & WRITES:
            return "" if within(path, [own, os.devnull]) else f"it writes {path}, outside its folder"
        return "" if within(path, places) else f"it reads {path}"

    def changed(*paths: Any) -> str:
        where = [os.path.realpath(os.fsdecode(path)) for path in paths if isinstance(path, str | bytes)]
        return next((f"it changes {path}, outside its folder" for path in where if not within(path, [own])), "")

    def made(path: Any) -> str:
        return "" if os.path.isdir(path) else "it makes a folder: a snippet may only write files"  # noqa: PTH112

    looks: dict[str, Callable[..., str]] = {
        "open": lambda path, mode, flags: opened(path, flags),
        "os.mkdir": lambda path, *_: made(path),
        "os.remove": lambda path, *_: changed(path),
        "os.rename": lambda old, new, *_: changed(old, new),
        "os.rmdir": lambda path, *_: changed(path),
        "os.truncate": lambda path, *_: changed(path),
    }

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        what = REFUSED.get(event, "")
        if event.startswith("socket."):
            what = "it opens a network connection"
        elif event in looks:
            what = looks[event](*arguments)
        if what:
            refusals.append((_line(script), what))
            raise PermissionError(what)

    sys.addaudithook(hook)
    return refusals


def _line(script: Path) -> int:
    """Return the line of the script that is being run."""
    frame = sys._getframe()
    while frame and frame.f_code.co_filename != str(script):
        frame = frame.f_back  # type: ignore[assignment]
    return frame.f_lineno if frame else 1
