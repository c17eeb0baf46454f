"""Becomes the process of one snippet: shuts itself in, runs the script, and writes down how that ended.

The report is the token followed by JSON: {"values": {...}, "traceback": "..."} when the script ended as it should (with
the traceback of a failure that it declares), else {"line": n, "error": "..."}. A script that ends the
process by itself leaves no report, and that is how the server knows. What runs in a process can do whatever that
process does, so a snippet that looks for the token can forge its own report, as it can print what it likes; it reaches
no other's.
"""

from __future__ import annotations

import ast
import atexit
import contextlib
import errno
import importlib
import json
import os
import sys
import tempfile
import traceback
import warnings
from importlib.util import decode_source
from pathlib import Path
from types import ModuleType

import numpy as np

from bookbinder.run import audit_hook, expected_failure, sandbox
from bookbinder.run.result import plain
from bookbinder.run.sandbox import Limits

STYLE = Path(__file__).with_name("figures.mplstyle")
BINARY = getattr(os, "O_BINARY", 0)  # Windows
STREAMS = {"output": 1, "errors": 2, "report": 3}


def become(script: Path, folder: Path, limits: Limits, token: str, readable: list[Path], wrong: str = "") -> None:
    """Run the script in this process, which ends with it; or report at once what is wrong beside the script."""
    leave = os._exit  # its own: the script may replace the module's
    try:
        scratch = folder / "scratch"
        _enter(folder, scratch, limits)
        sandbox.confine(limits, script, scratch, readable)
        refusals = audit_hook.watch(script, scratch, readable)
        result = {"line": 1, "error": wrong} if wrong else _report(script, limits)
        if refusals:
            result = dict(zip(("line", "error"), refusals[0], strict=True))
        report = (token + json.dumps(result)).encode()
        if len(report) > limits.file:
            report = (token + json.dumps({"line": 1, "error": "its values are too long to keep"})).encode()
        os.write(STREAMS["report"], report)
        leave(0)
    except BaseException:
        traceback.print_exc()
    finally:
        leave(1)


def draws(script: Path) -> bool:
    """Return whether the script may need matplotlib."""
    return b"matplotlib" in script.read_bytes()


def read_library_anew() -> str:
    """Import logitbook as it stands now, which no snippet can for itself; return what is wrong with it, or nothing."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "logitbook"]:
        del sys.modules[name]
    try:
        importlib.import_module("logitbook")
    except Exception as error:
        return f"logitbook cannot be imported: {type(error).__name__}: {error}"
    return ""


def load_matplotlib() -> None:
    """Import matplotlib, which takes a second, with the book's style instead of this machine's settings."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"MPLCONFIGDIR": folder, "MPLBACKEND": "svg"}
        import matplotlib.backends.backend_svg
        import matplotlib.pyplot

        matplotlib.pyplot.style.use(STYLE)


def open_streams(folder: Path, streams: dict[str, int]) -> None:
    """Write each stream to a file of its name in the folder, and close every other file."""
    for name, number in streams.items():
        os.dup2(os.open(folder / name, os.O_WRONLY | os.O_APPEND | os.O_CREAT | BINARY), number)
    os.closerange(max(streams.values()) + 1, 1 << 16)


def own_places(scratch: Path) -> dict[str, str]:
    """Return the part of the environment that names places to write to: all are the scratch folder."""
    return dict.fromkeys(("HOME", "TMPDIR", "MPLCONFIGDIR"), str(scratch))


def _enter(folder: Path, scratch: Path, limits: Limits) -> None:
    """Leave everything behind that the process has of its parent: files, folder, environment, exit handlers."""
    open_streams(folder, STREAMS)
    sys.stdout.reconfigure(newline="\n")  # type: ignore[union-attr]
    os.chdir(scratch)
    os.environ.update(own_places(scratch))
    tempfile.tempdir = str(scratch)
    atexit._clear()
    sys.path_importer_cache.clear()  # it knows packages that a snippet may not import
    warnings.resetwarnings()
    warnings.simplefilter("error")
    np.random.seed()  # the forks of one server would all draw the same numbers


def _report(script: Path, limits: Limits) -> dict[str, object]:
    """Run the script and return its module-level values and its declared failure, or how else it failed."""
    declared = None
    try:
        source = decode_source(script.read_bytes())
        declared = expected_failure.declared_class(source)
        tree = ast.parse(source, str(script))
        if wrong := audit_hook.undeclared(tree):
            return {"line": wrong[0], "error": wrong[1]}
        main = ModuleType("__main__")
        main.__file__ = str(script)
        sys.modules["__main__"] = main
        sys.argv = [str(script)]
        shown = ""
        try:
            exec(compile(tree, str(script), "exec", dont_inherit=True), vars(main))  # noqa: S102
            if declared:
                return {"line": 1, "error": f"it declares {declared.__name__} and raises nothing"}
        except Exception as failure:
            if type(failure) is not declared:
                raise
            shown = expected_failure.readers_traceback(failure, script, source)
        atexit._run_exitfuncs()
        sys.stdout.flush()
        with contextlib.suppress(ValueError):  # closed or detached, which sys.stdout then is not
            sys.__stdout__.flush()  # type: ignore[union-attr]
        values = {name: plain(value) for name, value in vars(main).items() if not name.startswith("_")}
        return {"values": {name: value for name, value in values.items() if value is not None}, "traceback": shown}
    except expected_failure.WrongDeclaration as wrong:
        return {"line": 1, "error": str(wrong)}
    except BaseException as failure:
        otherwise = f"it declares {declared.__name__} and ends otherwise: " if declared else ""
        return {"line": _line(failure, script), "error": otherwise + _reason(failure, limits)}


def _line(failure: BaseException, script: Path) -> int:
    """Return the script's own line that the failure came from."""
    if isinstance(failure, SyntaxError) and failure.filename == str(script):
        return failure.lineno or 1
    lines = [
        line for frame, line in traceback.walk_tb(failure.__traceback__) if frame.f_code.co_filename == str(script)
    ]
    return lines[-1] if lines else 1


def _reason(failure: BaseException, limits: Limits) -> str:
    if isinstance(failure, SystemExit):
        return f"it calls sys.exit({failure.code!r})"
    if isinstance(failure, MemoryError):
        return f"it needs more than {limits.memory >> 20} MiB of memory"
    if isinstance(failure, OSError) and failure.errno == errno.ENOSYS:
        return "it asks the system for what no snippet may do"
    if isinstance(failure, OSError) and failure.errno == errno.EFBIG:
        return f"it writes more than {limits.file >> 10} KiB into one file"
    if isinstance(failure, RuntimeError) and str(failure) == "can't start new thread":
        return audit_hook.THREAD  # Python 3.11 tells its audit hooks nothing of it
    return traceback.format_exception_only(failure)[-1].strip()


if __name__ == "__main__":  # where there is no fork
    import logitbook  # noqa: F401 - what is loaded stays readable

    place, home, allowed, secret = sys.argv[1:]
    if draws(Path(place)):
        load_matplotlib()
    become(Path(place), Path(home), Limits(**json.loads(allowed)), secret, sandbox.readable())
