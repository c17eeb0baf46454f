"""The cases that scipy ships for its own functions pass with ours in their place, but for the listed deviations."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.timeout(110)
def test_scipys_own_cases_pass_with_logitbook_in_place_of_scipy(tmp_path: Path) -> None:
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    modules = ["scipy.special.tests.test_logsumexp", "scipy.special.tests.test_logit"]
    options = ["-q", "-c", "pytest.ini", "--rootdir", ".", "-p", "scipy_plugin", "-p", "no:cacheprovider"]
    run = subprocess.run(
        [sys.executable, "-m", "pytest", *options, "--tb=native", "--pyargs", *modules],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent), "PYTEST_ADDOPTS": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-1000:]
    counts = dict(reversed(pair) for pair in re.findall(r"(\d+) (passed|xfailed)", run.stdout))
    assert {name: int(count) for name, count in counts.items()} == {"passed": 40, "xfailed": 377}
