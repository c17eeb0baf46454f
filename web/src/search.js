// The search dialog. book.js imports it when a reader is about to search; it fetches the entries.
import { Finder } from "./finder.js";
import { tokenize, toTerm } from "./words.js";

const here = import.meta.url;
const root = new URL("..", here);
const NAMES = { glossary: "Glossary", library: "Library", page: "Page" };
const HINT = "Type a question, an error message or the name of a function.";
let loading;
let dialog;
let active = -1;
let announcing;

export function load() {
  if (loading) return loading;
  loading = start();
  loading.then(complete).catch(() => {}); // without them, results show answers
  loading.catch(() => (loading = undefined)); // so that the next call tries again
  return loading;
}

async function start() {
  const [entries, titles] = await Promise.all([read("search.json"), read("search-titles.json")]);
  const finder = new Finder(JSON.parse(entries));
  await finder.use("titles", titles);
  return finder;
}

// Fetch what the first results can do without, and search again with each.
async function complete(finder) {
  const [all, asked] = await Promise.all([read("search-all.json"), read("search-asked.json")]);
  await finder.use("all", all, JSON.parse(asked));
  again();
  finder.passages = JSON.parse(await read("passages.json"));
  again();
}

function again() {
  if (!dialog?.open || active >= 0) return; // a reader who chooses a result keeps it
  delete dialog.list.dataset.query;
  search();
}

async function read(name) {
  const answer = await fetch(new URL(name, here));
  return answer.ok ? answer.text() : Promise.reject(answer.status);
}

function element(tag, attributes, ...children) {
  const made = Object.assign(document.createElement(tag), { className: attributes.class ?? "" });
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function build() {
  const input = element("input", {
    class: "book-find__input", type: "search", role: "combobox", "aria-label": "Search the book", placeholder: "Search",
    "aria-autocomplete": "list", "aria-controls": "book-find-results", "aria-expanded": "false",
    autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "go", maxlength: "400",
  });
  const close = element("button", { class: "book-find__close", type: "button" }, "Close");
  const status = element("p", { class: "book-find__status", role: "status" });
  const help = element("p", { class: "book-find__help" });
  const list = element("div", { class: "book-find__results", id: "book-find-results", role: "listbox", "aria-label": "Results" });
  const top = element("div", { class: "book-find__top" }, input, close);
  dialog = element("dialog", { class: "book-find", "aria-label": "Search" }, top, status, help, list);
  Object.assign(dialog, { input, status, help, list });
  input.addEventListener("input", search);
  input.addEventListener("keydown", steer);
  close.addEventListener("click", () => dialog.close());
  list.addEventListener("click", (event) => {
    if (event.target.closest("a") && !event.ctrlKey && !event.metaKey && !event.shiftKey) dialog.close();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close(); // on the backdrop
  });
  dialog.addEventListener("close", () => {
    if (document.documentElement.dataset.worker) return;
    loading = undefined; // in a preview, an edit may change the entries
    delete list.dataset.query;
  });
  document.body.append(dialog);
}

export function open(query) {
  if (!dialog) build();
  if (!dialog.open) dialog.showModal();
  if (query !== undefined) dialog.input.value = query;
  dialog.input.focus();
  if (query === undefined) dialog.input.select();
  return search();
}

async function search() {
  const { input, list } = dialog;
  let found;
  try {
    const finder = await load();
    const query = input.value; // the current query, not the one when loading began
    if (list.dataset.query === query) return;
    Object.assign(list.dataset, { query, index: finder.name });
    found = finder.find(query);
    list.replaceChildren(...found.map(option));
  } catch {
    list.replaceChildren();
    delete list.dataset.query;
    return tell("", "The search could not be loaded.");
  }
  list.scrollTop = 0;
  choose(-1);
  input.setAttribute("aria-expanded", String(found.length > 0));
  const count = found.length;
  if (!input.value.trim()) tell("", HINT);
  else if (count) tell(count === 1 ? "1 result" : `${count} results`);
  else tell("Nothing found", "Try other or fewer words.");
}

// Shows help at once, but the count only when the reader pauses, so that no screen reader is interrupted.
function tell(count, help) {
  const all = element("a", { href: new URL("topics/", root) }, "See all questions");
  dialog.help.replaceChildren(...(help ? [`${help} `, all] : []));
  dialog.help.hidden = !help;
  clearTimeout(announcing);
  announcing = setTimeout(() => (dialog.status.textContent = count), 400);
}

function option({ kind, url, title, text, terms }, at) {
  const isMeant = (word) => tokenize(word).some((part) => terms.has(toTerm(part)));
  const link = element("a", { class: "book-find__result", role: "option", tabindex: "-1", "aria-selected": "false" });
  link.id = `book-find-${at}`;
  link.href = new URL(url, root);
  const heading = element("span", { class: "book-find__title" }, ...marked(title, isMeant));
  if (NAMES[kind]) heading.append(" ", element("span", { class: "book-find__kind" }, NAMES[kind]));
  link.append(heading, element("span", { class: "book-find__text" }, ...marked(text, isMeant)));
  return link;
}

function marked(text, isMeant) {
  const parts = text.split(/([\p{L}\p{N}_.-]*[\p{L}\p{N}])/u);
  return parts.map((part, at) => (at % 2 && isMeant(part) ? element("mark", {}, part) : part));
}

function choose(next) {
  const { input, list } = dialog;
  list.children[active]?.setAttribute("aria-selected", "false");
  active = next;
  const chosen = list.children[active];
  if (!chosen) return input.removeAttribute("aria-activedescendant");
  chosen.setAttribute("aria-selected", "true");
  chosen.scrollIntoView({ block: "nearest" });
  input.setAttribute("aria-activedescendant", chosen.id);
}

function steer(event) {
  const { length } = dialog.list.children;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && length) {
    event.preventDefault();
    choose(active < 0 && step < 0 ? length - 1 : (active + step + length) % length);
  } else if (event.key === "Enter" && !event.isComposing) {
    event.preventDefault();
    dialog.list.children[Math.max(active, 0)]?.click();
  }
}
