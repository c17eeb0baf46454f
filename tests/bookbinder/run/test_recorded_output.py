"""An output is recorded only if every run prints it, and never through a link."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from bookbinder.base.files import replace_file
from bookbinder.base.problems import BookError, Problem
from bookbinder.run import recorded_output, runner
from bookbinder.run.recorded_output import reproducible_outputs
from bookbinder.run.result import Run
from tests.bookbinder.model import write_model
from tests.conftest import Dev

REPRODUCIBLE = {
    "a number": "print(1 / 3)",
    "nothing": "x = 1",
    "a sorted set": "print(sorted({'a', 'b', 'c'}))",
    "a seeded random number": "import random\nrandom.seed(1)\nprint(random.random())",
    "a fixed day": "import datetime\nprint(datetime.date(2026, 1, 31))",
    "a small integer's hash": "print(hash(7))",
    "a declared failure": "# raises: ValueError\nraise ValueError('no')",
}
CHANGING = {
    "the second": "import time\nprint(int(time.time()))",
    "the clock": "import datetime\nprint(datetime.datetime.now())",
    "the second of the minute": "import time\nprint(time.gmtime().tm_sec)",
    "the time of its own file": "import os\nopen('file', 'w').close()\nprint(int(os.stat('file').st_mtime))",
    "the time that it takes": "import time\nprint(time.perf_counter())",
    "a hash": "print(hash('a'))",
    "a set of two": "print({'a', 'b'})",
    "a set": "print({'a', 'b', 'c'})",
    "the order of a set": "print(*{'logit', 'softmax'})",
    "an object's address": "print(object())",
    "an object's id": "print(id(object()))",
    "a function's address": "print(lambda: 1)",
    "a random number": "import random\nprint(random.random())",
    "a random number of NumPy's": "import numpy as np\nprint(np.random.rand())",
    "a random number of a new generator's": "import numpy as np\nprint(np.random.default_rng().random())",
    "a random name": "import uuid\nprint(uuid.uuid4())",
    "a secret": "import secrets\nprint(secrets.token_hex())",
    "the kernel's randomness": "import os\nprint(os.urandom(8))",
    "its process": "import os\nprint(os.getpid())",
    "its folder": "import os\nprint(os.getcwd())",
    "its hash seed": "import os\nprint(os.environ['PYTHONHASHSEED'])",
    "a declared failure with an address": "# raises: ValueError\nraise ValueError(object())",
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all these scripts."""
    root = tmp_path_factory.mktemp("book")
    (root / "snippets" / "a").mkdir(parents=True)
    for name, source in (REPRODUCIBLE | CHANGING).items():
        script(root, name).write_text(source)
    return root


@pytest.fixture(scope="module")
def outcomes(book: Path) -> dict[Path, str | Problem]:
    """How each of them ended: all were run together, and waited for another second once."""
    return reproducible_outputs((script(book, name) for name in REPRODUCIBLE | CHANGING), book)


def script(root: Path, name: str) -> Path:
    return root / "snippets" / "a" / f"{''.join(filter(str.isalpha, name))}.py"


@pytest.mark.parametrize("name", REPRODUCIBLE)
def test_an_output_that_is_the_same_in_every_run_is_returned(
    book: Path, outcomes: dict[Path, str | Problem], name: str
) -> None:
    assert outcomes[script(book, name)] == runner.run_in_sandbox(script(book, name)).output


@pytest.mark.parametrize("name", CHANGING)
def test_an_output_that_changes_is_a_problem_that_quotes_both(
    book: Path, outcomes: dict[Path, str | Problem], name: str
) -> None:
    problem = outcomes[script(book, name)]
    assert isinstance(problem, Problem)
    said = str(problem)
    path = script(book, name).relative_to(book)
    assert said.startswith(f"{path}:1: prints different output in another run (")
    assert said.endswith("): make it independent of clocks, hashes, addresses and random numbers without a seed")
    assert said.isprintable()
    assert len(said) < 350


