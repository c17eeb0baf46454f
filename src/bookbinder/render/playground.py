"""The playground on a page: all of it that the script need not make, and tables for readers without scripts.

What has words in it is here, so that a browser knows its height at any width before the script comes. Each line of a
`lab` fence is an example with two to six classes:

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
FACTS = {
    "Gap of the top two": "the largest logit minus the second largest",
    "Odds of the top two": "how many times as likely the first is as the second",
    "Log-sum-exp": "the logarithm of the total that softmax divides by",
    "Entropy, nats": "how undecided the probabilities are: 0 if one class has everything",
    "Cross-entropy": "the loss if the marked class is true: minus the logarithm of its probability",
}
# No page may bring buttons, so the script makes them of what looks like them.
PARTS = """\
<div class="lab-parts"><div class="lab-presets" role="group" aria-label="Examples">{examples}\
<span class="lab-button lab-add">Add a class</span></div>\
<div class="lab-rows"></div>\
<div class="lab-control lab-shift"><span>Shift all logits</span></div>\
<details class="lab-more"{open}><summary>More: temperature, odds, log-sum-exp, entropy, loss</summary>\
<div class="lab-control lab-heat"><span>Temperature</span></div><dl class="lab-facts">{facts}</dl></details>\
<div class="lab-foot"><span class="lab-button lab-copy">Copy link to this state</span>\
<p class="lab-note" role="status"></p></div><p class="lab-status" role="status"></p></div>\
<div class="lab-tables">{tables}</div>"""


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
    examples = "".join(f'<span class="lab-button">{html.escape(preset.name)}</span>' for preset in presets)
    facts = "".join(
        f'<div><dt>{name}</dt><dd></dd><dd class="lab-meaning">{told}</dd></div>' for name, told in FACTS.items()
    )
    unfolded = " open" * any(line.strip() == MORE for line in source.splitlines())
    tables = "".join(map(_table, presets))
    parts = PARTS.format(examples=examples, facts=facts, open=unfolded, tables=tables)
    rows = f'style="--classes: {len(presets[0].classes)}"'
    return f'<logit-lab id="{PLAYGROUND}" data-presets="{data}" {rows}>{parts}</logit-lab>'


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
