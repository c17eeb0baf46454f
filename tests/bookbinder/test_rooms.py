"""The rooms of bookbinder import one another in one direction, are small, and ARCHITECTURE.md names each of them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import bookbinder

PACKAGE = Path(bookbinder.__file__).parent
# Each room, and the rooms that it may import from.
BELOW = {
    "base": set[str](),
    "content": {"base"},
    "run": {"base"},
    "render": {"base", "content", "run"},
    "rules": {"base", "content", "run", "render"},
    "extension": {"base", "content", "run", "render", "rules"},
    "site": {"base", "content", "run", "render", "rules"},
    "preview": {"base", "content", "run", "render", "rules", "site"},
    "cli": {"base", "content", "run", "render", "rules", "site", "preview"},
}
MOST_ENTRIES, MOST_LINES = 12, 200


def test_no_room_imports_from_one_above_or_beside_it() -> None:
    assert list(wrong_imports(PACKAGE)) == []


def test_an_import_against_the_direction_is_found(tmp_path: Path) -> None:
    for room in BELOW:
        (tmp_path / room).mkdir()
    (tmp_path / "content" / "page.py").write_text("from bookbinder.base.problems import Problem\n")
    assert list(wrong_imports(tmp_path)) == []
    (tmp_path / "content" / "page.py").write_text("def late():\n    from bookbinder.site import build\n")
    (tmp_path / "run" / "cache.py").write_text("import bookbinder.cli.main\nfrom bookbinder import render\n")
    assert list(wrong_imports(tmp_path)) == ["content/page.py: site", "run/cache.py: cli", "run/cache.py: render"]


def test_every_room_is_known_and_the_top_and_every_module_are_small() -> None:
    entries = {path.name for path in PACKAGE.iterdir() if path.name != "__pycache__"}
    assert {name for name in entries if "." not in name} == set(BELOW)
    assert len(entries) <= MOST_ENTRIES
    long = {path.name for path in PACKAGE.rglob("*.py") if len(path.read_text().splitlines()) > MOST_LINES}
    assert long == set()


def test_architecture_names_every_room_in_one_line_with_the_purpose_that_its_package_states(root: Path) -> None:
    named = dict(re.findall(r"^- `(\w+)/`: (.+)$", (root / "ARCHITECTURE.md").read_text(), flags=re.MULTILINE))
    purposes = {room: ast.get_docstring(ast.parse((PACKAGE / room / "__init__.py").read_text())) for room in BELOW}
    assert named == purposes


def test_every_file_that_architecture_names_exists(root: Path) -> None:
    named = re.findall(r"`([\w/]+/[\w.]+\.\w+)`", (root / "ARCHITECTURE.md").read_text())
    assert len(named) > 10
    assert [name for name in named if not (root / name).exists() and not (PACKAGE / name).exists()] == []


def wrong_imports(package: Path) -> Iterator[str]:
    """Yield each import that runs against the direction, as `module: room`."""
    for room, below in BELOW.items():
        for file in sorted((package / room).rglob("*.py")):
            for other in imported_rooms(ast.parse(file.read_text())):
                if other not in below | {room}:
                    yield f"{file.relative_to(package)}: {other}"


def imported_rooms(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        for name in names:
            if name.startswith("bookbinder."):
                yield name.split(".")[1]
