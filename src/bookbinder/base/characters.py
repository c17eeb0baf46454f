"""Finds invisible characters in pages, scripts, outputs, values and built pages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# Control, format, surrogate, private and unassigned characters, and line and paragraph separators.
CATEGORIES = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
# The code points of Unicode's Default_Ignorable_Code_Point outside the categories above, and blank letters.
RANGES = [
    (0x034F, 0x034F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x2800, 0x2800), (0x3164, 0x3164),
    (0xFE00, 0xFE0F), (0xFFA0, 0xFFA0), (0x13441, 0x13446), (0x16FE4, 0x16FE4), (0x1D159, 0x1D159), (0xE0000, 0xE0FFF),
]  # fmt: skip
IGNORABLE = frozenset(chr(code) for first, last in RANGES for code in range(first, last + 1))
PLAIN = re.compile(r"[\t\n -~]*")  # most texts: they need no closer look
JOINER, EMOJI_STYLE, KEYCAP = "\u200d", "\ufe0f", "\u20e3"


def find_hidden(text: str) -> int | None:
    """Return the position of the first invisible character, or None."""
    return next(hidden_positions(text), None)


def hidden_positions(text: str) -> Iterator[int]:
    """Yield the position of each invisible character.

    Spaces other than the plain one count: they look like it, but a search for it does not find them. Two characters
    are allowed where they build emoji: the joiner between two symbols, and the mark after one that asks for colour.
    """
    if PLAIN.fullmatch(text):
        return
    if hidden := {one for one in set(text) if is_hidden(one)}:
        yield from (at for at, one in enumerate(text) if one in hidden and not _builds_emoji(text, at))


def is_hidden(character: str) -> bool:
    """Return whether a character is invisible, or changes how its neighbours are shown."""
    if " " <= character <= "~" or character in "\n\t":
        return False
    category = unicodedata.category(character)
    return category in CATEGORIES or category == "Zs" or character in IGNORABLE


def describe(character: str) -> str:
    """Return a character's number and name, for a message."""
    default = "a control character" if unicodedata.category(character) == "Cc" else "a character without a name"
    return f"U+{ord(character):04X}, {unicodedata.name(character, default)}"


def visible(text: str) -> str:
    """Return a text with each invisible character replaced by its Python escape."""
    found = {ord(one): ascii(one)[1:-1] for one in set(text) if is_hidden(one)}
    return text.translate(found) if found else text


def _builds_emoji(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] == JOINER:
        before = text[at - 2 : at - 1] if before == EMOJI_STYLE else before
        return _is_symbol(before) and _is_symbol(after)
    return text[at] == EMOJI_STYLE and (_is_symbol(before) or (after == KEYCAP and before in tuple("#*0123456789")))


def _is_symbol(character: str) -> bool:
    return character != "" and unicodedata.category(character) in ("So", "Sk") and not is_hidden(character)
