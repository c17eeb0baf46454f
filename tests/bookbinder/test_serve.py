"""The book is served on loopback, by either engine, and shows an edit."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

PAGE = "docs/questions/what-is-a-logit.md"


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


# The last thing that each engine says before its pages are there.
READY = {"material": "Serving on http://127.0.0.1:", "zensical": "No issues found"}


@pytest.fixture(params=READY)
def served(copy: Path, request: pytest.FixtureRequest) -> Iterator[Callable[[str], str]]:
    """Start the server, wait until it says that it serves, and fetch pages from it."""
    port = free_port()
    command = [sys.executable, "-m", "bookbinder", "serve", "--no-open", "--port", str(port)]
    process = subprocess.Popen(
        [*command, "--engine", request.param],
        cwd=copy,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert process.stdout
    for line in process.stdout:
        if READY[request.param] in line:
            break
    else:
        pytest.fail("the server ended before it served")

    def fetch(path: str) -> str:
        deadline = time.monotonic() + 20
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}") as response:
                    text: str = response.read().decode()
                return text
            except urllib.error.HTTPError as error:  # Zensical serves while it still builds
                error.close()
                if time.monotonic() > deadline:
                    raise

    yield fetch
    os.killpg(process.pid, signal.SIGTERM)
    process.communicate(timeout=20)


def test_a_page_comes_with_its_numbers(served: Callable[[str], str]) -> None:
    assert "0.5732" in served("questions/from-scores-to-probabilities/")


def test_a_broken_book_is_not_served_but_named(
    copy: Path, dev: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    with (copy / PAGE).open("a") as page:
        page.write("\n[nowhere](nowhere.md)\n")
    done = dev(copy, "serve", "--no-open", "--port", str(free_port()))
    assert done.returncode == 1
    assert done.stderr.startswith(f"{PAGE}:")
    assert "links to nowhere.md, which is not there" in done.stderr
