"""Each mistake on a page or in a snippet yields one message, with its place and what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bookbinder.rules.check import check
from bookbinder.rules.style import style_problems
from tests.bookbinder.model import ONE, PAGE, SECOND_PAGE, TWO, write_model

Edit = Callable[[str, str], list[str]]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """The smallest book without a mistake."""
    write_model(tmp_path)
    return tmp_path


@pytest.fixture
def after(book: Path) -> Edit:
    """Edit the page, and return what the check reports."""

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
        ("topic: meaning", "topic: decoding", f"{PAGE}:2: the topic 'decoding' has no page"),
        ("words.", "words. " + "And more. " * 30, f"{PAGE}:17: the answer has 66 words"),
        ("and 1.25", "and 12,345", f"{PAGE}:36: 12,345 is typed by hand"),
        ("Image: cat 1, dog 2", "A: a 1", f"{PAGE}:32: 'A: a 1' is not an example"),
        ("Image: cat 1, dog 2", "A: a 1, b 1.2.3", f"{PAGE}:32: 'A: a 1, b 1.2.3' is not an example"),
        ("Image: cat 1, dog 2", "", f"{PAGE}:32: the playground has no example"),
        ("right: logits -> loss", "right: logits", f"{PAGE}:85: 'right: logits' has 1 step: write up to 6 lines"),
        ("A link", "```lab\nB: a 1, b 2\n```\n\nA link", f"{PAGE}:36: a second playground, after that in line 32"),
        ("A link", r"By $\eqref{b}$, a link", f"{PAGE}:36: no equation has the label 'b'"),
        (
            "A link",
            " ".join([r"$\begin{equation}\label{b}x\end{equation}$"] * 2),
            f"{PAGE}:36: two equations have the label 'b'",
        ),
        ("```\n\nA", "\nA", f"{PAGE}:32: the fence ```lab is never closed"),
        ("A link", "```install\nlogitbook\n```\n\nA link", f"{PAGE}:36: only the library's page shows how"),
    ],
)
def test_a_mistake_is_reported_at_its_line(after: Edit, old: str, new: str, message: str) -> None:
    (problem,) = after(old, new)
    assert problem.startswith(message)


def test_an_equation_is_recognised_with_and_without_dollars(after: Edit) -> None:
    equation = "\\begin{equation}\\label{b}\nx^2\n\\end{equation}"
    for written in (equation, f"$$\n{equation}\n$$"):
        assert after("A link", f"{written}\n\nBy $\\eqref{{b}}$, a link") == []
        (problem,) = after("A link", f"{written}\n\nA link".replace("^2", "^"))
        assert "cannot be set" in problem


@pytest.mark.parametrize(
    "text",
    [
        "`a[0][1]`",
        "$a[0][1]$",
        "<!-- a[0][1] -->",
        r"\[a\][b]",
        "[a] and [b]",
        "[a]\n\n[b]",
        "(0, 1] or [0, 1)",
        "[a][B  c]\n\n[b c]: two.md",
        "[a][]\n\n[a]: two.md",
        "[a][`b`]",
        "one[^1][^2]\n\n[^1]: One.\n[^2]: Two.\n\n",
    ],
)
def test_brackets_without_a_link_or_with_a_defined_one_are_accepted(after: Edit, text: str) -> None:
    assert after("A link", f"A {text}\n\nA link") == []


@pytest.mark.parametrize(
    "text",
    ["PyTorch 2.13 and NumPy 2.4.6", "in 1990", "`0.1234`", "[two](two.md#more)", "arXiv:1503.02531", "0.05", "1,000"],
)
def test_a_number_that_is_not_a_result_is_accepted(after: Edit, text: str) -> None:
    assert after("and 1.25", text) == []


@pytest.mark.parametrize(
    "text",
    [
        "n! orders",
        "10! or (n - 1)! of them",
        "`a simply!`",
        "`!x`",
        "$n!$",
        "![of it](../simply!.png)",
        "simplify",
        "a != b",
    ],
)
def test_text_that_only_resembles_a_filler_or_an_exclamation_is_accepted(book: Path, after: Edit, text: str) -> None:
    (book / "docs/simply!.png").write_bytes(b"")
    assert after("and 1.25", text) == []


def test_each_misspelt_word_of_a_line_is_reported_once(after: Edit) -> None:
    said = after("A link", "Teh frist and teh frist link")
    assert [line.partition(" (")[0] for line in said] == [
        f"{PAGE}:36: 'Teh' is misspelt: write The",
        f"{PAGE}:36: 'frist' is misspelt: write first",
        f"{PAGE}:36: 'teh' is misspelt: write the",
    ]


def test_a_circle_of_follow_ups_is_reported(book: Path) -> None:
    (book / SECOND_PAGE).write_text(TWO.replace("added:", "follows: [one]\nadded:", 1))
    (problem,) = check(book, lambda text: None)
    assert problem.what.startswith("the follow-ups form a circle: ")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("      - questions/two.md\n", "", "mkdocs.yml:1: nav does not name questions/two.md"),
        ("two.md", "three.md", "mkdocs.yml:5: nav names questions/three.md, which is not in docs/"),
        ("two.md\n", "two.md\n      - questions/one.md\n", "mkdocs.yml:6: nav names questions/one.md twice"),
        ("nav:", "nav: [", "mkdocs.yml:2: is not YAML"),
    ],
)
def test_a_navigation_that_differs_from_the_pages_is_reported(book: Path, old: str, new: str, message: str) -> None:
    config = book / "mkdocs.yml"
    config.write_text(config.read_text().replace(old, new))
    (problem,) = check(book, lambda text: None)
    assert str(problem).startswith(message)


def test_an_unknown_list_of_questions_is_reported(book: Path) -> None:
    topic = book / "docs/topics/meaning/index.md"
    topic.write_text(topic.read_text().replace("topic meaning", "newest few"))
    (problem,) = check(book, lambda text: None)
    assert str(problem).startswith("docs/topics/meaning/index.md:3: there is no list 'newest few'")


@pytest.mark.parametrize(
    ("source", "output", "message"),
    [
        ("x = 1.25\nprint(x + 1)\n", "1.25\n", "snippets/one/first.out:1: recorded '1.25', now prints '2.25'"),
        ("x = 1.25\nprint(x)\nprint(x)\n", "1.25\n", "snippets/one/first.out:2: recorded '', now prints '1.25'"),
        ("x = 1.25\nprint(x)\n", None, "snippets/one/first.out:1: the output is not recorded"),
    ],
)
def test_an_output_that_differs_from_the_recorded_one_is_an_error(
    book: Path, source: str, output: str | None, message: str
) -> None:
    (book / "snippets/one/first.py").write_text(source)
    (book / "snippets/one/first.out").unlink()
    if output is not None:
        (book / "snippets/one/first.out").write_text(output)
    (problem,) = (str(problem) for problem in check(book, lambda text: None))
    assert problem.startswith(message)


def test_too_many_digits_without_a_recorded_output_are_reported_in_the_script(book: Path) -> None:
    (book / "snippets/one/first.py").write_text("x = 1.25\nprint(x / 3)\n")
    (book / "snippets/one/first.out").unlink()
    (problem,) = check(book, lambda text: None)
    assert str(problem).startswith("snippets/one/first.py:1: 0.4166666666666667 has more digits than are the same")


def test_a_failing_snippet_is_one_error_that_names_each_page_that_shows_it(book: Path) -> None:
    (book / "snippets/one/second.py").write_text("1 / 0  # 2\n")
    problems = [str(problem) for problem in check(book, lambda text: None)]
    first, second = (text.split("\n").index("one/second") for text in (ONE, TWO))
    what = f"snippets/one/second.py:1: ZeroDivisionError: division by zero (also shown at {SECOND_PAGE}:{second})"
    assert problems == [f"{PAGE}:{first}: {what}: fix the snippet (CONTRIBUTING.md#snippets)"]
    (alone,) = check(book, lambda text: None, [str(book / SECOND_PAGE)])
    assert (alone.path, alone.line) == (SECOND_PAGE, second)


@pytest.mark.parametrize("repeated", ["??? ", "!!! ", "=== ", "::: ", "`#!live ", "$\\a", "![a]("])
def test_a_page_that_repeats_a_mistake_is_reported_in_short_lines(after: Edit, repeated: str) -> None:
    said = after("A link to", repeated * (60_000 // len(repeated)) + "A link to")
    assert said
    assert max(map(len, said)) < 1_000


def test_a_crash_of_the_linter_is_reported_with_the_problems_of_other_files(book: Path) -> None:
    (book / "snippets/one/first.py").write_text(f"x = {'-' * 60_000}1.25\n")
    (book / "snippets/one/third.py").write_text("import os\n\nprint(3)\n")
    problems = style_problems(["snippets/one/first.py", "snippets/one/third.py"], [], book)
    unused, broken = sorted(problems, key=lambda problem: problem.path, reverse=True)
    assert (unused.path, unused.line) == ("snippets/one/third.py", 1)
    assert unused.what == "`os` imported but unused (F401)"
    assert broken.path == "snippets/one/first.py"
    assert "breaks down on this file" in broken.what


def test_files_that_are_deleted_during_the_check_have_no_problems(book: Path) -> None:
    (book / "snippets/one/third.py").write_text("import os\n\nprint(3)\n")
    gone = "snippets/one/gone.py"
    problems = style_problems([gone, "snippets/one/third.py"], [gone, "docs/questions/gone.md"], book)
    assert [one.path for one in problems] == ["snippets/one/third.py"]
