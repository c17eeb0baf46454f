// Parts of the page whose place something of an edit takes, until Reset, and never on paper.
const swaps = new Set();

export class Swap {
  constructor(original) {
    this.original = original;
    this.shown = original;
    swaps.add(this);
  }

  // Show something in place of the original, or the original again.
  show(edited) {
    this.edited = edited;
    this.put(edited ?? this.original);
  }

  put(next) {
    if (next !== this.shown) this.shown.replaceWith(next);
    this.shown = next;
  }
}

addEventListener("beforeprint", () => swaps.forEach((swap) => swap.put(swap.original)));
addEventListener("afterprint", () => swaps.forEach((swap) => swap.put(swap.edited ?? swap.original)));
