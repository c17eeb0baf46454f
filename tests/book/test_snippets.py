"""Every snippet of the book, run apart and compared with its recorded output."""

from __future__ import annotations

import ast
import difflib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = sorted((ROOT / "snippets").glob("*/*.py"))
NAMES = [script.relative_to(ROOT / "snippets").with_suffix("").as_posix() for script in SCRIPTS]


def test_there_are_snippets() -> None:
    assert SCRIPTS


@pytest.mark.parametrize("script", SCRIPTS, ids=NAMES)
def test_prints_its_recorded_output_as_a_plain_script(
    script: Path, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    command = [sys.executable, "-W", "error", str(script)]
    done = subprocess.run(command, capture_output=True, timeout=30, cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    printed = done.stdout.replace(b"\r\n", b"\n")
    record = script.with_suffix(".out")
    recorded = record.read_bytes() if record.exists() else b""
    if request.config.getoption("--update") and (printed != recorded or not record.exists()):
        record.write_bytes(printed)
        old, new = recorded.decode().splitlines(), printed.decode().splitlines()
        name = record.relative_to(ROOT).as_posix()
        with request.config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
            print("\n" + "\n".join(difflib.unified_diff(old, new, name, name, lineterm="")))
        return
    assert printed.decode() == recorded.decode()


# Another day, another year: what a snippet prints must not know it.
OTHER_CLOCK = """
import datetime, runpy, sys, time
shift = 400 * 86400 + 12345
now, now_ns = time.time, time.time_ns
time.time, time.time_ns = lambda: now() + shift, lambda: now_ns() + shift * 10**9
class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return super().now(tz) + datetime.timedelta(seconds=shift)
    today = utcnow = now
datetime.datetime = Later
runpy.run_path(sys.argv[1], run_name="__main__")
"""


@pytest.mark.parametrize("script", SCRIPTS, ids=NAMES)
def test_prints_the_same_under_another_hash_seed_and_clock(script: Path, tmp_path: Path) -> None:
    outputs = {
        subprocess.run(
            [sys.executable, "-c", OTHER_CLOCK, str(script)],
            capture_output=True,
            check=True,
            cwd=tmp_path,
            env=os.environ | {"PYTHONHASHSEED": seed},
        ).stdout.replace(b"\r\n", b"\n")
        for seed in ("1", "12345")
    }
    assert outputs == {script.with_suffix(".out").read_bytes()}


def test_every_function_that_snippets_use_has_tests_of_its_own() -> None:
    trees = [ast.parse(script.read_text(encoding="utf-8")) for script in SCRIPTS]
    imports = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    used = {alias.name for node in imports if node.module == "logitbook" for alias in node.names}
    tests = "\n".join(test.read_text(encoding="utf-8") for test in (ROOT / "tests" / "logitbook").glob("test_*.py"))
    assert {name for name in used if not re.search(rf"\b{name}\(", tests)} == set()


@pytest.mark.parametrize("script", SCRIPTS, ids=NAMES)
def test_is_short_enough_to_read(script: Path) -> None:
    assert len(script.read_text(encoding="utf-8").splitlines()) <= 25


def test_every_recorded_output_belongs_to_a_snippet() -> None:
    records = {record.with_suffix(".py") for record in (ROOT / "snippets").glob("*/*.out")}
    assert records == set(SCRIPTS)
