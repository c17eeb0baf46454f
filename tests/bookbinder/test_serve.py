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
ADDRESS = "questions/what-is-a-logit/"


def line_of(page: Path, text: str) -> int:
    return 1 + next(n for n, line in enumerate(page.read_text().splitlines()) if text in line)


def until(holds: Callable[[], bool]) -> bool:
    """Ask again until it holds, for a minute at most."""
    deadline = time.monotonic() + 60
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.05)
    return holds()


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
    said = copy.parent / "said"
    with said.open("w") as log:  # no pipe: the server stops when nobody empties it
        process = subprocess.Popen(
            [*command, "--engine", request.param], cwd=copy, stdout=log, stderr=log, start_new_session=True
        )
    assert until(lambda: READY[request.param] in said.read_text() or process.poll() is not None)
    assert process.poll() is None, said.read_text()

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

    yield fetch
    os.killpg(process.pid, signal.SIGTERM)
    process.wait(timeout=20)


def test_a_page_comes_with_its_numbers(served: Callable[[str], str]) -> None:
    assert until(lambda: "0.5732" in served("questions/from-scores-to-probabilities/"))


@pytest.mark.parametrize("served", ["zensical"], indirect=True)
def test_a_mistake_is_shown_on_the_page_and_goes_with_its_correction(copy: Path, served: Callable[[str], str]) -> None:
    path = copy / PAGE
    good = path.read_text()
    assert until(lambda: "By hand" in served(ADDRESS))
    path.write_text(good.replace("#!live odds_and_back.x", "#!live odds_and_back.nope", 1))
    said = f"{PAGE}:{line_of(path, 'odds_and_back.nope')}: what-is-a-logit/odds_and_back has no value &#x27;nope&#x27;"
    assert until(lambda: said in served(ADDRESS))
    path.write_text(good.replace("## By hand", "## By hand again", 1))
    assert until(lambda: "By hand again" in served(ADDRESS))
    assert 'class="problems"' not in served(ADDRESS)


@pytest.mark.parametrize("served", ["zensical"], indirect=True)
def test_what_ends_the_engine_is_shown_in_its_place_until_it_is_mended(
    copy: Path, served: Callable[[str], str]
) -> None:
    path = copy / PAGE
    good = path.read_text()
    assert until(lambda: "By hand" in served(ADDRESS))
    path.write_text(good.replace("topic: meaning", "topic: [meaning", 1))
    assert until(lambda: "the front matter is not YAML" in served(ADDRESS))
    path.write_text(good.replace("## By hand", "## By hand again", 1))
    assert until(lambda: "By hand again" in served(ADDRESS))
