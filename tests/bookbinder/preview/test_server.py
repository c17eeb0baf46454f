"""`./dev serve` serves the book on loopback with either engine, and shows every edit."""

from __future__ import annotations

import os
import re
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from unittest.mock import MagicMock

import pytest

from bookbinder.base.problems import BookError
from bookbinder.preview.server import Preview, serve
from tests.bookbinder.conftest import write_small_book
from tests.bookbinder.model import ONE, PAGE, SECOND_PAGE
from tests.conftest import Dev, own_python
from tests.serving import ENGINES, READY, free_port, process, running, until

ADDRESS, SECOND_ADDRESS = "questions/one/", "questions/two/"
LISTENS = "Browser connected"  # as MkDocs says of the one that waits
SIGTERM = "./dev serve: SIGTERM ended it: run it again; what existed before is unchanged"


def line_of(page: Path, text: str) -> int:
    return 1 + next(n for n, line in enumerate(page.read_text().splitlines()) if text in line)


def without_tags(page: str) -> str:
    return re.sub("<[^>]*>", "", page)


def served_by(engine: str, port: int, python: Path = Path(sys.executable)) -> list[str | Path]:
    return [python, "-m", "bookbinder", "serve", "--no-open", "--port", str(port), "--engine", engine]


class Served(NamedTuple):
    """A book that `./dev serve` serves."""

    book: Path
    fetch: Callable[[str], str]
    said: Path


@pytest.fixture(scope="module", params=ENGINES)
def preview(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Served]:
    """One preview for many tests of an engine, with a library of its own, which a snippet calls."""
    folder, port = tmp_path_factory.mktemp("served"), free_port()
    book = write_small_book(folder / "book")
    calls = book / "snippets/two/second.py"
    calls.write_text('from logitbook import bce_with_logits\n\nprint(f"{bce_with_logits(2.0, 1.0):.4f}")\n')
    calls.with_suffix(".out").write_text("0.1269\n")
    edit(book / SECOND_PAGE, "```snippet\n", "```snippet\ntwo/second\n```\n\n```snippet\n")
    with running(served_by(request.param, port, own_python(folder / "own", book)), READY, port, book) as fetch:
        yield Served(book, fetch, folder / "said")


@pytest.fixture
def served(preview: Served) -> Iterator[Served]:
    """That preview of the book without a mistake, which is put right after the test."""
    fetch, book = preview.fetch, preview.book
    assert until(lambda: all(is_good(fetch(address)) for address in (ADDRESS, SECOND_ADDRESS)))
    folders = ("docs", "snippets", "src/logitbook", "web/src")
    before = {file: file.read_bytes() for name in folders for file in (book / name).rglob("*") if file.is_file()}
    yield preview
    for file, content in before.items():
        if file.read_bytes() != content:
            file.write_bytes(content)


def is_good(page: str) -> bool:
    return ">More<" in page and 'class="problems"' not in page


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


only_zensical = pytest.mark.parametrize("preview", ["zensical"], indirect=True)


def test_a_page_is_served_with_its_numbers(served: Served) -> None:
    assert "One is 2.5." in without_tags(served.fetch(SECOND_ADDRESS))


def test_a_mistake_is_shown_on_the_page_until_it_is_fixed(served: Served) -> None:
    path = served.book / PAGE
    edit(path, "#!live first.x", "#!live first.nope")
    said = f"{PAGE}:{line_of(path, 'first.nope')}: one/first has no value &#x27;nope&#x27;"
    assert until(lambda: said in served.fetch(ADDRESS))
    path.write_text(ONE.replace("## More", "## More again"))
    assert until(lambda: "More again" in served.fetch(ADDRESS))
    assert 'class="problems"' not in served.fetch(ADDRESS)


