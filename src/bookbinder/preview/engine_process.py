"""Runs an engine's own server at an address that no web page can guess, and prints its output."""

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
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import quote

from bookbinder.content.urls import url_of
from bookbinder.preview.engine_lines import EngineLines
from bookbinder.preview.engine_relay import PAGE_END
from bookbinder.site.engines import engine_command

MOST_LINES = 10_000  # that wait to be printed; further lines are dropped


class Terminal:
    """Prints lines in order, in a thread, so that nobody waits for a terminal that is not read."""

    def __init__(self) -> None:
        self._lines: queue.Queue[bytes | None] = queue.Queue(MOST_LINES)
        self._writer = threading.Thread(target=self._write, daemon=True)
        self._writer.start()

    def say(self, text: str) -> None:
        """Print a text and a line end."""
        self.pass_on(f"{text}\n".encode())

    def pass_on(self, line: bytes) -> None:
        """Print a line as it is."""
        with contextlib.suppress(queue.Full):
            self._lines.put_nowait(line)

    def end(self) -> None:
        """Print the remaining lines, as long as somebody reads them."""
        with contextlib.suppress(queue.Full):
            self._lines.put_nowait(None)
        left = self._lines.qsize() + 1
        while self._writer.is_alive() and self._lines.qsize() < left:
            left = self._lines.qsize()
            self._writer.join(0.1)

    def _write(self) -> None:
        while line := self._lines.get():
            with contextlib.suppress(OSError):  # it was closed
                while line:
                    # Not through sys.stderr: this would hold its lock while it waits, and Python could not end.
                    line = line[os.write(2, line) :]


class EngineProcess:
    """One run of an engine's server."""

    def __init__(self, root: Path, engine: str, environment: dict[str, str], terminal: Terminal) -> None:
        self.address = _hidden_address()
        self._name = "{}:{}".format(*self.address)
        colour = ["--color"] if engine == "material" and sys.stderr.isatty() else []
        # The engine is killed and cannot clean up: its temporary files are deleted with this folder.
        self._scratch = tempfile.TemporaryDirectory(prefix="preview-", ignore_cleanup_errors=True)
        self._process = subprocess.Popen(
            engine_command(engine, *colour, "serve", "--dev-addr", self._name),
            cwd=root,
            env=environment | {"TMPDIR": self._scratch.name},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            process_group=0,  # it would print a message on Ctrl-C
        )
        self._served: set[str] = set()  # the addresses of pages that it serves
        self._lines = EngineLines()
        self._reader = threading.Thread(target=self._print_output, args=[terminal], daemon=True)
        self._reader.start()

    def __enter__(self) -> EngineProcess:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        self._reader.join(0.1)  # a process that the engine started may keep it running
        self._scratch.cleanup()

    def exit_code(self) -> int | None:
        """Return the engine's exit code, or None while it runs."""
        return self._process.poll()

    def error(self) -> str:
        """Return the last line of the traceback with which the engine ended, or nothing."""
        return self._lines.error

    def serves_pages(self, docs: Path) -> bool:
        """Return whether the engine serves all questions: Zensical accepts connections before it has written any."""
        pages = [url_of(f"docs/questions/{page.name}") for page in sorted((docs / "questions").glob("[!.]*.md"))]
        for url in ("404.html", *pages):
            if url not in self._served and not self._serves(url):
                return False
            self._served.add(url)
        return True

    def _serves(self, url: str) -> bool:
        with contextlib.suppress(OSError, HTTPException), contextlib.closing(HTTPConnection(*self.address, 1)) as page:
            page.request("GET", f"/{quote(url)}")
            response = page.getresponse()
            return response.status == HTTPStatus.OK and PAGE_END in response.read()
        return False

    def _print_output(self, terminal: Terminal) -> None:
        """Print the engine's output except its hidden address and what EngineLines drops."""
        assert self._process.stdout is not None
        with self._process.stdout as output:
            for line in (line for raw in output for line in self._lines.filter(raw)):
                if not (b"Serving " in line and self._name.encode() in line):
                    terminal.pass_on(line)


def _hidden_address() -> tuple[str, int]:
    """Return a free address on loopback: a random one of 16 million hosts if the system has them."""
    host = f"127.{1 + secrets.randbelow(254)}.{secrets.randbelow(256)}.{1 + secrets.randbelow(254)}"
    with socket.socket() as probe:
        try:
            probe.bind((host, 0))
        except OSError:
            host = "127.0.0.1"
            probe.bind((host, 0))
        return host, probe.getsockname()[1]
