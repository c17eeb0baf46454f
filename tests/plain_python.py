"""Runs a script with a Python of its own, as a reader would, but in the sandbox of a snippet.

This module finds what such a Python may read: its own files, the standard library, and the packages that a snippet may
import. It may also list the folders of packages, where Python looks for them.

Starting a Python takes many times as long as most scripts do, and `kind_of` says which scripts a Python of their own
could treat differently.
"""

from __future__ import annotations

import ast
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
from bookbinder.run.audit_hook import PACKAGES
from bookbinder.run.environment import snippet_environment
from bookbinder.run.libraries import uses_matplotlib
from bookbinder.run.limits import LIMITS, Limits
from bookbinder.run.result import SnippetError, check_output, check_stopped, read_start
from bookbinder.run.runner import snippet_folder
from bookbinder.run.sandbox import SYSTEM
from bookbinder.run.session import SESSION
from bookbinder.run.source_files import library_folder

PLAIN_LIMITS = dataclasses.replace(LIMITS, wall=30.0, cpu=20)  # starting Python and importing matplotlib take seconds
FONTS = "import matplotlib.font_manager"
REACHED = re.compile(r"\w+(\.\w+)+")
LOADER = re.compile(rb"/[\w/.+-]*/ld[\w.+-]*\.so[\w.]*(?=\0)")


def run_plain(
    script: Path,
    arguments: Sequence[str] = (),
    seed: int = 0,
    path: Sequence[Path] = (),
    limits: Limits = PLAIN_LIMITS,
) -> subprocess.CompletedProcess[bytes]:
    """Run `python ARGUMENTS SCRIPT`, with `path` as its PYTHONPATH; raise SnippetError if it exceeds a limit."""
    if missing := "; ".join(sandbox.missing_layers()):
        raise SnippetError(1, f"no Python can run in the sandbox here, which lacks {missing}")
    command = {
        "command": [sys.executable, *arguments, str(script)],
        "environment": {"PYTHONHASHSEED": str(seed)},
        "executable": [*map(str, _executable())],
        **_readable(),
    }
    if path:
        command["environment"]["PYTHONPATH"] = ":".join(map(str, path))
        command["readable"] = [*command["readable"], *(str(folder) for folder in path if str(folder) not in sys.path)]
    with snippet_folder() as folder:
        for fonts, content in font_list().items() if uses_matplotlib(script) else ():
            (folder / "scratch" / fonts).write_bytes(content)
        stopped, code = SESSION.server(0, figures=False).run(script, folder, secrets.token_hex(), limits, command)
        check_stopped(stopped, limits)
        printed, errors = (read_start(folder / stream, limits.output + 1) for stream in ("output", "errors"))
    for stream in (printed, errors):
        check_output(stream, limits)
    return subprocess.CompletedProcess(command["command"], code, printed, errors)


def kind_of(source: str) -> tuple[frozenset[str], bool, str]:
    """Return what a Python of its own must find or do for a script, other than arithmetic.

    That is: the modules which the script imports, or reaches as `np.linalg` through one that it imports; whether it
    holds other characters than ASCII, for its output; and the first line if that declares a failure.
    """
    nodes = [*ast.walk(ast.parse(source))]
    imports = [alias for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names = {alias.asname or alias.name.partition(".")[0] for alias in imports}
    modules = {alias.name for alias in imports}
    modules |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    chains = (ast.unparse(node.value) for node in nodes if isinstance(node, ast.Attribute))
    modules |= {chain for chain in chains if REACHED.fullmatch(chain) and chain.partition(".")[0] in names}
    declared = source.partition("\n")[0] if source.startswith("# raises: ") else ""
    return frozenset(modules), source.isascii(), declared


@functools.cache
def _readable() -> dict[str, Any]:
    """Return the files and folders that it may read, and the folders that it may list."""
    libraries = {Path(sysconfig.get_path(name)) for name in ("purelib", "platlib")}
    places = (sysconfig.get_config_var("LIBDIR") or "/", Path(sys.base_prefix, "lib"))
    shared = (Path(place, sysconfig.get_config_var("INSTSONAME") or "") for place in places)
    paths = {*map(Path, SYSTEM), Path(sysconfig.get_path("stdlib")), Path(sys.prefix, "pyvenv.cfg")}
    paths |= {file for file in shared if file.is_file()}
    links = (file for folder in libraries for file in folder.glob("*.pth"))
    # Others would import packages that it may not read, and print errors.
    paths |= {
        file for file in links if str(library_folder().parent) in file.read_text(encoding="utf-8", errors="replace")
    }
    paths |= _packages(libraries)
    there = {str(path.resolve()) for path in paths if path.exists()}
    return {"readable": sorted(there), "listed": sorted(map(str, {*libraries, library_folder().parent}))}


def _packages(libraries: set[Path]) -> set[Path]:
    """Return the packages that a snippet may import and those that they need in turn, with their shared libraries."""
    wanted, needed = set(PACKAGES), set[str]()
    while wanted:
        name = wanted.pop()
        needed.add(name)
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):  # another system or Python needs it
            lines = [line for line in importlib.metadata.requires(name) or [] if "extra" not in line]
            wanted |= {re.split(r"[^\w.-]", line)[0].lower() for line in lines} - needed
    found = {library_folder(), *(folder / f"{name}.libs" for folder in libraries for name in needed)}
    for top, names in importlib.metadata.packages_distributions().items():
        spec = importlib.util.find_spec(top) if needed & {name.lower() for name in names} else None
        if spec and spec.submodule_search_locations:
            found |= set(map(Path, spec.submodule_search_locations))
        elif spec and spec.has_location and spec.origin:
            found.add(Path(spec.origin))
    return found


@functools.cache
def _executable() -> list[Path]:
    """Return the interpreter's file and the loader that it names, which the kernel starts for it."""
    interpreter = Path(sys.executable).resolve()
    loader = LOADER.search(interpreter.read_bytes()[:4096])
    return [interpreter, *([Path(loader[0].decode()).resolve()] if loader else [])]


@functools.cache
def font_list() -> dict[str, bytes]:
    """Return matplotlib's list of fonts, made once: making it takes a thread and a process, which no script has."""
    with tempfile.TemporaryDirectory(prefix="fonts-") as folder:
        # Without -P a script in the current folder could replace a module, outside the sandbox.
        subprocess.run(
            [sys.executable, "-s", "-P", "-c", FONTS], env=snippet_environment() | {"MPLCONFIGDIR": folder}, check=True
        )
        return {file.name: file.read_bytes() for file in Path(folder).glob("fontlist*")}
