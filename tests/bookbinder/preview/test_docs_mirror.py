"""The copy that a preview serves has each edit at the next look, on every page that shows it; sources stay alone."""

from __future__ import annotations

from pathlib import Path

import pytest

import logitbook
from bookbinder.base.problems import BookError
from bookbinder.content.page import read_page
from bookbinder.preview import docs_mirror as module
from bookbinder.preview.docs_mirror import Mirror
from bookbinder.run.result import SnippetError

PAGE = "questions/what-is-a-logit.md"
BCE = "questions/bce-or-bce-with-logits.md"
LIBRARY_PAGE = "reference/index.md"
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def mirror(copy: Path, monkeypatch: pytest.MonkeyPatch) -> Mirror:
    monkeypatch.setattr(logitbook, "__file__", str(copy / "src" / "logitbook" / "__init__.py"))
    return Mirror(copy, copy / "preview")


def files(mirror: Mirror) -> dict[str, bytes]:
    found = (file for file in mirror.place.rglob("*") if file.is_file())
    return {file.relative_to(mirror.place).as_posix(): file.read_bytes() for file in found}


def look(mirror: Mirror) -> set[str]:
    """Look once and return the files of the copy that are another now."""
    before = files(mirror)
    mirror.poll()
    return {name for name, _ in before.items() ^ files(mirror).items()}


def all_looks(mirror: Mirror) -> list[set[str]]:
    """Look until there is nothing more to do; return what each look wrote, where it wrote anything."""
    written = [look(mirror)]
    while mirror.to_run or mirror.stale:
        written.append(look(mirror))
    return [names for names in written if names]


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_copy_holds_all_and_a_look_without_an_edit_writes_nothing(mirror: Mirror) -> None:
    sources = {file.relative_to(mirror.docs).as_posix(): file for file in mirror.docs.rglob("*") if file.is_file()}
    assert files(mirror).keys() == sources.keys()
    assert {
        name for name, text in files(mirror).items() if text.rstrip() != sources[name].read_bytes().rstrip()
    } == set()
    assert all_looks(mirror) == []


def test_what_is_edited_comes_or_goes_does_so_at_the_next_look(mirror: Mirror) -> None:
    (mirror.docs / "glossary.md").write_text("# Words\n")
    (mirror.docs / "assets" / "new.png").write_bytes(PNG)
    (mirror.docs / "new.md").write_text("# New\n")
    (mirror.docs / "notation.md").unlink()
    look(mirror)
    assert files(mirror)["glossary.md"].rstrip() == b"# Words"
    assert files(mirror)["assets/new.png"] == PNG
    assert files(mirror)["new.md"].rstrip() == b"# New"
    assert "notation.md" not in files(mirror)


def test_an_edited_snippet_reaches_the_page_that_shows_it_and_no_source_is_touched(mirror: Mirror) -> None:
    times = {file: file.stat().st_mtime_ns for file in mirror.docs.rglob("*")}
    edit(mirror.root / "snippets" / "what-is-a-logit" / "odds_and_back.py", "print(", "print(1)\nprint(")
    first, *later = all_looks(mirror)
    assert first == {PAGE}
    assert PAGE not in set().union(*later)
    assert {file: file.stat().st_mtime_ns for file in mirror.docs.rglob("*")} == times


def test_a_value_in_an_answer_reaches_the_lists_that_repeat_it(mirror: Mirror) -> None:
    page = mirror.pages[f"docs/{PAGE}"]
    live = next(name for name in module.dependencies.snippets_of_answers([page]))
    with (mirror.root / "snippets" / f"{live}.py").open("a") as script:
        script.write("# edited\n")
    first, later = all_looks(mirror)
    assert first == {PAGE}
    assert "topics/meaning/index.md" in later


def test_a_title_reaches_every_page_that_may_name_it_one_look_later(mirror: Mirror) -> None:
    page = mirror.pages[f"docs/{PAGE}"]
    edit(mirror.docs / PAGE, f"# {page.title}", "# Another title?")
    first, second = all_looks(mirror)
    assert first == {PAGE}
    assert second == {name for name in files(mirror) if name.endswith(".md")} - {PAGE}


@pytest.mark.parametrize(
    ("name", "page"), [("docs/references.yml", "references.md"), ("benchmarks/results/math.json", "about/index.md")]
)
def test_what_pages_are_made_of_reaches_them(mirror: Mirror, name: str, page: str) -> None:
    with (mirror.root / name).open("a") as file:
        file.write("\n")
    assert page in set().union(*all_looks(mirror))


