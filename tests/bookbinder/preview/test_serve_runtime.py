"""A preview runs scripts in the browser, if a build has fetched what that takes; the files are copied nowhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bookbinder.site.runtime_files import fetch_runtime
from tests.bookbinder.preview.test_server import ADDRESS, served_by
from tests.bookbinder.site.places import offered
from tests.serving import ENGINES, READY, free_port, running, until


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("fetched", [True, False])
def test_a_page_says_where_what_runs_scripts_is_if_it_has_been_fetched(
    small: Path, monkeypatch: pytest.MonkeyPatch, engine: str, fetched: bool
) -> None:
    monkeypatch.delenv("CI", raising=False)
    with offered() as places:
        places.write_manifest(small, core=True)
        assert not fetched or fetch_runtime(small, lambda _: None)
    port = free_port()
    with running(served_by(engine, port), READY, port, small) as fetch:
        assert until(lambda: ">More<" in fetch(ADDRESS))
        assert ('<html data-run="/assets/run/"' in fetch(ADDRESS)) == fetched
        assert ("<html " in fetch("assets/run/worker.js")) != fetched
        if not fetched:
            return
        listed = json.loads(fetch("assets/run/runtime.json"))
        sizes = {one["path"]: one["size"] for one in listed["files"] if one["path"].endswith(".mjs")}
        assert {path: len(fetch(f"assets/run/{path}").encode()) for path in sizes} == sizes
        assert len(sizes) == 2
    assert not list((small / ".bookbinder").rglob("*.wasm"))
