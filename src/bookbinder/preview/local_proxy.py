"""The proxy in front of the engine: forwards the requests that request_guard.py allows, and serves files and messages.

Each connection carries one request, so that nobody can hide a second one behind the first.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any

from bookbinder.preview.article_streams import PREFIX, ArticleStreams
from bookbinder.preview.engine_relay import CHUNK, END, forward
from bookbinder.preview.request_guard import Refused, check_request
from bookbinder.site.products import PLACES

HEAD_BYTES = 64 << 10
HEAD_SECONDS = 5.0
FRESH_SECONDS = 20.0  # how long a request waits for a file that lacks the last edit
WHOLE_SECONDS = 5.0  # how long it waits for a page that the engine is writing
LINGER_SECONDS = 1.0
POLL = 0.02
KINDS = {".ipynb": "application/x-ipynb+json", ".json": "application/json", ".xml": "application/atom+xml"}
KINDS |= {".js": "text/javascript", ".mjs": "text/javascript", ".py": "text/x-python", ".txt": "text/plain"}


class LocalProxy:
    """The server of one listening socket, in its own thread, so that it answers while a snippet runs."""

    def __init__(self, listener: socket.socket) -> None:
        self.listener = listener
        self.port: int = listener.getsockname()[1]
        self.engine: tuple[str, int] | None = None  # where the engine listens, when it does
        self.page = ""  # shown until then
        self.files: dict[str, bytes | Path] = {}  # served without the engine, by path: their bytes or where these are
        self.complete: Callable[[bytes], bytes] = bytes  # makes of an engine's page the one that is shown
        self.stale: tuple[str, ...] = PLACES  # the paths of the files that lack the last edit
        self._loop = asyncio.new_event_loop()
        self.articles = ArticleStreams(self._loop)
        self._stopped = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()  # asyncio keeps only weak references to them
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> LocalProxy:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stopped.set)
        self._thread.join()

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:  # its end closes all connections
            runner.run(self._serve())

    async def _serve(self) -> None:
        self._loop.set_exception_handler(_report_bug)
        server = await asyncio.start_server(self._connect, sock=self.listener, limit=HEAD_BYTES)
        await self._stopped.wait()
        server.close()

    def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._handle(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        task.add_done_callback(lambda _: writer.close())  # also if it is cancelled before it begins

    async def _handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):  # either side may close its end at any time
            await self._answer(reader, writer)
            await _linger(reader, writer)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = None
        try:
            request = check_request(await _read_head(reader), self.port)
            if request.path.startswith(PREFIX):
                await self.articles.serve(request.path.removeprefix(PREFIX), reader, writer)
                return
            address = self.engine  # it may end while the request waits
            if address is None:
                raise ConnectionRefusedError
            if (content := await self._file(request.path)) is not None:
                kind = KINDS.get(Path(request.path).suffix, "application/octet-stream")
                writer.write(_response(200, kind, content, head_only=request.method == b"HEAD"))
                return
            deadline = time.monotonic() + WHOLE_SECONDS
            ends = (reader, writer)
            while not await forward(address, request, ends, self.complete, incomplete=time.monotonic() > deadline):
                await asyncio.sleep(POLL)
        except Refused as refused:
            writer.write(_response(refused.status, "text/plain", f"{refused.why}\n"))
        except (ConnectionError, EOFError):
            if request:  # the engine has not started, or has ended; else the browser did not use its connection
                writer.write(_response(503, "text/html", self.page, head_only=request.method == b"HEAD"))

    async def _file(self, path: str) -> bytes | None:
        """Return a file when it has the last edit or the time is up, or None if there is no such file."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(FRESH_SECONDS):
                while path.startswith(self.stale):
                    await asyncio.sleep(POLL)
        file = self.files.get(path)
        return file.read_bytes() if isinstance(file, Path) else file


def _report_bug(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Report exceptions except those of the system, such as too many connections, after which asyncio tries again."""
    if not isinstance(context.get("exception"), OSError):
        loop.default_exception_handler(context)


async def _read_head(reader: asyncio.StreamReader) -> bytes:
    """Read a request's head within the limits of size and time."""
    try:
        async with asyncio.timeout(HEAD_SECONDS):
            return await reader.readuntil(END)
    except asyncio.LimitOverrunError:
        raise Refused(431, "the request's head is too long") from None
    except TimeoutError:
        raise Refused(408, "the request's head took too long") from None
    except asyncio.IncompleteReadError as error:
        if error.partial:
            raise Refused(400, "the request's head is incomplete") from None
        raise


async def _linger(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Let the client read the response: closing a socket that has unread bytes would discard it."""
    await writer.drain()
    writer.write_eof()
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(LINGER_SECONDS):
            while await reader.read(CHUNK):
                pass


def _response(status: int, kind: str, content: str | bytes, *, head_only: bool = False) -> bytes:
    body = content.encode() if isinstance(content, str) else content
    lines = [
        f"HTTP/1.1 {status} {HTTPStatus(status).phrase}",
        f"Content-Type: {kind}; charset=utf-8",
        f"Content-Length: {len(body)}",
        "Cache-Control: no-store",
        "X-Content-Type-Options: nosniff",
        *(["Allow: GET, HEAD"] if status == 405 else []),
        "Connection: close",
    ]
    return "\r\n".join([*lines, "", ""]).encode() + (b"" if head_only else body)
