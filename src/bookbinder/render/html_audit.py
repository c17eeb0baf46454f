"""Audits a built page as a browser reads it; a site with a page that holds anything forbidden is not published.

The rules of the check read sources. This is the second line of defence: whatever an engine makes of a source, a page
holds only these tags, attributes, addresses and scripts, and its policy stands before all that it loads.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from bookbinder.base.characters import describe, hidden_positions, is_hidden
from bookbinder.content import allowed_html
from bookbinder.render.figures import SHAPES, STYLES

FRAME = "html head title meta link script noscript body header main footer nav form button input label kbd article"
TEXT = "h1 h2 h3 h4 h5 h6 p a img blockquote pre code ul ol li dl dt dd table caption thead tbody tr th td hr"
TEXT += " details summary figure figcaption logit-lab book-script"
MATHS = "math merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mroot mrow ms mspace msqrt mstyle msub msubsup"
MATHS += " msup mtable mtd mtext mtr munder munderover"
TAGS = {*FRAME.split(), *TEXT.split(), *MATHS.split(), *SHAPES, *allowed_html.TAGS}

UNRESTRICTED = """
    alt aria-atomic aria-controls aria-current aria-expanded aria-haspopup aria-hidden aria-label autocomplete
    charset checked class colspan data-book-close data-book-menu data-book-search data-from
    data-md-color-accent data-md-color-primary data-md-color-scheme data-md-component data-md-scrollfix data-md-toggle
    data-md-type data-presets data-script data-tabs data-text defer dir download for hidden id lang markdown media name
    open property rel role rowspan start tabindex title type
    accent accentunder columnalign columnspan display displaystyle fence form linethickness lspace mathvariant maxsize
    minsize rspace scriptlevel separator stretchy symmetric
    cx cy d fill opacity points r rx ry stroke stroke-linecap stroke-width transform viewBox x x1 x2 xmlns y y1 y2
