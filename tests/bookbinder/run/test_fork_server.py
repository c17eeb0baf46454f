"""The fork server runs many snippets at once; neither the server nor a snippet outlives the build."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bookbinder.run.result import SnippetError
from bookbinder.run.runner import run_in_sandbox
from bookbinder.run.session import SESSION

pytestmark = [
    pytest.mark.tight,
    pytest.mark.skipif(sys.platform != "linux", reason="the fork server is Linux's"),
]


@pytest.fixture
def script(tmp_path: Path) -> Path:
    return tmp_path / "script.py"


def test_snippets_that_run_at_once_do_not_mix_their_results(tmp_path: Path) -> None:
    scripts = [tmp_path / f"{n}.py" for n in range(40)]
    for n, script in enumerate(scripts):
        script.write_text(f"raise ValueError({n})" if n % 4 == 0 else f"n = {n}\nprint(n)")

    def end(script: Path) -> str:
        try:
            return run_in_sandbox(script).output
        except SnippetError as error:
            return error.what

    with ThreadPoolExecutor(4) as pool:
        ends = list(pool.map(end, scripts))
    assert ends == [f"ValueError: {n}" if n % 4 == 0 else f"{n}\n" for n in range(40)]


def test_stop_ends_running_snippets_and_the_next_run_starts_a_new_server(script: Path) -> None:
    script.write_text("import time\ntime.sleep(100)")
    family: list[int] = []

    def end_all() -> None:
        while len(family) < 2:
            servers = list(SESSION.servers.values())  # at once: the other thread is about to add one
            family[:] = [pid for server in servers for pid in descendants(server.process.pid)]
        SESSION.stop()

    SESSION.stop()
    thread = threading.Thread(target=end_all)
    thread.start()
    with pytest.raises(SnippetError, match="the fork server ended"):
        run_in_sandbox(script)
    thread.join()
    wait_until_ended(family)
    script.write_text("print(1)")
    assert run_in_sandbox(script).output == "1\n"


def test_a_killed_server_is_replaced(script: Path) -> None:
    script.write_text("print(1)")
    run_in_sandbox(script)
    process = SESSION.servers[0, False].process
    process.kill()
    process.wait()
    assert run_in_sandbox(script).output == "1\n"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_process_outlives_a_build_that_is_ended(tmp_path: Path, number: signal.Signals) -> None:
    (tmp_path / "a.py").write_text("import time\ntime.sleep(100)")
    program = "from pathlib import Path\nfrom bookbinder.run.runner import run_in_sandbox\nrun_in_sandbox(Path('a.py'))"
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=tmp_path, env=environment, stderr=subprocess.DEVNULL
    ) as build:
        family: list[int] = []
        while len(family) < 3:  # build, server, child
            family = descendants(build.pid)
        build.send_signal(number)
    wait_until_ended(family)
    assert not list(tmp_path.glob("snippet-*"))


def descendants(pid: int) -> list[int]:
    """Return a process and its descendants that still run."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(one for child in children for one in descendants(int(child)))]


def wait_until_ended(pids: list[int]) -> None:
    """Return when all these processes have ended; fail after five seconds."""
    for pid in pids:
        try:
            handle = os.pidfd_open(pid)
        except ProcessLookupError:
            continue
        assert select.select([handle], [], [], 5)[0], f"process {pid} still runs"
        os.close(handle)


def test_temporary_files_are_removed(script: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    script.write_text("open('file', 'w').close()")
    run_in_sandbox(script)
    script.write_text("import os\nopen('file', 'w').close()\nos._exit(0)")
    with pytest.raises(SnippetError):
        run_in_sandbox(script)
    assert [path.name for path in tmp_path.iterdir()] == ["script.py"]


EDITS = """
import logitbook
from pathlib import Path
from bookbinder.run.result import SnippetError
from bookbinder.run.runner import run_in_sandbox
library = Path(logitbook.__file__)
good = library.read_text()
for text in ("NEW = 1", "NEW = 22", "NEW = ", "NEW = 333"):
    library.write_text(good + text)
    try:
        print(run_in_sandbox(Path("a.py")).output.strip())
    except SnippetError as error:
        print(error)
"""


def test_an_edited_library_is_reloaded_without_a_new_server(copy: Path, python: Path) -> None:
    (copy / "a.py").write_text("import os\nimport logitbook\nprint(os.getppid(), logitbook.NEW)")
    done = subprocess.run([python, "-c", EDITS], cwd=copy, capture_output=True, text=True, check=True)
    first, second, broken, last = done.stdout.splitlines()
    server = first.split()[0]
    assert [first, second, last] == [f"{server} {value}" for value in ("1", "22", "333")]
    assert broken.startswith("logitbook cannot be imported: SyntaxError: ")
    assert "__init__.py, line" in broken
