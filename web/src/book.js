import "./script_tools.js";

// The menu button opens the contents on narrow screens: it toggles the theme's drawer, a checkbox that Tab does not
// reach. The focus stays in the drawer while it is open, and returns to the button when it closes.
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

// Switches between light and dark, and stores the choice for the script beside the buttons, which reads it on each page.
{
  const options = [...document.getElementsByName("__palette")];
  const { body } = document;
  const show = (chosen) => {
    body.setAttribute("data-md-color-switching", ""); // no colour fades before all have changed
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

// The copy buttons in the bars above code, and the commands there, which a click copies. The theme's buttons would cover
// the code, cause a layout for each block, and make each a landmark.
addEventListener("load", () => {
  document.querySelector(".md-dialog").setAttribute("role", "status"); // so that screen readers announce "Copied"
  const copier = (className, title, code) => {
    const button = document.createElement("button");
    Object.assign(button, { className, title, type: "button" });
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(code.textContent);
      alert$.next("Copied to clipboard");
    });
    return button;
  };
  for (const bar of navigator.clipboard ? document.querySelectorAll(":not(.result) > .highlight > .filename") : []) {
    const button = copier("md-code__button", "Copy to clipboard", bar.parentElement.querySelector("pre > code"));
    button.dataset.mdType = "copy";
    const command = bar.querySelector(".run");
    if (command) {
      const run = copier("run", "Copy this command", command);
      command.replaceWith(run);
      run.append(command.textContent);
    }
    bar.append(button);
  }
});

// The link to the answer also copies itself.
document.querySelector(".answer-link")?.addEventListener("click", async ({ currentTarget }) => {
  await navigator.clipboard?.writeText(currentTarget.href).then(() => alert$.next("Link copied"));
});

// Makes elements that scroll sideways focusable, so that the keyboard can scroll them.
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

// Shows the whole of a link in a table that scrolls: a browser leaves it where it is if only a part of it is cut off.
document.addEventListener("focusin", ({ target }) => {
  if (target.matches(".md-typeset__scrollwrap *")) target.scrollIntoView({ block: "nearest", inline: "nearest" });
});

// Turns to a tab without a trace in the address, where the theme would leave the tab's id.
addEventListener("click", (event) => {
  const tab = event.target.closest(".tabbed-labels a");
  if (!tab || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  event.stopPropagation();
  tab.parentElement.click();
}, { capture: true });

// Registers the service worker some time after the page has loaded, unless the reader saves data.
addEventListener("load", () => {
  const worker = document.documentElement.dataset.worker;
  if (worker && "serviceWorker" in navigator && !navigator.connection?.saveData) {
    setTimeout(() => navigator.serviceWorker.register(worker).catch(() => {}), 3000); // the reader may leave meanwhile
  }
});

// Takes a clicked download from the service worker, which no browser asks for it, so that it works without a network.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[download]");
  if (!link?.href.startsWith("http") || (navigator.onLine && !navigator.serviceWorker?.controller)) return;
  event.preventDefault();
  const answer = await fetch(link.href).catch(() => Response.error());
  if (!answer.ok) return alert$.next("Without a network, this file cannot be fetched");
  const saved = document.createElement("a");
  saved.href = URL.createObjectURL(await answer.blob());
  saved.download = decodeURIComponent(link.pathname.split("/").pop());
  saved.click();
  setTimeout(() => URL.revokeObjectURL(saved.href), 60000); // Safari reads it late
});

// Fetches what a page seldom needs when a reader is about to use it.
{
  const here = document.currentScript.src;

  // The playground: when it is about to scroll into view. A module would not load in a site opened from a disk.
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

  // The search: a [data-book-search] button, "/", Ctrl-K or ?q=words opens it. It gets what is typed while it loads.
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
    event.stopImmediatePropagation(); // the theme would go to the next page on "n"
    typed += event.key;
  };
  addEventListener("keydown", keep, { capture: true });
  document.addEventListener("keydown", (event) => {
    const fields = "input:not([type=radio], [type=range]), textarea, select, [contenteditable]";
    const typing = event.composedPath()[0].closest?.(fields);
    const asked = event.key.toLowerCase() === "k" ? event.ctrlKey || event.metaKey : event.key === "/" && !typing;
    if (!asked || event.altKey || (event.shiftKey && event.key !== "/")) return;
    event.preventDefault();
    open();
  });
  const query = new URLSearchParams(location.search).get("q");
  if (query) open(query);
}
