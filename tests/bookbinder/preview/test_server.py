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
from unittest.mock import MagicMock

import pytest

from bookbinder.base.problems import BookError
from bookbinder.preview.server import Preview, serve
from tests.conftest import Dev
from tests.serving import ENGINES, READY, free_port, process, running, until

PAGE = "docs/questions/what-is-a-logit.md"
ADDRESS = "questions/what-is-a-logit/"
LISTENS = "Browser connected"  # as MkDocs says of the one that waits
SIGTERM = "./dev serve: SIGTERM ended it: run it again; what existed before is unchanged"


def line_of(page: Path, text: str) -> int:
    return 1 + next(n for n, line in enumerate(page.read_text().splitlines()) if text in line)


@pytest.fixture(params=ENGINES)
def served(copy: Path, python: Path, request: pytest.FixtureRequest) -> Iterator[Callable[[str], str]]:
    """Serve the copy, with its own library, by `./dev serve`."""
    port = free_port()
    command = [python, "-m", "bookbinder", "serve", "--no-open", "--port", str(port), "--engine", request.param]
    with running(command, READY, port, copy) as fetch:
        yield fetch


def test_a_page_is_served_with_its_numbers(served: Callable[[str], str]) -> None:
    assert until(lambda: "0.5732" in served("questions/from-scores-to-probabilities/"))


def test_a_mistake_is_shown_on_the_page_until_it_is_fixed(copy: Path, served: Callable[[str], str]) -> None:
    path = copy / PAGE
    good = path.read_text()
    assert until(lambda: "By hand" in served(ADDRESS))
    path.write_text(good.replace("#!live odds_and_back.x", "#!live odds_and_back.nope", 1))
    said = f"{PAGE}:{line_of(path, 'odds_and_back.nope')}: what-is-a-logit/odds_and_back has no value &#x27;nope&#x27;"
    assert until(lambda: said in served(ADDRESS))
    path.write_text(good.replace("## By hand", "## By hand again", 1))
    assert until(lambda: "By hand again" in served(ADDRESS))
    assert 'class="problems"' not in served(ADDRESS)


def test_a_problem_disappears_with_its_cause_in_another_file_and_the_engine_does_not_repeat_it(
    copy: Path, served: Callable[[str], str], tmp_path: Path
) -> None:
    page, good = copy / PAGE, (copy / PAGE).read_text()
    assert until(lambda: "Logit" in served("glossary/") and 'class="problems"' not in served("glossary/"))
    page.write_text(good.replace("## By hand", "## By foot", 1))
    said = "links to the anchor #by-hand, which no heading"
    assert until(lambda: said in served("glossary/"))
    page.write_text(good)
    assert until(lambda: 'class="problems"' not in served("glossary/"))
    lines = (tmp_path / "said").read_text()
    assert f": {said} of {PAGE} has: " in lines
    assert not re.search("issues? found|Warning|WARNING", lines)


@pytest.mark.parametrize("first", ["page", "script"])
def test_problems_disappear_with_their_last_cause_in_either_order_of_fixes(
    copy: Path, python: Path, first: str
) -> None:
    page, script, port = copy / PAGE, copy / "snippets" / "what-is-a-logit" / "odds_and_back.py", free_port()
    texts = {file: file.read_text() for file in ((page, script) if first == "page" else (script, page))}
    page.write_text(texts[page].replace("## By hand", "## By hand\n\nSee [this](nope.md).", 1))
    script.write_text("print(\n")
    command = [python, "-m", "bookbinder", "serve", "--no-open", "--port", str(port)]
    with running(command, READY, port, copy) as fetch:
        assert until(lambda: "links to nope.md" in fetch(ADDRESS) and "odds_and_back.py:1: " in fetch(ADDRESS))
        for file, text in texts.items():
            file.write_text(text)
        assert until(lambda: "By hand" in fetch(ADDRESS) and 'class="problems"' not in fetch(ADDRESS))


