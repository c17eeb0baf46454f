"""Executes a script as `__main__` in this process, and finds its values or how it failed."""

from __future__ import annotations

import ast
import atexit
import contextlib
import errno
import sys
import traceback
from importlib.util import decode_source
from pathlib import Path
from types import ModuleType

from bookbinder.run import audit_hook, expected_failure
from bookbinder.run.limits import Limits
from bookbinder.run.result import to_json_value


def execute(script: Path, limits: Limits) -> dict[str, object]:
    """Execute the script; return its module-level values and its declared failure, or how else it failed."""
    declared = None
    try:
        source = decode_source(script.read_bytes())
        declared = expected_failure.declared_class(source)
        tree = ast.parse(source, str(script))
        if forbidden := audit_hook.find_forbidden_import(tree):
            return {"line": forbidden[0], "error": forbidden[1]}
        values, failure = run_as_main(script, tree, declared)
        if declared and not failure:
            return {"line": 1, "error": f"it declares {declared.__name__} but raises nothing"}
        shown = expected_failure.format_traceback(failure, script, source) if failure else ""
        if failure and expected_failure.names_folder(failure, script):
            return {"line": 1, "error": "the message of its exception names a folder of this machine"}
        return {"values": values, "traceback": shown}
    except expected_failure.WrongDeclaration as wrong:
        return {"line": 1, "error": str(wrong)}
    except BaseException as failure:
        prefix = f"it declares {declared.__name__} but ends differently: " if declared else ""
        return {"line": failed_line(failure, script), "error": prefix + _describe(failure, limits)}


def run_as_main(
    script: Path, source: str | ast.Module, declared: type[Exception] | None
) -> tuple[dict[str, object], Exception | None]:
    """Execute a source, parsed or not, as `__main__`; return its module-level values and its declared failure."""
    main = ModuleType("__main__")
    main.__file__ = str(script)
    sys.modules["__main__"] = main
    sys.argv = [str(script)]
    failed = None
    try:
        exec(compile(source, str(script), "exec", dont_inherit=True), vars(main))  # noqa: S102
    except Exception as failure:
        if type(failure) is not declared:
            raise
        failed = failure
    atexit._run_exitfuncs()
    sys.stdout.flush()
    with contextlib.suppress(ValueError):  # closed or detached, which sys.stdout then is not
        sys.__stdout__.flush()  # type: ignore[union-attr]
    values = {name: to_json_value(value) for name, value in vars(main).items() if not name.startswith("_")}
    return {name: value for name, value in values.items() if value is not None}, failed


def failed_line(failure: BaseException, script: Path) -> int:
    """Return the script's own line that the failure came from."""
    if isinstance(failure, SyntaxError) and failure.filename == str(script):
        return failure.lineno or 1
    lines = [
        line for frame, line in traceback.walk_tb(failure.__traceback__) if frame.f_code.co_filename == str(script)
    ]
    return lines[-1] if lines else 1


def _describe(failure: BaseException, limits: Limits) -> str:
    """Return in a few words why the script failed."""
    if isinstance(failure, SystemExit):
        return f"it calls sys.exit({failure.code!r})"
    if isinstance(failure, MemoryError):
        return f"it needs more than {limits.memory >> 20} MiB of memory"
    if isinstance(failure, OSError) and failure.errno == errno.ENOSYS:
        return "it makes a system call that no snippet may make"
    if isinstance(failure, OSError) and failure.errno == errno.EFBIG:
        return f"it writes more than {limits.file >> 10} KiB into one file"
    if isinstance(failure, RuntimeError) and str(failure) == "can't start new thread":
        return audit_hook.THREAD  # Python 3.11 reports no thread to its audit hooks
    return traceback.format_exception_only(failure)[-1].strip()
