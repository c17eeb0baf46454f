"""Collects the licences of the runtime: what its files carry, and for Pyodide's core the texts of locked packages."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from bookbinder.base.problems import BookError, Problem
from bookbinder.site.front_end import RUN
from bookbinder.site.runtime_files import Runtime
from bookbinder.site.runtime_manifest import RUNTIME

# Packages whose licence has the same text as that of Python and that of Pyodide, which come without one.
PYTHON, PYODIDE = "typing-extensions", "pathspec"
TEXT = re.compile(r"(?i)(?:licen[cs]e|copying)[^/]*$")
SOURCE = "Its source code: https://github.com/pyodide/pyodide"
LINKED = """\
pyodide.asm.wasm also contains parts of other works:

Emscripten, musl, libffi, Expat, HACL*: MIT. compiler-rt, libc++ and libunwind of LLVM: Apache-2.0 with the LLVM
exception. dlmalloc: CC0-1.0. zlib: Zlib. bzip2: bzip2-1.0.6. liblzma: 0BSD. Zstandard: BSD-3-Clause. mpdecimal:
BSD-2-Clause. SQLite is in the public domain. Their authors and the texts of their licences:
https://docs.python.org/3.14/license.html and https://emscripten.org/docs/introducing_emscripten/emscripten_license.html"""


def runtime_licences(runtime: Runtime, mozilla: str, python: str) -> Iterator[tuple[str, str, str]]:
    """Yield where each part of the runtime is, what it is, and its licence, given the texts of two of them."""
    place, version = RUN + runtime.manifest.folder, runtime.manifest.version
    core = ", ".join(place + file.name for file in runtime.manifest.core)
    yield core, f"Pyodide {version}, MPL-2.0", f"{SOURCE}\n\n{mozilla}"
    yield core, "CPython 3.14, PSF-2.0", f"{python}\n\n{LINKED}"
    for file in runtime.manifest.wheels:
        name, number = file.name.split("-")[:2]
        yield place + file.name, f"{name} {number}, {file.licence}", _texts(runtime.files[file], file.name)


def _texts(wheel: Path, name: str) -> str:
    """Return the texts of all licences in a wheel, each once."""
    with zipfile.ZipFile(wheel) as archive:
        names = [one for one in archive.namelist() if TEXT.search(one) and not one.endswith(".py")]
        texts = dict.fromkeys(archive.read(one).decode().strip() for one in sorted(names))
    if not texts:
        raise BookError(Problem(RUNTIME, 0, f"{name} comes without a licence", "find its licence, and have it shown"))
    return f"\n\n{'-' * 79}\n\n".join(texts)
