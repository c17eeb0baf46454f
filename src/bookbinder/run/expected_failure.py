"""Expected failures: a script says in its first line what it ends with, and readers see the traceback of that.

The traceback is the same on every machine and Python: it names the script's own lines, and no folder.
"""

from __future__ import annotations

import builtins
import sys
import traceback
from pathlib import Path

MARK = "# raises:"
# These come elsewhere, on another machine or without a flag, or their traceback has another form.
UNSTEADY = (Warning, MemoryError, RecursionError, SyntaxError, BaseExceptionGroup)


class WrongDeclaration(Exception):
    """A first line that declares what cannot be, or what did not come; the message says so."""


def declared(source: str) -> str | None:
    """Return what the first line says after `# raises:`, or None where it says nothing of the kind."""
    first = source.partition("\n")[0]
    return first.removeprefix(MARK).strip() if first.startswith(MARK) else None


def declared_class(source: str) -> type[Exception] | None:
    """Return the class that a script declares, or None; raise WrongDeclaration for what no script can promise."""
    name = declared(source)
    if name is None:
        return None
    kind = getattr(builtins, name, None)
    if not isinstance(kind, type) or not issubclass(kind, Exception):
        raise WrongDeclaration(f"it declares {name!r}, which is no builtin exception")
    if issubclass(kind, UNSTEADY):
        raise WrongDeclaration(f"it declares {name}, which does not come alike everywhere")
    return kind


def readers_traceback(failure: BaseException, script: Path, source: str) -> str:
    """Return the traceback of a script's uncaught exception: the script's own frames and the last line.

    Python's own marks (^^^^) differ from version to version, the frames of libraries from machine to machine.
    """
    lines = source.splitlines()
    frames = [
        (script.name, number, frame.f_code.co_name, lines[number - 1].strip())
        for frame, number in traceback.walk_tb(failure.__traceback__)
        if frame.f_code.co_filename == str(script)
    ]
    last = "".join(traceback.format_exception_only(failure))
    if any(place in last for place in (sys.prefix, sys.base_prefix, str(script.parent))):
        raise WrongDeclaration("the message of its exception names a folder of this machine")
    return "".join(["Traceback (most recent call last):\n", *traceback.format_list(frames), last])
