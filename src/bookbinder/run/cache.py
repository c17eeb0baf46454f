"""Keeps the runs of snippets in files, each under a digest of everything that the run depends on."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.metadata
import json
import os
import platform
import sys
from dataclasses import asdict
from functools import cache
from pathlib import Path

from bookbinder.base.files import cache_folder, find_link, keep_file
from bookbinder.run import sandbox, source_files
from bookbinder.run.environment import snippet_environment
from bookbinder.run.libraries import uses_matplotlib
from bookbinder.run.limits import LIMITS
from bookbinder.run.result import Run, SnippetError, restore_run
from bookbinder.run.runner import run_in_sandbox

DRAWING = ("matplotlib", "contourpy", "kiwisolver")  # the packages that a figure's bytes depend on
MAX_ENTRY = 4 * LIMITS.file  # bytes: output, values and figure, as JSON writes them
_NOFOLLOW, _NONBLOCK = getattr(os, "O_NOFOLLOW", 0), getattr(os, "O_NONBLOCK", 0)  # Windows has neither

version = cache(importlib.metadata.version)  # importing matplotlib for its version would take a second


def run_key(script: Path, sources: str = "") -> str:
    """Return a digest of everything that decides what a script prints, draws and ends with, or whether it may run.

    Of many scripts at one moment, the digest of the source files may be given, which takes most of the time.
    The name is part of it because a traceback shows it, and the missing layers because a script that ran without one
    must run again behind it.
    """
    packages = ("numpy", *(DRAWING if uses_matplotlib(script) else ()))
    parts = [sys.version, platform.machine(), *map(version, packages), LIMITS, snippet_environment()]
    parts += [
        sandbox.missing_layers(),
        sources or source_files.digest_sources(source_files.source_states()),
        script.name,
    ]
    return hashlib.sha256(f"{parts!r}".encode() + script.read_bytes()).hexdigest()


def run_cached(script: Path, root: Path, sources: str = "") -> Run:
    """Return the run of a script from the cache, or run it; a failure is not kept. For `sources` see `run_key`."""
    if find_link(script, root):
        raise SnippetError(1, "it is a link, or lies behind one")
    key = run_key(script, sources)
    if kept := read_cached(key, root):
        return kept
    run = run_in_sandbox(script)
    with contextlib.suppress(OSError):  # removed or edited meanwhile: which text ran is unknown
        if (folder := cache_folder(root)) and run_key(script) == key:
            text = json.dumps(asdict(run), ensure_ascii=False).encode()
            if len(text) <= MAX_ENTRY:
                keep_file(folder / f"{key}.json", text)
    return run


def read_cached(key: str, root: Path) -> Run | None:
    """Return the run that the cache holds under a key, or None if there is none or its file is damaged."""
    folder = cache_folder(root)
    if not folder:
        return None
    try:
        # It must not wait for a pipe in the entry's place.
        handle = os.open(folder / f"{key}.json", os.O_RDONLY | _NOFOLLOW | _NONBLOCK)
        with os.fdopen(handle, "rb") as file:
            text = file.read(MAX_ENTRY + 1)
        return restore_run(json.loads(text), LIMITS) if len(text) <= MAX_ENTRY else None
    except (OSError, ValueError, RecursionError):
        return None
