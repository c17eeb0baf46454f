"""Expected failures: a script declares the exception that it ends with in its first line; readers see the traceback.

The traceback is the same on every machine and Python: it shows the script's own lines and names no folder.
"""

from __future__ import annotations

import builtins
import sys
import traceback
from pathlib import Path

MARK = "# raises:"
# Another machine, Python or flag raises these elsewhere or not at all, or formats their traceback in another way.
UNRELIABLE = (Warning, MemoryError, RecursionError, SyntaxError, BaseExceptionGroup)


class WrongDeclaration(Exception):
    """A declaration that no script can keep, or whose traceback cannot be shown; the message says why."""


def declared_name(source: str) -> str | None:
    """Return what the first line says after `# raises:`, or None if it does not begin with that."""
    first = source.partition("\n")[0]
    return first.removeprefix(MARK).strip() if first.startswith(MARK) else None


def declared_class(source: str) -> type[Exception] | None:
    """Return the class that a script declares, or None; raise WrongDeclaration if no script can declare it."""
    name = declared_name(source)
    if name is None:
        return None
    kind = getattr(builtins, name, None)
    if not isinstance(kind, type) or not issubclass(kind, Exception):
        raise WrongDeclaration(f"it declares {name!r}, which is not a builtin exception")
    if issubclass(kind, UNRELIABLE):
        raise WrongDeclaration(f"it declares {name}, which is not raised the same way everywhere")
    return kind


def format_traceback(failure: BaseException, script: Path, source: str) -> str:
    """Return the traceback of a script's uncaught exception: the script's own frames and the last line.

    Python's own marks (^^^^) differ from version to version, the frames of libraries from machine to machine.
    """
    lines = source.splitlines()
    frames = [
        (script.name, number, frame.f_code.co_name, lines[number - 1].strip())
        for frame, number in traceback.walk_tb(failure.__traceback__)
        if frame.f_code.co_filename == str(script)
    ]
    last = traceback.format_exception_only(failure)
    return "".join(["Traceback (most recent call last):\n", *traceback.format_list(frames), *last])


def names_folder(failure: BaseException, script: Path) -> bool:
    """Return whether the message of an exception names a folder of this machine."""
    last = "".join(traceback.format_exception_only(failure))
    return any(folder in last for folder in (sys.prefix, sys.base_prefix, str(script.parent)))
