"""Lists what a site is made from, files and settings, each with a digest: where none differs, the site is the same."""

from __future__ import annotations

import functools
import hashlib
import os
import platform
import stat
import sys
from importlib.metadata import distributions
from pathlib import Path
from typing import TypeAlias

import bookbinder
from bookbinder.base import variables
from bookbinder.base.files import list_files
from bookbinder.run.environment import snippet_environment
from bookbinder.run.sandbox import missing_layers
from bookbinder.run.source_files import library_folder
from bookbinder.site.fonts import TARGET
from bookbinder.site.runtime_manifest import RUNTIME

FOLDERS = ("benchmarks/results", "docs", "overrides", "snippets", "web/src")
FILES = ("mkdocs.yml", "pyproject.toml", "LICENSE", "web/package.json", "web/node_modules/.package-lock.json", RUNTIME)
States: TypeAlias = dict[str, tuple[int, ...]]
TOLD = (variables.URL, variables.REPOSITORY, "SOURCE_DATE_EPOCH")


def read_inputs(root: Path, engine: str, *, runs: bool = False) -> dict[str, str]:
    """Return the digest of each file that a site is made from by its path, and of the settings by an empty one.

    One of them is whether the site runs scripts.
    """
    told = [os.environ.get(name) for name in TOLD]
    packages = _packages()
    settings = [engine, runs, sys.version, platform.machine(), missing_layers(), snippet_environment(), packages, told]
    digests = {"": hashlib.sha256(repr(settings).encode()).hexdigest()}
    return digests | {name: _digest(file) for name, file in _files(root).items()}


def read_states(root: Path) -> States:
    """Return when each of these files was changed, and its size: an edit shows, even one that was undone."""
    states: States = {}
    for name, file in _files(root).items():
        if file.exists():
            state = file.lstat()
            states[name] = (state.st_mtime_ns, state.st_ctime_ns, state.st_size)
    return states


def digest_of(inputs: dict[str, str]) -> str:
    """Return one digest of several inputs and their names."""
    return hashlib.sha256(repr(sorted(inputs.items())).encode()).hexdigest()


@functools.cache
def _packages() -> list[str]:
    """Return the installed packages with their versions; reading each takes half a millisecond."""
    return sorted(f"{metadata['Name']} {metadata['Version']}" for metadata in (one.metadata for one in distributions()))


def _files(root: Path) -> dict[str, Path]:
    names = [path.as_posix() for folder in FOLDERS for path in list_files(root, folder)]
    names = [*FILES, *(name for name in names if "/." not in name and name != TARGET.as_posix())]
    files = {name: root / name for name in names}
    for package in (Path(bookbinder.__file__).parent, library_folder()):
        own = (file for file in package.rglob("*") if file.suffix != ".pyc" and file.is_file())
        files |= {f"{package.name}/{file.relative_to(package).as_posix()}": file for file in own}
    return files


def _digest(file: Path) -> str:
    """Return the digest of a regular file; the check refuses any other."""
    try:
        if not stat.S_ISREG(file.lstat().st_mode):
            return "no regular file"
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError:
        return ""
