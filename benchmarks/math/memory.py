"""Peak memory of a call beside the size of its result, as numpy reports it to tracemalloc."""

import tracemalloc

import numpy as np

from benchmarks.math import peers


def report() -> None:
    """Print peak memory, result included, in multiples of the size of the logits."""
    libraries = peers.libraries()
    print("Memory: peak of a call, its result included, in multiples of its logits")
    for function in ("softmax", "log_softmax", "logsumexp", "sigmoid"):
        for shape in ((1024, 1000), (8, 151936)):
            z = np.random.default_rng(0).normal(size=shape)
            row = []
            for name in ("logitbook", "scipy"):
                call = libraries[name][0][function]
                call(z[:1])
                tracemalloc.start()
                call(z)
                row.append(f"{name} {tracemalloc.get_traced_memory()[1] / z.nbytes:5.2f}")
                tracemalloc.stop()
            print(f"{function:12} {shape!s:>13}  " + "   ".join(row))
    print()
