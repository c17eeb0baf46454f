"""The fork server: holds numpy and logitbook in memory, forks a child for each snippet and kills it in time (Linux).

session.py starts it, once a process (and once more, with matplotlib, for figures: each fork pays for what is in
memory), and sends it a message for each snippet, with one end of a socket of the snippet's own:

    {"script": path, "folder": path, "token": text, "limits": {...}, "reload": whether logitbook has been edited since,
     "command": null, or the arguments of child.run_command}

The child runs the snippet (child.py), or executes the command. The server enforces the limits that the kernel does
not know, and answers over that socket: {"stopped": "time" | "processor" | "folder" | null, "code": exit code, negative
for a signal}. Children end when the server does, and the server ends when its starter does: its socket closes then.
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
import numpy.testing  # noqa: F401 - its import starts a process, which a snippet may not

import logitbook  # noqa: F401
from bookbinder.run import sandbox
from bookbinder.run.child import run_command, run_snippet
from bookbinder.run.libraries import load_matplotlib, reload_logitbook
from bookbinder.run.limits import Limits
from bookbinder.run.with_parent import die_with_parent

POLL_INTERVAL = 50  # milliseconds between two checks of clocks and folders
BLOCK = 4096  # bytes that the smallest file takes


@dataclass
class Child:
    """A running snippet."""

    pid: int
    answer: socket.socket
    folder: Path
    limits: Limits
    end: float


def serve(control: socket.socket) -> None:
    """Fork a child for each request and finish it when it ends, until the other end of the socket closes."""
    sandbox.system_call_filter()  # made once for all children
    readable = sandbox.readable_paths()
    gc.freeze()
    events, children = select.poll(), dict[int, Child]()
    events.register(control, select.POLLIN)
    while True:
        ready = dict(events.poll(POLL_INTERVAL if children else None))
        for handle, child in list(children.items()):
            abandoned = child.answer.fileno() in ready
            stopped = _exceeded_limit(child)
            if handle in ready or abandoned or stopped:
                for watched in (handle, child.answer):
                    events.unregister(watched)
                os.close(handle)
                _finish(children.pop(handle), stopped, abandoned)
        if control.fileno() in ready:
            message, descriptors, _, _ = socket.recv_fds(control, 1 << 16, 1)
            if not message:
                for child in children.values():
                    _finish(child, None, abandoned=True)
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
        die_with_parent()
        if request["command"]:
            run_command(Path(request["script"]), folder, limits, **request["command"])
        problem = reload_logitbook() if request["reload"] else ""
        run_snippet(Path(request["script"]), folder, limits, request["token"], readable, problem)
    with contextlib.suppress(OSError):  # both processes do it, so that it is done before either goes on
        os.setpgid(pid, pid)
    return Child(pid, socket.socket(fileno=answer), folder, limits, end)


def _exceeded_limit(child: Child) -> str | None:
    """Return which limit the child has exceeded."""
    if time.monotonic() > child.end:
        return "time"
    return "folder" if _folder_size(child.folder / "scratch") > child.limits.folder else None


def _finish(child: Child, stopped: str | None, abandoned: bool) -> None:
    """Kill the child and its group; answer how it ended, or remove its folder if nobody waits for the answer."""
    os.killpg(child.pid, signal.SIGKILL)
    _, status, usage = os.wait4(child.pid, 0)
    code = os.waitstatus_to_exitcode(status)
    if not stopped and (code == -signal.SIGXCPU or usage.ru_utime + usage.ru_stime >= child.limits.cpu):
        stopped = "processor"
    with child.answer, contextlib.suppress(OSError):
        if abandoned:
            shutil.rmtree(child.folder)
        else:
            child.answer.send(json.dumps({"stopped": stopped, "code": code}).encode())


def _folder_size(folder: Path) -> int:
    """Return how many bytes the files of a folder take."""
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
