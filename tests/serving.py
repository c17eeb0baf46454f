"""Starts the servers that show an edit, and asks them until they do."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.yardstick import slowness


def until(holds: Callable[[], bool]) -> bool:
    """Ask again until it holds, for a minute at most, or longer on a slow machine."""
    deadline = time.monotonic() + 60 * slowness()
    while not (held := holds()) and time.monotonic() < deadline:
        time.sleep(0.1)
    return held


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def ask(port: int, data: bytes, *, end: bool = False) -> bytes:
    """Send these bytes, with the port where they say PORT, and return all that comes back until the other side ends."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as client:
        client.sendall(data.replace(b"PORT", b"%d" % port))
        if end:
            client.shutdown(socket.SHUT_WR)
        answer = b""
        while part := client.recv(1 << 16):
            answer += part
        return answer


def status(answer: bytes) -> int:
    assert answer.startswith(b"HTTP/1.")
    return int(answer.split()[1])


ENGINES = ("material", "zensical")
READY = "Serving on http://127.0.0.1:"  # what ./dev serve says once the engine answers


@contextmanager
def process(command: Sequence[object], ready: str, copy: Path) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    """Start a server, wait until it says that it serves, and yield it and the file of all that it says."""
    said = copy.parent / "said"
    with said.open("w") as log:  # no pipe: the server stops when nobody empties it
        process = subprocess.Popen([*map(str, command)], cwd=copy, stdout=log, stderr=log, start_new_session=True)
    try:
        assert until(lambda: ready in said.read_text() or process.poll() is not None)
        assert process.poll() is None, said.read_text()
        yield process, said
    finally:
        with suppress(ProcessLookupError):  # it has ended, and what it started
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=20)


@contextmanager
def running(command: Sequence[object], ready: str, port: int, copy: Path) -> Iterator[Callable[[str], str]]:
    """Start a server, wait until it says that it serves, and fetch pages from it."""

    def fetch(path: str) -> str:
        """Return the page, or what stands in its place; nothing while the engine starts."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}") as response:
                text: str = response.read().decode()
            return text
        except urllib.error.HTTPError as error:
            with error:
                return error.read().decode()
        except OSError:
            return ""

    with process(command, ready, copy):
        yield fetch
