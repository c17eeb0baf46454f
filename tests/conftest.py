"""What every test can use: the book's root, copies of it to break, and --update."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from bookbinder.base.files import cache_folder
from bookbinder.cli.suite import SKIPPED
from bookbinder.rules.check import check
from bookbinder.run import sandbox
from bookbinder.site.fonts import STAMP, TARGET, write_font
from bookbinder.site.front_end import NODE_MODULES
from bookbinder.site.manifest import MANIFEST, write_manifest
from bookbinder.site.runtime_files import kept_runtime
from bookbinder.site.runtime_manifest import RUNTIME
from tests.plain_python import run_plain

ROOT = Path(__file__).resolve().parents[1]
Dev = Callable[..., subprocess.CompletedProcess[str]]
Plain = Callable[..., subprocess.CompletedProcess[bytes]]
SITE, SLOW = ROOT / "tests/site", {ROOT / "tests/bookbinder" / name for name in ("cli", "preview", "site")}
LACKING = "LACKING: "
GATHERED = os.environ.pop(SKIPPED, "")  # not for the tests that a test runs
# Tools that a machine may lack, and the packages of Debian that bring them.
PACKAGES = {
    "Chromium": "chromium",
    "Firefox": "firefox-esr",
    "Java": "default-jre-headless",
    "WebKit": "webkit2gtk-driver xvfb",
}


def pytest_configure() -> None:
    """Let signals reach what tests start, even where a shell ignores them for what it runs in the background."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if sys.platform != "win32":
        signal.signal(signal.SIGHUP, signal.SIG_DFL)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="record the snippets' outputs anew and show what changed")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Of several workers, let two begin with slow tests that share a site or a preview.

    pytest-xdist deals out equal parts of this list, and whoever has done with one takes over the end of another: where
    slow tests come first, those ends are of quick ones, and both have done at the same time.
    """
    share = len(items) // int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", len(items) or 1))
    if share < 2:  # no worker, or too few tests
        return
    parts: list[list[pytest.Item]] = [[], [], []]
    for item in items:
        folder = item.path.parent
        parts[0 if folder == SITE else 1 if folder in SLOW else 2].append(item)
    site, slow, rest = parts
    quick = max(0, share - len(site))
    items[:] = [*site, *rest[:quick], *slow, *rest[quick:]]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def runs() -> Path | None:
    """The kept runs of the book's own snippets: none is run again for a copy, which breaks one at most.

    With CI set all books keep theirs in one folder outside, and there is nothing to copy.
    """
    check(ROOT, lambda text: None)
    folder = cache_folder(ROOT)
    return folder if folder and folder.is_relative_to(ROOT) else None


def copy_parts(there: Path, *names: str) -> None:
    """Copy these folders of the book, and what every book needs."""
    # Another test may be writing there at this moment.
    ignored = shutil.ignore_patterns("__pycache__", "*.tmp", f".{TARGET.name}-*")
    for name in ("overrides", "src", "web/src", *names):
        shutil.copytree(ROOT / name, there / name, ignore=ignored, dirs_exist_ok=True)
    for name in ("mkdocs.yml", "pyproject.toml", "README.md", "LICENSE", "web/package.json"):
        shutil.copy(ROOT / name, there / name)
    (there / NODE_MODULES).symlink_to(ROOT / NODE_MODULES)
    copy_font(there)


def copy_font(there: Path) -> None:
    """Copy the font of formulas, as an earlier build of the book would have left it: cutting it takes half a second."""
    write_font(ROOT)
    for file in (TARGET, STAMP):
        (there / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / file, there / file)


def copy_book(there: Path, runs: Path | None) -> Path:
    """Copy the whole book with its kept runs."""
    copy_parts(there, "benchmarks", "docs", "snippets")
    if runs:
        shutil.copytree(runs, there / ".bookbinder" / "runs", ignore=shutil.ignore_patterns("*.tmp"))
    return there


def add_runtime(book: Path) -> None:
    """Have the site of a copy of the book run scripts, if ./dev has fetched what that takes: tests fetch nothing."""
    if not (runtime := kept_runtime(ROOT)):
        return
    shutil.copy(ROOT / RUNTIME, book / RUNTIME)
    folder = cache_folder(book, "runtime")
    assert folder
    for file, place in runtime.files.items():
        if file in runtime.manifest.wheels and not (folder / file.sha256).exists():
            (folder / file.sha256).hardlink_to(place)


@pytest.fixture
def copy(tmp_path: Path, runs: Path | None) -> Path:
    """A copy of the whole book, to break."""
    return copy_book(tmp_path / "book", runs)


def put_old_site(book: Path) -> Path:
    """Put a page where the book's site lies, marked as an earlier build would have; return the page."""
    page = book / "site" / "index.html"
    page.parent.mkdir()
    page.write_text("the old site")
    write_manifest(page.parent)
    return page


