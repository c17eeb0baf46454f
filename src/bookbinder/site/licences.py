"""Writes licences.txt: the licence of the book, and of every third-party part of the site."""

from __future__ import annotations

import io
import json
import re
import textwrap
from importlib.metadata import distribution
from pathlib import Path
from typing import NamedTuple

from bookbinder.base.problems import BookError, Problem
from bookbinder.site.fonts import FILE as FONT
from bookbinder.site.fonts import PACKAGE as FONT_PACKAGE
from bookbinder.site.fonts import TARGET
from bookbinder.site.front_end import NODE_MODULES, PACKAGE, RUN
from bookbinder.site.runtime_files import Runtime
from bookbinder.site.runtime_licences import PYODIDE, PYTHON, runtime_licences
from bookbinder.site.stylesheets import SHEET

FILE, OWN = "licences.txt", "LICENSE"
THEMES = {"mkdocs-material": "material", "zensical": "zensical"}  # packages, and the folders of their templates
LIBRARIES = "zensical/templates/assets/javascripts/LICENSE"  # the scripts of both themes contain the same libraries
REFERENCE = "mkdocstrings-python"
FRAME, ICON = "the frame", "assets/images/favicon.png"  # of pages
OPEN_FONT = "matplotlib/mpl-data/fonts/ttf/LICENSE_STIX"
# The npm packages in the search's script and in the editor, and the files of their licences.
SEARCH, BUNDLED = "assets/search.js", {"minisearch": "LICENSE.txt", "stemmer": "license"}
EDITOR = f"{RUN}editor.js"
IN_EDITOR = [f"@codemirror/{name}" for name in ("commands", "lang-python", "language", "state", "view")]
IN_EDITOR += [f"@lezer/{name}" for name in ("common", "highlight", "lr", "python")]
IN_EDITOR += ["@marijn/find-cluster-break", "style-mod", "w3c-keyname"]
HEADER = """\
Licences of what this site serves: first the book's own, for its pages and for all below downloads/, then those of what
others made, part by part.
"""
TSLIB = """\
Package: tslib
License: 0BSD
Copyright: Microsoft Corporation

The licences that are named above: MIT as under the theme's styles; Apache-2.0 below; W3C:
https://www.w3.org/copyright/software-license-2015/"""


class Part(NamedTuple):
    """A third-party part of the site: where it is, what it is, and the text of its licence."""

    where: str
    what: str
    text: str


def write_licences(root: Path, runtime: Runtime | None, site: Path) -> None:
    """Write the file from the licences of the installed packages, or raise BookError if one has none."""
    (site / FILE).write_text(_text(root, runtime, *_theme(site)), encoding="utf-8")


def preview_licences(root: Path, runtime: Runtime | None, engine: str) -> str:
    """Return the text of the file for a preview, whose engine serves the installed theme."""
    (theme,) = (package for package, folder in THEMES.items() if folder == engine)
    return _text(root, runtime, theme, "assets/javascripts/")


def _text(root: Path, runtime: Runtime | None, theme: str, bundle: str) -> str:
    if not (root / OWN).is_file():
        raise BookError(Problem(OWN, 0, "does not exist", "restore it: it is the licence of the book"))
    rule = "=" * 80
    text = f"{HEADER}\n{(root / OWN).read_text(encoding='utf-8')}"
    bundled = (_bundled(root, SEARCH, package, licence) for package, licence in BUNDLED.items())
    for part in (*_parts(theme, bundle), *bundled, *_runtime_parts(root, runtime)):
        text += f"\n{rule}\n{part.what}\nIn: {part.where}\n{rule}\n\n{part.text.strip()}\n"
    return text


