"""Finds the word that a misspelt one was meant to be."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

ALIKE = 0.75


def closest(word: str, known: Iterable[str]) -> str:
    """Return the only known word that is close to this one, or nothing: of two, either may be meant."""
    known = dict.fromkeys(known)
    if word in known:
        return word
    found = get_close_matches(word.lower(), known, cutoff=ALIKE)
    return found[0] if len(found) == 1 else ""
