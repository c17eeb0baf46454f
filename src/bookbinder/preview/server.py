"""Serves the book while it is written: runs an engine's server with live reload, and starts it again if it ends."""

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
from bookbinder.preview.article_process import ArticleProcess
from bookbinder.preview.article_streams import SCRIPT
from bookbinder.preview.docs_mirror import Mirror
from bookbinder.preview.engine_process import EngineProcess, Terminal
from bookbinder.preview.engine_relay import PAGE_END
from bookbinder.preview.local_proxy import LocalProxy
from bookbinder.preview.one_preview import only_preview
from bookbinder.preview.product_process import ProductProcess
from bookbinder.rules.configuration import configuration_problems
from bookbinder.rules.navigation import navigation_problems
from bookbinder.rules.preview import outdated, write_rest
from bookbinder.site.engines import engine_environment
from bookbinder.site.front_end import RUN, SOURCES, write_bundles
from bookbinder.site.licences import FILE as LICENCES
from bookbinder.site.licences import preview_licences
from bookbinder.site.runtime_files import kept_runtime

POLL = 0.05  # seconds
LAST_PORT = 65_535
PAGE = """\
<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="1"><title>{title}</title>
<h1>{title}</h1><p>{text}</p><pre>{problems}</pre></html>
"""
STARTING = PAGE.format(title="The book is starting", text="This page reloads by itself.", problems="")


def serve(root: Path, engine: str, port: int, *, browser: bool) -> int:
    """Serve the book until Ctrl-C; return the engine's exit code if it ends before the first edit."""
    if not 0 <= port <= LAST_PORT:
        raise BookError(Problem("--port", 0, f"{port} is not a port", f"choose one from 1024 to {LAST_PORT}"))
    if unsafe := [*configuration_problems(root)]:  # the engine would load it at once
        raise BookError(*unsafe)
    with only_preview(root) as write_address:
        try:
            listener = socket.create_server(("127.0.0.1", port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                what = f"{port} cannot be used ({error.strerror})"
                raise BookError(Problem("--port", 0, what, "choose another")) from None
            other = port + 1 if port < LAST_PORT else port - 1
            print(f"./dev serve: port {port} is taken: add --port {other}", file=sys.stderr)
            return 1
        terminal = Terminal()
        try:
            with LocalProxy(listener) as proxy:
                address = f"http://127.0.0.1:{proxy.port}/"
                write_address(address.encode())
                return Preview(root, engine, proxy, address, terminal).run(browser=browser)
        finally:
            terminal.end()


def _add_script(page: bytes) -> bytes:
    """Return a page that shows its edited article at once."""
    return page.replace(PAGE_END, b"<script>%b</script>%b" % (SCRIPT.read_bytes(), PAGE_END), 1)


def _add_run(page: bytes) -> bytes:
    """Return a page that says where the files are that run its scripts, as postprocess.py has it in the site."""
    return _add_script(page).replace(b"<html ", b'<html data-run="/%b" ' % RUN.encode(), 1)


class Preview:
    """One book, served by one engine process after the other."""

    def __init__(self, root: Path, engine: str, proxy: LocalProxy, address: str, terminal: Terminal) -> None:
        self.root, self.engine, self.proxy, self.address, self.terminal = root, engine, proxy, address, terminal
        folder = root / ".bookbinder"
        # Zensical serves files of a folder, which must not be site/: only a complete build may replace that.
        served, self.reports = folder / "served", folder / "reports"
        for outdated_folder in (served, self.reports):
            shutil.rmtree(outdated_folder, ignore_errors=True)  # a link in it would lead the engine elsewhere
        self.environment = engine_environment() | {
            variables.DOCS: ".bookbinder/preview",
            variables.SITE: str(served),
            variables.WATCH: "overrides",  # the mirror watches everything else
            variables.REPORTS: str(self.reports),
        }
        proxy.page = STARTING
        runtime = kept_runtime(root)
        self.runs = runtime is not None
        self.lasting: dict[str, bytes | Path] = {LICENCES: preview_licences(root, runtime, engine).encode()}
        if runtime:
            self.lasting |= runtime.places()
        proxy.complete = _add_run if runtime else _add_script
        proxy.files = self.lasting
        self.mirror = Mirror(root, folder / "preview")
        write_bundles(root, self.mirror.place / "assets", run=self.runs)
        self.articles = ArticleProcess(root, self.environment, proxy.articles)
        self.edited: float | None = None  # when the last edit was seen

    def run(self, *, browser: bool) -> int:
        """Serve the book; while an engine cannot run, serve the reason until an edit."""
        with ProductProcess(self.root, self.root / ".bookbinder/products", self.address) as products, self.articles:
            retry = False  # whether to start an engine that ended once more, without waiting for an edit
            while True:
                before = self.edited
                code, error = self._run_engine(products, browser=browser)
                retry, browser = retry or self.edited != before, browser and self.proxy.engine is None
                self.proxy.engine = None
                problems = sorted(navigation_problems(read_book(self.root)))
                if not problems and retry:  # a file may have been deleted while the engine read it
                    retry = False
                    continue
                if not problems and self.edited is None:
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
                while not (files := self.mirror.poll()):
                    time.sleep(POLL)
                retry = True
                self._on_edit(products, files)
                self.proxy.page = STARTING

    def _run_engine(self, products: ProductProcess, *, browser: bool) -> tuple[int, str]:
        """Run an engine until it ends; return its exit code and its error."""
        with EngineProcess(self.root, self.engine, self.environment, self.terminal) as running:
            while (code := running.exit_code()) is None:
                if self.proxy.engine is None and running.serves_pages(self.mirror.place):
                    self.proxy.engine = running.address
                    self.terminal.say(f"Serving on {self.address} (Ctrl-C ends it)")
                    if browser:  # in a thread, because some browsers block
                        threading.Thread(target=webbrowser.open, args=[self.address], daemon=True).start()
                if files := self.mirror.poll():
                    self._on_edit(products, files)
                if self.proxy.engine:  # not earlier: the engine would start more slowly
                    self.articles.start()
                    if products.poll():
                        self._on_products(products)
                time.sleep(POLL)
        return code, running.error()

    def _on_edit(self, products: ProductProcess, files: set[Path]) -> None:
        self.edited = time.monotonic()
        self.articles.render(self.mirror.current, files)
        products.edited()
        if any(self.root / SOURCES in file.parents for file in files):
            try:
                write_bundles(self.root, self.mirror.place / "assets", run=self.runs)
            except BookError as error:
                self.terminal.say(str(error))
        self._update_proxy(products)

    def _on_products(self, products: ProductProcess) -> None:
        self._update_proxy(products)
        if products.stale:
            return
        if products.error:
            self.terminal.say(products.error)
        else:
            write_rest(self.reports, products.rest)
            self.mirror.write_later(outdated(products.problems, self.reports))
            if self.edited is not None:
                self.terminal.say(f"checked after {time.monotonic() - self.edited:.1f} s")

    def _update_proxy(self, products: ProductProcess) -> None:
        """Give the proxy the products, and the scripts, because an engine does not serve files while it builds."""
        place = self.mirror.place
        found = (place / "assets").rglob("*.js")
        scripts: dict[str, bytes | Path] = {file.relative_to(place).as_posix(): file.read_bytes() for file in found}
        self.proxy.files, self.proxy.stale = products.files | self.lasting | scripts, products.stale
