"""What goes wrong in a reader's script is told in the page, which stays alive and reaches nobody else's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.serving import until
from tests.site.conftest import Watched, watching
from tests.site.python_worker import PAGE, Talk, published


@pytest.fixture(scope="module")
def watched(browser: Browser, site: Path) -> Iterator[Watched]:
    """One page for all tests: whatever happened in it before, the next script runs."""
    with published(site) as address, watching(browser, address) as watched:
        watched.open(PAGE)
        yield watched


@pytest.fixture(scope="module")
def talk(watched: Watched) -> Talk:
    return Talk(watched.page.evaluate)


@pytest.fixture(autouse=True)
def assert_nothing_is_complained_of(watched: Watched, talk: Talk) -> Iterator[None]:
    yield
    assert talk.run("print('alive')")["printed"] == "alive\n"
    assert (watched.complaints, watched.foreign) == ([], [])


PACKAGES = "a script can import the standard library, numpy, logitbook and matplotlib."
WAITS = "async def wait():\n    await asyncio.sleep(1)\n"
NO_WAITING = "asyncio cannot wait here: write the script without it."
MEMORY = "the script needs more memory than it can have here, which is 1024 MiB."


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("name = input()", "Line 1: input() gets no answer here: write the answer into the script."),
        ("import requests", f"Line 1: there is no module requests here: {PACKAGES}"),
        ("import tkinter", f"Line 1: there is no module tkinter here: {PACKAGES}"),
        ("open('data.csv')", "Line 1: there is no file 'data.csv' here: a script has only the files that it writes."),
        ("for i in range(10**7):\n    print(i)", "Line 2: the script prints more than 64 KiB, and was stopped."),
        ("x = bytearray(4 << 30)", f"Line 1: {MEMORY}"),
        ("import numpy as np\nx = np.ones((1 << 29,))", f"Line 2: {MEMORY}"),
        ("from urllib.request import urlopen\nurlopen('http://127.0.0.1')", "Line 2: there is no network here."),
        (f"import asyncio\n{WAITS}asyncio.run(wait())", f"Line 4: {NO_WAITING}"),
        ("import sys\nsys.exit(1)", "Line 2: the script ends itself: it calls sys.exit(1)."),
    ],
)
def test_what_cannot_be_here_is_told_in_one_line(talk: Talk, source: str, error: str) -> None:
    assert talk.run(source)["error"] == error


def test_a_traceback_has_the_readers_lines_alone(talk: Talk) -> None:
    said = talk.run("import numpy as np\n\nnp.zeros(2) + np.zeros(3)\n")["error"].splitlines()
    assert said[:3] == [
        "Traceback (most recent call last):",
        '  File "script.py", line 3, in <module>',
        "    np.zeros(2) + np.zeros(3)",
    ]
    assert [line for line in said[3:] if "ValueError: operands could not be broadcast together" not in line] == []


def test_a_function_that_calls_itself_is_stopped_by_python(talk: Talk) -> None:
    said = talk.run("def f(n):\n    return f(n + 1)\n\nf(0)\n")["error"]
    assert said.endswith("more times]\nRecursionError: maximum recursion depth exceeded")


@pytest.mark.parametrize(
    ("source", "error"),
    [
        (
            "import sys\nsys.setrecursionlimit(10**9)\ndef f(n):\n    return f(n + 1)\n\nprint(1)\nf(0)\n",
            "Functions call each other too deep for a browser. That has crashed Python, which starts again now.",
        ),
        ("import os\nprint(1)\nos._exit(0)\n", "The script has crashed Python, which starts again now."),
        ("import os\nprint(1)\nos.abort()\n", "The script has crashed Python, which starts again now."),
    ],
)
def test_a_script_that_crashes_python_is_told_of_it(talk: Talk, source: str, error: str) -> None:
    done = talk.run(source)
    assert (done["printed"], done["error"], done["spent"]) == ("1\n", error, True)


def test_what_takes_much_memory_runs_until_there_is_no_more_and_spends_its_worker(talk: Talk) -> None:
    done = talk.run("x = [bytes(500 << 20)]\nprint(len(x[0]) >> 20)\nwhile True:\n    x.append(bytes(100 << 20))\n")
    assert (done["printed"], done["error"], done["spent"]) == ("500\n", f"Line 4: {MEMORY}", True)
    assert talk.run("print(1)")["spent"] is False


def test_an_endless_loop_shows_its_output_and_ends_with_its_worker(talk: Talk) -> None:
    talk.ask("print('begun')\nwhile True:\n    pass\n")
    assert until(lambda: any(message.get("text") == "begun\n" for message in talk.said()))
    talk.restart()
    assert talk.run("print('again')")["printed"] == "again\n"


def test_a_loop_that_prints_without_end_sends_no_flood(talk: Talk) -> None:
    done = talk.run("for i in range(10**7):\n    print(i, flush=True)\n")
    texts = [message["text"] for message in talk.said() if message["type"] == "output" and message["id"] == done["id"]]
    assert "".join(texts) == done["printed"]
    assert len(texts) < 200


def test_ten_thousand_lines_can_be_errors_that_a_script_hides(talk: Talk) -> None:
    done = talk.run("for i in range(10**5):\n    try:\n        print('x' * 100)\n    except Exception:\n        pass\n")
    assert done["error"] == "Line 3: the script prints more than 64 KiB, and was stopped."
