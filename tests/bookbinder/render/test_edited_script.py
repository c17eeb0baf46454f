"""An edited script shows what the build would show, says in plain words why it fails, and leaves nothing behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bookbinder.content.book import read_book
from bookbinder.content.snippet_names import find_snippet
from bookbinder.render.edited_script import answer
from bookbinder.render.figures import inline_figure
from bookbinder.run.runner import run_in_sandbox
from tests.kept_runs import lives_of, runs_of

# A process that answers one request after the other, as the worker of a page does.
WORKER = """\
import json, sys
from bookbinder.render.edited_script import answer
for line in sys.stdin:
    shown = []
    print(json.dumps(json.loads(answer(line, shown.append)) | {"shown": shown}), flush=True)
"""
FIGURE = {"alt": "A curve", "caption": "Figure 1. A curve.", "prefix": "curve"}
Run = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    command = [sys.executable, "-P", "-X", "utf8", "-c", WORKER]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as worker:
        assert worker.stdin
        assert worker.stdout
        asked, answered = worker.stdin, worker.stdout

        def ask(source: str, *expressions: str, figure: object = None, name: str = "one/script") -> dict[str, Any]:
            request = {"name": name, "source": source, "expressions": expressions, "figure": figure}
            print(json.dumps(request), file=asked, flush=True)
            answer: dict[str, Any] = json.loads(answered.readline())
            return answer

        yield ask
        worker.stdin.close()


@pytest.mark.parametrize("slug", ["from-scores-to-probabilities", "temperature", "reduction-and-ignore-index"])
def test_the_unedited_scripts_of_a_page_show_what_the_build_shows(run: Run, root: Path, slug: str) -> None:
    page = read_book(root).pages[slug]
    for name, built in runs_of([page], root).items():
        source, lives = find_snippet(name, root).read_text(encoding="utf-8"), lives_of(page, name, built)
        done = run(source, *lives, figure=FIGURE if built.drawing else None, name=name)
        assert (done["printed"], done["traceback"]) == (built.printed, built.traceback)
        assert (done["error"], done["warnings"], done["lives"]) == (None, [], lives)
        assert done["figure"] == (inline_figure(built.drawing, *FIGURE.values()) if built.drawing else None)


FAILS = """\
# raises: ValueError
from logitbook import cross_entropy

print("the loss of class 7:")
cross_entropy([2.0, 1.0, 0.1], 7)
"""


def test_a_declared_failure_is_shown_as_in_the_build(run: Run, tmp_path: Path) -> None:
    (tmp_path / "fails.py").write_text(FAILS)
    built, done = run_in_sandbox(tmp_path / "fails.py"), run(FAILS, name="one/fails")
    assert (done["printed"], done["traceback"], done["error"]) == (built.printed, built.traceback, None)


def test_a_reader_may_repair_a_declared_failure(run: Run) -> None:
    done = run(FAILS.replace("7)", "2)"))
    assert (done["printed"], done["traceback"], done["error"]) == ("the loss of class 7:\n", "", None)


def test_a_declaration_that_no_author_may_write_is_a_comment(run: Run) -> None:
    assert run("# raises: Nonsense\nprint(2)\n")["printed"] == "2\n"


TRACEBACK = """\
Traceback (most recent call last):
  File "script.py", line 4, in <module>
    g([1])
  File "script.py", line 2, in g
    return sofmax(z)
NameError: name 'sofmax' is not defined"""
SYNTAX = """\
  File "script.py", line 2
    y = = 2
        ^
SyntaxError: invalid syntax"""
INTERRUPT = """\
Traceback (most recent call last):
  File "script.py", line 1, in <module>
    raise KeyboardInterrupt
