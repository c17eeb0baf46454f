"""Firefox, headless, by WebDriver BiDi: it speaks the protocol itself, on a websocket."""

from __future__ import annotations

import base64
import itertools
import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.serving import until
from tests.site.browsers.window import Window

PROGRAM = next(filter(None, map(shutil.which, ("firefox-esr", "firefox"))), None)
ADDRESS = "WebDriverBiDiServer.json"  # in the profile, once it listens
EVENTS = ["log.entryAdded"]


class Firefox(Window):
    def __init__(self, connection: ClientConnection) -> None:
        self.connection, self.numbers = connection, itertools.count(1)
        self.entries: list[str] = []
        self._send("session.new", capabilities={})
        self._send("session.subscribe", events=EVENTS)
        self.here = {"context": self._send("browsingContext.getTree")["contexts"][0]["context"]}

    def _send(self, method: str, **parameters: Any) -> Any:
        """Send a command and return its result; note what is told in between."""
        number = next(self.numbers)
        self.connection.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while (answer := json.loads(self.connection.recv(timeout=60))).get("id") != number:
            if answer.get("method") == "log.entryAdded":
                self.entries.append(f"{answer['params']['level']}: {answer['params']['text']}")
        assert answer["type"] == "success", answer
        return answer["result"]

    def open(self, url: str) -> None:
        self._send("browsingContext.navigate", **self.here, url=url, wait="complete")

    def evaluate(self, expression: str) -> Any:
        said = self._send(
            "script.evaluate", target=self.here, expression=f"JSON.stringify({expression})", awaitPromise=True
        )
        assert said["type"] == "success", (expression, said)
        return json.loads(said["result"].get("value", "null"))

    def go(self, steps: int) -> None:
        self._send("browsingContext.traverseHistory", **self.here, delta=steps)

    def resize(self, width: int, height: int) -> None:
        self._send("browsingContext.setViewport", **self.here, viewport={"width": width, "height": height})

    def picture(self) -> bytes:
        return base64.b64decode(self._send("browsingContext.captureScreenshot", **self.here)["data"])

    def print(self) -> bytes:
        """Return what the window prints on sheets of A4, as PDF."""
        paper = {"width": 21.0, "height": 29.7}
        return base64.b64decode(self._send("browsingContext.print", **self.here, page=paper)["data"])

    def messages(self) -> list[str]:
        self._send("session.status")  # what was said before comes before the answer
        said, self.entries = self.entries, []
        return said

    def perform(self, source: dict[str, Any]) -> None:
        self._send("input.performActions", **self.here, actions=[source])


@contextmanager
def firefox(scheme: str = "light") -> Iterator[Firefox]:
    """Yield a window of a Firefox that prefers light or dark and knows nothing of what it saw before."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        choice = ("dark", "light").index(scheme)
        Path(profile, "user.js").write_text(f'user_pref("layout.css.prefers-color-scheme.content-override", {choice});')
        command = [str(PROGRAM), "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port=0"]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            try:
                address = Path(profile, ADDRESS)
                assert until(lambda: address.exists() and address.read_text().endswith("}")), "Firefox does not listen"
                where = json.loads(address.read_text())
                with connect(f"ws://{where['ws_host']}:{where['ws_port']}/session", max_size=None) as connection:
                    yield Firefox(connection)
            finally:
                process.terminate()
