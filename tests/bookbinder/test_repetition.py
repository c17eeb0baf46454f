"""No run of six or more lines stands twice in src/: what two places need is written once.

Left aside are empty lines, comments, imports, overloads, which repeat a signature by their nature, and docstrings:
those of sibling functions say the same of the same arguments. A line is compared without the space at its ends.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path

LONGEST = 5


def code_lines(source: str) -> list[tuple[int, str]]:
    """Return the lines of code with their numbers."""
    aside: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        is_overload = isinstance(node, ast.FunctionDef) and "overload" in map(ast.unparse, node.decorator_list)
        is_text = (
            isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        )
        if (is_text or is_overload or isinstance(node, ast.Import | ast.ImportFrom)) and isinstance(node, ast.stmt):
            aside |= {*range(node.lineno, (node.end_lineno or node.lineno) + 1)}
    lines = enumerate(map(str.strip, source.splitlines()), 1)
    return [(number, line) for number, line in lines if line and line[0] != "#" and number not in aside]


def repeated(folder: Path) -> list[str]:
    """Return where each repeated run begins, as places that say the same."""
    places: dict[tuple[str, ...], list[tuple[Path, int, int]]] = defaultdict(list)
    for file in sorted(folder.rglob("*.py")):
        lines = code_lines(file.read_text(encoding="utf-8"))
        for start in range(len(lines) - LONGEST):
            run = tuple(line for _, line in lines[start : start + LONGEST + 1])
            if re.search(r"\w", "".join(run)):
                places[run].append((file, start, lines[start][0]))
    found: list[str] = []
    going_on: set[tuple[Path, int]] = set()
    for same in (same for same in places.values() if len(same) > 1):
        if not all((file, start) in going_on for file, start, _ in same):  # else it is the rest of the run before it
            found.append(" = ".join(f"{file.relative_to(folder).as_posix()}:{number}" for file, _, number in same))
        going_on |= {(file, start + 1) for file, start, _ in same}
    return found


def test_no_run_of_six_lines_stands_twice(root: Path) -> None:
    assert repeated(root / "src") == []


def write(folder: Path, name: str, *lines: str) -> None:
    (folder / name).write_text("\n".join(lines) + "\n")


def test_a_repeated_run_is_found_once_whatever_its_length_and_indentation(tmp_path: Path) -> None:
    run = [f"x{number} = {number}" for number in range(8)]
    write(tmp_path, "a.py", "import os", *run)
    write(tmp_path, "b.py", "def f():", *(f"    {line}  # {line}"[: len(line) + 4] for line in run), "    return x7")
    assert repeated(tmp_path) == ["a.py:2 = b.py:2"]


def test_five_lines_and_what_is_left_aside_may_stand_twice(tmp_path: Path) -> None:
    aside = [
        '"""What this is for."""',
        "import os",
        "import re",
        "",
        "# A comment",
        "import sys",
        '"""A\nlong\ntext."""',
    ]
    for name in ("a.py", "b.py"):
        write(tmp_path, name, *aside, *(f"x{number} = {number}" for number in range(5)), f"name = '{name}'")
    assert repeated(tmp_path) == []
