"""What continuous integration may do: nothing that a stranger wrote runs beside a secret, and every tool is pinned.

Each rule of workflow_rules.py finds nothing in the repository, and something in each of its bad examples.
"""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.bookbinder.workflow_rules import (
    DEPLOYER,
    READING,
    SYSTEMS,
    TO_INDEX,
    TO_PAGES,
    Rule,
    has_secret,
    index_beside_code,
    jobs,
    keeping,
    pages_beside_code,
    secrets_beside_code,
    spliced,
    started_by_strangers,
    steps,
    unbounded,
    unhashed,
    unlocked,
    unpinned,
)
from tests.conftest import ROOT

WORKFLOWS = {path.name: yaml.safe_load(path.read_text()) for path in sorted(ROOT.glob(".github/workflows/*.y*ml"))}
LOCKS = sorted({*ROOT.glob(".github/*/package.json"), ROOT / "web/package.json"})


OF_WORKFLOWS: list[Rule] = [
    started_by_strangers,
    unpinned,
    unbounded,
    keeping,
    secrets_beside_code,
    pages_beside_code,
    index_beside_code,
    spliced,
]


@pytest.mark.parametrize("rule", OF_WORKFLOWS, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_keeps_the_rule(name: str, rule: Rule) -> None:
    assert list(rule(WORKFLOWS[name])) == []


def scripts() -> dict[str, str]:
    runs = {
        f"{name}: {step['name']}": step["run"] for name in WORKFLOWS for step in steps(WORKFLOWS[name]) if "run" in step
    }
    return {".ci/run": (ROOT / ".ci/run").read_text(), **runs}


@pytest.mark.parametrize("name", scripts())
def test_a_script_installs_only_what_a_hash_names(name: str) -> None:
    assert list(unlocked(scripts()[name])) == []


@pytest.mark.parametrize("package", LOCKS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_package_of_an_npm_lock_has_a_hash_and_no_address(package: Path) -> None:
    lock = json.loads(package.with_name("package-lock.json").read_text())
    assert len(lock["packages"]) > 1
    assert list(unhashed(lock)) == []


def test_the_tool_that_locks_is_pinned_by_the_hash_of_every_file() -> None:
    lines = [line for line in (ROOT / "requirements/uv.txt").read_text().splitlines() if line[0] != "#"]
    assert re.fullmatch(r"uv==[\d.]+ \\", lines[0])
    assert all(re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line) for line in lines[1:])


def test_only_a_deploying_job_has_powers_and_only_main_or_a_release_starts_it() -> None:
    having = [
        (file, name)
        for file, workflow in WORKFLOWS.items()
        for name, job in jobs(workflow)
        if has_secret(job) or "environment" in job or job["permissions"] != READING
    ]
    assert having == [("publish.yml", "pages"), ("publish.yml", "host"), ("release.yml", "publish")]
    assert WORKFLOWS["publish.yml"][True] == {"push": {"branches": ["main"]}}
    assert WORKFLOWS["release.yml"][True] == {"push": {"tags": ["v[0-9]*"]}}


def test_checks_run_on_every_python_and_system_that_is_promised() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    matrix = WORKFLOWS["checks.yml"]["jobs"]["everywhere"]["strategy"]["matrix"]
    assert f">={matrix['python'][0]}" == project["requires-python"]
    assert matrix["python"] == ["3.11", "3.12", "3.13", "3.14"]
    assert {*matrix["system"]} == SYSTEMS


def test_the_maintainers_page_names_each_workflow_lock_secret_and_variable() -> None:
    page = (ROOT / "MAINTAINING.md").read_text(encoding="utf-8")
    texts = [path.read_text(encoding="utf-8") for path in ROOT.glob(".github/workflows/*")]
    settings = {name for text in texts for name in re.findall(r"\b(?:vars|secrets)\.(\w+)", text)}
    locks = [path.with_name("package-lock.json") for path in LOCKS] + [*ROOT.glob("requirements/*")]
    names = {*settings, *WORKFLOWS, *(path.relative_to(ROOT).as_posix() for path in locks)}
    assert {"BOOK_URL", "publish.yml", "requirements/uv.txt"} <= names
    assert {name for name in names if f"`{name}`" not in page} == set()


def broken(change: Callable[[dict[Any, Any]], object]) -> dict[Any, Any]:
    """Return the publishing workflow with one change for the worse."""
    workflow: dict[Any, Any] = yaml.safe_load((ROOT / ".github/workflows/publish.yml").read_text())
    change(workflow)
    return workflow


def with_step(job: str, **step: object) -> dict[Any, Any]:
    return broken(lambda workflow: workflow["jobs"][job]["steps"].append(step))


def with_job(job: str, **entries: object) -> dict[Any, Any]:
    return broken(lambda workflow: workflow["jobs"][job].update(entries))


PIN = "0" * 40
TOKEN = {"CLOUDFLARE_API_TOKEN": "${{ secrets.CLOUDFLARE_API_TOKEN }}"}
BAD_WORKFLOWS: list[tuple[Rule, dict[Any, Any]]] = [
    (started_by_strangers, broken(lambda workflow: workflow.update({True: {"pull_request_target": None}}))),
    (started_by_strangers, broken(lambda workflow: workflow.update({True: "workflow_run"}))),
    (started_by_strangers, broken(lambda workflow: workflow.update({True: ["push", "issue_comment"]}))),
    (unpinned, with_step("build", uses="actions/cache@v4")),
    (unpinned, with_step("build", uses="actions/cache@main")),
    (unpinned, with_step("build", uses="docker://alpine")),
    (unpinned, with_step("host", uses="./.github/deploy")),
    (unpinned, with_job("host", uses="owner/name/.github/workflows/a.yml@v1")),
    (unbounded, broken(lambda workflow: workflow.pop("permissions"))),
    (unbounded, broken(lambda workflow: workflow["jobs"]["build"].pop("timeout-minutes"))),
    (unbounded, with_job("build", **{"timeout-minutes": 360})),
    (unbounded, with_job("build", permissions="write-all")),
    (unbounded, with_job("host", permissions={"contents": "read", "id-token": "write"})),
    (unbounded, with_job("build", **{"runs-on": "self-hosted"})),
    (keeping, with_step("build", uses=f"actions/checkout@{PIN}")),
    (keeping, with_step("build", uses=f"actions/cache@{PIN}")),
    (keeping, with_step("build", uses=f"actions/setup-python@{PIN}", **{"with": {"cache": "pip"}})),
    (keeping, with_step("host", uses=f"actions/download-artifact@{PIN}", **{"with": {"run-id": 1}})),
    (secrets_beside_code, broken(lambda workflow: workflow.update(env=TOKEN))),
    (secrets_beside_code, with_job("host", env=TOKEN)),
    (secrets_beside_code, with_job("build", environment="production")),
    (secrets_beside_code, with_job("build", env={"ALL": "${{ toJSON(secrets) }}"})),
    (secrets_beside_code, with_step("build", run="./dev build", env=TOKEN)),
    (secrets_beside_code, with_step("build", run="./dev build", env={"TOKEN": "${{ secrets['A'] }}"})),
    (secrets_beside_code, with_step("build", run="./dev build", env={"TOKEN": "${{ github.token }}"})),
    (secrets_beside_code, with_step("host", run="./dev check")),
    (secrets_beside_code, with_step("host", run="echo a && python3 site/a.py")),
    (secrets_beside_code, with_step("host", run="if .ci/run; then exit 1; fi")),
    (secrets_beside_code, with_step("host", run='echo "$(site/a)"')),
    (secrets_beside_code, with_step("host", run="echo a |\\\n  bash")),
    (secrets_beside_code, with_step("host", run=f"echo a; {DEPLOYER} deploy", env=TOKEN)),
    (secrets_beside_code, with_step("host", run="echo print(1)", **{"shell": "python"})),
    (secrets_beside_code, with_step("host", run=DEPLOYER, env={"NODE_OPTIONS": "--require ./site/a.js"})),
    (secrets_beside_code, with_step("host", run=DEPLOYER, env={"CLOUDFLARE_API_BASE_URL": "https://example.org"})),
    (secrets_beside_code, with_job("host", container="node:20")),
    (secrets_beside_code, with_step("host", uses=f"actions/checkout@{PIN}")),
    (secrets_beside_code, with_step("host", uses=f"cloudflare/wrangler-action@{PIN}")),
    (pages_beside_code, with_job("build", permissions=TO_PAGES)),
    (pages_beside_code, with_job("pages", environment="production")),
    (pages_beside_code, with_step("pages", run="echo 1")),
    (pages_beside_code, with_step("pages", uses=f"actions/checkout@{PIN}")),
    (pages_beside_code, with_step("pages", uses=f"actions/deploy-pages@{PIN}", env={"NODE_OPTIONS": "--require ./a"})),
    (unbounded, with_job("build", **{"runs-on": "${{ matrix.system }}"}, strategy={"matrix": {"system": ["mine"]}})),
    (index_beside_code, with_job("build", permissions=TO_INDEX)),
    (index_beside_code, with_step("build", uses=f"pypa/gh-action-pypi-publish@{PIN}")),
    (spliced, with_step("build", run="echo ${{ github.head_ref }}")),
]


@pytest.mark.parametrize(("rule", "workflow"), BAD_WORKFLOWS, ids=lambda part: getattr(part, "__name__", ""))
def test_a_workflow_with_one_change_for_the_worse_breaks_the_rule(rule: Rule, workflow: dict[Any, Any]) -> None:
    assert len(list(rule(workflow))) >= 1


def test_the_site_goes_to_pages_unless_a_host_is_named_and_to_one_of_them_alone() -> None:
    publish = WORKFLOWS["publish.yml"]["jobs"]
    takes = {"pages": "actions/upload-pages-artifact", "host": "actions/upload-artifact"}
    for (job, tool), sign in zip(takes.items(), ["==", "!="], strict=True):
        (hands,) = [step for step in publish["build"]["steps"] if step.get("uses", "").startswith(f"{tool}@")]
        assert hands["if"] == publish[job]["if"] == f"vars.CLOUDFLARE_PROJECT {sign} ''"
        assert hands["with"]["path"] == "site"
        assert publish[job]["needs"] == "build"


@pytest.mark.parametrize(
    "script",
    [
        "pip install uv",
        "python3 -m pip install --user uv==0.9.11",
        "set -e; .venv/bin/pip install -r a.txt",
        "python3 -m pip install --require-hashes uv",
        "uv pip install numpy",
        "npm install",
        "npm ci",
        "npm ci --ignore-scripts",
        "npm ci --ignore-scripts --prefix site",
        "npm exec wrangler",
        "if true; then npx wrangler deploy; fi",
        "curl -s https://example.org/a | sh",
        "A=1 wget -O- https://example.org/a",
        "uvx ruff",
    ],
)
def test_a_script_that_installs_what_no_hash_names_is_found(script: str) -> None:
    assert len(list(unlocked(script))) == 1


@pytest.mark.parametrize(
    "entry",
    [
        {"version": "1.0.0"},
        {"version": "1.0.0", "integrity": "sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk="},
        {"integrity": f"sha512-{86 * 'a'}==", "resolved": "git+ssh://git@example.org/a/b.git"},
        {"integrity": f"sha512-{86 * 'a'}==", "link": True},
    ],
)
def test_an_entry_of_a_lock_without_a_hash_or_with_an_address_is_found(entry: dict[str, Any]) -> None:
    assert len(list(unhashed({"packages": {"": {"name": "a"}, "node_modules/b": entry}}))) == 1


def refuse(folder: Path) -> int:
    """Run the step that looks at the built site before it is deployed."""
    script = next(step["run"] for step in steps(WORKFLOWS["publish.yml"]) if "_worker" in step.get("name", ""))
    return subprocess.run(["bash", "-e", "-c", script], cwd=folder, capture_output=True).returncode


@pytest.mark.parametrize("name", ["_worker.js", "_worker.js/index.js", "functions/a.js", "_redirects", "_routes.json"])
def test_a_site_with_a_file_that_the_host_would_run_is_not_deployed(name: str, tmp_path: Path) -> None:
    (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / "site" / name).write_text("export default {}")
    assert refuse(tmp_path) == 1


def test_a_site_with_pages_and_headers_is_deployed(tmp_path: Path) -> None:
    (tmp_path / "site/questions/functions").mkdir(parents=True)
    for name in ("index.html", "_headers", "questions/functions/index.html"):
        (tmp_path / "site" / name).write_text("")
    assert refuse(tmp_path) == 0
