"""A snippet runs once for each state of what it depends on."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookbinder import cache
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


def test_runs_again_when_the_machinery_changes(tmp_path: Path, ran: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "a.py"
    script.write_text("print(1)")
    library = tmp_path / "library" / "__init__.py"
    library.parent.mkdir()
    library.write_text("old = 1")
    monkeypatch.setattr(cache.logitbook, "__file__", str(library))
    cache.run_cached(script, tmp_path)
    library.write_text("new = 222")
    cache.run_cached(script, tmp_path)
    assert ran == ["a.py", "a.py"]


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
