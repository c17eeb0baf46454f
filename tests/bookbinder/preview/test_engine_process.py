"""The engine listens at an address that nobody can guess, and printing does not block."""

from __future__ import annotations

import ipaddress
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bookbinder.preview import engine_process
from bookbinder.preview.engine_process import EngineProcess, Terminal
from tests.serving import until

PRINTING = "from bookbinder.preview.engine_process import Terminal; terminal = Terminal()\n"
PRINTING += "for n in range({}): terminal.say(str(n).zfill(99))\n"
PRINTING += "terminal.end(); print('done')"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere loopback has one address")
def test_engines_listen_on_random_hosts() -> None:
    hosts = {engine_process._hidden_address()[0] for _ in range(20)}
    assert len(hosts) > 15
    assert all(ipaddress.ip_address(host).is_loopback for host in hosts)
    assert "127.0.0.1" not in hosts


def test_lines_are_printed_complete_and_in_order() -> None:
    done = subprocess.run([sys.executable, "-c", PRINTING.format(2000)], capture_output=True, text=True, timeout=60)
    assert [int(line) for line in done.stderr.splitlines()] == list(range(2000))


def test_a_terminal_that_nobody_reads_blocks_nothing() -> None:
    ours, theirs = os.pipe()
    command = [sys.executable, "-c", PRINTING.format(20_000)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=theirs, timeout=60)
    os.close(theirs)
    os.close(ours)
    assert (done.returncode, done.stdout) == (0, b"done\n")


def test_lines_for_a_closed_terminal_are_dropped() -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    done = subprocess.run([sys.executable, "-c", PRINTING.format(9)], stdout=subprocess.PIPE, stderr=theirs, timeout=60)
    os.close(theirs)
    assert (done.returncode, done.stdout) == (0, b"done\n")


SERVER = """
import sys
from http.server import HTTPServer, SimpleHTTPRequestHandler
host, port = sys.argv[-1].split(":")
HTTPServer((host, int(port)), SimpleHTTPRequestHandler).serve_forever()
"""


def test_an_engine_serves_pages_when_the_last_question_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_process, "engine_command", lambda *rest: [sys.executable, "-c", SERVER, *rest])
    docs, page = tmp_path / "docs", "<html></html>"
    for name in ("docs/questions/one.md", "docs/questions/two.md", "docs/questions/.draft.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    terminal = Terminal()
    with EngineProcess(tmp_path, "zensical", dict(os.environ), terminal) as engine:
        for name in ("404.html", "questions/one/index.html"):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(page)
        assert until(lambda: engine.serves_pages(tmp_path / "empty"))
        assert not engine.serves_pages(docs)
        (tmp_path / "questions/two").mkdir()
        (tmp_path / "questions/two/index.html").write_text("")  # opened, and not written yet
        assert not engine.serves_pages(docs)
        (tmp_path / "questions/two/index.html").write_text(page)
        assert engine.serves_pages(docs)
    terminal.end()


def test_only_the_line_with_the_address_of_the_engine_is_dropped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[bytes] = []
    script = "import sys; print('Serving on http://' + sys.argv[-1] + '/'); print('Serving tea'); print(sys.argv[-1])"
    script += "; sys.stdout.flush(); print('a warning', file=sys.stderr)"
    monkeypatch.setattr(engine_process, "engine_command", lambda engine, *rest: [sys.executable, "-c", script, *rest])
    terminal = Terminal()
    monkeypatch.setattr(terminal, "pass_on", said.append)
    with EngineProcess(tmp_path, "zensical", dict(os.environ), terminal) as engine:
        assert not engine.serves_pages(tmp_path)
        engine._reader.join()
    assert said == [b"Serving tea\n", "{}:{}\n".format(*engine.address).encode(), b"a warning\n"]
    assert engine.exit_code() == 0
    terminal.end()
