"""The proxy forwards requests of the reader's browser unchanged, and refuses all others."""

from __future__ import annotations

import errno
import gc
import http.client
import io
import socket
import socketserver
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookbinder.preview import local_proxy
from bookbinder.preview.local_proxy import LocalProxy
from bookbinder.preview.request_guard import Refused, check_request
from tests.bookbinder.preview.hostile_requests import GET, GOOD, HOST, HOSTILE, UPGRADE, request
from tests.serving import ask, status, until

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 11\r\nX-Of: engine\r\n\r\na\r\n\r\n\x00\xffpage"


class Engine(socketserver.ThreadingTCPServer):
    """An engine that records requests, keeps connections open unless `ends` is set, and echoes after an upgrade."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.received: list[bytes] = []
        self.answer = ANSWER
        self.first: list[bytes] = []  # what is answered before that, one a request
        self.ends = False


class Handler(socketserver.BaseRequestHandler):
    server: Engine

    def handle(self) -> None:
        head = b""
        self.server.received.append(head)
        while b"\r\n\r\n" not in head:
            head += self.request.recv(1 << 16)
        self.server.received[-1] = head
        self.request.sendall(self.server.first.pop(0) if self.server.first else self.server.answer)
        if self.server.ends:
            return
        while data := self.request.recv(1 << 16):
            self.server.received[-1] += data
            if self.server.answer.startswith(b"HTTP/1.1 101"):
                self.request.sendall(data)


@pytest.fixture
def engine() -> Iterator[Engine]:
    with Engine() as engine:
        thread = threading.Thread(target=engine.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield engine
        engine.shutdown()
        thread.join()


@pytest.fixture
def proxy(engine: Engine) -> Iterator[LocalProxy]:
    with LocalProxy(socket.create_server(("127.0.0.1", 0))) as proxy:
        proxy.engine = engine.server_address  # type: ignore[assignment]
        proxy.page = "<p>not yet</p>"
        yield proxy


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_request_is_refused_and_does_not_reach_the_engine(
    proxy: LocalProxy, engine: Engine, name: str
) -> None:
    expected, data = HOSTILE[name]
    answer = ask(proxy.port, data)
    assert status(answer) == expected
    assert engine.received == []
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"Content-Type: text/plain; charset=utf-8" in head
    assert (body.count(b"\n"), body[-1:]) == (1, b"\n")


def test_an_incomplete_head_is_refused_after_a_time_limit(
    proxy: LocalProxy, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local_proxy, "HEAD_SECONDS", 0.05)
    assert status(ask(proxy.port, GOOD)) == 408
    assert status(ask(proxy.port, b"G")) == 408
    assert engine.received == []


def test_a_truncated_head_is_refused(proxy: LocalProxy, engine: Engine) -> None:
    assert status(ask(proxy.port, GOOD, end=True)) == 400
    assert ask(proxy.port, b"", end=True) == b""
    assert engine.received == []


@pytest.mark.parametrize("end", [True, False])
@pytest.mark.parametrize("host", [b"127.0.0.1:PORT", b"localhost:PORT", b"LOCALHOST:PORT", b"[::1]:PORT"])
@pytest.mark.parametrize("origin", [(), (b"Origin: http://127.0.0.1:PORT",), (b"ORIGIN: http://Localhost:PORT",)])
def test_an_allowed_request_and_its_response_are_forwarded_unchanged(
    proxy: LocalProxy, engine: Engine, host: bytes, origin: tuple[bytes, ...], *, end: bool
) -> None:
    lines = [
        b"GET /a%20b/?q=//x%0a HTTP/1.1",
        b"x-odd:\t caf\xc3\xa9 ",
        b"Host:" + host,
        *origin,
        b"Accept: a",
        b"Accept: b",
    ]
    # Whether a page is still the same, its engine would say by the second.
    dropped = [b"Connection: keep-alive", b"TE: trailers", b"If-None-Match: a", b"if-modified-since: b"]
    answer = ask(proxy.port, request(*lines, *dropped), end=end)
    sent = request(*lines, b"Connection: close").replace(b"PORT", b"%d" % proxy.port)
    assert engine.received == [sent]
    assert answer == ANSWER.replace(b"engine\r\n", b"engine\r\nConnection: close\r\n")


def test_a_second_request_in_a_connection_is_ignored(proxy: LocalProxy, engine: Engine) -> None:
    hidden = request(b"GET /evil HTTP/1.1", b"Host: evil.example")
    assert ask(proxy.port, request(GET, HOST, b"Connection: keep-alive") + hidden).count(b"HTTP/1.1") == 1
    assert ask(proxy.port, request(GET, HOST, b"Upgrade: h2c", b"Connection: Upgrade") + hidden).count(b"HTTP/1.1") == 1
    assert ask(proxy.port, GOOD + UPGRADE + b"\r\n" + hidden).count(b"HTTP/1.1") == 1  # which the engine turns down
    engine.answer = b"HTTP/1.1 101 Switching Protocols\r\n\r\n"  # although nobody asked
    assert ask(proxy.port, request(GET, HOST, b"Upgrade: h2c", b"Connection: Upgrade") + hidden)
    assert [b"evil" in received for received in engine.received] == [False] * 4
    assert b"h2c" not in engine.received[1]


RELOADS = b'<script type="module">const path = 1</script>'
WHOLE = b"<html><body>By foot</body></html>"


def page(body: bytes, status: bytes = b"200 OK", kind: bytes = b"text/html") -> bytes:
    return b"HTTP/1.1 %b\r\nContent-Type: %b\r\nContent-Length: %d\r\n\r\n%b" % (status, kind, len(body), body)


@pytest.mark.parametrize("cut", [b"", WHOLE[:20]], ids=["emptied", "half written"])
def test_an_incomplete_page_is_requested_again_until_it_is_complete(
    proxy: LocalProxy, engine: Engine, cut: bytes
) -> None:
    engine.first, engine.answer = [page(cut + RELOADS)] * 3, page(WHOLE + RELOADS)
    assert ask(proxy.port, request(GET, HOST)).partition(b"\r\n\r\n")[2] == WHOLE + RELOADS
    assert len(engine.received) == 4
    assert len({*engine.received}) == 1


@pytest.mark.parametrize(
    ("method", "answer"),
    [
        (b"HEAD", page(b"a")),
        (b"GET", page(b"a", status=b"404 Not Found")),
        (b"GET", page(b"a", kind=b"text/css")),
    ],
    ids=["head", "no page", "no HTML"],
)
def test_other_responses_than_pages_are_requested_once(
    proxy: LocalProxy, engine: Engine, method: bytes, answer: bytes
) -> None:
    engine.answer = answer
    got = ask(proxy.port, request(method + b" / HTTP/1.1", HOST))
    assert got.partition(b"\r\n\r\n")[2] == (b"" if method == b"HEAD" else b"a")
    assert len(engine.received) == 1


def test_a_page_that_stays_incomplete_is_forwarded_after_a_time_limit(
    proxy: LocalProxy, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local_proxy, "WHOLE_SECONDS", 0.05)
    engine.answer = page(b"a")
    assert ask(proxy.port, request(GET, HOST)).endswith(b"\r\n\r\na")
    assert len(engine.received) > 1


def test_the_waiting_page_is_served_if_the_engine_ends_within_a_page(proxy: LocalProxy, engine: Engine) -> None:
    engine.answer, engine.ends = page(WHOLE)[:-9], True
    assert status(ask(proxy.port, request(GET, HOST))) == 503


def test_a_head_request_gets_no_body(proxy: LocalProxy, engine: Engine) -> None:
    head, _, body = ask(proxy.port, request(b"HEAD / HTTP/1.0", HOST)).partition(b"\r\n\r\n")
    assert b"X-Of: engine" in head
    assert body == b""


def test_a_response_without_a_length_ends_with_the_connection(proxy: LocalProxy, engine: Engine) -> None:
    engine.answer, engine.ends = b"HTTP/1.0 200 OK\r\n\r\n" + b"page" * 100_000, True
    assert ask(proxy.port, request(GET, HOST)).partition(b"\r\n\r\n")[2] == b"page" * 100_000


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 200 OK\r\nContent-"])
def test_the_waiting_page_is_served_if_the_engine_ends_within_a_head(
    proxy: LocalProxy, engine: Engine, answer: bytes
) -> None:
    engine.answer, engine.ends = answer, True
    answer = ask(proxy.port, request(GET, HOST))
    assert (status(answer), answer[-14:]) == (503, b"<p>not yet</p>")


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP\r\n\r\n",
        b"HTTP/1.1 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100_000 + b"\r\n\r\n",
        b"x" * 200_000,
    ],
    ids=["no status", "no number", "a length that is none", "a length below 0", "a long head", "no head"],
)
def test_a_malformed_response_gives_502_and_no_traceback(
    proxy: LocalProxy, engine: Engine, answer: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    engine.answer, engine.ends = answer, True
    assert status(ask(proxy.port, request(GET, HOST))) == 502
    gc.collect()  # asyncio tells of a fault when it forgets the task
    assert capfd.readouterr().err == ""


def test_too_many_connections_end_nothing_and_print_nothing(
    proxy: LocalProxy, capfd: pytest.CaptureFixture[str]
) -> None:
    proxy._loop.call_soon_threadsafe(
        proxy._loop.call_exception_handler, {"message": "accept", "exception": OSError(errno.EMFILE, "Too many")}
    )
    assert status(ask(proxy.port, request(GET, HOST))) == 200
    assert capfd.readouterr().err == ""


def test_an_upgraded_connection_passes_bytes_both_ways_until_one_side_ends(proxy: LocalProxy, engine: Engine) -> None:
    engine.answer = b"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nhello"
    head = GOOD + b"Origin: http://127.0.0.1:PORT\r\n" + UPGRADE + b"\r\n"
    with socket.create_connection(("127.0.0.1", proxy.port), timeout=10) as client:
        client.sendall(head.replace(b"PORT", b"%d" % proxy.port))
        got = b""
        while not got.endswith(b"hello"):
            got += client.recv(1 << 16)
        assert got == engine.answer
        client.sendall(b"\x00\r\n\r\nGET")
        got = b""
        while len(got) < 8:
            got += client.recv(1 << 16)
        assert got == b"\x00\r\n\r\nGET"
        client.shutdown(socket.SHUT_WR)
        assert client.recv(1) == b""
    assert b"Connection: Upgrade\r\nUpgrade: websocket\r\n" in engine.received[0]
    assert b"keep-alive" not in engine.received[0]


@pytest.mark.parametrize("method", [b"GET", b"HEAD"])
def test_without_an_engine_the_waiting_page_is_served_but_not_to_other_sites(proxy: LocalProxy, method: bytes) -> None:
    proxy.engine = None
    answer = ask(proxy.port, request(method + b" /a HTTP/1.1", HOST))
    assert status(answer) == 503
    assert answer.endswith(b"<p>not yet</p>" if method == b"GET" else b"\r\n\r\n")
    assert status(ask(proxy.port, request(method + b" /a HTTP/1.1", b"Host: evil.example"))) == 403
    with socket.create_server(("127.0.0.1", 0)) as gone:
        proxy.engine = gone.getsockname()
    assert status(ask(proxy.port, request(method + b" /a HTTP/1.1", HOST))) == 503


def test_a_file_is_served_without_the_engine_but_not_to_other_sites(proxy: LocalProxy, engine: Engine) -> None:
    proxy.files, proxy.stale = {"downloads/a b.py": b"print(1)\n"}, ()
    answer = ask(proxy.port, request(b"GET /downloads/a%20b.py?q HTTP/1.1", HOST))
    head, _, body = answer.partition(b"\r\n\r\n")
    assert (status(answer), body) == (200, b"print(1)\n")
    assert {b"Content-Type: text/x-python; charset=utf-8", b"Cache-Control: no-store"} <= {*head.split(b"\r\n")}
    assert b"X-Content-Type-Options: nosniff" in head
    answer = ask(proxy.port, request(b"HEAD /downloads/a%20b.py HTTP/1.1", HOST))
    assert answer.partition(b"\r\n\r\n") == (head, b"\r\n\r\n", b"")
    for headers in [(b"Host: evil.example",), (HOST, b"Origin: http://evil.example")]:
        assert status(ask(proxy.port, request(b"GET /downloads/a%20b.py HTTP/1.1", *headers))) == 403
    assert engine.received == []


@pytest.mark.parametrize("path", [b"/downloads/b.py", b"/downloads/../a.py", b"/a.py/", b"/downloads/%2e%2e/a.py"])
def test_requests_for_other_paths_are_forwarded_to_the_engine(proxy: LocalProxy, engine: Engine, path: bytes) -> None:
    proxy.files, proxy.stale = {"a.py": b"print(1)\n"}, ()
    assert ask(proxy.port, request(b"GET %b HTTP/1.1" % path, HOST)).endswith(b"page")
    assert len(engine.received) == 1


@pytest.mark.parametrize("path", [b"assets/search.json", b"downloads/a.py", b"llms.txt", b"feed.xml", b"robots.txt"])
def test_a_request_for_a_stale_file_waits(proxy: LocalProxy, engine: Engine, path: bytes) -> None:
    proxy.files = {path.decode(): b"old"}
    with socket.create_connection(("127.0.0.1", proxy.port), timeout=10) as client:
        client.sendall(request(b"GET /%b HTTP/1.1" % path, HOST).replace(b"PORT", b"%d" % proxy.port))
        assert ask(proxy.port, request(b"GET /a-page/ HTTP/1.1", HOST)).endswith(b"page")  # pages do not wait
        proxy.files = {path.decode(): b"new"}
        proxy.stale = ()
        answer = b""
        while data := client.recv(1 << 16):
            answer += data
    assert answer.endswith(b"\r\n\r\nnew")


def test_a_request_for_a_current_file_does_not_wait_for_stale_ones(
    proxy: LocalProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local_proxy, "FRESH_SECONDS", 3600)  # longer than anybody waits for an answer
    proxy.files, proxy.stale = {"assets/search.json": b"new"}, ("downloads/",)
    assert ask(proxy.port, request(b"GET /assets/search.json HTTP/1.1", HOST)).endswith(b"\r\n\r\nnew")


def test_a_stale_file_is_served_after_a_time_limit(proxy: LocalProxy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local_proxy, "FRESH_SECONDS", 0.05)
    proxy.files = {"llms.txt": b"old"}
    assert ask(proxy.port, request(b"GET /llms.txt HTTP/1.1", HOST)).endswith(b"\r\n\r\nold")


def test_the_proxy_closes_its_connections_at_its_end(engine: Engine) -> None:
    engine.answer = b""  # as for a page that waits for an edit
    with LocalProxy(socket.create_server(("127.0.0.1", 0))) as proxy:
        proxy.engine = engine.server_address  # type: ignore[assignment]
        waiting = socket.create_connection(("127.0.0.1", proxy.port), timeout=10)
        waiting.sendall(request(GET, HOST).replace(b"PORT", b"%d" % proxy.port))
        assert until(lambda: bool(engine.received and engine.received[0]))
    assert waiting.recv(1) == b""
    waiting.close()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", proxy.port))


def test_on_port_80_host_and_origin_need_no_port() -> None:
    assert check_request(request(GET, b"Host: localhost", b"Origin: http://localhost"), 80)
    assert check_request(request(GET, b"Host: localhost:80", b"Origin: http://[::1]"), 80)
    with pytest.raises(Refused):
        check_request(request(GET, b"Host: localhost"), 8000)


WORDS = [
    "GET",
    "POST",
    "/",
    "//x",
    "HTTP/1.1",
    "Host",
    "Origin",
    "Content-Length",
    "Transfer-Encoding",
    "Connection",
    "X",
]
VALUES = ["127.0.0.1:80", "http://127.0.0.1:80", "evil", "1", ":", " ", "\t", "\r\n", "\n", "\r", "\0", "\x85", "\x0b"]
LINES = ["\r\nHost: 127.0.0.1:80", "\r\nHost: evil", "\r\nX: ", "\r\n"]


@given(st.lists(st.sampled_from([*LINES, *WORDS, *VALUES]), max_size=12).map("".join))
def test_a_lenient_parser_reads_allowed_requests_in_the_same_way(rest: str) -> None:
    try:
        passed = check_request(f"GET / HTTP/1.1\r\nHost: localhost{rest}\r\n\r\n".encode("latin-1"), 80)
    except Refused:
        return
    headers = http.client.parse_headers(io.BytesIO(passed.head.partition(b"\r\n")[2]))
    assert [host.strip() for host in headers.get_all("Host", [])] == ["localhost"]
    assert {origin.strip() for origin in headers.get_all("Origin", [])} <= {"http://127.0.0.1:80"}
    assert headers["Content-Length"] is headers["Transfer-Encoding"] is None
    assert headers.get_all("Connection") == ["close"]


def test_a_file_of_the_disk_is_served_as_it_is_now_and_pages_are_completed(
    proxy: LocalProxy, engine: Engine, tmp_path: Path
) -> None:
    proxy.files, proxy.stale = {"assets/run/pyodide.mjs": tmp_path / "pyodide.mjs"}, ()
    (tmp_path / "pyodide.mjs").write_text("as it is now")
    head, _, body = ask(proxy.port, request(b"GET /assets/run/pyodide.mjs HTTP/1.1", HOST)).partition(b"\r\n\r\n")
    assert b"Content-Type: text/javascript; charset=utf-8" in head
    assert body == b"as it is now"
    proxy.complete = lambda page: page.replace(b"<html>", b"<html data-run>")
    engine.answer = b"HTTP/1.1 200 OK\r\nContent-Length: 13\r\nContent-Type: text/html\r\n\r\n<html></html>"
    head, _, body = ask(proxy.port, request(GET, HOST)).partition(b"\r\n\r\n")
    assert body == b"<html data-run></html>"
    assert b"Content-Length: 22\r\n" in head
    assert head.count(b"Content-Length") == 1
