"""Every snippet of the book, run apart and compared with its recorded output."""

from __future__ import annotations

import difflib
import os
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
def test_prints_its_recorded_output_as_a_plain_script(script: Path, request: pytest.FixtureRequest) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", str(script)], capture_output=True, timeout=30, env=os.environ | {"TZ": "UTC"}
    )
    assert done.returncode == 0, done.stderr.decode()
    printed = done.stdout.replace(b"\r\n", b"\n")
    record = script.with_suffix(".out")
    recorded = record.read_bytes() if record.exists() else b""
    if request.config.getoption("--update") and printed != recorded:
        record.write_bytes(printed)
        old, new = recorded.decode().splitlines(), printed.decode().splitlines()
        name = record.relative_to(ROOT).as_posix()
        with request.config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
            print("\n" + "\n".join(difflib.unified_diff(old, new, name, name, lineterm="")))
        return
    assert printed.decode() == recorded.decode()


@pytest.mark.parametrize("script", SCRIPTS, ids=NAMES)
def test_is_short_enough_to_read(script: Path) -> None:
    assert len(script.read_text(encoding="utf-8").splitlines()) <= 25


def test_every_recorded_output_belongs_to_a_snippet() -> None:
    records = {record.with_suffix(".py") for record in (ROOT / "snippets").glob("*/*.out")}
    assert records == set(SCRIPTS)
