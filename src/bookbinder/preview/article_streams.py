"""Keeps a connection to each browser that shows a page of the preview, and sends it the page's new article."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path

PREFIX = ".article/"  # of the address that show_article.js listens to
SCRIPT = Path(__file__).with_name("show_article.js")
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n"


class ArticleStreams:
    """The last article of each page that browsers show, and who listens; the proxy's thread serves them."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._articles: dict[str, str] = {}  # by the page's address in the site; empty if it was not edited
        self._listeners: dict[str, set[asyncio.Event]] = {}

    def are_read(self, url: str) -> bool:
        """Return whether a browser shows the page, or has shown it: it may just load it again."""
        return url in self._articles

    def send(self, url: str, article: str) -> None:
        """Send an article, as JSON in one line; any thread may call this."""
        self._loop.call_soon_threadsafe(self._keep, url, article)

    def _keep(self, url: str, article: str) -> None:
        self._articles[url] = article
        for listener in self._listeners.get(url, ()):
            listener.set()

    async def serve(self, url: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Send a browser the last article of a page and each new one, until it closes the connection."""
        listener = asyncio.Event()
        listener.set()
        self._articles.setdefault(url, "")
        self._listeners.setdefault(url, set()).add(listener)
        sending = asyncio.create_task(self._send(url, listener, writer))
        try:
            await reader.read()
        finally:
            sending.cancel()
            self._listeners[url].remove(listener)

    async def _send(self, url: str, listener: asyncio.Event, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            writer.write(HEAD)
            while await listener.wait():
                listener.clear()
                if article := self._articles[url]:
                    writer.write(f"data: {article}\n\n".encode())
                await writer.drain()
