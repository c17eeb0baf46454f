"""Splits text into the words by which the search knows it: identifiers in parts, either spelling, one stem a word.

docs/assets/search-engine.js splits what a reader types in the same way; stems are only made here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

MOST = 1 << 16  # texts and words that are remembered: the index asks for each several times, a preview after each edit
TOKEN = re.compile(r"[a-z0-9_.]+(?:-[a-z0-9_.]+)*", flags=re.IGNORECASE)
HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
# Words that say nothing of what a question is about.
SILENT = """
a about also am an and any are as at be been being but by can could did do does doesn doing don for from get gets
getting give gives given go goes got had has have how i if in into is isn it its just like me my of on one or our same
should so some such than that the their them then there these they this those to too use used using very vs versus was
we were what when where which while who why will with won would you your
"""
STOP = frozenset(SILENT.split())
# Words that say little: how one asks, and which library one asks about.
FAINT = """
actually always apply applied applies become becomes calculate calculated compute computes convert difference even
exactly example explain explained made make makes mean meaning means much never only really return returned returning
returns simply still turn work works
functional jax keras nn np numpy python pytorch scikit scipy sklearn special tensorflow tf torch
"""
BRITISH = (
    (re.compile(r"is(?=(?:e|es|ed|er|ers|ing|ation|ations)$)"), "iz"),
    (re.compile(r"our(?=s?$|ed$|ing$|al$)"), "or"),
)
# Words that mean the same here.
SAME = {"prob": "probability", "probs": "probability"}
SAME |= dict.fromkeys(("max", "biggest", "largest", "highest"), "maximum")
# The first ending that leaves three letters or more is taken off.
ENDINGS = (
    *((f"iz{end}", "iz") for end in ("ations", "ation", "ers", "er", "ing", "ed", "es", "e")),
    *((end, "ify") for end in ("ifications", "ification", "ifiers", "ifier", "ifying", "ified", "ifies")),
    *((end, "") for end in ("iations", "iation", "iating", "iated", "iates", "iate", "ially", "ials", "ial")),
    *((end, "") for end in ("ations", "ation", "ating", "ated", "ates", "ate")),
    *((end, "ic") for end in ("ically", "ical")),
    *((end, "y") for end in ("ies", "ied")),
    *((end, "") for end in ("ings", "ing", "ed")),
    *((end, end[:-2]) for end in ("sses", "xes", "ches", "shes")),
)


@lru_cache(MOST)
def split_words(text: str) -> Sequence[tuple[str, bool]]:
    """Return the words of a text in order; with each whether it is a whole whose parts stand before it.

    BCEWithLogitsLoss is bce, with, logits, loss, and as a whole bcewithlogitsloss; log-odds is log, odds and logodds.
    """
    words = []
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).replace(
        "∞", " inf "
    )
    for token in TOKEN.findall(plain):
        if re.fullmatch(r"[\d.]+", token):
            words.append((token.strip("."), False))
            continue
        for name in token.split("."):
            parts = [part.lower() for part in re.split(r"[_-]+", HUMPS.sub("_", name)) if part]
            words += [(part, False) for part in parts]
            if len(parts) > 1:
                words.append(("".join(parts), True))
    return [(word, whole) for word, whole in words if word]


def join_words(words: Sequence[tuple[str, bool]], wholes: set[str]) -> list[tuple[str, bool]]:
    """Add to the words of a text the wholes that it writes as two words: log odds is logodds as well."""
    joined = []
    for at, (word, whole) in enumerate(words):
        joined.append((word, whole))
        after = words[at + 1 : at + 3]
        if after and not whole and not after[0][1]:
            both = (word + after[0][0], True)
            joined += [both] if both[0] in wholes and both not in after else []
    return joined


def is_telling(word: str) -> bool:
    """Whether a word can tell one page from another."""
    return word not in STOP and (len(word) > 1 or word.isdigit())


@lru_cache(MOST)
def american(word: str) -> str:
    """Return a word in American spelling: normalise is normalize, colour is color."""
    for pattern, spelling in BRITISH:
        word = pattern.sub(spelling, word)
    return word


@lru_cache(MOST)
def stem(word: str) -> str:
    """Return what a word has in common with its inflected forms, in either spelling."""
    word = american(word)
    word = SAME.get(word, word)
    if re.fullmatch(r"\d+\.\d+", word):
        return word.rstrip("0").rstrip(".")
    if len(word) < 4 or any(c.isdigit() for c in word):
        return word
    for end, instead in ENDINGS:
        if word.endswith(end) and len(word) - len(end) >= 3:
            word = word.removesuffix(end) + instead
            break
    else:
        if word.endswith("s") and not word.endswith(("ss", "us", "is", "as")):
            word = word[:-1]
    word = word.removesuffix("e")
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
        word = word[:-1]
    return word[:-1] + "i" if word.endswith("y") else word


# The stems of words that say little.
FAINT_STEMS = frozenset(map(stem, FAINT.split()))
