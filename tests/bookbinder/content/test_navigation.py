"""The topics and the title of the book are what mkdocs.yml says, and a new topic finds its place there."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bookbinder.content.book import read_book
from bookbinder.content.navigation import add_page, topics_of
from bookbinder.render.question_lists import expand_lists
from bookbinder.rules.check import check
from tests.bookbinder.model import CONFIG, FILES, SECOND_PAGE, write_model

CATS = "docs/topics/cats/index.md"


def write(book: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (book / name).parent.mkdir(parents=True, exist_ok=True)
        (book / name).write_text(text)


def test_the_topics_are_those_of_the_navigation_in_its_order_and_then_those_planned() -> None:
    topics = topics_of(yaml.safe_load(CONFIG.replace("x: !ENV", "x:")))
    assert [*topics.items()] == [
        ("meaning", "Meaning"),
        ("losses", "Losses"),
        ("decoding", "Decoding"),
        ("numerics", "Numerics"),
    ]


def test_a_topic_that_stands_in_the_books_files_alone_is_checked_listed_and_navigated(tmp_path: Path) -> None:
    write_model(tmp_path)
    config = CONFIG.replace("      - questions/two.md\n", "").replace(
        "  - Losses:\n", "  - On cats:\n      - topics/cats/index.md\n      - questions/two.md\n  - Losses:\n"
    )
    page = FILES[SECOND_PAGE].replace("topic: meaning", "topic: cats")
    write(tmp_path, {"mkdocs.yml": config, SECOND_PAGE: page, CATS: "# Cats\n\n```questions\ntopic cats\n```\n"})
    assert check(tmp_path, lambda text: None) == []
    book = read_book(tmp_path)
    (topic,) = (other for other in book.others if other.path == CATS)
    shown = (
        expand_lists((tmp_path / CATS).read_text().splitlines(), topic, book),
        expand_lists(["```questions", "topics", "```"], topic, book),
    )
    assert "- [Another question?](../../questions/two.md)" in shown[0]
    assert "- [On cats](index.md) 1" in shown[1]


def test_the_title_of_the_book_is_the_sites_name(tmp_path: Path) -> None:
    write(tmp_path, {"mkdocs.yml": "site_name: On Cats\n"})
    assert read_book(tmp_path).title == "On Cats"


def test_a_topic_that_the_navigation_lacks_exists_by_its_page(tmp_path: Path) -> None:
    write_model(tmp_path)
    write(tmp_path, {CATS: "# Cats\n\n```questions\ntopic cats\n```\n"})
    assert read_book(tmp_path).topics["cats"] == "Cats"
    assert [problem.rule for problem in check(tmp_path, lambda text: None)] == ["navigation-complete"]


@pytest.mark.parametrize("config", ["nav: [", "nav:\n  - {Meaning: }\nextra: 3\n", "nav: 3\n", "[]", ""])
def test_a_configuration_that_cannot_be_read_is_not_reported_once_more_on_each_page(
    tmp_path: Path, config: str
) -> None:
    write_model(tmp_path)
    write(tmp_path, {"mkdocs.yml": config})
    assert {problem.path for problem in check(tmp_path, lambda text: None)} == {"mkdocs.yml"}


def test_a_new_section_follows_that_of_the_last_topic() -> None:
    sections = "".join(f"  - {one.title()}:\n      - topics/{one}/index.md\n" for one in ("meaning", "confidence"))
    config = f"nav:\n  - Start: index.md\n{sections}  - Look up:\n      - glossary.md\n\ntheme:\n"
    nav = yaml.safe_load(add_page(config, "questions/new.md", "cats", "Cats: when, and why"))["nav"]
    assert [name for section in nav for name in section] == [
        "Start",
        "Meaning",
        "Confidence",
        "Cats: when, and why",
        "Look up",
    ]
    assert nav[3] == {"Cats: when, and why": ["topics/cats/index.md", "questions/new.md"]}
