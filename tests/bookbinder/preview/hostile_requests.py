"""Requests that must not reach the engine: by name, the status that refuses each, and its bytes."""

from __future__ import annotations

GOOD = b"GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n"
UPGRADE = b"Connection: keep-alive, Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: abc\r\n"


def request(first: bytes, *lines: bytes) -> bytes:
    return b"\r\n".join([first, *lines, b"", b""])


HOST = b"Host: 127.0.0.1:PORT"
GET = b"GET / HTTP/1.1"
EMPTY = b"Content-Length: 0"
FOREIGN_HOSTS = [
    b"evil.example",
    b"evil.example:PORT",
    b"",
    b"127.0.0.1",
    b"127.0.0.1:",
    b"127.0.0.1:1",
    b"127.0.0.1:0PORT",
    b"127.0.0.1:PORT0",
    b"127.0.0.1.:PORT",
    b"localhost.:PORT",
    b"localhost:PORT.evil.example",
    b"127.0.0.1.evil.example:PORT",
    b"x.localhost:PORT",
    b"localhost@evil.example:PORT",
    b"evil.example@127.0.0.1:PORT",
    b"127.0.0.1:PORT, evil.example",
    b"127.0.0.1:PORT/",
    b"127.0.0.2:PORT",
    b"127.1:PORT",
    b"2130706433:PORT",
    b"0x7f.0.0.1:PORT",
    b"0.0.0.0:PORT",
    b"::1:PORT",
    b"[::]:PORT",
    b"[::1]",
    b"[0:0:0:0:0:0:0:1]:PORT",
    b"[::ffff:127.0.0.1]:PORT",
    b"[::1%25lo]:PORT",
    b"lo\xc3\xa7alhost:PORT",
    b"http://127.0.0.1:PORT",
]
FOREIGN_ORIGINS = [
    b"null",
    b"",
    b"http://evil.example",
    b"https://127.0.0.1:PORT",
    b"http://127.0.0.1",
    b"http://127.0.0.1:1",
    b"http://127.0.0.1:PORT.evil.example",
    b"http://127.0.0.1:PORT@evil.example",
    b"http://evil.example/http://127.0.0.1:PORT",
    b"http://127.0.0.1:PORT/",
    b"http://127.0.0.1:PORT http://evil.example",
    b"http://localhost.evil.example:PORT",
    b"http://[::1]",
    b"file://",
    b"127.0.0.1:PORT",
]
FOREIGN_TARGETS = [
    b"http://127.0.0.1:PORT/",
    b"http://evil.example/",
    b"//evil.example/",
    b"/%2Fevil.example",
    b"/%2f/evil.example",
    b"/\\evil.example",
    b"/%5Cevil.example",
    b"/%09/evil.example",
    b"/topics%0d%0aSet-Cookie:%20a=b",
    b"/a%00b",
    b"*",
    b"evil.example:80",
    b"index.html",
    b"?q",
]
MALFORMED = {
    "no version": request(b"GET /", HOST),
    "a version from the future": request(b"GET / HTTP/2.0", HOST),
    "a version in small letters": request(b"GET / http/1.1", HOST),
    "two spaces": request(b"GET  / HTTP/1.1", HOST),
    "a tab": request(b"GET\t/ HTTP/1.1", HOST),
    "four words": request(b"GET / HTTP/1.1 HTTP/1.1", HOST),
    "a space in the target": request(b"GET /a b HTTP/1.1", HOST),
    "NUL in the target": request(b"GET /\0 HTTP/1.1", HOST),
    "an empty line first": b"\r\n" + request(GET, HOST),
    "a folded header": request(GET, HOST, b"X: a", b" b"),
    "a folded first header": request(GET, b" X: a", HOST),
    "a folded Host": request(GET, b"Host:", b" 127.0.0.1:PORT"),
    "a space before the colon": request(GET, HOST, b"Host : evil.example"),
    "a header without a colon": request(GET, HOST, b"Host evil.example"),
    "a header without a name": request(GET, HOST, b": evil.example"),
    "NUL in a value": request(GET, HOST, b"X: a\0b"),
    "NUL in a name": request(GET, HOST, b"X\0: a"),
    "a bare LF that hides a Host": request(GET, HOST, b"X: a\nHost: evil.example"),
    "a bare CR that hides a Host": request(GET, HOST, b"X: a\rHost: evil.example"),
    "a vertical tab": request(GET, HOST, b"X: \x0b"),
    "bare LF that hides a request": request(GET, HOST, b"X: a\n\nGET /evil HTTP/1.1\nHost: evil.example"),
    "a length": request(GET, HOST, b"Content-Length: 5") + b"abcde",
    "no length": request(GET, HOST, EMPTY),
    "two lengths": request(GET, HOST, EMPTY, b"Content-Length: 44") + request(b"GET /evil HTTP/1.1", HOST),
    "a length in small letters": request(GET, HOST, b"content-length: 44") + request(b"GET /evil HTTP/1.1", HOST),
    "chunks": request(GET, HOST, b"Transfer-Encoding: chunked") + b"0\r\n\r\n" + request(b"GET /evil HTTP/1.1", HOST),
    "chunks and a length": request(GET, HOST, b"Content-Length: 5", b"Transfer-Encoding: chunked") + b"0\r\n\r\n",
    "chunks under another name": request(GET, HOST, b"TRANSFER-encoding:\tx") + b"0\r\n\r\n",
    "a WebSocket with a body": GOOD + UPGRADE + b"Content-Length: 5\r\n\r\nabcde",
}
HOSTILE = {
    **{f"Host {host!r}": (403, request(GET, b"Host: " + host)) for host in FOREIGN_HOSTS},
    **{f"Origin {origin!r}": (403, request(GET, HOST, b"Origin: " + origin)) for origin in FOREIGN_ORIGINS},
    **{f"WebSocket of {o!r}": (403, GOOD + UPGRADE + b"Origin: " + o + b"\r\n\r\n") for o in FOREIGN_ORIGINS},
    **{f"target {t!r}": (403, request(b"GET " + t + b" HTTP/1.1", HOST)) for t in FOREIGN_TARGETS},
    **{name: (400, head) for name, head in MALFORMED.items()},
    "no Host": (403, request(GET)),
    "no Host in HTTP/1.0": (403, request(b"GET / HTTP/1.0")),
    "two Hosts, ours first": (403, request(GET, HOST, b"Host: evil.example")),
    "two Hosts, ours last": (403, request(GET, b"Host: evil.example", HOST)),
    "our Host twice": (403, request(GET, HOST, b"hOST: 127.0.0.1:PORT")),
    "two Origins": (403, request(GET, HOST, b"Origin: http://127.0.0.1:PORT", b"Origin: http://evil.example")),
    "a foreign Host in capitals": (403, request(GET, b"HOST: EVIL.EXAMPLE:PORT")),
    **{
        f"method {method.decode()}": (405, request(method + b" / HTTP/1.1", HOST))
        for method in (b"POST", b"PUT", b"DELETE", b"OPTIONS", b"TRACE", b"PATCH", b"PRI", b"get", b"Head", b"GETS")
    },
    "CONNECT": (403, request(b"CONNECT evil.example:443 HTTP/1.1", HOST)),
    "POST with a body": (405, request(b"POST / HTTP/1.1", HOST, b"Content-Length: 5") + b"abcde"),
    "a long head": (431, request(GET, HOST, b"X: " + b"a" * (64 << 10))),
    "a long head without an end": (431, request(GET, HOST)[:-2] + b"X: " + b"a" * (256 << 10)),
    "a long address": (431, request(b"GET /" + b"a" * (64 << 10) + b" HTTP/1.1", HOST)),
    "many headers": (431, request(GET, HOST, *[b"X: a"] * 20_000)),
}
