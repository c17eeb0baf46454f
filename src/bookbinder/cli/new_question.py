"""Starts a new question: its page from the template, a first snippet with its output, its place in the navigation."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import yaml
from markdown.extensions.toc import slugify

from bookbinder.base.files import replace_file
from bookbinder.base.problems import BookError, Problem, quoted
from bookbinder.cli.new_files import all_or_nothing, navigated, output_of
from bookbinder.content.book import QUESTIONS, Book, topic_page
from bookbinder.content.config import CONFIG
from bookbinder.content.page import Page

COMMAND = "./dev new"  # in messages, in place of a file
TEMPLATE, TOPIC = (Path(__file__).with_name(name) for name in ("new_page.md", "new_topic.md"))
# Words that do not tell one question from another, nor belong into an address.
SMALL = frozenset(
    """
    a an and are as at be can do does for from get give how i if in is it its me mean my not of on or should so that the
    this to use we what when where which why with you
""".split()  # noqa: SIM905 - as a list it has forty lines
)
LONGEST = 6  # words of a slug that is made from the question
SLUG = re.compile(r"(?!index$)[a-z0-9]+(?:-[a-z0-9]+)*")  # index would be the page of the folder
STEM = 5  # letters: normalise and normalize, logit and logits are one word
ALIKE = 0.6  # from here on, two questions ask the same
NEAR = 0.3  # from here on, they are near: what shares less shares only words such as "logit"
SNIPPET = """\
import numpy as np

from logitbook import softmax

z = np.array([2.0, 1.0, 0.1])
e = np.exp(z)
total = e.sum()
p = softmax(z)

print("logits:       ", z)
print("exponentials: ", e.round(2))
print("probabilities:", p.round(4))
"""


def new_question(book: Book, question: str, topic: str, follows: list[str], slug: str | None = None) -> list[str]:
    """Write the page, its snippet and its entry in the navigation; return the new paths, or raise BookError."""
    if problems := [*wrong(book, question, topic, follows, slug)]:
        raise BookError(*problems)
    slug = slug or slug_of(question)
    path = f"{QUESTIONS}/{slug}.md"
    text = page_text(book, slug, question, topic, follows, date.today())
    snippet = book.root / "snippets" / slug / "first.py"
    config = navigated(book.root, f"questions/{slug}.md", topic, book.topics[topic])
    written: list[Path] = []
    with all_or_nothing(book.root, config, written) as create:
        create(book.root / path, text)
        create(snippet, SNIPPET)
        create(snippet.with_suffix(".out"), output_of(snippet))
        if not (page := book.root / topic_page(topic)).exists():
            create(page, topic_text(topic, book.topics[topic]))
        replace_file(book.root / CONFIG, config, book.root)
    return [file.relative_to(book.root).as_posix() for file in written]


def page_text(book: Book, slug: str, question: str, topic: str, follows: list[str], day: date) -> str:
    """Return the page of a new question."""
    text = TEMPLATE.read_text(encoding="utf-8")
    for mark, value in {
        "QUESTION": question,
        "ASKED": yaml.safe_dump([question], allow_unicode=True, width=math.inf).strip(),
        "SLUG": slug,
        "TOPIC": topic,
        "FOLLOWS": ", ".join(follows),
        "FIRST": follows[0],
        "TITLE": book.pages[follows[0]].title,
        "TODAY": day.isoformat(),
    }.items():
        text = text.replace(f"{{{mark}}}", value)
    return text


def topic_text(topic: str, title: str) -> str:
    """Return the page of a new topic."""
    return TOPIC.read_text(encoding="utf-8").replace("{NAME}", title).replace("{TOPIC}", topic)


def alike(book: Book, question: str, least: float = ALIKE) -> Page | None:
    """Return the page that asks most nearly the same, in its title or one of its phrasings, or None."""
    asked = _stems(question)

    def likeness(page: Page) -> float:
        phrasings = (_stems(text) for text in (page.title, *page.meta.asked_as))
        return max(len(asked & other) / max(1, len(asked | other)) for other in phrasings)

    best = max(book.pages.values(), key=likeness, default=None)
    return best if best and likeness(best) >= least else None


def wrong(
    book: Book,
    question: str | None = None,
    topic: str | None = None,
    follows: list[str] | None = None,
    slug: str | None = None,
) -> Iterator[Problem]:
    """Yield what is wrong with those parts of a new question that are given."""
    if slug is not None:
        yield from _wrong_slug(book, slug)
    if question is not None:
        yield from _wrong_question(book, question, slug)
    if topic is not None and topic not in book.topics:
        yield Problem(COMMAND, 0, f"there is no topic {topic!r}", f"use one of: {', '.join(book.topics)}")
    for one in follows or []:
        if one not in book.pages:
            what = f"there is no page {one!r} to follow"
            yield Problem(COMMAND, 0, what, f"use one of: {', '.join(book.pages)}")
    if follows == []:
        fix = f"name one with --follows: {', '.join(book.pages)}"
        yield Problem(COMMAND, 0, "no page's answer raises it", fix)


def _wrong_question(book: Book, question: str, slug: str | None) -> Iterator[Problem]:
    if not _words(question):
        what = f"{quoted(question)} has no word that tells it from other questions"
        yield Problem(COMMAND, 0, what, 'write it as readers would type it, "Why does ...?"')
        return
    if not question.endswith("?"):
        yield Problem(COMMAND, 0, f"the question {quoted(question)} ends without a question mark", "end it with ?")
    taken = [] if slug else [*_wrong_slug(book, slug_of(question))]
    yield from taken
    if not taken and (page := alike(book, question)):
        what = f"{page.path} asks the same: {page.title}"
        yield Problem(COMMAND, 0, what, "add to that page, or say in the question what is different")


def _wrong_slug(book: Book, slug: str) -> Iterator[Problem]:
    if not SLUG.fullmatch(slug):
        what = f"{slug!r} cannot be the name of a page"
        yield Problem(COMMAND, 0, what, "give --slug lower case words with hyphens between them, and not index")
    elif (book.root / QUESTIONS / f"{slug}.md").exists():
        fix = "add to it, ask more precisely, or give another name with --slug"
        yield Problem(COMMAND, 0, f"there is a page {QUESTIONS}/{slug}.md already", fix)
    elif (book.root / "snippets" / slug).exists():
        what = f"there is a folder snippets/{slug} already, without its page"
        yield Problem(COMMAND, 0, what, "delete it, or give another name with --slug")


def slug_of(question: str) -> str:
    """Return the name that a question gives its page."""
    return "-".join(_words(question)[:LONGEST])


def _words(text: str) -> list[str]:
    return [word for word in slugify(text, "-").split("-") if word and word not in SMALL]


def _stems(text: str) -> set[str]:
    return {word[:STEM] for word in _words(text)}
