"""web/runtime.json names Pyodide's own files: those that its lock and npm's package have."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bookbinder.site.front_end import NODE_MODULES
from bookbinder.site.runtime_manifest import Manifest, read_manifest


@pytest.fixture
def manifest(root: Path) -> Manifest:
    found = read_manifest(root)
    assert found
    return found


@pytest.fixture
def lock(root: Path) -> dict[str, Any]:
    """The packages that Pyodide's lock names."""
    text = (root / NODE_MODULES / "pyodide/pyodide-lock.json").read_text(encoding="utf-8")
    packages: dict[str, Any] = json.loads(text)["packages"]
    return packages


def needed(package: str, lock: dict[str, Any]) -> set[str]:
    return {package}.union(*(needed(other, lock) for other in lock[package]["depends"]))


def test_the_wheels_are_numpy_and_matplotlib_and_all_that_they_need_as_pyodide_locks_them(
    manifest: Manifest, lock: dict[str, Any]
) -> None:
    wanted = {name: lock[name] for name in needed("numpy", lock) | needed("matplotlib", lock)}
    assert {file.name: file.sha256 for file in manifest.wheels} == {
        one["file_name"]: one["sha256"] for one in wanted.values()
    }
    assert (wanted["numpy"]["version"], wanted["matplotlib"]["version"]) == ("2.4.3", "3.10.8")


def test_numpy_and_what_it_needs_is_loaded_before_matplotlib_is_wanted(
    manifest: Manifest, lock: dict[str, Any]
) -> None:
    first = {file.name for file in manifest.wheels if file.needed_for == "numpy"}
    assert first == {lock[name]["file_name"] for name in needed("numpy", lock)}
    assert {file.needed_for for file in manifest.wheels} == {"numpy", "matplotlib"}


def test_the_core_is_that_of_the_installed_package(manifest: Manifest, root: Path) -> None:
    folder = root / NODE_MODULES / "pyodide"
    assert json.loads((folder / "package.json").read_text(encoding="utf-8"))["version"] == manifest.version
    assert [file.name for file in manifest.core if not file.holds((folder / file.name).read_bytes())] == []
    assert {file.needed_for for file in manifest.core} == {"python"}


def test_pyodide_s_own_distribution_is_asked_first_and_no_index_is_named(manifest: Manifest) -> None:
    own, *others = manifest.places
    assert own == {"folder": f"https://cdn.jsdelivr.net/pyodide/v{manifest.version}/full/"}
    assert others
    assert all("://" not in "".join(place.values()) for place in others)


def test_every_file_has_a_size_a_hash_and_a_licence(manifest: Manifest) -> None:
    for file in (*manifest.core, *manifest.wheels):
        assert file.size > 1000
        assert len(bytes.fromhex(file.sha256)) == 32
        assert file.licence


def test_a_book_without_a_manifest_has_no_runtime(tmp_path: Path) -> None:
    assert read_manifest(tmp_path) is None
