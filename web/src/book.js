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

// Light or dark: shows what is chosen, and keeps it where the script beside the buttons looks on the next page.
{
  const options = [...document.getElementsByName("__palette")];
  const { body } = document;
  const show = (chosen) => {
    body.setAttribute("data-md-color-switching", ""); // until the next frame has all colours, none fades
    body.setAttribute("data-md-color-scheme", chosen.dataset.mdColorScheme);
    chosen.checked = true;
    for (const option of options) option.nextElementSibling.hidden = option !== chosen;
    requestAnimationFrame(() => requestAnimationFrame(() => body.removeAttribute("data-md-color-switching")));
  };
  options.forEach((option, index) => {
    option.addEventListener("change", () => {
      show(option);
      __md_set("__palette", { index, color: { scheme: option.dataset.mdColorScheme } });
    });
    option.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      const next = options[(index + 1) % options.length];
      next.click();
      next.focus();
    });
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", ({ matches }) => {
    const system = matches ? "slate" : "default";
    if (!__md_get("__palette")) show(options.find((option) => option.dataset.mdColorScheme === system));
  });
}

// What copies a code block. The theme's own would lay the page out anew for each, and make each a landmark.
addEventListener("load", () => {
  document.querySelector(".md-dialog").setAttribute("role", "status"); // the theme says "Copied" to the eye alone
  for (const code of navigator.clipboard ? document.querySelectorAll("pre > code") : []) {
    const button = document.createElement("button");
    Object.assign(button, { className: "md-code__button", type: "button", title: "Copy to clipboard" });
    button.dataset.mdType = "copy";
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(code.textContent);
      alert$.next("Copied to clipboard");
    });
    const corner = document.createElement("div");
    corner.className = "md-code__nav";
    corner.append(button);
    code.before(corner);
  }
});

// What scrolls sideways is within the keyboard's reach.
addEventListener("load", () => {
  const sized = new ResizeObserver((entries) => {
    const wide = entries.map(({ target }) => target.scrollWidth > target.clientWidth);
    entries.forEach(({ target }, at) => {
      if (wide[at]) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    });
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

// What a page seldom needs is fetched when a reader reaches for it.
{
  const here = document.currentScript.src;

  // The playground: when it is about to be seen. As a script, not a module: it works in a copy opened from a disk too.
  const labs = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      labs.disconnect();
      const script = document.createElement("script");
      script.src = new URL("logit-lab.js", here);
      document.head.append(script);
    },
    { rootMargin: "50%" },
  );
  for (const lab of document.querySelectorAll("logit-lab")) labs.observe(lab);

  // The search: any [data-book-search] button, "/", Ctrl-K or ?q=words opens it. What is typed while it comes is kept.
  const fetched = () => import(new URL("search.js", here));
  let typed;
  const open = (query) => {
    typed = query ?? "";
    fetched()
      .then((search) => {
        const words = typed;
        typed = undefined;
        search.open(words || undefined);
      })
      .catch(() => location.assign(new URL("../topics/", here)));
  };
  for (const button of document.querySelectorAll("[data-book-search]")) {
    const prepare = () => fetched().then((search) => search.load()).catch(() => {});
    button.addEventListener("click", () => open());
    for (const reach of ["pointerenter", "focus"]) button.addEventListener(reach, prepare, { once: true });
  }
  const keep = (event) => {
    if (typed === undefined || event.ctrlKey || event.metaKey || event.altKey || event.key.length > 1) return;
    event.preventDefault();
    event.stopImmediatePropagation(); // the theme would leave for the next page at an "n"
    typed += event.key;
  };
  addEventListener("keydown", keep, { capture: true });
  document.addEventListener("keydown", (event) => {
    const typing = event.composedPath()[0].closest?.("input, textarea, select, [contenteditable]");
    const asked = event.key.toLowerCase() === "k" ? event.ctrlKey || event.metaKey : event.key === "/" && !typing;
    if (!asked || event.altKey || (event.shiftKey && event.key !== "/")) return;
    event.preventDefault();
    open();
  });
  const query = new URLSearchParams(location.search).get("q");
  if (query) open(query);
}
