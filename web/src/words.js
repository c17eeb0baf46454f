// Splits texts and queries into words, and turns words into the terms of the index.
import { stemmer } from "stemmer";

const TOKEN = /[a-z0-9_.]+(?:-[a-z0-9_.]+)*/gi;
const HUMPS = /(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g;
const STOP_WORDS = new Set(`
a about also am an and any are as at be been being but by can could did do does doesn doing don for from get gets
getting give gives given go goes got had has have how i if in into is isn it its just like me my of on one or our same
should so some such than that the their them then there these they this those to too use used using very vs versus was
we were what when where which while who why will with won would you your
`.trim().split(/\s+/));

// Return the words of a text. An identifier gives its parts and the whole: BCELoss gives bce, loss and bceloss.
export function tokenize(text) {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").replaceAll("∞", " inf ");
  return (plain.match(TOKEN) ?? []).flatMap((token) => {
    if (/^[\d.]+$/.test(token)) return token.replace(/^\.+|\.+$/g, "");
    return token.split(".").flatMap((name) => {
      const parts = name.replace(HUMPS, "_").toLowerCase().split(/[_-]+/).filter(Boolean);
      return parts.length > 1 ? [...parts, parts.join("")] : parts;
    });
  });
}

const terms = new Map(); // a cache, by word: stemming would take most of the time

// Return the stem of a word in its American spelling, or null for a stop word.
export function toTerm(word) {
  if (!terms.has(word)) terms.set(word, STOP_WORDS.has(word) ? null : stemmer(american(word)));
  return terms.get(word);
}

function american(word) {
  return word.replace(/is(?=(?:e|es|ed|er|ers|ing|ation|ations)$)/, "iz").replace(/our(?=s?$|ed$|ing$|al$)/, "or");
}
