"""Serves the book while it is written: the engine's own server, with live reload, started again where it ends."""

from __future__ import annotations

import errno
import html
import shutil
import socket
import sys
import threading
import time
import webbrowser
from pathlib import Path

from bookbinder.book import read_book
from bookbinder.config import CONFIG
from bookbinder.engine_process import EngineProcess, Terminal
from bookbinder.engines import engine_environment
from bookbinder.errors import BookError, Problem
from bookbinder.local_proxy import LocalProxy
from bookbinder.mirror import Mirror
from bookbinder.navigation import navigation_problems
from bookbinder.rules.configuration import configuration_problems

POLL = 0.05  # seconds between two looks at the files
LAST_PORT = 65_535
PAGE = """\
<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="1"><title>{title}</title>
<h1>{title}</h1><p>{text}</p><pre>{problems}</pre></html>
"""
STARTING = PAGE.format(title="The book is starting", text="This page reloads by itself.", problems="")


def serve(root: Path, engine: str, port: int, *, browser: bool) -> int:
    """Show the book until Ctrl-C; return the engine's exit code where it ends for a reason that is no page's."""
    if not 0 <= port <= LAST_PORT:
        raise BookError(Problem("--port", 0, f"{port} is not a port", f"choose one from 1024 to {LAST_PORT}"))
    if unsafe := [*configuration_problems(root)]:  # the engine would load it at once
        raise BookError(*unsafe)
    try:
        listener = socket.create_server(("127.0.0.1", port))
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise BookError(
                Problem("--port", 0, f"{port} cannot be used ({error.strerror})", "choose another")
            ) from None
        other = port + 1 if port < LAST_PORT else port - 1
        print(f"./dev serve: port {port} is taken: add --port {other}", file=sys.stderr)
        return 1
    terminal = Terminal()
    try:
        with LocalProxy(listener) as proxy:
            return _serve(root, engine, proxy, terminal, browser=browser)
    finally:
        terminal.end()


def _serve(root: Path, engine: str, proxy: LocalProxy, terminal: Terminal, *, browser: bool) -> int:
    # Zensical serves from a folder on disk: not from site/, which only a whole build may replace.
    place, served = Path(".bookbinder/preview"), root / ".bookbinder" / "served"
    environment = engine_environment() | {"BOOK_DOCS": str(place), "BOOK_SITE": str(served)}
    environment["BOOK_WATCH"] = "overrides"  # the mirror sees to all else
    address = f"http://127.0.0.1:{proxy.port}/"
    proxy.page = STARTING
    shutil.rmtree(served, ignore_errors=True)  # a link in it would lead the engine elsewhere
    mirror = Mirror(root, root / place)
    while True:
        edited = False
        with EngineProcess(root, engine, environment, terminal) as running:
            while (code := running.exit_code()) is None:
                if proxy.engine is None and running.answers():
                    proxy.engine = running.address
                    terminal.say(f"Serving on {address} (Ctrl-C ends it)")
                    if browser:  # in a thread, for some browsers are waited for
                        threading.Thread(target=webbrowser.open, args=[address], daemon=True).start()
                    browser = False
                edited |= mirror.look()
                time.sleep(POLL)
        proxy.engine = None
        problems = sorted(navigation_problems(read_book(root)))
        if edited and not problems:
            what = f"{engine} ended (exit code {code}) after the last edit; the terminal shows why"
            problems = [Problem(CONFIG, 1, what, "fix or undo that edit")]
        if not problems:
            return code
        text = "\n".join(map(str, problems))
        terminal.say(text)
        why = "This page reloads by itself when this is fixed:"
        proxy.page = PAGE.format(title="The book cannot be shown", text=why, problems=html.escape(text))
        while not mirror.look():
            time.sleep(POLL)
        proxy.page = STARTING
