"""What a snippet left behind is judged as what it may be: forged, broken, or far too much."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bookbinder import verdict
from bookbinder.runner import LIMITS, Run, SnippetError


@pytest.mark.parametrize(
    "report",
    [
        "",
        '{"values": {"x": 1}}',
        "TOKEN",
        "TOKEN[]",
        "TOKEN" + "[" * 100_000,
        'TOKEN{"values": 1}',
        'TOKEN{"line": "one", "error": "no"}',
        'TOKEN{"values": {}}{"values": {}}',
    ],
)
def test_a_report_that_is_none_is_refused(tmp_path: Path, report: str) -> None:
    for name, text in (("output", "1\n"), ("errors", ""), ("report", report)):
        (tmp_path / name).write_text(text)
    with pytest.raises(SnippetError, match="it ends the process by itself"):
        verdict.judge(tmp_path, "TOKEN", LIMITS, None, 0)


def test_values_of_a_report_are_taken_for_nothing_more_than_values(tmp_path: Path) -> None:
    values = {"x": 1, "object": {"a": 1}, "deep": [[[[1]]]], "long": list(range(100))}
    for name, text in (("output", ""), ("errors", ""), ("report", "TOKEN" + json.dumps({"values": values}))):
        (tmp_path / name).write_text(text)
    assert verdict.judge(tmp_path, "TOKEN", LIMITS, None, 0) == Run("", {"x": 1})
