"""Serves the book while it is written: the engine's own server, with live reload, started again where it ends."""

from __future__ import annotations

import contextlib
import html
import socket
import subprocess
import sys
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from bookbinder.book import read_book
from bookbinder.config import CONFIG
from bookbinder.engines import engine_command, engine_environment
from bookbinder.errors import Problem
from bookbinder.isolation import die_with_parent
from bookbinder.mirror import Mirror
from bookbinder.navigation import navigation_problems

LOOK = 0.05  # seconds between two looks at the files
STOPPED = 130  # by Ctrl-C
PAGE = """\
<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="1"><title>A mistake</title>
<h1>The book cannot be shown</h1><p>This goes on by itself when it is mended.</p><pre>{problems}</pre></html>
"""


def serve(root: Path, engine: str, port: int, *, browser: bool) -> int:
    """Run the engine's server until Ctrl-C; return its exit code where it ends for a reason that is no page's."""
    address = f"127.0.0.1:{port}"
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
        print(f"./dev serve: port {port} is taken: add --port {port + 1}", file=sys.stderr)
        return 1
    command = engine_command(engine, "serve", "--dev-addr", address)
    # Zensical serves from a folder on disk: not from site/, which only a whole build may replace.
    place, served = Path(".bookbinder/preview"), root / ".bookbinder" / "served"
    environment = engine_environment() | {"BOOK_DOCS": str(place), "BOOK_SITE": str(served)}
    environment["BOOK_WATCH"] = "overrides"  # the mirror sees to all else
    mirror = Mirror(root, root / place)
    print(f"serving the book on http://{address}/ (Ctrl-C ends it)", file=sys.stderr, flush=True)
    while True:
        last = ["--open"] if browser else []
        server = subprocess.Popen(
            [*command, *last],
            cwd=root,
            env=environment,
            preexec_fn=die_with_parent if sys.platform == "linux" else None,
        )
        edited = False
        try:
            while (code := server.poll()) is None:
                edited |= mirror.look()
                time.sleep(LOOK)
            problems = sorted(navigation_problems(read_book(root)))
            if edited and not problems:
                what = f"{engine} ended (exit code {code}) after the last edit; the terminal shows why"
                problems = [Problem(CONFIG, 1, what, "mend or undo that edit")]
            if not problems:
                return code
            browser = False
            _show_until_mended(problems, mirror, port)
        except KeyboardInterrupt:
            server.terminate()  # where the signal did not go to the whole group
            server.wait()
            return STOPPED


def _show_until_mended(problems: list[Problem], mirror: Mirror, port: int) -> None:
    """Say in the terminal, and in the engine's place, what keeps the engine from going on, until a file changes."""
    text = "\n".join(map(str, problems))
    print(text, file=sys.stderr, flush=True)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(503)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(PAGE.format(problems=html.escape(text)).encode())

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", port), Handler) as server:
        server.timeout = LOOK
        while not mirror.look():
            server.handle_request()
