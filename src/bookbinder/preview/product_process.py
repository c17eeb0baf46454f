"""Runs make_products.py in a process of its own, which makes the products of a preview again after every edit."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from subprocess import Popen
from typing import Any

from bookbinder.base.problems import Problem
from bookbinder.content.urls import FOLDER
from bookbinder.preview import child
from bookbinder.site.front_end import RUN
from bookbinder.site.products import PLACES


class ProductProcess:
    """Makes the products until they have the last edit, and keeps them in memory."""

    def __init__(self, root: Path, folder: Path, address: str) -> None:
        self.files: dict[str, bytes] = {}  # the last products, by path in the site
        self.problems: dict[str, list[str]] = {}  # of each page, when they were made
        self.rest: dict[str, list[Problem]] = {}  # those of them that a page by itself does not show
        self.error = ""  # why they could not be made
        self._folder = folder
        self._words = (root, folder, address)
        self._process: Popen[bytes] | None = None
        self.stale: tuple[str, ...] = PLACES  # the paths of products that lack the last edit
        self._edited, self._number, self._making = True, 0, False
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)

    def __enter__(self) -> ProductProcess:
        return self

    def __exit__(self, *_: object) -> None:
        child.end(self._process)

    def edited(self) -> None:
        """Note an edit, which the products lack."""
        self._edited, self.stale = True, PLACES

    def poll(self) -> bool:
        """Have the products made if they lack an edit; return whether some now have the last edit."""
        if not self._making:
            if self._edited:
                self._start_making()
            return False
        done, texts = (self._folder / f"{self._number}.{kind}" for kind in ("json", "texts"))
        if done.exists():
            self._load(json.loads(done.read_text(encoding="utf-8")))
            done.unlink()
        elif texts.exists():
            site = self._folder / "site"
            self.files = self.files | {name: (site / name).read_bytes() for name in PLACES if (site / name).is_file()}
            texts.unlink()
            return self._set_stale(f"{FOLDER}/", RUN)
        elif self._process is None or self._process.poll() is None:
            return False
        elif self._process.returncode == 0:  # the library was edited, so that it must be loaded again
            self._edited = True
        else:
            what = f"search and downloads cannot be made (exit code {self._process.returncode})"
            self.error = f"./dev serve: {what}: edit the book to try again"
        self._making = False
        return self._set_stale()

    def _set_stale(self, *stale: str) -> bool:
        """If no edit came since the start, set the paths that still lack the last one; return whether none came."""
        if not self._edited:
            self.stale = stale
        return not self._edited

    def _start_making(self) -> None:
        if self._process is None or self._process.poll() is not None:
            self._process = child.start("make_products", *self._words)
        self._edited, self._making, self._number = False, True, self._number + 1
        child.tell(self._process, self._number)  # if it has just ended, the next poll starts it again

    def _load(self, made: dict[str, Any]) -> None:
        """Read the new products into memory; keep the old ones if there was an error."""
        self.error = made["error"]
        if not self.error:
            site = self._folder / "site"
            files = (file for file in site.rglob("*") if file.is_file())
            self.files = {file.relative_to(site).as_posix(): file.read_bytes() for file in files}
            self.problems = made["problems"]
            self.rest = {path: [Problem(*one) for one in found] for path, found in made["rest"].items()}
