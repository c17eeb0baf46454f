"""A second preview of a book is refused with the address of the first, and writes no file of anybody else."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bookbinder.base.problems import BookError
from bookbinder.preview import server as serving
from bookbinder.preview.one_preview import LOCK, only_preview

HOLD = """\
import sys, pathlib
from bookbinder.preview.one_preview import only_preview
with only_preview(pathlib.Path(sys.argv[1])) as say:
    say(b"http://127.0.0.1:8123/")
    print("held", flush=True)
    sys.stdin.read()
"""


@contextlib.contextmanager
def holder(book: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run another process that locks this book for its preview."""
    command = [sys.executable, "-c", HOLD, str(book)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        yield process
        process.kill()


def test_a_second_preview_is_refused_with_the_address_of_the_first_until_that_ends(tmp_path: Path) -> None:
    with holder(tmp_path) as first:
        for _ in range(2):  # a refusal takes nothing from the first
            with pytest.raises(BookError) as error, only_preview(tmp_path):
                pass
            assert str(error.value) == (
                "./dev serve: this book is already being served at http://127.0.0.1:8123/: "
                "open that, or end it first (Ctrl-C where it runs)"
            )
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
        with only_preview(tmp_path):
            pass


def test_two_books_can_have_a_preview_at_the_same_time(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    with only_preview(tmp_path / "one"), only_preview(tmp_path / "two"):
        pass


def test_a_refused_preview_starts_nothing_and_deletes_nothing(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = copy / ".bookbinder" / "preview" / "index.md"
    kept.parent.mkdir(parents=True)
    kept.write_text("the first preview's")
    monkeypatch.setattr(serving, "EngineProcess", None)
    with holder(copy), socket.create_server(("127.0.0.1", 0)) as taken:
        for port in (0, taken.getsockname()[1]):  # its own port, or that of the first
            with pytest.raises(BookError, match=r"already being served at http://127\.0\.0\.1:8123/"):
                serving.serve(copy, "zensical", port, browser=False)
    assert kept.read_text() == "the first preview's"


@pytest.mark.parametrize("hard", [True, False], ids=["a hard link", "a link"])
def test_the_address_is_not_written_through_a_link(tmp_path: Path, *, hard: bool) -> None:
    mine = tmp_path / "mine"
    mine.write_text("mine")
    (tmp_path / ".bookbinder").mkdir()
    (tmp_path / LOCK).hardlink_to(mine) if hard else (tmp_path / LOCK).symlink_to(mine)
    with pytest.raises((BookError, OSError)), only_preview(tmp_path) as say:
        say(b"http://127.0.0.1:8000/")
    assert mine.read_text() == "mine"
