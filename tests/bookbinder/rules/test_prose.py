"""A sentence is as long as its words, whatever marks and tables stand around it."""

from __future__ import annotations

import pytest

from bookbinder.rules.prose import sentence_lengths


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("One two three. Four five.", [3, 2]),
        ("A step follows: it goes on, because it must.", [9]),
        ("Two steps fix that:\n\n- the first one\n- the second\n1. a third\n2) a last", [4, 3, 2, 2, 2]),
        ("It asks **why.** Then it goes on.", [3, 4]),
        ('They read "it is done." Then they stop.', [5, 3]),
        ("It is so (or not.) And more.", [5, 2]),
        ("As in Guo et al. (2017), e.g. here.", [8]),
        ("It is 0.5. Then it is 1.", [3, 4]),
        ("Before it.\n\n| What you see | Why |\n|---|---|\n| a loss of 1 | a long reason here |\n\nAfter it.", [2, 2]),
    ],
)
def test_sentences_end_where_a_reader_ends_them_and_rows_of_tables_are_none(text: str, lengths: list[int]) -> None:
    assert [length for _, length in sentence_lengths(text)] == lengths


def test_the_longest_sentence_is_found_at_its_place_below_a_table() -> None:
    text = "| a | b |\n|---|---|\n\n1. A longer sentence stands here.\n"
    assert [text[start:].partition(" ")[0] for start, _ in sentence_lengths(text)] == ["A"]
