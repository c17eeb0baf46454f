"""Says to a reader why an edited script failed: by traceback, or in one line where that would not help.

In a browser nobody can type into a running script, there is no network, and there are no files.
"""

from __future__ import annotations

import sysconfig
import traceback
from pathlib import Path

from bookbinder.run.execute import failed_line
from bookbinder.run.expected_failure import format_traceback
from bookbinder.run.limits import LIMITS
from bookbinder.run.output_stream import TooMuchOutput

# What Python says of a size for which the browser's 32 bits are too few.
TOO_LARGE = ("cannot fit 'int' into an index-sized integer", "array is too big", "Maximum allowed dimension exceeded")

UNREACHABLE = "Host is unreachable"  # what it says of every address
WAITING = "pyodide_js._api"  # asyncio waits by it, and scripts have nothing of the page's JavaScript


def explain(failure: BaseException, script: Path, source: str) -> str:
    """Return why a script failed: in one plain line, or as the traceback of its own frames."""
    if reason := _in_plain_words(failure):
        return f"Line {failed_line(failure, script)}: {reason}."
    if isinstance(failure, SyntaxError) and failure.filename == str(script):
        text = "".join(traceback.format_exception_only(failure))
    else:
        text = format_traceback(failure, script, source)
    for folder in (sysconfig.get_path("purelib"), sysconfig.get_path("stdlib")):
        text = text.replace(f"{folder}/", "")
    return text.rstrip("\n")


def _in_plain_words(failure: BaseException) -> str:
    """Return the reason, or nothing where the traceback says it best."""
    if isinstance(failure, TooMuchOutput):
        return f"the script prints more than {LIMITS.output >> 10} KiB, and was stopped"
    if isinstance(failure, MemoryError) or any(words in str(failure) for words in TOO_LARGE):
        return f"the script needs more memory than it can have here, which is {LIMITS.memory >> 20} MiB"
    if isinstance(failure, SystemExit):
        return f"the script ends itself: it calls sys.exit({'' if failure.code is None else repr(failure.code)})"
    if isinstance(failure, ModuleNotFoundError) and failure.name == WAITING:
        return "asyncio cannot wait here: write the script without it"
    if isinstance(failure, ModuleNotFoundError) and failure.name:
        known = "the standard library, numpy, logitbook and matplotlib"
        return f"there is no module {failure.name} here: a script can import {known}"
    if isinstance(failure, EOFError) and str(failure) == "EOF when reading a line":
        return "input() gets no answer here: write the answer into the script"
    if isinstance(failure, FileNotFoundError):
        said = str(failure).rstrip(".") if failure.filename is None else f"there is no file {failure.filename!r} here"
        return f"{said}: a script has only the files that it writes"
    if isinstance(failure, OSError) and UNREACHABLE in str(failure):
        return "there is no network here"
    return ""