def test_a_wrong_formula_is_replaced_by_a_message(copy: Path, served: Callable[[str], str]) -> None:
    path = copy / PAGE
    path.write_text(path.read_text().replace("## By hand", "Both $\\nope{x}$ and $y^2$.\n\n## By hand", 1))
    assert until(lambda: '<span class="problems">the formula' in served(ADDRESS))
    assert "\\nope{x}&#x27; cannot be set" in served(ADDRESS)
    assert "<msup><mi>y</mi><mn>2</mn></msup>" in served(ADDRESS)
    assert f"{PAGE}:" in served(ADDRESS)


def test_an_unreadable_page_shows_a_message_until_it_is_fixed(copy: Path, served: Callable[[str], str]) -> None:
    path = copy / PAGE
    good = path.read_text()
    assert until(lambda: "By hand" in served(ADDRESS))
    path.write_text(good.replace("topic: meaning", "topic: [meaning", 1))
    assert until(lambda: "the front matter is not YAML" in served(ADDRESS))
    assert "By hand" in served("questions/softmax-twice/")
    path.write_text(good.replace("## By hand", "## By hand again", 1))
    assert until(lambda: "By hand again" in served(ADDRESS))


@pytest.mark.parametrize("engine", ENGINES)
def test_the_reason_why_an_engine_cannot_start_is_served_until_it_is_fixed(
    copy: Path, python: Path, engine: str
) -> None:
    config, port = copy / "mkdocs.yml", free_port()
    good = config.read_text()
    config.write_text(good.replace("nav:\n", "nav: [\n", 1))
    command = [python, "-m", "bookbinder", "serve", "--no-open", "--port", str(port), "--engine", engine]
    with running(command, "mkdocs.yml:12: is not YAML", port, copy) as fetch:
        assert until(lambda: "mkdocs.yml:12: is not YAML" in fetch(ADDRESS))
        config.write_text(good)
        assert until(lambda: "By hand" in fetch(ADDRESS))


def test_edits_of_a_snippet_and_of_the_library_are_shown(copy: Path, served: Callable[[str], str]) -> None:
    assert until(lambda: "By hand" in served(ADDRESS))
    snippet = copy / "snippets" / "what-is-a-logit" / "odds_and_back.py"
    snippet.write_text(snippet.read_text() + 'print("a word of the snippet")\n')
    assert until(lambda: "\na word of the snippet" in served(ADDRESS))
    library = copy / "src" / "logitbook" / "binary_loss.py"
    text = library.read_text()
    start = text.index("check_reduction(reduction)", text.index("def bce_with_logits("))
    library.write_text(f'{text[:start]}print("a word of the library"); {text[start:]}')
    assert until(lambda: "\na word of the library" in served("questions/bce-or-bce-with-logits/"))
    library.write_text(text.replace("    check_reduction(reduction)", "    # a remark\n    check_reduction(reduction)"))
    assert until(lambda: "# a remark" in served("reference/"))
    assert until(lambda: "a word of the library" not in served("questions/bce-or-bce-with-logits/"))


def test_an_edited_style_is_served_and_a_mistake_in_a_script_is_reported_and_keeps_the_old_one(
    copy: Path, served: Callable[[str], str], tmp_path: Path
) -> None:
    style, script = copy / "web/src/page.css", copy / "web/src/book.js"
    assert until(lambda: "book-find" in served("assets/book.css") and "logit-lab.js" in served("assets/book.js"))
    script.write_text(f"{script.read_text()}let two two;\n")
    line = len(script.read_text().splitlines())
    assert until(lambda: f"web/src/book.js:{line}: Expected " in (tmp_path / "said").read_text())
    assert "logit-lab.js" in served("assets/book.js")
    script.write_text("globalThis.tan = 1;")
    style.write_text("a { color: tan }")
    assert until(lambda: "a{color:tan}" in served("assets/book.css") and "globalThis.tan" in served("assets/book.js"))


