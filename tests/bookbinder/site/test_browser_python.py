"""The rooms that run a script in a browser are packed as they are, into the same bytes each time."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from bookbinder.site.browser_python import write_browser_python
from tests.conftest import ROOT


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A copy of the modules alone."""
    shutil.copytree(ROOT / "src/bookbinder", tmp_path / "book/src/bookbinder")
    return tmp_path / "book"


def test_the_rooms_below_the_rules_are_packed_as_they_are(book: Path, tmp_path: Path) -> None:
    name = write_browser_python(book, tmp_path / "out")
    with ZipFile(tmp_path / "out" / name) as packed:
        names = packed.namelist()
        assert all(packed.read(one) == (book / "src" / one).read_bytes() for one in names)
    assert {one.split("/")[1] for one in names} == {"__init__.py", "base", "content", "run", "render"}
    assert "bookbinder/run/figures.mplstyle" in names
    assert not any("__pycache__" in one for one in names)


def test_the_zip_has_the_same_name_and_bytes_until_a_module_is_edited(book: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    name = write_browser_python(book, first)
    assert re.fullmatch(r"book-[0-9a-f]{16}\.zip", name)
    module = book / "src/bookbinder/render/edited_script.py"
    os.utime(module, (1, 1))
    module.chmod(0o600)
    assert write_browser_python(book, second) == name
    assert (second / name).read_bytes() == (first / name).read_bytes()
    module.write_text(f"{module.read_text()}\n")
    assert write_browser_python(book, second) != name


def test_the_packed_rooms_need_no_package_but_numpy_and_logitbook(book: Path, tmp_path: Path) -> None:
    name = write_browser_python(book, tmp_path / "out")
    with ZipFile(tmp_path / "out" / name) as packed:
        packed.extractall(tmp_path / "packed")
    code = f"import sys; sys.path.insert(0, {str(tmp_path / 'packed')!r}); from bookbinder.render import edited_script"
    code += "; print(edited_script.__file__, *sorted({name.partition('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True)
    file, *loaded = done.stdout.split()
    assert Path(file).is_relative_to(tmp_path)
    own = {one for one in loaded if not one.startswith(("_", "sitecustomize"))} - sys.stdlib_module_names
    assert own == {"bookbinder", "logitbook", "numpy"}
