"""A declared failure is shown, the same on every machine; any other failure fails the build."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from bookbinder.run import runner
from bookbinder.run.result import Run, SnippetError
from bookbinder.run.runner import run_in_sandbox
from tests.bookbinder.model import PAGE
from tests.conftest import Dev, Plain

SNIPPET = "snippets/one/fails.py"
RAISES = """\
# raises: ValueError
from logitbook import cross_entropy

classes = 3
print("the loss of class <7>:")
cross_entropy([2.0, 1.0, 0.1], 7)
"""
TRACEBACK = """\
Traceback (most recent call last):
  File "fails.py", line 6, in <module>
    cross_entropy([2.0, 1.0, 0.1], 7)
ValueError: y must hold class indices from 0 to 2, got 7
"""
RECORD = "the loss of class <7>:\n" + TRACEBACK


@pytest.fixture(params=["fork server", "fresh process"])
def anywhere(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "fresh process":
        monkeypatch.setattr(runner, "USES_FORK", False)


@pytest.fixture
def book(small: Path) -> Path:
    """A book with one more snippet at the end of a page."""
    (small / SNIPPET).write_text(RAISES)
    (small / SNIPPET).with_suffix(".out").write_text(RECORD)
    with (small / PAGE).open("a") as page:
        page.write("\n```snippet\none/fails\n```\n")
    return small


def run(folder: Path, source: str) -> Run:
    script = folder / "fails.py"
    script.write_text(source)
    return run_in_sandbox(script)


def refusal(folder: Path, source: str) -> tuple[int, str]:
    with pytest.raises(SnippetError) as error:
        run(folder, source)
    return error.value.line, error.value.what


@pytest.mark.usefixtures("anywhere")
def test_a_declared_failure_ends_the_output_with_its_traceback(tmp_path: Path) -> None:
    assert run(tmp_path, RAISES) == Run(RECORD, {"classes": 3}, None, TRACEBACK)
    assert run(tmp_path, RAISES).printed == "the loss of class <7>:\n"


def test_the_traceback_has_the_scripts_own_frames_and_no_marks(tmp_path: Path) -> None:
    source = """\
# raises: AttributeError
import numpy as np

def outer(values):
    return sorted(values,
                  key=inner)

def inner(value):
    return np.take_along_axis(value, None, 0) + 1

