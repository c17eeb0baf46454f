"""Makes books of any size: copies the book and adds made-up questions.

A made-up question has 600 words of its own, drawn from the words of the book, four formulas, two snippets, a playground
and links, and every rule of the check holds for it.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from pathlib import Path

from bookbinder.content.book import Book, read_book
from bookbinder.content.config import CONFIG
from bookbinder.content.navigation import add_page
from bookbinder.rules.prose import RUN
from bookbinder.run.runner import run_in_sandbox
from tests.conftest import copy_book

FRAMES = (
    "You see the {0} of {1} where {2} and {3} meet the {4}.",
    "A {0} with {1} keeps its {2}, because the {3} has {4}.",
    "So the {0} becomes {1} once {2} and {3} go with {4}.",
    "For {0} the {1} differs from {2}, while {3} stays near {4}.",
    "Where {0} and {1} agree, the {2} of {3} follows {4}.",
)
FORMULAS = (r"p_k = \frac{\exp(z_k)}{\sum_{j=1}^{K} \exp(z_j)}", r"\log p_k = z_k - \log \sum_{j=1}^{K} \exp(z_j)")
COMMON = 300  # words from which every question draws; the others are drawn by a few each
OWN = 60  # words on which a question draws beside them
PARAGRAPHS, SENTENCES = 10, 6
FILLERS = {"simply", "obviously", "course", "needless"}


@dataclass(frozen=True)
class Question:
    """A made-up question: its slug, topic and title, the slug that it follows, its words and its three logits."""

    slug: str
    topic: str
    title: str
    follows: str
    paragraphs: list[str]
    logits: list[float]

    @property
    def by_hand(self) -> str:
        """The first snippet."""
        return (
            f"import numpy as np\n\nz = np.array({self.logits})\ne = np.exp(z)\ntotal = e.sum()\np = e / total\n\n"
            'print("exponentials ", e.round(2))\nprint("probabilities", p.round(3))\n'
        )

    @property
    def library(self) -> str:
        """The second snippet."""
        return f'from logitbook import softmax\n\nprint("the library says", softmax({self.logits}).round(3))\n'


def make_questions(book: Book, number: int) -> list[Question]:
    """Return the questions, the same ones for the same book."""
    chance = random.Random(0)  # noqa: S311 - no secret depends on it
    prose = " ".join(line for page in book.pages.values() for line in page.prose.values() if "`" not in line)
    words = sorted({word for word in re.findall(r"(?<![\w\\$])[a-z]{4,10}(?= )", prose) if word not in FILLERS})
    chance.shuffle(words)
    common, rest = words[:COMMON], words[COMMON:]
    topics, slugs = [*book.topics], [*book.pages]
    questions: list[Question] = []
    seen: set[tuple[str, ...]] = set()
    for at in range(number):
        own = [*chance.sample(common, OWN), *chance.sample(rest, OWN)]
        paragraphs = [_paragraph(own, seen, chance) for _ in range(PARAGRAPHS)]
        title = f"Why does the {' '.join(chance.sample(own, 3))} change the {' '.join(chance.sample(own, 2))}?"
        logits = [round(chance.uniform(-2, 2), 2) for _ in range(3)]
        follows = questions[-1].slug if questions and at % 10 else chance.choice(slugs)
        questions.append(Question(f"made-up-{at}", chance.choice(topics), title, follows, paragraphs, logits))
    return questions


def _paragraph(words: list[str], seen: set[tuple[str, ...]], chance: random.Random) -> str:
    """Return sentences of these words that share no run of words with those seen before, and add their runs to them."""
    while True:
        text = " ".join(chance.choice(FRAMES).format(*chance.sample(words, 5)) for _ in range(SENTENCES))
        plain = re.findall(r"[a-z]+", text.lower())
        runs = {tuple(plain[at : at + RUN]) for at in range(len(plain) - RUN + 1)}
        if seen.isdisjoint(runs):
            seen |= runs
            return text


def write_book(root: Path, there: Path, number: int) -> None:
    """Copy the book at `root` and add the questions, their snippets and recorded outputs, and their navigation."""
    copy_book(there, None)
    config = (there / CONFIG).read_text(encoding="utf-8")
    for question in make_questions(read_book(root), number):
        entry = f"questions/{question.slug}.md"
        (there / "docs" / entry).write_text(page_of(question), encoding="utf-8")
        folder = there / "snippets" / question.slug
        folder.mkdir()
        for name, code in {"by_hand": question.by_hand, "library": question.library}.items():
            (folder / f"{name}.py").write_text(code, encoding="utf-8")
            (folder / f"{name}.out").write_text(run_in_sandbox(folder / f"{name}.py").output, encoding="utf-8")
        config = add_page(config, entry, question.topic, question.topic)
    (there / CONFIG).write_text(config, encoding="utf-8")


def page_of(question: Question) -> str:
    """Return the source of a question.

    Code or a heading parts two paragraphs: by chance, the words at their seam could be those of another question.
    """
    first, second, *rest = question.paragraphs
    asked = [f"  - {' '.join(question.title.lower().split()[at : at + 4])} {question.slug}" for at in range(6)]
    slug, logits = question.slug, question.logits
    return f"""\
---
topic: {question.topic}
asked_as:
{chr(10).join(asked)}
follows: [{question.follows}]
see_also: []
references: []
added: 2026-01-01
reviewed: 2026-01-01
---
# {question.title}

!!! answer
    One class has `#!live by_hand.p[0]:.0%`. {first.split(". ")[0]}.

`softmax` agrees with `sigmoid`. {second} You see [it]({question.follows}.md).

```lab
Classes: one {logits[0]}, two {logits[1]}, three {logits[2]}
```

## By hand

One exponential is `#!live by_hand.e[0]:.2f`, and all make `#!live by_hand.total:.1f`. {rest[0]}

```snippet
{slug}/by_hand
```

## The formula

{rest[1]} Here $z_k$ is a logit and $p_k$ its probability:

$$
{FORMULAS[0]}
$$

{rest[2]}

$$
{FORMULAS[1]}
$$

## What goes wrong

{rest[3]}

| What you see | Why | Fix |
|---|---|---|
| {rest[4].split(". ")[0]} | {rest[4].split(". ")[1]} | {rest[4].split(". ")[2]} |

```snippet
{slug}/library
```

## Try it

{rest[5]}

`softmax` agrees with `sigmoid`. {rest[7]}

??? exercise "In `by_hand`, add 1 to each logit. What changes?"
    {rest[6].split(". ")[0]}.

??? exercise "In `library`, double each logit. What changes?"
    {rest[6].split(". ")[1]}.
"""
