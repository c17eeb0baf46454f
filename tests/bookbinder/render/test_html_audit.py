"""A built page that holds anything forbidden is not published, whatever put it there."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookbinder.render.html_audit import audit_page
from bookbinder.site.site_audit import site_problems

POLICY = "default-src 'none'; script-src 'self' 'sha256-HyBrEcI+KMwlDe1/wAmNOCOoRnpUNA8axOU1y4VEST8='"  # of x=1
META = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
PAGE = (
    f'<!doctype html><html lang="en"><head>{META}<meta charset="utf-8"><title>T</title>'
    '<link rel="stylesheet" href="../assets/sheet.css"></head><body dir="ltr"><article class="md-typeset">'
    '<h1 id="t">T</h1><p>HERE</p></article><script>x=1</script><script src="../assets/book.js" defer></script>'
    '<script type="application/json">{"a": "<b>"}</script></body></html>'
)
HOSTILE = {
    "<script>alert(1)</script>": "an inline script that is not pinned",
    "<SCRIPT SRC=//example.org/x.js></SCRIPT>": "loads the script",
    '<script src="../assets/evil.js"></script>': "loads the script",
    '<script src="//example.org/assets/book.js"></script>': "loads the script",
    '<script src="https://example.org/assets/book.js"></script>': "loads the script",
    '<script src="data:text/javascript,x()"></script>': "holds <script src",
    '<script type="module">x()</script>': "an inline script that is not pinned",
    "<svg onload=x()></svg>": "holds <svg onload",
    "<svg><script>x()</script></svg>": "an inline script that is not pinned",
    "<svg><a href='javascript:x()'><text>x</text></a></svg>": "holds <a href",
    "<svg><foreignObject><p>x</p></foreignObject></svg>": "holds <foreignObject>",
    "<svg><animate attributeName=href values=javascript:x()></animate></svg>": "holds <animate>",
    "<svg><image href='x.svg'></image></svg>": "holds <image>",
    "<svg><style>*{fill:red}</style></svg>": "holds <style>",
    '<a href="javascript:x()">x</a>': "holds <a href",
    '<a href=" JaVaScRiPt:x()">x</a>': "holds <a href",
    '<a href="java&#10;script:x()">x</a>': "holds <a href",
    '<a href="data:text/html,x">x</a>': "holds <a href",
    '<a href="//example.org/x">x</a>': "holds <a href",
    '<a href="/\\example.org">x</a>': "holds <a href",
    '<a href="vbscript:x">x</a>': "holds <a href",
    '<a href="x" target="_blank" ping="https://example.org">x</a>': "holds <a target",
    '<img src="https://example.org/x.png" alt="x">': "loads a picture from elsewhere",
    '<img src="x.png" alt="x" onerror="x()">': "holds <img onerror",
    '<img src="x.png" srcset="//example.org/x.png">': "holds <img srcset",
    "<iframe src=x></iframe>": "holds <iframe>",
    "<object data=x></object>": "holds <object>",
    "<embed src=x>": "holds <embed>",
    "<base href='https://example.org/'>": "holds <base>",
    '<meta http-equiv="refresh" content="0;url=x">': "holds <meta http-equiv",
    '<link rel="import" href="x">': "a link to 'import'",
    '<link rel="preload" href="x">': "a link to 'preload'",
    "<style>body{display:none}</style>": "holds <style>",
    '<p style="position:fixed;inset:0">x</p>': "holds <p style",
    '<p style="background:url(x)">x</p>': "holds <p style",
    '<p style="max-width: 1px; position: fixed">x</p>': "holds <p style",
    '<form action="https://example.org"><input type="password"></form>': "holds <form action",
    '<input type="password">': "a field of the kind 'password'",
    "<input>": "a field of the kind None",
    "<textarea></textarea>": "holds <textarea>",
    "<template><script>x()</script></template>": "holds <template>",
    "<noscript><img src=x></noscript>": "holds <noscript>",
    "<video src=x></video>": "holds <video>",
    "<marquee>x</marquee>": "holds <marquee>",
    "<x-y>x</x-y>": "holds <x-y>",
    '<div class="md-overlay">x</div>': "the class md-overlay",
    '<div class="note book-header">x</div>': "the class book-header",
    "<math><maction actiontype='statusline'>x</maction></math>": "holds <maction>",
    "<math><mi href='javascript:x()'>x</mi></math>": "holds <mi href",
    "<math><mspace width='-100em'></mspace></math>": "holds <mspace width",
    "<math><mpadded voffset='90em'><mi>x</mi></mpadded></math>": "holds <mpadded voffset",
    "<math><mtext><img src=x onerror=x()></mtext></math>": "holds <img onerror",
    "a\u202eb": "invisible character U+202E",
    "a&#x200b;b": "invisible character U+200B",
    "a\U000e0041b": "invisible character U+E0041",
    '<b title="a&#x202e;b">x</b>': "invisible character U+202E",
    # Neighbours in other elements neither build an emoji nor make a formula.
    "\U0001f468<b>\u200d</b>\U0001f468": "invisible character U+200D",
    "\u00a9<b>\ufe0f</b>": "invisible character U+FE0F",
    "1<b>\ufe0f</b>\u20e3": "invisible character U+FE0F",
    "<math><mtext><span>\u2062</span></mtext></math>": "invisible character U+2062",
    "a\u2062b <math><mo>\u2062</mo></math>": "invisible character U+2062",
    "</p></article><iframe></iframe><article><p>": "holds <iframe>",
    "<!--><script>y()</script>-->": "an inline script that is not pinned",
    "<p x='<!--'><script>y()</script>": "an inline script that is not pinned",
}
GOOD = [
    "plain",
    '<a href="../x/#y">x</a>, <a href="https://example.org/a:b?c=d">x</a>, <a href="mailto:a@example.org">x</a>',
    '<img src="../assets/x.png" alt="x">',
    '<math display="block"><mrow><mi>x</mi><mo>\u2061</mo><mspace width="1em"></mspace></mrow></math>',
    '<svg viewBox="0 0 1 1" role="img" aria-label="x"><use href="#a"></use><path style="fill: none" d="M0 0"/></svg>',
    '<div class="admonition answer"><p class="admonition-title">x</p></div><span class="n">x</span>\u00a0y',
    '<details class="exercise"><summary>x</summary></details><td style="text-align: right;">1</td>',
    "<!-- a comment --> &lt;script&gt;",
    "\u2764\ufe0f, naïve, 東京, العربية",
]


def test_a_good_page_passes() -> None:
    assert list(audit_page(PAGE, POLICY)) == []


@pytest.mark.parametrize("text", GOOD)
def test_what_pages_are_made_of_passes(text: str) -> None:
    assert list(audit_page(PAGE.replace("HERE", text), POLICY)) == []


@pytest.mark.parametrize(("text", "says"), HOSTILE.items(), ids=HOSTILE)
def test_forbidden_content_is_reported(text: str, says: str) -> None:
    said = list(audit_page(PAGE.replace("HERE", text), POLICY))
    assert any(says in one for one in said), said


@pytest.mark.parametrize(
    "page",
    [
        PAGE.replace(META, ""),
        PAGE.replace(META, "") + META,
        PAGE.replace(META, f"<title>x</title>{META}"),
        PAGE.replace(POLICY, "default-src *"),
        PAGE.replace(META, META.replace("<meta", "<!-- --!><p>x</p><meta")),
        PAGE.replace("<head>", "").replace("</head>", "").replace(META, f"<p>x</p>{META}"),
        "<b onload=x()>x</b>",
        "",
    ],
)
def test_a_page_that_does_not_begin_with_its_policy_is_reported(page: str) -> None:
    assert any("does not begin with the content security policy" in one for one in audit_page(page, POLICY))


@pytest.mark.parametrize(
    "name",
    ["evil.html", "a/EVIL.HTML", "x.htm", "_worker.js", "functions/x.js", "a.js", "assets/x.mjs", ".htaccess", "CNAME",
     "_redirects", "a/b.xhtml", "downloads/x.exe", "assets/javascripts/x.js", "a.pdf", "page/index.html/x.svgz"],
)  # fmt: skip
def test_a_file_that_the_book_does_not_make_is_reported(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text(PAGE)
    (problem,) = site_problems({"index.html": "docs/index.md"}, {}, POLICY, tmp_path)
    assert problem.path == f"docs/{name}"
    assert "but no build makes it" in problem.what


def test_a_link_in_a_site_is_reported_and_not_read(tmp_path: Path) -> None:
    (tmp_path / "index.html").symlink_to(tmp_path.parent / "secret")
    (problem,) = site_problems({"index.html": "docs/index.md"}, {}, POLICY, tmp_path)
    assert problem.path == "docs/index.html"


def test_a_page_with_many_faults_is_reported_in_a_few_lines_at_its_source(tmp_path: Path) -> None:
    pages = {"index.html": PAGE.replace("HERE", "".join(HOSTILE))}
    problems = list(site_problems({"index.html": "docs/index.md"}, pages, POLICY, tmp_path))
    assert len(problems) == 3
    assert {problem.path for problem in problems} == {"docs/index.md"}
