"""Runs render_article.py in a process of its own, and sends what it renders to the browsers that show the page."""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Iterable
from pathlib import Path
from subprocess import PIPE, Popen

from bookbinder.content.urls import url_of
from bookbinder.preview import child
from bookbinder.preview.article_streams import ArticleStreams


class ArticleProcess:
    """Renders edited pages that a browser shows, sooner than the engine does."""

    def __init__(self, root: Path, environment: dict[str, str], streams: ArticleStreams) -> None:
        self._root, self._environment, self._streams = root, environment, streams
        self._process: Popen[bytes] | None = None
        self._asked: queue.Queue[str] = queue.Queue()  # the addresses of the pages whose articles come next

    def __enter__(self) -> ArticleProcess:
        return self

    def __exit__(self, *_: object) -> None:
        child.end(self._process)

    def start(self) -> None:
        """Start the process unless it runs: loading takes a second or two."""
        if self._process is None or self._process.poll() is not None:
            self._asked = queue.Queue()
            self._process = child.start("render_article", output=PIPE, folder=self._root, environment=self._environment)
            threading.Thread(target=self._send, args=[self._process, self._asked], daemon=True).start()

    def render(self, paths: Iterable[str], edited: Iterable[Path]) -> None:
        """Have those of the pages rendered that a browser shows; load again what the process had loaded."""
        if not all({self._root / "docs", self._root / "snippets"}.intersection(file.parents) for file in edited):
            child.end(self._process)
            return
        for path in sorted(paths):
            if path.endswith(".md") and self._streams.are_read(url_of(path)) and self._process:
                self._asked.put(url_of(path))
                child.tell(self._process, path.removeprefix("docs/"))

    def _send(self, process: Popen[bytes], asked: queue.Queue[str]) -> None:
        """Pass on each article that a process prints."""
        assert process.stdout is not None
        with process.stdout as output:
            for line in output:
                url = asked.get()
                if json.loads(line):
                    self._streams.send(url, line.decode().strip())
