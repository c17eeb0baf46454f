"""Decides which requests reach the preview: those of a browser for the book, and none from pages of other sites."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

NAMES = (b"127.0.0.1", b"localhost", b"[::1]")
TOKEN = rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
REQUEST_LINE = re.compile(rb"(%b) ([\x21-\x7e]+) HTTP/1\.([01])" % TOKEN)
NO_TEXT = re.compile(rb"[^\t\x20-\x7e\x80-\xff]")  # a bare CR or LF, NUL and other control characters
# A server could answer these with a redirect to another site, once it has decoded them.
MISLEADING = re.compile(rb"//|[^\x00-\x1f\x7f\\]*[\x00-\x1f\x7f\\]")
# These concern one connection: the engine's connection gets its own.
HOP_BY_HOP = {b"connection", b"keep-alive", b"proxy-connection", b"te", b"trailer", b"upgrade"}
# An engine tells the age of a page in whole seconds: of two edits in one second, the browser would keep the first.
CONDITIONS = {b"if-modified-since", b"if-none-match"}


class Refused(Exception):
    """A request is refused, with this status and for this reason."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status, self.why = status, why


class Request(NamedTuple):
    """An allowed request, with the head that the engine gets."""

    head: bytes
    method: bytes
    path: str  # in the site
    upgrade: bool  # to a WebSocket


def check_request(head: bytes, port: int) -> Request:
    """Return the request with this head, or raise Refused."""
    first, *lines = head.removesuffix(b"\r\n\r\n").split(b"\r\n")
    match = REQUEST_LINE.fullmatch(first)
    if not match:
        raise Refused(400, "the request line is malformed")
    method, target, minor = match.groups()
    headers = [_header(line) for line in lines]
    _check_sender(headers, port)
    path = unquote_to_bytes(target.partition(b"?")[0])
    if not target.startswith(b"/") or MISLEADING.match(path):
        raise Refused(403, "the path must begin with one slash")
    if method not in (b"GET", b"HEAD"):
        raise Refused(405, "only GET and HEAD are allowed")
    if {b"content-length", b"transfer-encoding"} & {name for name, _ in headers}:
        raise Refused(400, "a request must not have a body")
    upgrade = method == b"GET" and minor == b"1" and _wants_websocket(headers)
    kept = [line for line, (name, _) in zip(lines, headers, strict=True) if name not in HOP_BY_HOP | CONDITIONS]
    ours = [b"Connection: Upgrade", b"Upgrade: websocket"] if upgrade else [b"Connection: close"]
    name = path.removeprefix(b"/").decode(errors="replace")
    return Request(b"\r\n".join([first, *kept, *ours, b"", b""]), method, name, upgrade)


def _header(line: bytes) -> tuple[bytes, bytes]:
    name, colon, value = line.partition(b":")
    if not colon or not re.fullmatch(TOKEN, name) or NO_TEXT.search(value):
        raise Refused(400, "a header line is malformed")
    return name.lower(), value.strip(b" \t")


def _check_sender(headers: list[tuple[bytes, bytes]], port: int) -> None:
    """Refuse what a page of another site sends, even if its name resolves to this machine (DNS rebinding)."""
    hosts = {b"%b:%d" % (name, port) for name in NAMES} | ({*NAMES} if port == 80 else set())
    named = [value.lower() for name, value in headers if name == b"host"]
    if len(named) != 1 or named[0] not in hosts:
        raise Refused(403, f"this preview is http://127.0.0.1:{port}/ and has no other name")
    origins = {value.lower() for name, value in headers if name == b"origin"}
    if not origins <= {b"http://" + host for host in hosts}:
        raise Refused(403, "pages of other sites cannot use this preview")


def _wants_websocket(headers: list[tuple[bytes, bytes]]) -> bool:
    protocols = [value.lower() for name, value in headers if name == b"upgrade"]
    options = b",".join(value.lower() for name, value in headers if name == b"connection").split(b",")
    return protocols == [b"websocket"] and b"upgrade" in {option.strip() for option in options}
