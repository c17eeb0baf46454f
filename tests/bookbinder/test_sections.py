"""A section of a snippet is shown with what it prints itself, and runs on what stands before it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookbinder.sections import run_section
from bookbinder.snippets import Wrong

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


def test_sections_make_up_the_script_and_print_what_it_prints(script: Path, tmp_path: Path) -> None:
    assert run_section(script, "set up", tmp_path) == ('x = 2\nprint("x is", x)\n', "x is 2\n")
    assert run_section(script, "result", tmp_path) == ('print("twice", 2 * x)\n', "twice 4\n")


def test_a_section_that_is_not_there_is_named_with_its_neighbours(script: Path, tmp_path: Path) -> None:
    with pytest.raises(Wrong, match="no sections named 'end'") as wrong:
        run_section(script, "end", tmp_path)
    assert wrong.value.fix == "name one of: set up, result"


def test_a_section_that_fails_says_where(script: Path, tmp_path: Path) -> None:
    script.write_text(SCRIPT.replace("x = 2", "x = 1 / 0"))
    with pytest.raises(Wrong, match=rf"snippets/{tmp_path.name}/script.py:4: ZeroDivisionError"):
        run_section(script, "result", tmp_path)


def test_a_script_that_declares_a_failure_has_no_sections(script: Path, tmp_path: Path) -> None:
    script.write_text("# raises: ValueError\n" + SCRIPT)
    with pytest.raises(Wrong, match="declares a failure"):
        run_section(script, "set up", tmp_path)
