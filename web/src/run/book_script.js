// <book-script>, all that the page shows of a script: readers edit and run it where it stands.
import { CodeView, KEYS } from "./code_view.js";
import { START, toFragment } from "./link.js";
import { LiveValues } from "./live_values.js";
import { make, say } from "./make.js";
import { Output } from "./output.js";
import * as python from "./python.js";
import { describeFigure, safeFigure } from "./safe_figure.js";
import { Swap } from "./swap.js";
import { Tools } from "./tools.js";

const LINKED = "This edit comes from a link. Read it before you run it.";
const scripts = new Map(); // by name: the elements that show a script, and its values all over the page
let announced = false;

export const named = (name) => scripts.get(name)?.elements ?? [];

export class BookScript extends HTMLElement {
  connectedCallback() {
    if (this.name) return;
    this.name = this.dataset.script;
    this.listing = this.querySelector(":not(.result) > .highlight");
    this.code = new Swap(this.listing.querySelector("pre"));
    this.original = this.code.original.querySelector("code").textContent;
    this.output = new Output(this, this.listing);
    const drawing = this.querySelector("figure.drawing");
    this.drawing = drawing && new Swap(drawing);
    if (!scripts.has(this.name)) scripts.set(this.name, { elements: [], values: new LiveValues(this.name) });
    scripts.get(this.name).elements.push(this);
    this.tools = [...this.querySelectorAll(".script-tools")].map((bar) => new Tools(this, bar));
  }

  get source() {
    return this.view?.source ?? this.original;
  }

  // Turn the listing into an editor, with the focus on a text if it is given.
  edit(text) {
    this.open();
    this.view.focusOn(text);
    this.listing.scrollIntoView({ block: "nearest" });
  }

  open() {
    for (let fold = this.listing.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    if (this.view) return;
    this.view = new CodeView(this.original, `${this.name.split("/")[1]}.py`, () => this.run());
    this.listing.classList.add("script-open");
    this.listing.querySelector(".script-tools").before(make("span", { className: "script-keys", ariaHidden: "true" }, KEYS));
    this.code.show(this.view.element);
    this.refresh();
  }

  // Show an edit that came from elsewhere, which nobody has read yet.
  showLinked(source) {
    this.open();
    this.view.source = source;
    this.notice ??= make("p", { className: "script-linked" }, LINKED);
    this.listing.querySelector(".filename").after(this.notice);
    this.listing.scrollIntoView({ block: "start" });
    say(LINKED);
  }

  refresh() {
    const state = { isOpen: Boolean(this.view), isRunning: Boolean(this.job), isChanged: Boolean(this.output.swap.edited) };
    for (const tools of this.tools) tools.refresh(state);
  }

  async run() {
    if (this.job) return;
    const { name, source } = this;
    const { expressions } = scripts.get(name).values;
    this.job = {
      ...{ name, source, expressions, figure: this.drawing && describeFigure(this.drawing.original, name) },
      begin: () => this.output.say("Running"),
      progress: ({ loaded, total }) => this.load(loaded, total),
      output: (text) => this.output.stream(text),
      notice: (what) => alert$.next(what),
    };
    this.output.say("Waiting for another script");
    const ended = python.run(this.job);
    this.refresh();
    const message = await ended;
    this.job = undefined;
    if (message.type === "done") {
      this.finish(message, source !== this.original);
    } else {
      this.output.say(message.what ?? "Stopped");
      say(message.what ?? "Stopped");
    }
    this.refresh();
  }

  load(loaded, total) {
    const [done, of] = [loaded, total].map((bytes) => Math.round(bytes / 1e6));
    this.output.say(loaded < total ? `Loading Python: ${done} of ${of} MB` : "Starting Python");
    if (!announced) say(`Loading Python, ${of} MB`);
    announced = true;
  }

  // Show how a run ended wherever the page shows something of the script, and say so once.
  finish(message, isEdited) {
    const { elements, values } = scripts.get(this.name);
    const { error, lives } = message;
    const none = error && Object.values(lives).every((shown) => shown === null); // it failed before its end
    const changed = values.show(none ? {} : lives);
    for (const one of elements) one.show(message, isEdited);
    const told = changed ? `${changed} ${changed === 1 ? "value" : "values"} on this page changed` : "";
    this.output.say(told || (isEdited || error ? "" : "As on the page"));
    if (this.view) this.output.reveal();
    say(`${error ? `Error: ${error.trim().split("\n").at(-1)}` : "Finished"}. ${told}`);
  }

  show(message, isEdited) {
    const drawn = isEdited && message.figure ? safeFigure(message.figure, this.drawing?.original) : undefined;
    this.drawing?.show(drawn);
    this.output.end(message, isEdited);
    this.refresh();
  }

  stop() {
    python.stop(this.job);
  }

  // Go back to the page's script, output, figure and values.
  reset() {
    const { elements, values } = scripts.get(this.name);
    for (const one of elements) one.restore();
    values.show();
    say("The script and the page are as they were.");
    if (location.hash.startsWith(START)) history.replaceState(null, "", location.pathname + location.search);
  }

  restore() {
    this.stop();
    if (this.view) this.view.source = this.original;
    this.notice?.remove();
    this.drawing?.show();
    this.output.reset();
    this.output.say("");
    this.refresh();
  }

  // Copying fails on an insecure address, or if the reader forbids it.
  async copyLink() {
    const address = new URL(await toFragment(this.name, this.source), location.href);
    try {
      await navigator.clipboard.writeText(address);
      alert$.next("Link copied");
    } catch {
      history.replaceState(null, "", address);
      alert$.next("The link is now in the address bar: copy it there");
    }
  }
}
