"""All that this process keeps from run to run: its fork servers, and whether it has warned about missing layers."""

from __future__ import annotations

import atexit
import contextlib
import json
import socket
import subprocess
import sys
import tempfile
import threading
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bookbinder.run import sandbox
from bookbinder.run.environment import in_ci, snippet_environment
from bookbinder.run.limits import Limits
from bookbinder.run.result import SnippetError
from bookbinder.run.source_files import library_folder, source_states

PYTHON = [sys.executable, "-s", "-P", "-B", "-X", "utf8", "-m"]


class ForkServer:
    """A running fork server (fork_server.py)."""

    def __init__(self, seed: int, figures: bool) -> None:
        self.sources = source_states()
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed by close()
        with theirs:
            self.process = subprocess.Popen(
                [*PYTHON, "bookbinder.run.fork_server", str(theirs.fileno()), *(["figures"] if figures else [])],
                env=snippet_environment(seed),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self.errors,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )

    def edited(self) -> set[Path]:
        """Return the source files that have been edited since the server started."""
        return {Path(name) for name, *_ in set(self.sources) ^ set(source_states())}

    def usable(self) -> bool:
        """Return whether it runs and its own code is unchanged; its children reload an edited library."""
        return self.process.poll() is None and all(library_folder() in file.parents for file in self.edited())

    def run(
        self, script: Path, folder: Path, token: str, limits: Limits, command: dict[str, Any] | None = None
    ) -> tuple[str | None, int]:
        """Run a snippet, or a command behind its layers; return the limit that stopped it, and its exit code."""
        request: dict[str, object] = {"script": str(script), "folder": str(folder), "token": token}
        request |= {"limits": asdict(limits), "reload": bool(self.edited()), "command": command}
        ours, theirs = socket.socketpair()
        with ours:
            with theirs, contextlib.suppress(OSError):  # the server has ended: no answer comes
                socket.send_fds(self.control, [json.dumps(request).encode()], [theirs.fileno()])
            try:
                answer = ours.recv(1 << 10)
            except BaseException:  # Ctrl-C: wait until the child has ended too
                ours.shutdown(socket.SHUT_WR)
                ours.recv(1 << 10)
                raise
        if not answer:
            raise SnippetError(1, f"the fork server ended: {self._last_error()}")
        ending = json.loads(answer)
        return ending["stopped"], ending["code"]

    def _last_error(self) -> str:
        with contextlib.suppress(ValueError):  # closed: another thread stopped the servers
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


class Session:
    """The fork servers of this process, by hash seed, with and without matplotlib."""

    def __init__(self) -> None:
        self.servers: dict[tuple[int, bool], ForkServer] = {}
        self.lock = threading.Lock()
        self.warned = False

    def check_layers(self) -> None:
        """Warn once if the sandbox lacks a layer; in CI, where pages are published from, raise SnippetError."""
        if missing := "; ".join(sandbox.missing_layers()):
            if in_ci():
                raise SnippetError(1, f"snippets cannot run in the sandbox here, which lacks {missing}")
            with self.lock:
                if not self.warned:
                    warning = f"WARNING: snippets run with less protection here: the sandbox lacks {missing}"
                    print(warning, file=sys.stderr, flush=True)
                self.warned = True

    def server(self, seed: int, figures: bool) -> ForkServer:
        """Return the server for this seed, with or without matplotlib; start it if there is no usable one."""
        with self.lock:
            server = self.servers.get((seed, figures))
            if server and not server.usable():
                self.servers.pop((seed, figures)).close()
                server = None
            if not server:
                server = self.servers[seed, figures] = ForkServer(seed, figures)
            return server

    def stop(self) -> None:
        """End the servers and all that runs in them; the next run starts a new one."""
        with self.lock:
            while self.servers:
                self.servers.popitem()[1].close()


SESSION = Session()
atexit.register(SESSION.stop)