def test_of_pages_to_be_written_later_only_those_are_that_were_not_since_the_last_edit(mirror: Mirror) -> None:
    edit(mirror.docs / PAGE, "## By hand", "## By foot")
    assert all_looks(mirror) == [{PAGE}]
    mirror.write_later({f"docs/{PAGE}", f"docs/{BCE}", "docs/no-page.md"})
    assert all_looks(mirror) == [{BCE}]
    mirror.write_later({f"docs/{BCE}"})
    assert all_looks(mirror) == []
    edit(mirror.docs / "glossary.md", "# ", "#  ")
    look(mirror)
    mirror.write_later({f"docs/{PAGE}", f"docs/{BCE}", "docs/glossary.md"})
    assert {PAGE, BCE} <= set().union(*all_looks(mirror))


def test_a_configuration_that_is_just_being_replaced_ends_nothing(mirror: Mirror) -> None:
    config = mirror.root / "mkdocs.yml"
    config.rename(mirror.root / "kept")
    assert mirror.poll()
    (mirror.root / "kept").rename(config)
    assert mirror.poll()


def test_a_page_that_cannot_be_read_gives_way_to_words_until_it_can(mirror: Mirror) -> None:
    good = (mirror.docs / PAGE).read_text()
    edit(mirror.docs / PAGE, "topic: meaning", "topic: [meaning")
    assert look(mirror) == {PAGE}
    assert files(mirror)[PAGE].startswith(b"# This page cannot be read")
    edit(mirror.docs / PAGE, "topic: [meaning", "topic: {meaning")
    assert look(mirror) == {PAGE}  # for the message is another
    (mirror.docs / PAGE).write_text(good)
    assert look(mirror) == {PAGE}
    assert files(mirror)[PAGE].decode().rstrip() == good.rstrip()


def test_a_docstring_reaches_the_library_s_page_and_no_other(mirror: Mirror) -> None:
    edit(mirror.root / "src" / "logitbook" / "losses.py", '"""', '"""Losses. ')
    assert all_looks(mirror) == [{LIBRARY_PAGE}]


def test_code_reaches_first_the_pages_that_call_it_and_only_those_whose_snippets_end_otherwise(
    mirror: Mirror, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(script: Path, root: Path) -> str:
        if script.parent.name == "softmax-twice":
            raise SnippetError(1, "it cannot be run")
        return "another" if script.parent.name == "bce-or-bce-with-logits" else "as before"

    monkeypatch.setattr(module, "run_cached", run)
    monkeypatch.setattr(module, "read_cached", lambda key, root: "as before")
    losses = mirror.root / "src" / "logitbook" / "binary_loss.py"
    text = losses.read_text(encoding="utf-8")
    there = text.index("check_reduction(reduction)", text.index("def bce_with_logits("))
    losses.write_text(f"{text[:there]}print(1); {text[there:]}", encoding="utf-8")
    first, *later = all_looks(mirror)
    assert first == {BCE}
    rest = set().union(*later)
    assert {"questions/softmax-twice.md", LIBRARY_PAGE} <= rest
    assert PAGE not in rest


SCRIPT = "'\"><script>x()</script>'"


@pytest.mark.parametrize(
    "line", [f"title: {SCRIPT}", f"description: {SCRIPT}", "template: 404.html", f"topic: {SCRIPT}"]
)
@pytest.mark.parametrize("page", [PAGE, "about/index.md"])
def test_no_engine_reads_a_front_matter_that_it_would_write_into_pages(mirror: Mirror, line: str, page: str) -> None:
    file = mirror.docs / page
    kept = [one for one in file.read_text().split("\n") if one.partition(":")[0] != line.partition(":")[0]]
    file.write_text("\n".join([kept[0], line, *kept[1:]]))
    mirror.poll()
    copied = (mirror.place / page).read_text()
    assert line not in copied
    assert not copied.startswith("---")
    assert "\n# " in copied


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("docs/notation.md", 'description: 0;url=https://example.org/" http-equiv="refresh\n\n# Notation\n'),
        ("docs/notation.md", "description:0;url=https://example.org\n\n# Notation\n"),
        ("docs/notation.md", "# The `</title><script>x()</script>`\n"),
        ("docs/notation.md", "#&lt;/title&gt;&lt;script&gt;\n"),
        ("docs/notation.md", "A &#60;b>\n=====\n"),
    ],
)
def test_a_page_whose_title_would_be_markup_is_refused_and_not_shown(mirror: Mirror, file: str, text: str) -> None:
    (mirror.root / file).write_text(text)
    with pytest.raises(BookError):
        read_page(mirror.root / file, mirror.root)
    mirror.poll()
    assert (mirror.place / "notation.md").read_bytes().strip() == module.UNREADABLE.strip()
