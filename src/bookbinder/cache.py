"""Keeps what a snippet printed, by the content of everything that it depends on."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from dataclasses import asdict
from functools import cache
from pathlib import Path

import numpy

import logitbook
from bookbinder import runner
from bookbinder.runner import Run, run_apart


@cache
def _machinery(stamp: tuple[tuple[str, int], ...]) -> str:
    """Digest the sources named in the stamp, read once for each state of theirs."""
    digest = hashlib.sha256(f"{sys.version} {numpy.__version__} {runner.LIMITS!r}".encode())
    for name, _ in stamp:
        digest.update(Path(name).read_bytes())
    return digest.hexdigest()


def _stamp() -> tuple[tuple[str, int], ...]:
    sources = sorted(Path(logitbook.__file__).parent.rglob("*.py"))
    sources += runner.sources()
    return tuple((str(file), file.stat().st_mtime_ns) for file in sources)


def run_cached(script: Path, root: Path) -> Run:
    """Return the run of a script: from the cache, or by running it. Failures are not kept."""
    digest = hashlib.sha256(_machinery(_stamp()).encode() + script.read_bytes()).hexdigest()
    kept = root / ".bookbinder" / "runs" / f"{digest}.json"
    try:
        return Run(**json.loads(kept.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        pass  # never run, or the file is damaged: either way it is run now
    run = run_apart(script)
    kept.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=kept.parent, suffix=".tmp")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(asdict(run), file)
    Path(name).replace(kept)
    return run
