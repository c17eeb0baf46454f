"""The built site, page by page: it says what its sources say, and every link leads somewhere."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from bookbinder.content.page import Page
from tests.conftest import ROOT

PAGES = sorted(
    re.sub(r"(^|/)index$", "", path.relative_to(ROOT / "docs").with_suffix("").as_posix())
    for path in (ROOT / "docs").rglob("*.md")
)
SLUGS = [page.removeprefix("questions/") for page in PAGES if page.startswith("questions/")]


class Reader(HTMLParser):
    """What a page says in its article, which ids it has and where it, and its article alone, lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.leads: list[str] = []
        self.text: list[str] = []
        self.lives: list[str] = []
        self._article = 0
        self._live = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self._article += tag == "article"
        self._live = self._live or "live" in (values.get("class") or "").split()
        if values.get("id"):
            self.ids.append(values["id"] or "")
        self.links += [link for name in ("href", "src") if (link := values.get(name)) is not None]
        if self._article and tag == "a":
            self.leads.append(values.get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        self._article -= tag == "article"
        self._live = self._live and tag != "span"

    def handle_data(self, data: str) -> None:
        if self._article:
            self.text += data.split()
        if self._live:
            self.lives.append(data)


def read(site: Path, page: str) -> Reader:
    return Reader((site / page / "index.html").read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page or "home")
def test_a_page_shows_each_live_number_of_its_source(site: Path, page: str) -> None:
    lives = read(site, page).lives
    source = next(path for path in (ROOT / f"docs/{page}.md", ROOT / "docs" / page / "index.md") if path.is_file())
    text = source.read_text(encoding="utf-8")
    shown = text.count("`#!live ")
    if "```questions" in text:  # lists show answers of other pages, with their numbers
        assert len(lives) >= shown
    else:
        assert len(lives) == shown


@pytest.mark.parametrize("slug", SLUGS)
def test_a_question_is_linked_from_its_topic_and_from_each_whose_answer_raises_it(
    questions: dict[str, Page], site: Path, slug: str
) -> None:
    page = questions[slug]
    for place in (f"topics/{page.meta.topic}", *(f"questions/{one}" for one in page.meta.follows)):
        leads = (urljoin(f"/{place}/", link) for link in read(site, place).leads)
        assert f"/questions/{slug}/" in leads, place


def test_the_thread_s_probabilities_are_there_and_right(site: Path) -> None:
    reader = read(site, "questions/from-scores-to-probabilities")
    assert {"57%", "43%", "9.73 × 10⁻⁸"} <= set(reader.lives)


def lost_links(site: Path) -> list[str]:
    """Return the links of a site that lead nowhere within it."""
    readers: dict[Path, Reader] = {}
    lost = []
    for file in sorted(site.rglob("*.html")):
        if file.name == "404.html":  # its links are made for the root of a server
            continue
        readers[file] = Reader(file.read_text(encoding="utf-8"))
    for file, reader in readers.items():
        here = "/" + file.relative_to(site).as_posix()
        for link in reader.links:
            parts = urlsplit(urljoin(here, link))
            if parts.scheme:
                continue
            target = site / unquote(parts.path).lstrip("/")
            target = target / "index.html" if target.is_dir() else target
            if not target.is_file():
                lost.append(f"{here}: {link}")
            elif parts.fragment and target in readers and unquote(parts.fragment) not in readers[target].ids:
                lost.append(f"{here}: {link} (no such heading)")
    return lost


def test_every_link_leads_somewhere(site: Path) -> None:
    assert lost_links(site) == []


def test_ids_are_unique_within_a_page(site: Path) -> None:
    for page in PAGES:
        ids = read(site, page).ids
        assert sorted(ids) == sorted(set(ids)), page


def test_nothing_of_the_machine_is_in_the_site(book: Path, site: Path) -> None:
    for file in site.rglob("*"):
        if file.suffix in {".html", ".json", ".xml", ".js", ".css", ".txt"}:
            text = file.read_text(encoding="utf-8")
            assert str(ROOT) not in text, file
            assert str(book) not in text, file


def test_a_traceback_stands_only_under_a_script_that_declares_it(site: Path) -> None:
    for page in PAGES:
        source = next(path for path in (ROOT / f"docs/{page}.md", ROOT / "docs" / page / "index.md") if path.is_file())
        text = source.read_text(encoding="utf-8")
        scripts = (ROOT / "snippets" / f"{name}.py" for name in re.findall(r"```(?:snippet|figure.*)\n *(.*)\n", text))
        declared = sum(script.read_text(encoding="utf-8").startswith("# raises: ") for script in scripts)
        html = (site / page / "index.html").read_text(encoding="utf-8")
        assert html.count("Traceback (most recent call last)") == declared + text.count("Traceback (most recent"), page
        assert html.count('class="language-text highlight traceback"') == declared, page


def test_formulas_are_set_while_building(site: Path) -> None:
    html = (site / "questions/from-scores-to-probabilities/index.html").read_text(encoding="utf-8")
    assert html.count("<math") >= 3
    assert "arithmatex" not in html
    assert not re.search(r"\\(frac|sum|exp)", html)
