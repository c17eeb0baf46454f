"""The flow's fence: the paths that it accepts, and lists that say the same without a style sheet."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from bookbinder.base.problems import Wrong
from bookbinder.extension.text_audit import text_problems
from bookbinder.render.flow import flow_as_list, read_paths, render_flow

TWICE = "right: logits -> CrossEntropyLoss\nwrong: logits -> softmax -> CrossEntropyLoss (softmax again)\n"


def test_each_line_is_a_path_with_its_label_steps_and_notes() -> None:
    right, wrong = read_paths(TWICE)
    assert right == ("right", [("logits", ""), ("CrossEntropyLoss", "")])
    assert wrong == ("wrong", [("logits", ""), ("softmax", ""), ("CrossEntropyLoss", "softmax again")])


@pytest.mark.parametrize(
    ("step", "read"),
    [
        ("softmax(z)", ("softmax(z)", "")),
        ("softmax(z) (again)", ("softmax(z)", "again")),
        ("loss (of f(x) and g(y))", ("loss", "of f(x) and g(y)")),
        ("one (two) (three)", ("one (two)", "three")),
        ("(alone)", ("(alone)", "")),
        ("z[:, 0]: a view", ("z[:, 0]: a view", "")),
    ],
)
def test_only_brackets_at_the_end_of_a_step_are_a_note(step: str, read: tuple[str, str]) -> None:
    (path,) = read_paths(f"when you predict: logits -> {step}")
    assert path == ("when you predict", [("logits", ""), read])


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("", "the flow has 0 paths"),
        ("a: b -> c\n" * 7, "the flow has 7 paths"),
        ("logits -> loss", "'logits -> loss' is not a label, a colon and steps"),
        ("a label of more than four words: b -> c", "is not a label"),
        ("right: logits", "'right: logits' has 1 step"),
        ("right:", "'right:' is not a label"),
        ("right: " + " -> ".join("abcdefg"), "has 7 steps"),
        ("right: a -> b ->", "'b ->' is not a step between two arrows"),
        ("right: a ->  -> b", "is not a step"),
        ("right: a->b -> c", "'a->b' is not a step"),
        ("right: a -> `b`", "holds `, and a flow is plain text"),
        ("right: $z$ -> b", "holds $, and"),
        ("right: a -> **b**", "holds **, and"),
        ("right: a -> [b](c.md)", "holds ](, and"),
        (f"right: a -> {'b' * 61}", "has 61 characters, more than 60"),
    ],
)
def test_a_line_that_is_not_a_path_is_refused_with_its_reason(line: str, says: str) -> None:
    with pytest.raises(Wrong) as wrong:
        read_paths(line)
    assert says in wrong.value.what
    assert wrong.value.rule == "flow"


def test_without_a_style_sheet_it_reads_as_labels_with_lists_of_steps() -> None:
    page = LexborHTMLParser(render_flow(TWICE))
    paths = [item for item in page.css("ul > li") if item.css_first("ol")]
    assert [label.text() for item in paths for label in item.css("span.label")] == ["right:", "wrong:"]
    steps = [[step.text() for step in item.css("ol > li")] for item in paths]
    assert steps == [["logits", "CrossEntropyLoss"], ["logits", "softmax", "CrossEntropyLoss (softmax again)"]]


def test_right_and_wrong_are_marked_and_other_labels_are_not() -> None:
    shown = render_flow("Right: a -> b\nwrong: a -> b\ntraining: a -> b\n")
    assert [item.attributes.get("class") for item in LexborHTMLParser(shown).css("ul.flow > li")] == [
        "right",
        "wrong",
        None,
    ]


def test_its_text_is_text_and_its_html_is_what_a_page_may_hold() -> None:
    shown = render_flow('<b>: <i>x</i> -> "y" & z (<script>)\n')
    assert "<b>" not in shown
    assert "&lt;i&gt;x&lt;/i&gt;" in shown
    assert "<small>(&lt;script&gt;)</small>" in shown
    assert [*text_problems("docs/questions/one.md", shown)] == []


def test_as_markdown_it_is_a_list_in_which_nothing_is_markup() -> None:
    assert flow_as_list("wrong: log_softmax(z) -> [CLS] * 2 (x < y)\n") == [
        r"- **wrong:** log\_softmax(z) → \[CLS\] \* 2 (x \< y)"
    ]
