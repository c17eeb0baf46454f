"""Runs a script with a Python of its own, as a reader would, but behind the layers of a snippet: for tests, benchmarks.

What such a Python may read is found here: its own files, the standard library, and the packages that a snippet may
import. The names in the folders of packages are readable too; Python looks for packages there.
"""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import importlib.metadata
import importlib.util
import re
import secrets
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bookbinder.run import sandbox
from bookbinder.run.audit_hook import DECLARED
from bookbinder.run.child import draws
from bookbinder.run.environment import environment
from bookbinder.run.result import check_ending, read_start
from bookbinder.run.runner import SnippetError, fork_server, library, snippet_folder
from bookbinder.run.sandbox import LIMITS, SYSTEM, Limits

PLAIN = dataclasses.replace(LIMITS, wall=30.0, cpu=20)  # to start Python and import matplotlib takes seconds
FONTS = "import matplotlib.font_manager"
LOADER = re.compile(rb"/[\w/.+-]*/ld[\w.+-]*\.so[\w.]*(?=\0)")


def run_plain(
    script: Path, arguments: Sequence[str] = (), seed: int = 0, path: Sequence[Path] = (), limits: Limits = PLAIN
) -> subprocess.CompletedProcess[bytes]:
    """Run `python ARGUMENTS SCRIPT`, with `path` as its PYTHONPATH; raise SnippetError where it was ended."""
    if lacks := "; ".join(sandbox.missing()):
        raise SnippetError(1, f"no Python can run apart here, for want of {lacks}")
    command = [sys.executable, *arguments, str(script)]
    plain = {"command": command, "executable": [*map(str, _executable())], **_readable()}
    plain["environment"] = {"PYTHONHASHSEED": str(seed)}
    if path:
        plain["environment"]["PYTHONPATH"] = ":".join(map(str, path))
        plain["readable"] = [*plain["readable"], *(str(folder) for folder in path if str(folder) not in sys.path)]
    with snippet_folder() as folder:
        for fonts, content in _fonts().items() if draws(script) else ():
            (folder / "scratch" / fonts).write_bytes(content)
        stopped, code = fork_server(0, figures=False).run(script, folder, secrets.token_hex(), limits, plain)
        check_ending(stopped, limits)
        printed, errors = (read_start(folder / stream, limits.output + 1) for stream in ("output", "errors"))
    if max(len(printed), len(errors)) > limits.output:
        raise SnippetError(1, f"it prints more than {limits.output >> 10} KiB")
    return subprocess.CompletedProcess(command, code, printed, errors)


@functools.cache
def _readable() -> dict[str, Any]:
    """Return the files and folders that it may read, and the folders in which it may look for names."""
    libraries = {Path(sysconfig.get_path(name)) for name in ("purelib", "platlib")}
    places = (sysconfig.get_config_var("LIBDIR") or "/", Path(sys.base_prefix, "lib"))
    shared = (Path(place, sysconfig.get_config_var("INSTSONAME") or "") for place in places)
    paths = {*map(Path, SYSTEM), Path(sysconfig.get_path("stdlib")), Path(sys.prefix, "pyvenv.cfg")}
    paths |= {file for file in shared if file.is_file()}
    links = (file for folder in libraries for file in folder.glob("*.pth"))
    # Others would import packages that it may not read, and complain.
    paths |= {file for file in links if str(library().parent) in file.read_text(encoding="utf-8", errors="replace")}
    paths |= _packages(libraries)
    there = {str(path.resolve()) for path in paths if path.exists()}
    return {"readable": sorted(there), "listed": sorted(map(str, {*libraries, library().parent}))}


def _packages(libraries: set[Path]) -> set[Path]:
    """Return the packages that a snippet may import and those that they need in turn, with their shared libraries."""
    wanted, needed = set(DECLARED), set[str]()
    while wanted:
        name = wanted.pop()
        needed.add(name)
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):  # another system or Python needs it
            lines = [line for line in importlib.metadata.requires(name) or [] if "extra" not in line]
            wanted |= {re.split(r"[^\w.-]", line)[0].lower() for line in lines} - needed
    found = {library(), *(folder / f"{name}.libs" for folder in libraries for name in needed)}
    for top, names in importlib.metadata.packages_distributions().items():
        spec = importlib.util.find_spec(top) if needed & {name.lower() for name in names} else None
        if spec and spec.submodule_search_locations:
            found |= set(map(Path, spec.submodule_search_locations))
        elif spec and spec.has_location and spec.origin:
            found.add(Path(spec.origin))
    return found


@functools.cache
def _executable() -> list[Path]:
    """Return the interpreter's file and the loader that it names: the kernel starts the second for the first."""
    interpreter = Path(sys.executable).resolve()
    loader = LOADER.search(interpreter.read_bytes()[:4096])
    return [interpreter, *([Path(loader[0].decode()).resolve()] if loader else [])]


@functools.cache
def _fonts() -> dict[str, bytes]:
    """Return matplotlib's list of fonts, made once: to make it takes a thread and a process, which no script has."""
    with tempfile.TemporaryDirectory(prefix="fonts-") as folder:
        # With -P, or a script in the folder that somebody is in would stand in for a module, outside the sandbox.
        subprocess.run(
            [sys.executable, "-s", "-P", "-c", FONTS], env=environment() | {"MPLCONFIGDIR": folder}, check=True
        )
        return {file.name: file.read_bytes() for file in Path(folder).glob("fontlist*")}
