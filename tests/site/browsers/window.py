"""A browser's window as its reader uses it: addresses, keys, clicks. Each browser says in a module of its own how."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

from tests.serving import until

# Keys that are no characters, as WebDriver writes them.
KEYS = {"Control": "\ue009", "Enter": "\ue007", "ArrowLeft": "\ue012"}
# Where to click: the middle of an element, once it is in sight and nothing moves or lies upon it.
MIDDLE = """(() => {
  const one = [...document.querySelectorAll(%s)].find((one) => one.checkVisibility({ visibilityProperty: true }));
  if (!one) return null;
  const ends = ({ effect }) => effect.getComputedTiming().endTime < Infinity;
  if (document.getAnimations().some((one) => one.playState === "running" && ends(one))) return null;
  one.scrollIntoView({ block: "center", behavior: "instant" });
  const { left, top, width, height } = one.getBoundingClientRect();
  const [x, y] = [left + width / 2, top + height / 2].map(Math.round);
  return one.contains(document.elementFromPoint(x, y)) ? [x, y] : null;
})()"""


class Window(ABC):
    """A window of one browser, the same for all of them."""

    @abstractmethod
    def open(self, url: str) -> None:
        """Go to an address, and return when its page has loaded."""

    @abstractmethod
    def evaluate(self, expression: str) -> Any:
        """Return the value of an expression in the page."""

    @abstractmethod
    def go(self, steps: int) -> None:
        """Go forward in the history, or back where the number is negative, and return when the page is there."""

    @abstractmethod
    def resize(self, width: int, height: int) -> None:
        """Give the page this many pixels."""

    @abstractmethod
    def picture(self) -> bytes:
        """Return what the window shows, as PNG."""

    @abstractmethod
    def messages(self) -> list[str]:
        """Return what the console says since the last call, policy included."""

    @abstractmethod
    def perform(self, source: dict[str, Any]) -> None:
        """Perform the actions of a source of input, in the words of WebDriver."""

    def wait(self, condition: str) -> None:
        """Wait until a condition holds in the page, which may be on its way."""

        def holds() -> bool:
            with suppress(AssertionError):
                return bool(self.evaluate(condition))
            return False

        assert until(holds), f"never holds: {condition}"

    def press(self, key: str, held: str = "") -> None:
        """Press a key, while another is held down if one is named."""
        self._strike([KEYS[key]], [KEYS[held]] if held else [])

    def type(self, text: str) -> None:
        self._strike(text)

    def click(self, selector: str) -> None:
        """Click the first visible element that a selector names, when it stands still in sight with nothing upon it."""
        where: list[Any] = [None, None]

        def still() -> bool:
            where[:] = [where[1], self.evaluate(MIDDLE % json.dumps(selector))]
            return where[0] is not None and where[0] == where[1]

        assert until(still), f"cannot be clicked: {selector}"
        x, y = where[1]
        moves = [{"type": "pointerMove", "x": x, "y": y, "duration": 0}]
        clicks = [{"type": name, "button": 0} for name in ("pointerDown", "pointerUp")]
        self.perform(
            {"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": moves + clicks}
        )

    def _strike(self, keys: Iterable[str], held: Sequence[str] = ()) -> None:
        strokes = [(kind, key) for key in keys for kind in ("keyDown", "keyUp")]
        strokes = [*(("keyDown", key) for key in held), *strokes, *(("keyUp", key) for key in held)]
        actions = [{"type": kind, "value": key} for kind, key in strokes]
        self.perform({"type": "key", "id": "keyboard", "actions": actions})
