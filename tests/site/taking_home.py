"""A reader who has uv and Jupyter, no network, and nothing of the book but what the site serves."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from uv import find_uv_bin

from bookbinder.run.environment import scratch_variables, snippet_environment
from tests.conftest import ROOT
from tests.plain_python import font_list
from tests.wheelhouse import make_wheels

# Where a Python finds the sandbox, and enters it as soon as it starts: what runs there comes from anybody.
SANDBOX = {
    "PYTHONPATH": str(ROOT / "tests" / "boxed"),
    "SANDBOX_PATH": os.pathsep.join([str(ROOT / "src"), str(ROOT), sysconfig.get_path("purelib")]),
}
KERNEL = ["-m", "ipykernel_launcher", "--HistoryManager.enabled=False", "-f", "{connection_file}"]


def code_cell(source: str) -> Any:
    return nbformat.v4.new_code_cell(source)  # type: ignore[no-untyped-call]


class Reader:
    """A reader with folders of their own."""

    def __init__(self, home: Path) -> None:
        self.home, self.wheels = home, home / "wheels"
        self.wheels.mkdir()
        make_wheels(self.wheels, "ipykernel", "matplotlib", "numpy", "pip")
        self.pip = {"PIP_FIND_LINKS": str(self.wheels), "PIP_NO_COMPILE": "1", "PIP_NO_INDEX": "1"}
        self.python_of: dict[str, Path] = {}

    def uv(self, *arguments: object, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run uv, which finds packages in the wheels alone, in a fresh folder."""
        own = {"CACHE_DIR": str(self.home / "cache"), "NO_CONFIG": "1", "PYTHON_DOWNLOADS": "never"}
        own |= {"FIND_LINKS": str(self.wheels), "PYTHON": sys.executable}
        with self.folder() as folder:
            return subprocess.run(
                [find_uv_bin(), *map(str, arguments)],
                cwd=folder,
                env=self.environment(folder) | {f"UV_{name}": value for name, value in own.items()} | variables,
                capture_output=True,
                text=True,
            )

    @contextmanager
    def folder(self) -> Iterator[Path]:
        """Make a folder in which a script may write."""
        with tempfile.TemporaryDirectory(dir=self.home) as name:
            folder = Path(name)
            for file, content in font_list().items():
                (folder / file).write_bytes(content)
            yield folder

    def environment(self, folder: Path) -> dict[str, str]:
        """Return the environment of all that is started."""
        return snippet_environment() | scratch_variables(folder) | {"PATH": os.defpath}

    def run_script(self, place: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run `uv run PLACE`, with the script in the sandbox."""
        return self.uv("run", "--no-index", "--quiet", place, **variables, **SANDBOX)

    def run_notebook(self, notebook: Path, folder: Path) -> list[list[dict[str, Any]]]:
        """Run a notebook that was opened in a folder; return the outputs of its cells of code below the first."""
        (outputs,) = self.run_notebooks([notebook], folder).values()
        return outputs

    def run_notebooks(self, notebooks: Iterable[Path], folder: Path) -> dict[Path, list[list[dict[str, Any]]]]:
        """Run notebooks that were opened in a folder; return the outputs of their cells of code below the first.

        A first cell runs where nothing but Jupyter is installed. That environment is kept for all notebooks with the
        same first cell. Their other cells run in the sandbox, in one new kernel: starting it takes longer than running
        a notebook. It forgets all names of one before it runs the next.
        """
        alike: dict[str, dict[Path, list[Any]]] = {}
        for notebook in notebooks:
            opened = nbformat.read(notebook, 4)  # type: ignore[no-untyped-call]
            first, *rest = (cell for cell in opened.cells if cell.cell_type == "code")
            alike.setdefault(first.source, {})[notebook] = rest
        outputs = {}
        for install, cells_of in alike.items():
            if install not in self.python_of:
                python = self.python_of[install] = self.make_python()
                self.run_cells([code_cell(install)], python, folder, **self.pip)
            cells = [code_cell("close_sandbox()")]
            for own in cells_of.values():
                cells += [*own, code_cell("%reset -f")]
            with self.folder() as own_folder:
                _, *said = self.run_cells(cells, self.python_of[install], own_folder, **SANDBOX)
            for notebook, own in cells_of.items():
                outputs[notebook], (forgot, *said) = said[: len(own)], said[len(own) :]
                assert forgot == []
        return outputs

    def make_python(self) -> Path:
        """Make an environment with Jupyter's kernel and pip; return its Python."""
        venv = Path(tempfile.mkdtemp(dir=self.home))
        python = venv / "bin" / "python"
        for command in (
            ["venv", "--clear", "--quiet", venv],
            ["pip", "install", "--no-index", "--quiet", "--python", python, "ipykernel", "pip"],
        ):
            done = self.uv(*command)
            assert done.returncode == 0, done.stderr
        spec = venv / "share" / "jupyter" / "kernels" / "reader" / "kernel.json"
        spec.parent.mkdir(parents=True)
        spec.write_text(json.dumps({"argv": [str(python), *KERNEL], "display_name": "", "language": "python"}))
        return python

    def run_cells(self, cells: list[Any], python: Path, folder: Path, **variables: str) -> list[list[dict[str, Any]]]:
        """Run cells with a new kernel of this Python; return the outputs of each."""
        venv = python.parent.parent
        notebook = nbformat.v4.new_notebook(cells=cells)  # type: ignore[no-untyped-call]
        with pytest.MonkeyPatch.context() as patch, self.folder() as own:
            patch.setenv("JUPYTER_PATH", str(venv / "share" / "jupyter"))
            patch.setenv("JUPYTER_RUNTIME_DIR", str(own))
            client = NotebookClient(notebook, kernel_name="reader", timeout=60)
            client.resources = {"metadata": {"path": str(folder)}}
            client.execute(env=self.environment(folder) | {"IPYTHONDIR": str(venv / "ipython")} | variables)
        return [cell.outputs for cell in notebook.cells]