def assert_old_site_stands(book: Path) -> None:
    """Fail unless that page and its mark are all that lies there, and no build left anything beside it."""
    assert {path.name for path in (book / "site").iterdir()} == {"index.html", MANIFEST}
    assert (book / "site" / "index.html").read_text() == "the old site"
    assert not list(book.glob(".site*"))


def as_anybody() -> None:
    """Make a process of root's obey the rights of files, as those of other users do: for `preexec_fn`."""
    if os.geteuid() == 0:
        ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)  # PR_CAPBSET_DROP, CAP_DAC_OVERRIDE


def own_python(there: Path, book: Path) -> Path:
    """Make a Python to which the packages of a copy of the book are the book's: theirs can be edited."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", there], check=True)
    (site,) = there.glob("lib/python*/site-packages")
    # A folder named in this file is searched, and the .pth files in it, which name the true packages, are not read.
    (site / "copy.pth").write_text(f"{book / 'src'}\n{sysconfig.get_path('purelib')}\n")
    return there / "bin" / "python"


@pytest.fixture
def python(copy: Path, tmp_path: Path) -> Path:
    """A Python for the copy of the book."""
    return own_python(tmp_path / "own", copy)


@pytest.fixture
def dev() -> Dev:
    """Run one of the commands behind ./dev in a book's folder."""

    def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "bookbinder", *arguments]
        return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=100)

    return run


@pytest.fixture
def plain() -> Plain:
    """Run a script with a Python of its own, inside the sandbox: nobody's snippet has the rights of who tests it."""
    if lacks := "; ".join(sandbox.missing_layers()):
        reason = f"NO SANDBOX: no script ran with a Python of its own: the sandbox lacks {lacks}"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    return run_plain


def skip_without(*tools: str) -> None:
    """Skip the running test, or fail it with CI set, if it lacks any tool: the names are of those that it lacks."""
    if tools:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(LACKING + ", ".join(tools))


def told_once(reasons: Iterable[str]) -> list[str]:
    """Return why tests were skipped: each other reason once, and all that the machine lacks as one line."""
    reasons = [reason.removeprefix("Skipped: ") for reason in reasons]
    lacking = [reason.removeprefix(LACKING).split(", ") for reason in reasons if reason.startswith(LACKING)]
    lines = sorted({reason for reason in reasons if not reason.startswith(LACKING)})
    if lacking:
        tools = [tool for tool in PACKAGES if any(tool in one for one in lacking)]
        lines.append(f"SKIPPED {len(lacking)} tests for want of {', '.join(tools)}: {_install(tools)}")
    return lines


def _install(tools: list[str]) -> str:
    """Return the command that installs the tools."""
    if not shutil.which("apt-get"):
        return f"install {', '.join(tools)}"
    return f"apt install {' '.join(PACKAGES[tool] for tool in tools)}"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say once why tests did not run; of several runs, leave that to ./dev test."""
    reasons = [str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", [])]
    if not GATHERED:
        for line in told_once(reasons):
            terminalreporter.write_line(line, red=True, bold=True)
    elif reasons:
        file = Path(GATHERED)
        reasons += json.loads(file.read_text())["reasons"] if file.exists() else []
        file.write_text(json.dumps({"reasons": reasons, "lines": told_once(reasons)}))
