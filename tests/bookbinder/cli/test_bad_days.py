"""Disks fill up, folders belong to others, files go: each command says so in one line, and what stood before stands."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bookbinder.base import causes
from bookbinder.base.problems import BookError
from bookbinder.cli import main as command_line
from bookbinder.content.book import read_book
from bookbinder.content.config import read_config
from bookbinder.rules.check import Begun
from bookbinder.site import build as building
from bookbinder.site import engines
from tests.bookbinder.model import PAGE, write_model
from tests.conftest import as_anybody, assert_old_site_stands, copy_font, put_old_site

both_engines = pytest.mark.parametrize("engine", ["material", "zensical"])
Main = Callable[..., str]


@pytest.fixture
def main(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Main:
    """Run a command in a book, where it must fail, and return the one line that it says."""

    def run(book: Path, *arguments: str) -> str:
        monkeypatch.chdir(book)
        monkeypatch.setattr(sys, "argv", ["dev", *arguments])
        assert command_line.main() == 1
        (line,) = capsys.readouterr().err.splitlines()
        return line

    return run


@pytest.fixture
def model(tmp_path: Path) -> Path:
    write_model(tmp_path / "book")
    copy_font(tmp_path / "book")
    put_old_site(tmp_path / "book")
    return tmp_path / "book"


def raising(error: BaseException) -> Callable[..., None]:
    def run(*_: object, **__: object) -> None:
        raise error

    return run


@pytest.fixture
def read_only(small: Path) -> Iterator[Path]:
    """A book in which nothing can be written."""
    put_old_site(small)
    folders = [small, *(path for path in small.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    yield small
    for folder in folders:
        folder.chmod(0o755)


def run_as_anybody(book: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bookbinder", *arguments]
    return subprocess.run(command, cwd=book, capture_output=True, text=True, timeout=100, preexec_fn=as_anybody)


@pytest.mark.parametrize(
    "command",
    [
        ["build"],
        ["build", "--out", "new"],
        ["build", "--out", "a/b"],
        ["new", "Why do hedgehogs roll up?", "--topic", "losses", "--follows", "one"],
        ["serve", "--no-open", "--port", "0"],
    ],
    ids=lambda words: " ".join(words[:3]),
)
def test_in_a_read_only_checkout_one_line_says_that_nothing_can_be_written(read_only: Path, command: list[str]) -> None:
    done = run_as_anybody(read_only, *command)
    assert done.returncode == 1
    assert "there is no permission to read or write it: change its permissions" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
    assert_old_site_stands(read_only)


def test_a_read_only_checkout_can_be_checked(read_only: Path) -> None:
    done = run_as_anybody(read_only, "check")
    assert (done.returncode, done.stderr) == (0, "")


def test_of_a_file_that_belongs_to_another_user_both_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 4321)
    problem = causes.explain(PermissionError(13, "Permission denied", str(tmp_path / "new" / "x")), tmp_path, "dev")
    owner, other = causes.user(os.getuid()), f"user {os.getuid() + 4321}"
    assert str(problem).startswith(f"new/x: there is no permission: {tmp_path.name} belongs to {owner}, and this runs ")
    assert f"runs as {other}: run it as {owner}" in str(problem)


@both_engines
def test_a_disk_that_takes_no_more_fails_the_build(small: Path, engine: str) -> None:
    put_old_site(small)
    # Python and the engines hear from the kernel what they would hear on a full disk, with another number.
    done = subprocess.run(
        [sys.executable, "-m", "bookbinder", "build", "--engine", engine],
        cwd=small,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (90_000, 90_000)),
    )
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"./dev build ({engine}): it exceeds the largest file size of this system: "
        "raise the limit (ulimit -f), then run it again"
    ]
    assert_old_site_stands(small)


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("ERROR   -  Error: [Errno 28] No space left on device: '/a/x.js' -> '/b/x.js'", "the disk is full"),
        ("Error: No space left on device (os error 28)", "the disk is full"),
        ("panicked: Os { code: 28, kind: StorageFull, message: \"No space left on device\" }", "the disk is full"),
        ("OSError: [Errno 30] Read-only file system: 'BOOK/new'", "new: the file system is read-only"),
        ("FileNotFoundError: [Errno 2] No such file or directory: 'BOOK/overrides/main.html'", "overrides/main.html: "),
        ("OSError: [Errno 24] Too many open files", "too many files are open"),
        ("ValueError: no cause that the system gave", "material says: ValueError: no cause"),
        ("", "material says: exit code 1"),
    ],
)  # fmt: skip
def test_of_a_failed_engine_the_true_cause_is_named(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str, says: str
) -> None:
    code = "import sys; sys.stderr.write(sys.argv[1]); sys.exit(1)"
    command = [sys.executable, "-c", code, written.replace("BOOK", str(model))]
    monkeypatch.setattr(engines, "engine_command", lambda *_: command)
    with pytest.raises(BookError) as error:
        engines.run_engine(read_book(model), "material", model / "new")
    (line,) = str(error.value).splitlines()
    assert says in line
    assert "mkdocs.yml" not in line


def test_an_engine_that_a_signal_ends_is_not_said_to_complain(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = "import os; print('WARNING -  something', flush=True); os.kill(os.getpid(), 9)"
    monkeypatch.setattr(engines, "engine_command", lambda *_: [sys.executable, "-c", code])
    with pytest.raises(BookError, match=r"^\./dev build: zensical was killed by SIGKILL: "):
        engines.run_engine(read_book(model), "zensical", model / "new")


STEPS = ["begin_check", "write_font", "write_products", "run_engine", "postprocess", "publish"]


@pytest.mark.parametrize("step", STEPS)
def test_a_disk_that_fills_up_at_any_step_leaves_the_old_site(
    model: Path, monkeypatch: pytest.MonkeyPatch, main: Main, step: str
) -> None:
    monkeypatch.setattr(building, "plain_answer", lambda *_: "")
    for name in STEPS:
        monkeypatch.setattr(building, name, lambda *_: Begun(True, {}, list))
    monkeypatch.setattr(building, step, raising(OSError(28, "No space left on device")))
    assert main(model, "build").startswith("./dev build: the disk is full")
    assert_old_site_stands(model)


@both_engines
def test_a_page_deleted_before_the_engine_reads_it_is_named(
    small: Path, monkeypatch: pytest.MonkeyPatch, main: Main, engine: str
) -> None:
    put_old_site(small)

    def run_engine(*arguments: object) -> None:
        (small / PAGE).unlink()
        engines.run_engine(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(building, "run_engine", run_engine)
    said = main(small, "build", "--engine", engine)
    assert said == f"{PAGE}: was deleted during the build: restore it, or build again without it"
    assert_old_site_stands(small)


@pytest.mark.parametrize("gone", ["docs/questions/two.md", "snippets/two/first.py", "docs/references.yml"])
def test_a_file_deleted_while_the_book_is_checked_is_named(
    model: Path, monkeypatch: pytest.MonkeyPatch, main: Main, gone: str
) -> None:
    true_check = building.begin_check

    def check(*arguments: object) -> object:
        (model / gone).unlink()
        return true_check(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(building, "begin_check", check)
    assert main(model, "build").startswith(f"{gone}: was deleted during the build: ")
    assert_old_site_stands(model)


def test_of_a_page_that_goes_before_its_link_is_looked_up_the_complaint_remains(tmp_path: Path) -> None:
    complaint = "WARNING -  Doc file 'gone.md' contains a link 'x.md', but the target is not found."
    (problem,) = engines._find_problems(complaint, tmp_path)
    assert str(problem).startswith("docs/gone.md:1: links to x.md, but the target is not found")


TWICE = "twice: keep one; the first is in line"
CONFIGURATIONS = {
    "empty": (b"", "mkdocs.yml:1: is empty: "),
    "of comments": (b"# nav\n", "mkdocs.yml:1: is empty: "),
    "a list": (b"- nav\n", "mkdocs.yml:1: is not a mapping: "),
    "a text": (b"nav\n", "mkdocs.yml:1: is not a mapping: "),
    "not UTF-8": (b"nav:\nx: caf\xe9\n", "mkdocs.yml:2: is not UTF-8: save it as UTF-8"),
    "UTF-16": ("nav: []\n".encode("utf-16"), "mkdocs.yml:1: is not UTF-8: "),
    "a control character": (b"nav: \x01\n", "mkdocs.yml:1: is not YAML ("),
    "a key twice": (b"extra:\n  a: 1\nnav: []\nextra: {}\n", f"mkdocs.yml:4: names extra {TWICE} 1"),
    "a key twice within": (b"extra:\n  a:\n    b: 1\n    b: 2\n", f"mkdocs.yml:4: names b {TWICE} 3"),
    "a key twice in a list": (b"nav:\n  - a: 1\n    a: 2\n", f"mkdocs.yml:3: names a {TWICE} 2"),
    "a key twice in brackets": (b"x: {a: 1, a: 2}\n", "mkdocs.yml:1: names a twice: "),
    "no nav": (b"extra:\n  content_security_policy: x\n", "mkdocs.yml:1: has no nav: "),
    "no extra": (b"nav: [a.md]\n", "mkdocs.yml:1: has no extra.content_security_policy: "),
    "an extra of text": (b"nav: [a.md]\nextra: x\n", "mkdocs.yml:1: has no extra.content_security_policy: "),
    "no policy": (b"nav: [a.md]\nextra: {a: 1}\n", "mkdocs.yml:1: has no extra.content_security_policy: "),
    "too deep": (b"nav: " + b"[" * 1000, "mkdocs.yml:1: is nested too deeply"),
    "too many digits": (b"nav: " + b"1" * 5000, "mkdocs.yml:1: is not YAML ("),
    "an unknown alias": (b"nav: *a\n", "mkdocs.yml:1: has an anchor or an alias"),
}  # fmt: skip


@pytest.mark.parametrize("command", ["build", "check"])
@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_a_configuration_that_cannot_be_right_is_refused_in_one_line(
    model: Path, main: Main, name: str, command: str
) -> None:
    text, says = CONFIGURATIONS[name]
    (model / "mkdocs.yml").write_bytes(text)
    assert main(model, command).startswith(says)
    assert_old_site_stands(model)


def test_a_merged_key_may_be_overridden(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("a: &a {b: 1}\nc:\n  <<: *a\n  b: 2\n")
    assert read_config(tmp_path)["c"] == {"b": 2}


@pytest.mark.parametrize(
    "error",
    [
        ValueError("odd\nin two lines"),
        RecursionError("maximum recursion depth exceeded"),
        MemoryError(),
        UnicodeDecodeError("utf-8", b"\xe9", 0, 1, "invalid start byte"),
        KeyError("x" * 60_000),
        AssertionError(),
    ],
    ids=lambda error: type(error).__name__,
)
def test_what_nobody_foresaw_is_one_line_to_report(
    model: Path, monkeypatch: pytest.MonkeyPatch, main: Main, error: Exception
) -> None:
    monkeypatch.setattr("bookbinder.cli.commands.check", raising(error))
    line = main(model, "check")
    assert line.startswith(f"./dev check: {type(error).__name__}: ")
    assert "test_bad_days.py:" in line  # where it was raised
    assert line.endswith("please report it with this line")
    assert len(line) < 600


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (OSError(28, "x", "docs/a.md"), "docs/a.md: the disk is full: free some space"),
        (OSError(30, "x", "BOOK/docs/a.md"), "docs/a.md: the file system is read-only: "),
        (OSError(36, "x", "docs/a.md"), "docs/a.md: the name is too long: choose a shorter one"),
        (OSError(2, "x", "BOOK/docs/a.md"), "docs/a.md: it does not exist, or was just deleted: restore it"),
        (OSError(5, "Input/output error", "a\nb"), "a\\nb: the system says: Input/output error: "),
        (OSError("timed out"), "./dev check: the system says: timed out: "),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_the_system_refuses_is_one_line_that_names_the_file(
    model: Path, monkeypatch: pytest.MonkeyPatch, main: Main, error: OSError, says: str
) -> None:
    if error.filename:
        error.filename = error.filename.replace("BOOK", str(model))
    monkeypatch.setattr("bookbinder.cli.commands.check", raising(error))
    assert main(model, "check").startswith(says)


def check_into(model: Path, output: int) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "bookbinder", "check"]
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    return subprocess.run(command, cwd=model, env=buffered, stdout=output, stderr=subprocess.PIPE)


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full is Linux's")
def test_an_output_that_takes_nothing_more_is_one_line(small: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = check_into(small, full.fileno())
    assert done.returncode == 1
    assert done.stderr.startswith(b"./dev check: the disk is full")
    assert done.stderr.count(b"\n") == 1


def test_an_output_that_nobody_reads_any_more_is_no_mistake_of_the_book(small: Path) -> None:
    reads, writes = os.pipe()
    os.close(reads)
    done = check_into(small, writes)
    os.close(writes)
    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.parametrize("closed", [[0], [1], [2], [0, 1, 2]], ids=str)
@pytest.mark.parametrize("command", [["check"], ["run", "snippets/one/first.py"]], ids=" ".join)
def test_with_closed_streams_a_command_does_the_same(model: Path, closed: list[int], command: list[str]) -> None:
    outs, errors = (model / name for name in ("outs", "errors"))
    shut = "".join(f"os.close({number}); " for number in closed)
    start = f"import os, sys; {shut}os.execv(sys.executable, [sys.executable, '-m', 'bookbinder', *{command!r}])"
    with outs.open("w") as out, errors.open("w") as error:
        done = subprocess.run([sys.executable, "-c", start], cwd=model, stdout=out, stderr=error)
    assert (done.returncode, errors.read_text()) == (0, "")
    said = "1.25\n" if command[0] == "run" else "every page and snippet is as it should be\n"
    assert outs.read_text() == ("" if 1 in closed else said)


def test_a_stray_file_in_the_root_is_not_imported(small: Path) -> None:
    for name in ("numpy", "yaml", "mkdocs", "bookbinder", "benchmarks/json"):
        (small / f"{name}.py").write_text("raise SystemExit('imported')\n")
    command = [sys.executable, "-P", "-m", "bookbinder", "build"]
    environment = os.environ | {"BOOK_URL": "https://example.org/"}
    done = subprocess.run(command, cwd=small, env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_benchmark_runs_in_the_book_from_anywhere(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (small / "benchmarks" / "search.py").write_text("import sys\nprint(sys.argv[1:])\nraise OSError(28, 'x', 'y')\n")
    (small / "argparse.py").write_text("raise SystemExit('imported')\n")
    environment = os.environ | {"BOOK_FROM": str(small / "docs")}
    command = [sys.executable, "-P", "-m", "bookbinder", "bench", "search", "--json"]
    done = subprocess.run(command, cwd=small, env=environment, capture_output=True, text=True)
    assert done.stdout == "['--json']\n"
    assert (done.returncode, done.stderr) == (1, "y: the disk is full: free some space, then run it again\n")
