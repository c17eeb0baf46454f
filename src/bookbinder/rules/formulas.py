"""The rules of formulas: each is closed and can be set, and its label is unique."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bookbinder.base.problems import Problem, quoted
from bookbinder.content.page import Page
from bookbinder.render.mathml import WrongFormula, to_mathml
from bookbinder.rules import markup

LABEL = re.compile(r"\\label\{([^{}]*)\}")
EQUATION_LINK = re.compile(r"\\(?:eq)?ref\{(?P<label>[^{}]*)\}")
LONE = re.compile(r"(?<!\\)\$+")


def formula_problems(page: Page) -> Iterator[Problem]:
    """Yield the formulas that cannot be set, and wrong labels."""
    text = markup.without_code(page)

    def problem(match: re.Match[str], what: str, fix: str, rule: str) -> Problem:
        return Problem(page.path, text.count("\n", 0, match.start()) + 1, what, fix, rule)

    labels: set[str] = set()
    for match in markup.open_environments(text):
        what, fix = f"{match[0].strip()} is never closed", rf"write \end{{{match['begin']}}} before an empty line"
        yield problem(match, what, fix, "closed-formula")
    for match in markup.FORMULA.finditer(markup.without_open_environments(text)):
        latex = match["display"] or match["inline"] or match["environment"]
        try:
            to_mathml(latex, display=match["inline"] is None)
        except WrongFormula as error:
            yield problem(match, str(error), "correct the LaTeX", "formula")
        for label in LABEL.findall(latex):
            if label in labels:
                what = f"two equations have the label {quoted(label)}"
                yield problem(match, what, "rename one of them", "equation-label")
            labels.add(label)
    for match in EQUATION_LINK.finditer(text):
        if match["label"] not in labels:
            what = f"no equation has the label {quoted(match['label'])}"
            yield problem(match, what, "correct it, or add the label", "equation-link")
    for match in LONE.finditer(markup.without_formulas(text)):
        what = f"{match[0]} opens a formula that never ends"
        yield problem(match, what, r"close it, without a space inside, or write \$ for the sign", "closed-formula")
