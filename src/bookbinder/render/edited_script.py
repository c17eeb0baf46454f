"""Runs a script that a reader has edited, in the browser, and says what its page must show.

The page's worker (web/src/run/worker.js) calls `answer` in CPython for WebAssembly. Whatever can be is done by the
code of the build itself, so that a script which nobody has edited shows what the build has recorded.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import logitbook  # noqa: F401 - loaded once, not in each run
from bookbinder.base.problems import Wrong
from bookbinder.content.snippet_names import format_live, parse_live
from bookbinder.render.figures import inline_figure
from bookbinder.render.plain_failure import explain
from bookbinder.render.typeset_number import typeset_number
from bookbinder.run.execute import run_as_main
from bookbinder.run.expected_failure import WrongDeclaration, declared_class, format_traceback
from bookbinder.run.libraries import own_matplotlib
from bookbinder.run.limits import LIMITS
from bookbinder.run.output_stream import OutputStream
from bookbinder.run.result import SnippetError, find_drawing
from bookbinder.run.undone import in_own_context, undone

MOST_WARNINGS = 20
# WebAssembly has no flags for what a calculation met. Only a script about warnings needs to be told.
ABOUT_WARNINGS = re.compile(r"\bcatch_warnings\b|\bsimplefilter\b|\bfilterwarnings\b|=\s*[\"'](?:raise|warn)[\"']")
NO_FLAGS = "NumPy in a browser never warns of overflow, division by zero or NaN: WebAssembly does not tell it of them."


def answer(request: str, show: Callable[[str], object]) -> str:
    """Run what a page asks for, and return what it must show, both as JSON; `show` takes the output as it comes."""
    return json.dumps(run_edited(**json.loads(request), show=show))


def run_edited(
    name: str, source: str, expressions: list[str], figure: dict[str, str] | None, show: Callable[[str], object]
) -> dict[str, Any]:
    """Run the source of the snippet `name`; return what it printed, how it failed, its live values and its figure."""
    stream = OutputStream(show, LIMITS.output)
    with _libraries(source), undone():
        script = Path(f"{name.rpartition('/')[2]}.py")  # in the script's own folder, which nothing then names
        script.write_text(source, encoding="utf-8", newline="\n")
        result = _run(script, source, stream, expressions, figure)
        stream.show_rest()
    return result | {"printed": stream.text}


def _run(
    script: Path, source: str, stream: OutputStream, expressions: list[str], figure: dict[str, str] | None
) -> dict[str, Any]:
    """Run a script and return all of its result but what it printed; nothing of it is left when this returns."""
    result: dict[str, Any] = {"traceback": "", "warnings": [], "error": None, "figure": None}
    result["lives"] = dict.fromkeys(expressions)
    try:
        with _connected(stream), _noting_warnings(script, result["warnings"]):
            values, failure = in_own_context(run_as_main, script, source, _declared(source))
        if failure:
            result["traceback"] = format_traceback(failure, script, source)
        result["lives"] = {expression: _show_live(expression, values) for expression in expressions}
        if figure:
            result["figure"] = inline_figure(find_drawing(Path.cwd(), LIMITS), **figure, any_size=True)
    except Wrong as wrong:
        result["error"] = f"{wrong.what}: {wrong.fix}"
    except SnippetError as error:
        result["error"] = error.what
    except BaseException as failure:
        result["error"] = explain(failure, script, source)
    if sys.platform == "emscripten" and ABOUT_WARNINGS.search(source):
        result["warnings"].append(NO_FLAGS)
    return result


def _declared(source: str) -> type[Exception] | None:
    """Return the class that a script declares; what no author may declare is a comment to a reader."""
    try:
        return declared_class(source)
    except WrongDeclaration:
        return None


def _show_live(expression: str, values: dict[str, Any]) -> str | None:
    """Return a live value as a page shows it, or None if the edited script no longer has it."""
    try:
        return typeset_number(format_live(parse_live(expression, []), values))
    except Wrong:
        return None


def _libraries(source: str) -> contextlib.AbstractContextManager[None]:
    """Load what takes long, before a script's own imports, which are forgotten."""
    return own_matplotlib() if "matplotlib" in source else contextlib.nullcontext()


@contextlib.contextmanager
def _connected(stream: OutputStream) -> Iterator[None]:
    """Show what a script writes to its output and to its error stream as one, as a terminal does; nobody types."""
    kept = sys.stdin, sys.stdout, sys.stderr
    sys.stdin, sys.stdout, sys.stderr = io.StringIO(), stream, stream
    try:
        yield
    finally:
        sys.stdin, sys.stdout, sys.stderr = kept


@contextlib.contextmanager
def _noting_warnings(script: Path, noted: list[str]) -> Iterator[None]:
    """Note each warning once, with the script's line that it came from."""

    def note(message: Warning | str, category: type[Warning], *_: object) -> None:
        frame = sys._getframe()
        while frame and frame.f_code.co_filename != str(script):
            frame = frame.f_back  # type: ignore[assignment]
        text = f"{f'Line {frame.f_lineno}: ' if frame else ''}{category.__name__}: {message}"
        if text not in noted and len(noted) < MOST_WARNINGS:
            noted.append(text)

    with warnings.catch_warnings():
        warnings.resetwarnings()
        warnings.simplefilter("default")
        warnings.showwarning = note  # type: ignore[assignment]
        yield
