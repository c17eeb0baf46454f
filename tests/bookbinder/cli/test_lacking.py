"""What a machine lacks is said once, with the command that installs it; with CI set nothing is skipped."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bookbinder.cli import suite
from tests.conftest import told_once

TESTS = """
import pytest
from tests.conftest import skip_without

@pytest.mark.parametrize("tools", [["Chromium"], ["Chromium"], ["Java"], ["Chromium", "Java"], []])
def test_one(tools):
    skip_without(*tools)

def test_other():
    pytest.skip("the machine is another one")
"""


def run(root: Path, tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run tests of which most lack something, with the reports of the book's own."""
    (tmp_path / "test_one.py").write_text(TESTS)
    command = [sys.executable, "-m", "pytest", "-q", "-c", "pyproject.toml", "-p", "tests.conftest", str(tmp_path)]
    own = {name: value for name, value in os.environ.items() if name != "CI"}
    return subprocess.run(command, cwd=root, env=own | environment, capture_output=True, text=True)


def test_all_that_is_lacking_is_one_line_with_the_command_that_installs_it(root: Path, tmp_path: Path) -> None:
    done = run(root, tmp_path)
    assert "1 passed, 5 skipped" in done.stdout
    told = re.findall(".*(?:SKIPPED|LACKING|another one).*", done.stdout)
    fix = "apt install chromium default-jre-headless" if shutil.which("apt-get") else "install Chromium, Java"
    assert told[0] == "the machine is another one"
    assert told[1:] == [f"SKIPPED 4 tests for want of Chromium, Java: {fix}"]


def test_several_runs_of_one_test_command_say_it_once_behind_all_of_them(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr(suite, "check", lambda root, progress: [])
    monkeypatch.setattr(suite, "CHECKS", [])
    monkeypatch.setattr(suite, "COVERAGE", [])
    (tmp_path / "test_one.py").write_text(TESTS)
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)
    command = ["pytest", "-q", "-c", "pyproject.toml", "-p", "tests.conftest", str(tmp_path)]
    monkeypatch.setattr(suite, "TESTS", {"some": [*command, "-k", "test_one"], "more": command})
    assert suite.run_suite(root, False, [], lambda text: None) == 0
    out, err = capfd.readouterr()
    assert "SKIPPED" not in out
    assert err.splitlines()[-2] == "the machine is another one"
    assert err.splitlines()[-1].startswith("SKIPPED 8 tests for want of Chromium, Java: ")


def test_with_ci_set_what_is_lacking_fails(root: Path, tmp_path: Path) -> None:
    done = run(root, tmp_path, CI="true")
    assert done.returncode == 1
    assert "4 failed, 1 passed, 1 skipped" in done.stdout
    assert "Failed: LACKING: Chromium" in done.stdout


def test_the_command_installs_no_more_than_what_is_lacking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: name)
    fix = "SKIPPED 1 tests for want of Chromium: apt install chromium"
    assert told_once(["Skipped: LACKING: Chromium"]) == [fix]


def test_where_there_is_no_apt_the_tools_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert told_once(["LACKING: Chromium", "LACKING: Java"]) == [
        "SKIPPED 2 tests for want of Chromium, Java: install Chromium, Java"
    ]


def test_where_nothing_was_skipped_nothing_is_said() -> None:
    assert told_once([]) == []
