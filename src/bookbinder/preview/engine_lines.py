"""Filters the engine's output: drops warnings that the check repeats better, and tracebacks except their last line."""

from __future__ import annotations

import re

ANSI = re.compile(rb"\x1b\[[\d;]*m")
COUNT = re.compile(rb"(?:No|\d+) issues? found")
LINK = re.compile(rb"WARNING -  Doc file '[^']+' contains a.* link ")
WARNING = re.compile(rb"Warning: ")
PLACE = re.compile(rb"\s*\xe2\x95\xad\xe2\x94\x80\[ \S+:\d+:\d+ \]")  # the first corner of Zensical's box
END = "\u256f".encode()  # its last corner
TRACEBACK = re.compile(rb"Traceback \(most recent call last\):|During handling of the above|The above exception was")


class EngineLines:
    """A filter of lines that keeps back a warning or error until the next line shows what follows it."""

    def __init__(self) -> None:
        self._warning: list[bytes] = []  # a box may follow it
        self._in_box = self._in_traceback = False
        self._error: list[bytes] = []  # the last line of a traceback, and empty lines below it

    @property
    def error(self) -> str:
        """The last line of the traceback with which the engine ended, or nothing."""
        return b"".join(self._error).decode(errors="replace").strip()

    def filter(self, line: bytes) -> list[bytes]:
        """Take the next line, and return the lines to print now."""
        plain = ANSI.sub(b"", line).rstrip()
        if self._in_box:
            self._in_box = not plain.endswith(END)
            return []
        if TRACEBACK.match(plain):
            delayed, self._warning, self._error, self._in_traceback = self._warning, [], [], True
            return delayed
        if self._in_traceback:
            self._in_traceback = not plain or plain.startswith(b" ")
            self._error = [] if self._in_traceback else [line]
            return []
        if self._error and not plain:
            self._error.append(line)
            return []
        if self._error:
            delayed, self._error = self._error, []
            return [*delayed, *self.filter(line)]
        delayed, self._warning = self._warning, []
        if delayed and PLACE.match(plain):
            self._in_box = True
            return []
        if WARNING.match(plain):
            self._warning = [line]
            return delayed
        return delayed if COUNT.fullmatch(plain) or LINK.match(plain) else [*delayed, line]
