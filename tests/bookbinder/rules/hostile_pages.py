"""What a page, a file or a front matter of a stranger may hold to attack: each by what the check says of it."""

from __future__ import annotations

from typing import NamedTuple

from tests.bookbinder.model import PAGE
from tests.bookbinder.rules.mistakes import REFERENCES


class Attack(NamedTuple):
    """An edit of one file of the smallest book (all of it where `old` is empty), and the rule that it breaks."""

    rule: str
    new: str
    file: str = PAGE
    old: str = "A link"


def _page(rule: str, *texts: str) -> dict[str, Attack]:
    return {f"{rule}: {text[:60]!r}": Attack(rule, f"{text}\n\nA link") for text in texts}


def _front(rule: str, *texts: str) -> dict[str, Attack]:
    return {f"{rule}: {text[:60]!r}": Attack(rule, f"{text}\nadded:", old="added:") for text in texts}


CODE_OUTSIDE = _page(
    "library-block",
    "::: logitbook.softmax\n    options:\n      extensions: [snippets/one/first.py]",
    "::: logitbook.softmax\n    options: {extensions: [snippets/one/first.py]}",
    "## ::: logitbook.softmax",
    "> ::: os",
    "- ::: os.path",
    '!!! note "x"\n    ::: logitbook',
    "`a\n::: logitbook\nb`",
    "$a\n::: logitbook\nb$",
    "Term\n:   ::: logitbook",
) | {
    f"on the library's page: {options[:50]!r}": Attack(
        "library-block", f"# Library\n\n::: {options}\n", "docs/reference/index.md", ""
    )
    for options in (
        "logitbook.softmax\n    options:\n      extensions: [snippets/one/first.py]",
        "logitbook.softmax\n    options: {extensions: [snippets/one/first.py]}",
        "logitbook.softmax\n    handler: other",
        "logitbook.softmax\n    options:\n      members: !!python/name:os.system",
        "os.system",
        "snippets.one.first",
        "logitbook\n    options:\n      show_source: true\n      paths: [snippets]",
    )
}
FENCES = _page(
    "fence-options",
    '```python exec="on"\nprint(1)\n```',
    '```python exec="true" session="a"\nprint(1)\n```',
    '```sh exec="on"\nid\n```',
    "```python {exec=on}\nprint(1)\n```",
    '~~~python title="a" exec="1"\nprint(1)\n~~~',
    '```text onclick="x"\nx\n```',
    '```pyodide install="numpy"\nprint(1)\n```',
)
TEMPLATES = _page(
    "template",
    "{{ config }}",
    "{% include 'x' %}",
    "It is {{ 7 * 7 }}.",
    '--8<-- "docs/references.yml"',
    "- {%- raw -%}",
    "> {{ page.meta }}",
)
TAGS = _page(
    "raw-html",
    '<script src="../../assets/evil.js"></script>',
    "<SCRIPT>alert(1)</SCRIPT>",
    '<meta http-equiv="refresh" content="0;url=https://example.org">',
    '<meta content="0;url=https://example.org" http-equiv="refresh" />',
    '<b onclick="x()">b</b>',
    "<svg onload=x()></svg>",
    '<img src="x.png" alt="x" onerror="x()">',
    '<iframe src="https://example.org"></iframe>',
    "<style>body{display:none}</style>",
    '<a href="javascript:x()">a</a>',
    '<form action="https://example.org"><b>x</b></form>',
    '<base href="https://example.org/">',
    '<object data="x.svg"></object>',
    "<div>x</div>",
    '<div markdown style="position:fixed">x</div>',
    '<div markdown class="md-overlay">x</div>',
    '<span id="__search">x</span>',
    "<details open ontoggle=x()><summary>x</summary></details>",
    "<math><mi>x</mi></math>",
    "<template><b>x</b></template>",
    "<noscript><b>x</b></noscript>",
    "`a\n<script src='../../assets/evil.js'></script>\nb`",
    "$a\n<script src='../../assets/evil.js'></script>\nb$",
    "> <script src='../../assets/evil.js'></script>",
    "- <script src='../../assets/evil.js'></script>",
    "<!--> <script src='x.js'></script> -->",
    "<!-- x --!> <script src='x.js'></script> -->",
    "<logit-lab data-presets='x'></logit-lab>",
    "<b\nonclick=x()>b</b>",
    "<b title='a>b' onclick=x()>b</b>",
)
ATTRIBUTES = _page(
    "attributes",
    '[two](two.md){: style="position:fixed;inset:0" }',
    "*A*{ onclick=x() }",
    "*A*{ hidden }",
    "Words.\n{: .md-overlay }",
    "Words.\n{ #__search }",
    "### Head { onmouseover=x }",
    "`code`{ style=color:red }",
    "$x${ .md-nav }",
    "| a |\n|---|\n| b | {: hidden }",
)
LINKS = _page(
    "link-scheme",
    "[x](javascript:alert)",
    "[x](JaVaScRiPt:alert)",
    "[x](data:text/html,x)",
    "[x](vbscript:x)",
    "[x](//example.org/x)",
    "[x](file:///etc/passwd)",
    "[x](blob:x)",
    "[x][1]\n\n[1]: javascript:alert",
    "[x][1]\n\n[1]: data:text/html,x",
    "> [1]: javascript:alert\n\n[x][1]",
) | _page(
    "page-link",
    "[x](../../../../../../etc/passwd)",
    "[x](../../mkdocs.yml)",
    "[x](&#106;avascript:alert)",
    "[x](../../snippets/one/first.py)",
    "[x](..)",
    "[x](<javascript:alert>)",
    "![x](../../snippets/one/first.out)",
)
CHARACTERS = {
    f"U+{code:04X} in a page": Attack("hidden-characters", f"A{chr(code)} link")
    for code in (
        *(0x00, 0x08, 0x7F, 0x85, 0xA0, 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x180B, 0x180E, 0x2009, 0x200B),
        *(0x200C, 0x200D, 0x202E, 0x202F, 0x2060, 0x2063, 0x206A, 0x2800, 0x3000, 0x3164, 0xE000, 0xFE0F, 0xFEFF),
        *(0xFFA0, 0xFFF9, 0xFFFE, 0x16FE4, 0x1D159, 0x1D173, 0xE0001, 0xE0041, 0xE0100, 0xF0000, 0x10FFFF),
    )
} | _page(
    "hidden-characters", "a&#x202E;b", "a&#8203;b", "a&ZeroWidthSpace;b", "a&shy;b", "a&rlm;b", "a&nbsp;b", "&#x34F"
)
FRONT = _front(
    "front-matter",
    "see_also: &a [two]",
    "see_also: [*a]",
    "title: !!python/object/apply:os.system [id]",
    "title: !!python/name:os.system",
    "see_also: !!int abc",
    "see_also: !!timestamp abc",
    "see_also: !<tag:example.org,2000:x> y",
    'see_also: "\\UFFFFFFFF"',
    'see_also: "\\u202e"',
    'see_also: ["\\U000E0041"]',
    'see_also: "\\uD800"',
    "see_also: " + "[" * 2000,
    "see_also: " + "[" * 9 + "]" * 9,
    "see_also: " + "{a: " * 9 + "}" * 9,
    f"see_also: {'1' * 5000}",
    "? [a, b]\n: c",
    "<<: {a: b}",
    "x: " + "y" * 7000,
) | _front(
    "known-keys",
    "__lines__: [a]",
    "template: evil.html",
    "render_macros: true",
    "search: {exclude: true}",
    "markdown_extensions: [evil]",
    "hooks: [snippets/one/first.py]",
)
FRONT |= {
    "a page of no question with a template": Attack(
        "known-keys", "---\ntemplate: evil.html\n---\n# Losses\n", "docs/topics/losses/index.md", ""
    ),
    "a title that is HTML": Attack(
        "lists-of-texts", "---\ntitle: <script>x</script>\n---\n# Losses\n", "docs/topics/losses/index.md", ""
    ),
    "a title that is a template": Attack(
        "lists-of-texts", "---\ntitle: '{{ config }}'\n---\n# Losses\n", "docs/topics/losses/index.md", ""
    ),
    "a date before the book": Attack("dates", "added: 0001-01-01", old="added: 2026-01-01"),
    "a date of no year": Attack("dates", "added: 99999-01-01", old="added: 2026-01-01"),
    "references that refer": Attack("references-file", "a-1990: &a {x: *a}\n", REFERENCES, ""),
    "references with a tag": Attack("references-file", "a-1990: !!python/name:os.system\n", REFERENCES, ""),
    "references named twice": Attack("references-file", "a-1990: {}\na-1990: {}\n", REFERENCES, ""),
    "references that nest": Attack("references-file", "a-1990: " + "[" * 3000, REFERENCES, ""),
    "references with an override": Attack("references-file", 'a-1990: "\\u202e"\n', REFERENCES, ""),
}
FORMULAS = _page(
    "formula",
    "$" + r"\sqrt{" * 8000 + "x" + "}" * 8000 + "$",
    "$" + "{" * 20_000 + "$",
    "$" + "x_{" * 6000 + "x" + "}" * 6000 + "$",
    "$" + r"\sqrt " * 1500 + "x$",
    "$" + r"\left(" * 300 + "x" + r"\right)" * 300 + "$",
    "$" + r"\begin{matrix}" * 130 + "x" + r"\end{matrix}" * 130 + "$",
    "$" + "(" * 40 + "x$",
    "$" + r"\langle " * 40 + "x$",
    "$" + "{(}" * 40 + "x$",
    "$" + r"\bigl[" * 30 + "x$",
    "$" + "\u27e8" * 40 + "x$",
    r"$\newcommand{\a}{x}\a$",
    r"$\def\a{\a}\a$",
    r"$\hspace{-100em}x$",
    r"$\raisebox{100em}{x}$",
    "$" + "x" * 3000 + "$",
)
LIVES = {
    f"a live value as {expression[:40]!r}": Attack(rule, f"`#!live {expression}`", old="`#!live first.x:.1f`")
    for rule, expression in [
        ("live-format", "first.x:300000000.2f"),
        ("live-format", "first.x:999999999999d"),
        ("live-format", "first.code:999999999999d"),
        ("live-format", "first.code:300000000x"),
        ("live-format", "first.huge:e"),
        ("live-format", "first.x:.300f"),
        ("live-format", "first.code:c"),
        ("live-format", "first.surrogate:c"),
        ("live-format", "first.huge:.2f"),
        ("live-format", "first.huge:d"),
        ("live-format", "first.x:n"),
        ("live-format", "first.x:{0}"),
        ("live-format", "first.words:s"),
        ("live-form", f"first.x[{'9' * 5000}]"),
        ("live-form", "first.x[1][2]"),
        ("live-form", "first.__class__.__name__"),
        ("live-form", "first.x.real"),
    ]
}
VALUES = "x = 1.25\nprint(x)\ncode = 8238\nsurrogate = 55296\nhuge = 2**1024 - 1\nwords = 'a\\nb'\n"
LABS = {
    f"a playground with {line[:40]!r}": Attack("playground", line, old="Image: cat 1, dog 2")
    for line in (
        "Image: cat 1e999, dog 2",
        "Image: cat -1e999, dog 2",
        f"Image: cat {'9' * 400}, dog 2",
        "Image: cat nan, dog 2",
        "Image: cat inf, dog 2",
        "Image: cat 1, dog 2, a 3, b 4, c 5, d 6, e 7",
        "Image: cat 1..2, dog 2",
    )
}
EVENT = '<b onclick="x()">b</b>'
# What an engine reads otherwise than it stands: here nothing of the text is code, a formula or a comment.
READ_OTHERWISE = (
    _page(
        "raw-html",
        f"`a\n### x {EVENT}\nb`",
        f"`a\n> x {EVENT}\nb`",
        f"`a\n<!-- x --> {EVENT}\nb`",
        f'`a\n<div markdown class="card">{EVENT}</div>\nb`',
        f"    `a\nx {EVENT} `",
        f"$a\n> x {EVENT} $",
        f"$$ a\n\nx {EVENT} y\n\n$$",
        f"\\begin{{align}} a\n\nx {EVENT} y\n\n\\end{{align}}",
        f"Word <!-- a\n\n{EVENT} c -->",
        f"Word \\<!-- {EVENT} -->",
        f"<!-- ` --> {EVENT} <!-- ` -->",
        f"<div markdown>`</div> {EVENT} <div markdown>`</div>",
    )
    | _page(
        "closed-code",
        f"\\` {EVENT} `",
        f"\\` {EVENT} \\`",
    )
    | _page(
        "closed-fence",
        f"    ```text\n{EVENT}\n    ```",
        f"```text\n{EVENT}\n````",
        f"~~~text\n{EVENT}\n~~~~",
    )
)
HOVERED = _page(
    "raw-html",
    "[x](https://example.org '&lt;img src=x onerror=y&gt;')",
    '<b title="&lt;img src=x onerror=alert(1)&gt;">b</b>',
    "*[link]: &lt;img src=x onerror=alert(1)&gt;",
    "[x][1]\n\n[1]: https://example.org '&lt;img src=x&gt;'",
)
DEFINED = _page(
    "link-scheme",
    f"[x][{'a' * 201}]\n\n[{'a' * 201}]: javascript:alert(1)",
    "- [1]: javascript:alert(1)\n\n[x][1]",
    "1. [1]: javascript:alert(1)\n\n[x][1]",
    "Term\n:   [1]: javascript:alert(1)\n\n[x][1]",
)
PICTURES = _page(
    "image",
    "![x][1]\n\n[1]: https://example.org/x.png",
    "![x][]\n\n[x]: https://example.org/x.png",
    "![[x]](https://example.org/x.png)",
    "![a [b] c](https://example.org/x.png)",
    "![a\\]](https://example.org/x.png)",
)
BLOCKS = _page(
    "block-title",
    "- !!! md-overlay\n        x",
    "> !!! md-overlay hidden\n>     x",
    '1. ??? md-nav "x"\n\n        y',
) | {
    "a block of the theme on a page of no question": Attack(
        "block-title", "# Losses\n\n!!! md-overlay hidden\n    x\n", "docs/topics/losses/index.md", ""
    )
}
NAMES = _page("attributes", "### \\_\\_config", '### `"__config"`', "> ## \\_\\_search")
UNSEEN = _page(
    "formula",
    r"$\phantom{\text{words that nobody sees}}$",
    r"$\color{white}{x}$",
    r"$\textcolor{white}{x}$",
    "$x" + r"\!" * 100 + "y$",
    "$" + r"\lang " * 40 + "x$",
    "$" + r"\llparenthesis " * 40 + "x$",
    r"$\boxed{x}$",
)
PHRASINGS = {
    f"{rule}: asked as {text[:50]!r}": Attack(rule, f"- {text}", old="- when one")
    for rule, text in [
        ("raw-html", f"'why {EVENT}'"),
        ("raw-html", '"*[question]: &lt;img src=x onerror=y&gt;"'),
        ("lists-of-texts", '"x\\n\\n<script>alert(1)</script>"'),
        ("lists-of-texts", '"!!! md-overlay"'),
        ("lists-of-texts", "'### __config'"),
        ("link-scheme", '"[x](javascript:alert(1))"'),
        ("link-scheme", '"[1]: javascript:alert(1)"'),
        ("library-block", '"::: os"'),
        ("attributes", '"x { .md-overlay }"'),
        ("image", '"![a](https://example.org/y.png)"'),
        ("template", '"{{ config }}"'),
    ]
}
CITED = {
    f"a reference with {text[:50]!r}": Attack("references-file", f"title: {text}", REFERENCES, "title: B")
    for text in (
        f"'{EVENT}'",
        '"a\\n\\n<script>x</script>"',
        "[a, b]",
        "B\n  url: javascript:alert(1)",
        "B\n  url: 'https://example.org/) [x](javascript:alert(1)'",
        "B\n  doi: '1](javascript:x) [b'",
    )
}
SIZES = _page("page-size", "[" * 1_100, "[^1] " * 400 + "\n\n[^1]: x", "\n".join(f"*[w{n}]: x" for n in range(120)))
SIZES |= _page("page-size", "](" * 600, "<b>" * 1_100, "$a$ " * 600, "`a` " * 600, "\n" * 2_100)
HEADERS = {
    "a header that only engines read": Attack(
        "front-matter", "Title: x\nTemplate: 404.html\n\n# Losses\n", "docs/topics/losses/index.md", ""
    ),
    "a front matter that engines take for text": Attack(
        "front-matter", f"---\n# {EVENT}\ntitle: Losses\n---", "docs/topics/losses/index.md", ""
    ),
}
ATTACKS = READ_OTHERWISE | HOVERED | DEFINED | PICTURES | BLOCKS | NAMES | UNSEEN | PHRASINGS | CITED | SIZES | HEADERS
ATTACKS |= CODE_OUTSIDE | FENCES | TEMPLATES | TAGS | ATTRIBUTES | LINKS | CHARACTERS | FRONT | FORMULAS | LIVES | LABS
