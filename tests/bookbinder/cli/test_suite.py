"""./dev test stops at what the check finds, shows what failing linters and tests say, and ends with what failed."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bookbinder.base.exit import exit_code
from bookbinder.base.problems import BookError
from bookbinder.cli import suite
from bookbinder.cli.suite import CHECKS as ALL_CHECKS
from bookbinder.cli.suite import run_suite
from bookbinder.rules.check import check
from tests.bookbinder.cli.test_interrupt import poll
from tests.bookbinder.model import ONE, PAGE, write_model

FINE, WRONG = ["python", "-c", "print('all is fine')"], ["python", "-c", "print('this is wrong'); exit(2)"]


def say(text: str) -> None:
    """Nothing: what is under way is of no matter here."""


@pytest.fixture(autouse=True)
def steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suite, "check", lambda root, progress: [])
    monkeypatch.setattr(suite, "CHECKS", [FINE])
    monkeypatch.setattr(suite, "TESTS", {"tests": FINE})
    monkeypatch.setattr(suite, "COVERAGE", [FINE])
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)


PHASES = """\
./dev test: 1 of 4: pages and scripts
./dev test: 2 of 4: code, types, spelling, workflows
./dev test: 3 of 4: tests
./dev test: 4 of 4: coverage
"""


def test_where_all_is_well_each_phase_is_named_and_only_the_tests_speak(
    root: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run_suite(root, False, [], say) == 0
    assert capfd.readouterr() == ("all is fine\n", PHASES)


def test_what_the_check_finds_is_all_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    write_model(tmp_path)
    (tmp_path / PAGE).write_text(ONE.replace("first.x", "first.xx"))
    monkeypatch.setattr(suite, "check", check)
    monkeypatch.setattr(suite, "CHECKS", [WRONG])
    monkeypatch.setattr(suite, "TESTS", {"tests": WRONG})
    assert exit_code(lambda: run_suite(tmp_path, False, [], say), "./dev test") == 1
    out, err = capfd.readouterr()
    assert out == ""
    first, line, *_ = err.splitlines()
    assert first == "./dev test: 1 of 4: pages and scripts"
    assert line.startswith(f"{PAGE}:18: one/first has no value 'xx': name one of: x (CONTRIBUTING.md#")


@pytest.mark.parametrize(
    ("phase", "tools", "shown"),
    [
        ("CHECKS", [FINE, WRONG, FINE], "this is wrong\nall is fine\n"),
        ("COVERAGE", [FINE, WRONG], "all is fine\nthis is wrong\n"),
    ],
    ids=["a check", "coverage"],
)
def test_a_tool_that_fails_is_shown_and_named_at_the_end(
    root: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str],
    phase: str, tools: list[list[str]], shown: str,
) -> None:  # fmt: skip
    monkeypatch.setattr(suite, phase, tools)
    assert run_suite(root, False, [], say) == 1
    out, err = capfd.readouterr()
    assert out == shown
    assert err == f"{PHASES}failed: {' '.join(WRONG)}: what each said stands above\n"


def test_what_failed_among_the_tests_is_named_behind_those_that_passed(
    root: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(suite, "TESTS", {"tests": WRONG, "more tests": FINE})
    assert run_suite(root, False, [], say) == 1
    out, err = capfd.readouterr()
    assert out == "this is wrong\nall is fine\n"
    assert err.splitlines()[-3:] == [
        "./dev test: 4 of 5: more tests",
        "./dev test: 5 of 5: coverage",
        f"failed: {' '.join(WRONG)}: what each said stands above",
    ]


def test_words_choose_tests_and_leave_out_no_check(
    root: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(suite, "CHECKS", [WRONG])
    assert run_suite(root, False, ["tests/book", "-k", "there_are_snippets"], say) == 1
    out, err = capfd.readouterr()
    assert "[1/1]\n1 passed, " in out
    assert out.endswith("\nthis is wrong\n")
    assert "./dev test: 2 of 3: the tests that you name\n" in err
    assert "pytest" not in err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["-k", "softmx-twice"], "no test has 'softmx-twice' in its name: write one of: softmax-twice, "),
        (["-k", "test_there_is_snippets"], "in its name: write one of: test_there_are_snippets"),
        (["-k", "softmx or xyzzy"], "no test has 'softmx' in its name and no test has 'xyzzy' in its name"),
        (["-k", "snippets and not snippets"], "no test fits what you name: name a page, a script or a test with -k"),
    ],
)
def test_words_that_choose_no_test_are_told_with_near_ones(
    root: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], says: str
) -> None:
    monkeypatch.setattr(suite, "CHECKS", [WRONG])
    with pytest.raises(BookError) as error:
        run_suite(root, False, ["tests/book", *words], say)
    assert str(error.value).startswith("./dev test: no test ")
    assert says in str(error.value)


WAITING = """
import time
from pathlib import Path
def test_first(): assert 1 == 2
def test_second():
    Path("started").touch()
    time.sleep(100)
