"""Ends a command that fails: with one line that names the cause, never with a traceback."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

from bookbinder.base.causes import display_path, explain
from bookbinder.base.problems import BookError, Problem, find_root, readable

SIGNALS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
STOPPED = 130  # by Ctrl-C


class Terminated(KeyboardInterrupt):
    """A signal asked the process to end: it cleans up as after Ctrl-C."""


def exit_code(run: Callable[[], int], doing: str) -> int:
    """Run a command and return its exit code; print each problem that ends it as one line."""
    _replace_closed_streams()
    root = _root()
    if isinstance(sys.stdout, io.TextIOWrapper):  # a path may hold characters that the terminal's encoding lacks
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        with _signals():
            code = run()
            sys.stdout.flush()
            return code
    except Terminated as ended:
        return _report(Problem(doing, 0, f"{ended} ended it", "run it again; what existed before is unchanged"))
    except KeyboardInterrupt:
        return STOPPED
    except BookError as error:
        return _report(error)
    except BrokenPipeError:  # the reader of the output has closed it: `./dev check | head`
        _discard_unprinted()
        return 1
    except OSError as error:
        _discard_unprinted()
        return _report(explain(error, root, doing))
    except Exception as error:
        return _report(_unexpected(error, doing, root))


def _replace_closed_streams() -> None:
    """Open the null device in place of closed streams: otherwise a file opened later would receive the output."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode))  # noqa: SIM115 - stays open until the process ends


def _discard_unprinted() -> None:
    """Send the output that could not be printed to the null device: Python would fail again at its exit."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _root() -> Path:
    """Return the book's folder, or the current one outside a book."""
    try:
        return find_root()
    except (BookError, OSError):
        return Path()


def _report(text: object) -> int:
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr)  # the progress line
    print(text, file=sys.stderr, flush=True)
    return 1


def _unexpected(error: Exception, doing: str, root: Path) -> Problem:
    """Return an unexpected exception as a problem with what a report of the bug needs."""
    place = error.__traceback__
    while place and place.tb_next:
        place = place.tb_next
    where = f"{display_path(place.tb_frame.f_code.co_filename, root)}:{place.tb_lineno}" if place else "nowhere"
    what = readable(f"{type(error).__name__}: {error}", 250)
    return Problem(doing, 0, f"{what} (at {where})", "this is a bug in the command: please report it with this line")


@contextlib.contextmanager
def _signals() -> Iterator[None]:
    """Let SIGTERM and SIGHUP end the command as Ctrl-C does, unless they are ignored, as under nohup."""

    def end(number: int, frame: FrameType | None) -> None:
        raise Terminated(signal.Signals(number).name)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in SIGNALS}
    caught = [number for number, handler in before.items() if handler != signal.SIG_IGN]
    for number in caught:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number in caught:
            signal.signal(number, before[number])
