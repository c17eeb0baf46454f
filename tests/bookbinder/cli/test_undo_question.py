"""./dev new --undo deletes what ./dev new wrote, and nothing if any of it has changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bookbinder.base.problems import BookError
from bookbinder.cli.main import main
from bookbinder.cli.new_question import new_question
from bookbinder.cli.undo_question import undo_question
from bookbinder.content.book import read_book
from tests.bookbinder.model import SECOND_PAGE, write_model

ASKED, SLUG = "Why do hedgehogs roll up?", "hedgehogs-roll-up"
PAGE, SCRIPT, RECORD = f"docs/questions/{SLUG}.md", f"snippets/{SLUG}/first.py", f"snippets/{SLUG}/first.out"


def contents(book: Path) -> dict[str, bytes | None]:
    """Every file and folder of a book but for the kept runs."""
    found = (file for file in book.rglob("*") if ".bookbinder" not in file.parts)
    return {str(file): file.read_bytes() if file.is_file() else None for file in found}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    write_model(tmp_path)
    return tmp_path


def start(book: Path, topic: str = "meaning") -> list[str]:
    return new_question(read_book(book), ASKED, topic, ["one"])


@pytest.mark.parametrize("topic", ["meaning", "losses", "numerics"])
def test_what_was_written_is_taken_back_whole_with_the_page_of_a_new_topic(book: Path, topic: str) -> None:
    config = book / "mkdocs.yml"
    config.write_text(config.read_text() + "theme:\n  name: material\n")
    before = contents(book)
    written = start(book, topic)
    assert len(written) == (4 if topic == "numerics" else 3)
    assert sorted(undo_question(read_book(book), SLUG)) == sorted(written)
    assert contents(book) == before


def test_another_page_that_was_started_meanwhile_stays(book: Path) -> None:
    start(book)
    new_question(read_book(book), "Do urchins roll?", "meaning", ["two"], "urchins")
    undo_question(read_book(book), SLUG)
    assert "urchins" in read_book(book).pages
    assert "questions/urchins.md" in (book / "mkdocs.yml").read_text()


def test_a_topics_page_that_another_question_has_stays(book: Path) -> None:
    config = book / "mkdocs.yml"
    config.write_text(config.read_text() + "theme:\n  name: material\n")
    start(book, "numerics")
    new_question(read_book(book), "Do urchins roll?", "numerics", ["two"], "urchins")
    undo_question(read_book(book), SLUG)
    assert (book / "docs/topics/numerics/index.md").is_file()
    assert "topics/numerics/index.md" in config.read_text()


def append(name: str, text: str) -> Callable[[Path], object]:
    return lambda book: (book / name).write_text(((book / name).read_text() if (book / name).exists() else "") + text)


def link(book: Path) -> None:
    (book / "elsewhere.md").write_bytes((book / PAGE).read_bytes())
    (book / PAGE).unlink()
    (book / PAGE).symlink_to(book / "elsewhere.md")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            append(PAGE, "More.\n"),
            f"{PAGE}:64: has changed since ./dev new wrote it, so nothing is deleted: delete by hand",
        ),
        (append(SCRIPT, "\n"), f"{SCRIPT}:14: has changed since ./dev new wrote it, so nothing is deleted"),
        (append(RECORD, "1\n"), f"{RECORD}:4: has changed since ./dev new wrote it, so nothing is deleted"),
        (lambda book: (book / RECORD).unlink(), f"{RECORD}: is missing, so ./dev new --undo does not delete the rest"),
        (append(f"snippets/{SLUG}/second.py", "print(2)\n"), f"snippets/{SLUG}: holds second.py too"),
        (
            append("mkdocs.yml", f"# x\n      - questions/{SLUG}.md\n"),
            f"mkdocs.yml:1: does not name questions/{SLUG}.md as",
        ),
        (append(SECOND_PAGE, f"See [it]({SLUG}.md).\n"), f"{SECOND_PAGE}:1: names {SLUG}, so it is not deleted"),
        (
            lambda book: (book / PAGE).write_text("---\ntopic: [\n---\n"),
            f"{PAGE}:1: has changed since ./dev new wrote it",
        ),
        (lambda book: (book / PAGE).write_text("# My own?\n"), f"{PAGE}:1: has changed since ./dev new wrote it"),
        (link, f"there is no page '{SLUG}'|has changed since ./dev new wrote it|it is a link"),
    ],
)
def test_what_was_changed_since_is_one_line_and_nothing_goes(
    book: Path, change: Callable[[Path], object], says: str
) -> None:
    start(book)
    change(book)
    before = contents(book)
    with pytest.raises(BookError) as error:
        undo_question(read_book(book), SLUG)
    assert any(part in str(error.value) for part in says.split("|")), str(error.value)
    assert len(str(error.value).splitlines()) == 1
    assert contents(book) == before


def test_a_file_that_cannot_be_deleted_leaves_all_as_it_was(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start(book)
    before, unlink = contents(book), Path.unlink

    def refuse(file: Path, missing_ok: bool = False) -> None:
        if file.name == "first.out":
            raise PermissionError(13, "Permission denied", str(file))
        unlink(file, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(PermissionError):
        undo_question(read_book(book), SLUG)
    monkeypatch.undo()
    assert contents(book) == before


@pytest.mark.parametrize("slug", ["one", "two"])
def test_a_page_that_somebody_wrote_is_none_of_those(book: Path, slug: str) -> None:
    before = contents(book)
    with pytest.raises(BookError):
        undo_question(read_book(book), slug)
    assert contents(book) == before


@pytest.mark.parametrize("slug", ["", "../../mkdocs", "hedgehogs-rol-up", "index"])
def test_a_name_of_no_page_is_one_line(book: Path, slug: str) -> None:
    start(book)
    with pytest.raises(
        BookError, match=r"\./dev new --undo: there is no page '.*': (write hedgehogs-roll-up|name a page)"
    ):
        undo_question(read_book(book), slug)


def test_the_command_says_the_name_before_it_writes_and_what_it_deletes(
    book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(book)
    before = contents(book)
    for words in ([ASKED, "--topic", "meaning", "--follows", "one"], ["--undo", SLUG]):
        monkeypatch.setattr("sys.argv", ["bookbinder", "new", *words])
        assert main() == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"its name and address, for good: {SLUG} (another: ./dev new --undo {SLUG}, then --slug")
    assert lines[1] == f"wrote {PAGE}"
    assert lines[-4:] == [
        *(f"deleted {name}" for name in (PAGE, SCRIPT, RECORD)),
        "took it out of the navigation, mkdocs.yml",
    ]
    assert contents(book) == before
    monkeypatch.setattr("sys.argv", ["bookbinder", "new", "--undo", SLUG, "--slug", "other"])
    assert main() == 1
    assert (
        capsys.readouterr().err
        == "./dev new --undo: takes the page's name and nothing else: write ./dev new --undo NAME\n"
    )
