"""A script with a Python of its own runs as it does for a reader, and reaches nothing outside the sandbox."""

from __future__ import annotations

import dataclasses
import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bookbinder.run import sandbox
from bookbinder.run.environment import snippet_environment
from bookbinder.run.result import SnippetError
from tests import plain_python
from tests.conftest import Plain
from tests.plain_python import PLAIN_LIMITS, run_plain

SECRET = "hunter2"


@pytest.fixture
def script(tmp_path: Path) -> Path:
    folder = tmp_path / "scripts"
    folder.mkdir()
    return folder / "script.py"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with a secret in it."""
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "secret").write_text(SECRET)
    return tmp_path / "home"


@pytest.mark.parametrize(
    ("source", "code", "printed", "last"),
    [
        ("print('é', 1)", 0, "é 1\n", ""),
        (
            "import numpy, logitbook\nprint(numpy.array([1.5]), logitbook.softmax([0.0, 0.0]))",
            0,
            "[1.5] [0.5 0.5]\n",
            "",
        ),
        ("print(1)\n1 / 0", 1, "1\n", "ZeroDivisionError: division by zero"),
        ("import warnings\nwarnings.warn('oh')", 1, "", "UserWarning: oh"),
        ("import sys\nsys.exit(3)", 3, "", ""),
        ("print(__name__, __file__.rpartition('/')[2])", 0, "__main__ script.py\n", ""),
        ("import sys\nprint(sys.argv[0] == __file__, sys.prefix == {prefix!r})", 0, "True True\n", ""),
    ],
)
def test_a_script_runs_as_plain_python_runs_it(
    plain: Plain, script: Path, source: str, code: int, printed: str, last: str
) -> None:
    script.write_text(source.replace("{prefix!r}", repr(sys.prefix)))
    done = plain(script, ["-W", "error"])
    outside = subprocess.run([sys.executable, "-W", "error", script], capture_output=True, cwd=script.parent)
    assert (done.returncode, done.stdout, done.stderr) == (outside.returncode, outside.stdout, outside.stderr)
    assert (done.returncode, done.stdout.decode()) == (code, printed)
    assert "".join(done.stderr.decode().splitlines()[-1:]) == last


def test_a_script_that_draws_finds_its_fonts_and_a_writable_folder(plain: Plain, script: Path) -> None:
    script.write_text(
        "import pathlib\nimport matplotlib.pyplot as plt\nfigure, axes = plt.subplots()\naxes.set_title('logit')\n"
        "figure.savefig('figure.svg')\nprint(pathlib.Path('figure.svg').read_text().rstrip()[-6:])"
    )
    done = plain(script, ["-W", "error"])
    assert (done.returncode, done.stdout, done.stderr) == (0, b"</svg>\n", b"")


def test_another_seed_changes_the_order_of_sets(plain: Plain, script: Path) -> None:
    script.write_text("print(*{str(n) for n in range(100)})")
    one, other = (plain(script, seed=seed).stdout for seed in (1, 2))
    assert one != other
    assert plain(script, seed=1).stdout == one


# What a hostile script tries, and the error that it gets.
TRIES = {
    "reads a file of the tester's": ("print(open('{home}/secret').read())", "PermissionError"),
    "reads it without Python": (
        "import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\nassert libc.open(b'{home}/secret', 0) >= 0",
        "AssertionError",
    ),
    "lists the tester's folder": ("import os\nprint(os.listdir('{home}'))", "PermissionError"),
    "lists the folder for temporary files": ("import os\nprint(os.listdir('/tmp'))", "PermissionError"),
    "reads the passwords": ("print(open('/etc/passwd').read())", "PermissionError"),
    "reads the environment of its parent": (
        "import os\nprint(open(f'/proc/{os.getppid()}/environ').read())",
        "PermissionError",
    ),
    "reads the environment of the tester": ("print(open('/proc/{tester}/environ').read())", "PermissionError"),
    "reads the book": ("print(open('{root}/mkdocs.yml').read())", "PermissionError"),
    "imports the runner": ("import bookbinder.run.runner", "PermissionError"),
    "imports what readers do not have": ("import pytest", "PermissionError"),
    "imports what lies beside it": ("import beside", "ModuleNotFoundError"),
    "writes into the tester's folder": ("open('{home}/new', 'w')", "PermissionError"),
    "writes over a file of the tester's": ("open('{home}/secret', 'w')", "PermissionError"),
    "writes into the book": ("open('{root}/new', 'w')", "PermissionError"),
    "writes over itself": ("open(__file__, 'w')", "PermissionError"),
    "removes a file of the tester's": ("import os\nos.remove('{home}/secret')", "PermissionError"),
    "moves a file over it": ("import os\nopen('a', 'w').close()\nos.replace('a', '{home}/secret')", "PermissionError"),
    "links to it": ("import os\nos.symlink('{home}/secret', 'link')", "OSError"),
    "connects to a server on this machine": (
        "import socket\nsocket.create_connection(('127.0.0.1', {port}))",
        "OSError",
    ),
    "forks": ("import os\nos.fork()", "OSError"),
    "spawns": ("import os\nos.posix_spawn('/bin/true', ['true'], {})", "OSError"),
    "starts a process": ("import subprocess\nsubprocess.run(['true'])", "OSError"),
    "starts a thread": ("import threading\nthreading.Thread(target=print).start()", "RuntimeError"),
    "becomes a shell": ("import os\nos.execv('/bin/sh', ['sh', '-c', 'cat {home}/secret'])", "PermissionError"),
    "becomes env": ("import os\nos.execv('/usr/bin/env', ['env'])", "PermissionError"),
    "becomes a program of its own": (
        "import os\nopen('own', 'w').write('#!/bin/sh')\nos.execv('own', ['own'])",
        "PermissionError",
    ),
    "signals the tester": ("import os\nos.kill({tester}, 0)", "OSError"),
    "becomes Python again and reads a file": (
        "import os, sys\nif len(sys.argv) == 1:\n    os.execv(sys.executable, [sys.executable, __file__, 'again'])\n"
        "print(open('{home}/secret').read())",
        "PermissionError",
    ),
    "becomes Python with another environment and imports": (
        "import os, sys\nif len(sys.argv) == 1:\n"
        "    os.execve(sys.executable, [sys.executable, __file__, 'again'], {'PYTHONPATH': '{root}/src'})\n"
        "import bookbinder.run.runner",
        "PermissionError",
    ),
    "has the loader start a shell": (
        "import os\nos.execv('{loader}', ['{loader}', '/bin/sh', '-c', 'cat {home}/secret'])",
        "/bin/sh: cannot open shared object file: Permission denied",
    ),
}


@pytest.mark.parametrize(("source", "error"), TRIES.values(), ids=TRIES)
def test_a_forbidden_action_fails(plain: Plain, script: Path, home: Path, root: Path, source: str, error: str) -> None:
    script.with_name("beside.py").write_text("print('imported')")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        given = {"home": home, "root": root, "tester": os.getpid(), "port": listener.getsockname()[1]}
        given["loader"] = plain_python._executable()[-1]
        for name, value in given.items():
            source = source.replace(f"{{{name}}}", str(value))
        script.write_text(source)
        before = sorted(root.iterdir())
        done = plain(script)
        with pytest.raises(BlockingIOError):
            listener.accept()
    assert done.returncode != 0
    assert done.stdout == b""
    assert re.search(rf"^{error}\b|{re.escape(error)}$", done.stderr.decode().splitlines()[-1])
    assert SECRET.encode() not in done.stdout + done.stderr
    assert [file.name for file in home.iterdir()] == ["secret"]
    assert (home / "secret").read_text() == SECRET
    assert script.read_text() == source
    assert sorted(root.iterdir()) == before


def test_the_testers_environment_is_hidden(plain: Plain, script: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_TOKEN", "AWS_SECRET_ACCESS_KEY", "PYTHONSTARTUP", "LD_PRELOAD", "A_SECRET"):
        monkeypatch.setenv(name, SECRET)
    script.write_text(
        "import os, sys\nprint(sorted(os.environ))\nprint(SECRET in str(os.environ))".replace("SECRET", repr(SECRET))
    )
    names, held = plain(script).stdout.decode().splitlines()
    known = {*snippet_environment(), "HOME", "TMPDIR", "MPLCONFIGDIR", "LC_CTYPE"}
    assert set(re.findall(r"'(\w+)'", names)) <= known
    assert held == "False"


def test_its_folder_is_removed(plain: Plain, script: Path) -> None:
    script.write_text("import os\nopen('file', 'w').write('x')\nprint(os.getcwd())")
    folder = Path(plain(script).stdout.decode().strip())
    assert folder.name == "scratch"
    assert not folder.parent.exists()


@pytest.mark.tight
@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("while True:\n    pass", "it runs for more than 1 s"),
        ("import time\ntime.sleep(100)", "it runs for more than 1 s"),
        (
            "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nwhile True:\n    pass",
            "it runs for more than",
        ),
        ("import os, sys\nos.execv(sys.executable, [sys.executable, __file__])", "it runs for more than 1 s"),
        ("print('x' * 100_000)", "it prints more than 64 KiB"),
        ("import sys\nsys.stderr.write('x' * 100_000)", "it prints more than 64 KiB"),
        (
            "for n in range(9):\n    open(f'{n}', 'w').write('x' * 1_000_000)\nwhile True:\n    pass",
            "it writes more than",
        ),
    ],
)
def test_a_script_that_exceeds_a_limit_is_killed(plain: Plain, script: Path, source: str, what: str) -> None:
    script.write_text(source)
    limits = dataclasses.replace(PLAIN_LIMITS, wall=1.0, folder=4 << 20)
    start = time.monotonic()
    with pytest.raises(SnippetError) as error:
        plain(script, limits=limits)
    assert time.monotonic() - start < 3
    assert error.value.what.startswith(what)


def test_memory_is_limited(plain: Plain, script: Path) -> None:
    script.write_text("x = bytearray(8 << 30)")
    assert plain(script).stderr.decode().splitlines()[-1] == "MemoryError"


def test_it_does_not_run_without_every_layer(script: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script.write_text("print(1)")
    monkeypatch.setattr(sandbox, "missing_layers", lambda: ["Landlock"])
    with pytest.raises(SnippetError, match="no Python can run in the sandbox here, which lacks Landlock"):
        run_plain(script)


def test_a_script_in_the_current_folder_replaces_no_module(
    plain: Plain, script: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("matplotlib", "json", "logging", "runpy", "numpy"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\nraise SystemExit(3)\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(plain_python, "font_list", plain_python.font_list.__wrapped__)
    script.write_text("import matplotlib\nprint(1)")
    assert plain(script).stdout == b"1\n"
    assert not (tmp_path / "ran").exists()