""".split()  # noqa: SIM905 - as a list it has a hundred lines
ATTRIBUTES = {name: re.compile(r"[^\x00]*", flags=re.DOTALL) for name in UNRESTRICTED}
ADDRESS = re.compile(rf"(?:{'|'.join(map(re.escape, allowed_html.SCHEMES))})[^\s\\]+|(?![^/?#]*:)(?!//)[^\s\\]*")
STYLED = "|".join(sorted(STYLES | {"max-width", "--classes", "text-align", "justify-items", "color", r"border[\w-]*"}))
STYLE = re.compile(
    rf"(?:\s*(?:(?:{STYLED}): *[\w\s.,#%()+-]*|width: *\d{{1,3}}%"
    r"|padding-(?:left|right): *[0-3]?(?:\.\d+)?(?:em)?)(?:;|$))*"
    r"|margin-left:-0\.[12]\d+em;"
)
ATTRIBUTES |= {
    "title": re.compile(r"(?:[^<]|<(?![A-Za-z/!?]))*"),  # the theme's script shows it as HTML
    "href": ADDRESS,
    "src": ADDRESS,
    "data-run": re.compile(r"(?:\.\./)*assets/run/"),
    "data-worker": re.compile(r"(?:\.\./)*sw\.js"),
    "http-equiv": re.compile("Content-Security-Policy"),
    "content": re.compile(r"[^\x00]*", flags=re.DOTALL),
    "style": STYLE,
    "clip-path": re.compile(r"url\(#[\w-]+\)"),
    "width": re.compile(r"-?\d{0,4}(?:\.\d+)?(?:px|pt)?|-?[0-3]?(?:\.\d+)?em"),
    "height": re.compile(r"-?\d{0,4}(?:\.\d+)?"),
    "voffset": re.compile(r"-?[01]?(?:\.\d+)?em"),
    "mathcolor": re.compile(r"[\w#]*"),
}
LINKS = {"canonical", "icon", "stylesheet"}
FIELDS = {"checkbox", "radio"}
SCRIPT = re.compile(r"/?(?:[\w.-]+/)*(?:assets/javascripts/bundle\.\w+\.min\.js|assets/book\.js)")
DATA = {"application/json", "application/ld+json"}
# Forbidden in an article: nothing in it may look like a part of the site's frame, or cover it.
FRAME_CLASS = re.compile(r"(?:md|book)-.*")
ARTICLE_CLASSES = {"md-button", "md-button--primary", "md-content__inner", "md-typeset"}
OWN_ID = re.compile(r"__(?:skip|tabbed_\d+(?:_\d+)?)")
ALLOWED = {"\u00a0"}  # no-break space, in tables of measurements
OPERATORS = {"\u2061", "\u2062", "\u2063", "\u2064"}  # invisible operators of MathML, for screen readers


def audit_page(html: str, policy: str) -> Iterator[str]:
    """Yield in a few words each thing that a built page must not hold."""
    tree = LexborHTMLParser(html)
    head = tree.head
    first = head.child if head is not None else None
    given = dict(first.attributes) if first is not None else {}
    if given.get("http-equiv") != "Content-Security-Policy" or given.get("content") != policy:
        yield "does not begin with the content security policy"
    ids: set[str] = set()
    yield from check_texts(tree)
    for node in tree.root.traverse() if tree.root is not None else ():
        if node.is_element_node:
            yield from check_element(node, policy)
            if (name := node.attributes.get("id")) is not None:
                if name in ids:
                    yield f"holds the id {name!r} twice"
                ids.add(name)
    if tree.css_first("article noscript"):  # what a browser reads there depends on whether it runs scripts
        yield "holds <noscript> in its text"
    for node in tree.css("article[id], article[class], article [id], article [class]"):
        yield from check_classes(node)


def check_texts(tree: LexborHTMLParser) -> Iterator[str]:
    """Yield the invisible characters of all texts."""
    if tree.root is not None and _may_hide(tree):
        for node in tree.root.traverse(include_text=True):
            if node.is_text_node:
                yield from _check_text(node)


def _may_hide(tree: LexborHTMLParser) -> bool:
    """Return whether texts hold invisible characters, other than operators in formulas: most do not, which is fast."""
    text = tree.root.text() if tree.root is not None else ""
    hidden = {one for one in set(text) if is_hidden(one)} - ALLOWED
    if not hidden <= OPERATORS:
        return True
    marks = "".join(operator.text(deep=False) for operator in tree.css("mo")) if hidden else ""
    return any(text.count(one) != marks.count(one) for one in hidden)


def _check_text(node: Any) -> Iterator[str]:
    text, parent = node.text_content or "", node.parent.tag if node.parent is not None else ""
    if parent != "script":
        yield from _hidden(text, OPERATORS if parent in MATHS.split() else set())


def _hidden(text: str, also: set[str] = set()) -> Iterator[str]:  # noqa: B006 - it is never changed
    for at in hidden_positions(text):
        if text[at] not in ALLOWED | also:
            yield f"holds the invisible character {describe(text[at])}"


def check_element(node: Any, policy: str) -> Iterator[str]:
    """Yield what is wrong with an element by itself."""
    tag, given = node.tag, node.attributes
    if tag not in TAGS:
        yield f"holds <{tag}>"
        return
    for name, value in given.items():
        allowed = ATTRIBUTES.get(name)
        if allowed is None or not allowed.fullmatch(value or ""):
            yield f"holds <{tag} {name}={value!r}>"
        elif value and not value.isascii():
            yield from _hidden(value)
    if tag == "script":
        yield from _check_script(node, policy)
    elif tag == "link" and given.get("rel") not in LINKS:
        yield f"holds a link to {given.get('rel')!r} in its head"
    elif tag == "input" and given.get("type") not in FIELDS:
        yield f"holds a field of the kind {given.get('type')!r}"
    elif tag == "img" and ":" in (given.get("src") or ""):
        yield f"loads a picture from elsewhere: {given.get('src')}"


def _check_script(node: Any, policy: str) -> Iterator[str]:
    source = node.attributes.get("src")
    if source is not None:
        if not SCRIPT.fullmatch(source):
            yield f"loads the script {source!r}"
    elif node.attributes.get("type") not in DATA:
        code = node.text()
        pin = "sha256-" + base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
        if pin not in policy:
            yield f"holds an inline script that is not pinned: {code[:60]!r}: '{pin}'"


def check_classes(node: Any) -> Iterator[str]:
    """Yield ids and classes that make an element look like a part of the site's frame to a reader or a script."""
    if (name := node.attributes.get("id") or "").startswith("__") and not OWN_ID.fullmatch(name):
        yield f"holds the id {name} in its text"
    for name in (node.attributes.get("class") or "").split():
        if FRAME_CLASS.fullmatch(name) and name not in ARTICLE_CLASSES:
            yield f"holds the class {name} in its text"
