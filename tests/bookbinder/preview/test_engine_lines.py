"""The engine's warnings of links and tracebacks are dropped from its output; other lines are printed."""

from __future__ import annotations

import pytest

from bookbinder.preview.engine_lines import EngineLines

# As Zensical and MkDocs write them, on a terminal and elsewhere.
BOX = """\
{w}Warning:{e} page does not exist
    {g}╭{e}{g}─{e}{g}[{e} questions/what-is-a-logit.md:34:9 {g}]{e}
    {g}│{e}
 {g}34 │{e} {g}S{e}{g}e{e}{g}e{e} [x](nope.md)
 {g}   │{e}         {w}─{e}{w}─{e}{w}┬{e}
 {g}   │{e}            {w}╰{e}{w}─{e} page does not exist
{g}────╯{e}
"""
DULL, BRIGHT = {"w": "", "g": "", "e": ""}, {"w": "\x1b[33m", "g": "\x1b[38;5;246m", "e": "\x1b[0m"}
LEFT_OUT = [
    "No issues found\n",
    "1 issue found\n",
    "\x1b[32m12 issues found\x1b[0m\n",
    BOX.format(**DULL),
    BOX.format(**BRIGHT),
    "WARNING -  Doc file 'a.md' contains a link 'nope.md', but the target 'nope.md' is not found.\n",
    "\x1b[33mWARNING -  \x1b[0mDoc file 'a.md' contains a link 'b.md#c', but 'b.md' does not contain an anchor '#c'.\n",
]
PRINTED = [
    "Build started\n",
    "docs/a.md:3: links to nope.md, which is not there: correct the link\n",
    "INFO    -  Documentation built in 0.31 seconds\n",
    "Warning: something that concerns no page\n",
    "Warning: one\nWarning: another\nError: and so it ended\n",
    "No issues found in the snippet that prints this\n",
]


def printed(text: str) -> str:
    lines = EngineLines()
    kept = [one for line in text.encode().splitlines(keepends=True) for one in lines.filter(line)]
    return b"".join(kept).decode()


TRACEBACK = """\
Traceback (most recent call last):
  File "/bin/zensical", line 6, in <module>
    sys.exit(main())
             ~~~~^^

  File "/lib/click/core.py", line 9, in main
{error}
"""
CHAINED = "\nDuring handling of the above exception, another exception occurred:\n\n"
GONE = "FileNotFoundError: No such file or directory (os error 2)"


@pytest.mark.parametrize("text", LEFT_OUT)
def test_warnings_that_the_check_repeats_are_dropped_and_the_lines_around_them_are_printed(text: str) -> None:
    assert printed(text) == ""
    assert printed(f"before\n{text}after\n") == "before\nafter\n"


@pytest.mark.parametrize("text", PRINTED)
def test_other_lines_are_printed_unchanged(text: str) -> None:
    assert printed(f"{text}end\n") == f"{text}end\n"
    assert printed(f"{BOX.format(**BRIGHT)}{text}end\n") == f"{text}end\n"


@pytest.mark.parametrize("before", ["", TRACEBACK.format(error="KeyError: 'x'") + CHAINED])
def test_only_the_last_line_of_a_traceback_is_printed_if_the_engine_continues(before: str) -> None:
    text = before + TRACEBACK.format(error=GONE)
    assert printed(f"a\n{text}\nWarning: b\nc\n") == f"a\n{GONE}\n\nWarning: b\nc\n"
    assert printed(f"Warning: a\n{text}{BOX.format(**DULL)}c\n") == f"Warning: a\n{GONE}\nc\n"


def test_the_last_line_of_the_final_traceback_is_kept_as_the_error() -> None:
    lines = EngineLines()
    said = [
        one for line in TRACEBACK.format(error=GONE).encode().splitlines(keepends=True) for one in lines.filter(line)
    ]
    assert (said, lines.error) == ([], GONE)
    assert lines.filter(b"Build started\n") == [f"{GONE}\n".encode(), b"Build started\n"]
    assert lines.error == ""
