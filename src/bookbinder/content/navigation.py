"""Reads the topics from the navigation in mkdocs.yml, and edits it: adds a page, removes a duplicate entry."""

from __future__ import annotations

import json
import re
from typing import Any

TOPIC_PAGE = re.compile(r"topics/(?P<topic>[a-z0-9-]+)/index\.md")
SECTION = r"      - topics/{}/index\.md\n(?:      - \S.*\n)*"


def topics_of(config: dict[str, Any]) -> dict[str, str]:
    """Return the title of each topic by its name: the sections of nav, and those planned under extra.planned_topics."""
    topics: dict[str, str] = {}
    for section in _items(config.get("nav")):
        for title, entries in section.items() if isinstance(section, dict) else ():
            for entry in _items(entries):
                if isinstance(entry, str) and (found := TOPIC_PAGE.fullmatch(entry)):
                    topics.setdefault(found["topic"], str(title))
    extra = config.get("extra")
    planned = extra.get("planned_topics") if isinstance(extra, dict) else None
    for name, title in planned.items() if isinstance(planned, dict) else ():
        if TOPIC_PAGE.fullmatch(f"topics/{name}/index.md"):
            topics.setdefault(str(name), str(title))
    return topics


def lines_of(entry: str, text: str) -> list[int]:
    """Return the lines in which the configuration names a page."""
    ends = (f" {entry}", f"'{entry}'")
    return [number for number, line in enumerate(text.splitlines(), 1) if line.rstrip().endswith(ends)] or [1]


def topic_section(topic: str, title: str) -> str:
    """Return the lines of nav that begin a topic's section."""
    plain = title if re.fullmatch(r"\w[\w ,'-]*", title) else json.dumps(title, ensure_ascii=False)
    return f"  - {plain}:\n      - topics/{topic}/index.md\n"


def add_page(text: str, entry: str, topic: str, title: str) -> str:
    """Return the configuration with a page at the end of its topic's section; a new section follows the last one."""
    if not _section(topic).search(text):
        end = [*re.finditer(SECTION.format("[a-z0-9-]+"), text)][-1].end()
        text = text[:end] + topic_section(topic, title) + text[end:]
    return _section(topic).sub(lambda found: f"{found[0]}      - {entry}\n", text, count=1)


def remove_duplicates(text: str, entry: str, topic: str) -> str:
    """Return the configuration without a page's entries but the first under its topic, if there is one."""
    line = f"      - {entry}\n"
    section = _section(topic).search(text)
    if not section or line not in section[0]:
        return text
    place = section.start() + section[0].index(line)
    before, after = text[:place].replace(line, ""), text[place + len(line) :].replace(line, "")
    return before + line + after


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _section(topic: str) -> re.Pattern[str]:
    return re.compile(SECTION.format(re.escape(topic)))
