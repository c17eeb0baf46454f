"""Peak memory of a call beside the size of its result, as numpy reports it to tracemalloc."""

import tracemalloc

import numpy as np

from benchmarks.math import peers

# By function, shape and library.
Figures = dict[str, dict[str, dict[str, float]]]


def measure() -> Figures:
    """Return peak memory, result included, in multiples of the size of the logits."""
    libraries = peers.libraries()
    figures: Figures = {}
    for function in ("softmax", "log_softmax", "logsumexp", "sigmoid"):
        for shape in ((1024, 1000), (8, 151936)):
            z = np.random.default_rng(0).normal(size=shape)
            peaks = figures.setdefault(function, {}).setdefault("x".join(map(str, shape)), {})
            for name in ("logitbook", "scipy"):
                call = libraries[name][0][function]
                call(z[:1])
                tracemalloc.start()
                call(z)
                peaks[name] = round(tracemalloc.get_traced_memory()[1] / z.nbytes, 2)
                tracemalloc.stop()
    return figures


def table(figures: Figures) -> str:
    """Return the figures as text, a call a line."""
    lines = ["Memory: peak of a call, its result included, in multiples of its logits"]
    for function, shapes in figures.items():
        for shape, peaks in shapes.items():
            row = "   ".join(f"{name} {peak:5.2f}" for name, peak in peaks.items())
            lines.append(f"{function:12} {shape:>13}  {row}")
    return "\n".join(lines) + "\n"
