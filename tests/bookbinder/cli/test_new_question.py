"""A new question is started in one step, and one that the book answers already is not."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bookbinder.base.problems import BookError
from bookbinder.cli.new_question import NEAR, alike, new_question
from bookbinder.content.book import read_book
from bookbinder.rules.check import check
from tests.bookbinder.model import filler, write_model
from tests.conftest import Dev

ASKED = "Why do hedgehogs roll up?"  # no page of the book will ever ask it


def test_a_new_question_lacks_nothing_but_its_text(small: Path) -> None:
    written = new_question(read_book(small), ASKED, "losses", ["one"])
    assert written[0] == "docs/questions/hedgehogs-roll-up.md"
    problems = check(small, lambda text: None)
    (problem,) = problems
    assert problem.rule == "guidance"
    assert problem.what.startswith("unfinished: it has guidance in lines ")
    assert "; it has 1 of 6 phrasings in asked_as; it shows 1 of 2 snippets; " in problem.what
    page = small / written[0]
    page.write_text(without_guidance(page.read_text()))
    lacks = [problem.rule for problem in check(small, lambda text: None)]
    assert sorted(lacks) == ["enough-words", "exercises", "phrasings", "two-snippets"]
    assert "hedgehogs-roll-up" in [page.slug for page in read_book(small).raised_by("one")]


def test_a_new_question_that_is_filled_in_by_its_guidance_passes_the_check(tmp_path: Path) -> None:
    write_model(tmp_path)
    (tmp_path / "src/logitbook").mkdir(parents=True)  # by which the linter tells the library from other packages
    page = tmp_path / new_question(read_book(tmp_path), ASKED, "meaning", ["one"])[0]
    text = without_guidance(page.read_text())
    text = text.replace(
        "follows:", "".join(f"  - hedgehog {word}\n" for word in ("a", "b", "c", "d", "e")) + "follows:"
    )
    page.write_text(
        f'{text}\n??? exercise "And then?"\n    So it is.\n\n```snippet\none/second\n```\n\n{filler("hedgehog")}'
    )
    assert check(tmp_path, lambda text: None) == []


def without_guidance(text: str) -> str:
    return re.sub(r"\s*<!-- guide:.*?-->", "", text, flags=re.DOTALL)


def test_one_telling_word_makes_a_question(small: Path) -> None:
    written = new_question(read_book(small), "What is a hedgehog?", "losses", ["one"])
    assert written[0] == "docs/questions/hedgehog.md"


@pytest.mark.parametrize("question", ["Hedgehogs: why spines?", "Is hedgehog #1 special?", "* or @ for hedgehogs?"])
def test_a_question_that_yaml_would_misread_is_quoted(small: Path, question: str) -> None:
    new_question(read_book(small), question, "losses", ["one"], "odd")
    page = read_book(small).pages["odd"]
    assert page.meta.asked_as == (question,)
    assert page.title == question


def test_a_name_of_its_own_is_the_pages_address(small: Path, dev: Dev) -> None:
    done = dev(small, "new", ASKED, "--topic", "losses", "--follows", "one", "--slug", "urchins")
    assert done.returncode == 0, done.stderr
    assert "wrote docs/questions/urchins.md\nwrote snippets/urchins/first.py\n" in done.stdout
    assert "\n  ./dev test -k urchins    before you send it\n" in done.stdout
    assert {problem.rule for problem in check(small, lambda text: None)} == {"guidance"}


@pytest.mark.parametrize(
    ("slug", "says"),
    [
        *((slug, "cannot be the name of a page") for slug in ("", "Logs", "two words", "-a", "a--b", "../a", "index")),
        ("two", "there is a page docs/questions/two.md already: add to it"),
        ("left-over", "there is a folder snippets/left-over already, without its page: delete it"),
    ],
)
def test_a_name_that_no_page_can_have_is_refused_in_one_line(small: Path, slug: str, says: str) -> None:
    (small / "snippets/left-over").mkdir()
    with pytest.raises(BookError, match=says) as error:
        new_question(read_book(small), ASKED, "losses", ["one"], slug)
    assert len(str(error.value).splitlines()) == 1


def test_its_place_in_the_navigation_is_the_end_of_its_topic(small: Path) -> None:
    new_question(read_book(small), ASKED, "meaning", ["one"])
    text = (small / "mkdocs.yml").read_text()
    section = text.partition("topics/meaning/index.md\n")[2].partition("\n  - ")[0]
    assert section.endswith("- questions/two.md\n      - questions/hedgehogs-roll-up.md")


@pytest.fixture
def topic(small: Path) -> str:
    """A topic that has no page yet."""
    config = small / "mkdocs.yml"
    text = config.read_text()
    assert "  planned_topics:" in text
    config.write_text(re.sub(r"(?m)^  planned_topics:.*$", r"\g<0>\n    hedgehogs: Hedgehogs", text))
    return "hedgehogs"


def test_the_first_question_of_a_topic_makes_the_topics_page(small: Path, topic: str) -> None:
    written = new_question(read_book(small), ASKED, topic, ["one"])
    problems = check(small, lambda text: None)
    assert {problem.rule for problem in problems} == {"guidance"}
    assert [problem.path for problem in problems] == [written[0], "docs/topics/hedgehogs/index.md"]
    assert problems[1].what == "unfinished: it has guidance in line 6"


def test_a_new_topics_page_is_finished_when_its_guidance_is_followed(small: Path, topic: str) -> None:
    written = new_question(read_book(small), ASKED, topic, ["one"])
    page = small / "docs/topics/hedgehogs/index.md"
    page.write_text("\n".join(line for line in page.read_text().splitlines() if "guide:" not in line))
    assert page.read_text().rstrip().endswith("\n{ .lead }\n\n```questions\ntopic hedgehogs\n```")
    assert {problem.path for problem in check(small, lambda text: None)} == {written[0]}


@pytest.mark.parametrize(
    "question",
    [
        "Why normalize logits when the argmax is the same?",
        "Why normalise logits if the argmax is the same?",
        "What does logit mean?",
        "Is softmax before CrossEntropyLoss a bug?",
    ],
)
def test_a_question_that_is_answered_already_is_shown(root: Path, question: str) -> None:
    book = read_book(root)
    page = alike(book, question)
    assert page
    with pytest.raises(BookError, match=r"asks the same|there is a page .* already"):
        new_question(book, question, "meaning", ["what-is-a-logit"])


@pytest.mark.parametrize("question", [ASKED, "Do hedgehogs need logits?", "Why is my softmax a hedgehog?"])
def test_a_question_of_its_own_is_none_of_those(root: Path, question: str) -> None:
    assert alike(read_book(root), question) is None


@pytest.mark.parametrize(
    ("question", "slug"),
    [
        ("Can I apply softmax two times before CrossEntropyLoss?", "softmax-twice"),
        ("What is a hedgehog?", None),
        ("Do hedgehogs sleep softly on logits?", None),
        (ASKED, None),
    ],
)
def test_the_nearest_page_is_one_that_shares_more_than_a_word(root: Path, question: str, slug: str | None) -> None:
    page = alike(read_book(root), question, NEAR)
    assert (page and page.slug) == slug


def test_the_command_names_the_nearest_page(copy: Path, dev: Dev) -> None:
    asked = "Can I apply softmax two times before CrossEntropyLoss?"
    done = dev(copy, "new", asked, "--topic", "mistakes", "--follows", "softmax-twice")
    assert done.stderr == "Nearest: docs/questions/softmax-twice.md: Is softmax before CrossEntropyLoss a bug?\n"


@pytest.mark.parametrize(
    ("question", "topic", "follows", "says"),
    [
        ("What is it?", "losses", ["one"], "has no word that tells it from other questions"),
        ("What is a hedgehog", "losses", ["one"], r"ends without a question mark: end it with \?"),
        (ASKED, "cats", ["one"], "there is no topic 'cats'"),
        (ASKED, "losses", ["nowhere"], "there is no page 'nowhere' to follow"),
        (ASKED, "losses", [], "no page's answer raises it"),
    ],
)
def test_what_cannot_be_started_leaves_the_book_as_it_was(
    small: Path, question: str, topic: str, follows: list[str], says: str
) -> None:
    before = {file: file.read_bytes() for file in small.rglob("*") if file.is_file()}
    with pytest.raises(BookError, match=says):
        new_question(read_book(small), question, topic, follows)
    assert {file: file.read_bytes() for file in small.rglob("*") if file.is_file()} == before


def test_the_command_says_what_to_do_next_and_asks_for_what_is_missing(small: Path, dev: Dev) -> None:
    done = dev(small, "new", ASKED, "--topic", "losses", "--follows", "one")
    assert done.returncode == 0, done.stderr
    assert [line.split()[1] for line in done.stdout.splitlines() if line.startswith("  ./dev")] == [
        "serve",
        "check",
        "test",
    ]


def answer(book: Path, lines: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command with these lines as its input."""
    command = [sys.executable, "-m", "bookbinder", "new", *arguments]
    return subprocess.run(command, cwd=book, input=lines, capture_output=True, text=True, timeout=100)


