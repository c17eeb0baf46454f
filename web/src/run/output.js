// Shows what a run prints in place of the output that the page shows, as it comes, and how the run goes.
import { make } from "./make.js";
import { Swap } from "./swap.js";

const MOST = 100_000; // characters of an output
const NOTE = "from the edited script";
const trimmed = (printed) => printed.replace(/\n+$/, "");
const text = (block) => trimmed(block?.querySelector("pre > code").textContent ?? "");

export class Output {
  constructor(script, listing) {
    const result = script.querySelector(".result");
    this.result = result ?? document.createComment("the output of an edit");
    if (!result) listing.after(this.result);
    this.swap = new Swap(this.result);
    this.status = make("span", { className: "script-status" });
    const tools = result?.querySelector(".script-tools");
    this.side = [this.status, ...(tools ? [tools] : [])];
    this.move(result);
    this.known = ["", " traceback"].map((kind) => text(result?.querySelector(`[class="language-text highlight${kind}"]`)));
  }

  say(text) {
    if (!this.status.isConnected && text) this.show([block("Output", "")]);
    this.status.textContent = text;
  }

  // Show a part of the output of a run that goes on.
  stream(part) {
    if (!this.running) {
      this.running = block("Output", "");
      this.show([this.running]);
    }
    const code = this.running.querySelector("code");
    code.append(part.slice(0, Math.max(0, MOST - code.textContent.length)));
  }

  // Show how a run ended; an unedited script that printed what the page shows leaves the page as it is.
  end({ printed, traceback, warnings, error }, edited) {
    this.running = undefined;
    if (!edited && !error && trimmed(printed) === this.known[0] && trimmed(traceback) === this.known[1]) return this.reset();
    const failed = error ?? traceback;
    const note = edited ? NOTE : "";
    const blocks = [
      ...(printed || !failed ? [block("Output", printed, note)] : []),
      ...(warnings.length ? [block("Warning", warnings.join("\n"), note)] : []),
      ...(failed ? [block("Error", failed, note, " traceback")] : []),
    ];
    this.show(blocks);
  }

  // Bring the result into sight, which may stand above its script.
  reveal() {
    this.status.closest(".filename")?.scrollIntoView({ block: "nearest" });
  }

  reset() {
    this.running = undefined;
    this.swap.show();
    this.move(this.result);
  }

  show(blocks) {
    const edited = make("div", { className: "result edited" }, ...blocks);
    this.swap.show(edited);
    this.move(edited);
    for (const code of edited.querySelectorAll("pre > code")) {
      if (code.scrollHeight > code.clientHeight || code.scrollWidth > code.clientWidth) code.tabIndex = 0;
    }
  }

  // Take the status and the buttons along to the first bar, and with them the focus.
  move(result) {
    const bar = result?.querySelector?.(".filename");
    if (!bar) return this.status.remove();
    const focused = document.activeElement;
    bar.append(...this.side);
    if (bar.contains(focused)) focused.focus({ preventScroll: true });
  }
}

function block(label, printed, note = "", kind = "") {
  const cut = printed.length > MOST ? `${printed.slice(0, MOST)}\n(cut here)` : printed;
  const bar = make("span", { className: "filename" }, label);
  if (note) bar.append(" ", make("span", { className: "script-note" }, note));
  const code = make("code", {}, `${trimmed(cut)}\n`);
  return make("div", { className: `language-text highlight${kind}` }, bar, make("pre", {}, code));
}
