"""The smallest book that engines can build: the model's pages with the true book's design, settings and library."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.bookbinder.model import CONFIG, write_model
from tests.conftest import copy_parts

NAVIGATION = re.compile(r"^nav:\n(?: .*\n)*", re.MULTILINE)
LOOK_UP = """\
  - Look up:
      - Notation: notation.md
      - The logitbook library: reference/index.md
"""
LIBRARY = "docs/reference/index.md"


def write_small_book(folder: Path) -> Path:
    """Write the book and return its folder."""
    write_model(folder)
    copy_parts(folder, "docs/assets", "docs/reference")
    (folder / "docs" / "notation.md").write_text("# Notation\n\nA vector is $z$.\n", encoding="utf-8")
    (navigation,) = NAVIGATION.findall(CONFIG)
    settings = NAVIGATION.sub(navigation + LOOK_UP, (folder / "mkdocs.yml").read_text(encoding="utf-8"), count=1)
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    return folder


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A small book, to break or to build."""
    return write_small_book(tmp_path / "book")
