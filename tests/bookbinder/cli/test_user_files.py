"""No command writes over, deletes or follows what it did not make: each refuses in one line, and nothing is touched."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks import record
from bookbinder.base import files
from bookbinder.base.problems import BookError, Problem
from bookbinder.cli import main as command_line
from bookbinder.cli import new_files
from bookbinder.cli import new_question as new_question_module
from bookbinder.cli.new_question import new_question
from bookbinder.content.book import read_book
from bookbinder.preview import server as serving
from bookbinder.rules.autofix import fix_problems
from bookbinder.rules.check import check
from bookbinder.run.result import SnippetError
from bookbinder.site import build as building
from bookbinder.site import output_folder, replace_folder
from bookbinder.site.build import build
from bookbinder.site.fonts import write_font
from bookbinder.site.manifest import MANIFEST, find_foreign, write_manifest
from tests.bookbinder.model import write_model
from tests.site import screenshots

ASKED = "Why do hedgehogs roll up?"
Snapshot = dict[str, tuple[int, bytes | str | None]]


def snapshot(folder: Path) -> Snapshot:
    """Everything below a folder: its kind and rights, and what it holds or where it leads."""
    found: Snapshot = {}
    for path in sorted(folder.rglob("*")):
        held: bytes | str | None = None
        if path.is_symlink():
            held = str(path.readlink())
        elif path.is_file():
            held = path.read_bytes()
        found[path.relative_to(folder).as_posix()] = (path.lstat().st_mode, held)
    return found


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small book in a folder with neighbours, with every folder that git knows of ours, and a built site."""
    root = tmp_path / "around" / "book"
    write_model(root)
    for name in output_folder.OWN:
        (root / name).mkdir(exist_ok=True)
        (root / name / "kept.txt").write_text("mine")
    (root / "README.md").write_text("read me")
    (root.parent / "neighbour.txt").write_text("not of the book")
    made(root / "site")
    monkeypatch.chdir(root)
    return root


def made(folder: Path) -> Path:
    """A folder as a build makes it."""
    (folder / "questions").mkdir(parents=True)
    (folder / "index.html").write_text("the old site")
    (folder / "questions" / "one.html").write_text("a page")
    write_manifest(folder)
    return folder


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["dev", *arguments])
    return command_line.main()


