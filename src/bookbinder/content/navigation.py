"""Edits the navigation in mkdocs.yml: a page is put under its topic, or taken out where it stands twice."""

from __future__ import annotations

import re

from bookbinder.content.book import TOPICS


def lines_of(entry: str, text: str) -> list[int]:
    """Return the lines in which the configuration names a page."""
    lines = text.splitlines()
    return [number for number, line in enumerate(lines, 1) if line.rstrip().endswith((f" {entry}", f"'{entry}'"))] or [
        1
    ]


def with_page(text: str, entry: str, topic: str) -> str:
    """Return the configuration with a page at the end of its topic's section; a new one stands in the topics' order."""
    index = f"      - topics/{topic}/index.md\n"
    if index not in text:
        order = list(TOPICS)
        later = {TOPICS[name] for name in order[order.index(topic) :]}
        sections = list(re.finditer(r"^  - (.*):\n", text[: text.index("\ntheme:")], flags=re.MULTILINE))
        place = next((section for section in sections if section[1] in later), sections[-1]).start()
        text = f"{text[:place]}  - {TOPICS[topic]}:\n{index}{text[place:]}"
    return _section(topic).sub(lambda found: f"{found[0]}      - {entry}\n", text, count=1)


def without_second(text: str, entry: str, topic: str) -> str:
    """Return the configuration with one of a page's places left: the first under its topic, if there is one."""
    line = f"      - {entry}\n"
    section = _section(topic).search(text)
    if not section or line not in section[0]:
        return text
    place = section.start() + section[0].index(line)
    before, after = text[:place].replace(line, ""), text[place + len(line) :].replace(line, "")
    return before + line + after


def _section(topic: str) -> re.Pattern[str]:
    return re.compile(rf"      - topics/{re.escape(topic)}/index\.md\n(?:      - \S.*\n)*")
