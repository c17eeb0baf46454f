"""The playground on a page: its examples and, for readers without scripts, tables of their probabilities.

Each line of a `lab` fence is an example with two to six classes:

    Image 1: cat 16.917, dog 0.772

A line `more` unfolds the temperature and the numbers that follow from the logits, for a page that speaks of them.
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
MIN_CLASSES, MAX_CLASSES = 2, 6
PLAYGROUND = "playground"  # its id on the page
MORE = "more"  # the line that unfolds the rest


class Preset(NamedTuple):
    """An example: its name, its classes and their logits."""

    name: str
    classes: list[str]
    logits: list[float]


def read_presets(source: str) -> list[Preset]:
    """Return the examples of a fence, or raise Wrong."""
    lines = [line.strip() for line in source.splitlines()]
    presets = [_preset(line) for line in lines if line not in ("", MORE)]
    if not presets:
        fix = "write lines of the form NAME: class logit, class logit"
        raise Wrong("the playground has no example", fix, "playground")
    return presets


def _preset(line: str) -> Preset:
    def wrong(reason: str = "") -> Wrong:
        fix = "write NAME: class logit, class logit, for two to six classes"
        return Wrong(f"{line!r} is not an example{reason}", fix, "playground")

    named = LINE.fullmatch(line)
    if not named:
        raise wrong()
    found = [CLASS.fullmatch(part.strip()) for part in named["classes"].split(",")]
    if not MIN_CLASSES <= len(found) <= MAX_CLASSES or None in found:
        raise wrong()
    try:
        logits = [float(one["logit"]) for one in found if one]
    except ValueError as error:
        raise wrong(f" ({error})") from None
    if not all(map(math.isfinite, logits)):
        raise wrong(" (a logit is too large for a float)")
    return Preset(named["name"].strip(), [one["label"].strip() for one in found if one], logits)


def render_playground(source: str) -> str:
    """Return the playground's HTML."""
    presets = read_presets(source)
    data = html.escape(json.dumps([preset._asdict() for preset in presets], ensure_ascii=False), quote=True)
    tables = "".join(map(_table, presets))
    more = any(line.strip() == MORE for line in source.splitlines())
    size = f'style="--classes: {len(presets[0].classes)}"' + " data-more" * more
    return f'<logit-lab id="{PLAYGROUND}" data-presets="{data}" {size}>{tables}</logit-lab>'


def _table(preset: Preset) -> str:
    probabilities = [float(p) for p in softmax(preset.logits)]
    rows = (
        f"<tr><td>{html.escape(label)}</td><td>{logit:g}</td><td>{_format(p)}</td></tr>"
        for label, logit, p in zip(preset.classes, preset.logits, probabilities, strict=True)
    )
    head = "<tr><th>class</th><th>logit</th><th>probability</th></tr>"
    return f"<table><caption>{html.escape(preset.name)}</caption>{head}{''.join(rows)}</table>"


def _format(p: float) -> str:
    """Return a probability with four decimals, or with enough of them to differ from 1."""
    if p < 1e-4:
        return f"{p:.3e}"
    return f"{p:.{max(4, 1 - math.floor(math.log10(1 - p)))}f}" if 0.9999 < p < 1 else f"{p:.4f}"
