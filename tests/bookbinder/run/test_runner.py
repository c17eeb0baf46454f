"""The runner returns what a snippet prints and its values; the snippet sees nothing of the build and leaves nothing."""

from __future__ import annotations

import dataclasses
import errno
import math
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import bookbinder
from bookbinder.run import runner, sandbox
from bookbinder.run.limits import LIMITS
from bookbinder.run.result import Run, SnippetError
from bookbinder.run.runner import run_in_sandbox
from bookbinder.run.session import SESSION, Session
from bookbinder.run.source_files import source_files

pytestmark = pytest.mark.tight


@pytest.fixture
def script(tmp_path: Path) -> Path:
    return tmp_path / "script.py"


@pytest.fixture(params=["fork server", "fresh process"])
def anywhere(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a fork server, and as a system without fork does it."""
    if request.param == "fresh process":
        monkeypatch.setattr(runner, "USES_FORK", False)


def run(script: Path, source: str | bytes, **limits: Any) -> Run:
    script.write_bytes(source.encode() if isinstance(source, str) else source)
    return run_in_sandbox(script, dataclasses.replace(LIMITS, **limits))


def refusal(script: Path, source: str | bytes, **limits: Any) -> tuple[int, str]:
    with pytest.raises(SnippetError) as error:
        run(script, source, **limits)
    return error.value.line, error.value.what


@pytest.mark.usefixtures("anywhere")
def test_the_output_is_what_python_prints(script: Path) -> None:
    source = "import sys\nprint(1, 2, sep='-', end='!\\n')\nsys.stdout.write('é\\n')\nprint('no newline', end='')"
    assert run(script, source).output == "1-2!\né\nno newline"


@pytest.mark.usefixtures("anywhere")
def test_scalars_texts_and_small_arrays_are_returned(script: Path) -> None:
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


def test_values_that_no_page_can_show_are_left_out(script: Path) -> None:
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
        ("import os\nos._exit(0)\n", 1, "its process ends early (exit code 0)"),
        ("import time\ntime.sleep(100)", 1, "it runs for more than 3 s"),
        ("import socket\nsocket.socket()", 2, "it opens a network connection"),
        ("import os\nos.fork()", 2, "it starts another process"),
        ("import numpy as np\nnp.log(np.array(0.0))\n", 2, "RuntimeWarning: divide by zero encountered in log"),
        ("import sys\nprint('oh', file=sys.stderr)\n", 1, "it writes to the error stream: oh"),
    ],
)
def test_a_failing_snippet_is_reported_with_its_line_and_reason(
    script: Path, source: str, line: int, what: str
) -> None:
    assert refusal(script, source, wall=3.0) == (line, what)


@pytest.mark.usefixtures("anywhere")
def test_processor_time_and_elapsed_time_have_limits_of_their_own(script: Path) -> None:
    what = "it uses more than 1 s of processor time"
    assert refusal(script, "while True:\n    pass", cpu=1, wall=30.0) == (1, what)
    assert refusal(script, "import time\ntime.sleep(100)", cpu=1, wall=2.0) == (1, "it runs for more than 2 s")


def test_a_snippet_that_ignores_sigxcpu_is_killed(script: Path) -> None:
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
def test_a_file_that_is_not_python_is_refused(script: Path, source: str | bytes, what: str) -> None:
    assert what in refusal(script, source)[1]


def test_a_figure_is_the_same_in_each_run(script: Path) -> None:
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


def test_a_secret_of_the_builds_environment_is_hidden(script: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_SECRET", "hunter2")
    SESSION.stop()
    assert "hunter2" not in run(script, "import os\nprint(dict(os.environ))").output


def test_the_core_type_of_openblas_is_passed_on(script: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENBLAS_CORETYPE", "Haswell")
    SESSION.stop()
    try:
        assert run(script, "import os\nprint(os.environ['OPENBLAS_CORETYPE'])").output == "Haswell\n"
    finally:
        monkeypatch.undo()
        SESSION.stop()


@pytest.mark.usefixtures("anywhere")
def test_a_snippet_runs_in_a_scratch_folder_that_is_removed(script: Path) -> None:
    folder = run(script, "import os\nopen('file', 'w').close()\nprint(os.getcwd())").output.strip()
    assert not Path(folder).parent.exists()


@pytest.mark.parametrize("draw", ["random.random()", "np.random.rand()", "np.random.default_rng().random()"])
def test_random_numbers_without_a_seed_differ_between_runs(script: Path, draw: str) -> None:
    source = f"import random\nimport numpy as np\nprint({draw})"
    assert run(script, source) != run(script, source)


def test_the_order_of_a_set_depends_only_on_the_seed(script: Path) -> None:
    script.write_text("print(*{str(n) for n in range(100)})")
    assert run_in_sandbox(script) == run_in_sandbox(script)
    assert run_in_sandbox(script).output != run_in_sandbox(script, seed=1).output


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """A session of its own for the runner, as if the process had just started."""
    session = Session()
    monkeypatch.setattr(runner, "SESSION", session)
    yield session
    session.stop()


@pytest.mark.usefixtures("session")
def test_missing_layers_cause_one_warning_and_an_error_in_ci(
    script: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sandbox, "missing_layers", lambda: ["Landlock", "seccomp"])
    monkeypatch.setenv("CI", "true")
    assert refusal(script, "print(1)") == (1, "snippets cannot run in the sandbox here, which lacks Landlock; seccomp")
    monkeypatch.delenv("CI")
    for _ in range(3):
        assert run(script, "print(1)").output == "1\n"
    said = capfd.readouterr().err
    assert said == "WARNING: snippets run with less protection here: the sandbox lacks Landlock; seccomp\n"


def test_this_machine_has_every_layer() -> None:
    if sys.platform != "linux":
        pytest.skip(f"WARNING: no kernel layers on {sys.platform}: snippets are not tested behind them")
    assert sandbox.missing_layers() == []


def test_the_source_files_are_all_modules_that_a_run_loads() -> None:
    loading = "import bookbinder.run.fork_server, sys; "
    loading += "print(*(m.__file__ for m in [*sys.modules.values()] if hasattr(m, '__file__')))"
    loaded = subprocess.run([sys.executable, "-c", loading], capture_output=True, text=True, check=True).stdout.split()
    package = Path(bookbinder.__file__).parent
    own = {Path(file) for file in loaded if package in Path(file).parents and not file.endswith("__init__.py")}
    assert {*source_files()} >= own | {Path(runner.__file__)}
    assert {path.name for path in source_files()} >= {"figures.mplstyle", "_rows.py"}


@pytest.mark.usefixtures("anywhere")
def test_a_missing_temporary_folder_is_reported_in_one_line(script: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*arguments: object, **options: object) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile, "mkdtemp", full)
    what = "it cannot run: no temporary folder can be made: No space left on device"
    assert refusal(script, "print(1)") == (1, what)
