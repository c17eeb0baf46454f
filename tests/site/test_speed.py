"""On a slow phone, a question with formulas is there as soon as the same words without one in the default theme."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from tests.site.conftest import ROOT
from tests.site.pacing import best, pace
from tests.site.plain import build_plain
from tests.site.weighing import compressed

QUESTION = "questions/log-sum-exp-trick/"
ROUNDS = 4
FRAME = 1000 / 60  # a browser paints, and so ends what it measures, at frames: a smaller difference is none


def test_formulas_and_looks_cost_no_time(browser: Browser, site: Path, tmp_path: Path) -> None:
    assert "<math" in (site / QUESTION / "index.html").read_text(encoding="utf-8")
    plain = build_plain(ROOT, site.name, tmp_path)
    assert "\\frac" not in (plain / QUESTION / "index.html").read_text(encoding="utf-8")
    with compressed(site) as our_host, compressed(plain) as plain_host:
        rounds = [
            (pace(browser, f"{our_host}/{QUESTION}"), pace(browser, f"{plain_host}/{QUESTION}")) for _ in range(ROUNDS)
        ]
    ours, default = best([one for one, _ in rounds]), best([other for _, other in rounds])
    print(f"{site.name}: ours {ours}, the default theme's {default}")
    assert ours.painted <= default.painted + FRAME
    assert ours.blocked <= default.blocked + FRAME