"""
INTERRUPTED = """
import sys
from pathlib import Path
from bookbinder.cli import suite
from bookbinder.base.exit import exit_code
suite.CHECKS, suite.check = [["python", "-c", "exit(1)"]], lambda root, progress: []
suite.TESTS = {"tests": [*suite.PYTEST, "-p", "no:xdist"], "others": []}
sys.exit(exit_code(lambda: suite.run_suite(Path.cwd(), False, [], lambda text: None), "./dev test"))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="WARNING: the signals tested here are those of Unix")
@pytest.mark.parametrize(("end", "number", "code"), [(os.killpg, signal.SIGINT, 130), (os.kill, signal.SIGTERM, 1)])
def test_tests_that_are_interrupted_say_what_failed_so_far(
    tmp_path: Path, end: Callable[[int, int], None], number: int, code: int
) -> None:
    (tmp_path / "test_waiting.py").write_text(WAITING)
    command, pipe = [sys.executable, "-c", INTERRUPTED], subprocess.PIPE
    with subprocess.Popen(command, cwd=tmp_path, start_new_session=True, stdout=pipe, stderr=pipe, text=True) as run:
        poll((tmp_path / "started").exists)
        end(run.pid, number)
        out, err = run.communicate(timeout=30)
    assert run.returncode == code
    assert "FAILED test_waiting.py::test_first - assert 1 == 2" in out
    said = "./dev test: stopped in 3 of 5: tests: what failed in it stands above; before it failed python -c exit(1)\n"
    assert said in err
    assert "4 of 5" not in err


