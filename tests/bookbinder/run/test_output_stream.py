"""What a script prints is shown in portions: the first lines at once, a flood of lines every so often."""

from __future__ import annotations

import pytest

from bookbinder.run import output_stream
from bookbinder.run.output_stream import OutputStream, TooMuchOutput


class Clock:
    """A clock that stands still."""

    now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(output_stream, "time", clock)
    return clock


def test_the_first_lines_are_shown_whole_as_soon_as_they_end(clock: Clock) -> None:
    shown: list[str] = []
    stream = OutputStream(shown.append, 100)
    print(1, 2, file=stream)
    print(3, end="", file=stream)
    assert shown == ["1 2\n"]
    print(file=stream)
    assert shown == ["1 2\n", "3\n"]


def test_a_flood_of_lines_is_shown_in_few_portions(clock: Clock) -> None:
    shown: list[str] = []
    stream = OutputStream(shown.append, 10_000)
    for i in range(1000):
        clock.now += 0.001
        print(i, file=stream, flush=True)
    stream.show_rest()
    assert 50 < len(shown) < 75
    assert "".join(shown) == stream.text == "".join(f"{i}\n" for i in range(1000))


def test_part_of_a_line_is_shown_when_it_is_flushed(clock: Clock) -> None:
    shown: list[str] = []
    print("1 of 9", end="", file=OutputStream(shown.append, 100), flush=True)
    assert shown == ["1 of 9"]


@pytest.mark.parametrize(("text", "kept"), [("12345", "1234"), ("123é", "123"), ("12éé", "12é")])
def test_output_ends_within_the_limit_of_bytes_at_a_whole_character(clock: Clock, text: str, kept: str) -> None:
    shown: list[str] = []
    stream = OutputStream(shown.append, 4)
    with pytest.raises(TooMuchOutput):
        stream.write(text)
    with pytest.raises(TooMuchOutput):
        stream.write("more")
    assert stream.text == "".join(shown) == kept


def test_bytes_that_are_no_text_are_marked(clock: Clock) -> None:
    stream = OutputStream(print, 100)
    stream.buffer.write(b"a\xff\n")
    assert stream.text == "a\ufffd\n"
