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
FILES = {
    PAGE: ONE,
    "docs/questions/two.md": TWO,
    "docs/topics/meaning/index.md": "# Meaning\n\n```questions\ntopic meaning\n```\n",
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
