"""Reads files of the runtime from the places that the manifest names; whoever asks checks their hashes."""

from __future__ import annotations

import contextlib
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from http import HTTPStatus
from http.client import HTTPException
from typing import TypeAlias
from urllib.request import Request, urlopen

from bookbinder.site.runtime_manifest import RuntimeFile

SECONDS = 5  # for which a server may keep silent
BUFFER = 64 << 10  # bytes, of which the directory of a large wheel takes several
# Asks the index that pip is configured for, and downloads nothing but what names the wheel's dependencies.
PIP = ["-m", "pip", "install", "--quiet", "--dry-run", "--report", "-", "--use-feature=fast-deps", "--ignore-installed"]
PIP += ["--no-deps", "--ignore-requires-python", "--only-binary", ":all:", "--timeout", str(SECONDS), "--retries", "0"]
PIP += ["--no-input"]
Read: TypeAlias = Callable[[RuntimeFile], bytes]


class PlaceError(Exception):
    """A place cannot be reached, or lacks what it should have."""


@contextlib.contextmanager
def open_place(place: dict[str, str]) -> Iterator[Read]:
    """Yield a function that reads one file from a place; both raise PlaceError."""
    folder = place["folder"]
    if "package" not in place:
        yield lambda file: _download(folder + file.name, file)
        return
    with _explained():
        wheel = zipfile.ZipFile(io.BufferedReader(RemoteFile(_wheel_address(place["package"])), BUFFER))
    with wheel:
        yield lambda file: _extract(wheel, folder + file.name, file)


class RemoteFile(io.RawIOBase):
    """A file at an address, of which only the parts that are read are downloaded."""

    def __init__(self, address: str) -> None:
        self._address, self._position = address, 0
        _, described = _get(address, {"Range": "bytes=0-0"}, 1)
        self._size = int(described.rpartition("/")[2])

    def readable(self) -> bool:
        """Return True, for io.BufferedReader."""
        return True

    def seekable(self) -> bool:
        """Return True, for zipfile."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Move to a position, and return it."""
        self._position = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._size}[whence]
        return self._position

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Download as many bytes as the buffer takes, and return their number."""
        end = min(self._position + len(buffer), self._size)
        if (number := end - self._position) <= 0:
            return 0
        part, described = _get(self._address, {"Range": f"bytes={self._position}-{end - 1}"}, number)
        if not described.startswith(f"bytes {self._position}-{end - 1}/") or len(part) != number:
            raise PlaceError("its server sends other parts than those it is asked for")
        buffer[:number] = part
        self._position = end
        return number


def _wheel_address(package: str) -> str:
    """Return the address of a package's wheel in the index that pip is configured for."""
    done = subprocess.run(
        [sys.executable, "-P", *PIP, package],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
    )
    if done.returncode:
        raise PlaceError((done.stderr.strip().splitlines() or ["pip failed"])[-1])
    return str(json.loads(done.stdout)["install"][0]["download_info"]["url"])


def _download(address: str, file: RuntimeFile) -> bytes:
    with _explained():
        return _get(address, {}, file.size + 1)[0]


def _extract(wheel: zipfile.ZipFile, name: str, file: RuntimeFile) -> bytes:
    with _explained(), wheel.open(name) as member:
        return member.read(file.size + 1)


def _get(address: str, headers: dict[str, str], most: int) -> tuple[bytes, str]:
    """Return at most so many bytes from an address, and which part of the whole the server says they are."""
    with urlopen(Request(address, headers=headers), timeout=SECONDS) as answer:  # noqa: S310 - the hash decides
        if headers and answer.status != HTTPStatus.PARTIAL_CONTENT:
            raise PlaceError("its server sends no parts of files")
        return answer.read(most), answer.headers.get("Content-Range", "")


@contextlib.contextmanager
def _explained() -> Iterator[None]:
    """Turn what reading from a place may raise into a PlaceError."""
    try:
        yield
    except (OSError, HTTPException, zipfile.BadZipFile, KeyError, ValueError, NotImplementedError) as error:
        raise PlaceError(str(error) or type(error).__name__) from None
