"""The copy of docs/ has each edit at the next poll, on every page that shows it; sources are not changed."""

from __future__ import annotations

from pathlib import Path

import pytest

import logitbook
from bookbinder.base.problems import BookError
from bookbinder.content.page import read_page
from bookbinder.preview import docs_mirror as module
from bookbinder.preview.docs_mirror import Mirror
from bookbinder.run.result import SnippetError

PAGE, OTHER = "questions/one.md", "questions/two.md"
LIBRARY_PAGE = "reference/index.md"
PNG = b"\x89PNG\r\n\x1a\n"


def mirror_of(book: Path, monkeypatch: pytest.MonkeyPatch) -> Mirror:
    monkeypatch.setattr(logitbook, "__file__", str(book / "src" / "logitbook" / "__init__.py"))
    return Mirror(book, book / "preview")


@pytest.fixture
def mirror(small: Path, monkeypatch: pytest.MonkeyPatch) -> Mirror:
    """The copy of a small book that has a glossary and a page of references, too."""
    (small / "docs/glossary.md").write_text("---\ntitle: Glossary\n---\n# Glossary\n")
    (small / "docs/references.md").write_text("# References\n")
    return mirror_of(small, monkeypatch)


def files(mirror: Mirror) -> dict[str, bytes]:
    found = (file for file in mirror.place.rglob("*") if file.is_file())
    return {file.relative_to(mirror.place).as_posix(): file.read_bytes() for file in found}


def poll(mirror: Mirror) -> set[str]:
    """Poll once and return the files of the copy that changed."""
    before = files(mirror)
    mirror.poll()
    return {name for name, _ in before.items() ^ files(mirror).items()}


def poll_all(mirror: Mirror) -> list[set[str]]:
    """Poll until everything is written; return what each poll wrote, if it wrote anything."""
    written = [poll(mirror)]
    while mirror.to_run or mirror.stale:
        written.append(poll(mirror))
    return [names for names in written if names]


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_copy_has_every_file_and_a_poll_without_an_edit_writes_nothing(mirror: Mirror) -> None:
    sources = {file.relative_to(mirror.docs).as_posix(): file for file in mirror.docs.rglob("*") if file.is_file()}
    assert files(mirror).keys() == sources.keys()
    assert {
        name for name, text in files(mirror).items() if text.rstrip() != sources[name].read_bytes().rstrip()
    } == set()
    assert poll_all(mirror) == []


def test_files_that_are_edited_created_or_deleted_are_copied_at_the_next_poll(mirror: Mirror) -> None:
    (mirror.docs / "glossary.md").write_text("# Words\n")
    (mirror.docs / "assets" / "new.png").write_bytes(PNG)
    (mirror.docs / "new.md").write_text("# New\n")
    (mirror.docs / "notation.md").unlink()
    poll(mirror)
    assert files(mirror)["glossary.md"].rstrip() == b"# Words"
    assert files(mirror)["assets/new.png"] == PNG
    assert files(mirror)["new.md"].rstrip() == b"# New"
    assert "notation.md" not in files(mirror)


def test_an_edited_snippet_updates_the_page_that_shows_it_and_no_source(mirror: Mirror) -> None:
    times = {file: file.stat().st_mtime_ns for file in mirror.docs.rglob("*")}
    edit(mirror.root / "snippets" / "one" / "first.py", "print(", "print(1)\nprint(")
    first, *later = poll_all(mirror)
    assert first == {PAGE}
    assert PAGE not in set().union(*later)
    assert {file: file.stat().st_mtime_ns for file in mirror.docs.rglob("*")} == times


def test_an_edited_value_in_an_answer_updates_the_lists_that_repeat_it(mirror: Mirror) -> None:
    page = mirror.pages[f"docs/{PAGE}"]
    live = next(name for name in module.dependencies.snippets_of_answers([page]))
    with (mirror.root / "snippets" / f"{live}.py").open("a") as script:
        script.write("# edited\n")
    first, later = poll_all(mirror)
    assert first == {PAGE}
    assert "topics/meaning/index.md" in later


