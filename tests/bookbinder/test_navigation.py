"""A new topic is inserted into the navigation at its place."""

from __future__ import annotations

import pytest
import yaml

from bookbinder.content.book import TOPICS
from bookbinder.content.navigation import with_page


@pytest.mark.parametrize(
    ("topic", "order"),
    [
        ("decoding", ["Meaning", "Decoding", "Confidence"]),
        ("statistics", ["Meaning", "Confidence", "Statistics and architecture"]),
    ],
)
def test_a_new_topic_is_inserted_in_the_order_of_topics(topic: str, order: list[str]) -> None:
    sections = [f"  - {TOPICS[one]}:\n      - topics/{one}/index.md\n" for one in ("meaning", "confidence")]
    config = f"nav:\n  - Start: index.md\n{''.join(sections)}  - Look up:\n      - glossary.md\n\ntheme:\n"
    nav = yaml.safe_load(with_page(config, "questions/new.md", topic))["nav"]
    assert [name for section in nav for name in section] == ["Start", *order, "Look up"]
    assert {TOPICS[topic]: [f"topics/{topic}/index.md", "questions/new.md"]} in nav
