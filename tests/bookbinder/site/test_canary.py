"""A book with snippets that try to leak secrets: no command leaks one."""

from __future__ import annotations

import base64
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bookbinder.conftest import LIBRARY
from tests.bookbinder.model import PAGE, SECOND_PAGE
from tests.bookbinder.site.canary import HOSTILE, IN_ENVIRONMENT, IN_FILE, SECRETS, forms, leaks, write_hostile_book
from tests.conftest import Dev
from tests.serving import ENGINES, READY, free_port, running, until

linux = pytest.mark.skipif(sys.platform != "linux", reason="WARNING: the layers tested here are those of Linux")
DEV = [sys.executable, "-m", "bookbinder"]
TESTS = [sys.executable, "-m", "pytest", "-q", "tests/book/test_snippets.py"]
RUN_ALL = """
import sys
from pathlib import Path
from bookbinder.cli.main import main
for script in sorted(Path("snippets/one").glob("*.py")):
    sys.argv = ["dev", "run", str(script)]
    main()
"""
# The tests run one script of each kind as a plain script: this runs all. They refuse links before that.
RUN_PLAIN = """
from pathlib import Path
from bookbinder.run.result import SnippetError
from tests.plain_python import run_plain
for script in sorted(Path("snippets/one").absolute().glob("hostile_*.py")):
    try:
        done = run_plain(script)
        print(done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))
    except SnippetError as error:
        print(error)
"""
# Each command, and a text of its output that shows that it ran the snippets.
COMMANDS = {
    "check": ([*DEV, "check"], "snippets/one/hostile_4.py:1: it reads "),
    "check --fix": ([*DEV, "check", "--fix"], "snippets/one/third.out:1: the file is a link"),
    "run FILE": ([sys.executable, "-c", RUN_ALL], "snippets/one/hostile_4.py:1: it reads "),
    "a plain run of each": ([sys.executable, "-c", RUN_PLAIN], "PermissionError: [Errno 13]"),
    "test": (TESTS, "PermissionError: [Errno 13]"),
    "test --update": ([*TESTS, "--update"], "snippets/one/link.py:1: is a link"),
}


@pytest.fixture
def secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in IN_ENVIRONMENT.items():
        monkeypatch.setenv(name, value)


@linux
@pytest.mark.usefixtures("secrets")
@pytest.mark.parametrize(("command", "says"), COMMANDS.values(), ids=COMMANDS)
def test_no_command_leaks_a_secret(tmp_path: Path, root: Path, command: list[str], says: str) -> None:
    book, home = tmp_path / "book", tmp_path / "home"
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        write_hostile_book(book, home, listener.getsockname()[1])
        for name in ("pyproject.toml", "tests/conftest.py", "tests/plain_python.py", "tests/book/test_snippets.py"):
            (book / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(root / name, book / name)
        (tmp_path / "temporary").mkdir()
        places = {"TMPDIR": str(tmp_path / "temporary"), "XDG_CACHE_HOME": str(tmp_path / "cache"), "CI": ""}
        before = (home / "secret.py").read_bytes()
        done = subprocess.run(command, cwd=book, env=os.environ | places, capture_output=True, text=True)
        with pytest.raises(BlockingIOError):
            listener.accept()
    assert says in done.stdout + done.stderr
    assert [file.name for file in home.iterdir()] == ["secret.py"]
    assert (home / "secret.py").read_bytes() == before
    (home / "secret.py").unlink()
    assert list(leaks(tmp_path, done.stdout, done.stderr)) == []


# The others do harm without leaking a secret.
LEAKS = [name for name in HOSTILE if name not in {"links to the file", "writes into the other folder"}]


@linux
@pytest.mark.usefixtures("secrets")
@pytest.mark.parametrize("name", LEAKS)
def test_every_snippet_leaks_a_secret_without_the_sandbox(tmp_path: Path, name: str) -> None:
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
    assert list(leaks(tmp_path, done.stdout, done.stderr, sent.decode()))


@pytest.mark.parametrize("form", [form for secret in SECRETS for form in forms(secret)])
def test_a_leaked_secret_is_found_in_every_form(tmp_path: Path, form: bytes) -> None:
    assert len(form) > 15
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "file").write_bytes(b"\xff" + form + b"\0")
    assert list(leaks(tmp_path)) == [str(tmp_path / "folder" / "file")]
    assert list(leaks(tmp_path / "nowhere", form.decode())) == [form.decode()]


