"""Runs one snippet in a process of its own and writes down how it ended. Started by runner.py, never imported.

The report is a JSON file: {"values": {...}} when the script ran to its end, else {"line": n, "error": "..."}.
A script that ends the process by itself leaves no report, and that is how its parent knows.
"""

import json
import runpy
import sys
import traceback
from pathlib import Path

import numpy as np

LARGEST = 64  # items of an array that a page may name one by one


def plain(value: object) -> object:
    """Return the value as JSON can hold it, or None for what no page can show."""
    if isinstance(value, np.ndarray | np.generic) and value.size <= LARGEST:
        value = value.tolist()
    if isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, list | tuple) and len(value) <= LARGEST:
        items = [plain(item) for item in value]
        return None if None in items else items
    return None


def report(script: str) -> dict[str, object]:
    """Run the script and return its module-level values or its failure."""
    try:
        names = runpy.run_path(script, run_name="__main__")
    except BaseException as failure:
        frames = [frame.lineno for frame in traceback.extract_tb(failure.__traceback__) if frame.filename == script]
        line = failure.lineno if isinstance(failure, SyntaxError) else frames[-1] if frames else 1
        if isinstance(failure, SystemExit):
            return {"line": line, "error": f"it calls sys.exit({failure.code!r})"}
        return {"line": line, "error": traceback.format_exception_only(failure)[-1].strip()}
    values = {name: plain(value) for name, value in names.items() if not name.startswith("_")}
    return {"values": {name: value for name, value in values.items() if value is not None}}


if __name__ == "__main__":
    result = report(sys.argv[1])
    sys.stdout.flush()
    Path(sys.argv[2]).write_text(json.dumps(result), encoding="utf-8")
