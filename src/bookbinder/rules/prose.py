"""The rules of text: its sentences and words, and that no two pages share a passage."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from bookbinder.base.problems import Problem
from bookbinder.content.links import TARGET
from bookbinder.content.page import Page
from bookbinder.rules.markup import replace_comments, without_code, without_formulas

MEAN_WORDS = 20  # of a sentence
RUN = 8  # words in a row
TITLE = re.compile(r"\s*(?:===|!!!|\?\?\?|#)")  # of a block, a tab, a section
DISPLAYED = re.compile(r"\$\$.*?\$\$", flags=re.DOTALL)
RAISED = re.compile(r"</?su[bp]>")  # e<sup>2</sup> is one word
INLINE = re.compile(r"`(?:(?!\n\s*\n)[^`])*`|\$(?:(?!\n\s*\n)[^$])*\$")  # within a paragraph
WORD = re.compile(r"\w[\w'’.,-]*")
FILLER = re.compile(r"\b(?:simply|obviously|of\s+course|needless\s+to\s+say)\b", flags=re.IGNORECASE)
# After a word, a mark or a link: after a single letter, a number or a bracket it may be a factorial.
EXCLAMATION = re.compile(r"""(?:(?<=[^\W\d_]{2})|(?<=[\]*_"'”’]))[!?]*!(?=[\s"'”’)*_]|$)""")
# After a mark, and after the quotes, brackets or stars that close there; not after "e.g."; before an item; at a gap.
SENTENCE_END = re.compile(
    r"""(?<! al)(?<! vs)(?<![A-Za-z]\.[a-z])[.!?]["'”’)*_]*(?=\s|$)|\n\s*\n|\n(?=[ \t]*[-*+][ \t])"""
)
NUMBERED = re.compile(r"^([ \t]*)\d+[.)](?=[ \t])", flags=re.MULTILINE)
ROW = re.compile(r"^[ \t>]*\|.*$", flags=re.MULTILINE)  # of a table, which is read by columns


def prose_problems(page: Page) -> Iterator[Problem]:
    """Yield a page whose sentences are too long."""
    text = _reading(page)
    sentences = [*sentence_lengths(text)]
    total = sum(length for _, length in sentences)
    if total > MEAN_WORDS * len(sentences):
        start, longest = max(sentences, key=lambda sentence: sentence[1])
        what = f"sentences have {total / len(sentences):.1f} words on average; this one, the longest, has {longest}"
        line = text.count("\n", 0, start) + 1
        yield Problem(page.path, line, what, f"split it, until the average is {MEAN_WORDS}", "short-sentences")


def word_problems(page: Page) -> Iterator[Problem]:
    """Yield filler words and exclamation marks."""
    text = replace_comments(without_formulas(without_code(page)), lambda found: "\n" * found[0].count("\n"))
    text = TARGET.sub(lambda found: "]" + "\n" * found[0].count("\n"), text)
    for found in FILLER.finditer(text):
        line, words = text.count("\n", 0, found.start()) + 1, " ".join(found[0].lower().split())
        yield Problem(page.path, line, f'contains the filler "{words}"', "delete it", "plain-words")
    for found in EXCLAMATION.finditer(text):
        line, what = text.count("\n", 0, found.start()) + 1, "has an exclamation mark"
        yield Problem(page.path, line, what, "write a full stop", "plain-words")


def reading_words(page: Page) -> list[str]:
    """Return the words of the text, with one for each formula and code."""
    return WORD.findall(_reading(page))


def words_of_lines(page: Page, lines: Iterable[int]) -> int:
    """Return how many words the lines with these numbers have."""
    text = _reading(page).split("\n")
    return sum(len(WORD.findall(text[line - 1])) for line in lines if 0 < line <= len(text))


def _reading(page: Page) -> str:
    """Return the text without titles and displayed formulas, with a word for each formula and code; lines stay."""
    return _read(page.text)


@lru_cache(maxsize=4)  # several rules ask for it, one after the other
def _read(text: str) -> str:
    text = "\n".join("" if TITLE.match(line) else line for line in text.split("\n"))
    text = replace_comments(text, lambda found: "\n" * found[0].count("\n"))
    text = DISPLAYED.sub(lambda found: "\n" * found[0].count("\n"), text)
    text = TARGET.sub(lambda found: "]" + "\n" * found[0].count("\n"), text)
    text = RAISED.sub("", text)
    return INLINE.sub(lambda found: "x" + "\n" * found[0].count("\n"), text)


def sentence_lengths(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence starts, and its length in words; the rows of tables are not sentences."""
    text = ROW.sub(lambda found: " " * len(found[0]), text)
    text = NUMBERED.sub(lambda found: f"{found[1]}-".ljust(len(found[0])), text)
    start = 0
    for end in [*(match.end() for match in SENTENCE_END.finditer(text)), len(text)]:
        sentence = text[start:end]
        if words := WORD.findall(sentence):
            yield start + sentence.index(words[0]), len(words)
        start = end


def shared_words(pages: Iterable[Page]) -> Iterator[Problem]:
    """Yield the first words that a page shares with an older one: it should link that page, not repeat it."""
    seen: dict[tuple[str, ...], Page] = {}
    for page in sorted(pages, key=lambda page: (str(page.meta.raw.get("added")), page.path)):
        reported: set[str] = {page.title}
        words = [*_words(page)]
        for at, run in enumerate(zip(*(words[offset:] for offset in range(RUN)), strict=False)):
            key = tuple(word for word, _ in run)
            if "|" in key or (other := seen.setdefault(key, page)).title in reported:
                continue
            reported.add(other.title)
            what = f"repeats the words of {other.path}: {' '.join(key)!r}"
            yield Problem(page.path, words[at][1], what, "link it, or use other words", "own-words")


def _words(page: Page) -> Iterator[tuple[str, int]]:
    """Yield each word in lower case with its line; a bar stands for titles, formulas, code and link targets."""
    text = "\n".join("|" if TITLE.match(line) else line for line in page.text.lower().split("\n"))
    text = DISPLAYED.sub(lambda found: " | " + "\n" * found[0].count("\n"), text)
    text = re.sub(rf"{INLINE.pattern}|{TARGET.pattern}", lambda found: " | " + "\n" * found[0].count("\n"), text)
    for number, line in enumerate(text.split("\n"), 1):
        for run in re.findall(r"[\w.'-]+|\|", line):
            if word := run.rstrip(".'-"):
                yield word, number
