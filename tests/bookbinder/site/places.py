"""A runtime of one small file, and places on this machine that have it: a folder, and a package's wheel in an index."""

from __future__ import annotations

import functools
import hashlib
import http.server
import io
import json
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bookbinder.site.runtime_manifest import RUNTIME
from tests.conftest import ROOT
from tests.site.reading import serving

WHEEL = "numpy-1.0-py3-none-any.whl"
PACKAGE, PACKED = "carrier==1.0", "carrier-1.0-py3-none-any.whl"
MEMBER = "carrier/files/"
ALLOWANCE = 1 << 20  # bytes beside the file, in a wheel of several


def zipped(members: dict[str, bytes]) -> bytes:
    """Return a ZIP file of these members, the same at any time."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return made.getvalue()


DATA = zipped({"numpy/__init__.py": b"", "numpy-1.0.dist-info/LICENSE": b"The licence of a small wheel."})


class Places(http.server.BaseHTTPRequestHandler):
    """Serves what `pages` holds by path, in parts where asked for, and notes each path and how much of it was sent."""

    def __init__(self, pages: dict[str, bytes], asked: list[tuple[str, int]], parts: list[bool], *rest: object) -> None:
        self.pages, self.asked, self.parts = pages, asked, parts
        super().__init__(*rest)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        data = self.pages.get(self.path)
        if data is None:
            self.send_error(404)
            return
        wanted = re.fullmatch(r"bytes=(\d*)-(\d*)", self.headers.get("Range", "")) if self.parts[0] else None
        self.send_response(206 if wanted else 200)
        if wanted:
            first = int(wanted[1]) if wanted[1] else len(data) - int(wanted[2])
            last = min(int(wanted[2]) if wanted[1] and wanted[2] else len(data) - 1, len(data) - 1)
            self.send_header("Content-Range", f"bytes {first}-{last}/{len(data)}")
            data = data[first : last + 1]
        self.asked.append((self.path, len(data)))
        self.send_header("Content-Type", "text/html" if self.path.endswith("/") else "application/octet-stream")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Accept-Ranges", "bytes")
        self.end_headers()
        with suppress(ConnectionError):  # who asks may have read enough
            self.wfile.write(data)

    def do_HEAD(self) -> None:
        data = self.pages.get(self.path, b"")
        self.send_response(200 if data else 404)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Accept-Ranges", "bytes")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


class Offered:
    """The two places of one file."""

    def __init__(self, address: str, pages: dict[str, bytes], asked: list[tuple[str, int]], parts: list[bool]) -> None:
        self.address, self.pages, self.asked, self._parts = address, pages, asked, parts

    def put(self, *, folder: bytes | None = DATA, packed: bytes | None = DATA, parts: bool = True) -> None:
        """Have both places send these bytes, or nothing, and the index parts of files or only whole ones."""
        self._parts[0] = parts
        self.pages.clear()
        if folder is not None:
            self.pages[f"/folder/{WHEEL}"] = folder
        if packed is not None:
            metadata = b"Metadata-Version: 2.1\nName: carrier\nVersion: 1.0\n"
            info = {"METADATA": metadata, "WHEEL": b"Wheel-Version: 1.0\nTag: py3-none-any\n", "RECORD": b""}
            other = {"carrier/large": b"\0" * (4 << 20)}
            named = {f"carrier-1.0.dist-info/{name}": text for name, text in info.items()}
            self.pages[f"/files/{PACKED}"] = zipped(other | {MEMBER + WHEEL: packed} | named)
            self.pages["/simple/carrier/"] = f'<!doctype html><a href="/files/{PACKED}">{PACKED}</a>'.encode()

    def write_manifest(self, root: Path, *, core: bool = False) -> None:
        """Write a manifest into a book: this file in these places and, if asked for, Pyodide's true core."""
        true = json.loads((ROOT / RUNTIME).read_text(encoding="utf-8"))
        told = {
            "version": true["version"],
            "places": [{"folder": f"{self.address}/folder/"}, {"package": PACKAGE, "folder": MEMBER}],
            "core": true["core"] if core else [],
            "wheels": [
                {
                    "name": WHEEL,
                    "size": len(DATA),
                    "sha256": hashlib.sha256(DATA).hexdigest(),
                    "licence": "MIT",
                    "for": "numpy",
                }
            ],
        }
        (root / RUNTIME).parent.mkdir(parents=True, exist_ok=True)
        (root / RUNTIME).write_text(json.dumps(told), encoding="utf-8")


@contextmanager
def offered() -> Iterator[Offered]:
    """Serve both places on loopback."""
    pages, asked, parts = dict[str, bytes](), list[tuple[str, int]](), [True]
    with serving(functools.partial(Places, pages, asked, parts)) as address:
        places = Offered(address, pages, asked, parts)
        places.put()
        yield places