def _parts(theme: str, bundle: str) -> list[Part]:
    icons = f"{THEMES[theme]}/templates/.icons"
    libraries = f"{_file('zensical', LIBRARIES).strip()}\n\n{'-' * 79}\n\n{TSLIB}"
    apache = _licence("packaging", "LICENSE.APACHE")
    reference = _version(REFERENCE)
    return [
        Part(f"{TARGET.relative_to('docs').as_posix()}, drawn in assets/social/", "STIX Two Math, a font", _font()),
        Part(f"{FRAME} of every page, {SHEET}, {ICON}, {bundle}", f"{_version(theme)}, the theme", _licence(theme)),
        Part(bundle, "Libraries in the theme's script", f"{libraries}\n\n{textwrap.dedent(apache)}"),
        Part(f"pages and {SHEET}", "Material Design Icons", _file(theme, f"{icons}/material/LICENSE")),
        Part(SHEET, "Octicons", _file(theme, f"{icons}/octicons/LICENSE")),
        Part(SHEET, "Font Awesome Free, icons", _file(theme, f"{icons}/fontawesome/LICENSE.txt")),
        Part(f"reference/index.html, {SHEET}", f"{reference}, {FRAME} of the library's page", _licence(REFERENCE)),
    ]


def _bundled(root: Path, script: str, package: str, licence: str = "LICENSE") -> Part:
    """Return an npm package in a script of the site."""
    folder = root / NODE_MODULES / package
    if not (folder / licence).is_file():
        raise _missing(package, licence, PACKAGE)
    version = json.loads((folder / "package.json").read_text(encoding="utf-8"))["version"]
    return Part(script, f"{package} {version}", (folder / licence).read_text(encoding="utf-8"))


def _runtime_parts(root: Path, runtime: Runtime | None) -> list[Part]:
    """Return what edits and runs scripts in the browser, if the site does."""
    if not runtime:
        return []
    editor = [_bundled(root, EDITOR, package) for package in IN_EDITOR]
    return editor + [Part(*one) for one in runtime_licences(runtime, _licence(PYODIDE), _licence(PYTHON))]


def _theme(site: Path) -> tuple[str, str]:
    """Return the package of the theme, and the paths of its script in the site."""
    files = [file.relative_to(site) for file in sorted(site.glob("assets/javascripts/*"))]
    for package, folder in THEMES.items():
        place = Path(str(distribution(package).locate_file(folder))) / "templates"
        if files and all((place / file).is_file() for file in files):
            return package, ", ".join(file.as_posix() for file in files)
    raise _missing("the theme", "the script of the site, assets/javascripts/bundle.*.js")


def _font() -> str:
    """Return the font's copyright and licence notices, and the text of that licence."""
    from fontTools.ttLib import TTFont  # only a build needs it, and every command would wait for it

    with TTFont(io.BytesIO(Path(str(distribution(FONT_PACKAGE).locate_file(FONT))).read_bytes())) as font:
        notices = [font["name"].getDebugName(number) for number in (0, 13)]
    text = re.search(r"SIL OPEN FONT LICENSE.*?DEALINGS IN THE FONT SOFTWARE\.", _file("matplotlib", OPEN_FONT), re.S)
    if not text:
        raise _missing("matplotlib", "the SIL Open Font License")
    return "\n\n".join([*notices, text[0]])


def _version(package: str) -> str:
    return f"{package} {distribution(package).version}"


def _licence(package: str, name: str = "LICENSE") -> str:
    """Return the text of an installed package's licence; its file may have any suffix."""
    found = distribution(package)
    for file in found.metadata.get_all("License-File") or []:
        if name in (Path(file).name, Path(file).stem) and (text := found.read_text(f"licenses/{file}")):
            return text
    raise _missing(package, name)


def _file(package: str, name: str) -> str:
    """Return the text of a file of an installed package."""
    place = Path(str(distribution(package).locate_file(name)))
    if not place.is_file():
        raise _missing(package, name)
    return place.read_text(encoding="utf-8")


def _missing(package: str, what: str, lock: str = "requirements/dev.txt") -> BookError:
    fix = "find it in the installed version, and correct its path in src/bookbinder/site/licences.py"
    return BookError(Problem(lock, 1, f"{package} comes without {what}, which the site must show", fix))
