// Chooses what a result shows of its page: the passage that says most of what was asked for.
import { tokenize, toTerm } from "./words.js";

const END = /(?<=[.?!]["”]?)(?<! (?:al|vs|[a-z]\.[a-z])\.) (?=["“(]?[\p{Lu}\d−])/u; // of a sentence, but not of an abbreviation
const CLAUSE = /(?<=[:;,] )(?=\p{L})/gu;
const MORE = 1.2; // how much more another passage must say than the answer to be shown in its place
const FAR = 90; // letters of a sentence that are in sight on a phone
const LEAD = 40; // letters before a word that is not, and is then brought into sight

// Return the answer, or another passage, from the sentence on that says most by the weights of its terms.
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

// Return where to begin with a sentence, so that the word that says most is in sight on a phone: with a clause if possible.
function beginning(sentence, weights) {
  const words = [...sentence.matchAll(/\S+/g)];
  const values = words.map(([word]) => valueOf(word, weights));
  const at = words[values.indexOf(Math.max(...values))]?.index ?? 0;
  if (at < FAR) return 0;
  const clauses = [...sentence.matchAll(CLAUSE)].map(({ index }) => index);
  return clauses.find((index) => index > at - FAR && index <= at) ?? words.find(({ index }) => index >= at - LEAD).index;
}
