"""Passes bytes between two connections, and ends one so that its other side reads all."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Coroutine

LINGER_SECONDS = 1.0
CHUNK = 64 << 10
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, length: int | None = None) -> None:
    """Pass on as many bytes, or all until the end."""
    with contextlib.suppress(OSError):
        while length != 0 and (chunk := await reader.read(CHUNK if length is None else min(length, CHUNK))):
            writer.write(chunk)
            await writer.drain()
            length = None if length is None else length - len(chunk)


async def until_either_ends(*pumps: Coroutine[None, None, None]) -> None:
    """Wait until one of them ends, and end the others."""
    tasks = [asyncio.create_task(pump) for pump in pumps]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def linger(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Let the client read its answer: to close a socket with unread bytes in it would take the answer back."""
    await writer.drain()
    writer.write_eof()
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(LINGER_SECONDS):
            while await reader.read(CHUNK):
                pass
