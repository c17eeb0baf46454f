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

from bookbinder.base import variables
from bookbinder.base.problems import BookError, Problem
from bookbinder.content.book import read_book
from bookbinder.content.config import CONFIG
from bookbinder.preview.docs_mirror import Mirror
from bookbinder.preview.engine_process import EngineProcess, Terminal
from bookbinder.preview.local_proxy import LocalProxy
from bookbinder.preview.one_preview import only_preview
from bookbinder.preview.product_process import ProductProcess
from bookbinder.rules.configuration import configuration_problems
from bookbinder.rules.navigation import navigation_problems
from bookbinder.rules.preview import outdated
from bookbinder.site.engines import engine_environment
from bookbinder.site.front_end import SOURCES, write_bundles
from bookbinder.site.licences import FILE as LICENCES
from bookbinder.site.licences import preview_licences

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
    with only_preview(root) as say_address:
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
                address = f"http://127.0.0.1:{proxy.port}/"
                say_address(address.encode())
                return Preview(root, engine, proxy, address, terminal).run(browser=browser)
        finally:
            terminal.end()


class Preview:
    """One book, shown by one engine after the other."""

    def __init__(self, root: Path, engine: str, proxy: LocalProxy, address: str, terminal: Terminal) -> None:
        self.root, self.engine, self.proxy, self.address, self.terminal = root, engine, proxy, address, terminal
        # Zensical serves from a folder on disk: not from site/, which only a whole build may replace.
        place, served, self.reports = (
            Path(".bookbinder/preview"),
            root / ".bookbinder/served",
            root / ".bookbinder/reports",
        )
        self.environment = engine_environment() | {variables.DOCS: str(place), variables.SITE: str(served)}
        # The mirror watches everything else.
        self.environment |= {variables.WATCH: "overrides", variables.REPORTS: str(self.reports)}
        proxy.page = STARTING
        for folder in (served, self.reports):
            shutil.rmtree(folder, ignore_errors=True)  # a link in it would lead the engine elsewhere
        self.licences = proxy.files = {LICENCES: preview_licences(root, engine).encode()}
        self.mirror = Mirror(root, root / place)
        write_bundles(root, self.mirror.place / "assets")
        self.edited: float | None = None  # when the last edit was seen

    def run(self, *, browser: bool) -> int:
        """Show the book, and what keeps it from being shown until somebody edits it."""
        with ProductProcess(self.root, self.root / ".bookbinder/products", self.address) as products:
            again: bool | None = None  # whether an edit is still to be tried once more; None before the first edit
            while True:
                code, error, edited = self._run_engine(products, browser=browser)
                again, browser = edited or again, browser and self.proxy.engine is None
                self.proxy.engine = None
                problems = sorted(navigation_problems(read_book(self.root)))
                if not problems and again:  # perhaps a file just went while it was read
                    again = False
                    continue
                if not problems and again is None:
                    if error:
                        self.terminal.say(error)
                    return code
                if not problems:
                    why = f" ({error})" if error else "; the terminal shows why"
                    what = f"{self.engine} ended twice (exit code {code}) after the last edit{why}"
                    problems = [Problem(CONFIG, 1, what, "fix or undo that edit")]
                text = "\n".join(map(str, problems))
                self.terminal.say(text)
                why = "This page reloads by itself when this is fixed:"
                self.proxy.page = PAGE.format(title="The book cannot be shown", text=why, problems=html.escape(text))
                while not (files := self.mirror.look()):
                    time.sleep(POLL)
                again = True
                self._note_edit(products, files)
                self.proxy.page = STARTING

    def _run_engine(self, products: ProductProcess, *, browser: bool) -> tuple[int, str, bool]:
        """Run an engine to its end; return its exit code, its error, and whether the book was edited while it ran."""
        edited = False
        with EngineProcess(self.root, self.engine, self.environment, self.terminal) as running:
            while (code := running.exit_code()) is None:
                if self.proxy.engine is None and running.answers():
                    self.proxy.engine = running.address
                    self.terminal.say(f"Serving on {self.address} (Ctrl-C ends it)")
                    if browser:  # in a thread, for some browsers are waited for
                        threading.Thread(target=webbrowser.open, args=[self.address], daemon=True).start()
                if files := self.mirror.look():
                    edited = True
                    self._note_edit(products, files)
                if self.proxy.engine and products.look():  # not while the engine starts: it would be slower
                    self._take(products)
                time.sleep(POLL)
        return code, running.error(), edited

    def _note_edit(self, products: ProductProcess, files: set[Path]) -> None:
        self.edited = time.monotonic()
        products.edited()
        if self.root / SOURCES in {file.parent for file in files}:
            try:
                write_bundles(self.root, self.mirror.place / "assets")
            except BookError as error:
                self.terminal.say(str(error))
        self._hand_over(products)

    def _hand_over(self, products: ProductProcess) -> None:
        """Have the proxy answer with what there is, and with the scripts: an engine that builds keeps these back."""
        scripts = {f"assets/{file.name}": file.read_bytes() for file in (self.mirror.place / "assets").glob("*.js")}
        self.proxy.files, self.proxy.stale = products.files | self.licences | scripts, products.stale

    def _take(self, products: ProductProcess) -> None:
        self._hand_over(products)
        if products.stale:
            return
        if products.said:
            self.terminal.say(products.said)
        else:
            self.mirror.write_later(outdated(products.problems, self.reports))
            if self.edited is not None:
                self.terminal.say(f"shown after {time.monotonic() - self.edited:.1f} s")
