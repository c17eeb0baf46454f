"""Measures logitbook beside scipy.special and, where installed, PyTorch and JAX: speed, memory, exactness."""
