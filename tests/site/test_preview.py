"""A browser that shows the preview shows every edit by itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.serving import ENGINES, READY, free_port, running, until

PAGE = "questions/what-is-a-logit"


@pytest.mark.parametrize("engine", ENGINES)
def test_an_edit_is_seen_without_a_key_or_a_click(browser: Browser, copy: Path, python: Path, engine: str) -> None:
    port = free_port()
    command = [python, "-m", "bookbinder", "serve", "--no-open", "--port", str(port), "--engine", engine]
    with running(command, READY, port, copy) as fetch:
        assert until(lambda: "By hand" in fetch(f"{PAGE}/"))
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{port}/{PAGE}/")
        expect(page).to_have_title(
            re.compile("The Logit Book")
        )  # Zensical's says before that it waits for a connection
        source = copy / "docs" / f"{PAGE}.md"
        for words in ("By foot", "By ear"):
            source.write_text(source.read_text().replace("## By hand", f"## {words}\n\n## By hand", 1))
            heading = page.get_by_role("heading", name=words)

            def saved_and_seen(heading: Locator = heading) -> bool:
                source.write_text(source.read_text() + "\n")  # again, for while a page loads it hears of no edit
                try:
                    expect(heading).to_be_visible(timeout=4000)
                except AssertionError:
                    return False
                return True

            assert until(saved_and_seen)
        page.close()
