// The values of a script that the page shows, wherever it shows them: after a run of an edit they show its results.
import { Swap } from "./swap.js";

export class LiveValues {
  constructor(name) {
    const shown = [...document.querySelectorAll(`.live[data-from^="${name}."]`)];
    this.swaps = shown.map((value) => new Swap(value));
    this.expressions = [...new Set(shown.map((value) => value.dataset.from))];
  }

  // Show the results, each marked where it differs from the page's; return how many do. Without results, show the page's.
  show(results = {}) {
    for (const swap of this.swaps) {
      const { original } = swap;
      const result = results[original.dataset.from];
      const text = result === null ? "–" : String(result ?? original.textContent);
      swap.show(text === original.textContent ? undefined : changed(original, text));
    }
    return this.swaps.filter((swap) => swap.edited).length;
  }
}

function changed(original, text) {
  const value = original.cloneNode();
  value.classList.add("changed");
  value.textContent = text;
  value.title = `On the page: ${original.textContent}`;
  return value;
}
