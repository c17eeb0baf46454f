"""./dev needs Python alone, and says in one line what a machine lacks."""

from __future__ import annotations

import ast
import importlib.machinery
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
DEV = ROOT / "dev"


@pytest.fixture
def dev_script(tmp_path: Path) -> ModuleType:
    """The script as a module, as if it stood in a new clone."""
    shutil.copy(DEV, tmp_path)
    for name in ("requirements", "src"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    loader = importlib.machinery.SourceFileLoader("dev_script", str(tmp_path / "dev"))
    spec = importlib.util.spec_from_loader("dev_script", loader)
    assert spec
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def test_imports_the_standard_library_alone() -> None:
    tree = ast.parse(DEV.read_text(encoding="utf-8"))
    imported = {
        alias.name.partition(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
    }
    imported |= {str(node.module).partition(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported <= sys.stdlib_module_names


def test_an_old_python_can_read_it_and_is_told_that_it_is_too_old(
    dev_script: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    ast.parse(DEV.read_text(encoding="utf-8"), feature_version=(3, 6))
    monkeypatch.setattr(sys, "version_info", (3, 9, 1))
    with pytest.raises(SystemExit, match=r"Python 3\.9 is too old: install Python 3\.11 or newer"):
        dev_script.__loader__.exec_module(dev_script)


def test_a_python_without_venv_is_named_with_the_remedy(
    dev_script: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev_script, "UV", None)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(
        SystemExit, match=r"no venv module: install it \(Debian, Ubuntu: apt install python3\.\d+-venv\)"
    ):
        dev_script.make_environment()


def test_a_failed_installation_ends_in_one_line_that_says_what_to_do(tmp_path: Path, dev_script: ModuleType) -> None:
    unreachable = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(tmp_path / "none"), "PIP_CONFIG_FILE": os.devnull}
    done = subprocess.run(
        [sys.executable, str(tmp_path / "dev"), "check"],
        env={"PATH": os.defpath, **unreachable},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.splitlines()[-1].endswith("check the network, then run ./dev again")
    assert not (tmp_path / ".venv" / "stamp").exists()


def test_the_lock_has_hashes_and_no_addresses() -> None:
    lock = (ROOT / "requirements" / "dev.txt").read_text(encoding="utf-8")
    assert "://" not in lock
    pinned = [line for line in lock.splitlines() if line[:1].isalpha()]
    assert len(pinned) > 20
    assert all("==" in line and line.endswith("\\") for line in pinned)


def test_help_needs_no_environment(tmp_path: Path) -> None:
    shutil.copy(DEV, tmp_path)
    done = subprocess.run([sys.executable, str(tmp_path / "dev"), "--help"], capture_output=True, text=True)
    assert done.returncode == 0
    assert "./dev serve" in done.stdout
    assert not (tmp_path / ".venv").exists()


def test_it_passes_on_where_it_was_called(
    dev_script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed: dict[str, str] = {}
    here = tmp_path / "src"
    monkeypatch.chdir(here)
    monkeypatch.setattr(dev_script, "make_environment", lambda: None)
    monkeypatch.setattr(os, "name", "nt")  # where it starts a process and waits, as a test can
    monkeypatch.setattr(
        subprocess, "run", lambda *_, cwd, env: passed.update(env) or subprocess.CompletedProcess([], 0)
    )
    assert dev_script.main(["check", "a.md"]) == 0
    assert passed["BOOK_FROM"] == str(here)
