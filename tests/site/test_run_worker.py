"""The worker loads Python from the site alone, checks each byte, keeps it for later, and then closes its doors."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, Page

from tests.serving import until
from tests.site.conftest import Watched, watching
from tests.site.python_worker import PAGE, Talk, published

PLOT = "import matplotlib.pyplot as plt\nplt.subplots()\nprint('drawn')\n"


@pytest.fixture
def files(site: Path) -> list[dict[str, str]]:
    """What the site lists for the worker."""
    listed: list[dict[str, str]] = json.loads((site / "assets/run/runtime.json").read_text())["files"]
    return listed


def size(files: list[dict[str, str]], *purposes: str) -> int:
    return sum(int(file["size"]) for file in files if file["for"] in purposes)


class Visit(NamedTuple):
    """A page on which one worker has run a script without matplotlib, and then two with it: what was asked and said.

    `server` serves the site until it is closed.
    """

    watched: Watched
    talk: Talk
    first_asked: list[str]
    first_said: list[dict[str, Any]]
    asked: list[str]
    server: ExitStack


@pytest.fixture(scope="module")
def visit(browser: Browser, site: Path) -> Iterator[Visit]:
    with ExitStack() as server, watching(browser, server.enter_context(published(site))) as watched:
        asked: list[str] = []
        watched.page.on("request", lambda request: asked.append(request.url))
        talk = Talk(watched.open(PAGE).evaluate)
        assert talk.run("import numpy\n")["error"] is None
        first_asked, first_said = [*asked], talk.said()
        assert [talk.run(PLOT)["printed"] for _ in range(2)] == ["drawn\n"] * 2
        yield Visit(watched, talk, first_asked, first_said, asked, server)


def test_the_worker_says_how_much_it_has_loaded_of_what(visit: Visit, files: list[dict[str, str]]) -> None:
    base, whole = size(files, "python", "numpy"), size(files, "python", "numpy", "matplotlib")
    told = [(message["loaded"], message["total"]) for message in visit.first_said if message["type"] == "progress"]
    assert told[-1] == (base, base)
    assert [loaded for loaded, _ in told] == sorted(loaded for loaded, _ in told)
    assert [message for message in visit.talk.said() if message["type"] == "progress"][-1]["loaded"] == whole


def test_matplotlib_is_loaded_once_and_only_for_a_script_that_imports_it(visit: Visit) -> None:
    assert sum("/numpy-" in url for url in visit.first_asked) == 1
    assert sum("/matplotlib-" in url for url in visit.first_asked) == 0
    assert sum("/matplotlib-" in url for url in visit.asked) == 1
    assert (visit.watched.complaints, visit.watched.foreign) == ([], [])


@contextmanager
def changed(site: Path, folder: Path, name: str, change: Callable[[bytes], bytes]) -> Iterator[str]:
    """Serve the site with another file in the place of one of those that the worker loads."""
    run = folder / "assets/run"
    run.mkdir(parents=True)
    for name_ in ("_headers", "questions", "downloads"):
        (folder / name_).symlink_to(site / name_)
    for file in (site / "assets").iterdir():
        if file.name != "run":
            (folder / "assets" / file.name).symlink_to(file)
    for file in (site / "assets/run").rglob("*"):
        copy = run / file.relative_to(site / "assets/run")
        if file.is_dir():
            copy.mkdir()
        elif file.name.startswith(name):
            copy.write_bytes(change(file.read_bytes()))
        else:
            copy.parent.mkdir(exist_ok=True)
            copy.symlink_to(file)
    with published(folder) as address:
        yield address


def flip(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


def failure(talk: Talk) -> str:
    """Wait until a worker says that it is of no use; return why."""
    assert until(lambda: bool(talk.evaluate(talk.FAILED)))
    (failed,) = [message for message in talk.said() if message["type"] != "progress"]
    assert failed["type"] == "failed"
    return str(failed["what"])


@pytest.mark.parametrize(
    "name", ["pyodide.asm.wasm", "pyodide.asm.mjs", "pyodide.mjs", "python_stdlib", "numpy-", "book-"]
)
def test_a_file_with_a_changed_byte_is_refused(browser: Browser, site: Path, tmp_path: Path, name: str) -> None:
    with changed(site, tmp_path, name, flip) as address, watching(browser, address) as watched:
        talk = Talk(watched.open(PAGE).evaluate)
        what = failure(talk)
        assert what.startswith("Python cannot be loaded: ")
        assert name in what
        assert "is not the file that belongs to this book" in what
        assert watched.complaints == []


def test_a_file_that_is_shorter_or_longer_than_listed_is_refused(browser: Browser, site: Path, tmp_path: Path) -> None:
    for number, change in enumerate((lambda data: data[:-1], lambda data: data + b" ")):
        folder = tmp_path / str(number)
        with changed(site, folder, "numpy-", change) as address, watching(browser, address) as watched:
            talk = Talk(watched.open(PAGE).evaluate)
            assert "is not the file that belongs to this book" in failure(talk)


# Each of them leads out of the worker, or runs a text as JavaScript.
DOORS = """fetch XMLHttpRequest WebSocket WebSocketStream EventSource WebTransport Worker SharedWorker BroadcastChannel
caches indexedDB navigator location importScripts postMessage onmessage close setTimeout setInterval
eval URL Request Blob FileReader FileReaderSync FileSystemHandle StorageManager CacheStorage IDBFactory Notification
WorkerNavigator DedicatedWorkerGlobalScope"""
OPEN = f"""{json.dumps(DOORS.split())}.filter((door) => {{
  let place = self;
  while (place && !Object.hasOwn(place, door)) place = Object.getPrototypeOf(place);
  return place && place !== Object.prototype;
}}).join()"""
# What each way to make a function of a text gives.
MAKERS = """[() => {}, async () => {}, function* () {}, async function* () {}, Object, Function]
.map((one) => {
  try { return typeof one.constructor("return 1")(); } catch { return "nothing"; }
}).join()"""


def inside(page: Page, expression: str) -> Any:
    """Return the value of an expression in the page's worker, where what Playwright itself would need is gone."""
    session, workers, answers = page.context.new_cdp_session(page), list[str](), list[Any]()
    session.on("Target.attachedToTarget", lambda event: _note_worker(event, workers))
    session.on("Target.receivedMessageFromTarget", lambda event: answers.append(json.loads(event["message"])))
    session.send("Target.setAutoAttach", {"autoAttach": True, "waitForDebuggerOnStart": False, "flatten": False})
    call = {"id": 1, "method": "Runtime.evaluate", "params": {"expression": expression}}
    session.send("Target.sendMessageToTarget", {"sessionId": workers[0], "message": json.dumps(call)})
    assert until(lambda: page.evaluate("true") and any("id" in answer for answer in answers))
    session.detach()
    return next(answer["result"]["result"]["value"] for answer in answers if "id" in answer)