def test_a_problem_disappears_with_its_cause_in_another_file_and_the_engine_does_not_repeat_it(served: Served) -> None:
    before = len(served.said.read_text())
    edit(served.book / SECOND_PAGE, "## More", "## Other")
    said = "links to the anchor #more, which no heading"
    assert until(lambda: said in served.fetch(ADDRESS))
    edit(served.book / SECOND_PAGE, "## Other", "## More")
    assert until(lambda: 'class="problems"' not in served.fetch(ADDRESS))
    lines = served.said.read_text()[before:]
    assert f": {said} of {SECOND_PAGE} has: " in lines
    assert not re.search("issues? found|Warning|WARNING", lines)


def test_problems_disappear_with_their_last_cause_in_either_order_of_fixes(small: Path) -> None:
    page, script, port = small / PAGE, small / "snippets/one/first.py", free_port()
    good = {file: file.read_text() for file in (page, script)}
    wrong = {page: good[page].replace("## More", "## More\n\nSee [this](nope.md).", 1), script: "print(\n"}

    def write(texts: dict[Path, str], *order: Path) -> None:
        for file in order:
            file.write_text(texts[file])

    write(wrong, page, script)
    with running(served_by("zensical", port), READY, port, small) as fetch:
        for order in ((page, script), (script, page)):
            assert until(lambda: "links to nope.md" in fetch(ADDRESS) and "first.py:1: " in fetch(ADDRESS))
            write(good, *order)
            assert until(lambda: is_good(fetch(ADDRESS)))
            write(wrong, page, script)


@only_zensical
def test_a_wrong_formula_is_replaced_by_a_message(served: Served) -> None:
    edit(served.book / PAGE, "## More", "Both $\\nope{x}$ and $y^2$.\n\n## More")
    assert until(lambda: '<span class="problems">the formula' in served.fetch(ADDRESS))
    page = served.fetch(ADDRESS)
    assert "\\nope{x}&#x27; cannot be set" in page
    assert "<msup><mi>y</mi><mn>2</mn></msup>" in page
    assert f"{PAGE}:" in page


def test_an_unreadable_page_shows_a_message_until_it_is_fixed(served: Served) -> None:
    edit(served.book / PAGE, "topic: meaning", "topic: [meaning")
    assert until(lambda: "the front matter is not YAML" in served.fetch(ADDRESS))
    assert "One is 2.5." in without_tags(served.fetch(SECOND_ADDRESS))
    (served.book / PAGE).write_text(ONE.replace("## More", "## More again", 1))
    assert until(lambda: "More again" in served.fetch(ADDRESS))


@pytest.mark.parametrize("engine", ENGINES)
def test_the_reason_why_an_engine_cannot_start_is_served_until_it_is_fixed(small: Path, engine: str) -> None:
    config, port = small / "mkdocs.yml", free_port()
    good = config.read_text()
    config.write_text(good.replace("nav:\n", "nav: [\n", 1))
    with running(served_by(engine, port), "mkdocs.yml:12: is not YAML", port, small) as fetch:
        assert until(lambda: "mkdocs.yml:12: is not YAML" in fetch(ADDRESS))
        config.write_text(good)
        assert until(lambda: is_good(fetch(ADDRESS)))


def test_an_edited_style_is_served_and_a_mistake_in_a_script_is_said_and_keeps_the_old_one(served: Served) -> None:
    fetch, style, script = served.fetch, served.book / "web/src/page.css", served.book / "web/src/book.js"
    assert until(lambda: "book-find" in fetch("assets/book.css") and "logit-lab.js" in fetch("assets/book.js"))
    script.write_text(f"{script.read_text()}let two two;\n")
    line = len(script.read_text().splitlines())
    assert until(lambda: f"web/src/book.js:{line}: Expected " in served.said.read_text())
    assert "logit-lab.js" in fetch("assets/book.js")
    script.write_text("globalThis.tan = 1;")
    style.write_text("a { color: tan }")
    assert until(lambda: "a{color:tan}" in fetch("assets/book.css") and "globalThis.tan" in fetch("assets/book.js"))


