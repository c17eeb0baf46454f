"""Edits and runs scripts on a page of the built site, as readers do."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

BOOTS = 120_000  # milliseconds: Python loads on a busy machine


def script_of(page: Page, name: str) -> Locator:
    """Return all that a page shows of a script, named by its page and name, or by its name alone."""
    return page.locator(f"book-script[data-script{named(name)}]")


def named(name: str) -> str:
    """Return what a selector says of an attribute that holds the whole name of a script."""
    return f'="{name}"' if "/" in name else f'$="/{name}"'


def open_script(page: Page, name: str) -> Locator:
    """Open the editor of a script unless it is open, focus it, and return all that the page shows of the script."""
    script = unfold(script_of(page, name))
    if editor_of(script).count():
        editor_of(script).focus()
    else:
        script.get_by_role("button", name="Edit", exact=True).last.click()
    expect(editor_of(script)).to_be_focused()
    return script


def unfold(script: Locator) -> Locator:
    """Open all folds in which a script lies, and return it."""
    tools = script.locator(".script-tools").last
    tools.evaluate("(one) => { for (; one; one = one.parentElement.closest('details')) one.open = true; }")
    return script


def editor_of(script: Locator) -> Locator:
    """Return the text that can be edited."""
    return script.locator(".cm-content")


def replace(page: Page, name: str, old: str, new: str) -> Locator:
    """Replace a text of a script by the button of an exercise that opens it there."""
    place = page.locator(f"p.edit[data-script{named(name)}]")
    place.get_by_role("button", name=f"Open {name.split('/')[-1]} at {old}", exact=True).first.click()
    script = script_of(page, name)
    expect(editor_of(script)).to_be_focused()
    page.keyboard.type(new)
    return script


def add(page: Page, *lines: str) -> None:
    """Write lines at the end of the script that has the focus."""
    page.keyboard.press("ControlOrMeta+End")
    for line in lines:
        page.keyboard.press("Enter")
        page.keyboard.insert_text(line)


def run(script: Locator) -> None:
    """Run a script from its editor, and wait until it has ended."""
    editor_of(script).press("ControlOrMeta+Enter")
    ended(script)


def ended(script: Locator) -> None:
    """Wait until a script no longer runs."""
    expect(script.get_by_role("button", name="Stop")).to_have_count(0, timeout=BOOTS)


def reset(page: Page) -> None:
    """Give all scripts of a page their own text again, at once: to click each button in sight takes seconds."""
    page.get_by_role("button", name="Reset").evaluate_all("(all) => all.forEach((one) => one.click())")
    expect(page.locator(".changed, .edited")).to_have_count(0)


def said(page: Page) -> Locator:
    """Return what a screen reader was told last."""
    return page.locator(".script-said")


def values(page: Page, name: str) -> dict[str, list[str]]:
    """Return what the page shows of the values of a script, named by its page and name, by their expressions."""
    shown: list[list[str]] = page.locator(f'.live[data-from^="{name}."]').evaluate_all(
        "(all) => all.map((one) => [one.dataset.from, one.textContent])"
    )
    found: dict[str, list[str]] = {}
    for expression, text in shown:
        found.setdefault(expression, []).append(text)
    return found
