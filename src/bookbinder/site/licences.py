"""Writes licences.txt: what a site serves that the book did not make, whose it is, and under which terms."""

from __future__ import annotations

import io
import json
import re
import textwrap
from importlib.metadata import distribution
from pathlib import Path
from typing import NamedTuple

from fontTools.ttLib import TTFont

from bookbinder.base.problems import BookError, Problem
from bookbinder.site.fonts import FILE as FONT
from bookbinder.site.fonts import PACKAGE as FONT_PACKAGE
from bookbinder.site.fonts import TARGET
from bookbinder.site.front_end import NODE_MODULES, PACKAGE

FILE, OWN = "licences.txt", "LICENSE"
THEMES = {"mkdocs-material": "material", "zensical": "zensical"}  # packages, and where their templates lie
LIBRARIES = "zensical/templates/assets/javascripts/LICENSE"  # the scripts of both themes hold the same libraries
OPEN_FONT = "matplotlib/mpl-data/fonts/ttf/LICENSE_STIX"
SEARCH = "assets/search.js"
BUNDLED = {"minisearch": "LICENSE.txt", "stemmer": "license"}  # in it: packages of npm, and the files of their licences
OURS = """\
Licences of what this site serves: first the book's own, for its pages and for all below downloads/, then those of what
others made, part by part.
"""
ALSO = """\
Package: tslib
License: 0BSD
Copyright: Microsoft Corporation

The licences that are named above: MIT as under the theme's styles; Apache-2.0 below; W3C:
https://www.w3.org/copyright/software-license-2015/"""


class Part(NamedTuple):
    """Something that others made: where the site holds it, what it is, and the text of its licence."""

    where: str
    what: str
    text: str


def write_licences(root: Path, site: Path) -> None:
    """Write the file, from the licences of the installed packages, or raise BookError where one has none."""
    (site / FILE).write_text(_text(root, *_theme(site)), encoding="utf-8")


def preview_licences(root: Path, engine: str) -> str:
    """Return what the file would hold for a preview, whose engine serves the theme as it is installed."""
    (theme,) = (package for package, folder in THEMES.items() if folder == engine)
    return _text(root, theme, "assets/javascripts/")


def _text(root: Path, theme: str, bundle: str) -> str:
    if not (root / OWN).is_file():
        raise BookError(Problem(OWN, 0, "is not there", "restore it: it says under which terms the book may be used"))
    rule = "=" * 80
    text = f"{OURS}\n{(root / OWN).read_text(encoding='utf-8')}"
    for part in (*_parts(theme, bundle), *(_bundled(root, package) for package in BUNDLED)):
        text += f"\n{rule}\n{part.what}\nIn: {part.where}\n{rule}\n\n{part.text.strip()}\n"
    return text


def _parts(theme: str, bundle: str) -> list[Part]:
    icons = f"{THEMES[theme]}/templates/.icons"
    libraries = f"{_file('zensical', LIBRARIES).strip()}\n\n{'-' * 79}\n\n{ALSO}"
    apache = _licence("packaging", "LICENSE.APACHE")
    return [
        Part(f"{TARGET.relative_to('docs').as_posix()}, drawn in assets/social/", "STIX Two Math, a font", _font()),
        Part(
            f"the frame of every page, assets/sheet.css, assets/images/favicon.png, {bundle}",
            f"{_version(theme)}, the theme",
            _licence(theme),
        ),
        Part(bundle, "Libraries in the theme's script", f"{libraries}\n\n{textwrap.dedent(apache)}"),
        Part("pages and assets/sheet.css", "Material Design Icons", _file(theme, f"{icons}/material/LICENSE")),
        Part("assets/sheet.css", "Octicons", _file(theme, f"{icons}/octicons/LICENSE")),
        Part("assets/sheet.css", "Font Awesome Free, icons", _file(theme, f"{icons}/fontawesome/LICENSE.txt")),
        Part(
            "reference/index.html, assets/sheet.css",
            f"{_version('mkdocstrings-python')}, the frame of the library's page",
            _licence("mkdocstrings-python"),
        ),
    ]


def _bundled(root: Path, package: str) -> Part:
    """Return a package of npm that is part of the search's script."""
    folder = root / NODE_MODULES / package
    if not (licence := folder / BUNDLED[package]).is_file():
        raise _lacking(package, licence.name, PACKAGE)
    version = json.loads((folder / "package.json").read_text(encoding="utf-8"))["version"]
    return Part(SEARCH, f"{package} {version}", licence.read_text(encoding="utf-8"))


def _theme(site: Path) -> tuple[str, str]:
    """Return the package of the theme, and the names of its script's files in the site."""
    files = [file.relative_to(site) for file in sorted(site.glob("assets/javascripts/*"))]
    for package, folder in THEMES.items():
        place = Path(str(distribution(package).locate_file(folder))) / "templates"
        if files and all((place / file).is_file() for file in files):
            return package, ", ".join(file.as_posix() for file in files)
    raise _lacking("the theme", "the script of the site, assets/javascripts/bundle.*.js")


def _font() -> str:
    """Return what the font says of itself, and the text of the licence that it names."""
    with TTFont(io.BytesIO(Path(str(distribution(FONT_PACKAGE).locate_file(FONT))).read_bytes())) as font:
        said = [font["name"].getDebugName(number) for number in (0, 13)]
    text = re.search(r"SIL OPEN FONT LICENSE.*?DEALINGS IN THE FONT SOFTWARE\.", _file("matplotlib", OPEN_FONT), re.S)
    if not text:
        raise _lacking("matplotlib", "the SIL Open Font License")
    return "\n\n".join([*said, text[0]])


def _version(package: str) -> str:
    return f"{package} {distribution(package).version}"


def _licence(package: str, name: str = "LICENSE") -> str:
    """Return the text of an installed package's own licence, whatever the suffix of its file."""
    found = distribution(package)
    for file in found.metadata.get_all("License-File") or []:
        if name in (Path(file).name, Path(file).stem) and (text := found.read_text(f"licenses/{file}")):
            return text
    raise _lacking(package, name)


def _file(package: str, name: str) -> str:
    """Return the text of a file of an installed package."""
    place = Path(str(distribution(package).locate_file(name)))
    if not place.is_file():
        raise _lacking(package, name)
    return place.read_text(encoding="utf-8")


def _lacking(package: str, what: str, lock: str = "requirements/dev.txt") -> BookError:
    fix = "see where the installed version has it, and correct that in src/bookbinder/site/licences.py"
    return BookError(Problem(lock, 1, f"{package} comes without {what}, which the site must show", fix))
