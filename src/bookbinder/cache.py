"""Keeps what a snippet printed, by the content of everything that it depends on."""

from __future__ import annotations

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

from bookbinder import isolation, runner
from bookbinder.child import draws
from bookbinder.runner import Run, Stamp, run_apart

# What a figure's bytes depend on, read from the installed packages: to import matplotlib takes a second.
DRAWING = ("matplotlib", "contourpy", "kiwisolver")

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
    parts = [sys.version, platform.machine(), *map(version, packages), runner.LIMITS, runner.environment()]
    parts += [isolation.missing(), _sources(runner.stamp()), script.name]
    return hashlib.sha256(f"{parts!r}".encode() + script.read_bytes()).hexdigest()


def run_cached(script: Path, root: Path) -> Run:
    """Return the run of a script: from the cache, or by running it. Failures are not kept."""
    key = run_key(script)
    if held := kept_run(key, root):
        return held
    run = run_apart(script)
    kept = _place(key, root)
    kept.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=kept.parent, suffix=".tmp")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(asdict(run), file)
    Path(name).replace(kept)
    return run


def kept_run(key: str, root: Path) -> Run | None:
    """Return the run that the cache keeps under a key, if it does and the file is not damaged."""
    try:
        return Run(**json.loads(_place(key, root).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _place(key: str, root: Path) -> Path:
    return root / ".bookbinder" / "runs" / f"{key}.json"
