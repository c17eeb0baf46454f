"""Ctrl-C or a signal ends a build at once, whatever it does: no process, no half site, and the old site stands."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bookbinder.base.exit import exit_code
from bookbinder.site import replace_folder
from bookbinder.site.manifest import write_manifest
from tests.conftest import assert_old_site_stands, put_old_site
from tests.serving import ENGINES

pytestmark = [
    pytest.mark.tight,
    pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in Linux's /proc"),
]

SNIPPET = "snippets/one/first.py"
CTRL_C = {"to the process": os.kill, "to its group, as a terminal does": os.killpg}
ENDLESS = "import time\nopen('started', 'w').close()\ntime.sleep(100)\n"


def processes_in(folder: Path) -> set[int]:
    """The processes whose working folder is this one or below it."""
    found = set()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            where = (process / "cwd").readlink()
        except OSError:  # it has ended, or is another user's
            continue
        if where.is_relative_to(folder):
            found.add(int(process.name))
    return found


def poll(sign: Callable[[], bool]) -> None:
    """Return when the sign is there; fail after 30 seconds."""
    deadline = time.monotonic() + 30
    while not sign():
        assert time.monotonic() < deadline
        time.sleep(0.002)


def interrupted(
    folder: Path,
    engine: str,
    kill: Callable[[int, int], None],
    number: int,
    sign: Callable[[], bool],
    ending: tuple[int, str, str] = (130, "", ""),
) -> None:
    """Start a build in the folder, end it when the sign is there, and look at what is left."""
    put_old_site(folder)
    temporary = folder.parent / "temporary"
    temporary.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "bookbinder", "build", "--engine", engine],
        cwd=folder,
        env=os.environ | {"TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        poll(sign)
        assert len(processes_in(folder.parent)) >= 2  # the build, and what it waits for
        start = time.monotonic()
        kill(process.pid, number)
        output = process.communicate(timeout=20)
    except BaseException:
        os.killpg(process.pid, signal.SIGKILL)
        raise
    assert time.monotonic() - start < 5
    assert (process.returncode, *output) == ending
    poll(lambda: not processes_in(folder.parent))  # what the kernel ends with its parent takes a moment
    if ending[0] == -signal.SIGKILL:  # nobody could clean up
        assert (folder / "site" / "index.html").read_text() == "the old site"
        return
    assert_old_site_stands(folder)
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize("ctrl_c", [*CTRL_C.values()], ids=CTRL_C)
def test_ctrl_c_while_a_snippet_runs(small: Path, ctrl_c: Callable[[int, int], None]) -> None:
    (small / SNIPPET).write_text(ENDLESS)
    started = "temporary/snippet-*/scratch/started"
    interrupted(small, "material", ctrl_c, signal.SIGINT, lambda: any(small.parent.glob(started)))


@pytest.mark.parametrize(("engine", "ctrl_c"), [*zip(ENGINES, CTRL_C.values(), strict=True)], ids=CTRL_C)
def test_ctrl_c_while_the_engine_writes(copy: Path, ctrl_c: Callable[[int, int], None], engine: str) -> None:
    interrupted(copy, engine, ctrl_c, signal.SIGINT, lambda: any(copy.glob(".site-*/404.html")))


@pytest.mark.parametrize(
    ("engine", "name"),
    [("material", "SIGTERM"), ("zensical", "SIGHUP"), ("material", "SIGKILL")],
)
def test_a_signal_while_the_engine_writes(copy: Path, engine: str, name: str) -> None:
    said = f"./dev build: {name} ended it: run it again; what existed before is unchanged\n"
    number = signal.Signals[name]
    ending = (-9, "", "") if name == "SIGKILL" else (1, "", said)
    interrupted(copy, engine, os.kill, number, lambda: any(copy.glob(".site-*/404.html")), ending)


ENGINE = """
from pathlib import Path
from bookbinder.content.book import Book
from bookbinder.site import engines
engines.PROGRAMS["zensical"] = "endless"
engines.run_engine(Book(Path.cwd(), {}, [], {}, []), "zensical", Path("site"))
"""


def test_the_engine_of_a_build_that_is_killed_ends_with_it(tmp_path: Path) -> None:
    (tmp_path / "endless.py").write_text("import time\nopen('started', 'w').close()\ntime.sleep(100)\n")
    path = os.environ | {"PYTHONPATH": str(tmp_path)}
    process = subprocess.Popen([sys.executable, "-c", ENGINE], cwd=tmp_path, env=path)
    poll((tmp_path / "started").exists)
    assert len(processes_in(tmp_path)) == 2
    process.kill()
    process.wait()
    poll(lambda: not processes_in(tmp_path))


def test_a_signal_that_is_ignored_stays_ignored() -> None:
    def run() -> int:
        os.kill(os.getpid(), signal.SIGHUP)
        return 0

    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as nohup does
    try:
        assert exit_code(run, "./dev build") == 0
        assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


@pytest.mark.parametrize("renames", [0, 1, 2, 3])
def test_ctrl_c_between_the_old_site_and_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, renames: int
) -> None:
    fresh, out = tmp_path / ".site-fresh", tmp_path / "site"
    for folder, text in ((fresh, "new"), (out, "old")):
        folder.mkdir()
        (folder / "index.html").write_text(text)
        write_manifest(folder)
    monkeypatch.setattr(replace_folder, "_exchange", lambda one, other: False)  # as where the system cannot
    done: list[Path] = []
    rename = Path.rename

    def interrupted(path: Path, target: Path) -> Path:
        if len(done) == renames:
            monkeypatch.undo()
            raise KeyboardInterrupt
        done.append(target)
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", interrupted)
    if renames < 3:
        with pytest.raises(KeyboardInterrupt):
            replace_folder.replace_folder(fresh, out)
    else:
        replace_folder.replace_folder(fresh, out)
    replace_folder.restore_old(out)  # as the next build does
    assert (out / "index.html").read_text() == ("old" if renames < 2 else "new")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
