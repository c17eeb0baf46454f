// Shows an edited page at once: the preview sends its article before the engine has built the page and reloads it.
(() => {
  const article = document.querySelector("article");
  if (!article) return;
  const parts = (of) => [...of.children].filter((part) => !part.matches(".topic")); // which the theme puts above it
  const text = (of) => parts(of).map((part) => part.textContent).join("");
  let shown = text(article); // before the page's scripts add their buttons
  let stream;
  const listen = () => {
    stream?.close();
    stream = document.hidden ? null : new EventSource(`/.article${location.pathname}`);
    stream?.addEventListener("message", ({ data }) => {
      const fresh = document.createElement("article");
      fresh.innerHTML = JSON.parse(data);
      if (text(fresh) === shown) return;
      shown = text(fresh);
      for (const part of parts(article)) part.remove();
      article.append(...fresh.childNodes);
    });
  };
  document.addEventListener("visibilitychange", listen);
  listen();
})();
