"""Good snippets run, bad ones are refused in time and in one line, and bypassing the audit hook gains nothing."""

from __future__ import annotations

import dataclasses
import platform
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bookbinder.run.limits import LIMITS
from bookbinder.run.result import SnippetError
from bookbinder.run.runner import run_in_sandbox

pytestmark = pytest.mark.tight

HERE = Path(__file__).parent
FEW = dataclasses.replace(LIMITS, wall=1.0, cpu=2, memory=256 << 20, folder=4 << 20)
SECRET = "hunter2"
linux = pytest.mark.skipif(sys.platform != "linux", reason="WARNING: the layers tested here are those of Linux")


def sections(*files: Path) -> list[pytest.param]:  # type: ignore[valid-type]
    """Return the snippet below each header of the files, and its outcome if the header names one."""
    found = []
    for file in files:
        for section in re.split(r"^### ", file.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            header, _, source = section.partition("\n")
            name, _, outcome = header.partition(" => ")
            found.append(pytest.param(source, outcome, id=name))
    return found


BAD = sections(*sorted(HERE.glob("bad_snippets/*.txt")))
GOOD = sections(HERE / "good_snippets.txt")
WAYS = sections(HERE / "ways_round.txt")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with a secret in it."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "secret").write_text(SECRET)
    return home


def test_there_are_enough_snippets() -> None:
    assert (len(GOOD) >= 15, len(BAD) >= 60, len(WAYS) >= 20) == (True, True, True)


@pytest.mark.parametrize(("source", "outcome"), GOOD)
def test_a_good_snippet_prints_its_output(tmp_path: Path, source: str, outcome: str) -> None:
    code, _, output = source.partition("--- prints\n")
    script = tmp_path / "good.py"
    script.write_text(code, encoding="utf-8")
    assert run_in_sandbox(script, FEW).output == re.sub(r"\n\n\Z", "\n", output)


@linux
@pytest.mark.parametrize(("source", "outcome"), BAD)
def test_a_bad_snippet_is_refused(tmp_path: Path, root: Path, home: Path, source: str, outcome: str) -> None:
    script = tmp_path / "bad.py"
    script.write_text(source.replace("{home}", str(home)).replace("{root}", str(root)), encoding="utf-8")
    start = time.monotonic()
    with pytest.raises(SnippetError) as error:
        run_in_sandbox(script, FEW)
    assert time.monotonic() - start < FEW.wall + 1
    reason = f"{error.value.line}: {error.value.what}"
    assert reason.startswith(outcome.replace("{home}", str(home)).replace("{root}", str(root)))
    assert reason.isprintable()
    assert len(reason) <= 210
    assert SECRET not in reason
    assert [file.name for file in home.iterdir()] == ["secret"]
    assert (home / "secret").read_text() == SECRET


def test_the_books_own_limits_stop_an_endless_loop(tmp_path: Path) -> None:
    script = tmp_path / "bad.py"
    script.write_text("while True:\n    pass\n")
    start = time.monotonic()
    # Under load the elapsed time is reached first.
    with pytest.raises(SnippetError, match=r"it uses more than 8 s of processor time|it runs for more than 10 s"):
        run_in_sandbox(script)
    assert time.monotonic() - start < 11


@pytest.fixture
def victim() -> Iterator[subprocess.Popen[bytes]]:
    """A process that runs until a snippet harms it."""
    command = [sys.executable, "-c", "print('ready', flush=True); input()"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        yield process
        assert process.poll() is None
        process.communicate(b"\n")


@linux
@pytest.mark.parametrize(("source", "outcome"), WAYS)
def test_a_snippet_that_bypasses_the_audit_hook_gains_nothing(
    tmp_path: Path, home: Path, victim: subprocess.Popen[bytes], source: str, outcome: str
) -> None:
    if ("raw(" in source or "x86" in source) and platform.machine() != "x86_64":
        pytest.skip("the numbers of system calls in this way are those of x86-64")
    before = (HERE / "ways_round.txt").read_text().partition("### ")[0].partition("\n\n")[2]
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        given = {"home": home, "victim": victim.pid, "port": listener.getsockname()[1]}
        source = f"{before}\n{source}"
        for name, value in given.items():
            source = source.replace(f"{{{name}}}", str(value))
        script = tmp_path / "way.py"
        script.write_text(source)
        try:
            end = run_in_sandbox(script, FEW).output
        except SnippetError as error:
            end = error.what
        with pytest.raises(BlockingIOError):
            listener.accept()
    assert end.strip() == outcome.replace("{home}", str(home))
    assert [file.name for file in home.iterdir()] == ["secret"]
    assert (home / "secret").read_text() == SECRET
    assert (home / "secret").stat().st_mtime > 0
