"""Listens on loopback in front of the engine, passes on what request_guard.py lets through, and answers in its place.

Each connection carries one request, so that nobody can hide a second one behind the first.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import socket
import threading
import time
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import Any

from bookbinder.preview.request_guard import HOP_BY_HOP, Refused, Request, check_request
from bookbinder.preview.streams import Streams, linger, pump, until_either_ends
from bookbinder.site.products import PLACES

HEAD_BYTES = 64 << 10
HEAD_SECONDS = 5.0
FRESH_SECONDS = 20.0
WHOLE_SECONDS = 5.0  # in which an engine has written a page that it had begun
POLL = 0.02
PAGE_END = b"</html>"
END = b"\r\n\r\n"
STATUS = re.compile(rb"HTTP/1\.[01] \d{3}( .*)?")
NO_BODY = (b"101", b"204", b"304")  # 101 where nobody asked for an upgrade
KINDS = {".ipynb": "application/x-ipynb+json", ".json": "application/json", ".xml": "application/atom+xml"}
KINDS |= {".js": "text/javascript", ".py": "text/x-python", ".txt": "text/plain"}


class LocalProxy:
    """The server of one listening socket, in a thread of its own: the book may be busy with a snippet."""

    def __init__(self, listener: socket.socket) -> None:
        self.listener = listener
        self.port: int = listener.getsockname()[1]
        self.engine: tuple[str, int] | None = None  # where the engine listens, once it does
        self.page = ""  # what is shown until then
        self.files: dict[str, bytes] = {}  # what is answered without the engine, by path
        self.stale: tuple[str, ...] = PLACES  # where they lack the last edit
        self._loop = asyncio.new_event_loop()
        self._stopped = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()  # asyncio itself may forget them while they wait
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> LocalProxy:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._stopped.set)
        self._thread.join()

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:  # which ends all connections when it ends
            runner.run(self._serve())

    async def _serve(self) -> None:
        self._loop.set_exception_handler(_report_faults)
        server = await asyncio.start_server(self._connected, sock=self.listener, limit=HEAD_BYTES)
        await self._stopped.wait()
        server.close()

    def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._converse(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        task.add_done_callback(lambda _: writer.close())  # also where it ends before it began

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):  # either side may go at any time
            await self._answer(reader, writer)
            await linger(reader, writer)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            request = check_request(await _read_head(reader), self.port)
        except Refused as refused:
            writer.write(_response(refused.status, "text/plain", f"{refused.why}\n"))
            return
        except EOFError:  # a connection that a browser opened in advance, and did not use
            return
        try:
            address = self.engine  # which may go while a page is waited for
            if address is None:
                raise ConnectionRefusedError
            if (content := await self._file(request.path)) is not None:
                kind = KINDS.get(Path(request.path).suffix, "application/octet-stream")
                writer.write(_response(200, kind, content, head_only=request.method == b"HEAD"))
                return
            deadline = time.monotonic() + WHOLE_SECONDS
            while not await _ask(address, request, (reader, writer), cut=time.monotonic() > deadline):
                await asyncio.sleep(POLL)
        except Refused as refused:
            writer.write(_response(refused.status, "text/plain", f"{refused.why}\n"))
        except (ConnectionError, EOFError):  # there is no engine yet, or no longer
            writer.write(_response(503, "text/html", self.page, head_only=request.method == b"HEAD"))

    async def _file(self, path: str) -> bytes | None:
        """Return a file's content, after the last edit is in it or a time limit; None where there is no such file."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(FRESH_SECONDS):
                while path.startswith(self.stale):
                    await asyncio.sleep(POLL)
        return self.files.get(path)


def _report_faults(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Report what is a fault of ours; what the system refuses, such as one connection too many, asyncio tries again."""
    if not isinstance(context.get("exception"), OSError):
        loop.default_exception_handler(context)


async def _read_head(reader: asyncio.StreamReader) -> bytes:
    """Read a request's head, which may be neither long nor long in coming."""
    try:
        async with asyncio.timeout(HEAD_SECONDS):
            return await reader.readuntil(END)
    except asyncio.LimitOverrunError:
        raise Refused(431, "the request's head is too long") from None
    except TimeoutError:
        raise Refused(408, "the request's head took too long") from None
    except asyncio.IncompleteReadError as error:
        if error.partial:
            raise Refused(400, "the request's head has no end") from None
        raise


async def _ask(address: tuple[str, int], request: Request, client: Streams, *, cut: bool) -> bool:
    """Ask the engine and pass its response on, a page that is cut off only where it may be; return whether it was."""
    engine = await asyncio.open_connection(*address)
    try:
        engine[1].write(request.head)
        return await _relay(request, client, engine, cut=cut)
    finally:
        engine[1].close()


async def _relay(request: Request, client: Streams, engine: Streams, *, cut: bool) -> bool:
    """Pass the engine's response on; after an upgrade, whatever either side sends until one of them ends."""
    try:
        head = await engine[0].readuntil(END)
    except asyncio.LimitOverrunError:
        raise Refused(502, "the engine's answer has too long a head") from None
    first, *lines = head.removesuffix(END).split(b"\r\n")
    headers = {line.partition(b":")[0].lower(): line.partition(b":")[2].strip() for line in lines}
    if not STATUS.fullmatch(first) or not headers.get(b"content-length", b"0").isdigit():
        raise Refused(502, "the engine's answer is malformed")
    status = first.split(b" ")[1]
    if status == b"101" and request.upgrade:
        client[1].write(head)
        await until_either_ends(pump(client[0], engine[1]), pump(engine[0], client[1]))
        return True
    kept = [line for line in lines if line.partition(b":")[0].lower() not in HOP_BY_HOP]
    head = b"\r\n".join([first, *kept, b"Connection: close", b"", b""])
    # An engine may leave its connection open: the end of a response is where its head says.
    length = int(headers[b"content-length"]) if b"content-length" in headers else None
    length = 0 if request.method == b"HEAD" or status in NO_BODY else length
    if length and status == b"200" and headers.get(b"content-type", b"").startswith(b"text/html"):
        page = await engine[0].readexactly(length)  # Zensical empties a page's file before it writes it again
        if PAGE_END in page or cut:
            client[1].write(head + page)
        return PAGE_END in page or cut
    client[1].write(head)
    await pump(engine[0], client[1], length)
    return True


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
