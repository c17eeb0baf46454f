"""A snippet runs once for each state of what it depends on."""

from __future__ import annotations

import dataclasses
import errno
import json
import os
import platform
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import logitbook
from bookbinder.base import files
from bookbinder.run import cache, sandbox, source_files
from bookbinder.run.limits import LIMITS
from bookbinder.run.result import Run, SnippetError
from bookbinder.run.runner import run_in_sandbox


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the user keeps caches; no other user can write to it."""
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture(params=["locally", "in CI"])
def anywhere(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without CI set, and with it."""
    if request.param == "in CI":
        monkeypatch.setenv("CI", "true")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    (tmp_path / "book").mkdir()
    return tmp_path / "book"


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """A script that prints 1."""
    (tmp_path / "a.py").write_text("x = 1\nprint(x)")
    return tmp_path / "a.py"


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the scripts that were run, not read from the cache."""
    names: list[str] = []

    def run(script: Path) -> Run:
        names.append(script.name)
        return run_in_sandbox(script)

    monkeypatch.setattr(cache, "run_in_sandbox", run)
    return names


@pytest.mark.usefixtures("anywhere")
def test_a_snippet_runs_once_and_again_after_an_edit(script: Path, book: Path, ran: list[str]) -> None:
    first = cache.run_cached(script, book)
    assert cache.run_cached(script, book) == first == Run("1\n", {"x": 1})
    assert ran == ["a.py"]
    script.write_text("x = 2\nprint(x)")
    assert cache.run_cached(script, book) == Run("2\n", {"x": 2})
    assert ran == ["a.py", "a.py"]


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that stands for the modules of logitbook."""
    library = tmp_path / "library" / "__init__.py"
    library.parent.mkdir()
    library.write_text("old = 1")
    monkeypatch.setattr(logitbook, "__file__", str(library))
    return library


def edit_version(package: str) -> Callable[[pytest.MonkeyPatch], None]:
    old = cache.version
    return lambda patch: patch.setattr(cache, "version", lambda name: "0" if name == package else old(name))


ENVIRONMENT = {
    "python": lambda patch: patch.setattr(sys, "version", "3.99"),
    "machine": lambda patch: patch.setattr(platform, "machine", lambda: "riscv64"),
    "numpy": edit_version("numpy"),
    "limits": lambda patch: patch.setattr(cache, "LIMITS", dataclasses.replace(LIMITS, wall=9.0)),
    "blas": lambda patch: patch.setenv("OPENBLAS_CORETYPE", "another"),
    "layers": lambda patch: patch.setattr(sandbox, "missing_layers", lambda: ["a layer"]),
}


@pytest.mark.parametrize("edit", ENVIRONMENT.values(), ids=ENVIRONMENT)
def test_a_snippet_runs_again_when_the_environment_changes(
    tmp_path: Path, ran: list[str], monkeypatch: pytest.MonkeyPatch, edit: Callable[[pytest.MonkeyPatch], None]
) -> None:
    script = tmp_path / "a.py"
    script.write_text("print(1)")
    cache.run_cached(script, tmp_path)
    edit(monkeypatch)
    cache.run_cached(script, tmp_path)
    assert ran == ["a.py", "a.py"]


@pytest.mark.parametrize(
    "name", ["logitbook", *(path.name for path in source_files.source_files() if "bookbinder" in path.parts)]
)
def test_a_snippet_runs_again_when_a_source_file_is_edited(
    tmp_path: Path, ran: list[str], monkeypatch: pytest.MonkeyPatch, library: Path, name: str
) -> None:
    script = tmp_path / "a.py"
    script.write_text("print(1)")
    copies = [tmp_path / "library" / path.name for path in source_files.source_files()]
    for source, copied in zip(source_files.source_files(), copies, strict=True):
        if source != library:
            shutil.copy(source, copied)
    monkeypatch.setattr(source_files, "source_files", lambda: copies)
    cache.run_cached(script, tmp_path)
    with (library if name == "logitbook" else library.with_name(name)).open("a") as source_file:
        source_file.write("# edited")
    cache.run_cached(script, tmp_path)
    assert ran == ["a.py", "a.py"]