def test_an_edited_title_updates_all_other_pages_at_the_second_poll(mirror: Mirror) -> None:
    page = mirror.pages[f"docs/{PAGE}"]
    edit(mirror.docs / PAGE, f"# {page.title}", "# Another title?")
    first, second = poll_all(mirror)
    assert first == {PAGE}
    assert second == {name for name in files(mirror) if name.endswith(".md")} - {PAGE}


@pytest.mark.parametrize(
    ("name", "page"),
    [("docs/references.yml", "references.md"), ("benchmarks/results/snippets.json", "topics/meaning/index.md")],
)
def test_edited_references_and_measurements_update_their_pages(mirror: Mirror, name: str, page: str) -> None:
    with (mirror.root / name).open("a") as file:
        file.write("\n")
    assert page in set().union(*poll_all(mirror))


def test_write_later_skips_pages_that_were_written_since_the_last_edit(mirror: Mirror) -> None:
    edit(mirror.docs / PAGE, "## More", "## By foot")
    assert poll_all(mirror) == [{PAGE}]
    mirror.write_later({f"docs/{PAGE}", f"docs/{OTHER}", "docs/no-page.md"})
    assert poll_all(mirror) == [{OTHER}]
    mirror.write_later({f"docs/{OTHER}"})
    assert poll_all(mirror) == []
    edit(mirror.docs / "glossary.md", "# ", "#  ")
    poll(mirror)
    mirror.write_later({f"docs/{PAGE}", f"docs/{OTHER}", "docs/glossary.md"})
    assert {PAGE, OTHER} <= set().union(*poll_all(mirror))


def test_a_configuration_that_is_missing_for_a_moment_raises_nothing(mirror: Mirror) -> None:
    config = mirror.root / "mkdocs.yml"
    config.rename(mirror.root / "kept")
    assert mirror.poll()
    (mirror.root / "kept").rename(config)
    assert mirror.poll()


def test_an_unreadable_page_is_replaced_by_a_message_until_it_is_fixed(mirror: Mirror) -> None:
    good = (mirror.docs / PAGE).read_text()
    edit(mirror.docs / PAGE, "topic: meaning", "topic: [meaning")
    assert poll(mirror) == {PAGE}
    assert files(mirror)[PAGE].startswith(b"# This page cannot be read")
    edit(mirror.docs / PAGE, "topic: [meaning", "topic: {meaning")
    assert poll(mirror) == {PAGE}  # because the message differs
    (mirror.docs / PAGE).write_text(good)
    assert poll(mirror) == {PAGE}
    assert files(mirror)[PAGE].decode().rstrip() == good.rstrip()


def test_an_edited_docstring_updates_only_the_page_of_the_library(mirror: Mirror) -> None:
    edit(mirror.root / "src" / "logitbook" / "losses.py", '"""', '"""Losses. ')
    assert poll_all(mirror) == [{LIBRARY_PAGE}]


def test_edited_code_updates_pages_whose_results_change_and_those_that_call_it_first(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bce = "questions/bce-or-bce-with-logits.md"
    mirror = mirror_of(copy, monkeypatch)

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
    first, *later = poll_all(mirror)
    assert first == {bce}
    rest = set().union(*later)
    assert {"questions/softmax-twice.md", LIBRARY_PAGE} <= rest
    assert "questions/what-is-a-logit.md" not in rest


SCRIPT = "'\"><script>x()</script>'"


@pytest.mark.parametrize(
    "line", [f"title: {SCRIPT}", f"description: {SCRIPT}", "template: 404.html", f"topic: {SCRIPT}"]
)
@pytest.mark.parametrize("page", [PAGE, "glossary.md"])
def test_front_matter_that_engines_would_publish_unescaped_is_not_copied(mirror: Mirror, line: str, page: str) -> None:
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
def test_a_page_with_markup_in_its_title_is_not_copied(mirror: Mirror, file: str, text: str) -> None:
    (mirror.root / file).write_text(text)
    with pytest.raises(BookError):
        read_page(mirror.root / file, mirror.root)
    mirror.poll()
    assert (mirror.place / "notation.md").read_bytes().strip() == module.UNREADABLE.strip()
