"""Runs a benchmark that measures books of several sizes: --pages says which."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from benchmarks.record import deliver
from bookbinder.base.problems import BookError, find_root

Measure = Callable[[Path, int, Callable[[str], None]], Any]


def run_sizes(
    parser: argparse.ArgumentParser,
    name: str,
    sizes: Iterable[int],
    least: int,
    measure: Measure,
    table: Callable[[dict[str, Any]], str],
    peers: Iterable[str],
) -> int:
    """Measure the sizes that the command line names, and print or record the figures; return the exit code."""
    parser.add_argument("--pages", type=int, nargs="+", default=sizes, metavar="N", help=f"questions, from {least} on")
    arguments = parser.parse_args()
    if min(arguments.pages) < least:
        parser.error(f"--pages: from {least} on")
    root, figures = find_root(), {}
    try:
        for number in arguments.pages:
            figures[str(number)] = measure(root, number, lambda text: print(f"{text} ...", file=sys.stderr, flush=True))
    except (BookError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    deliver(name, figures, table(figures), arguments, peers=peers)
    return 0