@only_zensical
def test_edits_of_a_snippet_and_of_the_library_are_shown(served: Served) -> None:
    snippet = served.book / "snippets/one/first.py"
    snippet.write_text(snippet.read_text() + 'print("a word of the snippet")\n')
    assert until(lambda: "\na word of the snippet" in served.fetch(ADDRESS))
    library = served.book / "src/logitbook/binary_loss.py"
    text = library.read_text()
    start = text.index("check_reduction(reduction)", text.index("def bce_with_logits("))
    library.write_text(f'{text[:start]}print("a word of the library"); {text[start:]}')
    assert until(lambda: "a word of the library\n" in served.fetch(SECOND_ADDRESS))
    library.write_text(text.replace("    check_reduction(reduction)", "    # a remark\n    check_reduction(reduction)"))
    assert until(lambda: "# a remark" in served.fetch("reference/"))
    assert until(lambda: "a word of the library" not in served.fetch(SECOND_ADDRESS))


def test_mkdocs_serve_serves_the_book(small: Path) -> None:
    port = free_port()
    command: list[str | Path] = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    with running(command, READY, port, small) as fetch:
        assert until(lambda: "One is 2.5." in without_tags(fetch(SECOND_ADDRESS)))
        snippet = small / "snippets/one/first.py"
        snippet.write_text(snippet.read_text() + 'print("a word of the snippet")\n')
        assert until(lambda: "\na word of the snippet" in fetch(ADDRESS))
        edit(small / PAGE, "#!live first.x", "#!live first.nope")
        assert until(lambda: "has no value &#x27;nope&#x27;" in fetch(ADDRESS))


def test_a_taken_port_is_reported_with_another(small: Path, dev: Dev) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = dev(small, "serve", "--no-open", "--port", str(port))
    assert done.stderr.splitlines()[-1] == f"./dev serve: port {port} is taken: add --port {port + 1}"
    assert done.returncode == 1


@pytest.mark.parametrize("port", [-1, 65_536, 10**30])
def test_a_number_that_is_not_a_port_is_refused(root: Path, port: int) -> None:
    with pytest.raises(BookError, match=f"^--port: {port} is not a port: choose one from 1024 to 65535$"):
        serve(root, "zensical", port, browser=False)


