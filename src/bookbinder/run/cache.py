"""Keeps what a snippet printed, by the content of everything that it depends on."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.metadata
import json
import os
import platform
import sys
import tempfile
from dataclasses import asdict
from functools import cache
from pathlib import Path

from bookbinder.base.cache_folder import cache_folder
from bookbinder.base.plain_files import find_link
from bookbinder.run import runner, sandbox
from bookbinder.run.child import draws
from bookbinder.run.environment import environment
from bookbinder.run.result import kept
from bookbinder.run.runner import LIMITS, Run, SnippetError, Stamp, run_apart

# What a figure's bytes depend on, read from the installed packages: to import matplotlib takes a second.
DRAWING = ("matplotlib", "contourpy", "kiwisolver")

LARGEST = 4 * LIMITS.file  # bytes of an entry: output, values and figure, as JSON writes them
_NOFOLLOW, _NONBLOCK = getattr(os, "O_NOFOLLOW", 0), getattr(os, "O_NONBLOCK", 0)  # Windows has neither

version = cache(importlib.metadata.version)


@cache
def _sources(stamp: Stamp) -> str:
    """Digest the files named in the stamp, read once for each state of theirs."""
    digest = hashlib.sha256()
    for name, _, size in stamp:
        digest.update(f"{Path(name).name} {size} ".encode() + Path(name).read_bytes())
    return digest.hexdigest()


def run_key(script: Path) -> str:
    """Digest everything on which it depends what a script prints, draws and ends with, or whether it may run at all.

    The name is in it, for a traceback shows it; the layers that are missing here are, for a script that was let
    through without one must be run again behind it.
    """
    packages = ("numpy", *(DRAWING if draws(script) else ()))
    parts = [sys.version, platform.machine(), *map(version, packages), runner.LIMITS, environment()]
    parts += [sandbox.missing(), _sources(runner.stamp()), script.name]
    return hashlib.sha256(f"{parts!r}".encode() + script.read_bytes()).hexdigest()


def run_cached(script: Path, root: Path) -> Run:
    """Return the run of a script: from the cache, or by running it. Failures are not kept."""
    if find_link(script, root):
        raise SnippetError(1, "it is a link, or lies behind one")
    key = run_key(script)
    if held := kept_run(key, root):
        return held
    run = run_apart(script)
    with contextlib.suppress(OSError):  # it went while it ran, or was edited: nobody knows which text ran
        if (folder := cache_folder(root)) and run_key(script) == key:
            _keep(run, folder / f"{key}.json")
    return run


def kept_run(key: str, root: Path) -> Run | None:
    """Return the run that the cache keeps under a key, if it does and the file is sound."""
    folder = cache_folder(root)
    if not folder:
        return None
    try:
        # A pipe in its place must not be waited for.
        handle = os.open(folder / f"{key}.json", os.O_RDONLY | _NOFOLLOW | _NONBLOCK)
        with os.fdopen(handle, "rb") as file:
            text = file.read(LARGEST + 1)
        return kept(json.loads(text), runner.LIMITS) if len(text) <= LARGEST else None
    except (OSError, ValueError, RecursionError):
        return None


def _keep(run: Run, place: Path) -> None:
    """Write an entry at once, or none where there is no room or no right to."""
    text = json.dumps(asdict(run), ensure_ascii=False).encode()
    if len(text) > LARGEST:
        return
    with contextlib.suppress(OSError):
        handle, name = tempfile.mkstemp(dir=place.parent, suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(text)
            Path(name).replace(place)
        except OSError:
            Path(name).unlink()
