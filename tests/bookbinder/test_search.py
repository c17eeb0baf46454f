"""The search's index: which words it knows, what they weigh, and what can be found."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from bookbinder.content.book import read_book
from bookbinder.render.answers import plain_answer, runs_of
from bookbinder.site.search_documents import FUNCTION, OTHER, QUESTION, TERM, Entry, book_entries, plain_text
from bookbinder.site.search_index import mended_spellings, search_index
from bookbinder.site.search_words import join_words, split_words, stem


def question(slug: str, **fields: list[str]) -> Entry:
    return Entry(QUESTION, f"questions/{slug}/", slug, "", fields)


def weights(index: dict[str, Any], word: str) -> dict[int, int]:
    """What a word weighs on each entry."""
    _, *posting = index["terms"][index["words"][word]]
    return dict(zip(posting[::2], posting[1::2], strict=True))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("BCEWithLogitsLoss", "bce with logits loss +bcewithlogitsloss"),
        ("F.cross_entropy(x)", "f cross entropy +crossentropy x"),
        ("torch.nn.CrossEntropyLoss", "torch nn cross entropy loss +crossentropyloss"),
        ("the log-odds.", "the log odds +logodds"),
        ("stuck at 2.3026, or -1e9", "stuck at 2.3026 or 1e9"),
        ("−∞ and naïve", "inf and naive"),
        ("...", ""),
    ],
)
def test_identifiers_and_hyphens_are_split_and_kept_whole(text: str, words: str) -> None:
    assert " ".join("+" * whole + word for word, whole in split_words(text)) == words


@pytest.mark.parametrize(
    "forms",
    [
        "normalise normalize normalised normalized normalising normalization normalisation normaliser",
        "optimise optimize optimizer optimising",
        "colour color colours",
        "logit logits",
        "loss losses",
        "mask masks masked masking",
        "clip clips clipped clipping",
        "probability probabilities prob probs",
        "exponential exponentials exponent exponents exponentiate exponentiation",
        "saturate saturates saturated saturation",
        "classify classifies classifier classification",
        "compute computes computing computation",
    ],
)
def test_forms_of_a_word_have_one_stem(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize("words", ["logit logistic login", "softmax softplus soft", "sigmoid sign", "class classify"])
def test_different_words_have_different_stems(words: str) -> None:
    assert len({stem(word) for word in words.split()}) == len(words.split())


def test_either_spelling_leads_to_the_word_that_the_book_uses() -> None:
    index: Any = search_index([question("a", title=["Why normalise?"]), question("b", title=["It is optimized"])])
    assert index["words"]["normalise"] == index["words"]["normalize"]
    assert index["words"]["optimised"] == index["words"]["optimized"]


def test_two_words_are_the_one_as_which_the_book_writes_them_elsewhere() -> None:
    wholes = {"logodds", "crossentropy"}
    assert join_words(split_words("log odds"), wholes) == [("log", False), ("logodds", True), ("odds", False)]
    assert join_words(split_words("log-odds"), wholes) == split_words("log-odds")
    index: Any = search_index([question("a", body=["log-odds"]), question("b", body=["log odds"])])
    assert weights(index, "logodds").keys() == {0, 1}


def test_a_number_is_the_same_with_more_zeros() -> None:
    assert stem("1.0000") == stem("1.0")
    assert stem("2.3026") != stem("2.303")
    assert stem("100") != stem("1")


def test_words_that_say_little_count_for_less_than_others() -> None:
    index: Any = search_index([question("a", body=["softmax in numpy"]), question("b", body=["softmax"])])
    rare: Any = search_index([question("a", body=["softmax in infinity"]), question("b", body=["softmax"])])
    assert index["terms"][index["words"]["numpy"]][0] < rare["terms"][rare["words"]["infinity"]][0]


def test_words_that_say_nothing_are_known_as_such() -> None:
    index: Any = search_index([question("a", title=["Why is it the logit?"])])
    assert index["words"]["why"] == index["words"]["the"] == -1
    assert [word for word, term in index["words"].items() if term >= 0] == ["logit"]


def test_a_word_weighs_most_in_a_title_and_more_the_more_often_it_stands_there() -> None:
    entries = [question("a", title=["mask"]), question("b", body=["mask"]), question("c", body=["mask mask mask"])]
    weight = weights(search_index(entries), "mask")
    assert weight[1] < weight[0] < weight[2]


def test_a_word_is_rarer_the_fewer_questions_hold_it_and_other_entries_do_not_count() -> None:
    common, rare = ["softmax"], ["softmax temperature"]
    entries = [question(slug, body=text) for slug, text in zip("abcd", [common, common, common, rare], strict=True)]
    entries += [Entry(FUNCTION, "reference/", "x", "", {"title": ["temperature"]}) for _ in range(9)]
    index: Any = search_index(entries)
    rarity = {word: index["terms"][index["words"][word]][0] for word in ("softmax", "temperature")}
    assert rarity["temperature"] > 2 * rarity["softmax"]


def test_phrases_keep_the_order_of_their_words_and_set_wholes_apart() -> None:
    index: Any = search_index([question("a", asked=["is it log-odds or odds"], body=["never a phrase"])])
    log, odds, whole = (index["words"][word] for word in ("log", "odds", "logodds"))
    assert index["phrases"] == [[0, 10, log, odds, ~whole, odds]]


def test_a_misspelling_that_a_page_lists_is_the_book_s_own_word() -> None:
    entries = [
        question("a", body=["softmax softmax softmax entropy entropy entropy sample sample sample"]),
        question("b", asked=["sofmax", "cross entrophy", "a simple question", "softmaxes"]),
    ]
    assert mended_spellings(entries) == {"sofmax": "softmax", "entrophy": "entropy"}
    index: Any = search_index(entries)
    assert index["words"]["sofmax"] == index["words"]["softmax"]


def test_plain_text_keeps_the_words_and_no_markup() -> None:
    markdown = (
        '## By *hand*\n!!! note "Often"\n    See [the `page`](a.md#b), $x$ and <br> it[^1]. {#id}\n::: logitbook.x'
    )
    assert plain_text(markdown) == 'By hand "Often" See the page, x and it.'


@pytest.fixture(scope="module")
def entries(root: Path) -> list[Entry]:
    book = read_book(root)
    runs = runs_of(book.pages.values(), root)
    return book_entries(book, {slug: plain_answer(page, runs) for slug, page in book.pages.items()}, runs)


def test_everything_in_the_book_can_be_found_and_the_questions_come_first(root: Path, entries: list[Entry]) -> None:
    kinds = [entry.kind for entry in entries]
    questions = kinds.count(QUESTION)
    assert kinds[:questions] == [QUESTION] * questions
    assert questions == len(list((root / "docs" / "questions").glob("*.md")))
    assert {QUESTION, TERM, FUNCTION, OTHER} == set(kinds)
    urls = {entry.url for entry in entries}
    assert len(urls) == len(entries)
    assert {"questions/what-is-a-logit/", "glossary/#logit", "reference/#logitbook.softmax", "topics/meaning/"} <= urls


def test_what_is_shown_of_an_entry_is_text_with_its_numbers(entries: list[Entry]) -> None:
    shown = {entry.url: entry.text for entry in entries}
    assert "logit(0.8) is 1.3863" in shown["questions/what-is-a-logit/"]
    assert "](" not in "".join(shown.values())
    assert "#!live" not in "".join(shown.values())


def test_beside_the_answer_a_question_shows_its_other_passages_as_text_with_their_numbers(
    entries: list[Entry],
) -> None:
    (entry,) = (entry for entry in entries if entry.url == "questions/cross-entropy-from-logits/")
    assert any(text.startswith("The loss stays at log K, for ten classes at 2.3026.") for text in entry.passages)
    assert not [text for text in entry.passages if text in entry.text]
    every = " ".join(text for one in entries for text in one.passages)
    assert [mark for mark in ("](", "#!live", "**", "`", "$", "\\") if mark in every] == []


def test_no_passage_of_the_book_says_what_is_often_said_and_wrong(root: Path, entries: list[Entry]) -> None:
    pages = [path.read_text(encoding="utf-8") for path in (root / "docs" / "questions").glob("*.md")]
    said = {plain_text(claim) for text in pages for claim in re.findall(r'"Often said"\n +("[^"]+")', text)}
    assert len(said) > 10
    every = " ".join(text for entry in entries for text in entry.passages)
    assert [claim for claim in said if claim in every] == []
