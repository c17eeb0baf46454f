"""Fetches the runtime, the Python that runs in readers' browsers, keeps it outside the site, and publishes it.

Whatever a place sends, only the bytes that web/runtime.json names by their hash are kept, and only those are published.
"""

from __future__ import annotations

import base64
import contextlib
import json
import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from bookbinder.base.causes import display_path
from bookbinder.base.files import cache_folder, keep_file
from bookbinder.base.problems import BookError, Problem
from bookbinder.content.urls import FOLDER, download_url
from bookbinder.content.wheel_name import wheel_name
from bookbinder.site.browser_python import write_browser_python
from bookbinder.site.front_end import NODE_MODULES, RUN
from bookbinder.site.runtime_manifest import RUNTIME, Manifest, RuntimeFile, read_manifest
from bookbinder.site.runtime_places import PlaceError, open_place

INDEX = f"{RUN}runtime.json"
KEPT = re.compile(r"[0-9a-f]{64}")
FETCHING = "fetching Python for the browser"
FIX = "run it again with a network, or with --no-runtime for a site without buttons that run scripts"


class Runtime(NamedTuple):
    """What the site serves, and where each file lies before."""

    manifest: Manifest
    files: dict[RuntimeFile, Path]

    def places(self) -> dict[str, Path]:
        """Return the same by the path in the site."""
        return {RUN + self.manifest.folder + file.name: place for file, place in self.files.items()}


def fetch_runtime(root: Path, progress: Callable[[str], None]) -> Runtime | None:
    """Return the runtime, and fetch what is missing of it, or raise BookError; None for a book that has none."""
    if not (manifest := read_manifest(root)):
        return None
    if not (folder := cache_folder(root, "runtime")):
        raise BookError(Problem(RUNTIME, 0, "there is no safe folder to keep its files in", FIX))
    missing, wrong = _missing(manifest, folder), list[str]()
    for place in manifest.places:
        if missing:
            wrong += _fetch_from(place, missing, folder, progress)
            missing = _missing(manifest, folder)
            _delete_others(manifest, folder)
    if missing:
        what = f"{missing[0].name} and {len(missing) - 1} more" if missing[1:] else missing[0].name
        reasons = "; ".join(wrong) or f"no file can be written to {display_path(folder, root)}"
        raise BookError(Problem(RUNTIME, 0, f"cannot fetch {what} ({reasons})", FIX))
    return _runtime(root, manifest, folder)


def kept_runtime(root: Path) -> Runtime | None:
    """Return the runtime if all of it has been fetched before."""
    manifest, folder = read_manifest(root), cache_folder(root, "runtime")
    return _runtime(root, manifest, folder) if manifest and folder and not _missing(manifest, folder) else None


def write_runtime(runtime: Runtime, root: Path, site: Path) -> None:
    """Write the files into the site, or raise BookError for one that was changed."""
    folder = site / RUN / runtime.manifest.folder
    folder.mkdir(parents=True, exist_ok=True)
    for file, source in runtime.files.items():
        data = source.read_bytes()
        if not file.holds(data):
            what = f"it is not the {file.name} that {RUNTIME} names by its hash"
            raise BookError(Problem(display_path(source, root), 0, what, "delete it, then run ./dev build again"))
        (folder / file.name).write_bytes(data)
    write_index(runtime.manifest, root, site)


def write_index(manifest: Manifest, root: Path, site: Path) -> None:
    """Write the list of all that the browser loads, with sizes and hashes; the site must have logitbook's wheel."""
    listed = [
        _entry(manifest.folder + file.name, file.size, file.sha256, file.needed_for)
        for file in (*manifest.core, *manifest.wheels)
    ]
    wheel = site / FOLDER / wheel_name(root)
    rooms = site / RUN / write_browser_python(root, site / RUN)
    for address, own in {download_url("../../", wheel.name): wheel, rooms.name: rooms}.items():
        data = own.read_bytes()
        listed.append(_entry(address, len(data), sha256(data).hexdigest(), "python"))
    (site / INDEX).write_text(json.dumps({"core": manifest.folder, "files": listed}, indent=1), encoding="utf-8")


def _entry(address: str, size: int, digest: str, needed_for: str) -> dict[str, str | int]:
    integrity = base64.b64encode(bytes.fromhex(digest)).decode()
    return {"path": address, "size": size, "integrity": f"sha256-{integrity}", "for": needed_for}


def _runtime(root: Path, manifest: Manifest, folder: Path) -> Runtime:
    core = {file: root / NODE_MODULES / "pyodide" / file.name for file in manifest.core}
    return Runtime(manifest, core | {file: folder / file.sha256 for file in manifest.wheels})


def _missing(manifest: Manifest, folder: Path) -> list[RuntimeFile]:
    """Return the wheels that are not kept, or not as they were."""

    def is_kept(file: RuntimeFile) -> bool:
        place = folder / file.sha256
        return place.is_file() and not place.is_symlink() and file.holds(place.read_bytes())

    return [file for file in manifest.wheels if not is_kept(file)]


def _fetch_from(
    place: dict[str, str], missing: list[RuntimeFile], folder: Path, progress: Callable[[str], None]
) -> list[str]:
    """Fetch files from one place, as long as it answers; return what is wrong with it."""
    name, wrong, loaded = place.get("package", place["folder"]), list[str](), 0
    total = sum(file.size for file in missing) / 1e6
    try:
        progress(f"{FETCHING}: asking {name}")
        with open_place(place) as read:
            for file in missing:
                progress(f"{FETCHING}: {file.name}, {loaded / 1e6:.1f} of {total:.1f} MB")
                if file.holds(data := read(file)):
                    keep_file(folder / file.sha256, data)
                else:
                    wrong.append(f"{name} has another {file.name}")
                loaded += file.size
    except PlaceError as error:
        wrong.append(f"{name}: {error}")
    return wrong


def _delete_others(manifest: Manifest, folder: Path) -> None:
    """Delete the files of other versions."""
    ours = {file.sha256 for file in manifest.wheels}
    for file in folder.iterdir():
        if KEPT.fullmatch(file.name) and file.name not in ours:
            with contextlib.suppress(FileNotFoundError):  # another build was faster
                file.unlink()
