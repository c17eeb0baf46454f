"""A program that is started with its parent ends with it, also where the parent has ended before."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from bookbinder.run.with_parent import command_of


def test_a_module_runs_as_a_program_of_its_own() -> None:
    done = subprocess.run(command_of("calendar", "2026", "11"), capture_output=True, text=True)
    assert (done.returncode, done.stderr, done.stdout.split()[:2]) == (0, "", ["November", "2026"])


def test_a_module_does_not_run_when_the_process_that_started_it_has_ended(tmp_path: Path) -> None:
    (tmp_path / "shout.py").write_text("print('too late')\n")
    command = command_of("shout")
    command[command.index(str(os.getpid()))] = "1"  # as if another process had taken this one's place
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert (done.returncode, done.stdout, done.stderr) == (0, "" if sys.platform == "linux" else "too late\n", "")
