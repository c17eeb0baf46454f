"""Notebooks install what they import, and link to the page for what they cannot show."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookbinder.content.book import Book
from bookbinder.content.dependencies import packages_of
from bookbinder.content.page import read_page
from bookbinder.run.result import Run
from bookbinder.site.notebook import notebook

WHEEL = "logitbook-1+h2-py3-none-any.whl"
URL = "https://h.example/book"
PAGE = """\
---
topic: meaning
---
# Why?

See [below](#more) and [two](two.md#x).

```lab
Image 1: cat 1, dog 2
```

```figure caption="How it rises." alt="A curve <b> that rises from [a](b.md) to 1"
one/curve
```

```flow
right: x_1 -> softmax(x) -> loss (of <b>)
```

```snippet
one/sum
```
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, source in {"curve": "import matplotlib.pyplot as plt\nimport json\n", "sum": "import numpy\n"}.items():
        (tmp_path / "snippets" / "one").mkdir(parents=True, exist_ok=True)
        (tmp_path / "snippets" / "one" / f"{name}.py").write_text(source)
    (tmp_path / "docs" / "questions").mkdir(parents=True)
    (tmp_path / "docs" / "questions" / "one.md").write_text(PAGE)
    return tmp_path


def cells(root: Path, url: str) -> list[tuple[str, str]]:
    page = read_page(root / "docs" / "questions" / "one.md", root)
    made = notebook(page, Book(root, {"one": page}, [], {}, []), dict.fromkeys(page.snippets, Run("", {})), WHEEL, url)
    return [(cell["cell_type"], "".join(cell["source"])) for cell in made["cells"]]


def test_the_first_cell_installs_the_library_and_the_imported_packages(root: Path) -> None:
    installs = f"%pip install --quiet {URL}/downloads/logitbook-1%2Bh2-py3-none-any.whl matplotlib~=3.9 numpy"
    assert cells(root, URL + "/")[0] == ("code", installs)


def test_figures_and_playgrounds_become_links_to_the_page(root: Path) -> None:
    shown = cells(root, URL + "/")
    assert shown[1][1].endswith(
        f"Change these numbers in [the playground on the page]({URL}/questions/one/#playground)."
    )
    figure = "A curve &lt;b&gt; that rises from [a](b.md) to 1"
    assert shown[2] == (
        "markdown",
        f"[The figure on the page]({URL}/questions/one/), which the next cell draws too: {figure}",
    )
    assert shown[3][1].startswith("import matplotlib")
    assert f"See [below]({URL}/questions/one/#more) and [two]({URL}/questions/two/#x)." in shown[1][1]


def test_a_flow_becomes_a_list_in_plain_text(root: Path) -> None:
    assert ("markdown", r"- **right:** x\_1 → softmax(x) → loss (of \<b\>)") in cells(root, URL)


def test_without_an_address_the_first_cell_says_what_to_do_and_links_become_text(root: Path) -> None:
    first, second, *others = cells(root, "")
    assert first[0] == "markdown"
    assert f"from `{WHEEL}`, which lies beside this notebook in the site's `downloads` folder" in first[1]
    assert second == ("code", f"%pip install --quiet {WHEEL} matplotlib~=3.9 numpy")
    prose = others[0][1]
    assert "See below and two." in prose
    assert prose.endswith("*(On the page, a playground stands here, in which you change these numbers.)*")
    assert others[1][1].startswith("The figure on the page, which the next cell draws too: A curve")


@pytest.mark.parametrize(
    ("source", "packages"),
    [
        ("import numpy as np, json\nfrom logitbook import softmax\n", ["numpy"]),
        ("from matplotlib import pyplot\nimport scipy.special\n", ["matplotlib~=3.9", "scipy"]),
        ("text = 'import torch'  # import jax\n", []),
        ("from __future__ import annotations\n", []),
    ],
)
def test_packages_of_returns_imports_except_python_and_logitbook(source: str, packages: list[str]) -> None:
    assert packages_of(source) == packages
