"""The pattern of a Markdown link, and of its second half, `](target "title")`."""

from __future__ import annotations

import re

# It ends before the next target, and rest starts with a space: searching takes time in proportion to the text.
TARGET = re.compile(r"\]\((?P<target>(?:[^)\]\s]|\](?!\())*)(?P<rest>\s(?:[^)\]]|\](?!\())*)?\)")
LINK = re.compile(rf"\[(?P<text>[^\]]*){TARGET.pattern}")
