"""Serves the book while it is written: the engine's own server, with live reload."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from bookbinder.engines import engine_command, engine_environment


def serve(root: Path, engine: str, port: int, *, browser: bool) -> int:
    """Become the engine's server until Ctrl-C; return its exit code where a process cannot become another."""
    address = f"127.0.0.1:{port}"
    command = engine_command(engine, "serve", "--dev-addr", address, *(["--open"] if browser else []))
    # Zensical serves from a folder on disk: not from site/, which only a whole build may replace.
    environment = engine_environment() | {"BOOK_SITE": str(root / ".bookbinder" / "served")}
    print(f"serving the book on http://{address}/ (Ctrl-C ends it)", file=sys.stderr, flush=True)
    if os.name != "nt":
        os.chdir(root)
        os.execve(command[0], command, environment)
    return subprocess.run(command, cwd=root, env=environment).returncode
