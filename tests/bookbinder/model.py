"""The smallest book without a mistake, for tests to put one into."""

from __future__ import annotations

from pathlib import Path

PAGE = "docs/questions/one.md"
ONE = """\
---
topic: meaning
asked_as:
  - why
follows: [two]
references: [a-1990]
added: 2026-01-01
reviewed: 2026-01-02
---
# The question?

!!! answer
    It is `#!live first.x:.1f`, in $e^2$ words.

```snippet
one/first
```

```lab
Image: cat 1, dog 2
```

A link to [two](two.md) and 1.25 from the snippet.
"""
TWO = ONE.replace("follows: [two]\n", "")
ENTRIES = "".join(f"      - {name}.md\n" for name in ("topics/meaning/index", "questions/one", "questions/two"))
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
    "docs/questions/two.md": TWO,
    "docs/topics/meaning/index.md": "# Meaning\n\n```questions\ntopic meaning\n```\n\n" + MEASURED,
    "benchmarks/results/snippets.json": RECORD,
    "mkdocs.yml": f"nav:\n  - Questions:\n{ENTRIES}x: !ENV [X, y]\n",
    "docs/references.yml": "a-1990:\n  authors: A\n",
    "snippets/one/first.py": "x = 1.25\nprint(x)\n",
    "snippets/one/first.out": "1.25\n",
}


def write_model(folder: Path) -> None:
    """Write the book."""
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
