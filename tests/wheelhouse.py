"""Makes wheels of installed packages: what a reader's tools would fetch from an index, for tests without a network."""

from __future__ import annotations

import re
import zipfile
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

# Marks compiled code as right whatever time its source has, as installers give it another: compiling takes a minute.
UNCHECKED = bytes([1, *[0] * 11])


def make_wheels(folder: Path, *names: str) -> None:
    """Write wheels of these packages and of all that they need."""
    wanted, made = {*names}, set[str]()
    while wanted:
        name = wanted.pop()
        made.add(name)
        package = distribution(name)
        _make_wheel(folder, package)
        needed = [Requirement(line) for line in package.requires or []]
        needed = [one for one in needed if not one.marker or one.marker.evaluate({"extra": ""})]
        wanted |= {canonicalize_name(one.name) for one in needed} - made


def _make_wheel(folder: Path, package: Distribution) -> None:
    tags = re.findall(r"(?m)^Tag: (.+)-(.+)-(.+)$", package.read_text("WHEEL") or "")
    tag = "-".join(".".join(sorted({*parts})) for parts in zip(*tags, strict=True))
    name = f"{canonicalize_name(package.metadata['Name']).replace('-', '_')}-{package.version}-{tag}.whl"
    with zipfile.ZipFile(folder / name, "w") as archive:
        for file in package.files or []:
            if {"..", "tests"} & {*file.parts}:  # programs, which the installer makes, and what no reader imports
                continue
            content = Path(str(file.locate())).read_bytes()
            if file.suffix == ".pyc":
                content = content[:4] + UNCHECKED + content[16:]
            archive.writestr(file.as_posix(), content)
