"""Everything in docs/ and snippets/ is published, so no file there may run code or belong to somebody else."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bookbinder.preview.docs_mirror import Mirror
from bookbinder.rules.check import check
from tests.bookbinder.model import write_model

pytestmark = pytest.mark.no_cover  # measured, they take half as long again; the tests of mistakes run the same lines

SECRET = "hunter2"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'
PNG = b"\x89PNG\r\n\x1a\n"
REFUSED = {"docs-file", "snippet-file", "snippet-exists", "page-file"}


def _text(name: str, text: str | bytes) -> Callable[[Path, Path], str]:
    def make(book: Path, outside: Path) -> str:
        (book / name).parent.mkdir(parents=True, exist_ok=True)
        (book / name).write_bytes(text.encode() if isinstance(text, str) else text)
        return name

    return make


def _link(name: str, to: str = "{outside}/secret") -> Callable[[Path, Path], str]:
    def make(book: Path, outside: Path) -> str:
        (book / name).parent.mkdir(parents=True, exist_ok=True)
        if (book / name).is_file():
            (book / name).unlink()
        (book / name).symlink_to(to.format(outside=outside, book=book))
        return name

    return make


def _pipe(name: str) -> Callable[[Path, Path], str]:
    def make(book: Path, outside: Path) -> str:
        os.mkfifo(book / name)
        return name

    return make


def _socket(name: str) -> Callable[[Path, Path], str]:
    def make(book: Path, outside: Path) -> str:
        here = Path.cwd()
        os.chdir((book / name).parent)  # a socket's path has a hundred characters at most
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind(Path(name).name)
        os.chdir(here)
        return name

    return make


FILES = {
    "a link to a file": _link("docs/leak.txt"),
    "a link to a folder": _link("docs/keys", "{outside}"),
    "a page that is a link": _link("docs/leak.md"),
    "a question that is a link": _link("docs/questions/leak.md"),
    "a picture that is a link": _link("docs/assets/leak.png"),
    "a style sheet that is a link": _link("docs/assets/book.css"),
    "a link within the book": _link("docs/own.md", "questions/one.md"),
    "a link to nothing": _link("docs/nothing.md", "nowhere"),
    "a link to itself": _link("docs/itself.md", "itself.md"),
    "a script that is a link": _link("snippets/one/leak.py"),
    "a script that a page shows and is a link": _link("snippets/one/first.py"),
    "an output that is a link": _link("snippets/one/first.out"),
    "a folder of scripts that is a link": _link("snippets/leak", "{outside}"),
    "a pipe": _pipe("docs/pipe.md"),
    "a pipe among the scripts": _pipe("snippets/one/pipe.py"),
    "a socket": _socket("docs/socket.md"),
    "HTML": _text("docs/evil.html", "<script>x()</script>"),
    "HTML in capitals": _text("docs/EVIL.HTML", "<SCRIPT>x()</SCRIPT>"),
    "HTML without a head": _text("docs/questions/evil.htm", "<b onload=x()>"),
    "XHTML": _text("docs/evil.xhtml", "<html/>"),
    "XML": _text("docs/evil.xml", "<?xml-stylesheet href='x'?><a/>"),
    "a script": _text("docs/evil.js", "x()"),
    "a script among the pictures": _text("docs/assets/evil.js", "x()"),
    "a module": _text("docs/assets/evil.mjs", "x()"),
    "WebAssembly": _text("docs/assets/evil.wasm", b"\0asm"),
    "a style sheet": _text("docs/assets/evil.css", "body{display:none}"),
    "a worker": _text("docs/sw.js", "x()"),
    "headers": _text("docs/_headers", "/*\n  Content-Security-Policy: none\n"),
    "redirects": _text("docs/_redirects", "/* https://example.org 302"),
    "PDF": _text("docs/evil.pdf", b"%PDF"),
    "an archive": _text("docs/evil.zip", b"PK"),
    "no ending": _text("docs/CNAME", "example.org"),
    "another YAML": _text("docs/evil.yml", "a: b"),
    "a configuration": _text("docs/mkdocs.yml", "hooks: [x.py]"),
    "Python": _text("docs/evil.py", "x()"),
    "a template": _text("docs/evil.md.jinja", "{{ x }}"),
    "SVG with a script": _text("docs/evil.svg", SVG.format("<script>x()</script>")),
    "SVG with an event": _text("docs/evil.svg", SVG.format("<g onclick='x()'/>")),
    "SVG that loads": _text("docs/evil.svg", SVG.format("<image href='https://example.org/x.png'/>")),
    "SVG with HTML": _text("docs/evil.svg", SVG.format("<foreignObject/>")),
    "SVG with a link": _text("docs/evil.svg", SVG.format("<a href='javascript:x()'><text>x</text></a>")),
    "SVG that uses another's": _text("docs/evil.svg", SVG.format("<use xlink:href='https://example.org/x#y'/>")),
    "SVG that animates": _text("docs/evil.svg", SVG.format("<animate attributeName='href'/>")),
    "SVG with entities": _text("docs/evil.svg", "<!DOCTYPE svg [<!ENTITY a 'b'>]>" + SVG.format("<text>&a;</text>")),
    "SVG with a style": _text("docs/evil.svg", SVG.format("<style>@import 'https://example.org'</style>")),
    "SVG of another root": _text(
        "docs/evil.svg", "<html xmlns='http://www.w3.org/1999/xhtml'><script>x()</script></html>"
    ),
    "HTML called a picture": _text("docs/evil.png", "<script>x()</script>"),
    "a large picture": _text("docs/large.png", PNG + b"x" * 600_000),
    "a large page": _text("docs/large.md", b"x" * 500_000),
    "a large script": _text("snippets/one/large.py", b"#\n" * 100_000),  # one line would take the spell checker seconds
    "data beside a script": _text("snippets/one/evil.so", b"ELF"),
    "a package beside a script": _text("snippets/one/evil/__init__.py", "x()"),
    "settings of ruff": _text("snippets/.ruff.toml", 'cache-dir = "/home"'),
    "settings of ruff on a snippet": _text("snippets/one/.ruff.toml", "exclude = ['*']"),
    "settings of typos": _text("docs/questions/.typos.toml", "[files]\nextend-exclude = ['*']"),
    "what tools pass over": _text("docs/.ignore", "*"),
    "what git passes over": _text("snippets/one/.gitignore", "*"),
    "what git shows of differences": _text("docs/.gitattributes", "*.md -diff"),
    "settings of a hidden tool": _text("docs/.coveragerc", "[run]"),
}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    book = tmp_path / "book"
    write_model(book)
    return book


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret").write_text(f"# {SECRET}?\nprint('{SECRET}')\n")
    return outside


@pytest.mark.skipif(sys.platform == "win32", reason="WARNING: links and pipes are tested where they can be made")
@pytest.mark.timeout(20)  # nobody writes into the pipes
@pytest.mark.parametrize("make", FILES.values(), ids=FILES)
def test_a_file_that_may_not_be_published_is_reported_and_never_read_or_copied(
    book: Path, outside: Path, make: Callable[[Path, Path], str]
) -> None:
    name = make(book, outside)
    problems = check(book, lambda text: None)
    assert any(problem.rule in REFUSED for problem in problems), [str(problem) for problem in problems]
    assert SECRET not in "".join(map(str, problems))
    copy = Mirror(book, book / "copy").place
    assert not (copy / Path(name).relative_to(Path(name).parts[0])).exists()
    copied = [file for file in copy.rglob("*") if file.is_file()]
    assert copied
    assert not any(file.is_symlink() or SECRET.encode() in file.read_bytes() for file in copied)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("docs/assets/shape.svg", SVG.format('<path d="M0 0L1 1" fill="#123456" stroke-width="2"/>').encode()),
        ("docs/assets/picture.png", PNG + b"x" * 1000),
        ("docs/assets/photo.jpg", b"\xff\xd8\xff\xe0"),
        ("docs/.DS_Store", b"x"),
        ("docs/questions/.one.md.swp", b"x"),
        ("docs/questions/one.md~", b"x"),
        ("snippets/one/__pycache__/first.cpython-311.pyc", b"x"),
    ],
)
def test_pictures_and_files_of_editors_are_accepted(book: Path, name: str, content: bytes) -> None:
    (book / name).parent.mkdir(parents=True, exist_ok=True)
    (book / name).write_bytes(content)
    assert [str(problem) for problem in check(book, lambda text: None)] == []
