"""Converts formulas to MathML while the page is built: no script and no request; readers can select and hear them."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable
from itertools import accumulate

from markdown import Markdown
from markdown.postprocessors import Postprocessor
from math_core import LatexError, LatexToMathML
from selectolax.lexbor import LexborHTMLParser

from bookbinder.base.problems import quoted
from bookbinder.render.html_audit import check_element

# What pymdownx.arithmatex leaves with `generic: true`.
PLACEHOLDER = re.compile(
    r'<(?P<tag>span|div) class="arithmatex">\\[(\[](?P<latex>.*?)\\[)\]]</(?P=tag)>', flags=re.DOTALL
)
# A table has this script level anyway, unless it is an index, and HTML checkers do not know the attribute.
REDUNDANT = re.compile(r'(<mtable displaystyle="(?:true|false)") scriptlevel="0"')
# To assistive software a formula is one object, in which it finds no links.
LINK = re.compile(r'<math><mtext>(?P<link><a href="#eq-[^>]*>[^<]*</a>)</mtext></math>')
# So an equation's number, which links to the equation, is moved out of the formula and beside it. In a formula with
# several numbered rows each number stays in its row.
ROW = '<mtr><mtd style="width: 50%"></mtd>'
EQUATION = re.compile(
    rf'<math display="block"><mtable displaystyle="true" style="width: 100%">{ROW}(?P<row>(?:(?!{ROW}).)*)'
    r'<mtd style="width: 50%;text-align: right;justify-items: end;"(?: id="(?P<id>eq-[^"]*)")?>'
    r"<mtext>\((?P<number>\d+)\)</mtext></mtd></mtr></mtable></math>",
    flags=re.DOTALL,
)
# Browsers give a bracket its minsize in a row, but not if the bracket itself has the index or power.
SCRIPTED = re.compile(r"<(?P<script>msub|msup|msubsup)>(?P<bracket><mo minsize=[^>]*>[^<]*</mo>)")
# WebKit puts the space behind a sign of sum between the sign and its limits: so it stands behind the limits by itself.
SUM = re.compile(r"<(?P<limits>munder|munderover|msub|msubsup)><mo(?P<given>(?:(?! rspace)[^>])*)>(?=[∑∏]</mo>)")
BEHIND = '<mspace width="0.1667em"/>'
_converter = LatexToMathML(fancy_error=False, id_prefix="eq-")

# Within these limits the converter, which is recursive, runs out of neither stack nor time.
MAX_LENGTH = 2_000  # characters
MAX_DEPTH = 20  # braces within each other
MAX_COMMANDS = 200
MAX_UNCLOSED = 8  # brackets that are never closed: each doubles the converter's time
MAX_NEGATIVE = 9  # negative spaces
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
# Commands that define commands, move or stretch a formula over the text beside it, or hide words in it.
REFUSED = re.compile(
    r"\\(?:(?:(?:re|provide)?newcommand|providecommand|[gex]?def|let|[hm]space|[hm]skip|m?kern|raisebox|rule|[hv]phantom"
    r"|(?:text)?color)\b|phantom(?! *\{[^{}\\]{0,3}\}))"
)


class WrongFormula(ValueError):
    """A formula that cannot be converted: its source and why."""


def to_mathml(latex: str, *, display: bool) -> str:
    """Return the MathML of a LaTeX formula by itself, or raise WrongFormula."""
    _check_bounds(latex)
    try:
        mathml = _converter.convert_with_local_state(latex, displaystyle=display)
    except LatexError as error:
        raise WrongFormula(f"the formula {quoted(latex.strip())} cannot be set (at character {error})") from None
    for node in LexborHTMLParser(mathml).css("math *"):
        if wrong := next(check_element(node, ""), ""):
            raise WrongFormula(
                f"the formula {quoted(latex.strip())} {wrong}, which not every browser shows, or shows in its place"
            )
    return mathml


def _check_bounds(latex: str) -> None:
    """Raise WrongFormula if a formula is too long, too deep, or holds a command that no formula here needs."""
    if len(latex) > MAX_LENGTH:
        raise WrongFormula(f"a formula has {len(latex)} characters, more than {MAX_LENGTH}")
    if (found := len(COMMAND.findall(latex))) > MAX_COMMANDS:
        raise WrongFormula(f"a formula has {found} commands, more than {MAX_COMMANDS}")
    if (depth := _depth(latex)) > MAX_DEPTH:
        raise WrongFormula(f"a formula has {depth} braces within each other, more than {MAX_DEPTH}")
    if (unclosed := _unclosed(latex)) > MAX_UNCLOSED:
        raise WrongFormula(f"a formula has {unclosed} brackets that are never closed, more than {MAX_UNCLOSED}")
    if (found := len(NEGATIVE.findall(latex))) > MAX_NEGATIVE:
        raise WrongFormula(f"a formula has {found} negative spaces, more than {MAX_NEGATIVE}")
    if refused := REFUSED.search(latex):
        raise WrongFormula(f"a formula holds {refused[0]}, which no formula here may")


def _depth(latex: str) -> int:
    """Return how deep the braces are nested."""
    steps = (1 if brace == "{" else -1 for brace in re.findall(r"(?<!\\)[{}]", latex))
    return max(accumulate(steps), default=0)


def _unclosed(latex: str) -> int:
    """Return how many brackets are opened and not closed within the same braces."""
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


def _wrap_displayed(mathml: str) -> str:
    """Return the HTML of a displayed formula; its number is a link to it."""
    numbered = EQUATION.fullmatch(mathml)
    if not numbered:
        return f'<div class="formula">{mathml}</div>'
    place = numbered["id"] or f"equation-{numbered['number']}"
    formula = f'<math display="block"><mtable displaystyle="true"><mtr>{numbered["row"]}</mtr></mtable></math>'
    link = f'<a class="number" href="#{place}" title="Link to this equation">({numbered["number"]})</a>'
    return f'<div class="formula equation" id="{place}">{formula}{link}</div>'


def _move_space_behind_limits(mathml: str) -> str:
    for sign in reversed([*SUM.finditer(mathml)]):
        tag, depth = sign["limits"], 1
        for edge in re.finditer(rf"<(?P<close>/?){tag}>", mathml[sign.end() :]):
            depth += -1 if edge["close"] else 1
            if not depth:
                end = sign.end() + edge.end()
                with_limits = f'<{tag}><mo{sign["given"]} rspace="0">{mathml[sign.end() : end]}'
                mathml = f"{mathml[: sign.start()]}<mrow>{with_limits}{BEHIND}</mrow>{mathml[end:]}"
                break
    return mathml


class MathPostprocessor(Postprocessor):
    """Replaces arithmatex's placeholders in the finished page, all at once so that equations are numbered in order."""

    def __init__(self, md: Markdown, fail: Callable[[Markdown, str, str], str]) -> None:
        """Take what returns, given LaTeX that cannot be set and the reason, the HTML to show instead."""
        super().__init__(md)
        self.fail = fail

    def run(self, text: str) -> str:
        """Convert every formula of the page; in a preview, put a notice in the place of one that fails."""
        formulas = [(html.unescape(match["latex"]), match["tag"] == "div") for match in PLACEHOLDER.finditer(text)]
        try:
            for latex, _ in formulas:
                _check_bounds(latex)
            converted = _converter.convert_all(formulas)
        except (LatexError, WrongFormula):
            converted = [self._convert_one(*formula) for formula in formulas]
        results = iter(zip(formulas, converted, strict=True))

        def replace(_: re.Match[str]) -> str:
            (_latex, display), mathml = next(results)
            mathml = LINK.sub(r"\g<link>", REDUNDANT.sub(r"\1", mathml))
            mathml = SCRIPTED.sub(r"<\g<script>><mrow>\g<bracket></mrow>", _move_space_behind_limits(mathml))
            return _wrap_displayed(mathml) if display else mathml

        return PLACEHOLDER.sub(replace, text)

    def _convert_one(self, latex: str, display: bool) -> str:
        try:
            return to_mathml(latex, display=display)
        except WrongFormula as error:
            return self.fail(self.md, latex, str(error))
