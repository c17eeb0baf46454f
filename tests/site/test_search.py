"""The search in a real browser: how it is worked by keyboard, what it says, and that nothing of it loads unasked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, Route, ViewportSize, expect

from benchmarks.search import search
from bookbinder.site.search_index import ALL
from tests.site.axe import DESK, PHONE, judge, load_axe
from tests.site.conftest import Watched
from tests.site.made_search import serve_search
from tests.site.reading import visit

INDEX = "assets/search-titles.json"
LOADED = re.compile(r"/assets/search\.js(?:on)?$")


def serve_one(page: Page, root: Path, passage: str) -> None:
    """Have the search find one page, with one passage that is not its answer."""
    url = "questions/what-is-a-logit/"
    serve_search(
        page, root, [{"kind": "question", "url": url, "title": "Hay?", "text": "", "words": passage}], {url: [passage]}
    )


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(base_url=address)
    page = context.new_page()
    visit(page, "/questions/what-is-a-logit/")
    yield page
    context.close()


def results(page: Page) -> list[str]:
    """The titles of what is found."""
    return page.locator(".book-find__title").all_inner_texts()


@pytest.mark.parametrize("path", ["", "questions/what-is-a-logit/", "404.html"])
def test_searching_is_quiet_and_asks_nobody_else(watched: Watched, path: str) -> None:
    page = watched.open(path)
    page.keyboard.press("/")
    page.keyboard.type("normalizing logitts")
    expect(page.get_by_role("option").first).to_contain_text("normalise logits")
    expect(page.locator(".book-find [role=status]")).to_have_text(re.compile(r"\d+ results"))
    page.get_by_role("option").first.click()
    expect(page.locator("article h1")).to_contain_text("Why normalise logits")
    assert watched.complaints == []
    assert watched.foreign == []


def test_nothing_of_the_search_loads_before_a_reader_reaches_for_it(browser: Browser, address: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    visit(page, address)
    assert not any(map(LOADED.search, asked))
    with page.expect_response(re.compile(INDEX)):
        page.locator("[data-book-search]").first.hover()
    page.locator("[data-book-search]").first.click()
    search(page, "softmax")
    assert len([url for url in asked if LOADED.search(url)]) == 2
    page.close()


@pytest.mark.parametrize("keys", ["/", "Control+k"])
def test_keys_open_it_and_escape_gives_the_focus_back(page: Page, keys: str) -> None:
    link = page.locator("article a").first
    link.focus()
    page.keyboard.press(keys)
    expect(page.get_by_role("combobox")).to_be_focused()
    expect(page.get_by_role("combobox")).to_have_value("")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(link).to_be_focused()


def test_a_slash_is_a_slash_where_one_types(page: Page) -> None:
    visit(page, "/")
    page.locator("logit-lab").scroll_into_view_if_needed()  # before, its script does not load
    box = page.locator("logit-lab .lab-name").first
    box.focus()
    page.keyboard.press("/")
    expect(box).to_be_focused()


def test_arrows_choose_and_enter_follows(page: Page) -> None:
    page.locator("[data-book-search]").first.click()
    search(page, "cross entropy")
    box, options = page.get_by_role("combobox"), page.get_by_role("option")
    expect(box).to_have_attribute("aria-expanded", "true")
    assert box.get_attribute("aria-activedescendant") is None
    for key, chosen in (("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0), ("ArrowUp", options.count() - 1)):
        box.press(key)
        expect(options.nth(chosen)).to_have_attribute("aria-selected", "true")
        expect(page.locator("[aria-selected=true]")).to_have_count(1)
        assert box.get_attribute("aria-activedescendant") == options.nth(chosen).get_attribute("id")
    box.press("ArrowDown")
    wanted = options.first.get_attribute("href")
    box.press("Enter")
    expect(page).to_have_url(wanted or "")


def test_enter_follows_the_first_result_where_none_is_chosen(page: Page) -> None:
    page.keyboard.press("/")
    search(page, "softmax instead of dividing by the sum")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/questions/why-softmax-not-sum/"))
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_a_result_on_the_same_page_closes_the_dialog(page: Page) -> None:
    visit(page, "/reference/")
    page.keyboard.press("/")
    search(page, "logitbook.softcap")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/reference/#logitbook\.softcap"))
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_where_nothing_is_found_it_says_what_to_do(page: Page) -> None:
    page.keyboard.press("/")
    search(page, "zzzqqq")
    expect(page.get_by_text("Nothing found")).to_be_visible()
    assert results(page) == []
    page.get_by_role("link", name="See all questions").click()
    expect(page).to_have_url(re.compile("/topics/$"))


def test_an_address_can_hold_the_query(page: Page) -> None:
    visit(page, "/questions/what-is-a-logit/?q=softmax+twice%3F")
    expect(page.get_by_role("combobox")).to_have_value("softmax twice?")
    expect(page.get_by_role("option").first).to_contain_text("Is softmax before CrossEntropyLoss a bug?")


def test_what_was_typed_while_the_index_was_on_its_way_is_found(page: Page) -> None:
    held: list[Route] = []
    page.route(f"**/{INDEX}", lambda route: held.append(route))
    page.keyboard.press("/")
    page.keyboard.type("logsumexp")
    expect(page.get_by_role("combobox")).to_have_value("logsumexp")
    assert results(page) == []
    held[0].continue_()
    expect(page.get_by_role("option").first).to_contain_text(re.compile("log-sum-exp", re.IGNORECASE))


def test_without_its_index_it_says_so_and_tries_again(page: Page) -> None:
    page.route(f"**/{INDEX}", lambda route: route.abort())
    page.keyboard.press("/")
    page.keyboard.type("argmax")
    expect(page.get_by_text("The search could not be loaded.")).to_be_visible()
    page.unroute(f"**/{INDEX}")
    page.keyboard.type(" ties")
    expect(page.get_by_role("option").first).to_contain_text("argmax")
    expect(page.get_by_text("The search could not be loaded.")).to_be_hidden()


def test_the_words_of_the_query_are_marked(page: Page) -> None:
    page.keyboard.press("/")
    search(page, "sofmax overflows")
    expect(page.locator(".book-find mark", has_text="overflows").first).to_be_visible()
    marked = {text.lower() for text in page.locator(".book-find mark").all_inner_texts()}
    assert {"softmax", "overflows"} <= marked
    assert "the" not in marked


@pytest.mark.parametrize(
    ("query", "slug", "shown", "marked"),
    [
        ("2.3026", "cross-entropy-from-logits", "… Stuck at 2.3026 with ten classes", "2.3026"),
        ("ignore_index", "cross-entropy-from-logits", "PyTorch leaves −100, its ignore_index", "ignore_index"),
        ("logit", "what-is-a-logit", "A logit is a model's raw score for one possible answer", "logit"),
    ],
    ids=["a number", "an argument", "what the answer says itself"],
)
def test_a_result_shows_the_sentence_that_says_what_was_asked_for(
    page: Page, query: str, slug: str, shown: str, marked: str
) -> None:
    page.keyboard.press("/")
    search(page, query)
    text = page.locator(f".book-find__result[href*='{slug}']").first.locator(".book-find__text")
    expect(text).to_contain_text(shown)
    expect(text.locator("mark", has_text=marked).first).to_be_visible()


def test_a_word_that_stands_late_in_a_long_sentence_is_in_sight_on_a_phone(page: Page, root: Path) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    serve_one(page, root, f"{'straw ' * 80}needle{' straw' * 80}.")
    page.keyboard.press("/")
    search(page, "needle")
    text = page.locator(".book-find__text")
    expect(text).to_contain_text(re.compile("^… (straw )+needle straw"))
    box, mark = text.bounding_box(), text.locator("mark").bounding_box()
    assert box
    assert mark
    assert mark["y"] + mark["height"] <= box["y"] + box["height"]


@pytest.mark.parametrize(
    ("passage", "shown"),
    [
        (f"Straw{' straw' * 30}: in hay 5.24, the needle is found.", "… in hay 5.24, the needle is found."),
        ("Straw is hay. In hay 5. needle is found.", "… In hay 5. needle is found."),
        ("Straw is hay: 5 of a needle.", "… Straw is hay: 5 of a needle."),
        ("As said by Hay et al. (2017), the needle is found.", "… As said by Hay et al. (2017), the needle is found."),
        ('Straw said: "Hay." A needle is found.', "… A needle is found."),
    ],
    ids=["a clause", "a number", "a colon", "an abbreviation", "a quotation"],
)
def test_an_excerpt_begins_with_a_sentence_or_with_a_clause_of_a_long_one(
    page: Page, root: Path, passage: str, shown: str
) -> None:
    serve_one(page, root, passage)
    page.keyboard.press("/")
    search(page, "needle")
    expect(page.locator(".book-find__text")).to_have_text(shown)


def test_results_come_before_all_words_and_passages_and_without_them(page: Page) -> None:
    held: list[Route] = []
    page.route(f"**/{ALL}", lambda route: held.append(route))
    page.keyboard.press("/")
    page.get_by_role("combobox").fill("2.3026")
    text = page.locator(".book-find__result[href*='cross-entropy-from-logits']").first.locator(".book-find__text")
    expect(text).not_to_contain_text("2.3026")
    held[0].continue_()
    expect(text).to_contain_text("2.3026")
    page.unroute(f"**/{ALL}")
    page.route(f"**/{ALL}", lambda route: route.abort())
    page.reload()
    page.keyboard.press("/")
    page.get_by_role("combobox").fill("2.3026")
    expect(text).to_be_visible()


def test_it_fits_a_phone_and_fingers_and_moves_nothing(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.evaluate("""() => {
        window.shift = 0;
        new PerformanceObserver((list) => list.getEntries().forEach((entry) => (window.shift += entry.value)))
            .observe({ type: "layout-shift" });
    }""")
    page.keyboard.press("/")
    search(page, "Why does BCELoss differ from BCEWithLogitsLoss")
    boxes = page.locator(".book-find :is(input, button, [role=option])").evaluate_all(
        "all => all.map((one) => [one.getBoundingClientRect().width, one.getBoundingClientRect().height])"
    )
    assert min(min(box) for box in boxes) >= 44
    assert page.get_by_role("dialog").evaluate("it => it.scrollWidth <= 390 && it.offsetHeight >= 844")
    assert page.evaluate("window.shift") <= 0.01


@pytest.mark.parametrize("palette", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_in_the_dialog(page: Page, size: ViewportSize, palette: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=palette, reduced_motion="reduce")
    page.set_viewport_size(size)
    load_axe(page)
    page.keyboard.press("/")
    for query in ("", "cross entropy", "zzzqqq"):
        search(page, query)
        page.keyboard.press("ArrowDown")
        assert judge(page, ".book-find") == [], query or "no query"
