"""A build replaces the old site by a complete one, or keeps it and reports the mistake in one line."""

from __future__ import annotations

import html
import json
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bookbinder.site.manifest import write_manifest
from tests.bookbinder.model import PAGE
from tests.conftest import Dev, assert_old_site_stands, put_old_site

SNIPPET = "snippets/one/first.py"


both_engines = pytest.mark.parametrize("engine", ["material", "zensical"])


def line_of(page: Path, text: str) -> int:
    return 1 + next(n for n, line in enumerate(page.read_text().splitlines()) if text in line)


@pytest.mark.parametrize(
    ("engine", "source", "reason"),
    [
        ("material", "import math\nraise ValueError('bang')\n", ":2: ValueError: bang"),
        ("zensical", "import sys\nsys.exit(0)\n", ":2: it calls sys.exit(0)"),
        ("material", "import time\ntime.sleep(100)\n", ":1: it runs for more than 10 s"),
    ],
    ids=["raises", "exits", "waits"],
)
def test_a_bad_snippet_fails_the_build_and_keeps_the_old_site(
    small: Path, dev: Dev, engine: str, source: str, reason: str
) -> None:
    put_old_site(small)
    (small / SNIPPET).write_text(source)
    start = time.monotonic()
    done = dev(small, "build", "--engine", engine)
    assert time.monotonic() - start < 30
    assert done.returncode == 1
    fence = line_of(small / PAGE, "one/first") - 1
    assert done.stderr == f"{PAGE}:{fence}: {SNIPPET}{reason}: fix the snippet (CONTRIBUTING.md#snippets)\n"
    assert_old_site_stands(small)


@both_engines
def test_a_missing_snippet_fails_the_build(small: Path, dev: Dev, engine: str) -> None:
    line = line_of(small / PAGE, "one/first")
    (small / SNIPPET).unlink()
    done = dev(small, "build", "--engine", engine)
    assert done.returncode == 1
    assert done.stderr.startswith(f"{PAGE}:{line}: there is no {SNIPPET}: name one of: ")
    assert not (small / "site").exists()


@both_engines
def test_an_error_of_the_engine_fails_the_build(small: Path, dev: Dev, engine: str) -> None:
    with (small / PAGE).open("a") as page:
        page.write("\n[nowhere](two.md#no-such-heading)\n")
    line = line_of(small / PAGE, "no-such-heading")
    done = dev(small, "build", "--engine", engine)
    assert done.returncode == 1
    (said,) = done.stderr.splitlines()
    assert said.startswith(f"{PAGE}:{line}: ")
    assert "anchor" in said
    assert not (small / "site").exists()


@both_engines
def test_the_output_of_a_snippet_is_shown_unchanged(small: Path, dev: Dev, engine: str) -> None:
    printed = (
        "<script>alert(1)</script> &amp; </code></pre> **b** {{ x }}\n```\n````````\n!!! note\n    # no title\n\n  end"
    )
    (small / SNIPPET).write_text(f"x = 1.25\nprint({json.dumps(printed)})\n")
    (small / SNIPPET).with_suffix(".out").write_text(printed + "\n")
    done = dev(small, "build", "--engine", engine)
    assert done.returncode == 0, done.stderr
    page = (small / "site" / "questions" / "one" / "index.html").read_text()
    assert html.escape(printed, quote=False) + "\n</code></pre>" in page
    assert "<script>alert" not in page


def test_a_build_replaces_the_old_site_and_notes_that_the_address_is_missing(small: Path, dev: Dev) -> None:
    stale = put_old_site(small).rename(small / "site" / "stale.html")
    write_manifest(stale.parent)
    done = dev(small, "build")
    assert (done.returncode, done.stdout) == (0, "built site\n")
    (said,) = done.stderr.splitlines()
    assert said.startswith("note: BOOK_URL is not set: scripts and notebooks run in the site's downloads folder alone")
    assert (small / "site" / "questions" / "one" / "index.html").is_file()
    assert not stale.exists()
    assert not list(small.glob(".site*"))


@pytest.mark.parametrize("command", [["mkdocs", "build", "-d", "plain"], ["zensical", "build"]], ids=lambda c: c[0])
def test_the_engines_own_commands_build_the_book(small: Path, command: list[str]) -> None:
    done = subprocess.run([sys.executable, "-m", *command], cwd=small, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    site = small / ("plain" if command[0] == "mkdocs" else "site")
    text = re.sub("<[^>]*>", "", (site / "questions" / "two" / "index.html").read_text())
    assert "One is 2.5." in text


def test_a_build_outside_a_book_fails_in_one_line(tmp_path: Path, dev: Dev) -> None:
    done = dev(tmp_path, "build")
    assert done.returncode == 1
    assert done.stderr == "mkdocs.yml:1: not found in this folder or above: run this inside the book\n"
