// What book.js imports when a reader wants to edit or run a script, or comes by a link to an edit.
import { BookScript, named } from "./book_script.js";
import { fromFragment } from "./link.js";
import { make } from "./make.js";
import style from "./style.css" with { type: "text" };

const UNREADABLE = "The address holds an edit that cannot be shown.";

const sheet = new CSSStyleSheet();
sheet.replaceSync(style);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
customElements.define("book-script", BookScript);

export const run = (script) => script.run();

export const edit = (script, text) => script.edit(text);

// Show the edit in the page's address, without running it.
export async function openLink() {
  document.querySelector(".script-unreadable")?.remove();
  try {
    const { name, source } = await fromFragment(location.hash);
    named(name)[0].showLinked(source);
  } catch {
    const told = make("p", { className: "script-unreadable", role: "alert" }, UNREADABLE);
    document.querySelector("article h1").after(told);
  }
}
