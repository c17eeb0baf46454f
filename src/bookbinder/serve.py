"""Serves the book while it is written: the engine's own server, with live reload."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bookbinder.engines import engine_command, engine_environment


def serve(root: Path, engine: str, port: int, *, browser: bool) -> int:
    """Serve until Ctrl-C; return the engine's exit code."""
    address = f"127.0.0.1:{port}"
    command = engine_command(engine, "serve", "--dev-addr", address)
    if browser:
        command.append("--open")
    print(f"serving the book on http://{address}/ (Ctrl-C ends it)", file=sys.stderr, flush=True)
    process = subprocess.Popen(command, cwd=root, env=engine_environment(), stdin=subprocess.DEVNULL)
    try:
        return process.wait()
    except KeyboardInterrupt:
        return process.wait()
