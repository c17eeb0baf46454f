"""Reads mkdocs.yml without executing its tags (!ENV, !!python/name), and reports what is wrong with it."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml

from bookbinder.base.problems import BookError, Problem

CONFIG = "mkdocs.yml"


class _Loader(yaml.SafeLoader):
    """Reads a tagged value as None, and refuses duplicate keys, of which YAML would drop the first."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        first: dict[str, int] = {}
        for key, _ in node.value:
            name = str(key.value)
            if key.tag != "tag:yaml.org,2002:merge" and name in first:
                what = f"names {name} twice"
                fix = f"keep one; the first is in line {first[name]}"
                raise BookError(_problem(key.start_mark.line + 1, what, fix))
            first[name] = key.start_mark.line + 1
        mapping: dict[Hashable, Any] = super().construct_mapping(node, deep)
        return mapping


_Loader.add_multi_constructor("", lambda loader, suffix, node: None)


def read_config(root: Path) -> dict[str, Any]:
    """Return the configuration, or raise BookError."""
    data = (root / CONFIG).read_bytes()
    try:
        config = yaml.load(data.decode("utf-8-sig"), _Loader)  # noqa: S506 - a SafeLoader
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BookError(_problem(line, "is not UTF-8", "save it as UTF-8")) from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise BookError(_problem(line, f"is not YAML ({error.problem})", "fix the line")) from None
    except (yaml.YAMLError, ValueError) as error:
        what = f"is not YAML ({' '.join(str(error).split())[:200]})"
        raise BookError(_problem(1, what, "fix what it names")) from None
    except RecursionError:
        raise BookError(_problem(1, "is nested too deeply", "use fewer levels")) from None
    if config is None:
        raise BookError(_problem(1, "is empty", "restore it (git checkout mkdocs.yml)"))
    if not isinstance(config, dict):
        raise BookError(_problem(1, "is not a mapping", "begin each entry with its key, such as nav:"))
    return config


def require(config: dict[str, Any], *keys: str) -> Any:
    """Return the value at nested keys, or raise BookError if there is none."""
    value: Any = config
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    if not value:
        raise BookError(_problem(1, f"has no {'.'.join(keys)}", "restore it (git log -p mkdocs.yml shows it)"))
    return value


def read_policy(root: Path) -> str:
    """Return the Content-Security-Policy of mkdocs.yml."""
    return policy_of(read_config(root))


def policy_of(config: dict[str, Any]) -> str:
    """Return the Content-Security-Policy of a configuration, or raise BookError if it has none."""
    return " ".join(str(require(config, "extra", "content_security_policy")).split())


def _problem(line: int, what: str, fix: str) -> Problem:
    return Problem(CONFIG, line, what, fix, "navigation-file")
