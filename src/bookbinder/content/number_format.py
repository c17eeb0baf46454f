"""Formats a value for a page, with a safe part of Python's format language."""

from __future__ import annotations

import re

from bookbinder.base.characters import describe, find_hidden

# Sign, alternate form, zeros, width, thousands, precision, type; no fill, no c (any character), no n (locale).
FORMAT = re.compile(r"[<>^=]?[-+ ]?#?0?(?P<width>\d{0,2})[,_]?(?:\.(?P<digits>\d{1,2}))?[bdeEfFgGosxX%]?")
LONGEST = 200  # characters


def format_value(value: object, form: str) -> str:
    """Return a value as text, or raise ValueError with the reason why it cannot be shown."""
    if not isinstance(value, bool | int | float | str):
        raise ValueError("it is neither a number nor a text")
    if not FORMAT.fullmatch(form):
        raise ValueError(f"{form!r} is not a format such as .3f, ,d or .1%, whose numbers have at most two digits")
    try:
        text = format(value, form)
    except OverflowError:
        raise ValueError("it is too large for this format") from None
    if len(text) > LONGEST:
        raise ValueError(f"it becomes {len(text)} characters, more than {LONGEST}")
    if "\n" in text or "\t" in text:
        raise ValueError("it holds a line break or a tab")
    if (at := find_hidden(text)) is not None:
        raise ValueError(f"it holds the invisible character {describe(text[at])}")
    return text
