"""The check refuses every attack in a page, each in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookbinder.base.registry import GUIDE
from bookbinder.rules.check import check
from tests.bookbinder.model import CONFIG, FILES, PAGE, write_model
from tests.bookbinder.rules.hostile_pages import ATTACKS, LIVES, VALUES, Attack

pytestmark = pytest.mark.no_cover  # measured, they take half as long again; the tests of mistakes run the same lines

LIBRARY = "docs/reference/index.md"


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_an_attack_in_a_page_is_refused_in_one_line(tmp_path: Path, attack: Attack) -> None:
    write_model(tmp_path)
    text = FILES.get(attack.file, "")
    assert attack.old in text
    (tmp_path / attack.file).parent.mkdir(exist_ok=True)
    text = text.replace(attack.old, attack.new, 1) if attack.old else attack.new
    (tmp_path / attack.file).write_bytes(text.encode("utf-8", "surrogatepass"))
    if attack in LIVES.values():
        (tmp_path / "snippets/one/first.py").write_text(VALUES)
    if attack.file == LIBRARY:
        (tmp_path / "mkdocs.yml").write_text(CONFIG.replace("nav:\n", "nav:\n  - Library: reference/index.md\n"))
    problems = check(tmp_path, lambda text: None)
    assert attack.rule in {problem.rule for problem in problems}, [str(problem) for problem in problems]
    assert {problem.path for problem in problems if problem.rule == attack.rule} == {attack.file}
    for said in map(str, problems):
        assert said.isprintable()
        assert len(said) < 3_000
        assert said.endswith(")")
        assert GUIDE in said


GOOD = [
    "An emoji \u2764\ufe0f, \U0001f469\u200d\U0001f52c, \U0001f3f3\ufe0f\u200d\U0001f308 and 1\ufe0f\u20e3. A link",
    "H<sub>2</sub>O, <kbd>Enter</kbd>, <b title='bold'>b</b> and a<br>b. A link",
    '<div class="card" markdown>\nA card.\n</div>\n\nA link',
    "Words.\n{ .lead }\n\nA link",
    "### More of it { #more-of-it }\n\nA link",
    "<https://example.org/x?y=1&z=2> and [there](https://example.org/a_(b)). A link",
    "[by mail](mailto:a@example.org), [there][1]. A link\n\n[1]: https://example.org/x",
    "`{{ x }}`, `{% x %}`, `::: x`"[:21] + ", `<script>`, `{a=1}` and `&nbsp;`. A link",
    "<!-- A note to editors: x < y, or <b>. -->\n\nA link",
    r"$\left\{\frac{\partial \bigl(a_{i}\bigr)}{\sqrt{b}}\right\}$ and $[0, 1)$, $\{x \mid x < 1\}$, $a<b$. A link",
    "The set {a, b} of two classes, and {0, 1} of labels. A link",
    "5 < 6, a < b & c > d, R&D. A link",
    '```python title="a.py"\nx = {"a": "<b>"}\n```\n\nA link',
    "Mail <a.b+c@example.org>, and [x](two.md 'How it is'). A link",
    r"$\begin{cases} x & \text{if } x > 0 \\ 0 & \text{else} \end{cases}$, $\int\!\!\int f$, $\phantom{-}1$. A link",
    "`code over\ntwo lines` and\n\n$$\n\\begin{aligned}\na &<b \\\\\nc &= \\{x\\}\n\\end{aligned}\n$$\n\nA link",
    "~~~text\n```\n~~~\n\n- item\n\n    ```python\n    x = 1\n\n    y = 2\n    ```\n\nA link",
    "naïve façade, 東京, Ελληνικά, עברית, العربية, π ≈ 3, −∞. A link",
]


@pytest.mark.parametrize("text", GOOD)
def test_text_that_only_resembles_an_attack_is_accepted(tmp_path: Path, text: str) -> None:
    write_model(tmp_path)
    page = tmp_path / PAGE
    page.write_text(page.read_text(encoding="utf-8").replace("A link", text, 1), encoding="utf-8")
    assert [str(problem) for problem in check(tmp_path, lambda text: None)] == []
