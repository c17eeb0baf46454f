"""Sets formulas as MathML while the page is built: no script, no request, selectable and readable aloud."""

from __future__ import annotations

import html
import re

from markdown.postprocessors import Postprocessor
from math_core import LatexError, LatexToMathML

from bookbinder.snippets import Wrong

# What pymdownx.arithmatex leaves with `generic: true`.
PLACEHOLDER = re.compile(
    r'<(?P<tag>span|div) class="arithmatex">\\[(\[](?P<latex>.*?)\\[)\]]</(?P=tag)>', flags=re.DOTALL
)
# Says again what a displayed formula is anyway, in an attribute that HTML checkers do not know.
REDUNDANT = re.compile(r'(<math[^>]* display="block"[^>]*><mtable displaystyle="true") scriptlevel="0"')
# To assistive software a formula is one thing, in which it finds no link.
LINK = re.compile(r'<math><mtext>(?P<link><a href="#eq-[^>]*>[^<]*</a>)</mtext></math>')
# Browsers give a bracket the size that it asks for in a row, but not where it is what has the index or the power.
SCRIPTED = re.compile(r"<(?P<script>msub|msup|msubsup)>(?P<bracket><mo minsize=[^>]*>[^<]*</mo>)")
_converter = LatexToMathML(fancy_error=False, id_prefix="eq-")


class WrongFormula(ValueError):
    """A formula that cannot be set: its source and why."""


def to_mathml(latex: str, *, display: bool) -> str:
    """Return the MathML of a LaTeX formula by itself, or raise WrongFormula."""
    try:
        return _converter.convert_with_local_state(latex, displaystyle=display)
    except LatexError as error:
        raise WrongFormula(f"the formula {latex.strip()!r} cannot be set (at character {error})") from None


class MathPostprocessor(Postprocessor):
    """Replaces arithmatex's placeholders in the finished page: all at once, so that equations are numbered in order."""

    def run(self, text: str) -> str:
        """Set every formula of the page; in a preview, name those that cannot be set in their place."""
        formulas = [(html.unescape(match["latex"]), match["tag"] == "div") for match in PLACEHOLDER.finditer(text)]
        try:
            converted = _converter.convert_all(formulas)
        except LatexError:
            converted = [self._alone(*formula) for formula in formulas]
        formulas_set = iter(zip(formulas, converted, strict=True))

        def replaced(_: re.Match[str]) -> str:
            (_latex, display), mathml = next(formulas_set)
            mathml = LINK.sub(r"\g<link>", REDUNDANT.sub(r"\1", mathml))
            mathml = SCRIPTED.sub(r"<\g<script>><mrow>\g<bracket></mrow>", mathml)
            return f'<div class="formula">{mathml}</div>' if display else mathml

        return PLACEHOLDER.sub(replaced, text)

    def _alone(self, latex: str, display: bool) -> str:
        try:
            return to_mathml(latex, display=display)
        except WrongFormula as error:
            return str(self.md.preprocessors["book"].fail("", Wrong(str(error), "mend the LaTeX", "formula")))
