"""The book as it is committed keeps its own rules."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from bookbinder.book import TOPICS, read_book
from bookbinder.check import check

ROOT = Path(__file__).resolve().parents[2]
QUESTIONS = sorted((ROOT / "docs" / "questions").glob("*.md"))


def prose(path: Path) -> str:
    """What a reader reads as text: no front matter, listings, formulas, live values or titles of blocks."""
    text = path.read_text(encoding="utf-8").split("---\n", 2)[2]
    text = re.sub(r"^ *```.*?^ *```$|\$\$.*?\$\$", "", text, flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r"^ *(===|!!!|\?\?\?|#).*$", "", text, flags=re.MULTILINE)
    return re.sub(r"`[^`]*`|\$[^$]*\$", "x", re.sub(r"\]\([^)]*\)", "]", text))


def test_check_finds_nothing_wrong(root: Path) -> None:
    assert check(root, lambda text: None) == []


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
class TestQuestionPage:
    """Read by other means than bookbinder's: the file's text and PyYAML."""

    def test_has_the_contracts_front_matter(self, path: Path) -> None:
        meta = yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1])
        assert meta["topic"] in TOPICS
        assert len(meta["asked_as"]) >= 6
        assert {"follows", "see_also", "references", "reviewed"} <= meta.keys()

    def test_answers_in_at_most_sixty_words(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        answer = re.search(r"^!!! answer\n((?: {4}.*\n|\n)+)", text, flags=re.MULTILINE)
        assert answer
        words = re.sub(r"`[^`]*`|\$[^$]*\$", "number", answer[1]).split()
        assert 10 <= len(words) <= 60

    def test_shows_at_least_two_snippets(self, path: Path) -> None:
        assert path.read_text(encoding="utf-8").count("```snippet") >= 2

    def test_has_something_to_look_at_and_to_try(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        assert re.search(r"^```(figure|lab)\b", text, flags=re.MULTILINE)
        assert len(re.findall(r'^\?\?\? exercise "', text, flags=re.MULTILINE)) >= 2

    def test_is_neither_a_note_nor_an_essay(self, path: Path) -> None:
        assert 500 <= len(re.findall(r"\w[\w'’.,-]*", prose(path))) <= 1100

    def test_has_short_sentences(self, path: Path) -> None:
        sentences = [
            sentence for sentence in re.split(r"[.!?:](?:\s|$)|\n\s*\n|\n[-|]", prose(path)) if sentence.strip()
        ]
        assert sum(len(sentence.split()) for sentence in sentences) / len(sentences) <= 20

    def test_is_in_the_navigation(self, path: Path) -> None:
        assert f"questions/{path.name}" in (ROOT / "mkdocs.yml").read_text(encoding="utf-8")


def test_every_reference_is_cited_and_says_where_it_appeared(root: Path) -> None:
    book = read_book(root)
    cited = {key for page in book.pages.values() for key in page.items("references")}
    assert cited == book.references.keys()
    for entry in book.references.values():
        assert {"authors", "year", "title", "where"} <= entry.keys()


def test_no_two_pages_share_eight_words_in_a_row(root: Path) -> None:
    seen: dict[tuple[str, ...], str] = {}
    for page in read_book(root).pages.values():
        # Titles of blocks, tabs and sections are the form that all pages share, not their words.
        lines = ("|" if re.match(r"\s*(===|!!!|\?\?\?|#)", line) else line for line in page.prose.values())
        text = re.sub(r"\$\$.*?\$\$|`[^`]*`|\$[^$]*\$|\]\([^)]*\)", " | ", " ".join(lines).lower())
        words = re.findall(r"[\w.'-]*\w|\|", text)
        runs = {tuple(words[at : at + 8]) for at in range(len(words) - 7)}
        for run in runs:
            if "|" not in run:
                assert seen.setdefault(run, page.slug) == page.slug, " ".join(run)
