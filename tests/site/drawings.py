"""What is wrong with the figures of a page, as a browser shows them."""

from __future__ import annotations

from playwright.sync_api import Page

# Yields what a reader would see. Boxes of texts are as high as a line: the corners of two may meet, their letters not.
LOOK = """(smallest) => {
  const shared = (one, two, low, high) => Math.min(one[high], two[high]) - Math.max(one[low], two[low]);
  const meet = (one, two) => Math.min(shared(one, two, "left", "right"), shared(one, two, "top", "bottom")) >= 3;
  const within = (one, two) => one.left > two.left - 1 && one.right < two.right + 1
    && one.top > two.top - 1 && one.bottom < two.bottom + 1;
  const size = (text) => {
    const { a, b } = text.getScreenCTM();
    return parseFloat(getComputedStyle(text).fontSize) * Math.hypot(a, b);
  };
  const folded = [...document.querySelectorAll("details:not([open]):has(figure)")];
  for (const fold of folded) fold.open = true;
  const wrong = [...document.querySelectorAll("figure")].flatMap((figure, before) => {
    const frame = figure.querySelector("svg").getBoundingClientRect();
    const texts = [...figure.querySelectorAll("text")].filter((text) => text.textContent.trim());
    const boxes = texts.map((text) => [text.textContent.trim(), text.getBoundingClientRect()]);
    const parts = texts.flatMap((text) => text.children.length ? [...text.children] : [text]);
    const caption = figure.querySelector("figcaption")?.innerText ?? "";
    return [
      ...(caption.startsWith(`Figure ${before + 1}. `) ? [] : [`figure ${before + 1} has the caption "${caption}"`]),
      ...parts.filter((part) => size(part) < smallest).map((part) => `${part.textContent}: ${size(part)} pixels high`),
      ...boxes.filter(([, box]) => !within(box, frame)).map(([said]) => `${said}: cut off`),
      ...boxes.flatMap(([said, box], at) => boxes.slice(at + 1)
        .filter(([, other]) => meet(box, other)).map(([more]) => `${said}: overlaps ${more}`)),
    ];
  });
  for (const fold of folded) fold.open = false;
  return wrong;
}"""
SMALLEST = 11  # pixels


def judge_figures(page: Page) -> list[str]:
    """Return what is wrong with a page's figures: text too small, cut off or on other text, or no numbered caption."""
    found: list[str] = page.evaluate(LOOK, SMALLEST)
    return found
