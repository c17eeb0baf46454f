"""A mistyped command is named with the near one, and every command is listed wherever commands are."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from bookbinder.__main__ import main, parser
from bookbinder.near import COMMANDS


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("chekc", "write ./dev check, or one of: "),
        ("tset", "write ./dev test, or one of: "),
        ("Serve", "write ./dev serve, or one of: "),
        ("lokc", "write ./dev lock, or one of: "),
        ("hedgehog", "write one of: "),
    ],
)
def test_a_mistyped_command_is_one_line_with_the_near_one_and_all_others(
    typed: str, says: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["bookbinder", typed, "--fix"])
    assert main() == 1
    said = f"./dev: there is no command '{typed}': {says}{', '.join(COMMANDS)}\n"
    assert capsys.readouterr() == ("", said)


def test_the_commands_are_those_of_the_command_line_and_those_that_dev_lists(root: Path) -> None:
    known = set(re.findall(r"^    (\w+)(?:  |$)", parser().format_help(), flags=re.MULTILINE))
    assert known | {"lock"} == set(COMMANDS)
    listed = re.findall(r"^    \./dev (\w+)", (root / "dev").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert set(listed) == set(COMMANDS)


def test_words_that_a_command_does_not_take_are_named_with_its_help(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["bookbinder", "check", "--fxi"])
    assert main() == 1
    assert capsys.readouterr() == ("", "./dev check: does not take '--fxi': see ./dev check --help\n")
