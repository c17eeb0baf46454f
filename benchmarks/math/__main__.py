"""Measure, and print the three tables: python -m benchmarks.math."""

import platform
from typing import Any

import numpy as np
import scipy

from benchmarks.math import exactness, memory, peers, speed
from benchmarks.record import command_line, deliver

if __name__ == "__main__":
    arguments = command_line("math", "Measure logitbook beside its peers.").parse_args()
    installed = peers.installed()
    versions = {"Python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__} | installed
    figures: dict[str, Any] = {"speed": speed.measure(), "memory": memory.measure(), "exactness": exactness.measure()}
    head = ", ".join(f"{name} {version}" for name, version in versions.items()) + ", one thread\n"
    tables = [speed.table(figures["speed"]), memory.table(figures["memory"]), exactness.table(figures["exactness"])]
    deliver("math", figures, "\n".join([head, *tables]), arguments, peers=installed)
