"""A reader installs the library by a line that works: from the site's wheel, or from a checkout."""

from __future__ import annotations

import email.message
import email.parser
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import parse_wheel_filename
from packaging.version import Version

import logitbook
from bookbinder.content.wheel_name import wheel_name, wheel_version
from bookbinder.extension.install_line import expand_install
from bookbinder.site.downloads import build_wheel
from tests.conftest import ROOT

WHEEL = wheel_name(ROOT)
FENCE = ["Before.", "", "```install", "logitbook", "```", "", "After."]


def built(folder: Path, root: Path = ROOT) -> tuple[zipfile.ZipFile, email.message.Message]:
    """Build the wheel; return it and its metadata."""
    archive = zipfile.ZipFile(folder / build_wheel(root, folder))
    (name,) = (name for name in archive.namelist() if name.endswith("/METADATA"))
    return archive, email.parser.Parser().parsestr(archive.read(name).decode())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> tuple[zipfile.ZipFile, email.message.Message]:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("BOOK_URL", raising=False)
        patch.delenv("BOOK_REPOSITORY", raising=False)
        return built(tmp_path_factory.mktemp("wheel"))


def test_a_site_with_an_address_names_its_wheel_by_it() -> None:
    lines = expand_install(FENCE, ROOT, 1, "https://example.org/book/")
    line = f"pip install https://example.org/book/downloads/{WHEEL.replace('+', '%2B')}"
    assert lines == ["Before.", "", "```sh", line, "```", "", "After."]


@pytest.mark.parametrize("depth", [0, 1, 2])
def test_a_site_without_an_address_links_its_wheel_and_installs_it_from_where_it_lies(depth: int) -> None:
    lines = expand_install(FENCE, ROOT, depth, "")
    assert f'href="{"../" * depth}downloads/{WHEEL.replace("+", "%2B")}"' in lines[2]
    assert lines[4:7] == ["```sh", f"pip install ./{WHEEL}", "```"]


def test_the_line_names_the_wheel_that_is_built(wheel: tuple[zipfile.ZipFile, email.message.Message]) -> None:
    assert Path(wheel[0].filename or "").name == WHEEL


def test_the_wheel_holds_the_library_alone_with_its_own_readme_and_version(
    wheel: tuple[zipfile.ZipFile, email.message.Message],
) -> None:
    archive, metadata = wheel
    assert metadata["Version"] == wheel_version(ROOT)
    assert metadata.get_payload() == (ROOT / "src" / "logitbook" / "README.md").read_text(encoding="utf-8")
    names = {name for name in archive.namelist() if ".dist-info/" not in name}
    modules = {path.name for path in (ROOT / "src" / "logitbook").glob("*.py")}
    assert names == {f"logitbook/{name}" for name in modules | {"py.typed"}}


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """All that the wheel is made of, to change."""
    shutil.copytree(ROOT / "src", tmp_path / "book" / "src", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "LICENSE"):
        shutil.copy(ROOT / name, tmp_path / "book")
    return tmp_path / "book"


def test_a_changed_line_of_code_changes_the_version_and_nothing_else_does(library: Path) -> None:
    before = wheel_version(library)
    (library / "src" / "logitbook" / "README.md").write_text("another description")
    (library / "src" / "bookbinder" / "new.py").write_text("x = 1\n")
    assert wheel_version(library) == before == wheel_version(ROOT)
    module = library / "src" / "logitbook" / "losses.py"
    module.write_text(module.read_text(encoding="utf-8") + "X = 1\n", encoding="utf-8")
    changed = wheel_version(library)
    module.rename(module.with_name("renamed.py"))
    assert len({before, changed, wheel_version(library)}) == 3


def test_the_same_code_gives_the_same_bytes(library: Path, tmp_path: Path) -> None:
    for path in library.rglob("*"):
        os.utime(path, (1, 1))
    folders = {ROOT: tmp_path / "one", library: tmp_path / "two"}
    wheels = [folder / build_wheel(root, folder) for root, folder in folders.items()]
    assert len({wheel.name for wheel in wheels}) == 1
    assert len({hashlib.sha256(wheel.read_bytes()).digest() for wheel in wheels}) == 1


def test_installers_read_the_version_and_take_it_for_that_of_the_library() -> None:
    name, version, _, _ = parse_wheel_filename(WHEEL)
    assert (name, version) == ("logitbook", Version(wheel_version(ROOT)))
    assert version.public == logitbook.__version__
    assert Version(logitbook.__version__) < version < Version(f"{logitbook.__version__}.1")
    assert version in Requirement(f"logitbook=={logitbook.__version__}").specifier
    assert str(version) == wheel_version(ROOT)  # none of it is rewritten, so that file and metadata say the same


def test_a_wheel_of_a_release_has_the_version_of_the_library_alone(tmp_path: Path) -> None:
    command = [sys.executable, "-P", "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    assert [path.name for path in tmp_path.iterdir()] == [f"logitbook-{logitbook.__version__}-py3-none-any.whl"]


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
