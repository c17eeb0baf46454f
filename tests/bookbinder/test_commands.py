"""Every command is listed wherever commands are."""

from __future__ import annotations

import re
from pathlib import Path

from bookbinder.__main__ import parser


def test_the_commands_are_those_of_the_command_line_and_those_that_dev_lists(root: Path) -> None:
    known = set(re.findall(r"^    (\w+)(?:  |$)", parser().format_help(), flags=re.MULTILINE))
    listed = re.findall(r"^    \./dev (\w+)", (root / "dev").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert len(listed) == len(set(listed)) > 5
    assert set(listed) == known | {"lock"}  # which ./dev runs by itself
