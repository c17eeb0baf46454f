"""What the workflows of continuous integration must not do: each rule takes parsed data and yields complaints."""

from __future__ import annotations

import itertools
import json
import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

DEPLOYER = ".github/deploy/node_modules/.bin/wrangler"
HARMLESS = {"npm", "find", "grep", "echo", "exit", DEPLOYER}  # all that may run beside a secret
FETCHES = {"npx", "uvx", "pipx", "pnpm", "yarn", "corepack", "curl", "wget", "docker", "eval", "source", "gem", "cargo"}
OF_JOB = {"if", "needs", "runs-on", "timeout-minutes", "environment", "permissions", "steps"}
OF_STEP = {"name", "if", "uses", "with", "run", "env"}  # no shell, container or folder that changes what a line means
OF_ENV = {"CLOUDFLARE_PROJECT", "CLOUDFLARE_API_TOKEN", "CLOUDFLARE_ACCOUNT_ID", "WRANGLER_SEND_METRICS"}  # no PATH
READING, TO_PAGES = {"contents": "read"}, {"pages": "write", "id-token": "write"}
TO_INDEX = {"id-token": "write"}
SYSTEMS = {"ubuntu-24.04", "macos-15", "windows-2025"}
DATA_ONLY = {"actions/download-artifact", "actions/deploy-pages", "pypa/gh-action-pypi-publish"}
KEYWORDS = {"if", "then", "else", "elif", "fi", "while", "do", "done", "!"}
TIMEOUT = 60  # minutes

Rule = Callable[[Any], Iterator[str]]


