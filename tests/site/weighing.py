"""What tests of weight and speed share: a site served as a host serves it, compressed."""

from __future__ import annotations

import functools
import gzip
import http.server
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.site.reading import serving

COMPRESSED = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt"}


class _Compressing(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass

    def send_head(self) -> io.BytesIO | None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return None
        body = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if path.suffix in COMPRESSED:
            body = gzip.compress(body, 9)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)


@contextmanager
def compressed(site: Path, port: int = 0) -> Iterator[str]:
    """Serve a site compressed and yield its address, without a slash at the end."""
    with serving(functools.partial(_Compressing, directory=str(site)), port) as address:
        yield address
