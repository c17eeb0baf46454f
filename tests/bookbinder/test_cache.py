"""A snippet runs once for each state of what it depends on."""

from __future__ import annotations

import dataclasses
import platform
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import logitbook
from bookbinder import cache, isolation, runner
from bookbinder.runner import Run, SnippetError, run_apart


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the scripts that really ran."""
    names: list[str] = []

    def run(script: Path) -> Run:
        names.append(script.name)
        return run_apart(script)

    monkeypatch.setattr(cache, "run_apart", run)
    return names


def test_runs_once_and_again_after_an_edit(tmp_path: Path, ran: list[str]) -> None:
    script = tmp_path / "a.py"
    script.write_text("x = 1\nprint(x)")
    first = cache.run_cached(script, tmp_path)
    assert cache.run_cached(script, tmp_path) == first == Run("1\n", {"x": 1})
    assert ran == ["a.py"]
    script.write_text("x = 2\nprint(x)")
    assert cache.run_cached(script, tmp_path) == Run("2\n", {"x": 2})
    assert ran == ["a.py", "a.py"]


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that the cache takes for logitbook's."""
    library = tmp_path / "library" / "__init__.py"
    library.parent.mkdir()
    library.write_text("old = 1")
    monkeypatch.setattr(logitbook, "__file__", str(library))
    return library


def edit_version(package: str) -> Callable[[pytest.MonkeyPatch], None]:
    old = cache.version
    return lambda patch: patch.setattr(cache, "version", lambda name: "0" if name == package else old(name))


MACHINERY = {
    "python": lambda patch: patch.setattr(sys, "version", "3.99"),
    "machine": lambda patch: patch.setattr(platform, "machine", lambda: "riscv64"),
    "numpy": edit_version("numpy"),
    "limits": lambda patch: patch.setattr(runner, "LIMITS", dataclasses.replace(runner.LIMITS, wall=9.0)),
    "blas": lambda patch: patch.setenv("OPENBLAS_CORETYPE", "another"),
    "layers": lambda patch: patch.setattr(isolation, "missing", lambda: ["a layer"]),
}


@pytest.mark.parametrize("edit", MACHINERY.values(), ids=MACHINERY)
def test_runs_again_when_the_machinery_changes(
    tmp_path: Path, ran: list[str], monkeypatch: pytest.MonkeyPatch, edit: Callable[[pytest.MonkeyPatch], None]
) -> None:
    script = tmp_path / "a.py"
    script.write_text("print(1)")
    cache.run_cached(script, tmp_path)
    edit(monkeypatch)
    monkeypatch.delenv("CI", raising=False)
    cache.run_cached(script, tmp_path)
    assert ran == ["a.py", "a.py"]


@pytest.mark.parametrize("name", ["logitbook", *(path.name for path in runner.sources() if "bookbinder" in path.parts)])
def test_runs_again_when_a_source_is_edited(
    tmp_path: Path, ran: list[str], monkeypatch: pytest.MonkeyPatch, library: Path, name: str
) -> None:
    script = tmp_path / "a.py"
    script.write_text("print(1)")
    copies = [tmp_path / "library" / path.name for path in runner.sources()]
    for source, copied in zip(runner.sources(), copies, strict=True):
        if source != library:
            shutil.copy(source, copied)
    monkeypatch.setattr(runner, "sources", lambda: copies)
    cache.run_cached(script, tmp_path)
    with (library if name == "logitbook" else library.with_name(name)).open("a") as source_file:
        source_file.write("# edited")
    cache.run_cached(script, tmp_path)
    assert ran == ["a.py", "a.py"]


def test_runs_again_under_another_name_which_a_traceback_shows(tmp_path: Path, ran: list[str]) -> None:
    scripts = [tmp_path / "a.py", tmp_path / "b.py"]
    for script in scripts:
        script.write_text("# raises: ValueError\nraise ValueError('no')")
        assert f'File "{script.name}", line 2' in cache.run_cached(script, tmp_path).output
    assert ran == ["a.py", "b.py"]


@pytest.mark.parametrize("package", ["matplotlib", "contourpy", "kiwisolver"])
def test_only_what_draws_runs_again_with_another_matplotlib(
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


def test_a_damaged_entry_is_computed_anew(tmp_path: Path, ran: list[str]) -> None:
    script = tmp_path / "a.py"
    script.write_text("print(1)")
    run = cache.run_cached(script, tmp_path)
    for entry in (tmp_path / ".bookbinder" / "runs").iterdir():
        entry.write_text('{"output": ')
    assert cache.run_cached(script, tmp_path) == run
    assert ran == ["a.py", "a.py"]


def test_a_failure_is_not_kept(tmp_path: Path, ran: list[str]) -> None:
    script = tmp_path / "a.py"
    script.write_text("1 / 0")
    for _ in range(2):
        with pytest.raises(SnippetError, match="ZeroDivisionError"):
            cache.run_cached(script, tmp_path)
    assert ran == ["a.py", "a.py"]
