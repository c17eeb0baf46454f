"""Set before any framework is imported: JAX computes in float64 where it is given float64, on the processor."""

import os

os.environ |= {"JAX_ENABLE_X64": "1", "JAX_PLATFORMS": "cpu"}
os.environ.setdefault("KERAS_BACKEND", "jax")
