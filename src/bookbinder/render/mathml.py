"""Sets formulas as MathML while the page is built: no script, no request, selectable and readable aloud."""

from __future__ import annotations

import html
import re
import unicodedata
from itertools import accumulate

from markdown.postprocessors import Postprocessor
from math_core import LatexError, LatexToMathML
from selectolax.lexbor import LexborHTMLParser

from bookbinder.base.problems import Wrong, quoted
from bookbinder.render.html_audit import wrong_element

# What pymdownx.arithmatex leaves with `generic: true`.
PLACEHOLDER = re.compile(
    r'<(?P<tag>span|div) class="arithmatex">\\[(\[](?P<latex>.*?)\\[)\]]</(?P=tag)>', flags=re.DOTALL
)
# Says again what a displayed formula is anyway, in an attribute that HTML checkers do not know.
REDUNDANT = re.compile(r'(<math[^>]* display="block"[^>]*><mtable displaystyle="true") scriptlevel="0"')
# To assistive software a formula is one thing, in which it finds no link.
LINK = re.compile(r'<math><mtext>(?P<link><a href="#eq-[^>]*>[^<]*</a>)</mtext></math>')
# For the same reason an equation's number, which links to the equation, leaves the formula and stands beside it. Where
# there are several, each belongs to a row, and stays in it.
ROW = '<mtr><mtd style="width: 50%"></mtd>'
EQUATION = re.compile(
    rf'<math display="block"><mtable displaystyle="true" style="width: 100%">{ROW}(?P<row>(?:(?!{ROW}).)*)'
    r'<mtd style="width: 50%;text-align: right;justify-items: end;"(?: id="(?P<id>eq-[^"]*)")?>'
    r"<mtext>\((?P<number>\d+)\)</mtext></mtd></mtr></mtable></math>",
    flags=re.DOTALL,
)
# Browsers give a bracket the size that it asks for in a row, but not where it is what has the index or the power.
SCRIPTED = re.compile(r"<(?P<script>msub|msup|msubsup)>(?P<bracket><mo minsize=[^>]*>[^<]*</mo>)")
_converter = LatexToMathML(fancy_error=False, id_prefix="eq-")

# Within these the converter, which calls itself for each level, neither runs out of stack nor of time.
LONGEST = 2_000  # characters
DEEPEST = 20  # braces within each other
MOST_COMMANDS = 200
MOST_UNCLOSED = 8  # brackets that nothing closes: each doubles the converter's time
MOST_NEGATIVE = 9  # spaces that pull what follows to the left
NEGATIVE = re.compile(r"\\(?:!|neg[a-z]*space)")
COMMAND = re.compile(r"\\[A-Za-z]+")
SIDES = (
    r"(?:brace|brack|ang|angle|floor|ceil|[vV]ert|group|moustache|paren|lparenthesis|bag|bracket|lbracket|langle"
    r"|lcorner|Brace|Angle)"
)
TOKEN = re.compile(
    r"(?P<paired>\\(?:left|right)(?![A-Za-z]) *(?:\\[A-Za-z]+|\\.|.))"
    rf"|(?P<opener>\\[bB]igg?l(?![A-Za-z]) *(?:\\[A-Za-z]+|\\.|.)|\\l{SIDES}(?![A-Za-z])|\\[ul]lcorner|\\\{{|[(\[])"
    rf"|(?P<closer>\\[bB]igg?r(?![A-Za-z]) *(?:\\[A-Za-z]+|\\.|.)|\\r{SIDES}(?![A-Za-z])|\\[ul]rcorner|\\\}}|[)\]])"
    r"|\\[A-Za-z]+|\\.|.",
    flags=re.DOTALL,
)
# What would define commands, move and stretch a formula over what stands beside it, or hide words in it.
REFUSED = re.compile(
    r"\\(?:(?:(?:re|provide)?newcommand|providecommand|[gex]?def|let|[hm]space|[hm]skip|m?kern|raisebox|rule|[hv]phantom"
    r"|(?:text)?color)\b|phantom(?! *\{[^{}\\]{0,3}\}))"
)


class WrongFormula(ValueError):
    """A formula that cannot be set: its source and why."""


