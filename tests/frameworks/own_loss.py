"""A Keras model that was saved with a loss of one's own."""

from __future__ import annotations

import tempfile
from typing import Any

import keras
import numpy as np

from tests.frameworks.claims import raises


def loads_without_compiling_alone() -> bool:
    """Return whether Keras cannot load such a model by the name of its loss, unless it does not compile it."""

    def own(y: Any, z: Any) -> Any:
        return keras.ops.mean((z - y) ** 2)

    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/model.keras"
        model = keras.Sequential([keras.layers.Input((2,)), keras.layers.Dense(2)])
        model.compile(loss=own)
        model.fit(np.ones((2, 2)), np.ones((2, 2)), verbose=0)
        model.save(path)
        return (
            raises("Could not locate function 'own'", lambda: keras.models.load_model(path))
            and keras.models.load_model(path, compile=False) is not None
        )
