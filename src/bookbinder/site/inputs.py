"""Lists what a site is made from, files and settings, each with a digest: where none differs, the site is the same."""

from __future__ import annotations

import hashlib
import os
import platform
import sys
import sysconfig
from pathlib import Path

import bookbinder
from bookbinder.base import variables
from bookbinder.base.files import list_files
from bookbinder.run.sandbox import missing_layers
from bookbinder.run.source_files import library_folder
from bookbinder.site.fonts import TARGET

FOLDERS = ("benchmarks/results", "docs", "overrides", "snippets", "web/src")
FILES = ("mkdocs.yml", "pyproject.toml", "LICENSE", "web/package.json", "web/node_modules/.package-lock.json")


def read_inputs(root: Path, engine: str) -> dict[str, str]:
    """Return the digest of each file that a site is made from by its path, and of the settings by an empty one."""
    names = [path.as_posix() for folder in FOLDERS for path in list_files(root, folder)]
    names = [*FILES, *(name for name in names if "/." not in name and name != TARGET.as_posix())]
    digests = {name: _digest(root / name) for name in names}
    for package in (Path(bookbinder.__file__).parent, library_folder()):
        files = (file for file in package.rglob("*.*") if file.suffix != ".pyc")
        digests |= {f"{package.name}/{file.relative_to(package).as_posix()}": _digest(file) for file in files}
    packages = sorted(name for name in os.listdir(sysconfig.get_path("purelib")) if name.endswith("-info"))  # noqa: PTH208
    told = [os.environ.get(name, "") for name in (variables.URL, variables.REPOSITORY, "SOURCE_DATE_EPOCH")]
    settings = [engine, sys.version, platform.machine(), told, missing_layers(), packages]
    return {"": hashlib.sha256(repr(settings).encode()).hexdigest()} | digests


def digest_of(inputs: dict[str, str]) -> str:
    """Return one digest of several inputs and their names."""
    return hashlib.sha256(repr(sorted(inputs.items())).encode()).hexdigest()


def _digest(file: Path) -> str:
    """Return the digest of a file; of a link, that of its target's name; of a missing file, nothing."""
    try:
        data = str(file.readlink()).encode() if file.is_symlink() else file.read_bytes()
    except FileNotFoundError:
        return ""
    return hashlib.sha256(data).hexdigest()
