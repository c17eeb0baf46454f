"""Undoes what a script changed in an interpreter that runs another one next: in a reader's browser."""

from __future__ import annotations

import atexit
import contextlib
import contextvars
import gc
import linecache
import operator
import os
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

import numpy as np

from bookbinder.run.environment import FIXED, scratch_variables

Result = TypeVar("Result")
# Packages whose modules stay once a script has imported them: they take long, and parts in C load only once.
KEPT = {"numpy", "matplotlib", "mpl_toolkits", "PIL", "contourpy", "kiwisolver", "dateutil", "fontTools", "pyparsing"}
# What the interpreter keeps in no module.
SETTINGS: tuple[tuple[Callable[[], Any], Callable[[Any], object]], ...] = (
    (sys.getrecursionlimit, sys.setrecursionlimit),
    (sys.get_int_max_str_digits, sys.set_int_max_str_digits),
    (sys.gettrace, sys.settrace),
    (sys.getprofile, sys.setprofile),
)
# How a browser's Python reaches the page's worker. Scripts have no use for it, and would run nowhere else.
BROWSER = {"js", "pyodide", "pyodide_js", "_pyodide", "_pyodide_core"}


@contextlib.contextmanager
def undone() -> Iterator[None]:
    """Make an empty folder the current one; afterwards undo all that was changed in this interpreter."""
    modules, path, finders, variables = dict(sys.modules), list(sys.path), list(sys.meta_path), dict(os.environ)
    names = {module: dict(vars(module)) for module in modules.values() if isinstance(module, ModuleType)}
    settings, folder = [get() for get, _ in SETTINGS], Path.cwd()
    gc.freeze()  # what is there stays: the collection afterwards need not look at it
    try:
        with tempfile.TemporaryDirectory(prefix="script-", ignore_cleanup_errors=True) as scratch:
            os.chdir(scratch)
            os.environ.update(FIXED | scratch_variables(Path(scratch)))
            atexit._clear()
            random.seed()
            np.random.seed()
            _hide_browser()
            try:
                yield
            finally:
                os.chdir(folder)
    finally:
        for (_, put), setting in zip(SETTINGS, settings, strict=True):
            put(setting)
        sys.path[:], sys.meta_path[:] = path, finders
        if dict(os.environ) != variables:
            os.environ.clear()
            os.environ.update(variables)
        _restore_modules(modules, names)
        linecache.clearcache()
        gc.collect()


def in_own_context(run: Callable[..., Result], *arguments: object) -> Result:
    """Call a function so that what it sets for itself ends with it: numpy's print options and errstate, for example."""
    return contextvars.copy_context().run(run, *arguments)


def _hide_browser() -> None:
    """Make the browser's own modules impossible to import."""
    for name in [name for name in sys.modules if name.partition(".")[0] in BROWSER]:
        sys.modules[name] = None  # type: ignore[assignment]
    sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__module__.partition(".")[0] not in BROWSER]


def _restore_modules(modules: dict[str, ModuleType], names: dict[ModuleType, dict[str, Any]]) -> None:
    """Forget the modules that a script imported, and give back to others what it replaced in them."""
    new = {name: module for name, module in sys.modules.items() if name.partition(".")[0] in KEPT}
    sys.modules.clear()
    sys.modules.update(new | modules)
    for module, before in names.items():
        now = vars(module)
        if not all(map(operator.is_, map(now.get, before), before.values())):
            now.update(before)
