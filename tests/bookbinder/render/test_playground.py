"""The playground's fence: the examples that it accepts, and the table for readers without scripts."""

from __future__ import annotations

import html
import json
import re

import pytest

from bookbinder.base.problems import Wrong
from bookbinder.render.playground import read_presets, render_playground

IMAGES = "Image 1: cat 16.917, dog 0.772\nImage 2: cat 1.004, dog 0.709\n"


def test_examples_are_read_line_by_line() -> None:
    first, second = read_presets(IMAGES)
    assert first == ("Image 1", ["cat", "dog"], [16.917, 0.772])
    assert second.name == "Image 2"
    assert read_presets("Far: big dog -1e3, a -0.5, b +2")[0].logits == [-1000.0, -0.5, 2.0]


@pytest.mark.parametrize(
    "line", ["no colon", "A: cat", "A: cat 1", "A: a 1, b two", "A: " + ", ".join(["a 1"] * 7), ""]
)
def test_a_line_that_is_not_an_example_is_refused(line: str) -> None:
    with pytest.raises(Wrong):
        read_presets(line)


def test_the_table_shows_the_probabilities_of_softmax() -> None:
    rows = re.findall(r"<td>(.*?)</td>", render_playground(IMAGES))
    assert rows[:6] == ["cat", "16.917", "0.999999903", "dog", "0.772", "9.735e-08"]
    assert rows[6:] == ["cat", "1.004", "0.5732", "dog", "0.709", "0.4268"]


def test_a_line_more_unfolds_the_rest_and_is_no_example() -> None:
    assert '"lab-more" open>' in render_playground(f"{IMAGES}more\n")
    assert '"lab-more">' in render_playground(IMAGES)
    assert len(read_presets(f"{IMAGES}more\n")) == 2
    with pytest.raises(Wrong):
        read_presets("more")


def test_names_are_text_and_not_markup() -> None:
    shown = render_playground('<b>: <i> 1, "x" 2')
    assert "<b>" not in shown
    data = re.search(r'data-presets="([^"]*)"', shown)
    assert data
    assert json.loads(html.unescape(data[1]))[0]["classes"] == ["<i>", '"x"']
