"""Loads what snippets import, before one of them runs."""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

STYLE = Path(__file__).with_name("figures.mplstyle")


def uses_matplotlib(script: Path) -> bool:
    """Return whether the script may need matplotlib."""
    return b"matplotlib" in script.read_bytes()


def load_matplotlib() -> None:
    """Import matplotlib, which takes a second, with the book's style instead of this machine's settings."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"MPLCONFIGDIR": folder, "MPLBACKEND": "svg"}
        import matplotlib.backends.backend_svg
        import matplotlib.pyplot

        matplotlib.pyplot.style.use(STYLE)


@contextlib.contextmanager
def own_matplotlib() -> Iterator[None]:
    """Load matplotlib for a script, and undo afterwards what that has changed in it: in a reader's browser."""
    load_matplotlib()
    from matplotlib import pyplot

    with pyplot.rc_context():
        yield
    pyplot.close("all")


def reload_logitbook() -> str:
    """Import the edited logitbook, which a snippet may not read itself; return what is wrong with it, or nothing."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "logitbook"]:
        del sys.modules[name]
    try:
        importlib.import_module("logitbook")
    except Exception as error:
        return f"logitbook cannot be imported: {type(error).__name__}: {error}"
    return ""
