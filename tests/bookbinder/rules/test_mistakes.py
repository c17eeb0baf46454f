"""Each mistake is one line that says where, what and what to do, until it is fixed.

The rules' own examples are in rules.yml (test_registry.py). These are the other forms in which the mistakes come.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bookbinder.base.registry import GUIDE
from bookbinder.rules.check import check
from tests.bookbinder.model import FILES, ONE, PAGE, filler, write_model
from tests.bookbinder.rules import mistakes_in_code, mistakes_in_pages
from tests.bookbinder.rules.mistakes import CONFIG, Mistake

MISTAKES = mistakes_in_pages.MISTAKES | mistakes_in_code.MISTAKES


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One book for all mistakes: each is fixed before the next, which is then the only one, and none is left."""
    book = tmp_path_factory.mktemp("model")
    write_model(book)
    yield book
    assert check(book, lambda text: None) == []


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_one_line_with_its_place_cause_and_fix(model: Path, mistake: Mistake) -> None:
    file, good = model / mistake.file, FILES.get(mistake.file, "")
    assert mistake.good in good
    bad = good.replace(mistake.good, mistake.bad, 1)
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(bad.encode("utf-8", "surrogateescape"))
    problems = check(model, lambda text: None)
    file.write_text(good) if good else file.unlink()

    (problem,) = problems
    pairs = zip(good.split("\n"), bad.split("\n"), strict=False)
    changed = next((number for number, (old, new) in enumerate(pairs, 1) if old != new), 1)
    place = mistake.place or f"{mistake.file}:{changed if good else 1}"
    line = str(problem)
    assert line.startswith(f"{place}: ")
    assert mistake.what in line
    assert f": {mistake.fix}" in line
    assert f"({GUIDE}#" in line
    assert "\n" not in line


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("Three.md", "# Three?", "a question is a file docs/questions/NAME.md, named in lower case with hyphens"),
        ("page three.md", "# Three?", "a question is a file docs/questions/NAME.md, named in lower case"),
        ("page_three.md", "# Three?", "a question is a file docs/questions/NAME.md, named in lower case"),
        ("more/three.md", "# Three?", "a question is a file docs/questions/NAME.md, named in lower case"),
        ("three.md", "# The question?", f"{PAGE} has the same title: ask what only this page answers"),
    ],
)
def test_a_misplaced_or_copied_page_is_one_line(tmp_path: Path, name: str, text: str, says: str) -> None:
    write_model(tmp_path)
    file = tmp_path / "docs/questions" / name
    file.parent.mkdir(exist_ok=True)
    page = ONE[: ONE.index("So one0")] + (filler("three") if text == "# Three?" else filler("one"))
    file.write_text(page.replace("# The question?", text))
    config, entry = tmp_path / CONFIG, "      - questions/two.md\n"
    config.write_text(FILES[CONFIG].replace(entry, f"{entry}      - questions/{name}\n"))
    (problem,) = check(tmp_path, lambda text: None)
    assert problem.path == f"docs/questions/{name}"
    assert says in str(problem)
