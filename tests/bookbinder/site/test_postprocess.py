"""What a build adds to an engine's site: metadata, policy, llms.txt, feed and service worker."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from PIL import Image

from bookbinder.content.book import Book
from bookbinder.content.fence import Fence
from bookbinder.content.front_matter import FrontMatter
from bookbinder.content.page import Live, Page
from bookbinder.render.answers import plain_answer
from bookbinder.run.result import Run
from bookbinder.site.metadata import add_metadata
from bookbinder.site.products import write_answers, write_feed
from bookbinder.site.security_policy import add_policy, policy_problems
from bookbinder.site.service_worker import write_service_worker
from bookbinder.site.social_cards import draw_social_image

META = FrontMatter(
    topic="meaning",
    asked_as=("y </script>",),
    references=("a",),
    added=date(2026, 1, 2),
    reviewed=date(2026, 1, 3),
)
PROSE = [
    "# Why <b>?",
    "",
    "!!! answer",
    "    It is `#!live first.x:.2f`, *see* [a page](b.md#c)",
    "    or $z$.",
    "",
    "More.",
]
PAGE = Page(
    "docs/questions/a.md",
    META,
    [Fence(9, "snippet", "", "a/first")],
    [Live(4, "first.x:.2f")],
    prose=dict(enumerate(PROSE, 1)),
)
BOOK = Book(
    Path(),
    {"a": PAGE},
    [],
    {"a": {"authors": "A", "year": 1990, "title": "T"}},
    [],
    "The Model Book",
    {"meaning": "Meaning"},
)
BUILT = '<html><head><meta name="description" content="site"><title>x - Book</title></head><body></body></html>'


def test_a_plain_answer_has_its_numbers_and_no_markup() -> None:
    assert plain_answer(PAGE, {"a/first": Run("", {"x": 0.456})}) == "It is 0.46, see a page or z."


def test_the_answer_is_the_description_of_a_question() -> None:
    html = add_metadata(BUILT, PAGE, 'The "answer" <1.', BOOK, "", "")
    assert '<meta name="description" content="The &quot;answer&quot; &lt;1.">' in html
    assert '<meta property="og:description" content="The &quot;answer&quot; &lt;1.">' in html
    assert "og:image" not in html


def test_the_structured_data_of_a_question_is_an_article_with_its_accepted_answer() -> None:
    html = add_metadata(BUILT, PAGE, "The answer.", BOOK, "https://h.example/q/a/", "https://h.example/a.png")
    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    data = json.loads(script)
    assert data["@type"] == "TechArticle"
    question = data["mainEntity"]
    assert (question["@type"], question["name"]) == ("Question", "Why <b>?")
    assert question["acceptedAnswer"] == {"@type": "Answer", "text": "The answer."}
    assert question["alternateName"] == ["y </script>"]
    assert (data["datePublished"], data["dateModified"]) == ("2026-01-02", "2026-01-03")
    assert data["url"] == "https://h.example/q/a/"
    assert '<meta property="og:image" content="https://h.example/a.png">' in html


def test_a_page_without_a_question_keeps_its_description() -> None:
    html = add_metadata(BUILT, Page("docs/index.md"), "", BOOK, "", "")
    assert '<meta name="description" content="site">' in html
    assert '<meta property="og:title" content="x - Book">' in html
    assert "ld+json" not in html


def test_an_inline_script_that_is_not_pinned_is_reported_once() -> None:
    html = '<script>x=1</script><script type="application/json">{}</script><script src="a.js">'
    pages = {"a.html": html, "b.html": html}
    (problem,) = policy_problems("script-src 'self'", pages)
    assert problem.what == "a.html contains an inline script that is not pinned: 'x=1'"
    # echo -n x=1 | openssl dgst -sha256 -binary | base64
    assert "sha256-HyBrEcI+KMwlDe1/wAmNOCOoRnpUNA8axOU1y4VEST8=" in problem.fix
    assert list(policy_problems(problem.fix, pages)) == []


def test_llms_txt_holds_every_question_with_its_answer(tmp_path: Path) -> None:
    write_answers(BOOK, {"a": "The answer."}, tmp_path, "https://h.example/")
    text = (tmp_path / "llms.txt").read_text()
    assert "## Meaning\n\n- [Why <b>?](https://h.example/questions/a/): The answer.\n" in text


def test_the_feed_is_atom_with_the_questions_as_entries(tmp_path: Path) -> None:
    write_feed(BOOK, {"a": "The <answer>."}, tmp_path, "https://h.example/")
    atom = {"a": "http://www.w3.org/2005/Atom"}
    feed = ElementTree.fromstring((tmp_path / "feed.xml").read_text())  # noqa: S314
    assert feed.findtext("a:updated", namespaces=atom) == "2026-01-03T00:00:00+00:00"
    (entry,) = feed.findall("a:entry", atom)
    assert entry.findtext("a:title", namespaces=atom) == "Why <b>?"
    assert entry.findtext("a:id", namespaces=atom) == "https://h.example/questions/a/"
    assert entry.findtext("a:summary", namespaces=atom) == "The <answer>."


def test_the_service_worker_lists_the_files_and_its_version_changes_with_them(tmp_path: Path) -> None:
    kept = ["404.html", "assets/a.css", "downloads/a+b.whl", "index.html", "questions/a/index.html"]
    for name in (*kept, "a.map", "assets/social/a.png", "robots.txt", "sw.js"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("old")
    write_service_worker(tmp_path)
    first = (tmp_path / "sw.js").read_text()
    (files,) = re.findall(r"FILES = (.*);", first)
    assert json.loads(files) == ["404.html", "assets/a.css", "downloads/a%2Bb.whl", "./", "questions/a/"]
    (tmp_path / "assets/a.css").write_text("new")
    write_service_worker(tmp_path)
    assert (tmp_path / "sw.js").read_text() != first


def test_of_what_runs_scripts_the_service_worker_lists_digests_alone_and_its_version_changes_with_them(
    tmp_path: Path,
) -> None:
    def worker() -> dict[str, Any]:
        write_service_worker(tmp_path)
        values = dict(re.findall(r"const (\w+) = (.*);", (tmp_path / "sw.js").read_text()))
        return {name: values[name] for name in ("VERSION", "FILES", "DIGESTS")}

    run = tmp_path / "assets/run/pyodide-1/a+b.whl"
    run.parent.mkdir(parents=True)
    run.write_text("one")
    first = worker()
    assert json.loads(first["FILES"]) == []
    assert json.loads(first["DIGESTS"]) == {"pyodide-1/a%2Bb.whl": hashlib.sha256(b"one").hexdigest()[:16]}
    run.write_text("two")
    assert worker()["VERSION"] != first["VERSION"]


def test_only_a_page_with_a_script_may_run_python() -> None:
    policy = "script-src 'self' 'wasm-unsafe-eval' 'sha256-a'; worker-src 'self' blob:"
    strict = "script-src 'self' 'sha256-a'; worker-src 'self'"
    page = "<html><head></head><body>&lt;book-script </body></html>"
    assert f'content="{strict}"' in add_policy(page, policy)
    assert f'content="{policy}"' in add_policy(page.replace("&lt;", "<"), policy)


@pytest.mark.parametrize("title", ["Why?", "Why does a very long question about logits " * 5])
def test_a_social_image_has_1200_by_630_pixels_and_reproducible_bytes(tmp_path: Path, title: str) -> None:
    for name in ("a.png", "b.png"):
        draw_social_image(title, "The Model Book", tmp_path / name)
    with Image.open(tmp_path / "a.png") as image:
        assert image.size == (1200, 630)
        assert len(image.convert("L").crop((90, 90, 1110, 540)).getcolors() or []) > 2
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()