def in_full(path: str) -> Callable[[Path], object]:
    def put(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("mine")

    return put


def in_site(change: Callable[[Path], object]) -> Callable[[Path], object]:
    return lambda root: change(root / "site")


def link(name: str, target: str) -> Callable[[Path], object]:
    return lambda root: (root / name).symlink_to(target)


def forged(text: str) -> Callable[[Path], object]:
    """A folder with a file of somebody's, and an invalid manifest."""

    def put(root: Path) -> None:
        (root / "full").mkdir()
        (root / "full" / "index.html").write_text("mine")
        (root / "full" / MANIFEST).write_text(text)

    return put


def manifest_is_a_link(root: Path) -> None:
    made(root / "full")
    (root / "full" / MANIFEST).rename(root / "elsewhere")
    (root / "full" / MANIFEST).symlink_to("../elsewhere")


HASH = hashlib.sha256(b"mine").hexdigest()
# What is given, what is put there before, and what is said of it.
TARGETS = {
    "the root": (".", None, "the book's folder"),
    "the root by another way": ("docs/..", None, "the book's folder"),
    "the root in full": ("../book", None, "the book's folder"),
    "the root through a link": ("../to-book/.", link("../to-book", "book"), "the book's folder"),
    "its parent": ("..", None, "contains it"),
    "all": ("/", None, "contains it"),
    "nothing": ("", None, "an empty text does not name a folder"),
    **{f"own folder {name}": (name, None, "the book's own folder") for name in sorted(output_folder.OWN)},
    "new in an own folder": ("docs/new", None, "own folder docs"),
    "new deep in an own folder": ("snippets/a/b/c", None, "own folder snippets"),
    "an own folder in capitals": ("DOCS", None, "own folder docs"),
    "an own folder by another way": ("site/../src/", None, "own folder src"),
    "an own folder that is missing": (".CI", lambda root: shutil.rmtree(root / ".ci"), "own folder .ci"),
    "in an own folder through a link": ("shelf/new", link("shelf", "docs"), "own folder docs"),
    "the history": (".git/objects", None, "own folder .git"),
    "what is kept of runs": (".bookbinder/runs", in_full(".bookbinder/runs/a.json"), "runs/a.json: no build made it"),
    "a file": ("README.md", None, "it is a file"),
    "below a file": ("README.md/new", None, "a part of its path is a file"),
    "a pipe": ("pipe", lambda root: os.mkfifo(root / "pipe"), "it is a file"),
    "a link to an empty folder": ("way", lambda root: [(root / "e").mkdir(), link("way", "e")(root)], "it is a link"),
    "a link to a site": ("way", link("way", "site"), "it is a link"),
    "a link to nothing": ("way", link("way", "nowhere"), "it is a link"),
    "a link to itself": ("way", link("way", "way"), "it is a link"),
    "below a link to itself": ("way/new", link("way", "way"), "its symbolic links form a loop"),
    "a folder with a file": ("full", in_full("full/a.txt"), "full/a.txt: no build made it"),
    "a folder with a hidden file": ("full", in_full("full/.env"), "full/.env: no build made it"),
    "a folder with a folder": ("full", lambda root: (root / "full/a").mkdir(parents=True), "full/a: no build made it"),
    "a site without a manifest": (
        "site",
        in_site(lambda site: (site / MANIFEST).unlink()),
        f"build's files, {MANIFEST}",
    ),
    "a manifest that is a link": ("full", manifest_is_a_link, f"build's files, {MANIFEST}"),
    "an empty manifest": ("full", forged(""), "no build made it"),
    "a manifest of words": ("full", forged("index.html\n"), "no build made it"),
    "a manifest with one space": ("full", forged(f"{HASH} index.html\n"), "no build made it"),
    "a manifest cut off": ("full", forged(f"{HASH}  index.html"), "no build made it"),
    "a manifest of other files": ("full", forged(f"{HASH}  other.html\n"), "index.html: no build made it"),
    "a manifest of nothing": ("full", forged(f"{'0' * 64}  index.html\n"), "index.html: it was changed"),
    "a site with a new file": ("site", in_full("site/mine.txt"), "site/mine.txt: no build made it"),
    "a site with one deeper": ("site", in_full("site/questions/a/b.txt"), "site/questions/a: no build made this"),
    "a site with a new folder": ("site", in_site(lambda site: (site / "mine").mkdir()), "site/mine: no build made"),
    "a site with a changed file": ("site", in_full("site/index.html"), "site/index.html: it was changed"),
    "a site with a link": ("site", in_site(lambda site: (site / "l").symlink_to("index.html")), "site/l: it is a link"),
    "a site with a link for a page": (
        "site",
        in_site(lambda site: (shutil.move(site / "index.html", site / "../i"), link("index.html", "../i")(site))),
        "site/index.html: it is a link",
    ),
    "a site with a pipe": (
        "site",
        in_site(lambda site: os.mkfifo(site / "pipe")),
        "site/pipe: it is a link",
    ),
    "a name too long": ("x" * 256, None, "the name is too long"),
    "a path too long": ("x/" * 3000, None, "the name is too long"),
}


@pytest.mark.parametrize("target", TARGETS)
def test_a_folder_that_could_cost_a_file_is_refused_before_anything_runs(
    book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], target: str
) -> None:
    given, prepare, says = TARGETS[target]
    if prepare:
        prepare(book)
    before = snapshot(book.parent)
    assert run(monkeypatch, "build", "--out", given) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    (line,) = captured.err.splitlines()
    assert says in line
    assert snapshot(book.parent) == before


@pytest.mark.parametrize("target", ["the root", "nothing", "a file", "a folder with a file", "a link to a site"])
def test_pictures_are_put_nowhere_else_either(book: Path, monkeypatch: pytest.MonkeyPatch, target: str) -> None:
    given, prepare, says = TARGETS[target]
    if prepare:
        prepare(book)
    monkeypatch.setattr(screenshots, "ROOT", book)
    monkeypatch.setattr(sys, "argv", ["screenshots", given])
    before = snapshot(book.parent)
    with pytest.raises(BookError, match=re.escape(says)):
        screenshots.main()
    assert snapshot(book.parent) == before


