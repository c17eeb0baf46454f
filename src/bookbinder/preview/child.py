"""Starts, tells and ends a process of the preview, which takes one line of its input after the other."""

from __future__ import annotations

import contextlib
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen

from bookbinder.run.with_parent import command_of


def start(
    module: str,
    *words: object,
    output: int = DEVNULL,
    folder: Path | None = None,
    environment: dict[str, str] | None = None,
) -> Popen[bytes]:
    """Start a module of the preview, which ends with this process."""
    return Popen(
        command_of(f"bookbinder.preview.{module}", *map(str, words)),
        cwd=folder,
        env=environment,
        stdin=PIPE,
        stdout=output,
        stderr=DEVNULL,
    )


def tell(process: Popen[bytes], line: object) -> None:
    """Send a line to a process; one that has just ended does not get it."""
    assert process.stdin is not None
    with contextlib.suppress(BrokenPipeError):
        process.stdin.write(f"{line}\n".encode())
        process.stdin.flush()


def end(process: Popen[bytes] | None) -> None:
    """End a process, if there is one."""
    if process:
        process.kill()
        process.wait()
        assert process.stdin is not None
        with contextlib.suppress(OSError):  # it has ended before it read everything
            process.stdin.close()