outer([1])
"""
    lines = run(tmp_path, source).traceback.splitlines()
    assert lines[:7] == [
        "Traceback (most recent call last):",
        '  File "fails.py", line 11, in <module>',
        "    outer([1])",
        '  File "fails.py", line 5, in outer',
        "    return sorted(values,",
        '  File "fails.py", line 9, in inner',
        "    return np.take_along_axis(value, None, 0) + 1",
    ]
    assert [line for line in lines[7:] if line.startswith(" ")] == []
    assert "^" not in "".join(lines)


def test_a_message_of_several_lines_is_shown_with_its_notes(tmp_path: Path) -> None:
    source = "# raises: ValueError\nerror = ValueError('one\\ntwo')\nerror.add_note('three')\nraise error"
    assert run(tmp_path, source).output.endswith("    raise error\nValueError: one\ntwo\nthree\n")


def test_exit_handlers_run_and_print_before_the_traceback(tmp_path: Path) -> None:
    source = "# raises: ValueError\nimport atexit\natexit.register(print, 'bye')\nraise ValueError"
    output = run(tmp_path, source).output
    assert output.startswith("bye\nTraceback")
    assert output.endswith("\nValueError\n")


DIFFERENTLY = "it declares ValueError but ends differently: "


@pytest.mark.usefixtures("anywhere")
@pytest.mark.parametrize(
    ("source", "line", "what"),
    [
        ("# raises: ValueError\nprint(1)", 1, "it declares ValueError but raises nothing"),
        ("# raises: ValueError\n{}['x']", 2, DIFFERENTLY + "KeyError: 'x'"),
        ("# raises: ValueError\nraise UnicodeError('no')", 2, DIFFERENTLY + "UnicodeError: no"),
        ("# raises: ValueError\nimport sys\nsys.exit(1)", 3, DIFFERENTLY + "it calls sys.exit(1)"),
        ("# raises: ValueError\nx = ", 2, DIFFERENTLY + "SyntaxError: invalid syntax"),
        ("# raises: ValueError\nimport torch", 2, "it imports torch"),
        ("# raises: LinAlgError\nraise ValueError", 1, "it declares 'LinAlgError', which is not a builtin exception"),
        ("# raises: ValueError, KeyError\n", 1, "it declares 'ValueError, KeyError', which is not a builtin exception"),
        ("# raises:\nraise ValueError", 1, "it declares '', which is not a builtin exception"),
        ("# raises: print\nraise ValueError", 1, "it declares 'print', which is not a builtin exception"),
        ("# raises: SystemExit\nraise SystemExit", 1, "it declares 'SystemExit', which is not a builtin exception"),
        ("# raises: RuntimeWarning\n", 1, "it declares RuntimeWarning, which is not raised the same way everywhere"),
        ("# raises: RecursionError\n", 1, "it declares RecursionError, which is not raised the same way everywhere"),
        ("x = 1\n# raises: ValueError\nraise ValueError('no')", 3, "ValueError: no"),
        ("# raises ValueError\nraise ValueError('no')", 2, "ValueError: no"),
        ("# raises: PermissionError\nopen('/etc/shadow')", 2, "it reads /etc/shadow"),
        ("# raises: ValueError\nimport os\nos._exit(1)", 1, "its process ends early (exit code 1)"),
        (
            "# raises: ImportError\nfrom numpy import nonsense",
            1,
            "the message of its exception names a folder of this machine",
        ),
        ("# raises: ValueError\nraise ValueError('\\u202e')", 1, "it prints U+202E, RIGHT-TO-LEFT OVERRIDE"),
        ("# raises: ValueError\nraise ValueError('a' * 70_000)", 1, "it prints more than 64 KiB"),
        (
            "# raises: ValueError\nimport sys\nprint('oh', file=sys.stderr)\nraise ValueError",
            1,
            "it writes to the error stream: oh",
        ),
    ],
)
def test_a_script_that_does_not_end_as_declared_is_refused_in_one_line(
    tmp_path: Path, source: str, line: int, what: str
) -> None:
    refused = refusal(tmp_path, source)
    assert refused[0] == line
    assert refused[1].startswith(what)
    assert "\n" not in refused[1]


def test_dev_run_prints_a_declared_failure_and_exits_0(book: Path, dev: Dev) -> None:
    done = dev(book, "run", SNIPPET)
    assert (done.returncode, done.stdout, done.stderr) == (0, RECORD, "")
    (book / SNIPPET).write_text(RAISES.replace("ValueError", "KeyError"))
    done = dev(book, "run", SNIPPET)
    assert (done.returncode, done.stdout) == (1, "")
    said = "it declares KeyError but ends differently: ValueError: y must hold class indices from 0 to 2, got 7"
    assert done.stderr == f"{SNIPPET}:6: {said}: fix the script\n"


@pytest.mark.parametrize("engine", ["material", "zensical"])
def test_the_page_the_notebook_and_the_download_show_it(book: Path, dev: Dev, engine: str, plain: Plain) -> None:
    done = dev(book, "build", "--engine", engine)
    assert done.returncode == 0, done.stderr

    pages = {path: path.read_text() for path in (book / "site").rglob("*.html")}
    page = pages.pop(book / "site" / "questions" / "one" / "index.html")
    blocks = re.findall(
        r'<div class="language-text highlight( traceback)?"><span class="filename">\w+</span>'
        r"<pre><code>(.*?)</code></pre></div>",
        page,
        re.S,
    )
    assert ("", "the loss of class &lt;7&gt;:\n") in blocks
    assert [text for style, text in blocks if style] == [TRACEBACK.replace("<", "&lt;").replace(">", "&gt;")]
    assert page.count("Traceback (most") == 1
    assert "# raises: ValueError" in re.sub(r"<[^>]*>", "", page)
    assert [path for path, text in pages.items() if "Traceback (most" in text] == []

    notebook = json.loads((book / "site" / "downloads" / "one.ipynb").read_text())
    (cell,) = (cell for cell in notebook["cells"] if "".join(cell["source"]) == RAISES.rstrip("\n"))
    stream, error = cell["outputs"]
    assert "".join(stream["text"]) == "the loss of class <7>:\n"
    assert (error["output_type"], error["ename"]) == ("error", "ValueError")
    assert error["evalue"] == "y must hold class indices from 0 to 2, got 7"
    assert error["traceback"] == TRACEBACK.splitlines()
    assert cell["metadata"] == {"tags": ["raises-exception"]}

    download = book / "site" / "downloads" / "one" / "fails.py"
    ran = plain(download)
    assert (ran.returncode, ran.stdout.decode()) == (1, "the loss of class <7>:\n")
    assert ran.stderr.decode().splitlines()[-1] == TRACEBACK.splitlines()[-1]


@pytest.mark.parametrize("first", ["# raises: KeyError", "# a failure"])
def test_an_undeclared_failure_fails_the_build_without_a_traceback(book: Path, dev: Dev, first: str) -> None:
    """No engine starts on a broken book, which tests/bookbinder/site/test_broken_books.py shows."""
    (book / SNIPPET).write_text(RAISES.replace("# raises: ValueError", first))
    (book / SNIPPET).with_suffix(".out").write_text(RECORD)
    done = dev(book, "build")
    assert done.returncode == 1
    (said,) = done.stderr.splitlines()
    assert "fails.py:6: " in said
    assert said.endswith(
        "ValueError: y must hold class indices from 0 to 2, got 7: fix the snippet (CONTRIBUTING.md#snippets)"
    )
    assert "Traceback" not in done.stdout + done.stderr
    assert not (book / "site").exists()


def test_a_changed_traceback_is_an_error_of_the_check(book: Path, dev: Dev) -> None:
    (book / SNIPPET).with_suffix(".out").write_text(RECORD.replace("got 7", "got 8"))
    done = dev(book, "check")
    assert done.returncode == 1
    assert "fails.out:5: recorded 'ValueError: y must hold class indices from 0 to 2, got 8', now" in done.stderr