def test_a_leaked_secret_is_found_in_a_name_and_at_any_offset_of_base64(tmp_path: Path) -> None:
    (tmp_path / IN_FILE).mkdir()
    assert list(leaks(tmp_path)) == [str(tmp_path / IN_FILE)]
    for before in range(5):
        assert list(leaks(tmp_path / "none", base64.b64encode(b"a" * before + IN_FILE.encode() + b"bc").decode()))


# An extension of mkdocstrings, which would run in the engine's process.
EXTENSION = """
import os, pathlib
pathlib.Path({home!r}, "new").write_text(str(dict(os.environ)))
pathlib.Path({root!r}, "docs", "leak.md").write_text(str(dict(os.environ)))
"""
BLOCK = "\n::: logitbook.softmax\n    options:\n      extensions: [snippets/one/extension.py]\n"


@pytest.fixture
def hostile(small: Path, tmp_path: Path) -> Path:
    """A book with all hostile snippets on one page, and blocks that make an engine load code on three pages."""
    write_hostile_book(tmp_path / "other", tmp_path / "home", 9)
    for script in (tmp_path / "other/snippets/one").glob("hostile_*.py"):
        source = script.read_text().replace(str(tmp_path / "other"), str(small))
        (small / "snippets/one" / script.name).write_text(source)
        with (small / PAGE).open("a") as page:
            page.write(f"\n```snippet\none/{script.stem}\n```\n")
    shutil.rmtree(tmp_path / "other")
    code = EXTENSION.format(home=str(tmp_path / "home"), root=str(small))
    (small / "snippets/one/extension.py").write_text(code)
    (small / "docs/leak.txt").symlink_to(tmp_path / "home/secret.py")
    (small / "docs/keys").symlink_to(tmp_path / "home")
    for name in (SECOND_PAGE, "docs/notation.md", LIBRARY):
        with (small / name).open("a") as page:
            page.write(BLOCK)
    return small


def assert_no_leak(tmp_path: Path, book: Path, *texts: str) -> None:
    home = tmp_path / "home"
    assert [file.name for file in home.iterdir()] == ["secret.py"]
    assert not (book / "docs/leak.md").exists()
    (home / "secret.py").unlink()
    assert list(leaks(tmp_path, *texts)) == []


@linux
@pytest.mark.usefixtures("secrets")
@pytest.mark.parametrize("engine", ["material", "zensical"])
def test_no_build_leaks_a_secret(tmp_path: Path, hostile: Path, dev: Dev, engine: str) -> None:
    done = dev(hostile, "build", "--engine", engine)
    assert done.returncode == 1
    assert f"{LIBRARY}:" in done.stderr
    assert "extensions: [snippets/one/extension.py]" in done.stderr
    assert not (hostile / "site").exists()
    assert_no_leak(tmp_path, hostile, done.stdout, done.stderr)


@linux
@pytest.mark.usefixtures("secrets")
@pytest.mark.parametrize("command", [["mkdocs", "build", "-d", "plain"], ["zensical", "build"]], ids=lambda c: c[0])
def test_an_engine_started_by_hand_loads_no_code_from_a_page(tmp_path: Path, hostile: Path, command: list[str]) -> None:
    done = subprocess.run([sys.executable, "-m", *command], cwd=hostile, capture_output=True, text=True)
    assert done.returncode or command[0] == "zensical", done.stdout + done.stderr
    assert not (tmp_path / "home/new").exists()
    assert not (hostile / "docs/leak.md").exists()


@linux
@pytest.mark.usefixtures("secrets")
@pytest.mark.parametrize("engine", ENGINES)
def test_no_preview_leaks_a_secret(tmp_path: Path, hostile: Path, engine: str) -> None:
    port = free_port()
    command = [*DEV, "serve", "--no-open", "--port", str(port), "--engine", engine]
    with running(command, READY, port, hostile) as fetch:  # our own line, with either engine
        pages = [""]
        for name in ("questions/one/", "questions/two/", "notation/", "reference/"):
            assert until(lambda name=name: 'class="problems"' in fetch(name))  # type: ignore[misc]
            pages.append(fetch(name))
        pages += [fetch("leak.txt"), fetch("keys/secret.py")]
    said = (tmp_path / "said").read_text()
    assert f"{LIBRARY}:" in said
    assert_no_leak(tmp_path, hostile, said, *pages)