@pytest.mark.parametrize(
    ("lines", "arguments", "says"),
    [
        ("", [], '/dev new: the question is missing: add "QUESTION"'),
        ("", [ASKED], "/dev new: the topic is missing: add --topic TOPIC, one of meaning, "),
        (f"{ASKED}\nnumerics\n", [], "/dev new: the page whose answer raises it is missing: add --follows PAGE"),
    ],
)
def test_where_the_input_ends_one_line_says_what_is_missing(
    root: Path, lines: str, arguments: list[str], says: str
) -> None:
    done = answer(root, lines, *arguments)
    assert done.returncode == 1
    assert done.stderr.startswith(f".{says}")
    assert len(done.stderr.splitlines()) == 1


def test_piped_answers_are_read_one_a_line_and_a_wrong_one_is_asked_for_again(small: Path) -> None:
    lines = f"{ASKED[:-1]}\n{ASKED}\ncats\nlosses\n\nnowhere\none, two\n"
    done = answer(small, lines)
    assert done.returncode == 0, done.stderr
    reasons = ["without a question mark", "no topic 'cats'", "no page's answer raises it", "no page 'nowhere'"]
    said = [line for line in done.stderr.splitlines() if line.startswith("./dev new: ")]
    assert all(reason in line for reason, line in zip(reasons, said, strict=True))
    page = (small / "docs/questions/hedgehogs-roll-up.md").read_text()
    assert "follows: [one, two]" in page


def test_the_prompt_for_what_it_follows_lists_the_pages(root: Path) -> None:
    done = answer(root, "nowhere\n", ASKED, "--topic", "numerics")
    listed = [line.split()[0] for line in done.stdout.splitlines() if line.startswith("  ")]
    assert sorted(listed) == sorted(read_book(root).pages)


def test_a_wrong_argument_is_refused_before_anything_is_asked(root: Path) -> None:
    done = answer(root, "", "What is it?")
    assert not done.stdout
    assert "has no word that tells it from other questions" in done.stderr


def test_on_a_terminal_it_asks_until_the_answer_is_right(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from bookbinder.cli import main as command_line

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", Terminal(f"Why?\n{ASKED}\nlosses\none\n"))
    monkeypatch.setattr("sys.argv", ["dev", "new"])
    monkeypatch.chdir(small)
    assert command_line.main() == 0
    assert (small / "docs/questions/hedgehogs-roll-up.md").is_file()
