"""Peak memory stays near the size of the result."""

import tracemalloc
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import logitbook


def peak(function: Callable[..., Any], z: Any) -> int:
    function(z[:1])
    tracemalloc.start()
    try:
        function(z)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("shape", [(1024, 1000), (32, 50257), (8, 151936)])
@pytest.mark.parametrize("function", [logitbook.softmax, logitbook.log_softmax], ids=lambda f: f.__name__)
def test_the_peak_is_at_most_a_tenth_above_the_result(
    function: Callable[..., Any], shape: tuple[int, ...], dtype: type[np.floating]
) -> None:
    z = np.random.default_rng(0).normal(size=shape).astype(dtype)
    assert peak(function, z) <= 1.1 * z.nbytes


def test_the_peak_is_as_low_where_the_logits_must_be_shifted() -> None:
    z = np.random.default_rng(0).normal(size=(1024, 1000)) - 900
    assert peak(logitbook.softmax, z) <= 1.3 * z.nbytes
