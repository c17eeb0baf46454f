"""licences.txt is written from the installed packages, and a missing licence is reported."""

from __future__ import annotations

from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest

from bookbinder.base.problems import BookError
from bookbinder.site import licences
from bookbinder.site.licences import FILE, write_licences

BUNDLE = "assets/javascripts/bundle.*.js"


@pytest.fixture(params=["material", "zensical"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a site that has only a theme's script."""
    package = {"material": "mkdocs-material"}.get(request.param, request.param)
    (bundle,) = Path(str(distribution(package).locate_file(f"{request.param}/templates"))).glob(BUNDLE)
    copy = tmp_path / "assets/javascripts" / bundle.name
    copy.parent.mkdir(parents=True)
    copy.write_bytes(bundle.read_bytes())
    return tmp_path


def test_the_file_holds_the_licences_of_the_installed_packages(root: Path, site: Path) -> None:
    write_licences(root, None, site)
    text = (site / FILE).read_text(encoding="utf-8")
    ours = (root / "LICENSE").read_text(encoding="utf-8")
    isc = distribution("mkdocstrings-python").read_text("licenses/LICENSE")
    assert ours in text
    assert isc
    assert isc.strip() in text


def test_a_package_without_its_licence_fails_the_build_in_one_line(
    root: Path, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = tmp_path / "packaging-1.dist-info"
    bare.mkdir()
    (bare / "METADATA").write_text("Name: packaging\n")
    true = licences.distribution
    monkeypatch.setattr(
        licences, "distribution", lambda name: Distribution.at(bare) if name == "packaging" else true(name)
    )
    with pytest.raises(BookError) as stopped:
        write_licences(root, None, site)
    assert str(stopped.value).startswith(
        "requirements/dev.txt:1: packaging comes without LICENSE.APACHE, which the site must show: "
    )
    assert not (site / FILE).exists()


def test_a_script_of_neither_theme_fails_the_build(root: Path, site: Path) -> None:
    (site / "assets/javascripts/bundle.12345678.min.js").touch()
    with pytest.raises(BookError, match="the theme comes without the script of the site"):
        write_licences(root, None, site)


def test_a_book_without_a_licence_fails_the_build(site: Path, tmp_path: Path) -> None:
    with pytest.raises(BookError, match="LICENSE: does not exist"):
        write_licences(tmp_path, None, site)


def test_an_npm_package_without_its_licence_fails_the_build_in_one_line(
    copy: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(licences.BUNDLED, "minisearch", "gone.txt")
    says = r"^web/package\.json:1: minisearch comes without gone\.txt, which the site must show: "
    with pytest.raises(BookError, match=says):
        write_licences(copy, None, site)
    assert not (site / FILE).exists()
