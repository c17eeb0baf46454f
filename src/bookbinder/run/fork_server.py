"""The fork server: holds numpy and logitbook in memory, forks a child for each snippet, and ends it in time (Linux).

runner.py starts it, once a process (and once more, with matplotlib, for figures: what is in memory is paid for at every
fork), and sends it a message for each snippet, with one end of a socket of its own:

    {"script": path, "folder": path, "token": text, "limits": {...}, "anew": whether logitbook has been edited since,
     "plain": null, or what a Python of its own needs (launch.py)}

The child becomes the snippet (child.py), or a Python that runs it. The server enforces the limits that the kernel does
not know, and answers over that socket: {"stopped": "time" | "processor" | "folder" | null, "code": exit code, negative
for a signal}. Children end when the server does, and the server when its starter does: its own socket closes then.
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
from dataclasses import dataclass
from pathlib import Path

import numpy.random
import numpy.testing  # noqa: F401 - it starts a process when it is imported, which a snippet may not

import logitbook  # noqa: F401
from bookbinder.run import sandbox
from bookbinder.run.child import become, load_matplotlib, read_library_anew
from bookbinder.run.launch import launch
from bookbinder.run.sandbox import Limits

TICK = 50  # milliseconds between two looks at clocks and folders
BLOCK = 4096  # bytes that the smallest file takes


@dataclass
class Child:
    """A snippet that runs."""

    pid: int
    answer: socket.socket
    folder: Path
    limits: Limits
    end: float


def serve(control: socket.socket) -> None:
    """Fork a child for each request and see to its end, until the other end of the socket closes."""
    sandbox.system_call_filter()  # made here, once, for all children
    readable = sandbox.readable()
    gc.freeze()
    events, children = select.poll(), dict[int, Child]()
    events.register(control, select.POLLIN)
    while True:
        ready = dict(events.poll(TICK if children else None))
        for handle, child in list(children.items()):
            left = child.answer.fileno() in ready
            stopped = _stopped(child)
            if handle in ready or left or stopped:
                for watched in (handle, child.answer):
                    events.unregister(watched)
                os.close(handle)
                _finish(children.pop(handle), stopped, left)
        if control.fileno() in ready:
            message, descriptors, _, _ = socket.recv_fds(control, 1 << 16, 1)
            if not message:
                for child in children.values():
                    _finish(child, None, left=True)
                return
            child = _start(message, descriptors[0], readable)
            handle = os.pidfd_open(child.pid)
            children[handle] = child
            for watched in (handle, child.answer):
                events.register(watched, select.POLLIN)


def _start(message: bytes, answer: int, readable: list[Path]) -> Child:
    request = json.loads(message)
    folder, limits = Path(request["folder"]), Limits(**request["limits"])
    end = time.monotonic() + limits.wall
    pid = os.fork()
    if pid == 0:
        os.setpgid(0, 0)
        sandbox.die_with_parent()
        if request["plain"]:
            launch(Path(request["script"]), folder, limits, **request["plain"])
        wrong = read_library_anew() if request["anew"] else ""
        become(Path(request["script"]), folder, limits, request["token"], readable, wrong)
    with contextlib.suppress(OSError):  # both do it, so that it is done before either goes on
        os.setpgid(pid, pid)
    return Child(pid, socket.socket(fileno=answer), folder, limits, end)


def _stopped(child: Child) -> str | None:
    """Return which limit the child has passed."""
    if time.monotonic() > child.end:
        return "time"
    return "folder" if _size(child.folder / "scratch") > child.limits.folder else None


def _finish(child: Child, stopped: str | None, left: bool) -> None:
    """End the child and all of its group; answer how it ended, or clean up where nobody is left to hear it."""
    os.killpg(child.pid, signal.SIGKILL)
    _, status, usage = os.wait4(child.pid, 0)
    code = os.waitstatus_to_exitcode(status)
    if not stopped and (code == -signal.SIGXCPU or usage.ru_utime + usage.ru_stime >= child.limits.cpu):
        stopped = "processor"
    with child.answer, contextlib.suppress(OSError):
        if left:
            shutil.rmtree(child.folder)
        else:
            child.answer.send(json.dumps({"stopped": stopped, "code": code}).encode())


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