def _note_worker(event: Any, workers: list[str]) -> None:
    if event["targetInfo"]["type"] == "worker":  # the service worker is attached too
        workers.append(event["sessionId"])


def test_nothing_that_leads_out_of_the_worker_is_left_in_it(visit: Visit) -> None:
    assert "fetch,XMLHttpRequest,WebSocket" in visit.watched.page.evaluate(OPEN)  # a page has all of it
    assert inside(visit.watched.page, OPEN) == ""
    assert inside(visit.watched.page, MAKERS) == ",".join(["nothing"] * 6)


BROWSER = """\
for name in ("js", "pyodide", "pyodide_js", "pyodide.ffi", "pyodide.http", "_pyodide", "_pyodide_core"):
    try:
        __import__(name)
        print("imported", name)
    except ModuleNotFoundError:
        pass
"""
# A function of JavaScript that Python's own event loop holds, and what is tried with it.
DIG = """\
import asyncio
function = type(asyncio.events._event_loop_policy).new_event_loop.__globals__["scheduleCallback"]
print(type(function))
for use in (lambda: function.constructor("return fetch")(), lambda: function.constructor.constructor("return 1")()):
    try:
        print("done:", use())
    except Exception as error:
        print("refused")
"""


def test_a_script_reaches_nothing_of_the_browser(visit: Visit) -> None:
    done = visit.talk.run(BROWSER)
    assert (done["printed"], done["error"]) == ("", None)
    assert visit.talk.run(DIG)["printed"].splitlines() == ["<class 'pyodide.ffi.JsProxy'>", "refused", "refused"]
    assert (visit.watched.complaints, visit.watched.foreign) == ([], [])


KEPT = """(async () => {
  const names = (await caches.keys()).filter((name) => name.endsWith(":runtime"));
  const lists = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  return lists.flat().map(({ url }) => url.split("/").pop());
})()"""


def kept(talk: Talk) -> set[str]:
    """Return the names of what the worker has kept."""
    return set(talk.evaluate(KEPT))


def test_after_one_visit_scripts_run_without_a_network(visit: Visit) -> None:
    """The last test of this visit: it takes its network and its server away."""
    page = visit.watched.page
    assert page.evaluate("navigator.serviceWorker.ready.then(ready => ready.active.state)")
    assert until(lambda: {"worker.js", "runtime.json", "pyodide.asm.wasm"} <= kept(visit.talk))
    assert until(lambda: any(name.startswith("matplotlib-") for name in kept(visit.talk)))
    visit.server.close()
    page.context.set_offline(True)
    page.goto("questions/perplexity/")
    assert Talk(page.evaluate).run(PLOT)["printed"] == "drawn\n"


def test_a_refused_cache_costs_one_notice_and_a_changed_matplotlib_the_scripts_that_import_it(
    browser: Browser, site: Path, tmp_path: Path
) -> None:
    """Both on one page, until matplotlib is whole again: then it is loaded, and what is refused now is told no more."""
    (tmp_path / "sw.js").symlink_to(site / "sw.js")
    with changed(site, tmp_path, "matplotlib-", flip) as address, watching(browser, address) as watched:
        page = watched.open(PAGE)
        session = page.context.new_cdp_session(page)
        session.send("Storage.overrideQuotaForOrigin", {"origin": address, "quotaSize": 1 << 20})
        talk = Talk(page.evaluate)
        error = talk.run(PLOT)["error"]
        assert error.startswith("Matplotlib cannot be loaded: pyodide-314.0.3/matplotlib-")
        assert talk.run("print(1)")["printed"] == "1\n"
        (changed_file,) = tmp_path.glob("assets/run/*/matplotlib-*")
        changed_file.write_bytes(flip(changed_file.read_bytes()))
        assert talk.run(PLOT)["printed"] == "drawn\n"
        assert until(lambda: any(message["type"] == "notice" for message in talk.said()))
        assert talk.run("print(2)")["printed"] == "2\n"
        (notice,) = [message["what"] for message in talk.said() if message["type"] == "notice"]
        assert notice == "Scripts will not run without a network: the browser refuses the space that Python takes."
        assert (watched.complaints, watched.foreign) == ([], [])