def to_mathml(latex: str, *, display: bool) -> str:
    """Return the MathML of a LaTeX formula by itself, or raise WrongFormula."""
    _insist_on_bounds(latex)
    try:
        mathml = _converter.convert_with_local_state(latex, displaystyle=display)
    except LatexError as error:
        raise WrongFormula(f"the formula {quoted(latex.strip())} cannot be set (at character {error})") from None
    for node in LexborHTMLParser(mathml).css("math *"):
        if wrong := next(wrong_element(node, ""), ""):
            raise WrongFormula(
                f"the formula {quoted(latex.strip())} {wrong}, which not every browser shows, or shows in its place"
            )
    return mathml


def _insist_on_bounds(latex: str) -> None:
    """Raise WrongFormula for one that is too long, too deep, or holds a command that no formula here needs."""
    if len(latex) > LONGEST:
        raise WrongFormula(f"a formula has {len(latex)} characters, more than {LONGEST}")
    if (found := len(COMMAND.findall(latex))) > MOST_COMMANDS:
        raise WrongFormula(f"a formula has {found} commands, more than {MOST_COMMANDS}")
    if (depth := _depth(latex)) > DEEPEST:
        raise WrongFormula(f"a formula has {depth} braces within each other, more than {DEEPEST}")
    if (unclosed := _unclosed(latex)) > MOST_UNCLOSED:
        raise WrongFormula(f"a formula has {unclosed} brackets that are never closed, more than {MOST_UNCLOSED}")
    if (found := len(NEGATIVE.findall(latex))) > MOST_NEGATIVE:
        raise WrongFormula(f"a formula has {found} negative spaces, more than {MOST_NEGATIVE}")
    if refused := REFUSED.search(latex):
        raise WrongFormula(f"a formula holds {refused[0]}, which no formula here may")


def _depth(latex: str) -> int:
    """Return how many braces stand within each other at most."""
    steps = (1 if brace == "{" else -1 for brace in re.findall(r"(?<!\\)[{}]", latex))
    return max(accumulate(steps), default=0)


def _unclosed(latex: str) -> int:
    """Return how many brackets are opened and not closed in the braces where they stand."""
    unclosed, open_now = 0, [0]
    for token in TOKEN.finditer(latex):
        kind = unicodedata.category(token[0]) if len(token[0]) == 1 else ""
        if token[0] == "{":
            open_now.append(0)
        elif token[0] == "}":
            unclosed += open_now.pop() if len(open_now) > 1 else 0
        elif token["opener"] or kind == "Ps":
            open_now[-1] += 1
        elif token["closer"] or kind == "Pe":
            open_now[-1] = max(0, open_now[-1] - 1)
    return unclosed + sum(open_now)


def _displayed(mathml: str) -> str:
    """Return the HTML of a displayed formula, whose number is a link to it."""
    numbered = EQUATION.fullmatch(mathml)
    if not numbered:
        return f'<div class="formula">{mathml}</div>'
    place = numbered["id"] or f"equation-{numbered['number']}"
    formula = f'<math display="block"><mtable displaystyle="true"><mtr>{numbered["row"]}</mtr></mtable></math>'
    link = f'<a class="number" href="#{place}" title="Link to this equation">({numbered["number"]})</a>'
    return f'<div class="formula equation" id="{place}">{formula}{link}</div>'


class MathPostprocessor(Postprocessor):
    """Replaces arithmatex's placeholders in the finished page: all at once, so that equations are numbered in order."""

    def run(self, text: str) -> str:
        """Set every formula of the page; in a preview, name those that cannot be set in their place."""
        formulas = [(html.unescape(match["latex"]), match["tag"] == "div") for match in PLACEHOLDER.finditer(text)]
        try:
            for latex, _ in formulas:
                _insist_on_bounds(latex)
            converted = _converter.convert_all(formulas)
        except (LatexError, WrongFormula):
            converted = [self._alone(*formula) for formula in formulas]
        formulas_set = iter(zip(formulas, converted, strict=True))

        def replaced(_: re.Match[str]) -> str:
            (_latex, display), mathml = next(formulas_set)
            mathml = LINK.sub(r"\g<link>", REDUNDANT.sub(r"\1", mathml))
            mathml = SCRIPTED.sub(r"<\g<script>><mrow>\g<bracket></mrow>", mathml)
            return _displayed(mathml) if display else mathml

        return PLACEHOLDER.sub(replaced, text)

    def _alone(self, latex: str, display: bool) -> str:
        try:
            return to_mathml(latex, display=display)
        except WrongFormula as error:
            return str(self.md.preprocessors["book"].fail("", Wrong(str(error), "mend the LaTeX", "formula")))
