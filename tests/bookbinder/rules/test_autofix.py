"""`./dev check --fix` fixes what is certain, leaves the rest unchanged, and has nothing to do the second time."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookbinder.base.registry import Rule, rules
from bookbinder.rules.autofix import FIXES, fix_problems
from bookbinder.rules.check import check
from tests.bookbinder.model import FILES, ONE, PAGE, SECOND_PAGE, write_model
from tests.bookbinder.rules.examples import write_bad
from tests.conftest import Dev

FIXABLE = {name: rule for name, rule in rules().items() if name in FIXES}
KEPT = {name: rule for name, rule in rules().items() if name not in FIXES}
# Of these the bad example has more than the mistake.
OTHERWISE_GOOD = {"line-endings"}


def contents(book: Path) -> dict[str, bytes]:
    files = (file for file in book.rglob("*") if file.is_file() and ".bookbinder" not in file.parts)
    return {file.relative_to(book).as_posix(): file.read_bytes() for file in files}


def mend_all(book: Path) -> list[str]:
    """Fix the book, and return the rules of the fixed problems."""
    return [problem.rule for problem in fix_problems(check(book, lambda text: None), book)]


def test_every_fix_belongs_to_a_rule() -> None:
    assert FIXES.keys() <= rules().keys()


@pytest.mark.parametrize(("name", "rule"), FIXABLE.items(), ids=FIXABLE)
def test_a_bad_example_is_fixed_by_one_run(tmp_path: Path, name: str, rule: Rule) -> None:
    write_bad(tmp_path, rule)
    assert mend_all(tmp_path) == [name]
    assert check(tmp_path, lambda text: None) == []
    mended = contents(tmp_path)
    assert mend_all(tmp_path) == []
    assert contents(tmp_path) == mended
    if name not in OTHERWISE_GOOD:
        assert mended == {file: text.encode() for file, text in FILES.items()}


@pytest.mark.parametrize("rule", KEPT.values(), ids=KEPT)
def test_a_mistake_without_a_certain_fix_is_left_unchanged(tmp_path: Path, rule: Rule) -> None:
    write_bad(tmp_path, rule)
    before = contents(tmp_path)
    assert mend_all(tmp_path) == []
    assert contents(tmp_path) == before


def test_a_book_without_mistakes_is_not_changed(tmp_path: Path) -> None:
    write_model(tmp_path)
    times = {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*") if file.is_file()}
    assert mend_all(tmp_path) == []
    assert {file: file.stat().st_mtime_ns for file in times} == times


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("follows: [two]", "follow: [two]"),
        ("added: 2026-01-01", "Added: 2026-01-01"),
        ("added: 2026-01-01", "added: 2026/1/1"),
        ("added: 2026-01-01", 'added: "2026-01-01"'),
        ("added: 2026-01-01", "added: 01.01.2026"),
        ("reviewed: 2026-01-02", "reviewed: 2.1.2026"),
        ("added: 2026-01-01", "added: 1 January 2026"),
        ("added: 2026-01-01", "added: Jan 1, 2026"),
        ("# The question?", "#\u00a0The question?"),
        ("---\ntopic", "\ufeff---\ntopic"),
        ("one/first\n", "snippets/one/First.py\n"),
        ("`#!live first.x", "`#!live First.x"),
        ("`#!live first.x", "`#!live first.py.x"),
        ("`#!live first.x", "`#!Live first.x"),
        ("`#!live first.x", "`#! live first.x"),
        ("`#!live first.x", "`!live first.x"),
        ("```snippet\none/first", "```Snippets\none/first"),
        ("```snippet\none/first", '```snippet title="one"\none/first'),
    ],
)
def test_a_mistake_is_fixed_in_every_form(tmp_path: Path, good: str, bad: str) -> None:
    write_model(tmp_path)
    assert good in ONE
    (tmp_path / PAGE).write_text(ONE.replace(good, bad, 1))
    assert len(mend_all(tmp_path)) == 1
    assert (tmp_path / PAGE).read_text() == ONE


@pytest.mark.parametrize(
    ("good", "bad", "becomes"),
    [
        ("  - how come", "  - ValueError: bad input", '  - "ValueError: bad input"'),
        ("  - how come", "  - 0.6931", '  - "0.6931"'),
        ("  - how come", '  - it says "no": why', '  - "it says \\"no\\": why"'),
    ],
)
def test_an_item_that_yaml_reads_as_another_type_is_quoted(tmp_path: Path, good: str, bad: str, becomes: str) -> None:
    write_model(tmp_path)
    (tmp_path / PAGE).write_text(ONE.replace(good, bad, 1))
    assert mend_all(tmp_path) == ["lists-of-texts"]
    assert (tmp_path / PAGE).read_text() == ONE.replace(good, becomes, 1)


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("added: 2026-01-01", "added: 01/02/2026"),
        ("added: 2026-01-01", "added: 01.13.2026"),
        ("added: 2026-01-01", "added: 01.02.26"),
        ("added: 2026-01-01", "added: 2026-13-01"),
        ("added: 2026-01-01", "added: soon"),
        ("added: 2026-01-01", "day: 2026-01-01"),
        ("  - how come", "  - how: come\n    why: so"),
        ("  - how come", "  - 0.5 # half"),
        ("one/first\n", "One/fist.py\n"),
        ("```snippet\none/first", "```c0de\none/first"),
        ("```snippet\none/first\n", "```snippet one/first\n"),
        ("`#!live first.x", "`#!live Fist.x"),
        ("`#!live first.x", "`#!lisp first.x"),
    ],
)
def test_an_ambiguous_mistake_is_left_unchanged(tmp_path: Path, good: str, bad: str) -> None:
    write_model(tmp_path)
    (tmp_path / PAGE).write_text(ONE.replace(good, bad, 1))
    mend_all(tmp_path)
    assert (tmp_path / PAGE).read_text() == ONE.replace(good, bad, 1)


def test_a_space_between_two_words_is_kept(tmp_path: Path) -> None:
    write_model(tmp_path)
    (tmp_path / PAGE).write_text(ONE.replace("A link", "A\u2028link"))
    assert mend_all(tmp_path) == ["hidden-characters"]
    assert (tmp_path / PAGE).read_text() == ONE


def test_mistakes_in_a_page_with_crlf_are_fixed_with_its_line_endings(tmp_path: Path) -> None:
    write_model(tmp_path)
    (tmp_path / PAGE).write_bytes(ONE.replace("added: 2026-01-01", "added: 2026/1/1").replace("\n", "\r\n").encode())
    assert sorted(mend_all(tmp_path)) == ["dates", "line-endings"]
    assert (tmp_path / PAGE).read_bytes() == ONE.encode()


def test_a_page_in_another_encoding_keeps_its_bytes(tmp_path: Path) -> None:
    write_model(tmp_path)
    bad = ONE.encode().replace(b"A link", b"A l\xe9nk")
    (tmp_path / PAGE).write_bytes(bad.replace(b"\n", b"\r\n"))
    mend_all(tmp_path)
    assert (tmp_path / PAGE).read_bytes() == bad


def test_a_page_with_cr_line_endings_is_left_unchanged(tmp_path: Path) -> None:
    write_model(tmp_path)
    bad = ONE.replace("follows", "follow").replace("\n", "\r").encode()
    (tmp_path / PAGE).write_bytes(bad)
    assert mend_all(tmp_path) == []
    assert (tmp_path / PAGE).read_bytes() == bad


def test_an_output_that_changed_is_never_recorded(tmp_path: Path) -> None:
    write_model(tmp_path)
    (tmp_path / "snippets/one/first.py").write_text("x = 1.25\nprint(x + 1)\n")
    assert mend_all(tmp_path) == []
    assert (tmp_path / "snippets/one/first.out").read_text() == "1.25\n"


def test_a_page_in_two_sections_stays_in_the_section_of_its_topic(tmp_path: Path) -> None:
    write_model(tmp_path)
    config, entry = tmp_path / "mkdocs.yml", "      - questions/two.md\n"
    config.write_text(FILES["mkdocs.yml"].replace("x: !ENV", f"{entry}x: !ENV"))
    assert mend_all(tmp_path) == ["navigation-once"]
    assert config.read_text() == FILES["mkdocs.yml"]


def test_many_mistakes_are_fixed_at_once_and_reported_in_a_line_each(tmp_path: Path, dev: Dev) -> None:
    write_model(tmp_path)
    bad = (
        ONE.replace("follows: [two]", "follow: two")
        .replace("one/first\n", "one/first.py\n")
        .replace("#!live", "#!alive")
    )
    (tmp_path / PAGE).write_text(bad.replace("A link", "A\u200b link"))
    (tmp_path / "snippets/one/first.out").unlink()
    (tmp_path / "mkdocs.yml").write_text(FILES["mkdocs.yml"].replace("      - questions/one.md\n", ""))
    done = dev(tmp_path, "check", "--fix")
    assert (done.returncode, done.stderr) == (0, "")
    *lines, last = done.stdout.splitlines()
    assert {line.split(":")[2] for line in lines} == {" fixed"}
    assert [line.partition(" fixed: ")[0] for line in lines] == [
        f"{PAGE}:36:",
        "snippets/one/first.out:1:",
        f"{PAGE}:10:",
        f"{PAGE}:18:",
        f"{PAGE}:21:",
        f"{PAGE}:49:",
        "mkdocs.yml:1:",
        f"{PAGE}:10:",
    ]
    assert last == "every page and snippet is as it should be"
    assert (tmp_path / PAGE).read_text() == ONE


def test_a_fixed_file_keeps_its_permissions(tmp_path: Path) -> None:
    write_model(tmp_path)
    page = tmp_path / PAGE
    page.write_text(ONE.replace("follows", "follow"))
    page.chmod(0o640)
    mend_all(tmp_path)
    assert page.stat().st_mode & 0o777 == 0o640
    assert not [file for file in page.parent.iterdir() if file.name not in ("one.md", "two.md")]


def test_only_the_named_files_are_fixed(tmp_path: Path, dev: Dev) -> None:
    write_model(tmp_path)
    for page in (PAGE, SECOND_PAGE):
        (tmp_path / page).write_text(FILES[page].replace("reviewed: ", "reviewed:  '").replace("-02\n", "-02'\n"))
    done = dev(tmp_path, "check", "--fix", SECOND_PAGE)
    assert done.stdout.splitlines() == [
        f"{SECOND_PAGE}:5: fixed: reviewed is '2025-01-02', not a date",
        "these pages and snippets are as they should be",
    ]
    assert (tmp_path / SECOND_PAGE).read_text() == FILES[SECOND_PAGE]
    assert (tmp_path / PAGE).read_text() != ONE
