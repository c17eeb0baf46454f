// Finds the entries that src/bookbinder/site/search_index.py writes; independent of the dialog.
import MiniSearch from "minisearch";
import { excerpt } from "./excerpt.js";
import { BOOSTS, options } from "./fields.js";
import { tokenize, toTerm } from "./words.js";

const KINDS = { question: 1, glossary: 0.6, library: 0.5, page: 0.5 };
const LIKE = 2; // what an entry with a like phrasing gains, times its own score
const MOST = 10;
const CANDIDATES = 50; // results that are compared with the query so
const SIMILAR = 0.05; // the weight of a term that is only similar to one of the query
const LONGEST = 60; // words of a query that count, from its end, where a pasted traceback has its message

function toTerms(text) {
  return new Set(tokenize(text).map(toTerm).filter(Boolean));
}

// Return how much a query is like the nearest of some phrases: 0 if they share no word, 1 if they have the same
// words, stop words aside, and 2 if they are the same.
function likeness(phrases, query, words) {
  return Math.max(...phrases.map(([text, terms]) => {
    if (text === query) return 2;
    const shared = [...terms].filter((term) => words.has(term)).length;
    return shared && (2 * shared) / (terms.size + words.size);
  }));
}

export class Finder {
  constructor(entries) {
    this.entries = new Map(entries.map((entry) => [entry.url, entry]));
    this.passages = {}; // by address, once they have been fetched
  }

  // Search the index of this name, as make_index.js wrote it, from now on; `asked` has phrasings by address.
  async use(name, written, asked = {}) {
    this.index = await MiniSearch.loadJSONAsync(written, options(BOOSTS[name]));
    Object.assign(this, { name, asked, phrases: new Map() });
  }

  // Return the title and the phrasings of an entry, each in lower case and as terms.
  phrasesOf(url) {
    if (!this.phrases.has(url)) {
      const texts = [this.entries.get(url).title, ...(this.asked[url] ?? [])];
      this.phrases.set(url, texts.map((text) => [text.toLowerCase(), toTerms(text)]));
    }
    return this.phrases.get(url);
  }

  // Return the entries that match a query, the best first, each with the terms that matched.
  find(query) {
    const said = query.trim().toLowerCase();
    const words = toTerms(query);
    const found = this.index.search(query, {
      tokenize: (text) => tokenize(text).slice(-LONGEST),
      boost: BOOSTS[this.name],
      boostDocument: (url) => KINDS[this.entries.get(url).kind],
      fuzzy: (term) => term.length > 3 && 0.2,
      // Unless the last word is a whole one, the reader is still typing it.
      prefix: (term, at, terms) => at === terms.length - 1 && term.length > 1 && !this.knows(term),
      weights: { fuzzy: 0.2, prefix: 0.3 },
      bm25: { k: 0.6, b: 0.2, d: 0.3 },
    });
    const counts = new Map();
    for (const { terms } of found) for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
    const rarity = (term) => Math.log(1 + this.entries.size / counts.get(term));
    const best = found.slice(0, CANDIDATES);
    for (const one of best) one.score *= 1 + LIKE * likeness(this.phrasesOf(one.id), said, words);
    best.sort((one, other) => other.score - one.score);
    return best.slice(0, MOST).map(({ id, terms, queryTerms }) => {
      const { kind, url, title, text } = this.entries.get(id);
      const weights = new Map(terms.map((term) => [term, rarity(term) * (queryTerms.includes(term) ? 1 : SIMILAR)]));
      return { kind, url, title, text: excerpt(text, this.passages[url] ?? [], weights), terms: weights };
    });
  }

  knows(term) {
    return this.index.search(term, { tokenize: (text) => [text], processTerm: (text) => text }).length > 0;
  }
}