def test_mkdocs_serve_serves_the_book(copy: Path, python: Path) -> None:
    port = free_port()
    command = [python, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    with running(command, READY, port, copy) as fetch:
        assert until(lambda: "0.5732" in fetch("questions/from-scores-to-probabilities/"))
        snippet = copy / "snippets" / "what-is-a-logit" / "odds_and_back.py"
        snippet.write_text(snippet.read_text() + 'print("a word of the snippet")\n')
        assert until(lambda: "\na word of the snippet" in fetch(ADDRESS))
        page = copy / PAGE
        page.write_text(page.read_text().replace("#!live odds_and_back.x", "#!live odds_and_back.nope", 1))
        assert until(lambda: "has no value &#x27;nope&#x27;" in fetch(ADDRESS))


def test_a_taken_port_is_reported_with_another(copy: Path, dev: Dev) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = dev(copy, "serve", "--no-open", "--port", str(port))
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
    copy: Path, python: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: str, ends: signal.Signals
) -> None:
    port, scratch = free_port(), tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    command = [python, "-m", "bookbinder", "serve", "--no-open", "--port", str(port), "--engine", engine]
    with process(command, READY, copy) as (server, said):
        assert until(lambda: len(processes_of(copy)) == 3)  # the server, its engine, and what makes downloads
        with socket.create_connection(("127.0.0.1", port)) as waiting:
            waiting.sendall(f"GET /livereload/{10**15}/1 HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
            os.killpg(server.pid, ends)
            began = time.monotonic()
            assert server.wait(timeout=20) == (130 if ends == signal.SIGINT else 1)
            assert time.monotonic() - began < 1.5  # half a second, on a machine that does nothing else
            assert b"200 OK" not in waiting.recv(1 << 16)
        assert processes_of(copy) == []
        assert [*scratch.iterdir()] == []
        after = said.read_text().partition("Serving on ")[2].splitlines()[1:]
        after = [line for line in after if LISTENS not in line and "Watching paths" not in line]
        assert after == ([] if ends == signal.SIGINT else [SIGTERM])


@pytest.mark.skipif(sys.platform != "linux", reason="it finds the engine in /proc")
def test_an_engine_that_ends_after_an_edit_is_restarted_once_and_then_after_the_next_edit(
    copy: Path, python: Path, tmp_path: Path
) -> None:
    port = free_port()
    command = [python, "-m", "bookbinder", "serve", "--no-open", "--port", str(port)]
    with running(command, READY, port, copy) as fetch:
        page, good = copy / PAGE, (copy / PAGE).read_text()
        page.write_text(good.replace("## By hand", "## By foot", 1))
        assert until(lambda: "By foot" in fetch(ADDRESS))
        os.kill(first := engine_of(copy), signal.SIGKILL)
        assert until(lambda: engines_of(copy) not in ([], [first]) and "By foot" in fetch(ADDRESS))
        assert "mkdocs.yml:1: " not in (tmp_path / "said").read_text()
        os.kill(engine_of(copy), signal.SIGKILL)
        assert until(lambda: "zensical ended twice (exit code -9) after the last edit" in fetch(ADDRESS))
        page.write_text(good.replace("## By hand", "## By ear", 1))
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


def test_one_line_is_printed_when_an_edit_is_shown(copy: Path, python: Path, tmp_path: Path) -> None:
    port = free_port()
    command = [python, "-m", "bookbinder", "serve", "--no-open", "--port", str(port)]
    with running(command, READY, port, copy) as fetch:
        page, said = copy / PAGE, tmp_path / "said"
        assert until(lambda: "what-is-a-logit" in fetch("llms.txt"))  # made with all that is said to be shown
        assert "shown after" not in said.read_text()
        page.write_text(page.read_text().replace("## By hand", "## By foot", 1))
        assert until(lambda: re.search(r"^shown after \d+\.\d s$", said.read_text(), flags=re.MULTILINE) is not None)
        assert "By foot" in fetch(ADDRESS)
        assert said.read_text().count("shown after") == 1


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
