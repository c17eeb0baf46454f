"""Which policy holds a script that a reader runs: a worker made of a blob obeys its page's, on any host.

A worker that is loaded from a file obeys only what the host sends with that file, and most hosts send nothing.
"""

from __future__ import annotations

import functools
import http.server
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bookbinder.content.config import read_policy
from bookbinder.site.security_policy import SCRIPT, add_policy
from tests.conftest import skip_without
from tests.serving import until
from tests.site.browsers.others import OTHERS, lacking
from tests.site.reading import served, serving

# A worker that tries what a script could: the last one is what Python needs.
TRIES = """\
const tries = {
  foreign: () => fetch(FOREIGN),
  module: () => import(FOREIGN),
  eval: () => new Function("return 1")(),
  own: () => fetch(new URL("own.txt", RUN)),
  wasm: () => WebAssembly.instantiate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])),
};
const done = Object.entries(tries).map(async ([name, attempt]) => {
  try { await attempt(); return name; } catch { return null; }
});
Promise.all(done).then((names) => postMessage(names.filter(Boolean).join(" ")));
"""
PAGE = """\
(async () => {
  const text = await (await fetch("worker.js")).text();
  const source = `const RUN = ${JSON.stringify(location.href)};\\n${text}`;
  const blob = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  new Worker(blob, { type: "module" }).onmessage = ({ data }) => (document.title = `done ${data}`);
})();
"""


class Open(http.server.SimpleHTTPRequestHandler):
    """Serves files to pages of any site."""

    def end_headers(self) -> None:
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(params=["Chromium", *OTHERS])
def title(request: pytest.FixtureRequest) -> Iterator[Callable[[str], str]]:
    """Opens a page in a browser, and returns what its worker could do."""
    if request.param == "Chromium":
        page = request.getfixturevalue("browser").new_page()

        def in_chromium(address: str) -> str:
            page.goto(address)
            assert until(lambda: page.title().startswith("done"))
            return str(page.title())

        yield in_chromium
        page.close()
        return
    skip_without(*lacking(request.param))
    with OTHERS[request.param]() as window:

        def in_window(address: str) -> str:
            window.open(address)
            window.wait("document.title.startsWith('done')")
            return str(window.evaluate("document.title"))

        yield in_window


def test_a_worker_made_of_a_blob_may_run_python_and_reaches_nobody_else(
    root: Path, tmp_path: Path, title: Callable[[str], str]
) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    for folder in (ours, theirs):
        folder.mkdir()
    (theirs / "foreign.js").write_text("export default 1;")
    (ours / "own.txt").write_text("ours")
    (ours / "page.js").write_text(PAGE)
    page = '<!doctype html><html lang="en"><head></head><body>{}<script src="page.js"></script></body></html>'
    script = f"{SCRIPT}></book-script>"
    (ours / "shows.html").write_text(add_policy(page.format(script), read_policy(root)))
    (ours / "bare.html").write_text(page.format(script))
    with serving(functools.partial(Open, directory=theirs)) as foreign, served(ours) as address:
        (ours / "worker.js").write_text(f"const FOREIGN = {json.dumps(f'{foreign}/foreign.js')};\n{TRIES}")
        assert title(f"{address}/shows.html") == "done own wasm"
        assert title(f"{address}/bare.html") == "done foreign module eval own wasm"
