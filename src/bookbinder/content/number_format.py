"""Formats a value as a page shows it: within Python's own format language, and within bounds."""

from __future__ import annotations

import re

from bookbinder.base.characters import describe, find_hidden

# Sign, alternate form, zeros, width, thousands, precision, type: no fill, and neither c (any character) nor n (locale).
FORMAT = re.compile(r"[<>^=]?[-+ ]?#?0?(?P<width>\d{0,2})[,_]?(?:\.(?P<digits>\d{1,2}))?[bdeEfFgGosxX%]?")
LONGEST = 200  # characters


def format_value(value: object, form: str) -> str:
    """Return a value as text, or raise ValueError with the reason why it cannot be shown so."""
    if not isinstance(value, bool | int | float | str):
        raise ValueError("it is no number and no text")
    if not FORMAT.fullmatch(form):
        raise ValueError(f"{form!r} is no format such as .3f, ,d or .1%, with at most two digits a number")
    try:
        text = format(value, form)
    except OverflowError:
        raise ValueError("it is too large for this format") from None
    if len(text) > LONGEST:
        raise ValueError(f"it becomes {len(text)} characters, more than {LONGEST}")
    if "\n" in text or "\t" in text:
        raise ValueError("it holds a line end or a tab")
    if (at := find_hidden(text)) is not None:
        raise ValueError(f"it holds the invisible character {describe(text[at])}")
    return text
