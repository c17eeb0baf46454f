"""The smallest book without a mistake, for tests to put one into."""

from __future__ import annotations

from pathlib import Path

PAGE = "docs/questions/one.md"
SECOND_PAGE = "docs/questions/two.md"


def filler(name: str) -> str:
    """Words enough for a page, in 31 sentences of 17, which no other page shares."""
    says = "So {0} is not {0} but {0} and still {0} as {0} for {0} is then {0}.\n"
    return "".join(says.format(f"{name}{number}") for number in range(31))


ONE = f"""\
---
topic: meaning
asked_as:
  - why
  - why one
  - how come
  - what for
  - who says
  - when one
follows: [two]
references: [a-1990]
added: 2026-01-01
reviewed: 2026-01-02
---
# The question?

!!! answer
    One is `#!live first.x:.1f`, in $e^2$ words.

```snippet
one/first
```

```snippet
one/second
```

```snippet
one/third
```

```lab
Image: cat 1, dog 2
```

A link to [two](two.md#more) and 1.25 from the snippet.

With `model` you train and see that `loss` stays at `1`, although nothing in `model` looks wrong.

??? exercise "What if?"
    `#!edit second 2`
    Try it.

??? exercise "And then?"
    It is so.

## By hand

The value is `#!live first.x:.2f`, and rounded `#!live first.x:.0f`.

## More

{filler("one")}
```flow
right: logits -> loss
wrong: logits -> softmax -> loss (softmax again)
```
"""
TWO = f"""\
---
topic: meaning
asked_as: [how, how two, how so, why so, why two, so what]
added: 2025-01-01
reviewed: 2025-01-02
---
# Another question?

!!! answer
    One is `#!live first.y:.1f`.

```snippet
two/first
```

```snippet
one/second
```

```lab
Image: cat 1, dog 2
```

What another page says is linked and never said again. Does `two` tell you so?

??? exercise "Is it?"
    It is.

??? exercise "Is it not?"
    No.

## By hand

Half of `#!live first.y:.2f` is not `#!live first.y:.1f`.

## More

{filler("two")}"""
CONFIG = """\
nav:
  - Meaning:
      - topics/meaning/index.md
      - questions/one.md
      - questions/two.md
  - Losses:
      - topics/losses/index.md
x: !ENV [X, y]
site_name: The Model Book
extra:
  planned_topics: {decoding: Decoding, numerics: Numerics}
  content_security_policy: default-src 'self'
"""
MEASURED = "```measured\nsnippets\n```\n\nA fresh one takes `#!measured snippets.median.fresh:.0f` ms.\n"
RECORD = """\
{
 "day": "2026-01-31",
 "figures": {
  "median": {"apart": 8.65, "cached": 0.39, "fresh": 63.72, "own_work": 0.2},
  "slowest": {"apart": 9.23, "cached": 0.43, "fresh": 70.17, "own_work": 0.24}
 },
 "machine": {"cores": 2, "processor": "Abacus"},
 "versions": {"numpy": "2.4.6", "python": "3.11.7"}
}
"""
FILES = {
    PAGE: ONE,
    SECOND_PAGE: TWO,
    "docs/topics/meaning/index.md": "# Meaning\n\n```questions\ntopic meaning\n```\n\n" + MEASURED,
    "benchmarks/results/snippets.json": RECORD,
    "docs/topics/losses/index.md": "# Losses\n\n```questions\ntopic losses\n```\n",
    "mkdocs.yml": CONFIG,
    "docs/references.yml": "a-1990:\n  authors: A\n  year: 1990\n  title: B\n  where: C\n",
    "snippets/one/first.py": "x = 1.25\nprint(x)\n",
    "snippets/one/first.out": "1.25\n",
    "snippets/one/second.py": "print(2)\n",
    "snippets/one/second.out": "2\n",
    "snippets/one/third.py": "print(3)\n",
    "snippets/one/third.out": "3\n",
    "snippets/two/first.py": "y = 2.5\nprint(y)\n",
    "snippets/two/first.out": "2.5\n",
}


def write_model(folder: Path) -> None:
    """Write the book."""
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
