"""The playground in a real browser: it computes what logitbook computes, and every way of working it does the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, Route, expect

from logitbook import cross_entropy, entropy, logsumexp, softmax
from tests.site.axe import judge, load_axe
from tests.site.conftest import Watched
from tests.site.shifts import MOST_MOVED, WATCH_SHIFTS

IMAGE_1 = "Image 1"


def shown_lab(page: Page) -> Page:
    """Bring the playground into sight, without which its script does not load."""
    page.locator("logit-lab").scroll_into_view_if_needed()
    expect(page.locator(".lab-row").first).to_be_visible()
    return page


@pytest.fixture
def lab(watched: Watched) -> Page:
    return shown_lab(watched.open(""))


def unfold(page: Page) -> None:
    page.get_by_text("More: ").click()
    expect(page.locator(".lab-facts")).to_be_visible()


def value(page: Page, fact: str) -> str:
    return page.locator(".lab-facts div", has=page.get_by_text(fact, exact=True)).locator("dd").first.inner_text()


def probabilities(page: Page) -> list[str]:
    return page.locator(".lab-p").all_inner_texts()


def test_a_thousand_random_states_equal_logitbook(lab: Page) -> None:
    rng = np.random.default_rng(0)
    states = []
    for _ in range(1000):
        count = int(rng.integers(2, 7))
        z = rng.normal(0, rng.choice([1.0, 8.0]), count).round(3)
        temperature = round(10 ** rng.uniform(-1, 1), 3)
        names = [f"c{i}" for i in range(count)]
        states.append(
            {"classes": names, "logits": z.tolist(), "temperature": temperature, "y": int(rng.integers(count))}
        )
    compute = """states => {
        const lab = document.querySelector("logit-lab");
        return states.map(state => { lab.state = state; return lab.results; });
    }"""
    for state, found in zip(states, lab.evaluate(compute, states), strict=True):
        z, t, y = np.array(state["logits"]), state["temperature"], state["y"]
        below = z - z.max()  # what logitbook's temperature divides
        np.testing.assert_allclose(found["probabilities"], softmax(z, temperature=t), rtol=1e-12)
        np.testing.assert_allclose(found["logsumexp"], logsumexp(z / t), rtol=1e-12)
        np.testing.assert_allclose(found["entropy"], entropy(below / t), rtol=1e-12)
        np.testing.assert_allclose(found["crossEntropy"], cross_entropy(below / t, y), rtol=1e-12)
        second, first = np.sort(z)[-2:]
        np.testing.assert_allclose(found["gap"], first - second, rtol=1e-12)
        np.testing.assert_allclose(float(found["odds"]), np.exp((first - second) / t), rtol=1e-12)


def test_it_starts_with_the_first_example_and_shows_the_second_on_request(lab: Page) -> None:
    assert probabilities(lab) == ["0.999999903", "9.735 × 10⁻⁸"]
    lab.get_by_role("button", name="Image 2").click()
    assert probabilities(lab) == ["0.5732", "0.4268"]
    expect(lab.get_by_role("button", name="Image 2")).to_have_attribute("aria-pressed", "true")
    expect(lab.get_by_role("button", name=IMAGE_1)).to_have_attribute("aria-pressed", "false")


def test_shifting_all_logits_changes_them_and_no_probability(lab: Page) -> None:
    lab.get_by_role("button", name="Three classes").click()
    unfold(lab)
    before, normaliser = probabilities(lab), value(lab, "Log-sum-exp")
    lab.get_by_role("slider", name="Shift all logits").fill("7")
    assert probabilities(lab) == before
    assert [lab.get_by_label(f"Logit of class {i}", exact=True).input_value() for i in (1, 2, 3)] == ["9", "8", "7.1"]
    assert float(value(lab, "Log-sum-exp")) == pytest.approx(float(normaliser) + 7, abs=1e-9)


def test_keys_alone_work_it(lab: Page) -> None:
    lab.get_by_role("button", name="Image 2").focus()
    lab.keyboard.press("Enter")
    slider = lab.get_by_role("slider", name="Logit of class 2, slider")
    slider.focus()
    lab.keyboard.press("End")
    assert lab.get_by_label("Logit of class 2", exact=True).input_value() == "20"
    assert probabilities(lab)[1].startswith("0.9999")
    lab.get_by_text("More: ").focus()
    lab.keyboard.press("Enter")
    lab.get_by_label("True class: class 1").focus()
    lab.keyboard.press("ArrowDown")
    expect(lab.get_by_label("True class: class 2")).to_be_checked()
    digits, exponent = f"{cross_entropy([1.004, 20.0], 1):.3e}".split("e-0")
    assert (digits, exponent) == ("5.625", "9")
    assert value(lab, "Cross-entropy") == f"{digits} × 10⁻⁹"


def test_ten_arrows_move_a_slider_by_one_as_page_up_does_and_its_field_takes_finer_numbers(lab: Page) -> None:
    lab.get_by_role("button", name="Image 2").click()
    typed = lab.get_by_label("Logit of class 1", exact=True)
    lab.get_by_role("slider", name="Logit of class 1, slider").focus()
    for key, presses, logit in (("ArrowRight", 10, 2), ("PageUp", 1, 3), ("PageDown", 2, 1), ("ArrowLeft", 10, 0)):
        for _ in range(presses):
            lab.keyboard.press(key)
        assert float(typed.input_value()) == logit
        assert probabilities(lab)[0] == f"{softmax([logit, 0.709])[0]:.4f}"
    typed.fill("0.0625")
    assert probabilities(lab)[0] == f"{softmax([0.0625, 0.709])[0]:.4f}"


def test_typing_a_temperature_flattens_or_sharpens(lab: Page) -> None:
    unfold(lab)
    lab.get_by_role("button", name="Image 2").click()
    lab.get_by_label("Temperature", exact=True).fill("0.1")
    assert probabilities(lab) == [f"{p:.4f}" for p in softmax([1.004, 0.709], temperature=0.1)]
    lab.get_by_label("Temperature", exact=True).fill("0")  # no temperature: the last one stays
    assert probabilities(lab) == [f"{p:.4f}" for p in softmax([1.004, 0.709], temperature=0.1)]


def test_classes_can_be_added_up_to_six_and_removed_down_to_two(lab: Page) -> None:
    add = lab.get_by_role("button", name="Add a class")
    for _ in range(4):
        add.click()
    expect(add).to_be_disabled()
    assert len(probabilities(lab)) == 6
    for _ in range(4):
        lab.get_by_role("button", name="Remove class 1").click()
    expect(lab.get_by_role("button", name="Remove class 1")).to_be_disabled()
    assert probabilities(lab) == ["0.5000", "0.5000"]


def test_the_address_keeps_the_state_and_brings_it_back(lab: Page) -> None:
    lab.get_by_role("button", name="Image 2").click()
    lab.get_by_label("Logit of class 1", exact=True).fill("3.5")
    unfold(lab)
    lab.get_by_label("True class: class 2").check()
    lab.get_by_label("Name of class 1").fill("<b>lynx,:")
    shown = probabilities(lab)
    lab.reload()
    shown_lab(lab)
    assert probabilities(lab) == shown
    assert lab.get_by_label("Name of class 1").input_value() == "<b>lynx  "
    expect(lab.get_by_label("True class: class 2")).to_be_checked()
    assert lab.locator("logit-lab b").count() == 0


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ("lab=cat:1", "it needs 2 to 6 classes"),
        ("lab=", "class 1 has no number as its logit"),
        ("lab=cat:1,dog:", "class 2 has no number as its logit"),
        ("lab=cat:1,dog:x&T=1", "class 2 has no number as its logit"),
        ("lab=a:1,b:2&T=0", "T must be a number from 0.01"),
        ("lab=a:1,b:2&T=", "T must be a number from 0.01"),
        ("lab=a:1,b:2&true=2", "true must be a whole number from 0 to 1"),
    ],
)
def test_an_address_that_makes_no_sense_shows_the_first_example_and_says_so(
    watched: Watched, query: str, wrong: str
) -> None:
    page = watched.open(f"?{query}#playground")
    assert probabilities(page) == ["0.999999903", "9.735 × 10⁻⁸"]
    told = f"The address holds no state that can be shown: {wrong}. Here is the first example instead."
    expect(page.get_by_role("alert")).to_have_text(told)
    assert watched.complaints == []
    page.get_by_label("Logit of class 1", exact=True).fill("2")
    expect(page.get_by_role("alert")).to_have_count(0)


@pytest.mark.parametrize("query", ["", "?T=2", "?lab=a:1,b:2,c:-1e3&T=0.01&true=2"])
def test_where_the_address_holds_a_state_or_none_nothing_is_said(watched: Watched, query: str) -> None:
    page = watched.open(f"{query}#playground")
    expect(page.locator(".lab-row")).to_have_count(3 if "lab" in query else 2)
    expect(page.get_by_role("alert")).to_have_count(0)


@pytest.mark.parametrize("palette", ["light", "dark"])
def test_axe_finds_nothing_in_what_it_says(watched: Watched, palette: Literal["light", "dark"]) -> None:
    watched.page.emulate_media(color_scheme=palette, reduced_motion="reduce")
    page = watched.open("?lab=a:1,b:x#playground")
    page.get_by_role("button", name="Copy link to this state").click()
    expect(page.locator(".lab-wrong, .lab-note:not(:empty)")).to_have_count(2)
    load_axe(page)
    assert judge(page, "logit-lab") == []


def test_a_copied_link_opens_at_the_playground_in_the_state_that_was_copied(watched: Watched) -> None:
    page = shown_lab(watched.open("questions/temperature/"))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_label("Logit of class 1", exact=True).fill("4.5")
    page.get_by_role("button", name="Copy link to this state").click()
    expect(page.locator(".lab-note")).to_have_text("Link copied.")
    shown, link = probabilities(page), page.evaluate("navigator.clipboard.readText()")
    page.get_by_label("Logit of class 1", exact=True).fill("5")  # what was copied is another state now
    expect(page.locator(".lab-note")).to_have_text("")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("about:blank")
    page = watched.open(link.removeprefix(f"{watched.address}/"))
    assert probabilities(page) == shown
    top, header = page.evaluate(
        """["logit-lab", ".md-header"].map((name) => document.querySelector(name).getBoundingClientRect())
            .map(({ top, height }, at) => (at ? height : top))"""
    )
    assert header <= top <= header + 40
    assert watched.complaints == []


def test_a_temperature_that_was_folded_away_is_still_in_the_link(watched: Watched) -> None:
    page = shown_lab(watched.open(""))
    unfold(page)
    page.get_by_label("Temperature", exact=True).fill("2")
    page.get_by_text("More: ").click()
    expect(page.locator(".lab-facts")).to_be_hidden()
    shown = probabilities(page)
    page.get_by_role("button", name="Copy link to this state").click()
    expect(page).to_have_url(re.compile(r"[&?]T=2(&|#)"))
    page.reload()
    assert probabilities(shown_lab(page)) == shown


def test_where_nothing_may_be_copied_the_link_is_in_the_address(watched: Watched) -> None:
    watched.page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page = shown_lab(watched.open(""))
    page.get_by_role("button", name="Copy link to this state").press("Enter")
    expect(page.locator(".lab-note")).to_have_text("The link is now in the address bar: copy it there.")
    expect(page).to_have_url(f"{watched.address}/?lab=cat%3A16.917%2Cdog%3A0.772#playground")
    expect(page.get_by_role("button", name="Copy link to this state")).to_be_focused()


def test_a_screen_reader_is_told_what_a_change_did(lab: Page) -> None:
    told = lab.get_by_role("status").filter(has_text="Probabilities")
    lab.get_by_role("button", name="Image 2").click()
    expect(told).to_have_text("Probabilities: cat 0.5732, dog 0.4268.")
    unfold(lab)
    expect(told).to_have_text("Probabilities: cat 0.5732, dog 0.4268. Entropy 0.6824, cross-entropy 0.5565.")


def test_temperature_true_class_and_what_follows_show_only_when_asked_for(lab: Page) -> None:
    rest = [
        lab.get_by_label("True class: class 1"),
        lab.get_by_label("Temperature", exact=True),
        lab.locator(".lab-facts"),
    ]
    for part in rest:
        expect(part).to_be_hidden()
    unfold(lab)
    for part in rest:
        expect(part).to_be_visible()
    lab.get_by_role("button", name="Image 2").click()  # which redraws it
    expect(lab.locator(".lab-facts")).to_be_visible()


def test_a_page_about_the_temperature_shows_it_at_once(watched: Watched) -> None:
    page = shown_lab(watched.open("questions/temperature/"))
    expect(page.get_by_label("Temperature", exact=True)).to_be_visible()


# Playgrounds of two and three classes, with few examples and many, folded and unfolded.
OF_EACH_SIZE = ["", "questions/temperature/", "questions/masked-softmax-nan/", "questions/softmax-confidence/"]
PARTS = """() => ["logit-lab", ...[..."presets rows shift more facts foot".split(" ")].map((name) => `.lab-${name}`)]
  .map((name) => document.querySelector(name).offsetHeight)"""


@pytest.fixture(scope="module")
def waiting(browser: Browser, address: str) -> Iterator[tuple[Page, list[Route]]]:
    """A page to which the playground's script does not come until it is let through, and the requests for it."""
    page = browser.new_context(base_url=address, service_workers="block").new_page()
    held: list[Route] = []
    page.add_init_script(WATCH_SHIFTS)
    page.route("**/logit-lab.js", lambda route: held.append(route))
    yield page, held
    page.context.close()


@pytest.mark.parametrize("width", [1440, 820, 390])
@pytest.mark.parametrize("path", OF_EACH_SIZE, ids=lambda path: path or "home")
def test_nothing_moves_when_its_script_comes(waiting: tuple[Page, list[Route]], path: str, width: int) -> None:
    page, held = waiting
    page.set_viewport_size({"width": width, "height": 900})
    with page.expect_request("**/logit-lab.js"):
        page.goto(f"/{path}")
        page.locator("logit-lab").evaluate("(lab) => lab.scrollIntoView({ block: 'center', behavior: 'instant' })")
    expect(page.locator("logit-lab table").first).to_be_hidden()
    before = page.evaluate(PARTS)
    held.pop().continue_()
    expect(page.locator(".lab-row").first).to_be_visible()
    assert page.evaluate(PARTS) == before
    assert sum(value for value, _ in page.evaluate("allMoved()")) <= MOST_MOVED


def test_without_scripts_the_examples_stand_there_as_tables(browser, address: str) -> None:  # type: ignore[no-untyped-def]
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    expect(page.locator("logit-lab table").first).to_be_visible()
    expect(page.locator("logit-lab table").nth(1)).to_contain_text("0.5732")
    context.close()
