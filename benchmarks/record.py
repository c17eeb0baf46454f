"""What every benchmark does with its figures: prints them, as a table or as JSON, or records them for pages to show."""

from __future__ import annotations

import argparse
import json
import os
import platform
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bookbinder.base.files import replace_file

RESULTS = Path(__file__).with_name("results")
CPUINFO = Path("/proc/cpuinfo")  # Linux alone has it; elsewhere platform knows the processor


def command_line(name: str, text: str) -> argparse.ArgumentParser:
    """Return the command line that benchmarks share."""
    parser = argparse.ArgumentParser(prog=f"./dev bench {name}", description=text)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--record", action="store_true", help=f"write them to benchmarks/results/{name}.json too")
    return parser


def deliver(
    name: str,
    figures: dict[str, Any],
    table: str,
    arguments: argparse.Namespace,
    *,
    peers: Iterable[str] = (),
    details: dict[str, Any] | None = None,
) -> None:
    """Print the table, or the figures as JSON, and record the figures where asked for.

    Peers are the packages measured beside ours. Details are figures too, but too many for the record.
    """
    packages = ("numpy", "scipy", *peers)
    record = {
        "day": datetime.now(UTC).date().isoformat(),
        "figures": figures,
        "machine": {"cores": os.cpu_count(), "processor": _processor()},
        "versions": {"python": platform.python_version()} | {package: version(package) for package in packages},
    }
    if arguments.record:
        replace_file(RESULTS / f"{name}.json", _json(record).encode(), RESULTS.parents[1])
    print(_json(figures | (details or {})) if arguments.json else table, end="")


def _json(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, allow_nan=False, indent=1, sort_keys=True) + "\n"


def _processor() -> str:
    lines = CPUINFO.read_text(encoding="utf-8").splitlines() if CPUINFO.is_file() else []
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(models, platform.processor() or platform.machine())
