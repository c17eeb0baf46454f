// The header's menu button opens the theme's drawer, which is a checkbox that no keyboard reaches.
(() => {
  const button = document.querySelector("[data-book-menu]");
  const drawer = document.getElementById("__drawer");
  button.addEventListener("click", () => drawer.click());
  drawer.addEventListener("change", () => button.setAttribute("aria-expanded", String(drawer.checked)));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && drawer.checked) {
      drawer.click();
      button.focus();
    }
  });
})();

// Once the page is there and idle, keep the book for when there is no network, unless the reader saves data.
addEventListener("load", () => {
  const worker = document.documentElement.dataset.worker;
  if (worker && "serviceWorker" in navigator && !navigator.connection?.saveData) {
    setTimeout(() => navigator.serviceWorker.register(worker), 3000);
  }
});