def test_the_message_names_the_first_line_that_changes(tmp_path: Path) -> None:
    (one := tmp_path / "one.py").write_text("import os\nprint('same')\nprint(os.environ['PYTHONHASHSEED'])")
    problem = reproducible_outputs([one], tmp_path)[one]
    assert "(2: '0', then '1')" in str(problem)


def test_a_script_that_fails_on_some_runs_is_not_recorded(tmp_path: Path) -> None:
    (one := tmp_path / "one.py").write_text("import os\nassert os.environ['PYTHONHASHSEED'] == '0', 'no'")
    assert str(reproducible_outputs([one], tmp_path)[one]) == "one.py:2: AssertionError: no: fix the script"


def test_the_second_runs_start_in_a_later_second_than_the_first_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    times: list[tuple[int, float, float]] = []

    def run(script: Path, seed: int) -> Run:
        begun = time.time()
        times.append((seed, begun, time.time()))
        return Run("", {})

    monkeypatch.setattr(recorded_output, "run_in_sandbox", run)
    reproducible_outputs([tmp_path / f"{n}.py" for n in range(5)], tmp_path)
    first_ended = max(end for seed, _, end in times if seed == 0)
    second_begun = min(begin for seed, begin, _ in times if seed != 0)
    assert int(second_begun) > int(first_ended)
    assert {seed for seed, _, _ in times} > {0, 1}
    assert second_begun - first_ended < 1.5  # they waited once, not each


def test_an_output_of_the_cache_is_not_recorded(tmp_path: Path, dev: Dev) -> None:
    write_model(tmp_path)
    (tmp_path / "snippets/one/first.py").write_text("import time\n\nx = 1.25\nprint(int(time.time()))\n")
    (tmp_path / "snippets/one/first.out").unlink()
    assert dev(tmp_path, "check").returncode == 1  # and the cache has a run of it
    done = dev(tmp_path, "check", "--fix")
    assert done.returncode == 1
    assert "snippets/one/first.out:1: the output is not recorded: " in done.stderr
    assert "snippets/one/first.py:1: prints different output in another run (1: '" in done.stderr
    assert "mended" not in done.stdout
    assert not (tmp_path / "snippets/one/first.out").exists()


LINKS = {
    "the record": ("snippets/one/first.out", "outside.out"),
    "the script": ("snippets/one/first.py", "outside.py"),
    "the folder": ("snippets/one", "outside"),
    "the folder of folders": ("snippets", "outside"),
    "a record that is nowhere": ("snippets/one/first.out", "nowhere"),
}


@pytest.mark.parametrize(("link", "target"), LINKS.values(), ids=LINKS)
def test_nothing_is_recorded_through_a_link(tmp_path: Path, link: str, target: str) -> None:
    root, outside = tmp_path / "book", tmp_path / target
    write_model(root)
    if target != "nowhere":
        (root / link).rename(outside)
    else:
        (root / link).unlink()
    (root / link).symlink_to(outside)
    one = root / "snippets/one/first.py"
    assert (
        str(reproducible_outputs([one], root)[one])
        == f"{link}:1: is a link: put a file or folder of the book in its place"
    )


def test_a_record_is_replaced_in_one_step_and_keeps_its_permissions(tmp_path: Path) -> None:
    (record := tmp_path / "one.out").write_text("old\n")
    record.chmod(0o640)
    with record.open() as reader:
        replace_file(record, b"new\n", tmp_path)
        assert reader.read() == "old\n"
    assert record.read_text() == "new\n"
    assert record.stat().st_mode & 0o777 == 0o640
    assert [file.name for file in tmp_path.iterdir()] == ["one.out"]


def test_a_link_in_place_of_a_record_is_neither_followed_nor_replaced(tmp_path: Path) -> None:
    (record := tmp_path / "one.out").symlink_to(tmp_path / "other")
    (tmp_path / "other").write_text("mine\n")
    with pytest.raises(BookError, match=r"one\.out: it is a link"):
        replace_file(record, b"new\n", tmp_path)
    assert (tmp_path / "other").read_text() == "mine\n"
    assert record.is_symlink()