def test_a_snippet_runs_again_under_another_name_which_its_traceback_shows(tmp_path: Path, ran: list[str]) -> None:
    scripts = [tmp_path / "a.py", tmp_path / "b.py"]
    for script in scripts:
        script.write_text("# raises: ValueError\nraise ValueError('no')")
        assert f'File "{script.name}", line 2' in cache.run_cached(script, tmp_path).output
    assert ran == ["a.py", "b.py"]


@pytest.mark.parametrize("package", ["matplotlib", "contourpy", "kiwisolver"])
def test_only_a_snippet_that_draws_runs_again_with_another_matplotlib(
    tmp_path: Path, ran: list[str], monkeypatch: pytest.MonkeyPatch, package: str
) -> None:
    scripts = [tmp_path / "draws.py", tmp_path / "prints.py"]
    scripts[0].write_text("import matplotlib\nprint(matplotlib.__name__)")
    scripts[1].write_text("print(1)")
    for script in scripts:
        cache.run_cached(script, tmp_path)
    edit_version(package)(monkeypatch)
    for script in scripts:
        cache.run_cached(script, tmp_path)
    assert ran == ["draws.py", "prints.py", "draws.py"]


RUN = {"output": "1\n", "values": {"x": 1}, "drawing": None, "traceback": ""}
DAMAGED = {
    "cut off": '{"output": ',
    "empty": "",
    "not an object": "[]",
    "nested deeply": "[" * 100_000,
    "a number without end": '{"output": ' + "9" * 5000 + "}",
    "bytes": b"\xff\xfe",
    "one field less": RUN | {"traceback": ...},
    "one field more": RUN | {"more": 1},
    "an output that is not text": RUN | {"output": 1},
    "an output that is too long": RUN | {"output": "x" * (LIMITS.output + 1)},
    "an output with a hidden character": RUN | {"output": "1\u202e\n"},
    "an output with a colour": RUN | {"output": "\x1b[31m1\n"},
    "a traceback that the output does not end with": RUN | {"traceback": "Traceback"},
    "a traceback that is not text": RUN | {"traceback": None},
    "values that are a list": RUN | {"values": []},
    "a value that is an object": RUN | {"values": {"x": {"y": 1}}},
    "a value that is nothing": RUN | {"values": {"x": None}},
    "a value with a hidden character": RUN | {"values": {"x": "\u200b"}},
    "a value of many items": RUN | {"values": {"x": [1] * 100}},
    "a value nested deeply": RUN | {"values": {"x": [[[[1]]]]}},
    "a value of many digits": RUN | {"values": {"x": 10**400}},
    "a name that is not an identifier": RUN | {"values": {"x y": 1}},
    "a name with a hidden character": RUN | {"values": {"x\u200b": 1}},
    "a private name": RUN | {"values": {"__x": 1}},
    "a drawing that is not text": RUN | {"drawing": 1},
    "a drawing that is too long": RUN | {"drawing": "x" * (LIMITS.file + 1)},
}


def written(entry: object) -> bytes:
    """Return an entry as it stands in its file; a field of `...` is left out."""
    if isinstance(entry, dict):
        entry = json.dumps({name: value for name, value in entry.items() if value is not ...})
    return entry if isinstance(entry, bytes) else str(entry).encode()


