"""What readers take home is what the page shows, and names what it needs."""

from __future__ import annotations

import json
import re
import tomllib
import zipfile
from pathlib import Path

import pytest

from bookbinder.site.downloads import script_metadata
from tests.conftest import ROOT

NAMES = sorted(p.relative_to(ROOT / "snippets").with_suffix("").as_posix() for p in (ROOT / "snippets").glob("*/*.py"))
VERSIONS = {"matplotlib": "~=3.9", "numpy": ""}
SLUGS = sorted(path.stem for path in (ROOT / "docs" / "questions").glob("*.md"))


@pytest.fixture(scope="session")
def downloads(site: Path) -> Path:
    return site / "downloads"


def test_the_wheel_holds_the_library_that_the_snippets_of_the_book_import(downloads: Path) -> None:
    library = ROOT / "src" / "logitbook"
    sources = {path.name: path.read_bytes() for path in library.iterdir() if path.suffix in (".py", ".typed")}
    (wheel,) = downloads.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        held = {Path(name).name: archive.read(name) for name in archive.namelist() if name.startswith("logitbook/")}
    assert held == sources


@pytest.mark.parametrize("name", NAMES)
def test_a_downloaded_script_is_the_snippet_with_metadata_that_names_the_wheel(downloads: Path, name: str) -> None:
    script = downloads / f"{name}.py"
    text = script.read_text(encoding="utf-8")
    match = re.match(r"(?m)# /// script$\n(?P<body>(?:#(?:| .*)$\n)+?)# ///$\n\n", text)
    assert match
    metadata = tomllib.loads("".join(line[2:] for line in match["body"].splitlines(keepends=True)))
    imported = {f"{name}{version}" for name, version in VERSIONS.items() if f"import {name}" in text}
    assert metadata["dependencies"][0] == "logitbook"
    assert set(metadata["dependencies"][1:]) == imported
    assert (script.parent / metadata["tool"]["uv"]["sources"]["logitbook"]["path"]).is_file()
    assert text.removeprefix(match[0]) == (ROOT / "snippets" / f"{name}.py").read_text(encoding="utf-8")


def test_a_site_with_an_address_names_the_wheel_by_it() -> None:
    text = script_metadata("print(1)", "logitbook-1+h2-py3-none-any.whl", "https://example.org/book/")
    wanted = '"logitbook @ https://example.org/book/downloads/logitbook-1%2Bh2-py3-none-any.whl"'
    assert wanted in text
    assert "sources" not in text


@pytest.mark.parametrize("slug", SLUGS)
def test_a_notebook_holds_the_pages_scripts_outputs_and_numbers(downloads: Path, slug: str) -> None:
    notebook = json.loads((downloads / f"{slug}.ipynb").read_text(encoding="utf-8"))
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    assert len({cell["id"] for cell in notebook["cells"]}) == len(notebook["cells"])
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    prose = "\n\n".join("".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown")
    page = (ROOT / "docs" / "questions" / f"{slug}.md").read_text(encoding="utf-8")
    shown = re.findall(r"```(?:snippet|figure.*)\n *(.*)\n", page)
    assert len(code) == len(shown) + 1
    (wheel,) = downloads.glob("*.whl")
    command, *installed = "".join(code[0]["source"]).split(f" {wheel.name} ")
    assert command == "%pip install --quiet"
    drawing = {"matplotlib~=3.9"} if "```figure" in page else set()
    assert {package for packages in installed for package in packages.split()} == {"numpy"} | drawing
    for name, cell in zip(shown, code[1:], strict=True):
        source = (ROOT / "snippets" / f"{name}.py").read_text(encoding="utf-8")
        assert "".join(cell["source"]) == source.rstrip("\n")
        streams = ["".join(output["text"]) for output in cell["outputs"] if output["output_type"] == "stream"]
        errors = [
            "\n".join([*output["traceback"], ""]) for output in cell["outputs"] if output["output_type"] == "error"
        ]
        assert len(errors) == source.startswith("# raises: ")
        assert "".join(streams + errors) == (ROOT / "snippets" / f"{name}.out").read_text(encoding="utf-8")
    assert not re.search(r"(?m)#!live|```(?:snippet|figure|lab|flow)|^!!!|\]\((?!https:)[^)]*\.md\)|\]\(#", prose)
    assert re.search(r"(?m)^# .+\?$", prose)


def test_every_script_and_notebook_is_linked_from_its_page(site: Path) -> None:
    html = "".join((site / "questions" / slug / "index.html").read_text(encoding="utf-8") for slug in SLUGS)
    for download in [*(f"{name}.py" for name in NAMES), *(f"{slug}.ipynb" for slug in SLUGS)]:
        assert f'href="../../downloads/{download}"' in html
