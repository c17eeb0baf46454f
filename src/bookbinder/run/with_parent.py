"""Runs a module as a program that ends when the process that started it ends (Linux).

    python -m bookbinder.run.with_parent PID MODULE [WORD ...]

The program asks the kernel for it itself: Popen's preexec_fn can wait for ever in a process that has threads.
"""

from __future__ import annotations

import ctypes
import os
import runpy
import signal
import sys


def command_of(module: str, *words: str) -> list[str]:
    """Return the command line of a module that ends with this process."""
    return [sys.executable, "-P", "-m", __name__, str(os.getpid()), module, *words]


def die_with_parent() -> None:
    """Have the kernel kill this process when its parent ends (Linux)."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def main() -> None:
    """Run the module, unless the parent has ended already."""
    parent, module = int(sys.argv[1]), sys.argv[2]
    if sys.platform == "linux":
        die_with_parent()
        if os.getppid() != parent:
            return
    del sys.argv[1:3]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
