"""Asks for what the command line of ./dev new left out, and checks each answer at once."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable

from bookbinder.base.problems import BookError, Problem
from bookbinder.cli.new_question import COMMAND, wrong
from bookbinder.content.book import Book


def complete(
    book: Book, question: str | None, topic: str | None, follows: list[str] | None, slug: str | None
) -> tuple[str, str, list[str]]:
    """Return a question, its topic and what it follows: as given, where that is right, and the rest as answered."""
    if question is not None:
        question = one_line(question)
    if problems := [*wrong(book, question, topic, follows, slug)]:
        raise BookError(*problems)
    if question is None:
        prompt = "The question, as readers would type it"
        question = ask(prompt, "the question", '"QUESTION"', lambda answer: wrong(book, answer, slug=slug))
    if topic is None:
        prompt = f"Its topic ({', '.join(book.topics)})"
        usage = f"--topic TOPIC, one of {', '.join(book.topics)}"
        topic = ask(prompt, "the topic", usage, lambda answer: wrong(book, topic=answer))
    if follows is None:
        width = max(map(len, book.pages), default=0)
        pages = [f"  {page.slug:{width}}  {page.title}" for page in book.pages.values()]
        prompt = "\n".join(["The pages:", *pages, "The page whose answer raises it (its name, the first word above)"])
        usage = f"--follows PAGE, one of {', '.join(book.pages)}"
        told = ask(prompt, "the page whose answer raises it", usage, lambda answer: wrong(book, follows=names(answer)))
        follows = names(told)
    return question, topic, follows


def ask(prompt: str, what: str, usage: str, wrong: Callable[[str], Iterable[Problem]]) -> str:
    """Ask until the answer is right; where the input ends, say what is missing and how to give it."""
    while True:
        try:
            answer = one_line(input(f"{prompt}: "))
        except EOFError:
            print(flush=True)
            raise BookError(Problem(COMMAND, 0, f"{what} is missing", f"add {usage}")) from None
        if not sys.stdin.isatty():
            print(answer, flush=True)  # a terminal shows what is typed
        problems = [*wrong(answer)]
        if not problems:
            return answer
        print(*problems, sep="\n", file=sys.stderr, flush=True)
        prompt = prompt.rpartition("\n")[2]  # a list is shown once


def names(answer: str) -> list[str]:
    """Return the pages that an answer names, with spaces or commas between them."""
    return answer.replace(",", " ").split()


def one_line(text: str) -> str:
    """Return a text with single spaces between its words."""
    return " ".join(text.split())
