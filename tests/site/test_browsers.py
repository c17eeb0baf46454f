"""Firefox and WebKit, Safari's engine, show five pages as Chromium does, and do there what readers want of them.

Each page is visited once in each of them, and everything is looked at there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bookbinder.site.stylesheets import SHEET
from logitbook import softmax
from tests.conftest import skip_without
from tests.serving import until
from tests.site.browsers import firefox, webkit
from tests.site.browsers.others import OTHERS, lacking
from tests.site.browsers.window import Window
from tests.site.reading import served
from tests.site.support import declarations

PATHS = ["", "questions/what-is-a-logit/", "questions/softmax-twice/", "questions/log-sum-exp-trick/", "notation/"]
HEADED = PATHS[:2]  # a page of each kind: its header, with palette and search, is that of all others
DESK, PHONE = (1440, 900), (390, 844)
# A link that is all of its line, as in a list of questions, needs no underline.
BARE_LINKS = """[...document.querySelectorAll("article :is(p, li, dd, td) a[href]:not(.headerlink)")]
  .filter((link) => link.parentElement.textContent.trim() !== link.textContent)
  .filter((link) => !getComputedStyle(link).textDecorationLine.includes("underline"))
  .map((link) => `no underline: ${link.textContent}`)"""
BROKEN_FORMULAS = """[...document.querySelectorAll("article math:not([display=block])")]
  .filter((formula) => formula.getClientRects().length > 1)
  .map((formula) => `broken at a line's end: ${formula.textContent}`)"""
# Of the list of the page's sections, what is not in sight although its place is above the window's foot.
CUT_SECTIONS = """[...document.querySelectorAll(".md-sidebar--secondary:not([hidden]) a")].filter((link) => {
  const { left, top, height } = link.getBoundingClientRect();
  return top + height < innerHeight && document.elementFromPoint(left + 1, top + height / 2) !== link;
}).map((link) => `cut off: ${link.textContent}`)"""
OVERFLOW = "document.documentElement.scrollWidth - innerWidth"
LAB = 'document.querySelector("logit-lab")'
SHOWN = f'[...{LAB}.querySelectorAll(".lab-p")].map((one) => one.innerText)'
SCHEME = "document.body.dataset.mdColorScheme"


@pytest.fixture(scope="module", params=OTHERS)
def window(request: pytest.FixtureRequest) -> Iterator[Window]:
    skip_without(*lacking(request.param))
    with OTHERS[request.param]() as window:
        yield window


def look(window: Window, url: str) -> Iterator[tuple[str, list[str]]]:
    """Open a page; yield where something was looked at and what is wrong there."""
    window.resize(*DESK)
    window.open(url)
    yield "sections", window.evaluate(CUT_SECTIONS)
    yield "links", window.evaluate(BARE_LINKS)
    window.resize(*PHONE)
    yield "formulas", window.evaluate(BROKEN_FORMULAS)
    overflow = window.evaluate(OVERFLOW)
    yield "width", [f"{overflow} pixels too wide"] if overflow > 0 else []
    yield "console and policy", window.messages()


def use_drawer(window: Window) -> None:
    contents = 'document.getElementById("book-nav")'
    window.resize(*PHONE)
    window.click("[data-book-menu]")
    window.wait(f"{contents}.contains(document.activeElement)")
    window.click("[data-book-close]")
    window.wait(f"!{contents}.checkVisibility({{ visibilityProperty: true }})")


def assert_shown(window: Window) -> None:
    """Fail unless the playground shows the probabilities of its logits."""
    texts, logits = window.evaluate(f"[{SHOWN}, {LAB}.state.logits]")
    shown = [0 if "×" in text else float(text) for text in texts]  # times a power of ten, a small one
    assert shown == pytest.approx(softmax(logits), abs=1e-4)


def use_playground(window: Window) -> None:
    """Choose an example, and move its first slider by keyboard: the probabilities follow."""
    window.resize(*DESK)
    window.evaluate(f"{LAB}.scrollIntoView()")  # before, its script does not load
    window.wait(f'!!{LAB}.querySelector(".lab-p")')
    first, second, *_ = json.loads(window.evaluate(f"{LAB}.dataset.presets"))
    for logits in (second["logits"], first["logits"]):
        window.click("logit-lab [aria-pressed=false]")
        assert window.evaluate(f"{LAB}.state.logits") == logits
        assert_shown(window)
    window.evaluate(f'{LAB}.querySelector("[type=range]").focus()')
    window.press("ArrowLeft")
    window.wait(f"{LAB}.state.logits[0] < {first['logits'][0]}")
    assert_shown(window)


def use_code(window: Window) -> None:
    """Copy a script, and turn to its last version."""
    window.click(".md-code__button")
    window.wait('document.querySelector(".md-dialog--active")?.innerText.includes("Copied")')
    window.click(".tabbed-labels label:last-child")
    window.wait('document.querySelector(".tabbed-block:last-child").checkVisibility()')
    assert window.evaluate('document.querySelector(".tabbed-block").checkVisibility()') is False


def use_palette(window: Window, url: str) -> None:
    """Switch to the other palette, which is still there when the page is read again, and back."""
    before, colour = window.evaluate(f"[{SCHEME}, getComputedStyle(document.body).backgroundColor]")
    window.click("label[for^=__palette]")
    window.wait(f"{SCHEME} !== {json.dumps(before)}")
    window.open(url)
    window.wait(f"{SCHEME} !== {json.dumps(before)}")
    assert window.evaluate("getComputedStyle(document.body).backgroundColor") != colour
    window.click("label[for^=__palette]")
    window.wait(f"{SCHEME} === {json.dumps(before)}")


def search(window: Window, url: str) -> None:
    """Search by keyboard alone, follow what is found first, and go back and forward."""
    words, found = "softmax instead of dividing by the sum", "/questions/why-softmax-not-sum/"
    window.type(f"/{words}")
    window.wait(f'document.querySelector("dialog[open] [role=listbox]")?.dataset.query === {json.dumps(words)}')
    window.press("Enter")
    window.wait(at(found))
    window.go(-1)
    window.wait(at(urlsplit(url).path))
    window.go(1)
    window.wait(at(found))


def at(path: str) -> str:
    return f'location.pathname === {json.dumps(path)} && !!document.querySelector("article h1")'


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path or "home")
def test_a_page_looks_right_and_works(window: Window, address: str, path: str) -> None:
    url = f"{address}/{path}"
    assert {where: wrong for where, wrong in look(window, url) if wrong} == {}
    use_drawer(window)
    if window.evaluate(f"!!{LAB}"):
        use_playground(window)
    if window.evaluate('!!document.querySelector(".tabbed-set")'):
        use_code(window)
    if path in HEADED:
        use_palette(window, url)
        search(window, url)
    assert window.messages() == []


def test_webkit_says_nothing_on_its_console_while_a_page_loads(address: str) -> None:
    skip_without(*lacking("WebKit"))
    said = webkit.console([f"{address}/{path}" for path in PATHS])
    assert {url: words for url, words in said.items() if words} == {}


def dropped(window: Window, sheet: str) -> list[str]:
    """Return what a browser drops of a sheet because it does not know it, or not so."""
    pairs = json.dumps(sorted(declarations(sheet)))
    unknown: list[str] = window.evaluate(f"{pairs}.filter((pair) => !CSS.supports(...pair)).map((it) => it.join(': '))")
    return unknown


def test_a_browser_drops_nothing_of_the_style_sheet(window: Window, address: str, site: Path) -> None:
    window.open(address)
    found = dropped(window, (site / SHEET).read_text(encoding="utf-8"))
    assert {*found} <= {"forced-color-adjust: none"}  # for a browser that forces no colours
    assert dropped(window, "a { color: red; color: var(--a); width: wide }") == ["width: wide"]


# What a page may have wrong: its style, its script, its head, its text.
STYLE = """
.md-sidebar--secondary { height: 0 !important; overflow: hidden; }
article .term { text-decoration: none !important; }
math { white-space: normal !important; }
.narrow { width: 1em; }
.wide { width: 900px; }"""
SCRIPT = """addEventListener("resize", () => {
  console.warn("a warning");
  document.body.append(Object.assign(document.createElement("script"), { textContent: "0" }));
  throw new Error("a mistake");
});"""
HEAD = '<link rel="next" href="/next.html"><link rel="stylesheet" href="/faults.css">'
TEXT = """<p class="wide">Wide</p><p class="narrow"><math><mn>1</mn><mo>+</mo><mn>2</mn><mo>=</mo><mn>3</mn></math></p>
<script src="/faults.js"></script><script>0</script>"""


@pytest.fixture
def faulty(site: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a page with these faults."""
    page = tmp_path / PATHS[2] / "index.html"
    page.parent.mkdir(parents=True)
    (tmp_path / "assets").symlink_to(site / "assets")
    (tmp_path / "faults.css").write_text(STYLE)
    (tmp_path / "faults.js").write_text(SCRIPT)
    html = (site / PATHS[2] / "index.html").read_text(encoding="utf-8")
    html = html.replace("</head>", f"{HEAD}</head>")
    page.write_text(html.replace("</article>", f"{TEXT}</article>"), encoding="utf-8")
    with served(tmp_path) as address:
        yield f"{address}/{PATHS[2]}"


def test_each_fault_of_a_page_is_told(window: Window, faulty: str) -> None:
    found = {where: "\n".join(wrong) for where, wrong in look(window, faulty)}
    assert "cut off: References" in found["sections"]
    assert "no underline: logits" in found["links"]
    assert "pixels too wide" in found["width"]
    said = [found["console and policy"]]

    def has_said_all() -> bool:
        said.extend(window.messages())
        return all(words in "\n".join(said).lower() for words in ("a warning", "a mistake", "policy"))

    assert until(has_said_all), said  # a page hears of its new size only when it is drawn again
    if isinstance(window, firefox.Firefox):  # WebKit breaks no formula
        assert "1+2=3" in found["formulas"]
        assert "/next.html" in "\n".join(said)  # it fetches that before anybody asks
    else:
        assert "Content Security Policy" in webkit.console([faulty])[faulty]
