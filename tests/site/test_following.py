"""The page follows an edit: after a run, all that comes from the script is what a build with that script shows.

Ten questions stand on one page here, so that a browser loads Python once for all of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect
from selectolax.lexbor import LexborHTMLParser

from bookbinder.rules.check import Begun, begin_check
from bookbinder.site import build as site_build
from tests.conftest import copy_book, skip_without
from tests.site.browsers.others import OTHERS, lacking
from tests.site.conftest import watching
from tests.site.editing import open_script, replace, reset, run, said, script_of, values
from tests.site.python_worker import published

pytestmark = pytest.mark.timeout(400)  # it builds two sites


class Edit(NamedTuple):
    slug: str
    name: str
    old: str
    new: str

    @property
    def script(self) -> str:
        return f"{self.slug}/{self.name}"


# Ten exercises, each of which opens the script at `old`.
EDITS = [
    Edit("from-scores-to-probabilities", "two_images", "0.772", "10"),
    Edit("are-logits-log-probabilities", "one_constant", "0.1", "-10"),
    Edit("cross-entropy-from-logits", "by_hand", "[2.0, 1.0, 0.1]", "[12.0, 11.0, 10.1]"),
    Edit("log-sum-exp-trick", "which_maximum", "[0.0, 1.0]", "[500.0, 501.0]"),
    Edit("nonlinearity-on-logits", "dead_gradient", "[-1.0, -2.5]", "[0.5, -2.5]"),
    Edit("one-logit-or-two", "same_model", "[0.5, 2.0]", "[0.5, 3.0]"),
    Edit("reduction-and-ignore-index", "by_hand", "[1.0, 4.0]", "[2.0, 8.0]"),
    Edit("softmax-confidence", "by_hand", "lead = 3.0", "lead = 1.0"),
    Edit("softmax-or-sigmoid", "by_hand", "2.0", "4.0"),
    Edit("what-is-a-logit", "two_meanings", "[2.0, 1.0, -2.0]", "[2.0, -100.0, -2.0]"),
]
TOGETHER = "questions/together/"
ARTICLE, END = '<article class="md-content__inner md-typeset">', "</article>"

# The live values of a script by their expressions, and its output.
SHOWN = """((script) => {
  const lives = {};
  for (const { dataset, textContent } of document.querySelectorAll(".live"))
    if (dataset.from.startsWith(`${script.dataset.script}.`)) (lives[dataset.from] ??= []).push(textContent);
  return [lives, script.querySelector(".result pre > code").textContent];
})(document.querySelector(%s))"""
RESET = "[...document.querySelectorAll('%s button')].find((one) => one.textContent === 'Reset').click()"


@pytest.fixture(scope="module")
def edited_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a book in which the ten scripts are edited; what the check says of them does not count."""
    folder = tmp_path_factory.mktemp("edited")
    book = copy_book(folder / "book", None)
    for edit in EDITS:
        script = book / "snippets" / edit.slug / f"{edit.name}.py"
        source = script.read_text(encoding="utf-8")
        assert source.count(edit.old) == 1
        script.write_text(source.replace(edit.old, edit.new), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(site_build, "begin_check", lambda *given: Begun(True, begin_check(*given).runs, list))
        site_build.build(book, "material", folder / "site", lambda _: None)
    return folder / "site"


@pytest.fixture(scope="module")
def together(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site with one page more, which holds all that the ten questions show but their formulas.

    Firefox sets what it has of a long page, and complains of the formula of which it has only a part.
    """
    folder = tmp_path_factory.mktemp("together")
    for part in site.iterdir():
        if part.name != "questions":
            (folder / part.name).symlink_to(part)
    pages = [(site / "questions" / edit.slug / "index.html").read_text(encoding="utf-8") for edit in EDITS]
    articles = [page.partition(ARTICLE)[2].partition(END)[0] for page in pages]
    page = folder / TOGETHER / "index.html"
    page.parent.mkdir(parents=True)
    text = re.sub("<math.*?</math>", "", pages[0].replace(articles[0], "".join(articles), 1), flags=re.DOTALL)
    page.write_text(text, encoding="utf-8")
    with published(folder) as address:
        yield address


@pytest.fixture(scope="module")
def window(browser: Browser, together: str) -> Iterator[Page]:
    with watching(browser, together) as watched:
        yield watched.open(TOGETHER)
        assert watched.complaints == []
        assert watched.foreign == []


@pytest.fixture
def page(window: Page) -> Iterator[Page]:
    """The page of all tests; each leaves it with its own scripts and values."""
    yield window
    reset(window)


def built_with(edited_site: Path, edit: Edit) -> tuple[dict[str, list[str]], str]:
    """Return the live values, by expression, and the output that a build with the edited script shows."""
    built = LexborHTMLParser((edited_site / f"questions/{edit.slug}/index.html").read_text(encoding="utf-8"))
    lives: dict[str, list[str]] = {}
    for value in built.css(f'.live[data-from^="{edit.script}."]'):
        lives.setdefault(value.attributes["data-from"] or "", []).append(value.text())
    output = built.css_first(f'book-script[data-script="{edit.script}"] .result pre > code')
    assert output is not None
    return lives, output.text()


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.slug)
def test_every_value_and_the_output_are_those_of_a_build_with_the_edit(
    page: Page, edited_site: Path, edit: Edit
) -> None:
    wanted, output = built_with(edited_site, edit)
    before = values(page, edit.script)
    script = replace(page, edit.script, edit.old, edit.new)
    run(script)
    assert values(page, edit.script) == wanted
    assert script.locator(".result pre > code").text_content() == output
    others = page.locator(f'.live:not([data-from^="{edit.script}."]).changed')
    expect(others).to_have_count(0)
    flat = [pair for key in wanted for pair in zip(before[key], wanted[key], strict=True)]
    changed = sum(old != new for old, new in flat)
    assert page.locator(".live.changed").count() == changed
    if changed:
        noun = "1 value" if changed == 1 else f"{changed} values"
        expect(said(page)).to_have_text(f"Finished. {noun} on this page changed")


@pytest.mark.parametrize("name", OTHERS)
def test_the_page_follows_in_other_browsers_and_goes_back(name: str, together: str, edited_site: Path) -> None:
    skip_without(*lacking(name))
    with OTHERS[name]() as window:
        window.open(f"{together}/{TOGETHER}")
        for edit in EDITS:
            script = f'book-script[data-script="{edit.script}"]'
            before = window.evaluate(SHOWN % json.dumps(script))
            window.click(f"p.edit[data-script='{edit.script}'][data-text='{edit.old}'] button")
            window.wait(f"document.activeElement === document.querySelector('{script} .script-code')")
            window.type(edit.new)
            window.press("Enter", held="Control")
            window.wait("document.querySelector('.script-said')?.textContent.startsWith('Finished')")
            assert window.evaluate(SHOWN % json.dumps(script)) == [*built_with(edited_site, edit)]
            window.evaluate(RESET % script)
            assert window.evaluate(SHOWN % json.dumps(script)) == before
        assert window.messages() == []


def test_the_dog_at_10_is_less_likely_than_a_thousandth_everywhere(page: Page) -> None:
    script = replace(page, "two_images", "0.772", "10")
    run(script)
    expect(script.locator(".result")).to_contain_text("image 1: cat 0.99901018, dog 9.898e-04")
    expect(script.locator(".result .filename")).to_contain_text("from the edited script")
    leads = page.locator("p", has_text="In image 1 the cat leads by")
    expect(leads).to_contain_text("leads by 6.9")
    expect(page.locator(".admonition", has_text="It gets about")).to_contain_text("It gets about 9.90 × 10⁻⁴")
    changed = page.locator(".live.changed")
    expect(changed.first).to_have_attribute("title", "On the page: 16.1")
    script.get_by_role("button", name="Reset").click()
    expect(changed).to_have_count(0)
    expect(leads).to_contain_text("leads by 16.1")
    expect(script.locator(".result")).to_contain_text("dog 9.735e-08")
    expect(script.locator(".cm-content")).to_contain_text("[16.917, 0.772]")


def test_an_unedited_script_changes_and_marks_nothing(page: Page) -> None:
    script = script_of(page, "naive_formula")
    before = page.locator("article").inner_text()
    script.get_by_role("button", name="Run").first.click()
    expect(script.locator(".script-status")).to_have_text("As on the page", timeout=120_000)
    expect(page.locator(".changed, .edited")).to_have_count(0)
    after = page.locator("article").inner_text()
    assert re.sub(r"\s+", " ", after.replace("As on the page", "")) == re.sub(r"\s+", " ", before)


def test_a_figure_is_drawn_again_with_its_caption_and_only_shapes(page: Page) -> None:
    script = script_of(page, "digits")
    path = script.locator("figure path").last.get_attribute("d")
    alt = script.locator("figure svg").get_attribute("aria-label")
    open_script(page, "digits")
    page.keyboard.press("ControlOrMeta+Home")
    page.keyboard.insert_text("import matplotlib\nmatplotlib.rcParams['lines.linewidth'] = 9\n")
    run(script)
    figure = script.locator("figure")
    expect(figure).to_have_count(1)
    expect(figure.locator("figcaption")).to_contain_text("Figure 1. Where the small probability of dog is lost")
    expect(figure.locator("figcaption")).to_contain_text("Drawn by the edited script.")
    assert figure.locator("svg").get_attribute("aria-label") == alt
    assert "stroke-width: 9" in (figure.evaluate("(one) => one.innerHTML"))
    script.get_by_role("button", name="Reset").first.click()
    assert script.locator("figure path").last.get_attribute("d") == path
    expect(figure).not_to_contain_text("Drawn by")


def test_what_a_worker_forges_is_not_put_into_the_page(browser: Browser, together: str) -> None:
    """Edited code runs where it can send the page any message, so the page takes nothing but shapes and texts."""
    forged = (
        "<svg viewBox='0 0 9 9'><script>document.title = 'ran'</script><foreignObject><form></form></foreignObject>"
        "<g onclick='x()' style='fill: red; position: fixed; background: url(//e.example/a)'>"
        "<use href='//e.example/b#c'/><image href='//e.example/d'/>"
        "<path d='M 0 0' style='fill: url(//e.example/e)'/></g></svg>"
    )
    worker = (
        "onmessage = ({ data }) => postMessage({ type: 'done', id: data.id, printed: '<b>bold</b>', traceback: '',"
        f" warnings: [], error: null, figure: {forged!r},"
        " lives: Object.fromEntries(data.expressions.map((one) => [one, '<i>it</i>'])) });"
    )
    page = browser.new_page(base_url=together, service_workers="block")
    page.route("**/run/worker.js", lambda route: route.fulfill(body=worker, content_type="text/javascript"))
    page.goto(TOGETHER)
    script = open_script(page, "digits")
    page.keyboard.insert_text("#")
    run(script)
    shown = script.locator("figure svg").evaluate("(one) => one.outerHTML")
    assert set(re.findall(r"<(\w+)", shown)) == {"svg", "g", "use", "path"}
    assert "e.example" not in shown
    assert "position" not in shown
    assert "onclick" not in shown
    assert "fill: red" in shown
    expect(script.locator(".result code")).to_have_text("<b>bold</b>")
    expect(page).not_to_have_title("ran")
    page.close()


def test_on_paper_the_page_is_the_book_s(page: Page) -> None:
    before = page.locator("article").inner_text()
    script = replace(page, "two_images", "0.772", "10")
    run(script)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".changed, .edited, .cm-content")).to_have_count(0)
    assert "leads by 16.1" in page.locator("article").inner_text()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".changed")).not_to_have_count(0)
    expect(script.locator(".cm-content")).to_contain_text("[16.917, 10]")
    assert "leads by 16.1" in before
