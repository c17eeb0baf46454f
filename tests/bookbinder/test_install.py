"""A reader installs the library by a line that works: from the site's wheel, or from a checkout."""

from __future__ import annotations

import email.message
import email.parser
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import logitbook
from bookbinder.extension.install_line import WHEEL, expand_install
from bookbinder.site.downloads import build_wheel

ROOT = Path(__file__).resolve().parents[2]
FENCE = ["Before.", "", "```install", "logitbook", "```", "", "After."]


def built(folder: Path) -> tuple[zipfile.ZipFile, email.message.Message]:
    """Build the wheel; return it and its metadata."""
    archive = zipfile.ZipFile(folder / build_wheel(ROOT, folder))
    (name,) = (name for name in archive.namelist() if name.endswith("/METADATA"))
    return archive, email.parser.Parser().parsestr(archive.read(name).decode())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> tuple[zipfile.ZipFile, email.message.Message]:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("BOOK_URL", raising=False)
        patch.delenv("BOOK_REPOSITORY", raising=False)
        return built(tmp_path_factory.mktemp("wheel"))


def test_a_site_with_an_address_names_its_wheel_by_it() -> None:
    lines = expand_install(FENCE, 1, "https://example.org/book/")
    line = f"pip install https://example.org/book/downloads/{WHEEL}"
    assert lines == ["Before.", "", "```sh", line, "```", "", "After."]


@pytest.mark.parametrize("depth", [0, 1, 2])
def test_a_site_without_an_address_links_its_wheel_and_installs_it_from_where_it_lies(depth: int) -> None:
    lines = expand_install(FENCE, depth, "")
    assert f'href="{"../" * depth}downloads/{WHEEL}"' in lines[2]
    assert lines[4:7] == ["```sh", f"pip install ./{WHEEL}", "```"]


def test_the_line_names_the_wheel_that_is_built(wheel: tuple[zipfile.ZipFile, email.message.Message]) -> None:
    assert Path(wheel[0].filename or "").name == WHEEL


def test_the_wheel_holds_the_library_alone_with_its_own_readme_and_version(
    wheel: tuple[zipfile.ZipFile, email.message.Message],
) -> None:
    archive, metadata = wheel
    assert metadata["Version"] == logitbook.__version__
    assert metadata.get_payload() == (ROOT / "src" / "logitbook" / "README.md").read_text(encoding="utf-8")
    names = {name for name in archive.namelist() if ".dist-info/" not in name}
    modules = {path.name for path in (ROOT / "src" / "logitbook").glob("*.py")}
    assert names == {f"logitbook/{name}" for name in modules | {"py.typed"}}


def test_the_wheel_names_the_addresses_that_are_known_and_no_others(
    wheel: tuple[zipfile.ZipFile, email.message.Message], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert wheel[1].get_all("Project-URL") is None
    monkeypatch.setenv("BOOK_URL", "https://example.org/book/")
    monkeypatch.setenv("BOOK_REPOSITORY", "https://example.org/owner/name")
    _, metadata = built(tmp_path)
    assert metadata.get_all("Project-URL") == [
        "Documentation, https://example.org/book/reference/",
        "Source, https://example.org/owner/name",
    ]


def test_every_function_stands_in_the_readme_of_the_library() -> None:
    text = (ROOT / "src" / "logitbook" / "README.md").read_text(encoding="utf-8")
    assert [name for name in logitbook.__all__ if f"`{name}`" not in text] == []


@pytest.mark.parametrize("source", ["wheel", "checkout"])
def test_the_version_is_known_without_an_installation(
    source: str, wheel: tuple[zipfile.ZipFile, email.message.Message], tmp_path: Path
) -> None:
    path = ROOT / "src"
    if source == "wheel":
        wheel[0].extractall(tmp_path)
        path = tmp_path
    paths = os.pathsep.join([str(path), *(entry for entry in sys.path if entry.endswith("site-packages"))])
    code = "import logitbook; print(logitbook.__version__, logitbook.__file__)"
    command = [sys.executable, "-S", "-c", code]  # without site: no editable installation is followed
    done = subprocess.run(command, env=os.environ | {"PYTHONPATH": paths}, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [logitbook.__version__, str(path / "logitbook" / "__init__.py")]
