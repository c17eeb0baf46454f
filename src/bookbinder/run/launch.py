"""Becomes a Python of its own that runs a script behind the layers of a snippet (Linux).

The layers stay through execve. Whatever the script executes in turn is that interpreter again, behind the same layers:
no other file is executable.
"""

from __future__ import annotations

import os
import traceback
from pathlib import Path
from typing import NoReturn

from bookbinder.run import sandbox
from bookbinder.run.child import open_streams, own_places
from bookbinder.run.sandbox import Limits


def launch(
    script: Path,
    folder: Path,
    limits: Limits,
    command: list[str],
    environment: dict[str, str],
    readable: list[str],
    executable: list[str],
    listed: list[str],
) -> NoReturn:
    """Execute the command in place of this process, which ends with it."""
    try:
        scratch = folder / "scratch"
        open_streams(folder, {"output": 1, "errors": 2})
        os.chdir(scratch)
        places = ([Path(name) for name in names] for names in (readable, executable, listed))
        sandbox.confine(limits, script, scratch, *places)
        os.execve(command[0], command, os.environ | own_places(scratch) | environment)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(127)
