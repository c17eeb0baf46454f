"""What a snippet still sees of the machine on Linux, as SECURITY.md lists it. Files' contents: test_sandbox.py."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bookbinder.run.environment import snippet_environment
from bookbinder.run.runner import run_in_sandbox

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="WARNING: the layers tested here are those of Linux")

SEEN = {
    "that a file exists": "os.path.exists(OUT) and not os.path.exists(OUT + '-not')",
    "its size": "os.stat(OUT).st_size == 6",
    "its time": "os.stat(OUT).st_mtime == 86400",
    "its owner": "os.stat(OUT).st_uid == UID",
    "its mode": "os.stat(OUT).st_mode == 0o100640",
    "whether it may be opened": "os.access(OUT, os.R_OK)",
    "where a link points": "os.readlink(OUT + '-link') == OUT",
    "the host's name": "os.uname().nodename == HOST",
    "the kernel": "os.uname().release == KERNEL",
    "devices": "os.path.exists('/dev/zero')",
    "processors": "os.sched_getaffinity(0) == CPUS",
    "load": "len(os.getloadavg()) == 3",
    "memory": "os.sysconf('SC_PHYS_PAGES') == PAGES",
    "uptime": "time.clock_gettime(time.CLOCK_BOOTTIME) > 0",
    "clock": "time.time() > NOW",
    "that a process exists": "os.path.exists(f'/proc/{OTHER}')",
    "its user": "os.stat(f'/proc/{OTHER}').st_uid == UID",
    "its processor time": "time.clock_gettime((~OTHER << 3) | 2) >= 0",
    "its processors": "os.sched_getaffinity(OTHER) == {min(CPUS)}",
    "the user's number": "os.getuid() == UID",
    "the checkout": "sys.executable == PYTHON",
}
UNSEEN = {
    "names in a folder": "os.listdir(os.path.dirname(OUT))",
    "names at the top": "os.listdir('/')",
    "open files of a process": "os.listdir(f'/proc/{OTHER}/fd')",
    "program of a process": "os.readlink(f'/proc/{OTHER}/exe')",
    "folder of a process": "os.readlink(f'/proc/{OTHER}/cwd')",
    "what a process has open": "os.stat(f'/proc/{OTHER}/fd/0')",
    "free disk": "os.statvfs('/')",
    "extended attributes": "os.listxattr(OUT)",
    "groups": "os.getgroups()",
    "session of a process": "os.getsid(OTHER)",
    "priority of a process": "os.getpriority(os.PRIO_PROCESS, OTHER)",
}
SCRIPT = """
import os, sys, time
{facts}
for name, tried in {tried}.items():
    try:
        outcome = "seen" if eval(tried) not in (None, False) else "wrong"
    except OSError:
        outcome = "refused"
    print(name, outcome, sep=": ")
print("environment:", sorted(os.environ))
"""


@pytest.fixture
def other() -> Iterator[int]:
    """Return the id of another process of the same user, on one processor."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        os.sched_setaffinity(process.pid, {min(os.sched_getaffinity(0))})
        yield process.pid
        process.communicate(b"\n")


def test_a_snippet_sees_only_what_security_md_lists(tmp_path: Path, other: int) -> None:
    outside = tmp_path / "outside"
    outside.write_text("secret")
    outside.chmod(0o640)
    os.utime(outside, (86400, 86400))
    Path(f"{outside}-link").symlink_to(outside)
    facts = {"OUT": str(outside), "UID": os.getuid(), "OTHER": other, "PYTHON": sys.executable, "NOW": 1.7e9}
    facts |= {"HOST": socket.gethostname(), "KERNEL": os.uname().release, "PAGES": os.sysconf("SC_PHYS_PAGES")}
    facts["CPUS"] = os.sched_getaffinity(0)
    script = tmp_path / "looks.py"
    lines = "\n".join(f"{name} = {fact!r}" for name, fact in facts.items())
    script.write_text(SCRIPT.format(facts=lines, tried=SEEN | UNSEEN))

    *found, names = run_in_sandbox(script).output.splitlines()

    assert found == [*(f"{name}: seen" for name in SEEN), *(f"{name}: refused" for name in UNSEEN)]
    folders = {"HOME", "LC_CTYPE", "MPLCONFIGDIR", "TMPDIR"}
    assert names == f"environment: {sorted({*snippet_environment()} | folders)}"
