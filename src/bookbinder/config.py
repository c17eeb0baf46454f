"""Reads mkdocs.yml without carrying out its tags (!ENV, !!python/name)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

CONFIG = "mkdocs.yml"


class _Loader(yaml.SafeLoader):
    """Takes a tagged value for nothing."""


_Loader.add_multi_constructor("", lambda loader, suffix, node: None)


def read_config(root: Path) -> dict[str, Any]:
    """Return the configuration, or raise yaml.MarkedYAMLError."""
    config: dict[str, Any] = yaml.load((root / CONFIG).read_text(encoding="utf-8"), _Loader)  # noqa: S506
    return config
