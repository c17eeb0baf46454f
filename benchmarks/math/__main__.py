"""Print the three tables: python -m benchmarks.math."""

import platform

import numpy as np
import scipy

from benchmarks.math import exactness, memory, peers, speed

if __name__ == "__main__":
    print(f"Python {platform.python_version()}, numpy {np.__version__}, scipy {scipy.__version__}", end="")
    print("".join(f", {name} {version}" for name, version in peers.installed().items()) + ", one thread\n")
    speed.report()
    memory.report()
    exactness.report()
