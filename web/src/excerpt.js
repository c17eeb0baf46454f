// Chooses the excerpt of a search result: the passage that matches the query best.
import { tokenize, toTerm } from "./words.js";

const END = /(?<=[.?!]["”]?)(?<! (?:al|vs|[a-z]\.[a-z])\.) (?=["“(]?[\p{Lu}\d−])/u; // of a sentence, not of an abbreviation
const CLAUSE = /(?<=[:;,] )(?=\p{L})/gu;
const MORE = 1.2; // how much better than the answer another passage must match to replace it
const FAR = 90; // letters of a sentence that a phone shows
const LEAD = 40; // letters before the best word, if a phone would not show it

// Return the answer or another passage, from its sentence with the highest sum of weights.
export function excerpt(text, passages, weights) {
  const [answer, ...others] = [text, ...passages].map((passage) => {
    const sentences = passage.split(END);
    const values = sentences.map((sentence) => valueOf(sentence, weights));
    const value = Math.max(...values);
    return { sentences, value, start: values.indexOf(value) };
  });
  const other = others.reduce((best, one) => (one.value > best.value ? one : best), { value: 0 });
  const { sentences, start } = other.value > MORE * answer.value ? other : answer;
  const [first, ...rest] = sentences.slice(start);
  const from = beginning(first, weights);
  const shown = [first.slice(from), ...rest].join(" ");
  return sentences === answer.sentences && start + from === 0 ? shown : `… ${shown}`;
}

function valueOf(text, weights) {
  return [...new Set(tokenize(text).map(toTerm))].reduce((sum, term) => sum + (weights.get(term) ?? 0), 0);
}

// Return where to begin in a sentence, so that a phone shows the word with the highest weight: at a clause if possible.
function beginning(sentence, weights) {
  const words = [...sentence.matchAll(/\S+/g)];
  const values = words.map(([word]) => valueOf(word, weights));
  const at = words[values.indexOf(Math.max(...values))]?.index ?? 0;
  if (at < FAR) return 0;
  const clauses = [...sentence.matchAll(CLAUSE)].map(({ index }) => index);
  return clauses.find((index) => index > at - FAR && index <= at) ?? words.find(({ index }) => index >= at - LEAD).index;
}
