"""What one snippet may take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """The limits of one snippet. It has one process and one thread: seccomp allows no other."""

    wall: float = 10.0  # seconds until it has ended
    cpu: int = 8  # whole seconds of processor time
    memory: int = 1 << 30  # bytes, beside what the interpreter and numpy take
    output: int = 64 << 10  # bytes printed
    file: int = 1 << 20  # bytes in each file
    folder: int = 16 << 20  # bytes in all its files; a file counts 4 KiB at least
    handles: int = 64  # files open at once


LIMITS = Limits()
