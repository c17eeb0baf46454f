"""Runs an engine's own server where no web page can guess it, and passes on what it says."""

from __future__ import annotations

import contextlib
import os
import queue
import secrets
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from types import TracebackType

from bookbinder.preview.engine_lines import EngineLines
from bookbinder.run.sandbox import die_with_parent
from bookbinder.site.engines import engine_command

LINES = 10_000  # that wait to be read; what comes while so many wait is dropped


class Terminal:
    """What stands on the terminal, in order; nobody who speaks waits until it is read."""

    def __init__(self) -> None:
        self._lines: queue.Queue[bytes | None] = queue.Queue(LINES)
        self._writer = threading.Thread(target=self._write, daemon=True)
        self._writer.start()

    def say(self, text: str) -> None:
        """Print a line of our own."""
        self.pass_on(f"{text}\n".encode())

    def pass_on(self, line: bytes) -> None:
        """Print a line as it is."""
        with contextlib.suppress(queue.Full):
            self._lines.put_nowait(line)

    def end(self) -> None:
        """Print what is left, unless nobody reads."""
        with contextlib.suppress(queue.Full):
            self._lines.put_nowait(None)
            self._writer.join(0.1)

    def _write(self) -> None:
        while line := self._lines.get():
            with contextlib.suppress(OSError):  # it was closed
                while line:
                    # Not through sys.stderr: its lock would be held where this waits, and Python could not end.
                    line = line[os.write(2, line) :]


class EngineProcess:
    """One run of an engine's server."""

    def __init__(self, root: Path, engine: str, environment: dict[str, str], terminal: Terminal) -> None:
        self.address = _hidden_address()
        self._name = "{}:{}".format(*self.address)
        colour = ["--color"] if engine == "material" and sys.stderr.isatty() else []
        # What it and snippets leave there goes with it: an engine needs no time to clean up, and is ended at once.
        self._scratch = tempfile.TemporaryDirectory(prefix="preview-", ignore_cleanup_errors=True)
        self._process = subprocess.Popen(
            engine_command(engine, *colour, "serve", "--dev-addr", self._name),
            cwd=root,
            env=environment | {"TMPDIR": self._scratch.name},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            process_group=0,  # Ctrl-C is ours: it would say how it takes that
            preexec_fn=die_with_parent if sys.platform == "linux" else None,
        )
        self._lines = EngineLines()
        self._relay = threading.Thread(target=self._pass_on, args=[terminal], daemon=True)
        self._relay.start()

    def __enter__(self) -> EngineProcess:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        self._relay.join(0.1)  # which a process that the engine started may keep from ending
        self._scratch.cleanup()

    def exit_code(self) -> int | None:
        """Return with which code the engine ended; none while it runs."""
        return self._process.poll()

    def error(self) -> str:
        """Return the last line of the traceback with which the engine ended, or nothing."""
        return self._lines.error

    def answers(self) -> bool:
        """Return whether the engine accepts connections."""
        with contextlib.suppress(OSError), socket.create_connection(self.address, timeout=1):
            return True
        return False

    def _pass_on(self, terminal: Terminal) -> None:
        """Pass on what the engine says, but its address, which is not for readers, and what the book says better."""
        assert self._process.stdout is not None
        with self._process.stdout as said:
            for line in said:
                for printed in self._lines.printed(line):
                    if not (b"Serving " in printed and self._name.encode() in printed):
                        terminal.pass_on(printed)


def _hidden_address() -> tuple[str, int]:
    """Return a free address on loopback: any of 16 million hosts where the system has them, or a free port alone."""
    host = f"127.{1 + secrets.randbelow(254)}.{secrets.randbelow(256)}.{1 + secrets.randbelow(254)}"
    with socket.socket() as probe:
        try:
            probe.bind((host, 0))
        except OSError:
            host = "127.0.0.1"
            probe.bind((host, 0))
        return host, probe.getsockname()[1]
