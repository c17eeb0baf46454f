"""Passes a request on to the engine, and the engine's response back to the client."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import Callable, Coroutine

from bookbinder.preview.request_guard import HOP_BY_HOP, Refused, Request

CHUNK = 64 << 10
PAGE_END = b"</html>"
END = b"\r\n\r\n"
STATUS = re.compile(rb"HTTP/1\.[01] \d{3}( .*)?")
NO_BODY = (b"101", b"204", b"304")  # 101 if nobody asked for an upgrade
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def forward(
    address: tuple[str, int], request: Request, client: Streams, complete: Callable[[bytes], bytes], *, incomplete: bool
) -> bool:
    """Forward a request and its response, but an incomplete page only if asked to; return whether it was forwarded.

    Of each page, `complete` makes what is forwarded.
    """
    engine = await asyncio.open_connection(*address)
    try:
        engine[1].write(request.head)
        return await _relay(request, client, engine, complete, incomplete=incomplete)
    finally:
        engine[1].close()


async def _relay(
    request: Request, client: Streams, engine: Streams, complete: Callable[[bytes], bytes], *, incomplete: bool
) -> bool:
    """Pass the engine's response on; after an upgrade, pass on what both sides send until one of them ends."""
    try:
        head = await engine[0].readuntil(END)
    except asyncio.LimitOverrunError:
        raise Refused(502, "the head of the engine's response is too long") from None
    first, *lines = head.removesuffix(END).split(b"\r\n")
    headers = {line.partition(b":")[0].lower(): line.partition(b":")[2].strip() for line in lines}
    if not STATUS.fullmatch(first) or not headers.get(b"content-length", b"0").isdigit():
        raise Refused(502, "the engine's response is malformed")
    status = first.split(b" ")[1]
    if status == b"101" and request.upgrade:
        client[1].write(head)
        await _until_one_ends(_pump(client[0], engine[1]), _pump(engine[0], client[1]))
        return True
    kept = [line for line in lines if line.partition(b":")[0].lower() not in HOP_BY_HOP]
    # An engine may keep its connection open: the length in the head says where the response ends.
    length = int(headers[b"content-length"]) if b"content-length" in headers else None
    length = 0 if request.method == b"HEAD" or status in NO_BODY else length
    if length and status == b"200" and headers.get(b"content-type", b"").startswith(b"text/html"):
        page = await engine[0].readexactly(length)  # Zensical empties a page's file before it writes the new text
        if forwarded := PAGE_END in page or incomplete:
            page = complete(page)
            kept = [line for line in kept if line.partition(b":")[0].lower() != b"content-length"]
            client[1].write(_head(first, *kept, b"Content-Length: %d" % len(page)) + page)
        return forwarded
    client[1].write(_head(first, *kept))
    await _pump(engine[0], client[1], length)
    return True


def _head(*lines: bytes) -> bytes:
    return b"\r\n".join([*lines, b"Connection: close", b"", b""])


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, length: int | None = None) -> None:
    """Pass on `length` bytes, or all until the end."""
    with contextlib.suppress(OSError):
        while length != 0 and (chunk := await reader.read(CHUNK if length is None else min(length, CHUNK))):
            writer.write(chunk)
            await writer.drain()
            length = None if length is None else length - len(chunk)


async def _until_one_ends(*pumps: Coroutine[None, None, None]) -> None:
    """Wait until one of the pumps ends, and cancel the others."""
    tasks = [asyncio.create_task(pump) for pump in pumps]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