def jobs(workflow: dict[Any, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from workflow["jobs"].items()


def steps(workflow: dict[Any, Any]) -> Iterator[dict[str, Any]]:
    for _, job in jobs(workflow):
        yield from job.get("steps", [])


def commands(script: str) -> Iterator[list[str]]:
    """Split a script of the shell into its commands, each a list of words without the keywords before it."""
    for line in re.sub(r"\w+\+?=\([\w -]*\)|\\\n", " ", script).splitlines():  # lists of words hold no command
        words = shlex.shlex(line, posix=True, punctuation_chars=";&|()")
        words.whitespace_split = True
        command: list[str] = []
        for word in [*words, ";"]:
            if set(word) <= set(";&|()"):
                if command:
                    yield command
                command = []
            elif command or not (word in KEYWORDS or re.match(r"\w+=", word)):
                command.append(word)


def has_secret(part: object) -> bool:
    return bool(re.search(r"\bsecrets\b|\bgithub\.token\b", json.dumps(part, default=str)))


def started_by_strangers(workflow: dict[Any, Any]) -> Iterator[str]:
    events: Any = workflow.get(True, workflow.get("on"))  # YAML 1.1 reads `on` as true
    for event in [events] if isinstance(events, str) else events:
        if event not in {"push", "pull_request", "schedule", "workflow_dispatch"}:
            yield f"{event} may run with secrets what a stranger wrote"


def unpinned(workflow: dict[Any, Any]) -> Iterator[str]:
    for part in [*steps(workflow), *(job for _, job in jobs(workflow))]:
        if "uses" in part and not re.fullmatch(r"[\w.-]+(/[\w.-]+)+@[0-9a-f]{40}", part["uses"]):
            yield f"{part['uses']} is not pinned by the hash of a commit"


def unbounded(workflow: dict[Any, Any]) -> Iterator[str]:
    if workflow.get("permissions") != {}:
        yield "a job without permissions of its own has some"
    for name, job in jobs(workflow):
        if not 0 < job.get("timeout-minutes", 0) <= TIMEOUT:
            yield f"{name} has no timeout of at most an hour"
        if job.get("permissions", {}) not in ({}, READING, TO_PAGES, TO_INDEX):
            yield f"{name} may do more than read the repository, or than publish"
        systems = job.get("strategy", {}).get("matrix", {}).get("system", [])
        if not {*(systems if job["runs-on"] == "${{ matrix.system }}" else [job["runs-on"]])} <= SYSTEMS:
            yield f"{name} runs on no fresh machine of a known system"


def keeping(workflow: dict[Any, Any]) -> Iterator[str]:
    for step in steps(workflow):
        tool, options = step.get("uses", ""), step.get("with", {})
        if tool.startswith("actions/checkout@") and options.get("persist-credentials") is not False:
            yield "a checkout leaves its token on the disk"
        if "cache" in tool or any("cache" in option for option in options):
            yield "a cache carries files from one run into another"
        if tool.startswith("actions/download-artifact@") and {"run-id", "github-token"} & set(options):
            yield "an artifact comes from another run"


def secrets_beside_code(workflow: dict[Any, Any]) -> Iterator[str]:
    if has_secret({key: part for key, part in workflow.items() if key != "jobs"}):
        yield "every job has the secret"
    for name, job in jobs(workflow):
        if not has_secret(job) and "environment" not in job:
            continue
        if has_secret({key: part for key, part in job.items() if key != "steps"}):
            yield f"every step of {name} has the secret"
        yield from (f"{name} sets {key}" for key in {*job} - OF_JOB)
        for step in job.get("steps", []):
            tool, options = step.get("uses", ""), step.get("with", {})
            yield from (f"a step of {name} sets {key}" for key in {*step} - OF_STEP)
            yield from (f"{name} sets {key}" for key in {*step.get("env", {})} - OF_ENV)
            run = list(commands(step.get("run", "")))
            yield from (f"{name} runs {words[0]}" for words in run if words[0] not in HARMLESS)
            if re.search(r"\$\(|`|<\(", step.get("run", "")):
                yield f"{name} runs a command inside another"
            if has_secret(step) and [words[0] for words in run] != [DEPLOYER]:
                yield f"{name} gives a secret to another than the deploying tool"
            if tool.startswith("actions/checkout@"):
                folder = options.get("sparse-checkout"), options.get("sparse-checkout-cone-mode")
                if folder != ("/.github/deploy/", False):
                    yield f"{name} checks out more than the lock of its tool"
            elif tool and tool.partition("@")[0] not in DATA_ONLY:
                yield f"{name} uses {tool}"


def pages_beside_code(workflow: dict[Any, Any]) -> Iterator[str]:
    for name, job in jobs(workflow):
        tools = [step.get("uses", step).partition("@")[0] for step in job["steps"] if set(step) <= {"name", "uses"}]
        alone = len(tools) == len(job["steps"]) and tools == ["actions/deploy-pages"]
        if job.get("permissions") == TO_PAGES and not alone:
            yield f"{name} may deploy to Pages and does something else"
        if "actions/deploy-pages" in tools and job.get("environment") != "github-pages":
            yield f"{name} deploys to Pages from any branch"


def index_beside_code(workflow: dict[Any, Any]) -> Iterator[str]:
    for name, job in jobs(workflow):
        tools = [step.get("uses", "").partition("@")[0] for step in job["steps"] if not {"run", "env"} & set(step)]
        alone = len(tools) == len(job["steps"]) and set(tools) <= DATA_ONLY
        if job.get("permissions") == TO_INDEX and not alone:
            yield f"{name} may publish the library and does something else"
        if "pypa/gh-action-pypi-publish" in tools and job.get("environment") != "pypi":
            yield f"{name} publishes the library from anywhere"


def spliced(workflow: dict[Any, Any]) -> Iterator[str]:
    for step in steps(workflow):
        if "${{" in step.get("run", ""):
            yield "an expression becomes part of a script: pass it in env"


def unlocked(script: str) -> Iterator[str]:
    for words in commands(script):
        name = Path(words[0]).name
        if name in FETCHES:
            yield f"{name} runs what no hash names"
        installs = [after for word, after in itertools.pairwise([name, *words[1:]]) if re.fullmatch(r"pip[\d.]*", word)]
        if "install" in installs and not ("--require-hashes" in words and {"-r", "--requirement"} & set(words)):
            yield "pip installs without hashes"
        locked = words[1:3] == ["ci", "--ignore-scripts"] and words[-2:] == ["--prefix", ".github/deploy"]
        if name == "npm" and not locked:
            yield "npm does more than unpack a lock of the repository"


def unhashed(lock: dict[str, Any]) -> Iterator[str]:
    for name, entry in lock["packages"].items():
        if name and not re.fullmatch(r"sha512-[A-Za-z0-9+/]{86}==", entry.get("integrity", "")):
            yield f"{name} has no hash"
        if {"resolved", "link"} & set(entry):
            yield f"{name} comes from an address of its own"
