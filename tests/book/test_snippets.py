"""Every snippet of the book is run and compared with its recorded output, and one of each kind as a plain script.

A fork server runs them all, under another hash seed and another clock than the build's. A plain script takes twenty
times as long to start Python and import numpy as to do its work.
"""

from __future__ import annotations

import ast
import difflib
import re
import subprocess
import time
from pathlib import Path

import pytest

from bookbinder.base.files import find_link, replace_file
from bookbinder.base.problems import Problem
from bookbinder.content.snippet_names import all_scripts
from bookbinder.run.recorded_output import reproducible_outputs
from bookbinder.run.runner import run_in_sandbox
from tests.conftest import ROOT, Plain
from tests.plain_python import kind_of

SCRIPTS = sorted((ROOT / "snippets").glob("*/*.py"))


def one_of_each_kind(scripts: list[Path]) -> list[Path]:
    """Return a script of each kind, and all that cannot be read or parsed."""
    kinds: dict[object, Path] = {}
    for script in scripts:
        try:
            kind = script if find_link(script, ROOT) else kind_of(script.read_text(encoding="utf-8"))
        except (OSError, SyntaxError, ValueError):
            kind = script
        kinds.setdefault(kind, script)
    return [*kinds.values()]


def named(script: Path) -> str:
    return script.relative_to(ROOT / "snippets").with_suffix("").as_posix()


def shown(script: Path, done: subprocess.CompletedProcess[bytes]) -> bytes:
    """What a reader sees of a plain run: what it printed, and the traceback of a failure that its first line declares.

    Of Python's own traceback stay the frames in the script, without its folder and without marks under the line.
    """
    errors = done.stderr.decode().replace("\r\n", "\n")
    declared = re.match(r"# raises: (\w+)\n", script.read_text(encoding="utf-8"))
    assert done.returncode == (1 if declared else 0), errors
    printed = done.stdout.replace(b"\r\n", b"\n")
    if not declared:
        assert errors == ""
        return printed
    head, _, body = errors.rpartition("Traceback (most recent call last):\n")
    assert head == "" or "\nDuring handling of" in head or "\nThe above exception" in head, errors
    frames = re.findall(r'^  File "(.*)", line (\d+), in (.*)\n(    .*\n)?', body, flags=re.MULTILINE)
    own = [
        f'  File "{script.name}", line {n}, in {name}\n{line}' for file, n, name, line in frames if file == str(script)
    ]
    last = re.sub(r"^ .*\n", "", body, flags=re.MULTILINE)
    assert re.match(rf"{declared[1]}\b", last), errors
    return printed + "".join(["Traceback (most recent call last):\n", *own, last]).encode()


def test_there_are_snippets() -> None:
    assert SCRIPTS


def test_the_traceback_of_a_declared_failure_is_what_the_build_shows(tmp_path: Path, plain: Plain) -> None:
    script = tmp_path / "fails.py"
    script.write_text(
        "# raises: ValueError\nfrom logitbook import cross_entropy\n\ndef loss(y):\n"
        "    return cross_entropy([1.0, 2.0],\n                         y)\n\nprint('first')\nloss(7)\n"
    )
    done = plain(script)
    assert str(tmp_path).encode() in done.stderr
    assert shown(script, done).decode() == run_in_sandbox(script).output
    assert b"fails.py" in shown(script, done)
    for source in ("# raises: ValueError\nprint(1)\n", "# raises: ValueError\n{}[0]\n", "raise ValueError\n"):
        script.write_text(source)
        with pytest.raises(AssertionError):
            shown(script, plain(script))


@pytest.fixture(scope="session")
def steady(request: pytest.FixtureRequest) -> dict[Path, str | Problem]:
    """With --update, what the chosen scripts print whenever they run, or why that cannot be recorded."""
    if not request.config.getoption("--update"):
        return {}
    chosen = (item.callspec.params["script"] for item in request.session.items if hasattr(item, "callspec"))
    return reproducible_outputs(dict.fromkeys(chosen), ROOT)


