"""Talks from a page of the built site to the worker that runs Python, as the editor of the page does."""

from __future__ import annotations

import functools
import http.server
import itertools
import json
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.serving import until
from tests.site.reading import serving

# Makes the worker of a text, so that it obeys the policy of the page, as web/src/run/python.js does; notes all that the
# worker says, and each answer by its number.
TALK = """(() => {
  const run = new URL(document.documentElement.dataset.run, location);
  const text = `import ${JSON.stringify(new URL("worker.js", run).href)};`;
  const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  window.start = () => {
    window.said = [];
    window.answers = {};
    window.python = new Worker(address, { type: "module" });
    python.onerror = ({ message }) => said.push({ type: "broken", what: message });
    python.onmessage = ({ data }) => {
      said.push(data);
      if (data.type === "done") answers[data.id] = data;
    };
  };
  start();
  return true;
})()"""
PAGE = "questions/temperature/"
Answer = dict[str, Any]


class Published(http.server.SimpleHTTPRequestHandler):
    """Serves a site with the headers that it names for its host: a worker obeys the policy in its own."""

    policy = ""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def published(site: Path) -> Iterator[str]:
    """Serve a site as its host would, and yield its address."""
    if not (site / "assets/run/runtime.json").exists():
        reason = "NO PYTHON FOR BROWSERS: nothing was run in one: build the site once with a network"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    told = (site / "_headers").read_text(encoding="utf-8")
    policy = re.search("Content-Security-Policy: (.+)", told)
    assert policy
    handler = type("", (Published,), {"policy": policy[1]})
    with serving(functools.partial(handler, directory=site)) as address:
        yield address


class Talk:
    """A conversation with the worker of a page; `evaluate` is how the page's browser is asked for a value."""

    def __init__(self, evaluate: Callable[[str], Any]) -> None:
        self.evaluate, self.numbers = evaluate, itertools.count()
        self.evaluate(TALK)

    def ask(self, source: str, *expressions: str, figure: object = None, name: str = "one/script") -> int:
        """Ask for a run, and return its number."""
        number = next(self.numbers)
        request = {"type": "run", "id": number, "name": name, "source": source, "expressions": expressions}
        self.evaluate(f"python.postMessage({json.dumps(request | {'figure': figure})})")
        return number

    def answer(self, number: int) -> Answer:
        """Wait for the end of a run; a worker that is spent is replaced, as a page does it."""
        assert until(lambda: bool(self.evaluate(f"{number} in answers || {self.FAILED}"))), self.said()
        answer: Answer = self.evaluate(f"answers[{number}] ?? null")
        assert answer, self.said()
        if answer["spent"]:
            self.restart()
        return answer

    def run(self, source: str, *expressions: str, figure: object = None, name: str = "one/script") -> Answer:
        """Run a script to its end."""
        return self.answer(self.ask(source, *expressions, figure=figure, name=name))

    FAILED = 'said.some(({ type }) => type === "failed" || type === "broken")'

    def restart(self) -> None:
        """Stop whatever runs, and begin anew, as the page's Stop does."""
        self.evaluate("(python.terminate(), start(), true)")

    def said(self) -> list[dict[str, Any]]:
        """Return all that this worker has said."""
        messages: list[dict[str, Any]] = self.evaluate("said")
        return messages
