"""The engine listens where nobody can guess it, and what is said on the terminal waits for no reader."""

from __future__ import annotations

import ipaddress
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bookbinder.preview import engine_process
from bookbinder.preview.engine_process import EngineProcess, Terminal

SAYING = "from bookbinder.preview.engine_process import Terminal; terminal = Terminal()\n"
SAYING += "for n in range({}): terminal.say(str(n).zfill(99))\n"
SAYING += "terminal.end(); print('done')"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere loopback has one address")
def test_no_two_engines_listen_on_the_same_host() -> None:
    hosts = {engine_process._hidden_address()[0] for _ in range(20)}
    assert len(hosts) > 15
    assert all(ipaddress.ip_address(host).is_loopback for host in hosts)
    assert "127.0.0.1" not in hosts


def test_lines_come_whole_and_in_order() -> None:
    done = subprocess.run([sys.executable, "-c", SAYING.format(2000)], capture_output=True, text=True, timeout=60)
    assert [int(line) for line in done.stderr.splitlines()] == list(range(2000))


def test_lines_that_nobody_reads_keep_nobody_waiting() -> None:
    ours, theirs = os.pipe()
    command = [sys.executable, "-c", SAYING.format(20_000)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=theirs, timeout=60)
    os.close(theirs)
    os.close(ours)
    assert (done.returncode, done.stdout) == (0, b"done\n")


def test_lines_for_a_reader_who_has_gone_are_dropped() -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    done = subprocess.run([sys.executable, "-c", SAYING.format(9)], stdout=subprocess.PIPE, stderr=theirs, timeout=60)
    os.close(theirs)
    assert (done.returncode, done.stdout) == (0, b"done\n")


def test_only_the_line_with_the_engines_address_is_dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[bytes] = []
    script = "import sys; print('Serving on http://' + sys.argv[-1] + '/'); print('Serving tea'); print(sys.argv[-1])"
    script += "; sys.stdout.flush(); print('a warning', file=sys.stderr)"
    monkeypatch.setattr(engine_process, "engine_command", lambda engine, *rest: [sys.executable, "-c", script, *rest])
    terminal = Terminal()
    monkeypatch.setattr(terminal, "pass_on", said.append)
    with EngineProcess(tmp_path, "zensical", dict(os.environ), terminal) as engine:
        assert not engine.accepts_connections()
        engine._reader.join()
    assert said == [b"Serving tea\n", "{}:{}\n".format(*engine.address).encode(), b"a warning\n"]
    assert engine.exit_code() == 0
    terminal.end()