def test_the_default_folder_follows_the_same_rules(
    book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (book / "site" / "mine.txt").write_text("mine")
    before = snapshot(book.parent)
    assert run(monkeypatch, "build") == 1
    assert capsys.readouterr().err.startswith("site/mine.txt: no build made it: ")
    assert snapshot(book.parent) == before


def test_a_zero_byte_in_a_path_is_refused(book: Path) -> None:
    with pytest.raises(BookError, match="cannot be a path"):
        build(book, "material", "a\0b", lambda _: None)


def test_no_folder_that_git_knows_is_forgotten(root: Path) -> None:
    if not (root / ".git").exists():  # the source archive of a release
        known = {path.name for path in root.iterdir() if path.is_dir() and path.name in output_folder.OWN}
    else:
        listed = subprocess.run(["git", "ls-files"], cwd=root, capture_output=True, text=True, check=True).stdout
        known = {name.partition("/")[0] for name in listed.splitlines() if "/" in name}
    assert known >= {"docs", "src", "tests"}
    assert known <= output_folder.OWN


GOOD = {
    "new": ("out", None),
    "new and deep": ("a/b/c", None),
    "new outside": ("../out", None),
    "empty": ("out", lambda root: (root / "out").mkdir()),
    "empty, but for what a system puts there": ("out", in_full("out/.DS_Store")),
    "built": ("site", None),
    "built, with what a system puts there": ("site", in_full("site/questions/Thumbs.db")),
    "built, with a page deleted": ("site", in_site(lambda site: (site / "index.html").unlink())),
    "what commands keep": (".bookbinder/site", None),
    "a name of two lines": ("a\nb", None),
    "a name in Greek": ("Λόγος", None),
    "through a link to the outside": ("way/out", link("way", "..")),
}


@pytest.mark.parametrize("target", GOOD)
def test_a_folder_that_costs_nobody_a_file_is_taken(book: Path, fake: None, target: str) -> None:
    given, prepare = GOOD[target]
    if prepare:
        prepare(book)
    build(book, "material", given, lambda _: None)
    assert (Path(given) / "new.html").read_text() == "the new site"
    assert {path.name for path in Path(given).iterdir()} == {"new.html", "pages", MANIFEST}
    build(book, "material", given, lambda _: None)  # and its own
    assert not [*book.glob(".site*"), *book.parent.glob(".site*")]


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a build do nothing but to write two pages."""

    def write(fresh: Path, *_: object) -> None:
        (fresh / "new.html").write_text("the new site")
        (fresh / "pages").mkdir()
        (fresh / "pages" / "one.html").write_text("a page")
        (fresh / "empty").mkdir()

    monkeypatch.setattr(building, "_build_into", write)


def test_sha256sum_reads_the_manifest(book: Path, fake: None) -> None:
    build(book, "material", "out", lambda _: None)
    done = subprocess.run(["sha256sum", "--check", "--strict", "--quiet", MANIFEST], cwd=book / "out")
    assert done.returncode == 0
    listed = [line.split("  ")[1] for line in (book / "out" / MANIFEST).read_text().splitlines()]
    assert listed == ["new.html", "pages/one.html"]


def test_what_somebody_puts_there_while_the_site_is_built_is_kept(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def write(fresh: Path, *_: object) -> None:
        (fresh / "new.html").write_text("the new site")
        (book / "site" / "mine.txt").write_text("mine")

    monkeypatch.setattr(building, "_build_into", write)
    before = snapshot(book)
    with pytest.raises(BookError, match=r"^site/mine\.txt: no build made it"):
        build(book, "material", "site", lambda _: None)
    after = snapshot(book)
    assert after.pop("site/mine.txt")[1] == b"mine"
    assert after == before


@pytest.mark.parametrize("way", ["exchange", "renames"])
def test_what_somebody_puts_there_in_the_last_moment_is_kept(
    book: Path, fake: None, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    true_exchange = replace_folder._exchange

    def exchange(one: Path, other: Path) -> bool:
        (book / "site" / "mine.txt").write_text("mine")
        return way == "exchange" and true_exchange(one, other)

    monkeypatch.setattr(replace_folder, "_exchange", exchange)
    with pytest.raises(BookError, match=r"^site/mine\.txt: no build made it"):
        build(book, "material", "site", lambda _: None)
    assert (book / "site" / "mine.txt").read_text() == "mine"
    assert (book / "site" / "index.html").read_text() == "the old site"
    assert not list(book.glob(".site*"))


KILLED = """
import os, signal, sys
from pathlib import Path
from bookbinder.site import output_folder, replace_folder
kill = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
def at(number, function, count=[0]):
    def counted(*arguments, **named):
        count[0] += 1
        if count[0] == number:
            kill()
        return function(*arguments, **named)
    return counted
moment, exchange, number = sys.argv[1], sys.argv[2] == "exchange", int(sys.argv[3])
if not exchange:
    replace_folder._exchange = lambda one, other: False
if moment == "rename":
    Path.rename = at(number, Path.rename)
elif moment == "exchanged":
    true = replace_folder._exchange
    replace_folder._exchange = lambda one, other: (true(one, other), kill())
elif moment == "deletes":
    os.unlink = at(number, os.unlink)
output_folder.publish(Path("fresh").absolute(), Path("site").absolute(), Path.cwd())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no call exchanges two folders")
@pytest.mark.parametrize(
    ("moment", "way", "number", "stands"),
    [
        ("exchanged", "exchange", 0, "the new site"),
        ("deletes", "exchange", 1, "the new site"),
        ("deletes", "exchange", 2, "the new site"),
        ("rename", "renames", 1, "the old site"),
        ("rename", "renames", 2, "the old site"),
        ("deletes", "renames", 1, "the new site"),
        ("deletes", "renames", 2, "the new site"),
    ],
)
def test_a_kill_in_the_midst_of_replacing_leaves_one_site_whole(
    book: Path, moment: str, way: str, number: int, stands: str
) -> None:
    made(book / "fresh")
    (book / "fresh" / "index.html").write_text("the new site")
    done = subprocess.run([sys.executable, "-c", KILLED, moment, way, str(number)], cwd=book)
    assert done.returncode == -9
    if way == "exchange":  # before anybody starts anything
        assert (book / "site" / "index.html").read_text() == stands
    output_folder.output_folder("site", book)  # as the next build starts
    assert (book / "site" / "index.html").read_text() == stands
    assert (book / "site" / "questions" / "one.html").read_text() == "a page"
    assert find_foreign(book / "site") is None
    assert not list(book.glob(".site-old*"))


@pytest.fixture
def elsewhere(book: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is on another file system: nothing can be renamed into it."""
    folder = book.parent / "elsewhere"
    folder.mkdir()
    rename = os.rename

    def within_one(source: Path, target: Path) -> None:
        if Path(source).parent != Path(target).parent:
            raise OSError(errno.EXDEV, "Invalid cross-device link", str(source), None, str(target))
        rename(source, target)

    monkeypatch.setattr(os, "rename", within_one)
    return folder


def test_a_site_can_be_put_on_another_file_system(book: Path, fake: None, elsewhere: Path) -> None:
    made(elsewhere / "out")
    build(book, "material", elsewhere / "out", lambda _: None)
    assert (elsewhere / "out" / "new.html").read_text() == "the new site"
    assert [path.name for path in elsewhere.iterdir()] == ["out"]


def test_another_file_system_that_is_full_keeps_its_old_site(
    book: Path, fake: None, elsewhere: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(source: str, target: str, **_: object) -> None:
        Path(target).touch()
        raise OSError(errno.ENOSPC, "No space left on device", source, None, target)

    made(elsewhere / "out")
    monkeypatch.setattr(shutil, "copyfile", full)
    before = snapshot(book.parent)
    assert run(monkeypatch, "build", "--out", str(elsewhere / "out")) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("./dev build: the disk is full")
    assert snapshot(book.parent) == before


def test_a_folder_in_which_nothing_can_be_made_is_refused_before_anything_runs(
    book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name != "around")  # as for anybody but root
    before = snapshot(book.parent)
    assert run(monkeypatch, "build", "--out", "../out") == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"{book.parent}: there is no permission to read or write it: ")
    assert snapshot(book.parent) == before


def test_a_leftover_into_which_somebody_put_a_file_is_kept(book: Path, fake: None) -> None:
    left = made(replace_folder._backup_path(book / "site"))
    (left / "mine.txt").write_text("mine")
    build(book, "material", "site", lambda _: None)
    assert (left / "mine.txt").read_text() == "mine"


OUTSIDE = ["docs", "docs/questions", "snippets", "snippets/one"]


@pytest.fixture
def outside(book: Path, request: pytest.FixtureRequest) -> Path:
    """A folder elsewhere, to which one of the book's leads."""
    elsewhere = book.parent / "elsewhere"
    (book / request.param).rename(elsewhere)
    (book / request.param).symlink_to(elsewhere)
    return elsewhere


# What the check said of them before somebody put a link there.
WINDOWS = Problem("docs/questions/one.md", 1, "has CRLF line endings", "save it with LF line endings", "line-endings")
UNRECORDED = Problem("snippets/one/first.out", 1, "the output is not recorded", "look at it", "output-recorded")


@pytest.mark.parametrize("outside", OUTSIDE, indirect=True)
def test_a_fix_follows_no_link_out_of_the_book(book: Path, outside: Path) -> None:
    page, script = book / "docs/questions/one.md", book / "snippets/one/first.py"
    page.write_text(page.read_text().replace("\n", "\r\n"))
    script.with_suffix(".out").unlink()
    before = snapshot(outside)
    refused: list[object] = []
    for problem in (WINDOWS, UNRECORDED):
        try:
            fix_problems([problem], book, refused.append)
        except BookError as error:
            refused.append(error)
    assert any("is a link" in str(one) for one in refused)
    assert snapshot(outside) == before


def test_a_fix_leaves_a_link_in_place_of_a_page_alone(book: Path) -> None:
    page, elsewhere = book / "docs/questions/one.md", book.parent / "mine.md"
    page.write_text(page.read_text().replace("\n", "\r\n"))
    page.rename(elsewhere)
    page.symlink_to(elsewhere)
    before = elsewhere.read_bytes()
    with pytest.raises(BookError, match=r"^docs/questions/one\.md: it is a link"):
        fix_problems([WINDOWS], book)
    assert elsewhere.read_bytes() == before


def test_a_fresh_folder_of_the_same_name_in_another_place_is_published(book: Path) -> None:
    fresh = book / output_folder.KEPT / "pictured" / "site"
    fresh.mkdir(parents=True)
    for text in ("first", "second"):
        fresh.mkdir(exist_ok=True)
        (fresh / "a.png").write_text(text)
        output_folder.publish(fresh, book / "pictures" / "site", book)
        assert (book / "pictures" / "site" / "a.png").read_text() == text
    assert [path.name for path in (book / "pictures").iterdir()] == ["site"]


@pytest.mark.parametrize("lies_there", ["a file", "a link"])
def test_a_fix_leaves_what_is_named_like_an_unfinished_file_alone(book: Path, lies_there: str) -> None:
    page, other = book / "docs/questions/one.md", book / "docs/questions/.one.md.tmp"
    page.write_text(page.read_text().replace("\n", "\r\n"))
    page.chmod(0o640)
    (book / "mine").write_text("mine")
    other.symlink_to(book / "mine") if lies_there == "a link" else other.write_text("mine")
    before = snapshot(book)
    fix_problems([problem for problem in check(book, lambda _: None) if problem.rule == "line-endings"], book)
    after = snapshot(book)
    assert b"\r" not in page.read_bytes()
    assert page.stat().st_mode & 0o777 == 0o640
    assert {path for path in before if after.get(path) != before[path]} == {"docs/questions/one.md"}
    assert {path for path in after.keys() - before.keys() if not path.startswith(".bookbinder")} == set()


def test_a_record_is_not_written_through_a_link(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    results, mine = book / "benchmarks/results", book.parent / "neighbour.txt"
    (results / "math.json").symlink_to(mine)
    monkeypatch.setattr(record, "RESULTS", results)
    arguments = record.command_line("math", "").parse_args(["--record"])
    with pytest.raises(BookError, match=r"math\.json: it is a link"):
        record.deliver("math", {}, "", arguments)
    assert mine.read_text() == "not of the book"


def start(book: Path) -> list[str]:
    return new_question(read_book(book), ASKED, "meaning", ["one"])


def disk_full(*_: object) -> None:
    raise OSError(28, "No space left on device")


def fails(*_: object) -> None:
    raise SnippetError(3, "it runs for more than 10 s")


@pytest.mark.parametrize(
    ("name", "where", "failure", "error"),
    [
        ("run_in_sandbox", new_files, fails, BookError),
        ("run_in_sandbox", new_files, disk_full, OSError),
        ("create_file", new_files, disk_full, OSError),
        ("replace_file", vars(new_question_module), disk_full, OSError),
    ],
    ids=["its snippet fails", "no room for the run", "no room for a file", "no room for the configuration"],
)
def test_a_question_that_cannot_be_started_leaves_no_trace(
    book: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    where: object,
    failure: Callable[..., None],
    error: type[Exception],
) -> None:
    before = snapshot(book)
    if isinstance(where, dict):
        monkeypatch.setitem(where, name, failure)
    else:
        monkeypatch.setattr(where, name, failure)
    with pytest.raises(error):
        start(book)
    assert snapshot(book) == before


def test_a_question_stopped_at_its_end_takes_its_entry_back(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(file: Path, data: bytes, root: Path) -> None:
        files.replace_file(file, data, root)
        raise KeyboardInterrupt

    monkeypatch.setitem(new_question.__globals__, "replace_file", stopped)
    before = snapshot(book)
    with pytest.raises(KeyboardInterrupt):
        start(book)
    assert snapshot(book) == before


@pytest.mark.parametrize(
    ("lies_there", "target"),
    [
        ("docs/questions/hedgehogs-roll-up.md", "../../../neighbour.txt"),
        ("docs/questions/hedgehogs-roll-up.md", "nowhere"),
        ("snippets/hedgehogs-roll-up", "nowhere"),
    ],
)
def test_a_question_is_not_started_through_a_link(book: Path, lies_there: str, target: str) -> None:
    asked_of = read_book(book)
    (book / lies_there).symlink_to(target)
    before = snapshot(book.parent)
    with pytest.raises(BookError, match=r"it is a link|there is a page|there is a folder"):
        new_question(asked_of, ASKED, "meaning", ["one"])
    assert snapshot(book.parent) == before


@pytest.mark.parametrize("name", command_line.NO_LINKS)
@pytest.mark.parametrize("command", [["build"], ["check", "--fix"], ["serve"]], ids=" ".join)
def test_a_link_in_place_of_a_folder_of_the_book_ends_every_command(
    book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, command: list[str]
) -> None:
    place, elsewhere = book / name, book.parent / "elsewhere"
    place.parent.mkdir(exist_ok=True)
    place.rename(elsewhere) if place.exists() else elsewhere.mkdir()
    place.symlink_to(elsewhere)
    before = snapshot(book.parent)
    assert run(monkeypatch, *command) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"{name}: is a link, ")
    assert snapshot(book.parent) == before


@pytest.mark.parametrize("name", ["docs/assets", "docs/assets/fonts", "docs/assets/fonts/stix-two-math.woff2"])
@pytest.mark.parametrize("hard", [False, True], ids=["a link", "a hard link"])
def test_the_font_is_written_over_nobody_elses_file(book: Path, name: str, hard: bool) -> None:
    place, elsewhere = book / name, book.parent / "elsewhere"
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.suffix:
        elsewhere.write_text("mine")
    else:
        elsewhere.mkdir()
    if not hard:
        place.symlink_to(elsewhere)
        with pytest.raises(BookError, match="it is a link"):
            write_font(book)
    elif place.suffix:
        place.hardlink_to(elsewhere)
        write_font(book)
        assert place.read_bytes().startswith(b"wOF2")
    assert elsewhere.read_text() == "mine" if place.suffix else not [*elsewhere.iterdir()]


def test_the_stamp_of_the_font_is_written_through_no_link(book: Path) -> None:
    stamp, elsewhere = book / ".bookbinder" / "font", book.parent / "mine"
    elsewhere.write_text("mine")
    stamp.symlink_to(elsewhere)
    with pytest.raises(BookError, match=r"^\.bookbinder/font: it is a link"):
        write_font(book)
    assert elsewhere.read_text() == "mine"


def test_a_preview_deletes_what_lies_in_its_folder_before_the_engine_could_follow_it(
    book: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stop(Exception):
        pass

    def start(*rest: object) -> None:
        assert not (book / ".bookbinder/served").exists()
        assert not (book / ".bookbinder/preview/index.html").is_symlink()
        raise Stop

    (book / "LICENSE").write_text("ours")
    for name in ("node_modules", "package.json", "src"):
        (book / "web" / name).symlink_to(root / "web" / name)
    mine = book.parent / "mine"
    mine.write_text("mine")
    for name in ("served", "preview"):
        (book / ".bookbinder" / name).mkdir()
        (book / ".bookbinder" / name / "index.html").symlink_to(mine)
    monkeypatch.setattr(serving, "EngineProcess", start)
    with pytest.raises(Stop):
        serving.serve(book, "zensical", 0, browser=False)
    assert mine.read_text() == "mine"
