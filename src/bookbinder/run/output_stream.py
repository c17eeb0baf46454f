"""Stands in for standard output in a reader's browser: shows what a script prints in portions, up to a limit."""

from __future__ import annotations

import io
import time
from collections.abc import Callable

AT_ONCE = 50  # lines that are shown as soon as they are printed
PAUSE = 0.05  # seconds from one portion of the others to the next: a message for each would flood the page


class TooMuchOutput(BaseException):
    """A script has printed all that a page shows. It is no Exception, which scripts catch."""


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
        """Take a text; show it with what waits, if that is due. Raise TooMuchOutput where the limit is reached."""
        data = str.encode(text)
        kept = text if len(data) <= self.room else data[: self.room].decode(errors="ignore")
        self.room -= len(data)
        self.waiting += kept
        now = time.monotonic()
        if now - self.last >= PAUSE or (len(self.shown) < AT_ONCE and text.endswith("\n")):
            self.last = now
            self.show_rest()
        if self.room < 0:
            self.room = 0
            self.show_rest()
            raise TooMuchOutput
        return len(text)

    def show_rest(self) -> None:
        """Show what waits. A flush does not, so that a script which flushes each line sends no flood either."""
        if self.waiting:
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
