"""Writes the search's index: which words stand where in the book, and how much they say of a page.

Each word's weights are settled here, so that the reader's browser only adds them up: docs/assets/search-engine.js.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from bookbinder.content.book import Book
from bookbinder.run.result import Run
from bookbinder.site.search_documents import QUESTION, Entry, book_entries
from bookbinder.site.search_words import FAINT_STEMS, STOP, american, is_telling, join_words, split_words, stem

INDEX = "assets/search.json"
# What a word counts for, by where it stands: measured, and flat around these values (./dev bench search).
WEIGHTS = {"slug": 1.0, "title": 2.0, "asked": 1.0, "headings": 1.0, "answer": 1.0, "body": 1.0}
ENOUGH = 8.0  # a word that counts so much on a page counts half of the most that it can
PHRASES = {"title": 10, "asked": 10, "answer": 8, "slug": 7}  # how near a phrase is to the query also counts
FULL = 99  # the largest weight, as written
LITTLE = 0.3  # of what a word's rarity says, if it is one of those that say little


def write_search_index(book: Book, answers: dict[str, str], runs: dict[str, Run], site: Path) -> None:
    """Write the index of a built site."""
    file = site / INDEX
    file.parent.mkdir(parents=True, exist_ok=True)
    index = search_index(book_entries(book, answers, runs))
    file.write_text(json.dumps(index, separators=(",", ":")), encoding="utf-8")


def search_index(entries: list[Entry]) -> dict[str, object]:
    """Return the index: entries, the term of each word, and each term's rarity and weights."""
    spelling = mended_spellings(entries)
    every = (text for entry in entries for texts in entry.fields.values() for text in texts)
    wholes = {word for text in every for word, whole in split_words(text) if whole}
    terms: dict[str, int] = {}
    words: dict[str, int] = dict.fromkeys(sorted(STOP), -1)
    postings: list[dict[int, float]] = []

    def term(word: str) -> int:
        if word in words:
            return words[word]
        meant = spelling.get(word, word)
        found = stem(meant)
        if found not in terms:
            terms[found] = len(postings)
            postings.append({})
        for spelt in (word, meant, american(meant), meant.replace("iz", "is")):
            words.setdefault(spelt, terms[found])
        return terms[found]

    phrases: list[list[int]] = []
    for number, entry in enumerate(entries):
        for name, texts in entry.fields.items():
            for text in texts:
                split = join_words(split_words(text), wholes)
                said = [(term(word), whole) for word, whole in split if is_telling(word)]
                for each, _ in said:
                    postings[each][number] = postings[each].get(number, 0.0) + WEIGHTS[name]
                if name in PHRASES and said:
                    # A whole is no neighbour of the words beside it: it is written as a negative number.
                    phrases.append([number, PHRASES[name], *(~each if whole else each for each, whole in said)])
    questions = sum(entry.kind == QUESTION for entry in entries)
    return {
        "entries": [[entry.kind, entry.url, entry.title, entry.text, entry.passages] for entry in entries],
        "words": words,
        "terms": [_term(name, posting, questions) for name, posting in zip(terms, postings, strict=True)],
        "phrases": phrases,
    }


def _term(name: str, posting: dict[int, float], questions: int) -> list[float]:
    """Return how rare a term is among the questions, then each entry with its weight there."""
    found = sum(number < questions for number in posting)
    rarity = math.log(1 + questions / (found + 0.5)) * (LITTLE if name in FAINT_STEMS else 1)
    return [
        round(rarity, 3),
        *(n for entry, w in posting.items() for n in (entry, max(1, round(FULL * w / (w + ENOUGH))))),
    ]


def mended_spellings(entries: Iterable[Entry]) -> dict[str, str]:
    """Return the words that pages list as readers misspell them, each with the book's own word.

    Such a word stands nowhere else, and has one letter more or less than one that the book often writes.
    """
    written: Counter[str] = Counter()
    listed: set[str] = set()
    for entry in entries:
        for name, texts in entry.fields.items():
            words = [word for text in texts for word, whole in split_words(text) if not whole]
            listed.update(words) if name == "asked" else written.update(words)
    common = {word for word, count in written.items() if count >= 3 and len(word) > 3}
    mended = {}
    for word in sorted(listed - written.keys()):
        less = _one_less(word)
        near = {one for one in common if one in less or (len(one) == len(word) + 1 and word in _one_less(one))}
        near = {one for one in near if stem(one) != stem(word) and one[0] == word[0]}
        if len(word) > 3 and word.isalpha() and near:
            mended[word] = max(near, key=lambda one: (written[one], one))
    return mended


def _one_less(word: str) -> set[str]:
    """Return the word without one of its letters, the first excepted."""
    return {word[:at] + word[at + 1 :] for at in range(1, len(word))}