@pytest.fixture
def small(tmp_path: Path, root: Path) -> Path:
    """A book of three scripts, with the test that records their outputs."""
    for name in ("pyproject.toml", "tests/conftest.py", "tests/plain_python.py", "tests/book/test_snippets.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(root / name, tmp_path / name)
    (tmp_path / "snippets" / "a").mkdir(parents=True)
    for name, source in (("new", "print(1)"), ("changed", "print(2)"), ("unsteady", "print({'a', 'b'})")):
        (tmp_path / "snippets" / "a" / f"{name}.py").write_text(source)
    (tmp_path / "snippets" / "a" / "changed.out").write_text("1\n")
    return tmp_path


def test_update_records_what_is_steady_shows_the_change_and_says_in_a_line_what_is_not(
    small: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run_suite(small, True, [], say) == 1
    out, _ = capfd.readouterr()
    records = {file.name: file.read_text() for file in (small / "snippets" / "a").glob("*.out")}
    assert records == {"new.out": "1\n", "changed.out": "2\n"}
    assert "\n-1\n+2\n" in out
    (line,) = (line for line in out.splitlines() if line.startswith("snippets/"))
    assert line.startswith("snippets/a/unsteady.py:1: prints different output in another run (1: ")
    assert "2 passed, 1 error" in out
    assert "Traceback" not in out


def test_update_of_some_scripts_leaves_the_others(small: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run_suite(small, True, ["-k", "new"], say) == 0
    assert "1 passed" in capfd.readouterr().out
    assert (small / "snippets" / "a" / "changed.out").read_text() == "1\n"


@pytest.mark.parametrize("link", ["new.out", "new.py"])
def test_update_follows_no_link(small: Path, link: str, capfd: pytest.CaptureFixture[str]) -> None:
    outside = small / "outside"
    outside.write_text("print(1)")
    (small / "snippets" / "a" / link).unlink(missing_ok=True)
    (small / "snippets" / "a" / link).symlink_to(outside)
    assert run_suite(small, True, ["-k", "new"], say) == 1
    out, _ = capfd.readouterr()
    assert f"\nsnippets/a/{link}:1: is a link: put a file or folder of the book in its place\n" in out
    assert outside.read_text() == "print(1)"
    assert not (small / "snippets" / "a" / "new.out").is_file() or link == "new.out"


@pytest.mark.parametrize(
    "word", ["snippets", "snippets/x/y.py", "./snippets/x/y.py::test", "tests/../snippets", "{root}/docs", "docs/x"]
)
@pytest.mark.parametrize("update", [True, False])
def test_no_script_of_a_stranger_is_given_to_pytest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, word: str, update: bool
) -> None:
    def run(*_: object) -> int:
        pytest.fail("something ran")

    monkeypatch.setattr(suite, "_run", run)
    monkeypatch.setattr(suite, "check", run)
    with pytest.raises(BookError, match=r"outside the sandbox: name the tests .* with -k"):
        run_suite(tmp_path, update, ["-q", word.replace("{root}", str(tmp_path))], say)


def test_a_page_may_be_chosen_by_a_word_that_is_a_folder_too(
    root: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(suite, "CHECKS", [FINE])
    assert run_suite(root, False, ["tests/book", "--co", "-k", "snippets"], say) == 0
    assert "test_there_are_snippets" in capfd.readouterr().out


def test_pytest_collects_nothing_where_strangers_scripts_lie(root: Path, tmp_path: Path) -> None:
    for folder in ("snippets/x", "docs", "tests"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "test_one.py").write_text(f"print('ran in {folder}')\ndef test(): pass\n")
        (tmp_path / folder / "conftest.py").write_text(f"print('ran in {folder}')\n")
    shutil.copy(root / "pyproject.toml", tmp_path)
    command = [sys.executable, "-m", "pytest", "-q", "-s", "."]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert set(re.findall("ran in (.*)", done.stdout)) == {"tests"}
    assert "1 passed" in done.stdout


def test_no_tool_obeys_settings_that_lie_beside_pages_and_snippets(root: Path, tmp_path: Path) -> None:
    book, elsewhere = tmp_path / "book", tmp_path / "elsewhere"
    for folder in (book / "snippets/x", book / "docs", elsewhere):
        folder.mkdir(parents=True)
    shutil.copy(root / "pyproject.toml", book)
    (book / "snippets/x/y.py").write_text("import os\nx = {}\n")
    (book / "docs/page.md").write_text("".join(["t", "eh\n"]))
    for place in ("snippets", "docs"):
        for name in (".ruff.toml", "ruff.toml"):
            (book / place / name).write_text(f'cache-dir = "{elsewhere}"\nexclude = ["*"]\n')
        for name in (".typos.toml", "typos.toml", "_typos.toml"):
            (book / place / name).write_text("[files]\nextend-exclude = ['*']\n")
    (book / "docs/.ignore").write_text("*\n")
    said = [
        subprocess.run([Path(sys.executable).parent / tool, *words], cwd=book, capture_output=True, text=True).stdout
        for tool, *words in ALL_CHECKS
        if tool in ("ruff", "typos")
    ]
    assert len(said) == 3
    assert "y.py" in said[0]
    assert "page.md" in said[2]
    assert not [*elsewhere.iterdir()]
