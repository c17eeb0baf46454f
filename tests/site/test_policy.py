"""The policy of every page: whatever a reader does breaks nothing of it, and no script that slips in runs."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.site.conftest import LISTEN
from tests.site.reading import served

PAGE = "questions/what-is-a-logit/index.html"
META = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')


def test_every_page_says_its_policy_before_anything_that_it_loads(site: Path) -> None:
    for file in site.rglob("*.html"):
        head, *rest = META.split(file.read_text(encoding="utf-8"))
        assert len(rest) == 1, file
        assert not re.search("<(script|link|style|img)", head), file


# What an attacker may get into a page, each telling by the title of the page that it ran.
INJECTED = {
    "inline": '<script>document.title += " inline"</script>',
    "attribute": """<button id="hit" onclick="document.title += ' attribute'">hit</button>""",
    "link": """<a id="follow" href="javascript:void(document.title += ' link')">follow</a>""",
    "foreign": '<script src="{foreign}/foreign.js"></script>',
    "data": '<script src="data:text/javascript,document.title += %22 data%22"></script>',
}


@pytest.fixture(scope="module")
def attacked(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Addresses of one page into which the scripts were put: under its policy, and without one."""
    book, foreign = tmp_path_factory.mktemp("book"), tmp_path_factory.mktemp("foreign")
    (foreign / "foreign.js").write_text('document.title += " foreign"', encoding="utf-8")
    (foreign / "moved.js").write_text('document.title += " base"', encoding="utf-8")
    shutil.copytree(site, book, dirs_exist_ok=True)
    (book / "questions" / "what-is-a-logit" / "moved.js").write_text("", encoding="utf-8")
    with served(book) as address, served(foreign) as other:
        html = (book / PAGE).read_text(encoding="utf-8")
        scripts = "".join(INJECTED.values()).replace("{foreign}", other)
        moved = f'<base href="{other}/"><script src="moved.js"></script>'
        pages = {
            "scripts": html.replace("<article", f"{scripts}<article", 1),
            "base": META.sub(lambda policy: policy[0] + moved, html),
        }
        for name, text in pages.items():
            (book / PAGE).with_name(f"{name}.html").write_text(text, encoding="utf-8")
            bare = META.sub("", text) if name == "scripts" else META.sub(moved, html)
            (book / PAGE).with_name(f"{name}-bare.html").write_text(bare, encoding="utf-8")
        yield {name: f"{address}/{PAGE}".replace("index", name) for name in (*pages, "scripts-bare", "base-bare")}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(service_workers="block")
    yield context.new_page()
    context.close()


def ran(page: Page, address: str) -> set[str]:
    """Open a page, do what a careless reader does, and return which scripts ran."""
    page.add_init_script(LISTEN.replace("console.warn(", "(window.broken ??= []).push("))
    page.goto(address, wait_until="load")
    for control in page.locator("#hit, #follow").all():
        control.dispatch_event("click")
    return set(page.title().split()) & {*INJECTED, "base"}


def test_no_injected_script_runs_and_each_is_reported(attacked: dict[str, str], page: Page) -> None:
    assert ran(page, attacked["scripts"]) == set()
    page.wait_for_function("(kinds) => window.broken?.length >= kinds", arg=len(INJECTED))
    broken = page.evaluate("broken.map((one) => one.split(':')[1].trim()).sort()")
    assert broken == ["script-src-attr", "script-src-elem", "script-src-elem", "script-src-elem", "script-src-elem"]


def test_a_base_that_moves_the_page_s_scripts_elsewhere_is_ignored(attacked: dict[str, str], page: Page) -> None:
    assert ran(page, attacked["base"]) == set()
    assert page.evaluate("document.baseURI") == attacked["base"]


def test_without_a_policy_each_of_them_would_run(attacked: dict[str, str], page: Page) -> None:
    assert ran(page, attacked["scripts-bare"]) == set(INJECTED)
    assert ran(page, attacked["base-bare"]) == {"base"}
