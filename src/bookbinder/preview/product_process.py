"""Has the products of a preview made afresh after every edit, beside what the preview does meanwhile."""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
import sys
from pathlib import Path
from types import TracebackType

from bookbinder.content.urls import FOLDER
from bookbinder.run.sandbox import die_with_parent
from bookbinder.site.products import PLACES


class ProductProcess:
    """Runs preview_products.py, which makes them as often as it takes until they hold the last edit."""

    def __init__(self, root: Path, folder: Path, address: str) -> None:
        self.files: dict[str, bytes] = {}  # what was made last, by path below the site
        self.problems: dict[str, list[str]] = {}  # what was wrong with each page then
        self.said = ""  # why nothing could be made
        self._folder = folder
        self._command = [
            sys.executable,
            "-P",
            "-m",
            "bookbinder.preview.make_products",
            str(root),
            str(folder),
            address,
        ]
        self._process: subprocess.Popen[bytes] | None = None
        self.stale: tuple[str, ...] = PLACES  # where what is in memory lacks the last edit
        self._edited, self._number, self._waits = True, 0, False
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)

    def __enter__(self) -> ProductProcess:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()
            assert self._process.stdin is not None
            with contextlib.suppress(OSError):  # it had not read all
                self._process.stdin.close()

    def edited(self) -> None:
        """Note that what is being made lacks the last edit."""
        self._edited, self.stale = True, PLACES

    def look(self) -> bool:
        """Have the products made if they lack an edit; return whether some have just come to hold the last one."""
        if not self._waits:
            if self._edited:
                self._ask()
            return False
        done, texts = (self._folder / f"{self._number}.{kind}" for kind in ("json", "texts"))
        if done.exists():
            self._take(json.loads(done.read_text(encoding="utf-8")))
            done.unlink()
        elif texts.exists():
            site = self._folder / "site"
            self.files = self.files | {name: (site / name).read_bytes() for name in PLACES if (site / name).is_file()}
            texts.unlink()
            return self._hold(f"{FOLDER}/")
        elif self._process is None or self._process.poll() is None:
            return False
        elif self._process.returncode == 0:  # the library was edited: it needs to be loaded again
            self._edited = True
        else:
            self.said = f"./dev serve: what makes search and downloads ended (exit code {self._process.returncode})"
        self._waits = False
        return self._hold()

    def _hold(self, *stale: str) -> bool:
        """Note where the last edit is still lacking, if what was made is of that edit; return whether it is."""
        if not self._edited:
            self.stale = stale
        return not self._edited

    def _ask(self) -> None:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                preexec_fn=die_with_parent if sys.platform == "linux" else None,
            )
        self._edited, self._waits, self._number = False, True, self._number + 1
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):  # it has just ended, as the next look sees
            self._process.stdin.write(b"%d\n" % self._number)
            self._process.stdin.flush()

    def _take(self, made: dict[str, dict[str, list[str]] | str]) -> None:
        """Take what was made into memory; keep what there is where nothing could be made."""
        self.said = str(made["said"])
        if not self.said and isinstance(made["problems"], dict):
            site = self._folder / "site"
            every = (file for file in site.rglob("*") if file.is_file())
            self.files = {file.relative_to(site).as_posix(): file.read_bytes() for file in every}
            self.problems = made["problems"]
