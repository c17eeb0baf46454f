"""Runs a snippet apart: starts the fork server once, hands it each snippet, and has the outcome judged."""

from __future__ import annotations

import atexit
import contextlib
import functools
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeAlias

import logitbook
from bookbinder.base.problems import Wrong
from bookbinder.run import sandbox
from bookbinder.run.child import STYLE, draws
from bookbinder.run.environment import environment
from bookbinder.run.result import Run, SnippetError, judge
from bookbinder.run.sandbox import LIMITS, Limits

__all__ = ["LIMITS", "Limits", "Run", "SnippetError", "failed", "library", "run_apart", "sources", "stamp", "stop"]

Stamp: TypeAlias = tuple[tuple[str, int, int], ...]

FORKS = sys.platform == "linux"  # elsewhere a fork of a process with numpy in it is not safe, or not to be had
PYTHON = [sys.executable, "-s", "-P", "-B", "-X", "utf8", "-m"]


def library() -> Path:
    """Return the folder of logitbook's modules."""
    return Path(logitbook.__file__).parent


def sources() -> list[Path]:
    """Return the files that decide how a snippet runs and what it imports: what a cache's key must hold."""
    room = Path(__file__).parent
    own = [*sorted(room.glob("[a-z]*.py")), room.parent / "base/characters.py"]
    return [*sorted(library().rglob("*.py")), *own, STYLE]


def stamp() -> Stamp:
    """Return name, time and size of each of the sources, which change when a file is edited."""
    return tuple((str(file), state.st_mtime_ns, state.st_size) for file in sources() for state in [file.stat()])


def run_apart(script: Path, limits: Limits = LIMITS, seed: int = 0) -> Run:
    """Run a script to its end and return its output and values, or raise SnippetError.

    A run is the same with every `seed`, which is that of Python's hashes, or the snippet depends on the order of a set.
    """
    with _lock:
        _insist_on_layers()
    script, token = script.absolute(), secrets.token_hex()
    with snippet_folder() as folder:
        start = fork_server(seed, draws(script)).run if FORKS else functools.partial(_run_fresh, seed)
        stopped, code = start(script, folder, token, limits)
        return judge(folder, token, limits, stopped, code)


@contextlib.contextmanager
def snippet_folder() -> Iterator[Path]:
    """Make the folder of one run for as long as it lasts; raise SnippetError where none can be made."""
    try:
        made = tempfile.TemporaryDirectory(prefix="snippet-", ignore_cleanup_errors=True)
        Path(made.name, "scratch").mkdir()
    except OSError as error:
        raise SnippetError(1, f"it cannot run: no temporary folder can be made: {error.strerror}") from None
    with made as name:
        yield Path(name)


def failed(name: str, error: SnippetError) -> Wrong:
    """Return what a page says of a snippet that does not end as it should."""
    return Wrong(f"snippets/{name}.py:{error.line}: {error.what}", "mend the snippet", "snippet-runs")


def stop() -> None:
    """End the servers and all that runs in them; a later run starts anew."""
    with _lock:
        while _servers:
            _servers.popitem()[1].close()


class _Server:
    """A fork server (fork_server.py) of this process."""

    def __init__(self, seed: int, figures: bool) -> None:
        self.stamp = stamp()
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed by close()
        with theirs:
            self.process = subprocess.Popen(
                [*PYTHON, "bookbinder.run.fork_server", str(theirs.fileno()), *(["figures"] if figures else [])],
                env=environment(seed),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self.errors,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )

    def changed(self) -> set[Path]:
        """Return the sources that have been edited since the server started."""
        return {Path(name) for name, *_ in set(self.stamp) ^ set(stamp())}

    def run(
        self, script: Path, folder: Path, token: str, limits: Limits, plain: dict[str, Any] | None = None
    ) -> tuple[str | None, int]:
        """Have a snippet run; return by what it was stopped, if it was, and its exit code."""
        request: dict[str, object] = {"script": str(script), "folder": str(folder), "token": token}
        request |= {"limits": asdict(limits), "anew": bool(self.changed()), "plain": plain}
        ours, theirs = socket.socketpair()
        with ours:
            with theirs, contextlib.suppress(OSError):  # the server has gone: no answer comes
                socket.send_fds(self.control, [json.dumps(request).encode()], [theirs.fileno()])
            try:
                answer = ours.recv(1 << 10)
            except BaseException:  # Ctrl-C: wait until the child is gone too
                ours.shutdown(socket.SHUT_WR)
                ours.recv(1 << 10)
                raise
        if not answer:
            raise SnippetError(1, f"the fork server ended: {self._last_words()}")
        ending = json.loads(answer)
        return ending["stopped"], ending["code"]

    def _last_words(self) -> str:
        with contextlib.suppress(ValueError):  # closed: another thread called stop()
            self.errors.seek(0)
            for line in reversed(self.errors.read().decode(errors="replace").splitlines()):
                return line
        return "it was stopped"

    def close(self) -> None:
        """End the server; its children end with it."""
        self.control.shutdown(socket.SHUT_RDWR)
        self.control.close()
        self.process.wait()
        self.errors.close()


_servers: dict[tuple[int, bool], _Server] = {}
_lock = threading.Lock()
atexit.register(stop)


def fork_server(seed: int, figures: bool) -> _Server:
    """Return the server of this seed, with or without matplotlib, which lives as long as this process."""
    with _lock:
        held = _servers.get((seed, figures))
        # It has ended, or its own code has been edited since. Of an edited library its children take leave.
        if held and (held.process.poll() is not None or any(library() not in file.parents for file in held.changed())):
            _servers.pop((seed, figures)).close()
        if (seed, figures) not in _servers:
            _servers[seed, figures] = _Server(seed, figures)
        return _servers[seed, figures]


def _run_fresh(seed: int, script: Path, folder: Path, token: str, limits: Limits) -> tuple[str | None, int]:
    """Do what a server does with an interpreter of the snippet's own, where there is no fork."""
    process = subprocess.Popen(
        [*PYTHON, "bookbinder.run.child", str(script), str(folder), json.dumps(asdict(limits)), token],
        env=environment(seed),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        code = process.wait(limits.wall)
        return "processor" if code == -getattr(signal, "SIGXCPU", 0) < 0 else None, code
    except subprocess.TimeoutExpired:
        return "time", 0
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill() if os.name == "nt" else os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@functools.cache
def _insist_on_layers() -> None:
    """Say once, loudly, which layers this system lacks; where pages are published from, do not go on without."""
    if lacks := "; ".join(sandbox.missing()):
        if os.environ.get("CI"):
            raise SnippetError(1, f"snippets cannot run apart here, for want of {lacks}")
        print(f"WARNING: snippets run with less protection here, for want of {lacks}", file=sys.stderr, flush=True)
