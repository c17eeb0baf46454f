"""The contents beside a page: its own topic's questions, a few of many, and of other topics a link each."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader
from selectolax.lexbor import LexborHTMLParser

SHOWN = 12


@dataclass
class Item:
    """A page or a section, as engines give it to templates."""

    title: str
    url: str = ""
    active: bool = False
    is_index: bool = False
    children: list[Item] = field(default_factory=list)


def topic(name: str, number: int, at: int | None = None) -> Item:
    """Return a topic with so many questions, of which one may be the page that is shown."""
    index = Item(f"About {name}", f"topics/{name}/", is_index=True)
    questions = [Item(f"{name} {n}?", f"questions/{name}-{n}/", active=n == at) for n in range(1, number + 1)]
    return Item(name, active=at is not None, children=[index, *questions])


def links(root: Path, *items: Item) -> list[str]:
    """Return the addresses that the contents link, in order."""
    environment = Environment(loader=FileSystemLoader(root / "overrides" / "partials"), autoescape=False)  # noqa: S701
    environment.filters["url"] = lambda url: url
    nav = type("Nav", (), {"items": items})
    html = environment.get_template("nav.html").render(nav=nav, page=type("Page", (), {"toc": []}))
    return [str(link.attributes["href"]) for link in LexborHTMLParser(html).css("nav li a")]


def test_only_the_own_topic_shows_its_questions(root: Path) -> None:
    own = [f"questions/own-{n}/" for n in range(1, 4)]
    assert links(root, topic("other", 3), topic("own", 3, at=2)) == ["topics/other/", "topics/own/", *own]


@pytest.mark.parametrize(("at", "first"), [(1, 1), (6, 1), (7, 1), (60, 54), (119, 109), (120, 109)])
def test_of_a_large_topic_the_questions_around_the_page_are_shown_and_a_link_to_all(
    root: Path, at: int, first: int
) -> None:
    shown = links(root, topic("own", 120, at=at))
    assert shown[0] == shown[-1] == "topics/own/"
    assert shown[1:-1] == [f"questions/own-{n}/" for n in range(first, first + SHOWN)]
    assert f"questions/own-{at}/" in shown


def test_a_topic_of_twelve_shows_them_all(root: Path) -> None:
    assert len(links(root, topic("own", SHOWN, at=5))) == 1 + SHOWN