@pytest.mark.skipif(sys.platform != "linux", reason="it finds the engine in /proc")
@pytest.mark.tight
@pytest.mark.parametrize(("engine", "ends"), [("zensical", signal.SIGINT), ("material", signal.SIGTERM)])
def test_a_signal_ends_the_server_its_processes_and_its_connections_at_once(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: str, ends: signal.Signals
) -> None:
    port, scratch = free_port(), tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    with process(served_by(engine, port), READY, small) as (server, said):
        assert until(lambda: any(b"make_products" in line for _, line in processes_of(small)))
        with socket.create_connection(("127.0.0.1", port)) as waiting:
            waiting.sendall(f"GET /livereload/{10**15}/1 HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
            os.killpg(server.pid, ends)
            began = time.monotonic()
            assert server.wait(timeout=20) == (130 if ends == signal.SIGINT else 1)
            assert time.monotonic() - began < 1.5  # half a second, on a machine that does nothing else
            assert b"200 OK" not in waiting.recv(1 << 16)
        assert processes_of(small) == []
        assert [*scratch.iterdir()] == []
        after = said.read_text().partition("Serving on ")[2].splitlines()[1:]
        after = [line for line in after if LISTENS not in line and "Watching paths" not in line]
        assert after == ([] if ends == signal.SIGINT else [SIGTERM])


@pytest.mark.skipif(sys.platform != "linux", reason="it finds the engine in /proc")
def test_an_engine_that_ends_after_an_edit_is_restarted_once_and_then_after_the_next_edit(
    small: Path, tmp_path: Path
) -> None:
    port = free_port()
    with running(served_by("zensical", port), READY, port, small) as fetch:
        page, good = small / PAGE, (small / PAGE).read_text()
        page.write_text(good.replace("## More", "## By foot", 1))
        assert until(lambda: "By foot" in fetch(ADDRESS))
        os.kill(first := engine_of(small), signal.SIGKILL)
        assert until(lambda: engines_of(small) not in ([], [first]) and "By foot" in fetch(ADDRESS))
        assert "mkdocs.yml:1: " not in (tmp_path / "said").read_text()
        os.kill(engine_of(small), signal.SIGKILL)
        assert until(lambda: "zensical ended twice (exit code -9) after the last edit" in fetch(ADDRESS))
        page.write_text(good.replace("## More", "## By ear", 1))
        assert until(lambda: "By ear" in fetch(ADDRESS))


TWICE = "mkdocs.yml:1: zensical ended twice (exit code 1) after the last edit (KeyError: {}): "


@pytest.mark.parametrize(
    ("edited", "waits", "says"),
    [
        ([False], 0, ["KeyError: 0"]),  # with which the preview ends
        ([True, False], 1, [TWICE.format(1)]),
        ([True, True, False], 1, [TWICE.format(2)]),
        ([True, False, False, False], 2, [TWICE.format(1), TWICE.format(3)]),
    ],
)
def test_engines_that_end_are_restarted_once_for_each_edit_and_the_last_error_is_printed(
    monkeypatch: pytest.MonkeyPatch, edited: list[bool], waits: int, says: list[str]
) -> None:
    monkeypatch.setattr("bookbinder.preview.server.read_book", lambda root: None)
    monkeypatch.setattr("bookbinder.preview.server.navigation_problems", lambda book: [])
    monkeypatch.setattr("bookbinder.preview.server.ProductProcess", MagicMock())
    preview = MagicMock(root=Path(), engine="zensical", edited=None)
    runs = iter(enumerate(edited))

    def run_engine(*_: object, **__: object) -> tuple[int, str]:
        number, was_edited = next(runs)
        if was_edited:
            preview.edited = number
        return 1, f"KeyError: {number}"

    preview._run_engine.side_effect = run_engine
    preview.mirror.poll.side_effect = [*[True] * (waits - 1), KeyboardInterrupt]  # while it waits for an edit
    with suppress(KeyboardInterrupt):
        assert (Preview.run(preview, browser=False), waits) == (1, 0)
    said = [call.args[0] for call in preview.terminal.say.call_args_list]
    assert preview._run_engine.call_count == len(edited)
    assert len(said) == len(says)
    assert all(one.startswith(start) for one, start in zip(said, says, strict=True))


def test_one_line_is_printed_when_an_edit_is_checked(small: Path, tmp_path: Path) -> None:
    port = free_port()
    with running(served_by("zensical", port), READY, port, small) as fetch:
        page, said = small / PAGE, tmp_path / "said"
        assert is_good(fetch(ADDRESS))
        assert until(lambda: "questions/one/" in fetch("llms.txt"))
        assert "checked after" not in said.read_text()
        page.write_text(page.read_text().replace("## More", "## By foot", 1))
        assert until(lambda: re.search(r"^checked after \d+\.\d s$", said.read_text(), flags=re.MULTILINE) is not None)
        assert until(lambda: "By foot" in fetch(ADDRESS))
        assert said.read_text().count("checked after") == 1


def processes_of(copy: Path) -> list[tuple[int, bytes]]:
    """Return the processes that work in this copy, each with its command line."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has just ended
            if (place / "cwd").resolve() == copy.resolve() and (line := (place / "cmdline").read_bytes()):
                found.append((int(place.name), line))
    return found


def engines_of(copy: Path) -> list[int]:
    return [pid for pid, line in processes_of(copy) if b"\0serve\0--dev-addr" in line]


def engine_of(copy: Path) -> int:
    """Return the process of the engine that serves this copy."""
    (pid,) = engines_of(copy)
    return pid
