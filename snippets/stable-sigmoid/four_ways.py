from warnings import catch_warnings

import numpy as np


def typed(x):
    return 1 / (1 + np.exp(-x))


def ratio(x):
    return np.exp(x) / (1 + np.exp(x))


def where(x):
    return np.where(x >= 0, typed(x), ratio(x))


def stable_sigmoid(x):
    e = np.exp(-np.abs(np.asarray(x, float)))  # at most 1
    return np.where(np.asarray(x) >= 0, 1, e) / (1 + e)


for way in (typed, ratio, where, stable_sigmoid):
    with catch_warnings(record=True, action="always") as seen:
        print(way.__name__, way(np.array([-1e3, 0, 1e3])), len(seen))
