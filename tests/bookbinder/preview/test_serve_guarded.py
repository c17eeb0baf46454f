"""`./dev serve` serves the reader's browser, but no page of another site, with either engine."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tests.serving import ENGINES, READY, ask, free_port, process, status, until

ADDRESS = "questions/one/"
UPGRADE = (
    b"Connection: Upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: bG9naXQgbG9naXQgbG9nIQ==\r\n"
)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_browser_gets_pages_and_another_site_gets_none(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: str
) -> None:
    opened, browser, port = tmp_path / "opened", tmp_path / "browser", free_port()
    browser.write_text(f"#!/bin/sh\necho $1 >> {opened}\n")
    browser.chmod(0o755)
    (small / "docs/index.md").write_text("# Home\n")
    monkeypatch.setenv("BROWSER", str(browser))
    command = [sys.executable, "-m", "bookbinder", "serve", "--port", str(port), "--engine", engine]
    with process(command, READY, small) as (_, said):

        def get(path: str, *headers: bytes) -> bytes:
            lines = [f"GET /{path} HTTP/1.1".encode(), *headers, b"Connection: keep-alive", b"", b""]
            return ask(port, b"\r\n".join(lines))

        ours, websocket = b"Host: 127.0.0.1:PORT", UPGRADE.removesuffix(b"\r\n").split(b"\r\n")
        assert until(lambda: b">More<" in get(ADDRESS, ours))
        assert status(get(ADDRESS, b"Host: LocalHost:PORT", b"Origin: http://localhost:PORT")) == 200
        assert status(get(ADDRESS, b"Host: evil.example:PORT")) == 403
        assert status(get(ADDRESS, ours, b"Origin: http://evil.example")) == 403
        assert status(get(ADDRESS, ours, b"Origin: http://evil.example", *websocket)) == 403
        # Only Zensical's live reload is a WebSocket; what it sends ends only when the client does.
        head = b"GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nOrigin: http://127.0.0.1:PORT\r\n" + UPGRADE + b"\r\n"
        assert status(ask(port, head, end=True)) == (101 if engine == "zensical" else 200)
        links = re.compile(rb"""(?:href|src|content|action)=["']?([^"'> ]*127\.\d[^"'> ]*)""")
        followed = [get(path, ours) for path in ("", ADDRESS, "no-such-page/", "404.html")]
        canonical = re.compile(rb"<link[^>]* rel=.?canonical[^>]*>|<link[^>]*canonical[^>]*>")
        assert [links.findall(canonical.sub(b"", page)) for page in followed] == [[], [], [], []]
        assert until(opened.exists)
        assert opened.read_text() == f"http://127.0.0.1:{port}/\n"
        assert re.findall(r"Serving on .*", said.read_text()) == [
            f"Serving on http://127.0.0.1:{port}/ (Ctrl-C ends it)"
        ]
        assert set(re.findall(r"127\.[\d.]+(?::\d+)?", said.read_text())) == {f"127.0.0.1:{port}"}
