// The fields of an entry and what each weighs: make_index.js indexes them, finder.js searches them.
import { tokenize, toTerm } from "./words.js";

const TITLES = { slug: 1, title: 2, asked: 4, headings: 0.5 };
// By index: a small one that a reader waits for, and one with all words, which comes after it.
export const BOOSTS = { titles: TITLES, all: { ...TITLES, text: 1, words: 0.3 } };

export function options(boosts) {
  return {
    fields: Object.keys(boosts),
    idField: "url",
    extractField: (entry, name) => (Array.isArray(entry[name]) ? entry[name].join("\n") : entry[name]),
    tokenize,
    processTerm: toTerm,
  };
}
