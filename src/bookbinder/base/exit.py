"""How a command ends when it cannot go on: one line that names the cause, never a traceback."""

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

from bookbinder.base.causes import explain, shown
from bookbinder.base.problems import BookError, Problem, find_root, readable

SIGNALS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
STOPPED = 130  # by Ctrl-C


class Ended(KeyboardInterrupt):
    """A signal has come that asks the process to end: what Ctrl-C cleans up is cleaned up, and then that is said."""


def exit_code(run: Callable[[], int], doing: str) -> int:
    """Run a command and return its exit code; what ends it early becomes one line a problem."""
    _replace_closed_streams()
    root = _root()
    if isinstance(sys.stdout, io.TextIOWrapper):  # a path may hold what the terminal's encoding lacks
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        with _signals():
            code = run()
            sys.stdout.flush()
            return code
    except Ended as ended:
        return _say(Problem(doing, 0, f"{ended} ended it", "run it again; what stood before still stands"))
    except KeyboardInterrupt:
        return STOPPED
    except BookError as error:
        return _say(error)
    except BrokenPipeError:  # whoever read the output has gone: `./dev check | head`
        _discard_unprinted()
        return 1
    except OSError as error:
        _discard_unprinted()
        return _say(explain(error, root, doing))
    except Exception as error:
        return _say(_unforeseen(error, doing, root))


def _replace_closed_streams() -> None:
    """Open nothing in place of streams that are closed: a file opened later would get what is printed."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode))  # noqa: SIM115 - open as long as the process


def _discard_unprinted() -> None:
    """Send what could not be printed to nowhere: Python would fail at it once more when it ends."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _root() -> Path:
    """Return the book's folder, or this one where there is none."""
    try:
        return find_root()
    except (BookError, OSError):
        return Path()


def _say(text: object) -> int:
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr)  # the line that says what is being done
    print(text, file=sys.stderr, flush=True)
    return 1


def _unforeseen(error: Exception, doing: str, root: Path) -> Problem:
    """Return the line of last resort: enough to report the mistake, which is one of the commands themselves."""
    place = error.__traceback__
    while place and place.tb_next:
        place = place.tb_next
    where = f"{shown(place.tb_frame.f_code.co_filename, root)}:{place.tb_lineno}" if place else "nowhere"
    what = readable(f"{type(error).__name__}: {error}", 250)
    return Problem(doing, 0, f"{what} (at {where})", "this is a fault of the command: please report it with this line")


@contextlib.contextmanager
def _signals() -> Iterator[None]:
    """Let SIGTERM and SIGHUP end what runs as Ctrl-C does, unless they are ignored, as nohup has it."""

    def end(number: int, frame: FrameType | None) -> None:
        raise Ended(signal.Signals(number).name)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in SIGNALS}
    heeded = [number for number, handler in before.items() if handler != signal.SIG_IGN]
    for number in heeded:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number in heeded:
            signal.signal(number, before[number])
