"""A fenced block of a page, and what it says of a snippet."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

OPTION = re.compile(r'(?P<key>[a-zA-Z]\w*)="(?P<value>[^"]*)"')


@dataclass(frozen=True)
class Fence:
    """A fenced block: its first line, its language, its options and its content."""

    line: int
    language: str
    options: str
    body: str
    indent: str = field(default="", compare=False)

    @property
    def shows_snippet(self) -> bool:
        """Whether it names a snippet to run, rather than holding code itself."""
        return self.language in {"snippet", "figure"}

    @property
    def given(self) -> dict[str, str]:
        """Its options by their names."""
        return dict(OPTION.findall(self.options))

    @property
    def snippet(self) -> str:
        """The name of its snippet, slug/name."""
        return self.body.strip().partition("#")[0]

    @property
    def name_line(self) -> int:
        """The line of that name, or the first line of a fence that has none."""
        above = self.body[: len(self.body) - len(self.body.lstrip())].count("\n")
        return self.line + 1 + above if self.snippet else self.line

    @property
    def section(self) -> str:
        """The section in slug/name#section, or nothing for the whole snippet."""
        return self.body.strip().partition("#")[2]
