"""A section of a snippet is shown with what it prints itself, and runs after the sections before it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookbinder.base.problems import Wrong
from bookbinder.run import cache
from bookbinder.run.result import Run
from bookbinder.run.runner import run_in_sandbox
from bookbinder.run.sections import run_section

SCRIPT = """\
print("start")

# %% set up
x = 2
print("x is", x)

# %% result
print("twice", 2 * x)
"""


@pytest.fixture
def script(tmp_path: Path) -> Path:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    return script


def test_each_section_has_its_part_of_the_script_and_of_the_output(script: Path, tmp_path: Path) -> None:
    assert run_section(script, "set up", tmp_path) == ('x = 2\nprint("x is", x)\n', "x is 2\n")
    assert run_section(script, "result", tmp_path) == ('print("twice", 2 * x)\n', "twice 4\n")


def test_a_missing_section_is_reported_with_the_names_that_exist(script: Path, tmp_path: Path) -> None:
    with pytest.raises(Wrong, match="no sections named 'end'") as wrong:
        run_section(script, "end", tmp_path)
    assert wrong.value.fix == "name one of: set up, result"


def test_a_failing_section_is_reported_with_its_line(script: Path, tmp_path: Path) -> None:
    script.write_text(SCRIPT.replace("x = 2", "x = 1 / 0"))
    with pytest.raises(Wrong, match=rf"snippets/{tmp_path.name}/script.py:4: ZeroDivisionError"):
        run_section(script, "result", tmp_path)


def test_a_script_that_declares_a_failure_has_no_sections(script: Path, tmp_path: Path) -> None:
    script.write_text("# raises: ValueError\n" + SCRIPT)
    with pytest.raises(Wrong, match="declares a failure"):
        run_section(script, "set up", tmp_path)


@pytest.mark.parametrize("link", [".bookbinder", ".bookbinder/sections"])
def test_nothing_is_written_through_a_link_in_the_checkout(script: Path, tmp_path: Path, link: str) -> None:
    (outside := tmp_path / "outside").mkdir()
    root = tmp_path / "book"
    (root / link).parent.mkdir(parents=True)
    (root / link).symlink_to(outside)
    assert run_section(script, "result", root)[1] == "twice 4\n"
    assert list(outside.iterdir()) == []


def test_sections_run_in_a_checkout_that_cannot_be_written(script: Path, tmp_path: Path) -> None:
    root = tmp_path / "book"
    root.mkdir()
    (root / ".bookbinder").write_text("no folder can be made here, not even by root")
    assert run_section(script, "result", root)[1] == "twice 4\n"


def test_a_section_runs_once_for_each_state_of_its_script(
    script: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names: list[str] = []

    def run(script: Path) -> Run:
        names.append(script.name)
        return run_in_sandbox(script)

    monkeypatch.setattr(cache, "run_in_sandbox", run)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    for _ in range(2):
        run_section(script, "result", tmp_path / "book")
    assert names == ["script.py", "script.py"]  # its first part, then all of it
