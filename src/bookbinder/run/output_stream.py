"""Stands in for standard output in a reader's browser: shows what a script prints in portions, up to a limit."""

from __future__ import annotations

import io
import time
from collections.abc import Callable

AT_ONCE = 50  # lines that are shown as soon as they are printed
PAUSE = 0.05  # seconds from one portion of the others to the next: a message for each would flood the page


class TooMuchOutput(BaseException):
    """A script has printed all that a page shows. It is not an Exception, because scripts catch those."""


class OutputStream(io.TextIOBase):
    """Takes what a script prints."""

    encoding = "utf-8"

    def __init__(self, show: Callable[[str], object], limit: int) -> None:
        self.show, self.room = show, limit
        self.shown: list[str] = []
        self.waiting, self.last = "", 0.0
        self.buffer = OutputBytes(self)

    @property
    def text(self) -> str:
        """Return all that was printed."""
        return "".join([*self.shown, self.waiting])

    def writable(self) -> bool:
        """Return that it can be written to, as standard output can."""
        return True

    def write(self, text: str) -> int:
        """Take a text, and show lines that end with it. Raise TooMuchOutput where the limit is reached."""
        data = str.encode(text)
        kept = text if len(data) <= self.room else data[: self.room].decode(errors="ignore")
        self.room -= len(data)
        self.waiting += kept
        if text.endswith("\n"):
            self.flush()
        if self.room < 0:
            self.room = 0
            self.show_rest()
            raise TooMuchOutput
        return len(text)

    def flush(self) -> None:
        """Show what waits, if that is due: a script that flushes a thousand times floods the page no less."""
        if len(self.shown) < AT_ONCE or time.monotonic() - self.last >= PAUSE:
            self.show_rest()

    def show_rest(self) -> None:
        """Show what waits."""
        if self.waiting:
            self.last = time.monotonic()
            self.show(self.waiting)
            self.shown.append(self.waiting)
            self.waiting = ""


class OutputBytes(io.RawIOBase):
    """Takes what a script writes as bytes, into `sys.stdout.buffer`."""

    def __init__(self, stream: OutputStream) -> None:
        self.stream = stream

    def writable(self) -> bool:
        """Return that it can be written to."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Take bytes of UTF-8."""
        self.stream.write(bytes(data).decode(errors="replace"))
        return len(data)
