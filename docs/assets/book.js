// On narrow screens the header's menu button opens the contents: the theme's drawer, a checkbox that no keyboard reaches.
// While it is open the focus stays in it; closed, it gives the focus back.
(() => {
  const button = document.querySelector("[data-book-menu]");
  const contents = document.getElementById("book-nav");
  const drawer = document.getElementById("__drawer");
  const behind = document.querySelectorAll(".md-skip, .md-header, .md-content, .md-sidebar--secondary, .md-footer");
  const close = () => {
    if (drawer.checked) drawer.click();
  };

  button.addEventListener("click", () => drawer.click());
  drawer.addEventListener("change", () => {
    button.setAttribute("aria-expanded", String(drawer.checked));
    for (const part of behind) part.inert = drawer.checked;
    (drawer.checked ? contents.querySelector("[data-book-close]") : button).focus();
    contents.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  });
  contents.addEventListener("click", (event) => {
    if (event.target.closest("[data-book-close], a")) close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  matchMedia("(min-width: 76.25em)").addEventListener("change", close);
})();

// What the theme leaves undone: it puts each copy button into a landmark of its own, says "Copied" to the eye alone, and
// lets what scrolls sideways out of the keyboard's reach.
addEventListener("load", () => {
  for (const landmark of document.querySelectorAll(".md-code__nav")) landmark.setAttribute("role", "none");
  document.querySelector(".md-dialog").setAttribute("role", "status");
  const sized = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });
  for (const wide of document.querySelectorAll(".formula, .md-typeset__scrollwrap, pre > code")) sized.observe(wide);
});

// Once the page is there and idle, keep the book for when there is no network, unless the reader saves data.
addEventListener("load", () => {
  const worker = document.documentElement.dataset.worker;
  if (worker && "serviceWorker" in navigator && !navigator.connection?.saveData) {
    setTimeout(() => navigator.serviceWorker.register(worker), 3000);
  }
});
