"""Every public function has a documented example, and every example gives what it says."""

import doctest
import importlib
import pkgutil

import pytest

import logitbook


@pytest.mark.parametrize("name", sorted(m.name for m in pkgutil.iter_modules(logitbook.__path__)))
def test_the_examples_of_a_module_hold(name: str) -> None:
    module = importlib.import_module(f"logitbook.{name}")
    names = {public: getattr(logitbook, public) for public in logitbook.__all__}
    assert doctest.testmod(module, extraglobs=names, raise_on_error=False).failed == 0


@pytest.mark.parametrize("name", logitbook.__all__)
def test_every_public_function_says_what_a_reader_needs(name: str) -> None:
    text = getattr(logitbook, name).__doc__
    for section in ("Args:", "Returns:", "Raises:", "Differences:", "Example:", "References:", ">>>"):
        assert section in text, section
