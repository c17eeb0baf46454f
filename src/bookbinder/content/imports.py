"""Finds what must be installed before a script runs, beside logitbook."""

from __future__ import annotations

import ast
import sys
from functools import lru_cache


def to_install(*sources: str) -> list[str]:
    """Return the packages other than logitbook that these sources import, in alphabetical order."""
    found = set().union(*map(_imported, sources))
    return sorted(found - set(sys.stdlib_module_names) - {"logitbook"})


@lru_cache(maxsize=4096)  # a preview asks for all of them after every edit
def _imported(source: str) -> frozenset[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").partition(".")[0])
    return frozenset(found)
