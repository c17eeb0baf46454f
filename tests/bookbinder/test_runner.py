"""A snippet runs apart: what it prints and ends with comes back, nothing of the build is there, nothing stays."""

from __future__ import annotations

import dataclasses
import errno
import math
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

import bookbinder
from bookbinder.run import runner, sandbox
from bookbinder.run.runner import LIMITS, Run, SnippetError, run_apart

pytestmark = pytest.mark.tight


@pytest.fixture
def script(tmp_path: Path) -> Path:
    return tmp_path / "script.py"


@pytest.fixture(params=["fork server", "fresh process"])
def anywhere(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once as this system does it, once as a system without fork does."""
    if request.param == "fresh process":
        monkeypatch.setattr(runner, "FORKS", False)


def run(script: Path, source: str | bytes, **limits: float) -> Run:
    script.write_bytes(source.encode() if isinstance(source, str) else source)
    return run_apart(script, dataclasses.replace(LIMITS, **limits))


def refusal(script: Path, source: str | bytes, **limits: float) -> tuple[int, str]:
    with pytest.raises(SnippetError) as error:
        run(script, source, **limits)
    return error.value.line, error.value.what


@pytest.mark.usefixtures("anywhere")
def test_prints_as_python_does(script: Path) -> None:
    source = "import sys\nprint(1, 2, sep='-', end='!\\n')\nsys.stdout.write('é\\n')\nprint('no newline', end='')"
    assert run(script, source).output == "1-2!\né\nno newline"


@pytest.mark.usefixtures("anywhere")
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


def test_leaves_out_values_that_no_page_can_show(script: Path) -> None:
    source = """
endless = []
endless.append(endless)
deep, long, date = [[[[1]]]], 10 ** 5000, __import__("datetime").date(2020, 1, 1)
whole, colour, backwards = -(10 ** 20), "\x1b[31m", ["a", "\u202eb"]
"""
    assert run(script, source).values == {"whole": -(10**20)}


@pytest.mark.usefixtures("anywhere")
@pytest.mark.parametrize(
    ("source", "line", "what"),
    [
        ("print(1)\n1 / 0\n", 2, "ZeroDivisionError: division by zero"),
        ("import sys\nsys.exit(0)\n", 2, "it calls sys.exit(0)"),
        ("import os\nos._exit(0)\n", 1, "it ends the process by itself (exit code 0)"),
        ("import time\ntime.sleep(100)", 1, "it runs for more than 3 s"),
        ("import socket\nsocket.socket()", 2, "it opens a network connection"),
        ("import os\nos.fork()", 2, "it starts another process"),
        ("import numpy as np\nnp.log(np.array(0.0))\n", 2, "RuntimeWarning: divide by zero encountered in log"),
        ("import sys\nprint('oh', file=sys.stderr)\n", 1, "it writes to the error stream: oh"),
    ],
)
def test_a_snippet_that_does_not_end_well_says_where_and_why(script: Path, source: str, line: int, what: str) -> None:
    assert refusal(script, source, wall=3.0) == (line, what)


@pytest.mark.usefixtures("anywhere")
def test_a_loop_that_uses_up_its_processor_time_is_told_from_one_that_waits(script: Path) -> None:
    what = "it uses more than 1 s of processor time"
    assert refusal(script, "while True:\n    pass", cpu=1, wall=30.0) == (1, what)
    assert refusal(script, "import time\ntime.sleep(100)", cpu=1, wall=2.0) == (1, "it runs for more than 2 s")


def test_a_loop_that_ignores_the_end_of_its_processor_time_is_ended_all_the_same(script: Path) -> None:
    source = "import signal\nsignal.signal(signal.SIGXCPU, signal.SIG_IGN)\nwhile True:\n    pass"
    assert refusal(script, source, cpu=1, wall=30.0) == (1, "it uses more than 1 s of processor time")


@pytest.mark.parametrize(
    ("source", "what"),
    [
        (b"print('\0')", "source code string cannot contain null bytes"),
        (b"# \xff\nprint(1)", "SyntaxError: invalid or missing encoding declaration"),
        (b"# coding: nonsense", "SyntaxError: unknown encoding: nonsense"),
        ("((" * 500 + "))" * 500, "SyntaxError: too many nested parentheses"),
        ("-" * 100_000 + "1", "it needs more than 1024 MiB of memory"),
    ],
)
def test_what_is_no_python_is_refused_too(script: Path, source: str | bytes, what: str) -> None:
    assert what in refusal(script, source)[1]


def test_figures_are_drawn_alike_each_time(script: Path) -> None:
    source = """
import sys
import matplotlib.pyplot as plt
figure, axes = plt.subplots()
axes.plot([0, 1], [0, 1], label="logit")
axes.legend()
figure.savefig(sys.stdout, format="svg", metadata={"Date": None})
"""
    first = run(script, source).output
    assert "logit" in first
    assert first.rstrip().endswith("</svg>")
    assert run(script, source).output == first


def test_a_secret_of_the_builds_environment_is_not_there(script: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_SECRET", "hunter2")
    runner.stop()
    assert "hunter2" not in run(script, "import os\nprint(dict(os.environ))").output


def test_the_processor_that_blas_takes_itself_for_is_passed_on(script: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENBLAS_CORETYPE", "Haswell")
    runner.stop()
    try:
        assert run(script, "import os\nprint(os.environ['OPENBLAS_CORETYPE'])").output == "Haswell\n"
    finally:
        monkeypatch.undo()
        runner.stop()


@pytest.mark.usefixtures("anywhere")
def test_works_in_a_scratch_folder_that_is_gone_afterwards(script: Path) -> None:
    folder = run(script, "import os\nopen('file', 'w').close()\nprint(os.getcwd())").output.strip()
    assert not Path(folder).parent.exists()


@pytest.mark.parametrize("draw", ["random.random()", "np.random.rand()", "np.random.default_rng().random()"])
def test_two_runs_draw_different_numbers_unless_they_set_a_seed(script: Path, draw: str) -> None:
    source = f"import random\nimport numpy as np\nprint({draw})"
    assert run(script, source) != run(script, source)


def test_the_order_of_a_set_is_the_same_until_another_seed_is_asked_for(script: Path) -> None:
    script.write_text("print(*{str(n) for n in range(100)})")
    assert run_apart(script) == run_apart(script)
    assert run_apart(script).output != run_apart(script, seed=1).output


def test_missing_layers_are_named_once_and_refused_in_ci(
    script: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sandbox, "missing", lambda: ["Landlock", "seccomp"])
    runner._insist_on_layers.cache_clear()
    monkeypatch.setenv("CI", "true")
    assert refusal(script, "print(1)") == (1, "snippets cannot run apart here, for want of Landlock; seccomp")
    monkeypatch.delenv("CI")
    for _ in range(3):
        assert run(script, "print(1)").output == "1\n"
    said = capfd.readouterr().err
    assert said == "WARNING: snippets run with less protection here, for want of Landlock; seccomp\n"
    runner._insist_on_layers.cache_clear()


def test_this_machine_has_every_layer() -> None:
    if sys.platform != "linux":
        pytest.skip(f"WARNING: no kernel layers on {sys.platform}: snippets are not tested behind them")
    assert sandbox.missing() == []


def test_what_a_cache_must_look_at_is_there() -> None:
    loading = "import bookbinder.run.fork_server, sys; "
    loading += "print(*(m.__file__ for m in [*sys.modules.values()] if hasattr(m, '__file__')))"
    loaded = subprocess.run([sys.executable, "-c", loading], capture_output=True, text=True, check=True).stdout.split()
    package = Path(bookbinder.__file__).parent
    own = {Path(file) for file in loaded if package in Path(file).parents and not file.endswith("__init__.py")}
    assert {*runner.sources()} >= own | {Path(runner.__file__)}
    assert {path.name for path in runner.sources()} >= {"figures.mplstyle", "_rows.py"}


@pytest.mark.usefixtures("anywhere")
def test_where_no_temporary_folder_can_be_made_one_line_says_so(script: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*arguments: object, **options: object) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile, "mkdtemp", full)
    what = "it cannot run: no temporary folder can be made: No space left on device"
    assert refusal(script, "print(1)") == (1, what)
