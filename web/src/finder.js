// Finds the entries that src/bookbinder/site/search_index.py writes; independent of the dialog.
import MiniSearch from "minisearch";
import { excerpt } from "./excerpt.js";
import { tokenize, toTerm } from "./words.js";

const BOOSTS = { slug: 1, title: 2, asked: 4, headings: 0.5, text: 1, words: 0.3 };
const KINDS = { question: 1, glossary: 0.6, library: 0.5, page: 0.5 };
const NAMED = 2; // for an entry with the query as its title or phrasing
const MOST = 10;
const SIMILAR = 0.05; // the weight of a term that is only similar to one of the query
const LONGEST = 60; // words of a query that count, from its end, where a pasted traceback has its message

function toPhrase(text) {
  return tokenize(text).map(toTerm).filter(Boolean).join(" ");
}

export class Finder {
  constructor(entries) {
    this.passages = {}; // by address, once they have been fetched
    const known = new Set(); // the terms of all entries
    this.entries = new Map(entries.map((entry) => [entry.url, { asked: [], ...entry }]));
    this.index = new MiniSearch({
      fields: Object.keys(BOOSTS),
      idField: "url",
      storeFields: ["kind"],
      extractField: (entry, name) => (Array.isArray(entry[name]) ? entry[name].join("\n") : entry[name]),
      tokenize,
      processTerm: (word) => {
        const term = toTerm(word);
        if (term) known.add(term);
        return term;
      },
      searchOptions: {
        processTerm: toTerm,
        tokenize: (query) => tokenize(query).slice(-LONGEST),
        boost: BOOSTS,
        fuzzy: (term) => term.length > 3 && 0.2,
        // Unless the last word is a whole one, the reader is still typing it.
        prefix: (term, at, terms) => at === terms.length - 1 && term.length > 1 && !known.has(term),
        weights: { fuzzy: 0.2, prefix: 0.3 },
        bm25: { k: 0.6, b: 0.2, d: 0.3 },
      },
    });
    this.index.addAll([...this.entries.values()]);
    this.phrases = new Map(); // the entries with this title or phrasing
    for (const { url, title, asked } of this.entries.values()) {
      for (const phrase of [title, ...asked].map(toPhrase)) this.phrases.set(phrase, [...(this.phrases.get(phrase) ?? []), url]);
    }
  }

  // Return the entries that match a query, the best first, each with the terms that matched.
  find(query) {
    const named = this.phrases.get(toPhrase(query)) ?? [];
    const found = this.index.search(query, {
      boostDocument: (url, term, { kind }) => KINDS[kind] * (named.includes(url) ? NAMED : 1),
    });
    const counts = new Map();
    for (const { terms } of found) for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
    const rarity = (term) => Math.log(1 + this.entries.size / counts.get(term));
    return found.slice(0, MOST).map(({ id, terms, queryTerms }) => {
      const { kind, url, title, text } = this.entries.get(id);
      const weights = new Map(terms.map((term) => [term, rarity(term) * (queryTerms.includes(term) ? 1 : SIMILAR)]));
      return { kind, url, title, text: excerpt(text, this.passages[url] ?? [], weights), terms: weights };
    });
  }
}
