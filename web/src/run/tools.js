// The buttons of a script: Run and Edit, which its bars have from the start, and those that only an edit or a run needs.
import { make } from "./make.js";

export class Tools {
  constructor(script, bar) {
    const more = (text, act) => {
      const button = make("button", { type: "button", hidden: true }, text);
      button.addEventListener("click", act);
      bar.append(button);
      return button;
    };
    [this.run, this.edit] = bar.children;
    this.stop = more("Stop", () => script.stop());
    this.reset = more("Reset", () => script.reset());
    this.link = more("Copy link", () => script.copyLink());
    this.link.setAttribute("aria-label", "Copy link to this edit");
    this.isOfListing = script.listing.contains(bar);
  }

  // Show the buttons that are of use now; one that had the focus and goes gives it to Run.
  refresh({ isOpen, isRunning, isChanged }) {
    const focused = document.activeElement;
    this.run.setAttribute("aria-disabled", String(isRunning));
    this.edit.hidden = isOpen;
    this.stop.hidden = !isRunning;
    this.reset.hidden = !isOpen && !isChanged;
    this.link.hidden = !isOpen || !this.isOfListing || isRunning; // a phone has no room for more
    if (focused?.hidden && this.run.parentElement.contains(focused)) this.run.focus({ preventScroll: true });
  }
}