@pytest.mark.parametrize("entry", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_or_forged_entry_is_ignored_and_replaced(
    script: Path, book: Path, ran: list[str], entry: object
) -> None:
    run = cache.run_cached(script, book)
    (kept,) = (book / ".bookbinder" / "runs").iterdir()
    kept.write_bytes(written(RUN))
    assert cache.run_cached(script, book) == run
    assert ran == ["a.py"]  # the entry that the others are made from is valid
    kept.write_bytes(written(entry))
    assert cache.run_cached(script, book) == run
    assert ran == ["a.py", "a.py"]
    assert json.loads(kept.read_bytes()) == RUN


@pytest.mark.usefixtures("anywhere")
@pytest.mark.parametrize(
    "source",
    [
        "import math\nx, y, z = math.nan, [math.inf, True], ['é', [1, [2.5]]]\nprint('ä\t😀')",
        "# raises: ValueError\nraise ValueError('no')",
        "from pathlib import Path\nx, y = [], ''\nPath('a.svg').write_text('<svg>é</svg>')",
        "open('a.svg', 'w').close()",
        "print('\\n' * 65_000)\nx = ['\\n' * 7_000] * 64",
    ],
)
def test_the_cached_run_equals_the_first(tmp_path: Path, book: Path, ran: list[str], source: str) -> None:
    (script := tmp_path / "a.py").write_text(source, encoding="utf-8")
    first, second = cache.run_cached(script, book), cache.run_cached(script, book)
    assert repr(first) == repr(second)  # NaN is not equal to itself
    assert ran == ["a.py"]


def test_an_entry_that_is_too_large_is_ignored(script: Path, book: Path, ran: list[str]) -> None:
    cache.run_cached(script, book)
    (kept,) = (book / ".bookbinder" / "runs").iterdir()
    kept.write_bytes(written(RUN) + b" " * cache.MAX_ENTRY)
    cache.run_cached(script, book)
    assert ran == ["a.py", "a.py"]


@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_an_entry_that_is_not_a_file_is_ignored(script: Path, book: Path, ran: list[str], kind: str) -> None:
    run = cache.run_cached(script, book)
    (kept,) = (book / ".bookbinder" / "runs").iterdir()
    elsewhere = book / "elsewhere"
    kept.rename(elsewhere)
    make: dict[str, Callable[[], None]]
    make = {"link": lambda: kept.symlink_to(elsewhere), "pipe": lambda: os.mkfifo(kept), "folder": kept.mkdir}
    make[kind]()
    forged = written(RUN | {"output": "forged\n"})
    elsewhere.write_bytes(forged)
    assert cache.run_cached(script, book) == run
    assert ran == ["a.py", "a.py"]
    assert elsewhere.read_bytes() == forged


def test_in_ci_a_committed_run_is_ignored(
    script: Path, book: Path, home: Path, ran: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run = cache.run_cached(script, book)
    (kept,) = (book / ".bookbinder" / "runs").iterdir()
    kept.write_bytes(written(RUN | {"output": "forged\n"}))
    assert cache.run_cached(script, book).output == "forged\n"  # locally the cache is trusted
    monkeypatch.setenv("CI", "true")
    assert cache.run_cached(script, book) == run
    assert cache.run_cached(script, book) == run
    assert ran == ["a.py", "a.py"]
    (entry,) = (home / "logit-book" / "runs").iterdir()
    assert entry.stat().st_mode & 0o077 == 0
    assert (home / "logit-book" / "runs").stat().st_mode & 0o777 == 0o700


def in_checkout(book: Path, home: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setenv("XDG_CACHE_HOME", str(book / "cache"))


def linked_into_checkout(book: Path, home: Path, patch: pytest.MonkeyPatch) -> None:
    (book / "cache").mkdir()
    home.symlink_to(book / "cache")


def linked(book: Path, home: Path, patch: pytest.MonkeyPatch) -> None:
    (book.parent / "other").mkdir()
    (home / "logit-book").mkdir(parents=True)
    (home / "logit-book" / "runs").symlink_to(book.parent / "other")


def writable_by_all(book: Path, home: Path, patch: pytest.MonkeyPatch) -> None:
    (home / "logit-book" / "runs").mkdir(parents=True)
    (home / "logit-book" / "runs").chmod(0o777)


def below_one_writable_by_all(book: Path, home: Path, patch: pytest.MonkeyPatch) -> None:
    (home / "logit-book" / "runs").mkdir(parents=True)
    (home / "logit-book").chmod(0o777)


def owned_by_another(book: Path, home: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(os, "getuid", lambda: 12345)


def a_file(book: Path, home: Path, patch: pytest.MonkeyPatch) -> None:
    home.write_text("mine")


def without_home(book: Path, home: Path, patch: pytest.MonkeyPatch) -> None:
    def lost() -> Path:
        raise RuntimeError("Could not determine home directory.")

    patch.delenv("XDG_CACHE_HOME")
    patch.setattr(Path, "home", lost)


UNSAFE = [
    in_checkout,
    linked_into_checkout,
    linked,
    writable_by_all,
    below_one_writable_by_all,
    owned_by_another,
    a_file,
    without_home,
]


@pytest.mark.parametrize("place", UNSAFE, ids=[place.__name__ for place in UNSAFE])
def test_in_ci_nothing_is_cached_where_others_can_write(
    script: Path,
    book: Path,
    home: Path,
    ran: list[str],
    monkeypatch: pytest.MonkeyPatch,
    place: Callable[[Path, Path, pytest.MonkeyPatch], None],
) -> None:
    place(book, home, monkeypatch)
    monkeypatch.setenv("CI", "true")
    for _ in range(2):
        assert cache.run_cached(script, book) == Run("1\n", {"x": 1})
    assert ran == ["a.py", "a.py"]
    assert not list(book.parent.rglob("*.json"))


def test_a_relative_cache_folder_is_ignored(home: Path, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", str(home))
    assert files.cache_folder(book) == home / ".cache" / "logit-book" / "runs"


@pytest.mark.parametrize("name", [".bookbinder", ".bookbinder/runs"])
def test_nothing_is_cached_through_a_link_in_the_checkout(script: Path, book: Path, ran: list[str], name: str) -> None:
    (outside := book.parent / "outside").mkdir()
    (book / name).parent.mkdir(exist_ok=True)
    (book / name).symlink_to(outside)
    for _ in range(2):
        cache.run_cached(script, book)
    assert ran == ["a.py", "a.py"]
    assert list(outside.iterdir()) == []


@pytest.mark.usefixtures("anywhere")
@pytest.mark.parametrize("call", ["mkstemp", "fdopen", "replace"])
def test_a_cache_that_cannot_be_written_is_skipped(
    script: Path, book: Path, home: Path, ran: list[str], monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def full(*arguments: object, **options: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    files.cache_folder(book)
    owner = {"mkstemp": files.tempfile, "fdopen": files.os, "replace": Path}[call]
    with monkeypatch.context() as patch:
        patch.setattr(cache, "run_in_sandbox", lambda script: Run("1\n", {"x": 1}))
        patch.setattr(owner, call, full)
        assert cache.run_cached(script, book) == Run("1\n", {"x": 1})
    assert [file for folder in (book, home) if folder.exists() for file in folder.rglob("*") if file.is_file()] == []


def test_a_checkout_where_no_folder_can_be_made_caches_nothing(script: Path, book: Path, ran: list[str]) -> None:
    (book / ".bookbinder").write_text("a file")
    for _ in range(2):
        assert cache.run_cached(script, book).output == "1\n"
    assert ran == ["a.py", "a.py"]


def test_a_failure_is_not_cached(tmp_path: Path, ran: list[str]) -> None:
    script = tmp_path / "a.py"
    script.write_text("1 / 0")
    for _ in range(2):
        with pytest.raises(SnippetError, match="ZeroDivisionError"):
            cache.run_cached(script, tmp_path)
    assert ran == ["a.py", "a.py"]


@pytest.mark.parametrize("edit", [lambda script: script.write_text("print(2)"), lambda script: script.unlink()])
def test_the_run_of_a_script_that_is_edited_meanwhile_is_not_cached(
    script: Path, book: Path, monkeypatch: pytest.MonkeyPatch, edit: Callable[[Path], object]
) -> None:
    before = script.read_text()

    def run(script: Path) -> Run:
        edit(script)
        return Run("2\n", {}, None)

    monkeypatch.setattr(cache, "run_in_sandbox", run)
    assert cache.run_cached(script, book).output == "2\n"
    monkeypatch.setattr(cache, "run_in_sandbox", run_in_sandbox)
    script.write_text(before)
    assert cache.run_cached(script, book).output == "1\n"
