"""In a browser, the preview is the whole book: it shows every edit by itself, search finds it, downloads arrive."""

from __future__ import annotations

import json
import re
import time
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Locator, Page, expect

from tests.serving import ENGINES, READY, free_port, running, until
from tests.yardstick import slowness

PAGE = "questions/what-is-a-logit"
SOON = 500  # milliseconds: a page that loads itself again answers no longer
OLD = 'What does "logit" mean?'
LIMIT = 2.0 * slowness()  # seconds until a reader finds an edit
TRIES = 3  # of which one is at a moment at which the machine does nothing else


def found(page: Page, words: str) -> list[str]:
    """Open the search, ask it for these words, and close it; return the titles of what it finds."""
    try:
        page.locator("body").press("/", timeout=SOON)  # without a limit, it never ends if the page goes just then
        page.locator(".book-find__input").fill(words, timeout=SOON)
        page.locator(f".book-find__results[data-query='{words}']").wait_for(state="attached", timeout=SOON)
        titles = page.locator(".book-find__title").all_inner_texts()
        page.locator(".book-find__close").click(timeout=SOON)
    except Error:  # the page has just loaded itself again
        return []
    return titles


@pytest.mark.alone
@pytest.mark.timeout(400)  # each wait has its own limit
@pytest.mark.parametrize("engine", ENGINES)
def test_downloads_arrive_search_finds_an_edited_title_soon_and_edits_are_seen_without_a_click(
    own_browser: Browser, copy: Path, python: Path, tmp_path: Path, engine: str
) -> None:
    port, source = free_port(), copy / "docs" / f"{PAGE}.md"
    command = [python, "-m", "bookbinder", "serve", "--no-open", "--port", str(port), "--engine", engine]
    with running(command, READY, port, copy) as fetch:
        assert until(lambda: "By hand" in fetch(f"{PAGE}/"))
        page = own_browser.new_page()
        page.goto(f"http://127.0.0.1:{port}/{PAGE}/")
        expect(page).to_have_title(re.compile("The Logit Book"))
        assert until(lambda: OLD in found(page, "what does logit mean"))

        page.evaluate("for (const folded of document.querySelectorAll('details')) folded.open = true")
        for link, says in {"as a notebook": "%pip install", "odds_and_back": "# /// script"}.items():
            with page.expect_download() as download:
                page.locator(f"a.download[href*='{link}'], a.download:text('{link}')").first.click()
            download.value.save_as(tmp_path / "download")
            assert says in (tmp_path / "download").read_text()
        wheel = re.search(rf"http://127\.0\.0\.1:{port}/(downloads/\S+\.whl)", (tmp_path / "download").read_text())
        assert wheel
        (tmp_path / "wheel").write_bytes(page.request.get(wheel[0]).body())
        assert "logitbook/__init__.py" in zipfile.ZipFile(tmp_path / "wheel").namelist()
        assert OLD in fetch("llms.txt")
        assert "<entry>" in fetch("feed.xml")
        assert "SIL OPEN FONT LICENSE" in fetch("licences.txt")

        took: list[float] = []
        while not took or (took[-1] >= LIMIT and len(took) < TRIES):
            title = f"What is a xylophone{len(took)}?"
            source.write_text(re.sub("(?m)^# .*", f"# {title}", source.read_text(), count=1))
            edited, seen = time.monotonic(), list[float]()

            def is_found(title: str = title, edited: float = edited, seen: list[float] = seen) -> bool:
                if not seen and title in found(page, title[10:-1]):
                    seen.append(time.monotonic() - edited)
                return bool(seen)

            assert until(is_found)
            took += seen

            def is_shown(title: str = title) -> bool:
                return title in fetch(f"{PAGE}/")

            assert until(is_shown)
        assert took[-1] < LIMIT, took
        assert title in fetch("llms.txt")
        assert title in json.loads(fetch(f"downloads/{Path(PAGE).name}.ipynb"))["cells"][1]["source"][0]
        # A new page: MkDocs no longer tells the first one of edits, since it followed a link.
        reader = own_browser.new_page()
        reader.goto(f"http://127.0.0.1:{port}/{PAGE}/")
        expect(reader).to_have_title(re.compile("The Logit Book"))
        for words in ("By foot", "By ear"):
            source.write_text(source.read_text().replace("## By hand", f"## {words}\n\n## By hand", 1))
            heading = reader.get_by_role("heading", name=words)

            def saved_and_seen(heading: Locator = heading) -> bool:
                source.write_text(source.read_text() + "\n")  # again, for while a page loads it hears of no edit
                try:  # not much sooner: until the engine has built what was saved last, it serves nothing
                    expect(heading).to_be_visible(timeout=25_000 * slowness())
                except AssertionError:
                    return False
                return True

            assert until(saved_and_seen)


def test_an_edit_is_shown_before_the_engine_has_built_it_and_the_page_of_the_engine_stays_whole(
    own_browser: Browser, copy: Path, python: Path
) -> None:
    port, source = free_port(), copy / "docs" / f"{PAGE}.md"
    command = [python, "-m", "bookbinder", "serve", "--no-open", "--port", str(port)]
    with running(command, READY, port, copy) as fetch:
        assert until(lambda: "By hand" in fetch(f"{PAGE}/"))
        page = own_browser.new_page()
        # The engine cannot say that it has built the page.
        page.route_web_socket("**", lambda socket: None)
        page.goto(f"http://127.0.0.1:{port}/{PAGE}/")
        words = "By foot"
        source.write_text(source.read_text().replace("## By hand", f"## {words}\n\n## By hand", 1))
        expect(page.get_by_role("heading", name=words)).to_be_visible(timeout=25_000 * slowness())
        expect(page.locator("article > .topic")).to_have_count(1)
        links = page.locator("article p:not(.topic) a[href^='../'][href$='/']")
        assert str(links.first.evaluate("link => link.href")).startswith(f"http://127.0.0.1:{port}/questions/")

        assert until(lambda: words in fetch(f"{PAGE}/"))
        page.reload()
        # The article that was sent says what the page says: it does not take the place of what the scripts have set up.
        page.evaluate("new Promise((done) => new EventSource(`/.article${location.pathname}`).onmessage = done)")
        expect(page.locator(".filename > .md-code__button").first).to_be_attached()
