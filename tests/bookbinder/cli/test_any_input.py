"""No file and no argument ends a command with a traceback or a signal: problems are lines of text."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from bookbinder.cli import main
from tests.bookbinder.model import FILES, PAGE, write_model

SCRIPT, RECORD, CONFIG = "snippets/one/first.py", "snippets/one/first.out", "mkdocs.yml"
LONGEST = 3_000  # characters of a line
LINE = re.compile(r"\S.*?: .+: .+")
# What readers of Markdown, YAML, formulas, drawings, Python and names trip over.
FRAGMENTS = r"""
    ``` ```` ~~~ ```snippet ```figure ```lab ```measured ```questions ```flow one/first one/first#part --- ... === / //
    !!! ??? ???+ ` `` $ $$ $x$ \ \frac \left( \begin{align} \end{align} {{{{ }}}} `#!live `#!live`first.x:.1f`
    `#!measured` :9999999d :c [0] [-1] [999999] {%x%} {{x}} {#a} {:.b} [a] (b) [a](two.md) ![a]( [^1] [^1]: *[A]:
    &#0; &amp; <b <!-- --> <script> </p> <svg> <use/> # ## | |--|--| * _ - 1. > : ;; , ' " % @ ! ? & *a &a [ ] { } << ~
    !!int !!python/name:os.system 0x 1e999 nan 0001-01-01 9999999999999999999999 topic: asked_as: follows: references:
    added: reviewed: title: nav: plugins: hooks: extra: ::: options: print(1) x= import os raise 1/0 exit() def lambda:
    (((( \N{DASH} \x00 %% raises: ValueError é ß ẞ ı İ ﬁ Ω 中
""".split()  # noqa: SIM905 - as a list it has a hundred lines
FRAGMENTS += [" ", "    ", "\t", "\n", "\n\n", "\r\n", "\r", "\f", "\v", "\x00", "\x1b[2J", "\x7f", "\x85", "\u0301"]
FRAGMENTS += ["\U0001f469\u200d\U0001f680", "\u202e", "\u200b", "\u2028", "\ufeff", "\ufffe", "\ue000", "\U000e0041"]
FRAGMENTS += ["\udc80", "# %% a\n", "# raises: ValueError\n"]

texts = st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=12).map("".join) | st.text(max_size=40)
pieces = st.builds(lambda text, times: text * times, texts, st.sampled_from([1, 1, 1, 2, 300]))
names = st.sampled_from([*FILES, "docs/questions/three.md", "docs/new.md", "snippets/one/new.py"])
cuts = st.floats(0, 1)


@st.composite
def contents(draw: st.DrawFn, name: str) -> bytes:
    """A file of the book with something put into it or cut out of it, or none of it."""
    text = FILES.get(name, FILES[PAGE])
    start, end = sorted((draw(cuts), draw(cuts)))
    whole, piece = draw(st.booleans()), draw(pieces)
    if draw(st.integers(0, 9)) == 0:
        return draw(st.binary(max_size=60))
    if draw(st.integers(0, 4)) == 0:
        return bytes(piece.encode("utf-8", "surrogateescape"))
    first, last = round(start * len(text)), round((start if whole else end) * len(text))
    return bytes((text[:first] + piece + text[last:]).encode("utf-8", "surrogateescape"))


files = names.flatmap(lambda name: st.tuples(st.just(name), contents(name)))
typed = texts.map(lambda text: text.replace("\0", ""))  # no system passes such a word on
places = st.sampled_from(["docs", "snippets", ".", "..", "", "~", "/proc/self/mem", "/dev/null", PAGE * 60])
paths = typed | names | places
news = st.builds(
    lambda question, topic, follows, slug: ["new", question, "--topic", topic, "--follows", follows, f"--slug={slug}"],
    paths,
    st.sampled_from(["meaning", "losses", "", "x"]) | paths,
    st.sampled_from(["one", "two"]) | paths,
    st.sampled_from(["three", "index", "con", "a" * 300, "x/y", ".."]) | typed,
)
commands = (
    st.sampled_from([["check"], ["check"], ["check", "--fix"], ["run", SCRIPT]])
    | paths.map(lambda path: ["check", path])
    | paths.map(lambda path: ["run", path])
    | news
    | st.lists(typed, max_size=3)
)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The smallest book; only what an example changes is written again for the next."""
    book = tmp_path_factory.mktemp("any") / "book"
    write_model(book)
    return book


@contextlib.contextmanager
def changed(book: Path, name: str, data: bytes) -> Iterator[None]:
    """Put something in a file of the book's, and the book as it was behind that."""
    (book / name).write_bytes(data)
    try:
        yield
    finally:
        for folder in ("docs", "snippets", "benchmarks"):
            shutil.rmtree(book / folder)
        write_model(book)


def run(book: Path, words: list[str]) -> tuple[int, str]:
    """Return the exit code of a command in the book, and what it said was wrong."""
    out, errors, here = io.StringIO(), io.StringIO(), Path.cwd()
    os.chdir(book)
    try:
        with (
            mock.patch.object(sys, "argv", ["./dev", *words]),
            mock.patch.object(sys, "stdin", io.StringIO()),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(errors),
        ):
            code = main.main()
    except SystemExit as ended:  # of the command line's own parser
        return ended.code if isinstance(ended.code, int) else 1, ""
    finally:
        os.chdir(here)
    return code, errors.getvalue()


def assert_said_in_lines(book: Path, words: list[str]) -> None:
    """Fail unless a command ends with 0, 1 or 2 and says what is wrong in lines of one form."""
    code, said = run(book, words)
    assert code in (0, 1, 2)
    assert "bug in the command" not in said, said
    assert (code == 1) == bool(said) or words[:1] in (["new"], ["run"]), said
    for line in said.splitlines():
        assert line.isprintable(), ascii(line)
        assert len(line) <= LONGEST
        assert LINE.fullmatch(line) or code == 0, line


LIMITS = settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[*HealthCheck],
)


@LIMITS
@given(files, commands)
@example((PAGE, b"\xff"), ["check", "\n"])
@example((PAGE, b"\xff"), ["check", ""])
@example((PAGE, b"\xff"), ["check", "--fix"])
@example((PAGE, b"---\n" + b"[" * 3000), ["check", "--fix"])
@example(("docs/references.yml", b"a-1990: {title: \x08}\n"), ["check"])
@example((CONFIG, b""), ["new", "Why is three not four?", "--topic", "meaning", "--follows", "one"])
def test_any_file_and_any_arguments_end_a_command_with_lines_only(
    book: Path, file: tuple[str, bytes], words: list[str]
) -> None:
    with changed(book, *file):
        assert_said_in_lines(book, words)
