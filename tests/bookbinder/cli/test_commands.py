"""Every command is listed wherever commands are; words that one does not take are named."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from bookbinder.cli.main import main, parser


def test_the_commands_are_those_of_the_command_line_and_those_that_dev_lists(root: Path) -> None:
    known = set(re.findall(r"^    (\w+)(?:  |$)", parser().format_help(), flags=re.MULTILINE))
    listed = re.findall(r"^    \./dev (\w+)", (root / "dev").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert len(listed) == len(set(listed)) > 5
    assert set(listed) == known | {"lock"}  # which ./dev runs by itself


def test_words_that_a_command_does_not_take_are_named_with_its_help(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["bookbinder", "check", "--fxi"])
    assert main() == 1
    assert capsys.readouterr() == ("", "./dev check: does not take '--fxi': see ./dev check --help\n")
