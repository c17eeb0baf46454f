"""./dev test shows what a failing check says, keeps quiet of the others, and ends with what failed."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookbinder import suite
from bookbinder.suite import run_suite

FINE, WRONG = ["python", "-c", "print('all is fine')"], ["python", "-c", "print('this is wrong'); exit(2)"]


def say(text: str) -> None:
    """Nothing: what is under way is of no matter here."""


@pytest.fixture(autouse=True)
def steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suite, "CHECKS", [FINE])
    monkeypatch.setattr(suite, "TESTS", [FINE])


def test_where_all_is_well_only_the_tests_speak(root: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run_suite(root, False, [], say) == 0
    assert capfd.readouterr() == ("all is fine\n", "")


def test_a_failing_check_is_shown_and_named_at_the_end(
    root: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(suite, "CHECKS", [FINE, WRONG, FINE])
    assert run_suite(root, False, [], say) == 1
    out, err = capfd.readouterr()
    assert out == "this is wrong\nall is fine\n"
    assert err == f"failed: {' '.join(WRONG)}: what each said stands above\n"


def test_what_failed_among_the_tests_is_named_behind_those_that_passed(
    root: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(suite, "TESTS", [WRONG, FINE])
    assert run_suite(root, False, [], say) == 1
    out, err = capfd.readouterr()
    assert out == "this is wrong\nall is fine\n"
    assert err.startswith("failed: python -c print('this is wrong')")


def test_words_choose_tests_and_leave_out_no_check(
    root: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(suite, "CHECKS", [WRONG])
    assert run_suite(root, False, ["tests/book", "-k", "there_are_snippets"], say) == 1
    out, err = capfd.readouterr()
    assert out.startswith("this is wrong\n")
    assert "\n1 passed, " in out
    assert "pytest" not in err
