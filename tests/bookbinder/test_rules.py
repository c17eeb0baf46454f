"""Each mistake on a page or in a snippet yields one message, with its place and what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bookbinder.check import check
from tests.bookbinder.model import ONE, PAGE, write_model

Edit = Callable[[str, str], list[str]]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """The smallest book without a mistake."""
    write_model(tmp_path)
    return tmp_path


@pytest.fixture
def after(book: Path) -> Edit:
    """What the check says after an edit of the page."""

    def edit(old: str, new: str) -> list[str]:
        assert old in ONE
        (book / PAGE).write_text(ONE.replace(old, new, 1))
        return [str(problem) for problem in check(book, lambda text: None)]

    return edit


def test_a_good_book_has_no_problems(after: Edit) -> None:
    assert after("why", "why not") == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("topic: meaning\n", "", f"{PAGE}:1: the front matter has no topic"),
        ("topic: meaning", "topic: cats", f"{PAGE}:2: there is no topic 'cats'"),
        ("asked_as:\n  - why\n", "", f"{PAGE}:1: the front matter has no asked_as"),
        ("asked_as:\n  - why\n", "asked_as: why\n", f"{PAGE}:3: asked_as is not a list of texts"),
        ("references:", "reference:", f"{PAGE}:6: the front matter has an unknown key 'reference'"),
        ("follows: [two]", "follows: [three]", f"{PAGE}:5: follows names 'three', which is not there"),
        ("[a-1990]", "[b-1990]", f"{PAGE}:6: references names 'b-1990', which is not there"),
        ("reviewed: 2026-01-02", "reviewed: soon", f"{PAGE}:8: reviewed is 'soon', no date"),
        ("added: 2026-01-01\n", "", f"{PAGE}:1: the front matter has no added"),
        ("topic: meaning", "topic: decoding", f"{PAGE}:2: the topic 'decoding' has no page"),
        ("# The question?", "The question?", f"{PAGE}:1: the page has 0 titles"),
        ("A link", "# A second\n\nA link", f"{PAGE}:23: the page has 2 titles"),
        ("!!! answer", "!!! note", f"{PAGE}:1: the page has 0 answers"),
        ("words.", "words. " + "And more. " * 30, f"{PAGE}:12: the answer has 66 words"),
        ("$e^2$", r"$\frac{1}{$", f"{PAGE}:13: the formula '\\\\frac{{1}}{{' cannot be set"),
        ("(two.md)", "(three.md)", f"{PAGE}:23: links to three.md, which is not there"),
        ("one/first\n```", "one/second\n```", f"{PAGE}:15: there is no snippets/one/second.py"),
        ("one/first\n```", "First\n```", f"{PAGE}:15: 'First' does not name a snippet"),
        ("first.x:", "first.y:", f"{PAGE}:13: one/first has no value 'y'"),
        ("first.x:.1f", "first.x:.1q", f"{PAGE}:13: cannot format x: Unknown format code 'q'"),
        ("first.x", "second.x", f"{PAGE}:13: 'second' names none of the snippets that this page shows"),
        ("and 1.25", "and 1.26", f"{PAGE}:23: 1.26 is typed by hand"),
        ("and 1.25", "and 12,345", f"{PAGE}:23: 12,345 is typed by hand"),
        ("Image: cat 1, dog 2", "no example", f"{PAGE}:19: 'no example' is no example"),
        ("Image: cat 1, dog 2", "A: a 1", f"{PAGE}:19: 'A: a 1' is no example"),
        ("Image: cat 1, dog 2", "A: a 1, b 1.2.3", f"{PAGE}:19: 'A: a 1, b 1.2.3' is no example"),
        ("Image: cat 1, dog 2", "", f"{PAGE}:19: the playground has no example"),
        ("A link", r"By $\eqref{b}$, a link", f"{PAGE}:23: no equation has the label 'b'"),
        (
            "A link",
            " ".join([r"$\begin{equation}\label{b}x\end{equation}$"] * 2),
            f"{PAGE}:23: two equations have the label 'b'",
        ),
        ("```\n\nA", "\nA", f"{PAGE}:19: the fence ```lab is never closed"),
    ],
)
def test_a_mistake_is_named_with_its_line(after: Edit, old: str, new: str, message: str) -> None:
    (problem,) = after(old, new)
    assert problem.startswith(message)


@pytest.mark.parametrize(
    "text",
    ["PyTorch 2.13 and NumPy 2.4.6", "in 1990", "`0.1234`", "[two](two.md#a-123)", "arXiv:1503.02531", "0.05", "1,000"],
)
def test_a_number_that_states_no_result_is_no_mistake(after: Edit, text: str) -> None:
    assert after("and 1.25", text) == []


def test_follow_ups_that_go_in_a_circle_are_named(book: Path) -> None:
    (book / "docs/questions/two.md").write_text(ONE.replace("follows: [two]", "follows: [one]"))
    (problem,) = check(book, lambda text: None)
    assert problem.what.startswith("the follow-ups go in a circle: ")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("      - questions/two.md\n", "", "mkdocs.yml:1: nav does not name questions/two.md"),
        ("two.md", "three.md", "mkdocs.yml:5: nav names questions/three.md, which is not in docs/"),
        ("two.md\n", "two.md\n      - questions/one.md\n", "mkdocs.yml:4: nav names questions/one.md twice"),
        ("nav:", "nav: [", "mkdocs.yml:2: is not YAML"),
    ],
)
def test_a_navigation_that_differs_from_the_pages_is_named(book: Path, old: str, new: str, message: str) -> None:
    config = book / "mkdocs.yml"
    config.write_text(config.read_text().replace(old, new))
    (problem,) = check(book, lambda text: None)
    assert str(problem).startswith(message)


def test_a_list_of_questions_that_does_not_exist_is_named(book: Path) -> None:
    topic = book / "docs/topics/meaning/index.md"
    topic.write_text(topic.read_text().replace("topic meaning", "newest few"))
    (problem,) = check(book, lambda text: None)
    assert str(problem).startswith("docs/topics/meaning/index.md:3: there is no list 'newest few'")


def test_a_page_that_no_page_leads_to_is_named(book: Path) -> None:
    config = book / "mkdocs.yml"
    config.write_text(config.read_text().replace("two.md\n", "two.md\n      - questions/three.md\n"))
    lonely = ONE.replace("follows: [two]\n", "").replace("two", "one")
    (book / "docs/questions/three.md").write_text(lonely)
    (problem,) = check(book, lambda text: None)
    assert str(problem).startswith("docs/questions/three.md:1: no page leads here")


@pytest.mark.parametrize(
    ("source", "output", "message"),
    [
        ("x = 1.25\nprint(x + 1)\n", "1.25\n", "snippets/one/first.out:1: recorded '1.25', now prints '2.25'"),
        ("x = 1.25\nprint(x)\nprint(x)\n", "1.25\n", "snippets/one/first.out:2: recorded '', now prints '1.25'"),
        ("x = 1.25\nprint(x)\n", None, "snippets/one/first.out:1: the output is not recorded"),
    ],
)
def test_an_output_that_is_not_the_recorded_one_is_an_error(
    book: Path, source: str, output: str | None, message: str
) -> None:
    (book / "snippets/one/first.py").write_text(source)
    (book / "snippets/one/first.out").unlink()
    if output is not None:
        (book / "snippets/one/first.out").write_text(output)
    (problem,) = (str(problem) for problem in check(book, lambda text: None))
    assert problem.startswith(message)


def test_a_failing_snippet_is_one_error_on_each_page_that_shows_it(book: Path) -> None:
    (book / "snippets/one/first.py").write_text("x = 1.25\n1 / 0\n")
    (book / PAGE).write_text(ONE.replace("and 1.25", ""))
    (book / "docs/questions/two.md").write_text(ONE.replace("follows: [two]\n", "").replace("and 1.25", ""))
    problems = [str(problem) for problem in check(book, lambda text: None)]
    what = (
        "15: snippets/one/first.py:2: ZeroDivisionError: division by zero: mend the snippet (CONTRIBUTING.md#snippets)"
    )
    assert problems == [f"{PAGE}:{what}", f"docs/questions/two.md:{int(what[:2]) - 1}{what[2:]}"]


def test_a_snippet_that_no_page_shows_is_named(book: Path) -> None:
    (book / "snippets/one/second.py").write_text("print(1)\n")
    (book / "snippets/one/second.out").write_text("1\n")
    (problem,) = check(book, lambda text: None)
    assert str(problem).startswith("snippets/one/second.py:1: no page shows this snippet")
