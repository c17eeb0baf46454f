"""A snippet runs apart: what it prints and ends with comes back, and whatever else it does is refused in time."""

from __future__ import annotations

import math
import time
from pathlib import Path

import pytest

from bookbinder.runner import Run, SnippetError, run_apart


@pytest.fixture
def script(tmp_path: Path) -> Path:
    return tmp_path / "script.py"


def run(script: Path, source: str, seconds: float = 10.0) -> Run:
    script.write_text(source)
    return run_apart(script, seconds)


def test_prints_as_python_does(script: Path) -> None:
    source = "import sys\nprint(1, 2, sep='-', end='!\\n')\nsys.stdout.write('é\\n')\nprint('no newline', end='')"
    assert run(script, source).output == "1-2!\né\nno newline"


def test_keeps_scalars_texts_and_small_arrays(script: Path) -> None:
    source = """
import numpy as np
import math
_hidden = 1
n, x, ok, text = 3, np.float32(0.1), np.bool_(True), "cat"
row, table, big = np.array([1.0, np.inf]), np.eye(2), np.zeros(1000)
pair, mixed, kind, function = (1, 2.5), [1, None], np.float64, print
"""
    values = run(script, source).values
    assert values == {
        "n": 3,
        "x": pytest.approx(0.1),
        "ok": True,
        "text": "cat",
        "row": [1.0, math.inf],
        "table": [[1.0, 0.0], [0.0, 1.0]],
        "pair": [1, 2.5],
    }


@pytest.mark.parametrize(
    ("source", "line", "what"),
    [
        ("print(1)\n1 / 0\n", 2, "ZeroDivisionError: division by zero"),
        ("def f():\n    raise ValueError('no')\nf()\n", 2, "ValueError: no"),
        ("x = 1\nx = = 2\n", 2, "SyntaxError: invalid syntax"),
        ("import sys\nsys.exit(0)\n", 2, "it calls sys.exit(0)"),
        ("import os\nos._exit(0)\n", 1, "it ends the process by itself (exit code 0)"),
        ("import numpy as np\nnp.log(np.array(0.0))\n", 2, "RuntimeWarning: divide by zero encountered in log"),
        ("import sys\nprint('oh', file=sys.stderr)\n", 1, "it writes to the error stream: oh"),
        ("import nowhere_to_be_found\n", 1, "ModuleNotFoundError: No module named 'nowhere_to_be_found'"),
    ],
)
def test_a_snippet_that_does_not_end_well_says_where_and_why(script: Path, source: str, line: int, what: str) -> None:
    with pytest.raises(SnippetError) as error:
        run(script, source)
    assert (error.value.line, error.value.what) == (line, what)


@pytest.mark.parametrize(
    "source",
    [
        "while True: pass",
        "import threading\nthreading.Thread(target=threading.Event().wait).start()",
        "import subprocess, sys\nsubprocess.run([sys.executable, '-c', 'while True: pass'])",
    ],
    ids=["loop", "thread", "subprocess"],
)
def test_a_snippet_without_end_is_stopped_in_time(script: Path, source: str) -> None:
    start = time.monotonic()
    with pytest.raises(SnippetError, match="more than 1 s"):
        run(script, source, seconds=1)
    assert time.monotonic() - start < 5


def test_what_a_snippet_leaves_running_does_not_hold_up_the_build(script: Path) -> None:
    source = "import os\nif os.fork() == 0:\n    while True: pass\nprint(1)"
    start = time.monotonic()
    assert run(script, source).output == "1\n"
    assert time.monotonic() - start < 5


def test_a_secret_of_the_builds_environment_is_not_there(script: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_SECRET", "hunter2")
    assert "hunter2" not in run(script, "import os\nprint(dict(os.environ))").output


def test_works_in_a_scratch_folder_that_is_gone_afterwards(script: Path) -> None:
    folder = run(script, "import os\nopen('file', 'w').close()\nprint(os.getcwd())").output.strip()
    assert not Path(folder).exists()
