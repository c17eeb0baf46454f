"""The markup of every page, judged by the W3C's checker (vnu): nothing is wrong but what the theme itself writes."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

VNU = "vnu-jar/build/dist/vnu.jar"
# What vnu says, where it says it, and whose it is. Readers lose nothing by any of them.
THEIRS = [
    # base.html switches the drawer and the search by two hidden checkboxes that forbid to be filled in.
    (r"Attribute “autocomplete” is only allowed when .*", r'<input class="md-toggle" data-md-toggle="'),
]


@pytest.fixture(scope="session")
def wrong(judge: Callable[[str], Path]) -> Callable[[Path], list[dict[str, Any]]]:
    """What vnu finds wrong in a folder."""

    def errors(folder: Path) -> list[dict[str, Any]]:
        command = ["java", "-jar", str(judge(VNU)), "--format", "json", "--skip-non-html", "--exit-zero-always"]
        done = subprocess.run([*command, str(folder)], capture_output=True, text=True, timeout=110, check=True)
        said: list[dict[str, Any]] = json.loads(done.stderr)["messages"]
        return [message for message in said if message["type"] != "info"]

    return errors


def excuse(message: dict[str, Any]) -> int | None:
    """The number of the pin that covers an error."""
    pins = enumerate(THEIRS)
    return next(
        (n for n, (says, at) in pins if re.fullmatch(says, message["message"]) and re.search(at, message["extract"])),
        None,
    )


def test_nothing_is_wrong_but_what_the_theme_writes(wrong: Callable[[Path], list[dict[str, Any]]], site: Path) -> None:
    found = wrong(site)
    excused = [excuse(message) for message in found]
    ours = [
        f"{message['url']}:{message.get('lastLine')}: {message['message']}: {message.get('extract')}"
        for message, pin in zip(found, excused, strict=True)
        if pin is None
    ]
    assert ours == []
    assert set(excused) == set(range(len(THEIRS))), "a pin that covers nothing is to be deleted"


def test_the_judge_sees_a_wrong_page(wrong: Callable[[Path], list[dict[str, Any]]], site: Path, tmp_path: Path) -> None:
    page = (site / "glossary" / "index.html").read_text(encoding="utf-8")
    (tmp_path / "page.html").write_text(page.replace("<h1 ", "<p><div><img><h1 ", 1), encoding="utf-8")
    messages = [message for message in wrong(tmp_path) if excuse(message) is None]
    assert any("“img”" in message["message"] for message in messages)
