"""How slow this machine is, for tests of time: their bounds are stated for the machine on which they were measured."""

from __future__ import annotations

import re
import time
from collections import Counter
from functools import cache

# Seconds that counting the words of a text takes there: not timed there, but half of a machine's on which the slowest
# check of a page took twice as long (84 ms, not 42).
YARDSTICK = 0.01
TRIES = 20


@cache
def slowness() -> float:
    """Return how many times as long as that machine this one takes, at least 1."""
    text = "A link to [two](two.md#more) and `1.25` from the *snippet*, $e^2$.\n" * 1_500

    def seconds() -> float:
        start = time.process_time()
        Counter(found[0] for found in re.finditer(r"\w+|[^\w\s]", text))
        return time.process_time() - start

    return max(1, min(seconds() for _ in range(TRIES)) / YARDSTICK)
