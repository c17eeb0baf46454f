"""The playground's place on a page: its examples, and a table of what softmax makes of them where no script runs.

A `lab` fence holds an example a line, two to six classes each:

    Image 1: cat 16.917, dog 0.772
"""

from __future__ import annotations

import html
import json
import math
import re
from typing import NamedTuple

from bookbinder.base.problems import Wrong
from logitbook import softmax

LINE = re.compile(r"(?P<name>[^:]+):(?P<classes>.+)")
CLASS = re.compile(r"(?P<label>[^,:]+)\s(?P<logit>[-+]?[\d.]+(?:e[-+]?\d+)?)")
FEWEST, MOST = 2, 6
PLAYGROUND = "playground"  # its place on the page, in addresses


class Preset(NamedTuple):
    """An example: its name, its classes and their logits."""

    name: str
    classes: list[str]
    logits: list[float]


def read_presets(source: str) -> list[Preset]:
    """Return the examples that a fence holds, or raise Wrong."""
    presets = [_preset(line.strip()) for line in source.splitlines() if line.strip()]
    if not presets:
        raise Wrong(
            "the playground has no example", "write lines of the form NAME: class logit, class logit", "playground"
        )
    return presets


def _preset(line: str) -> Preset:
    fix = "write NAME: class logit, class logit, for two to six classes"
    named = LINE.fullmatch(line)
    if not named:
        raise Wrong(f"{line!r} is no example", fix, "playground")
    found = [CLASS.fullmatch(part.strip()) for part in named["classes"].split(",")]
    if not FEWEST <= len(found) <= MOST or None in found:
        raise Wrong(f"{line!r} is no example", fix, "playground")
    try:
        logits = [float(one["logit"]) for one in found if one]
    except ValueError as error:
        raise Wrong(f"{line!r} is no example ({error})", fix, "playground") from None
    if not all(map(math.isfinite, logits)):
        raise Wrong(f"{line!r} is no example (a logit is too large for a float)", fix, "playground")
    return Preset(named["name"].strip(), [one["label"].strip() for one in found if one], logits)


def show_lab(source: str) -> str:
    """Return the playground's HTML."""
    presets = read_presets(source)
    data = html.escape(json.dumps([preset._asdict() for preset in presets], ensure_ascii=False), quote=True)
    tables = "".join(map(_table, presets))
    size = f'style="--classes: {len(presets[0].classes)}"'
    return f'<logit-lab id="{PLAYGROUND}" data-presets="{data}" {size}>{tables}</logit-lab>'


def _table(preset: Preset) -> str:
    probabilities = [float(p) for p in softmax(preset.logits)]
    rows = (
        f"<tr><td>{html.escape(label)}</td><td>{logit:g}</td><td>{_shown(p)}</td></tr>"
        for label, logit, p in zip(preset.classes, preset.logits, probabilities, strict=True)
    )
    head = "<tr><th>class</th><th>logit</th><th>probability</th></tr>"
    return f"<table><caption>{html.escape(preset.name)}</caption>{head}{''.join(rows)}</table>"


def _shown(p: float) -> str:
    """Return a probability with four decimals, or as many nines as tell it from 1."""
    if p < 1e-4:
        return f"{p:.3e}"
    return f"{p:.{max(4, 1 - math.floor(math.log10(1 - p)))}f}" if 0.9999 < p < 1 else f"{p:.4f}"