@pytest.fixture
def record(script: Path, steady: dict[Path, str | Problem], request: pytest.FixtureRequest) -> Path:
    """The file of the script's recorded output, with --update recorded now, which shows what changed."""
    record, outcome = script.with_suffix(".out"), steady.get(script)
    if isinstance(outcome, Problem):
        pytest.fail(str(outcome), pytrace=False)
    # A test that fails would show a file of the tester's.
    if link := find_link(script, ROOT) or find_link(record, ROOT):
        pytest.fail(f"{link.relative_to(ROOT)} is a link", pytrace=False)
    recorded = record.read_bytes().decode() if record.exists() else None
    if outcome is None or outcome == recorded:
        return record
    replace_file(record, outcome.encode(), ROOT)
    old, new, name = (recorded or "").splitlines(), outcome.splitlines(), record.relative_to(ROOT).as_posix()
    with request.config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
        print("\n" + "\n".join(difflib.unified_diff(old, new, name, name, lineterm="")))
    return record


@pytest.mark.parametrize("script", one_of_each_kind(SCRIPTS), ids=named)
def test_a_script_of_each_kind_prints_its_recorded_output_as_a_plain_script(
    script: Path, record: Path, plain: Plain
) -> None:
    printed = shown(script, plain(script, ["-W", "error"]))
    assert printed.decode() == record.read_bytes().decode()


# Another day, another year: what a snippet prints must not know it.
OTHER_CLOCK = """
import datetime, time
shift = 400 * 86400 + 12345
now, now_ns = time.time, time.time_ns
time.time, time.time_ns = lambda: now() + shift, lambda: now_ns() + shift * 10**9
class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return super().now(tz) + datetime.timedelta(seconds=shift)
    today = utcnow = now
datetime.datetime = Later
"""


def run_elsewhere(script: Path, folder: Path, seed: int = 12345) -> str:
    """Return what a script prints under another hash seed, as the build's own is 0, and another clock.

    The clock is changed in front of its first line of code, so that no line has another number.
    """
    lines = script.read_text(encoding="utf-8").splitlines(keepends=True)
    first = next(n for n, line in enumerate(lines) if line.strip() and not line.startswith("#"))
    lines[first] = f"exec({OTHER_CLOCK!r}, {{}}); {lines[first]}"
    (folder / script.name).write_text("".join(lines), encoding="utf-8")
    return run_in_sandbox(folder / script.name, seed=seed).output


@pytest.mark.parametrize("script", SCRIPTS, ids=named)
@pytest.mark.usefixtures("plain")
def test_prints_its_recorded_output_under_another_hash_seed_and_clock(
    script: Path, record: Path, tmp_path: Path
) -> None:
    assert run_elsewhere(script, tmp_path) == record.read_bytes().decode()


@pytest.mark.usefixtures("plain")
def test_a_clock_and_the_order_of_a_set_are_others_there(tmp_path: Path) -> None:
    script, folder, began = tmp_path / "tells.py", tmp_path / "folder", time.time()
    folder.mkdir()
    script.write_text(
        "# raises: ValueError\nimport datetime, time\n\n"
        "print(time.time(), time.time_ns() / 1e9, datetime.datetime.now().timestamp(), sep='\\n')\n"
        "print({*'abcdefghij'})\nraise ValueError\n"
    )
    said = run_elsewhere(script, folder)
    *clocks, order = said.splitlines()[:4]
    assert all(400 < (float(clock) - began) / 86_400 < 401 for clock in clocks)
    assert order != run_elsewhere(script, folder, seed=1).splitlines()[3]
    assert 'File "tells.py", line 6' in said


def test_every_function_that_snippets_use_has_tests_of_its_own() -> None:
    trees = [ast.parse(script.read_text(encoding="utf-8")) for script in all_scripts(ROOT)]
    imports = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    used = {alias.name for node in imports if node.module == "logitbook" for alias in node.names}
    tests = "\n".join(test.read_text(encoding="utf-8") for test in (ROOT / "tests" / "logitbook").glob("test_*.py"))
    assert {name for name in used if not re.search(rf"\b{name}\(", tests)} == set()
