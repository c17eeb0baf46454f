"""Draws how data flows, as lists: each line of a `flow` fence is a path.

    right: logits -> CrossEntropyLoss
    wrong: logits -> softmax -> CrossEntropyLoss (softmax again)

The arrows and marks are drawn by the style sheet, so that without one, and to a screen reader, it is a list of steps.
"""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from bookbinder.base.problems import Wrong, quoted

ARROW = "->"
PATH = re.compile(r"(?P<label>[^:]{1,24}?)\s*:\s+(?P<steps>\S.*)")
NOTE = re.compile(r"(?P<text>.*\S)\s+\((?P<note>[^()]*(?:\([^()]*\)[^()]*)*)\)")
MARKDOWN = re.compile(r"`|\$|\*\*|\]\(")
SPECIAL = re.compile(r"[\\`*_\[\]<>&#|~$]")  # in Markdown
FEWEST_STEPS, MOST_STEPS, MOST_PATHS, LONGEST_STEP = 2, 6, 6, 60
JUDGED = {"right", "wrong"}  # the labels that get a colour and a mark


class Step(NamedTuple):
    """A step of a path, and what is said of it in brackets."""

    text: str
    note: str


class Path(NamedTuple):
    """A path: its label and its steps."""

    label: str
    steps: list[Step]


def read_paths(source: str) -> list[Path]:
    """Return the paths of a fence, or raise Wrong."""
    paths = [_path(line.strip()) for line in source.splitlines() if line.strip()]
    if not 1 <= len(paths) <= MOST_PATHS:
        raise _wrong(f"the flow has {len(paths)} paths")
    return paths


def _wrong(what: str) -> Wrong:
    fix = f"write up to {MOST_PATHS} lines LABEL: step -> step, each with {FEWEST_STEPS} to {MOST_STEPS} short steps"
    return Wrong(what, fix, "flow")


def _path(line: str) -> Path:
    found = PATH.fullmatch(line)
    if not found:
        raise _wrong(f"{quoted(line)} is not a label, a colon and steps")
    if mark := MARKDOWN.search(line):
        raise _wrong(f"{quoted(line)} holds {mark[0]}, and a flow is plain text")
    texts = re.split(rf"\s{ARROW}\s", found["steps"])
    if not FEWEST_STEPS <= len(texts) <= MOST_STEPS:
        raise _wrong(f"{quoted(line)} has {len(texts)} step{'s' * (len(texts) > 1)}")
    return Path(found["label"], [_step(text.strip()) for text in texts])


def _step(text: str) -> Step:
    if not text or ARROW in text:
        raise _wrong(f"{quoted(text)} is not a step between two arrows with spaces around them")
    if len(text) > LONGEST_STEP:
        raise _wrong(f"the step {quoted(text)} has {len(text)} characters, more than {LONGEST_STEP}")
    noted = NOTE.fullmatch(text)
    return Step(noted["text"], noted["note"]) if noted else Step(text, "")


def render_flow(source: str) -> str:
    """Return the flow's HTML: a list of paths, each a label and an ordered list of steps."""
    return f'<ul class="flow" role="list">{"".join(map(_item, read_paths(source)))}</ul>'


def _item(path: Path) -> str:
    kind = f' class="{path.label.lower()}"' if path.label.lower() in JUDGED else ""
    steps = "".join(f"<li><span>{_shown(step)}</span></li>" for step in path.steps)
    return f'<li{kind}><span class="label">{html.escape(path.label)}:</span> <ol role="list">{steps}</ol></li>'


def _shown(step: Step) -> str:
    note = f" <small>({html.escape(step.note)})</small>" if step.note else ""
    return html.escape(step.text) + note


def flow_as_list(source: str) -> list[str]:
    """Return the flow as a list in Markdown, for readers that do not know the fence."""
    return [f"- **{_plain(path.label)}:** {' → '.join(map(_words, path.steps))}" for path in read_paths(source)]


def _words(step: Step) -> str:
    return _plain(f"{step.text} ({step.note})" if step.note else step.text)


def _plain(text: str) -> str:
    return SPECIAL.sub(lambda found: f"\\{found[0]}", text)
