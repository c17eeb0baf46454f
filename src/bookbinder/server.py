"""The fork server: holds numpy and logitbook in memory, and forks a keeper and a child for each snippet (Linux).

runner.py starts it, once a process (and once more, with matplotlib, for figures: what is in memory is paid for at every
fork), and sends it a message for each snippet, with one end of a socket:

    {"script": path, "folder": path, "token": text, "limits": {...}}

The keeper forks the child (child.py), waits for its end, enforces the limits that the kernel does not know, and
answers over that socket, then ends: {"stopped": "time" | "folder" | null, "code": exit code, negative for a signal}.
All of them end when their parent does, and the server when its starter does: its socket closes then.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import select
import shutil
import signal
import socket
import sys
import time
from pathlib import Path
from typing import Any

import numpy.random
import numpy.testing  # noqa: F401 - it starts a process when it is imported, which a snippet may not

import logitbook  # noqa: F401
from bookbinder import isolation
from bookbinder.child import become, load_matplotlib
from bookbinder.isolation import Limits

TICK = 50  # milliseconds between two looks at the folder and the clock
BLOCK = 4096  # bytes that the smallest file takes


def serve(control: socket.socket) -> None:
    """Fork a keeper for each request until the other end closes."""
    readable = isolation.readable()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for keepers
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 1 << 16, 1)
        if not message:
            return
        request = json.loads(message)
        if os.fork() == 0:
            control.close()
            isolation.die_with_parent()
            with socket.socket(fileno=descriptors[0]) as answer:
                _keep(answer, request, readable)
            os._exit(0)
        os.close(descriptors[0])


def _keep(answer: socket.socket, request: dict[str, Any], readable: list[Path]) -> None:
    """Run one snippet in a child, end it in time, and answer how it ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    folder, limits = Path(request["folder"]), Limits(**request["limits"])
    end = time.monotonic() + limits.wall
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        isolation.die_with_parent()
        become(Path(request["script"]), folder, limits, request["token"], readable)
    with contextlib.suppress(OSError):  # both do it, so that it is done before either goes on
        os.setpgid(child, child)
    handle = os.pidfd_open(child)
    events = select.poll()
    events.register(handle, select.POLLIN)
    events.register(answer, select.POLLIN)
    stopped = None
    while not (ready := events.poll(TICK)) and not stopped:
        if time.monotonic() > end:
            stopped = "time"
        elif _size(folder / "scratch") > limits.folder:
            stopped = "folder"
    os.killpg(child, signal.SIGKILL)
    _, status, usage = os.wait4(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code == -signal.SIGXCPU or usage.ru_utime + usage.ru_stime >= limits.cpu:
        stopped = "time"
    if answer.fileno() in dict(ready):  # nobody is there to read the answer, or to remove the folder
        shutil.rmtree(folder, ignore_errors=True)
    with contextlib.suppress(OSError):
        answer.send(json.dumps({"stopped": stopped, "code": code}).encode())


def _size(folder: Path) -> int:
    total = 0
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            total += max(BLOCK, entry.stat(follow_symlinks=False).st_size)
    return total


if __name__ == "__main__":
    if "figures" in sys.argv:
        load_matplotlib()
    with socket.socket(fileno=int(sys.argv[1])) as control:
        serve(control)
