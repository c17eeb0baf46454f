"""The result of a snippet may be forged, damaged or far too large; reading it gives a valid run or one line."""

from __future__ import annotations

import json
import tempfile
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bookbinder.run import result
from bookbinder.run.limits import LIMITS, Limits
from bookbinder.run.result import Run, SnippetError


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
        'TOKEN{"line": true, "error": "no"}',
        'TOKEN{"line": 1.5, "error": "no"}',
        'TOKEN{"line": 0, "error": "no"}',
        'TOKEN{"line": -1, "error": "no"}',
        'TOKEN{"line": 1' + "0" * 12 + ', "error": "no"}',
        'TOKEN{"line": 1' + "0" * 5000 + ', "error": "no"}',
        'TOKEN{"line": 1, "error": ["no"]}',
        'TOKEN{"line": 1, "error": null}',
        'TOKEN{"error": "no"}',
        'TOKEN{"error": "no", "values": {}}',
        'TOKEN{"values": []}',
        'TOKEN{"values": {}, "traceback": 1}',
        'TOKEN{"values": ' + '{"a":' * 50_000,
        'TOKEN{"values": {}}{"values": {}}',
    ],
)
def test_an_invalid_report_is_refused(tmp_path: Path, report: str) -> None:
    for name, text in (("output", "1\n"), ("errors", ""), ("report", report)):
        (tmp_path / name).write_text(text)
    with pytest.raises(SnippetError, match="its process ends early"):
        result.read_result(tmp_path, "TOKEN", LIMITS, None, 0)


def test_values_that_no_page_can_show_are_dropped_from_a_report(tmp_path: Path) -> None:
    values = {"x": 1, "object": {"a": 1}, "deep": [[[[1]]]], "long": list(range(100))}
    for name, text in (("output", ""), ("errors", ""), ("report", "TOKEN" + json.dumps({"values": values}))):
        (tmp_path / name).write_text(text)
    assert result.read_result(tmp_path, "TOKEN", LIMITS, None, 0) == Run("", {"x": 1})


def left(
    folder: Path, output: bytes = b"", errors: bytes = b"", report: bytes = b"", drawing: bytes | None = None
) -> Path:
    """Write what a snippet left."""
    for name, content in (("output", output), ("errors", errors), ("report", report)):
        (folder / name).write_bytes(content)
    (folder / "scratch").mkdir()
    if drawing is not None:
        (folder / "scratch" / "figure.svg").write_bytes(drawing)
    return folder


def test_a_value_whose_name_no_page_can_write_is_dropped(tmp_path: Path) -> None:
    names = ["x", "größe", "a b", "", "1", "_x", "__class__", "x\u200b", "\u202e", "a.b", "\ud800", "x\n"]
    report = b"TOKEN" + json.dumps({"values": dict.fromkeys(names, 1)}).encode()
    run = result.read_result(left(tmp_path, report=report), "TOKEN", LIMITS, None, 0)
    assert run.values == {"x": 1, "größe": 1}


def test_a_figure_that_is_not_text_is_refused(tmp_path: Path) -> None:
    left(tmp_path, report=b'TOKEN{"values": {}}', drawing=b"<svg>\xff</svg>")
    with pytest.raises(SnippetError, match="its figure holds a byte that is not UTF-8: 0xff"):
        result.read_result(tmp_path, "TOKEN", LIMITS, None, 0)


@pytest.mark.parametrize(
    ("code", "how"), [(-9, "SIGKILL"), (-40, "signal 40"), (-200, "signal 200"), (3, "exit code 3")]
)
def test_an_end_without_a_report_names_the_exit_code_or_signal(tmp_path: Path, code: int, how: str) -> None:
    with pytest.raises(SnippetError) as error:
        result.read_result(left(tmp_path), "TOKEN", LIMITS, None, code)
    assert error.value.what == f"its process ends early ({how})"


@pytest.mark.parametrize(
    "error", ["a\nb", "\x1b[31m", "\u202e", "\ue000", "\ud800", "\u00a0", "x" * 10**5, "\x85" * 10**5, "\U000e0041"]
)
def test_a_reason_is_one_printable_line(tmp_path: Path, error: str) -> None:
    report = b"TOKEN" + json.dumps({"line": 7, "error": error}).encode()
    with pytest.raises(SnippetError) as refused:
        result.read_result(left(tmp_path, report=report), "TOKEN", LIMITS, None, 0)
    assert refused.value.line == 7
    assert refused.value.what
    assert refused.value.what.isprintable()
    assert len(refused.value.what) <= 200


texts = st.text(st.characters(), max_size=40)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(texts, inner, max_size=5),
    max_leaves=20,
)
reports = st.fixed_dictionaries(
    {},
    optional={
        "values": st.dictionaries(texts | st.sampled_from(["x", "y", "_z"]), anything, max_size=5) | anything,
        "traceback": texts | anything,
        "line": st.integers() | st.booleans() | anything,
        "error": texts | anything,
    },
)
written = st.binary(max_size=100) | st.builds(lambda report: b"TOKEN" + json.dumps(report).encode(), reports)


@given(
    output=st.binary(max_size=60) | texts.map(lambda text: text.encode(errors="replace")),
    errors=st.sampled_from([b"", b"\n"]) | st.binary(max_size=60),
    report=written | st.binary(max_size=100).map(lambda tail: b"TOKEN" + tail),
    drawing=st.none() | st.binary(max_size=60),
    code=st.integers(-130, 255),
    stopped=st.sampled_from([None, None, None, "time", "processor", "folder"]),
)
@example(b"1\n", b"", b'TOKEN{"values": {"x": 1}}', b"<svg/>", 0, None)
@example(b"", b"", b"TOKEN" + b'{"values":' * 3000, None, 0, None)
@example(b"x" * 50, b"", b'TOKEN{"values": {}, "traceback": "' + b"x" * 60 + b'"}', None, 0, None)
def test_any_result_is_a_valid_run_or_one_line(
    output: bytes, errors: bytes, report: bytes, drawing: bytes | None, code: int, stopped: str | None
) -> None:
    limits = replace(LIMITS, output=100)
    with tempfile.TemporaryDirectory() as name:
        folder = left(Path(name), output, errors, report, drawing)
        outcome = outcome_of(folder, limits, stopped, code)
    if isinstance(outcome, SnippetError):
        assert type(outcome.line) is int
        assert 0 < outcome.line <= result.MAX_LINE
        assert outcome.what
        assert outcome.what.isprintable()
        assert len(outcome.what) <= 200
    else:
        assert stopped is None
        assert outcome.output.encode() == output + outcome.traceback.encode()
        assert repr(result.restore_run(json.loads(json.dumps(asdict(outcome))), limits)) == repr(outcome)


def outcome_of(folder: Path, limits: Limits, stopped: str | None, code: int) -> Run | SnippetError:
    try:
        return result.read_result(folder, "TOKEN", limits, stopped, code)
    except SnippetError as error:
        return error


@given(fields=anything | st.fixed_dictionaries(dict.fromkeys(("output", "values", "drawing", "traceback"), anything)))
def test_any_cached_fields_are_a_run_or_none(fields: object) -> None:
    run = result.restore_run(fields, LIMITS)
    assert run is None or asdict(run) == fields
