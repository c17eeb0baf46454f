"""Writes simple formulas as plain text, for excerpts, answers and other places without MathML."""

from __future__ import annotations

import re

FORMULA = re.compile(r"\$(?!\s)(?P<tex>[^$`]+)(?<!\s)\$")
SCRIPT = re.compile(r"(?P<mark>[_^])\{(?P<script>[^{}]*)\}")
ALONE = re.compile(r"-?[\w.]+")  # a script that needs no parentheses
OPERATOR = re.compile(r"(?<=[\w)']) *(?P<sign>[-+=<>]) *(?=[\w(-])")
NEEDS_TEX = re.compile(r"[\\{}|*&~]")


def plain_formulas(text: str) -> str:
    """Return a text with its simple formulas in plain text, and the others unchanged."""
    return FORMULA.sub(_plain, text)


def _plain(match: re.Match[str]) -> str:
    tex = SCRIPT.sub(_script, match["tex"])
    return match[0] if NEEDS_TEX.search(tex) else OPERATOR.sub(r" \g<sign> ", tex)


def _script(match: re.Match[str]) -> str:
    mark, script = match.group("mark", "script")
    return mark + (script if ALONE.fullmatch(script) else f"({script})")