KeyboardInterrupt"""
PACKAGES = "a script can import the standard library, numpy, logitbook and matplotlib."
MEMORY = "the script needs more memory than it can have here, which is 1024 MiB."


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("def g(z):\n    return sofmax(z)\n\ng([1])\n", TRACEBACK),
        ("x = 1\ny = = 2\n", SYNTAX),
        ("x = 1\nname = input('Name? ')\n", "Line 2: input() gets no answer here: write the answer into the script."),
        (
            "import sys\nsys.stdin.readline()\ninput()",
            "Line 3: input() gets no answer here: write the answer into the script.",
        ),
        ("import no_such_package\n", f"Line 1: there is no module no_such_package here: {PACKAGES}"),
        ("import numpy.nothing\n", f"Line 1: there is no module numpy.nothing here: {PACKAGES}"),
        ("\nopen('a.csv')\n", "Line 2: there is no file 'a.csv' here: a script has only the files that it writes."),
        (
            "import numpy as np\nnp.loadtxt('a.csv')\n",
            "Line 2: a.csv not found: a script has only the files that it writes.",
        ),
        ("x = [0] * (1 << 60)\n", f"Line 1: {MEMORY}"),
        ("import numpy as np\nnp.ones(1 << 60)\n", f"Line 2: {MEMORY}"),
        ("raise OverflowError(\"cannot fit 'int' into an index-sized integer\")", f"Line 1: {MEMORY}"),
        ("raise OSError('[Errno 23] Host is unreachable')", "Line 1: there is no network here."),
        ("import sys\nsys.exit(3)\n", "Line 2: the script ends itself: it calls sys.exit(3)."),
        ("import sys\nsys.exit()\n", "Line 2: the script ends itself: it calls sys.exit()."),
        ("raise KeyboardInterrupt\n", INTERRUPT),
    ],
)
def test_a_failure_is_told_by_the_scripts_own_lines_or_in_one_plain_line(run: Run, source: str, error: str) -> None:
    done = run(source, "one/script.x")
    assert done["error"] == error
    assert done["lives"] == {"one/script.x": None}


def test_what_was_printed_before_a_failure_is_shown(run: Run) -> None:
    done = run("print(1)\n1 / 0\n")
    assert (done["printed"], done["error"].splitlines()[-1]) == ("1\n", "ZeroDivisionError: division by zero")


def test_a_function_that_calls_itself_without_end_has_a_short_traceback(run: Run) -> None:
    error = run("def f(n):\n    return f(n + 1)\n\nf(0)\n")["error"]
    assert "more times]\nRecursionError: maximum recursion depth exceeded" in error
    assert len(error.splitlines()) < 15


def test_no_failure_names_a_folder_of_the_machine(run: Run) -> None:
    error = run("from logitbook import sofmax\n")["error"]
    assert "ImportError: cannot import name 'sofmax' from 'logitbook'" in error
    said = run(
        "import traceback\ntry:\n    1 / 0\nexcept ArithmeticError:\n    traceback.print_exc()\nprint(__file__)\n"
    )
    assert 'File "script.py", line 3' in said["printed"]
    assert said["printed"].endswith("\nscript.py\n")


def test_ten_million_lines_are_cut_after_the_builds_limit(run: Run) -> None:
    done = run("try:\n    for i in range(10**7):\n        print(i)\nexcept Exception:\n    pass\n")
    assert done["error"] == "Line 3: the script prints more than 64 KiB, and was stopped."
    assert len(done["printed"].encode()) == 64 << 10
    assert "".join(done["shown"]) == done["printed"]
    assert len(done["shown"]) < 200


def test_the_error_stream_and_bytes_are_shown_where_they_are_written(run: Run) -> None:
    source = "import sys\nprint(1)\nprint(2, file=sys.stderr)\nsys.stdout.buffer.write('3 é\\n'.encode())\nprint(4)\n"
    assert run(source)["printed"] == "1\n2\n3 é\n4\n"


def test_each_warning_is_shown_once_with_the_scripts_line(run: Run) -> None:
    source = "import warnings\nimport numpy as np\n\nfor i in range(3):\n    warnings.warn('careful')\n"
    done = run(source + "print(np.log(np.array([0.0, 1.0])))\n" * 2)
    assert done["warnings"] == [
        "Line 5: UserWarning: careful",
        "Line 6: RuntimeWarning: divide by zero encountered in log",
        "Line 7: RuntimeWarning: divide by zero encountered in log",
    ]
    assert (done["printed"], done["error"]) == ("[-inf   0.]\n" * 2, None)


def test_a_thousand_warnings_are_cut(run: Run) -> None:
    assert len(run("import warnings\nfor i in range(1000):\n    warnings.warn(f'{i}')\n")["warnings"]) == 20


def test_live_values_follow_the_edit_and_those_that_are_gone_are_told(run: Run) -> None:
    done = run(
        "x = [-0.5, 9.7e-8]\n", "one/script.x[0]:.1f", "one/script.x[1]:.1e", "one/script.x[2]", "one/script.y:.2f"
    )
    assert [*done["lives"].values()] == ["−0.5", "9.7 × 10⁻⁸", None, None]


DRAW = "import matplotlib.pyplot as plt\nfigure, axes = plt.subplots()\naxes.plot([0, 1], [0, 1])\n"
SAVE = "figure.savefig('curve.svg')\n"


def test_an_edited_figure_may_be_wider_than_one_of_the_book(run: Run) -> None:
    done = run(DRAW.replace("subplots()", "subplots(figsize=(9, 4))") + SAVE, figure=FIGURE)
    assert done["error"] is None
    assert done["figure"].startswith('<figure class="drawing"><svg ')
    assert "var(--figure-1)" in done["figure"]


@pytest.mark.parametrize(
    ("source", "error"),
    [
        (DRAW, 'the snippet of this figure draws nothing: end it with figure.savefig("NAME.svg")'),
        (DRAW + SAVE + SAVE.replace("curve", "other"), "it draws 2 figures: draw one in each snippet"),
    ],
)
def test_a_figure_that_cannot_be_shown_is_told(run: Run, source: str, error: str) -> None:
    done = run(source, figure=FIGURE)
    assert (done["figure"], done["error"]) == (None, error)


CHANGES = """\
import builtins, decimal, math, os, random, sys, warnings
import numpy as np
import logitbook
from pathlib import Path
Path("helper.py").write_text("x = 1")
sys.path.insert(0, "")
import helper
np.set_printoptions(precision=1)
np.seterr(all="ignore")
decimal.getcontext().prec = 3
math.pi = 3
logitbook.softmax = len
builtins.sum = max
os.environ["SECRET"] = "1"
sys.setrecursionlimit(50)
sys.argv.append("more")
warnings.simplefilter("error")
random.seed(0), np.random.seed(0)
sys.stdout = open("out", "w")
"""
STATE = """\
import decimal, importlib.util, math, os, sys
import numpy as np
import logitbook
print(importlib.util.find_spec("helper"), os.listdir(), np.array([1 / 3]), np.geterr()["divide"])
print(decimal.getcontext().prec, math.pi, logitbook.softmax is len, sum([1, 2]), "SECRET" in os.environ)
print(sys.getrecursionlimit(), sys.argv, [name for name in ("CHANGES", "helper", "x") if name in globals()])
"""


def test_a_script_finds_nothing_of_the_one_before(run: Run) -> None:
    before = run(STATE)["printed"]
    assert before.startswith("None ['script.py'] [0.33333333] warn\n28 3.14159")
    assert run(CHANGES)["error"] is None
    assert run(STATE)["printed"] == before


def test_random_numbers_are_others_in_each_run(run: Run) -> None:
    source = "import random\nimport numpy as np\nprint(random.random(), np.random.rand())\n"
    assert len({run("import random; random.seed(0)")["printed"], *(run(source)["printed"] for _ in range(3))}) == 4


def test_a_figure_has_nothing_of_the_one_before(run: Run) -> None:
    before = run(DRAW + SAVE, figure=FIGURE)["figure"]
    run(f"{DRAW}plt.rcParams.update({{'lines.linewidth': 9, 'axes.spines.top': True}})\n")
    assert run(DRAW + SAVE + "assert len(plt.get_fignums()) == 1\n", figure=FIGURE)["figure"] == before


# In this process, whose coverage is measured, and which must be as it was afterwards.
@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("x = 1.5\nprint(x)\n", None),
        (FAILS, None),
        ("import numpy as np\nimport warnings\nwarnings.warn('look')\nnp.seterr(all='ignore')\nx = 2\n", None),
        ("1 / 0\n", "ZeroDivisionError"),
        ("x = (\n", "SyntaxError"),
        ("input()\n", "input"),
        ("import requests_of_nobody\n", "requests_of_nobody"),
        ("open('there-is-none.txt')\n", "there-is-none.txt"),
        ("import sys\nsys.exit(3)\n", "3"),
        ("print('x' * 100_000)\n", "64"),
    ],
)
def test_a_run_leaves_this_process_as_it_was(source: str, says: str | None) -> None:
    before = Path.cwd(), dict(os.environ), np.geterr(), sys.stdout, sys.modules["__main__"]
    shown: list[str] = []
    request = {"name": "one/script", "source": source, "expressions": ["one/script.x:.1f"], "figure": None}
    done = json.loads(answer(json.dumps(request), shown.append))
    assert (done["error"] or "").find(says or "") >= 0
    assert (done["error"] is None) == (says is None)
    assert (Path.cwd(), dict(os.environ), np.geterr(), sys.stdout, sys.modules["__main__"]) == before
