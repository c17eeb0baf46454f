"""A page that cannot be converted stops the engine with the line of what failed; a preview shows the reason instead."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from markdown import Markdown

from bookbinder.base import variables
from bookbinder.base.problems import BookError
from bookbinder.content.book import read_book
from bookbinder.content.page import Page, read_page
from bookbinder.extension.context import Context, Settings, StopConversion, contexts, read_settings
from bookbinder.extension.fences import format_fence, format_live_value, take_options
from bookbinder.extension.page_processor import _fail_formula
from bookbinder.site.engines import run_engine
from tests.bookbinder.model import PAGE, write_model

CAPTION, ALT = "Where it rises.", "what the figure shows, in words"
SENTENCE = "Or `#!live first_two.x` or $e^2$."
TEXT = f"""\
# The question?

```snippet
one/first_two
```

=== "A tab"

    ```snippet
    one/first
    ```

```figure caption="{CAPTION}" alt="{ALT}"
one/first
```

```snippet hl_lines="1"
one/first
```

```flow
right: logits
```

By `#!live first_two.xs` and $e^2 + 1$.

{SENTENCE}

Again `#!live first_two.x`.

    $$
    e^2 +
      2
    $$
"""
LINES = TEXT.splitlines()
FORMULA = "\ne^2 +\n  2\n"  # as arithmatex hands it on, without the block's indentation


def fence(language: str, body: str, **options: str) -> Callable[[Markdown], str]:
    return lambda md: str(format_fence(body, language, "", options, md))


def live(expression: str) -> Callable[[Markdown], str]:
    return lambda md: ElementTree.tostring(format_live_value(expression, "live", "", md), encoding="unicode")


def formula(latex: str) -> Callable[[Markdown], str]:
    return lambda md: _fail_formula(md, latex, "cannot be set")


FAILING = {
    "a snippet whose name continues another's": (fence("snippet", "one/first_two"), 1 + LINES.index("```snippet")),
    "a snippet whose name begins another's": (fence("snippet", "one/first"), 1 + LINES.index("    ```snippet")),
    "a figure of a snippet that is also listed": (
        fence("figure", "one/first", caption=CAPTION, alt=ALT),
        1 + LINES.index(f'```figure caption="{CAPTION}" alt="{ALT}"'),
    ),
    "a fence with an option": (
        fence("snippet", "one/first", hl_lines="1"),
        1 + LINES.index('```snippet hl_lines="1"'),
    ),
    "a flow with one step": (fence("flow", "right: logits"), 1 + LINES.index("```flow")),
    "a live value whose name begins another's": (
        live("first_two.x"),
        1 + LINES.index(SENTENCE),
    ),
    "a formula in a line": (formula("e^2"), 1 + LINES.index(SENTENCE)),
    "a formula on lines of its own": (formula(FORMULA), 1 + LINES.index("    $$")),
}


@pytest.fixture
def page(tmp_path: Path) -> Page:
    """A page of a book without the snippets that it names."""
    write_model(tmp_path)
    (tmp_path / "snippets/one/first.py").unlink()
    (tmp_path / PAGE).write_text(TEXT)
    return read_page(tmp_path / PAGE, tmp_path)


@pytest.mark.parametrize(("show", "line"), FAILING.values(), ids=FAILING)
def test_what_fails_stops_a_build_with_its_own_line(
    page: Page, tmp_path: Path, show: Callable[[Markdown], str], line: int
) -> None:
    contexts[md := Markdown()] = Context(Settings(tmp_path), page, depth=2)
    with pytest.raises((StopConversion, BookError), match=rf"^{PAGE}:{line}: "):
        show(md)


@pytest.mark.parametrize("show", [show for show, _ in FAILING.values()], ids=FAILING)
def test_what_fails_is_named_in_its_place_in_a_preview(
    page: Page, tmp_path: Path, show: Callable[[Markdown], str]
) -> None:
    contexts[md := Markdown()] = Context(Settings(tmp_path, is_preview=True), page, depth=2)
    assert re.fullmatch('<span class="problems">[^<]+</span>', show(md))


def test_pymdownx_lets_through_what_stops_a_conversion(page: Page, tmp_path: Path) -> None:
    fences = [{"name": "snippet", "class": "", "validator": take_options, "format": format_fence}]
    lives = [{"name": "live", "class": "", "format": format_live_value}]
    settings = {"pymdownx.superfences": {"custom_fences": fences}, "pymdownx.inlinehilite": {"custom_inline": lives}}
    for text in ("```snippet\none/first\n```", "`#!live first_two.x`"):
        contexts[md := Markdown(extensions=[*settings], extension_configs=settings)] = Context(
            Settings(tmp_path), page, depth=2
        )
        with pytest.raises(StopConversion):
            md.convert(text)


@pytest.mark.parametrize("engine", ["material", "zensical"])
def test_an_engine_stops_with_the_one_line_of_what_failed(copy: Path, engine: str) -> None:
    page = copy / "docs/questions/what-is-a-logit.md"
    text = page.read_text().replace("`#!live odds_and_back.x:", "`#!live odds_and_back.nope:", 1)
    page.write_text(text)
    line = text[: text.index(".nope")].count("\n") + 1
    with pytest.raises(BookError) as error:
        run_engine(read_book(copy), engine, copy / "new")
    (said,) = str(error.value).splitlines()
    assert said.startswith(
        f"docs/questions/what-is-a-logit.md:{line}: what-is-a-logit/odds_and_back has no value 'nope': "
    )


@pytest.mark.parametrize(
    ("command", "reports", "is_preview"),
    [("--color serve", "a folder", True), ("serve", "", True), ("build --strict", "", False)],
    ids=["./dev serve in a terminal", "an engine's own server", "a build"],
)
def test_a_preview_is_told_from_a_build(
    root: Path, monkeypatch: pytest.MonkeyPatch, command: str, reports: str, is_preview: bool
) -> None:
    monkeypatch.chdir(root)
    monkeypatch.setattr("sys.argv", ["mkdocs", *command.split()])
    monkeypatch.setenv(variables.REPORTS, reports)
    assert read_settings().is_preview is is_preview
