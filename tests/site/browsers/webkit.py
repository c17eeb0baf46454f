"""WebKit, which is Safari's engine, as GTK has it: MiniBrowser on a screen that nobody sees, by classic WebDriver."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from tests.serving import free_port, until
from tests.site.browsers.window import Window

DRIVER, SCREEN = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
BROWSER = next(Path("/usr").glob("lib/*/webkit2gtk-4.*/MiniBrowser"), None)
SIDE = 500  # pixels of a window that is not what it begins with
SLIM = "* { min-width: 0; padding: 0; font-size: 1px; }"  # its own buttons would make a window wider than a phone
# Where WebKit is automated, its console says nothing: the page notes what it says, and what goes wrong in it.
NOTE = """if (!window.noted) {
  window.noted = [];
  const hear = (...said) => noted.push(said.join(" "));
  for (const level of ["debug", "log", "info", "warn", "error"]) console[level] = hear;
  const note = (event) => noted.push(`${event.type}: ${event.message ?? event.reason ?? event.blockedURI}`);
  for (const type of ["error", "unhandledrejection", "securitypolicyviolation"]) addEventListener(type, note, true);
}"""


class WebKit(Window):
    def __init__(self, port: int, arguments: Sequence[str]) -> None:
        self.port, self.session = port, "/session"
        self.said: list[str] = []
        options = {"webkitgtk:browserOptions": {"binary": str(BROWSER), "args": ["--automation", *arguments]}}
        self.session += "/" + self._ask("POST", "", {"capabilities": {"alwaysMatch": options}})["sessionId"]
        self._ask("POST", "/window/rect", {"width": SIDE, "height": SIDE})
        self.wait(f"innerWidth === {SIDE}")  # the page has followed
        self.bar = SIDE - self.evaluate("innerHeight")  # of addresses, above the page

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """Send a command and return its result."""
        return ask(self.port, method, self.session + path, body)

    def open(self, url: str) -> None:
        self._ask("POST", "/url", {"url": url})

    def evaluate(self, expression: str) -> Any:
        script = f"{NOTE} return [{expression}, noted.splice(0)]"
        value, said = self._ask("POST", "/execute/sync", {"script": script, "args": []})
        self.said += said
        return value

    def go(self, steps: int) -> None:
        for _ in range(abs(steps)):
            self._ask("POST", "/forward" if steps > 0 else "/back")

    def resize(self, width: int, height: int) -> None:
        self._ask("POST", "/window/rect", {"width": width, "height": height + self.bar})
        self.wait(f"innerWidth === {width} && innerHeight === {height}")

    def picture(self) -> bytes:
        return base64.b64decode(self._ask("GET", "/screenshot"))

    def messages(self) -> list[str]:
        self.evaluate("0")
        said, self.said = self.said, []
        return said

    def perform(self, source: dict[str, Any]) -> None:
        self._ask("POST", "/actions", {"actions": [source]})

    def close(self) -> None:
        self._ask("DELETE", "")


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """Start a screen, and yield the environment of a browser that is to use it, and no folder of anybody's."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        style = Path(home, ".config", "gtk-3.0", "gtk.css")
        style.parent.mkdir(parents=True)
        style.write_text(SLIM)
        own = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
        command = [str(SCREEN), "-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
            assert process.stdout
            try:
                yield own | {"HOME": home, "DISPLAY": f":{int(process.stdout.readline())}"}
            finally:
                process.terminate()


@contextmanager
def webkit(scheme: str = "light") -> Iterator[WebKit]:
    """Yield a window of a WebKit that prefers light or dark and knows nothing of what it saw before."""
    port = free_port()
    with screen() as own, subprocess.Popen([str(DRIVER), f"--port={port}"], env=own) as process:
        try:
            assert until(lambda: answers(port)), "WebKitWebDriver does not answer"
            window = WebKit(port, ["--dark-mode"] if scheme == "dark" else [])
            yield window
            window.close()
        finally:
            process.terminate()


def ask(port: int, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
    """Send a command to the driver and return its result."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.request(method, path, None if method == "GET" else json.dumps(body or {}))
        answer = connection.getresponse()
        value = json.load(answer)["value"]
        assert answer.status == HTTPStatus.OK, (path, value)
        return value


def answers(port: int) -> bool:
    with suppress(OSError):
        return bool(ask(port, "GET", "/status"))
    return False


def console(urls: Sequence[str]) -> dict[str, str]:
    """Open each address in a WebKit that nobody drives; return what its console says until the page has loaded."""
    options = ["--enable-write-console-messages-to-stdout=true", "--exit-after-load"]
    said = {}
    with screen() as own:
        for url in urls:
            command = [str(BROWSER), *options, url]
            done = subprocess.run(command, env=own, capture_output=True, text=True, timeout=100, check=True)
            said[url] = "\n".join(line for line in done.stderr.splitlines() if "CONSOLE " in line)
    return said
