"""The made-up books of the build benchmark keep every rule, and plain Material gets the same words and scripts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks.build import WAYS, table, timed, weigh
from benchmarks.plain_material import write_plain
from benchmarks.scaled_book import make_questions, write_book
from bookbinder.content.book import read_book
from bookbinder.rules.check import check


@pytest.fixture(scope="module")
def book(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("scaled") / "book"
    write_book(root, folder, 9)
    return folder


def test_a_made_up_book_has_no_problem(book: Path) -> None:
    assert check(book, lambda text: None) == []


def test_a_made_up_question_has_600_words_of_its_own_and_is_the_same_in_every_run(root: Path) -> None:
    book = read_book(root)
    first, again = make_questions(book, 9), make_questions(book, 9)
    assert first == again
    assert len({question.title for question in first}) == 9
    lengths = [len(" ".join(question.paragraphs).split()) for question in first]
    assert all(550 <= length <= 750 for length in lengths), lengths


def test_plain_material_gets_the_words_the_scripts_and_the_values_of_a_page(book: Path, tmp_path: Path) -> None:
    write_plain(book, tmp_path)
    source = (book / "docs/questions/made-up-3.md").read_text(encoding="utf-8")
    plain = (tmp_path / "docs/questions/made-up-3.md").read_text(encoding="utf-8")
    script = (book / "snippets/made-up-3/by_hand.py").read_text(encoding="utf-8")
    assert script in plain
    assert plain.count('python exec="on"') == 2
    assert "#!live" not in plain
    assert "```lab" not in plain
    formulas = [re.findall(r"(?s)\$\$.+?\$\$", text) for text in (source, plain)]
    assert formulas[0] == formulas[1] != []
    sentence = re.search(r"A \w+ with [^.]+\.", source)
    assert sentence
    assert sentence[0] in plain


def test_a_command_that_fails_is_named_with_the_end_of_what_it_said(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"bench build: sh -c .*: no such engine"):
        timed(["sh", "-c", "echo no such engine; exit 3"], tmp_path)


def test_the_table_shows_each_way_beside_plain_material(tmp_path: Path) -> None:
    page = tmp_path / "questions" / "made-up-7" / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text("x" * 1_500)
    weights = weigh(tmp_path)
    assert weights == {"html": 1_500, "index": 0, "site": 1_500}
    ways = {way: {"seconds": 4.0, "megabytes": 90.0} | weights for way in WAYS} | {
        "cold": {"seconds": 6.0, "megabytes": 90.0}
    }
    shown = table({"15": ways}).splitlines()
    assert len(shown) == 1 + len(WAYS)
    assert re.search(r"nothing kept\s+6\.0 s\s+1\.50 x", shown[1])
