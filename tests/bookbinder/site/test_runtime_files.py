"""Only the bytes that the manifest names are kept and published, whatever a place sends; without them, nothing runs."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bookbinder.base.files import cache_folder
from bookbinder.base.problems import BookError
from bookbinder.site.runtime_files import INDEX, Runtime, fetch_runtime, kept_runtime, write_runtime
from tests.bookbinder.site.places import ALLOWANCE, DATA, PACKED, WHEEL, Offered, offered
from tests.conftest import Dev

CHANGED = bytes([DATA[0] ^ 1]) + DATA[1:]
CLOSED = "http://127.0.0.1:1"  # where nobody listens
SERVED = f"assets/run/pyodide-314.0.3/{WHEEL}"


@pytest.fixture
def places(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Offered]:
    """Two places of one file, of which the index is the only one that pip knows."""
    with offered() as found:
        for name in [name for name in os.environ if name.startswith("PIP_")]:
            monkeypatch.delenv(name)
        settings = {"INDEX_URL": f"{found.address}/simple", "CONFIG_FILE": os.devnull, "NO_CACHE_DIR": "1"}
        for name, value in settings.items():
            monkeypatch.setenv(f"PIP_{name}", value)
        monkeypatch.delenv("CI", raising=False)
        yield found


@pytest.fixture
def book(places: Offered, tmp_path: Path) -> Path:
    """A folder with nothing of a book but the manifest."""
    places.write_manifest(tmp_path / "book")
    return tmp_path / "book"


def fetch(book: Path) -> bytes:
    """Fetch the runtime, and return the bytes that are kept of its file."""
    runtime = fetch_runtime(book, lambda _: None)
    assert runtime
    (place,) = runtime.files.values()
    return place.read_bytes()


def test_the_first_place_is_enough_and_is_asked_once(book: Path, places: Offered) -> None:
    said: list[str] = []
    assert fetch_runtime(book, said.append)
    assert fetch(book) == DATA
    assert [path for path, _ in places.asked] == [f"/folder/{WHEEL}"]
    assert said[-1] == f"fetching Python for the browser: {WHEEL}, 0.0 of 0.0 MB"


@pytest.mark.parametrize("sent", [CHANGED, DATA[:-1], DATA + b"\0", b"", None], ids=lambda sent: str(sent)[:9])
def test_whatever_else_a_place_sends_is_refused_and_the_next_one_asked(
    book: Path, places: Offered, sent: bytes | None
) -> None:
    places.put(folder=sent)
    assert fetch(book) == DATA
    assert f"/files/{PACKED}" in {path for path, _ in places.asked}


def test_of_a_wheel_only_its_list_and_the_file_are_downloaded(book: Path, places: Offered) -> None:
    places.put(folder=None)
    fetch(book)
    assert sum(size for path, size in places.asked if path.endswith(PACKED)) < ALLOWANCE
    assert len(places.pages[f"/files/{PACKED}"]) > 4 * ALLOWANCE


def refusal(book: Path) -> str:
    with pytest.raises(BookError) as refused:
        fetch_runtime(book, lambda _: None)
    return str(refused.value)


def test_a_file_that_is_changed_in_every_place_is_refused_in_one_line(book: Path, places: Offered) -> None:
    places.put(folder=CHANGED, packed=CHANGED)
    reasons = f"{places.address}/folder/ has another {WHEEL}; carrier==1.0 has another {WHEEL}"
    assert refusal(book).startswith(f"web/runtime.json: cannot fetch {WHEEL} ({reasons}): run it again with a network")
    assert list((book / ".bookbinder/runtime").iterdir()) == []
    assert kept_runtime(book) is None


def test_a_wheel_that_comes_whole_or_not_at_all_or_without_the_file_is_said_to(book: Path, places: Offered) -> None:
    places.put(folder=None, parts=False)
    assert "its server sends no parts of files" in refusal(book)
    places.put(folder=None, packed=None)
    assert "No matching distribution found for carrier==1.0" in refusal(book)
    places.put(folder=None)
    manifest = book / "web/runtime.json"
    manifest.write_text(manifest.read_text().replace("carrier/files/", "carrier/elsewhere/"))
    assert f"There is no item named 'carrier/elsewhere/{WHEEL}'" in refusal(book)


def test_a_changed_byte_in_what_is_kept_is_fetched_again_and_without_a_place_refused(
    book: Path, places: Offered
) -> None:
    fetch(book)
    (kept,) = (book / ".bookbinder/runtime").iterdir()
    kept.write_bytes(CHANGED)
    assert kept_runtime(book) is None
    assert fetch(book) == DATA
    kept.write_bytes(CHANGED)
    places.pages.clear()
    assert f"cannot fetch {WHEEL} " in refusal(book)


def test_a_link_among_what_is_kept_is_replaced_by_the_file(book: Path, tmp_path: Path) -> None:
    fetch(book)
    (kept,) = (book / ".bookbinder/runtime").iterdir()
    kept.rename(tmp_path / "elsewhere")
    kept.symlink_to(tmp_path / "elsewhere")
    assert kept_runtime(book) is None
    fetch(book)
    assert not kept.is_symlink()


def test_files_of_another_version_are_deleted_when_this_one_is_fetched(book: Path) -> None:
    folder = cache_folder(book, "runtime")
    assert folder
    (folder / ("0" * 64)).write_text("old")
    fetch(book)
    assert len(list(folder.iterdir())) == 1


def test_a_byte_that_changes_between_fetching_and_publishing_stops_the_build(book: Path, tmp_path: Path) -> None:
    runtime = fetch_runtime(book, lambda _: None)
    assert runtime
    (place,) = runtime.files.values()
    place.write_bytes(CHANGED)
    says = f"^\\.bookbinder/runtime/{place.name}: it is not the {WHEEL} that web/runtime.json names by its hash: "
    with pytest.raises(BookError, match=says):
        write_runtime(runtime, book, tmp_path / "site")
    assert not (tmp_path / "site" / SERVED).exists()


@pytest.fixture
def running(small: Path, places: Offered) -> Path:
    """A small book whose site runs scripts."""
    places.write_manifest(small, core=True)
    return small


def buttons(site: Path) -> set[str]:
    """Return where the pages of a site say that what runs scripts is."""
    pages = (file.read_text(encoding="utf-8") for file in site.rglob("index.html"))
    return {run for page in pages for run in re.findall(r'<html [^>]*data-run="([^"]*)"', page)}


@pytest.mark.parametrize("engine", ["material", "zensical"])
def test_a_site_serves_the_files_lists_them_with_their_hashes_and_its_pages_say_where(
    running: Path, dev: Dev, engine: str
) -> None:
    done = dev(running, "build", "--engine", engine)
    assert (done.returncode, done.stdout) == (0, "built site\n"), done.stderr
    site = running / "site"
    assert buttons(site) == {"../" * depth + "assets/run/" for depth in (1, 2)}
    assert (site / SERVED).read_bytes() == DATA
    listed = json.loads((site / INDEX).read_text(encoding="utf-8"))
    sizes = {one["path"]: one["size"] for one in listed["files"]}
    run = (site / INDEX).parent
    assert {path: (run / path.replace("%2B", "+")).stat().st_size for path in sizes} == sizes
    assert listed["core"] == "pyodide-314.0.3/"
    assert "The licence of a small wheel." in (site / "licences.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("how", ["no place answers", "--no-runtime"])
def test_without_the_files_the_site_has_no_buttons_and_a_missing_place_is_one_line(
    running: Path, places: Offered, dev: Dev, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOOK_URL", "https://example.org/")
    if how != "--no-runtime":
        manifest = running / "web/runtime.json"
        manifest.write_text(manifest.read_text().replace(places.address, CLOSED))
        monkeypatch.setenv("PIP_INDEX_URL", f"{CLOSED}/simple")
    done = dev(running, "build", *([how] if how == "--no-runtime" else []))
    assert (done.returncode, done.stdout) == (0, "built site\n")
    said = done.stderr.splitlines()
    assert len(said) == (how != "--no-runtime")
    assert all(line.startswith(f"warning: web/runtime.json: cannot fetch {WHEEL} (") for line in said)
    assert buttons(running / "site") == set()
    assert not (running / "site/assets/run").exists()
    assert "wasm-unsafe-eval" not in (running / "site/_headers").read_text()
    assert places.asked == []


def test_with_ci_set_missing_files_stop_the_build(
    running: Path, places: Offered, dev: Dev, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    places.pages.clear()
    monkeypatch.setenv("CI", "yes")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    done = dev(running, "build")
    assert done.returncode == 1
    (said,) = done.stderr.splitlines()
    assert said.startswith(f"web/runtime.json: cannot fetch {WHEEL} (")
    assert not (running / "site").exists()


def test_a_build_notices_whether_the_runtime_is_there_and_otherwise_takes_over_what_is_made(
    running: Path, dev: Dev
) -> None:
    def built(*options: str) -> tuple[bool, str]:
        before = (running / "site/.logit-book").stat().st_mtime_ns if (running / "site").exists() else 0
        assert dev(running, "build", *options).returncode == 0
        manifest = running / "site/.logit-book"
        return manifest.stat().st_mtime_ns != before, manifest.read_text()

    (_, first), (again, _), (without, bare) = built(), built(), built("--no-runtime")
    assert (again, without) == (False, True)
    assert SERVED in first
    assert SERVED not in bare
    assert built() == (True, first)


def test_a_runtime_is_served_whole(running: Path) -> None:
    runtime = fetch_runtime(running, lambda _: None)
    assert isinstance(runtime, Runtime)
    assert {SERVED, "assets/run/pyodide-314.0.3/pyodide.asm.wasm"} <= runtime.places().keys()
