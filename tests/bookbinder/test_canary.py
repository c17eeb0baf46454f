"""A book full of snippets that are after a secret: no command leaves a trace of it anywhere."""

from __future__ import annotations

import base64
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bookbinder.canary import HOSTILE, IN_ENVIRONMENT, IN_FILE, SECRETS, forms, traces, write_hostile_book

linux = pytest.mark.skipif(sys.platform != "linux", reason="WARNING: the layers tested here are those of Linux")
DEV = [sys.executable, "-m", "bookbinder"]
TESTS = [sys.executable, "-m", "pytest", "-q", "tests/book/test_snippets.py"]
RUN_ALL = """
import sys
from pathlib import Path
from bookbinder.__main__ import main
for script in sorted(Path("snippets/one").glob("*.py")):
    sys.argv = ["dev", "run", str(script)]
    main()
"""
# Each command with what it must have said, or it was not put to the test.
COMMANDS = {
    "check": ([*DEV, "check"], "snippets/one/hostile_4.py:1: it reads "),
    "check --fix": ([*DEV, "check", "--fix"], "snippets/one/third.out:1: is a link"),
    "run FILE": ([sys.executable, "-c", RUN_ALL], "snippets/one/hostile_4.py:1: it reads "),
    "test": (TESTS, "PermissionError: [Errno 13]"),
    "test --update": ([*TESTS, "--update"], "snippets/one/link.py:1: is a link"),
}


@pytest.fixture
def secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in IN_ENVIRONMENT.items():
        monkeypatch.setenv(name, value)


@linux
@pytest.mark.usefixtures("secrets")
@pytest.mark.parametrize("ci", ["", "true"], ids=["at work", "in CI"])
@pytest.mark.parametrize(("command", "says"), COMMANDS.values(), ids=COMMANDS)
def test_no_command_leaves_a_trace(tmp_path: Path, root: Path, command: list[str], says: str, ci: str) -> None:
    book, home = tmp_path / "book", tmp_path / "home"
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        write_hostile_book(book, home, listener.getsockname()[1])
        for name in ("pyproject.toml", "tests/conftest.py", "tests/book/test_snippets.py"):
            (book / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(root / name, book / name)
        (tmp_path / "temporary").mkdir()
        places = {"TMPDIR": str(tmp_path / "temporary"), "XDG_CACHE_HOME": str(tmp_path / "cache"), "CI": ci}
        before = (home / "secret.py").read_bytes()
        done = subprocess.run(command, cwd=book, env=os.environ | places, capture_output=True, text=True)
        with pytest.raises(BlockingIOError):
            listener.accept()
    assert says in done.stdout + done.stderr
    assert [file.name for file in home.iterdir()] == ["secret.py"]
    assert (home / "secret.py").read_bytes() == before
    (home / "secret.py").unlink()
    assert list(traces(tmp_path, done.stdout, done.stderr)) == []


# The others harm without a trace of a secret.
LEAKS = [name for name in HOSTILE if name not in {"links to the file", "writes into the other folder"}]


@linux
@pytest.mark.usefixtures("secrets")
@pytest.mark.parametrize("name", LEAKS)
def test_every_snippet_would_leave_one_without_the_sandbox(tmp_path: Path, name: str) -> None:
    book, home = tmp_path / "book", tmp_path / "home"
    with socket.create_server(("127.0.0.1", 0)) as listener:
        script = write_hostile_book(book, home, listener.getsockname()[1])[[*HOSTILE].index(name)]
        (tmp_path / "own").mkdir()
        wrapped = f"exec(open({str(script)!r}).read())\nprint(*map(str, list(globals().values())))"
        command = [sys.executable, "-c", wrapped]
        done = subprocess.run(command, cwd=tmp_path / "own", capture_output=True, text=True)
        sent = b""
        if name == "sends the environment away":
            with listener.accept()[0] as there:
                sent = there.recv(1 << 16)
    (home / "secret.py").unlink()
    (book / "snippets/one/link.py").unlink()
    assert list(traces(tmp_path, done.stdout, done.stderr, sent.decode()))


@pytest.mark.parametrize("form", [form for secret in SECRETS for form in forms(secret)])
def test_a_trace_is_found_in_every_form(tmp_path: Path, form: bytes) -> None:
    assert len(form) > 15
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "file").write_bytes(b"\xff" + form + b"\0")
    assert list(traces(tmp_path)) == [str(tmp_path / "folder" / "file")]
    assert list(traces(tmp_path / "nowhere", form.decode())) == [form.decode()]


def test_a_trace_is_found_in_a_name_and_wherever_base64_begins(tmp_path: Path) -> None:
    (tmp_path / IN_FILE).mkdir()
    assert list(traces(tmp_path)) == [str(tmp_path / IN_FILE)]
    for before in range(5):
        assert list(traces(tmp_path / "none", base64.b64encode(b"a" * before + IN_FILE.encode() + b"bc").decode()))
