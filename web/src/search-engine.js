// Finds entries of the index that src/bookbinder/search.py writes. Nothing here knows of a page or of the dialog.
//
// An entry's score has two parts of like size: how much its words say of the query's (their weights come with the
// index), and how near the query is to one of the phrases by which the entry is known, its title among them.

const TOKEN = /[a-z0-9_.]+(?:-[a-z0-9_.]+)*/gi;
const HUMPS = /(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g;
const END = /(?<=[.?!]["”]?)(?<! (?:al|vs|[a-z]\.[a-z])\.) (?=["“(]?[\p{Lu}\d−])/u; // of a sentence, but not of an abbreviation
const CLAUSE = /(?<=[:;,] )(?=\p{L})/gu;
const FULL = 99;
const NEIGHBOURS = 0.3; // what two neighbouring words that are neighbours in a phrase count for
const WHOLE = 0.4; // an identifier counts beside its parts, and two words that the book also writes as one
const KINDS = { question: 1, glossary: 0.6, library: 0.5, page: 0.5 };
const WORTH = 0.25; // of the best result's score: what is further behind is noise
const MOST = 10;
const MORE = 1.2; // how much more another passage must say than the answer to be shown in its place
const FAR = 90; // letters of a sentence that are in sight on a phone
const LEAD = 40; // letters before a word that is not, and is then brought into sight
const LONGEST = 60; // words of a query that count, from its end: of a pasted traceback the message

// The words of a text in order, as split_words in src/bookbinder/words.py returns them, with their places.
export function splitWords(text) {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").replaceAll("∞", " inf ");
  const words = [];
  for (const [token] of plain.matchAll(TOKEN)) {
    if (/^[\d.]+$/.test(token)) {
      words.push([token.replace(/^\.+|\.+$/g, ""), false]);
      continue;
    }
    for (const name of token.split(".")) {
      const parts = name.replace(HUMPS, "_").split(/[_-]+/).filter(Boolean).map((part) => part.toLowerCase());
      words.push(...parts.map((part) => [part, false]));
      if (parts.length > 1) words.push([parts.join(""), true]);
    }
  }
  return words.filter(([word]) => word);
}

// How many letters to change, add, drop or swap to make one word of another; more than `most` is Infinity.
export function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return Infinity;
  let before = [];
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1];
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        next[j] = Math.min(next[j], before[j - 2] + 1);
      }
    }
    if (Math.min(...next) > most) return Infinity;
    [before, row] = [row, next];
  }
  return row.at(-1) <= most ? row.at(-1) : Infinity;
}

// How much terms say of what a query asks for.
function sayings(terms, concepts) {
  return concepts.reduce((sum, { meanings, weight, rarity }) => {
    const sure = [...meanings].reduce((most, [term, how]) => (how > most && terms.has(term) ? how : most), 0);
    return sum + sure * weight * rarity;
  }, 0);
}

export class Engine {
  constructor({ entries, words, terms, phrases }) {
    this.entries = entries;
    this.words = new Map(Object.entries(words));
    this.terms = terms;
    this.cut = new Map(); // the passages of entries that were found
    this.known = [...this.words.keys()].filter((word) => this.words.get(word) >= 0);
    this.near = new Map(); // words that the book does not know: what they may be, once looked up
    this.phrases = phrases.map(([entry, weight, ...said]) => {
      const inOrder = said.filter((term) => term >= 0);
      const pairs = new Set(inOrder.slice(1).map((term, at) => `${inOrder[at]} ${term}`));
      const all = new Set(said.map((term) => (term < 0 ? ~term : term)));
      const length = Math.sqrt([...all].reduce((sum, term) => sum + terms[term][0] ** 2, NEIGHBOURS * pairs.size));
      return { entry, weight: weight / 10, all, pairs, length };
    });
    this.saying = new Map(); // the phrases that hold a term
    for (const phrase of this.phrases) {
      for (const term of phrase.all) {
        if (!this.saying.has(term)) this.saying.set(term, []);
        this.saying.get(term).push(phrase);
      }
    }
  }

  // The terms that a word may mean, each with how sure that is: one if the book writes it, else what is like it.
  meanings(word) {
    const term = this.words.get(word);
    if (term !== undefined) return term < 0 ? [] : [[term, 1]];
    if (!this.near.has(word)) this.near.set(word, this.likely(word));
    return this.near.get(word);
  }

  likely(word) {
    const found = new Map();
    const add = (other, sure) => {
      const term = this.words.get(other);
      if (!(found.get(term) >= sure)) found.set(term, sure);
    };
    const number = /\d/.test(word);
    const most = word.length > 7 ? 2 : 1;
    for (const other of this.known) {
      if (word.length > 1 && other.startsWith(word)) add(other, 0.3 + (0.4 * word.length) / other.length); // still being typed
      if (word.length < 4 || number || /\d/.test(other)) continue;
      const away = distance(word, other, most); // misspelt
      if (away <= most) add(other, (away === 1 ? 0.7 : 0.5) * (word[0] === other[0] ? 1 : 0.7));
      let common = 0; // inflected
      while (common < word.length && word[common] === other[common]) common++;
      if (common >= 4 && common >= 0.6 * Math.max(word.length, other.length)) {
        add(other, (0.6 * common) / Math.max(word.length, other.length));
      }
    }
    for (let at = 3; at <= word.length - 3; at++) {
      const halves = [word.slice(0, at), word.slice(at)]; // written as one
      if (halves.every((half) => this.words.get(half) >= 0)) for (const half of halves) add(half, 0.8);
    }
    return [...found].sort((a, b) => b[1] - a[1]).slice(0, 4);
  }

  // What a query asks for: concepts, each a term or several that it may mean; and its pairs of neighbours.
  understand(query) {
    const words = splitWords(query).slice(-LONGEST).filter(([word]) => this.words.get(word) !== -1 && (word.length > 1 || /\d/.test(word)));
    const concepts = new Map();
    const add = (meanings, weight) => {
      if (!meanings.length || concepts.has(meanings[0][0])) return;
      concepts.set(meanings[0][0], { meanings: new Map(meanings), weight, rarity: this.terms[meanings[0][0]][0] });
    };
    for (const [word, whole] of words) {
      if (!whole) add(this.meanings(word), 1);
      else if (this.words.has(word) || word.length > 7) add(this.meanings(word).slice(0, 1), WHOLE);
    }
    const parts = words.filter(([, whole]) => !whole).map(([word]) => word);
    for (let at = 1; at < parts.length; at++) {
      const term = this.words.get(parts[at - 1] + parts[at]);
      if (term >= 0) add([[term, 1]], WHOLE);
    }
    const inOrder = parts.map((word) => this.meanings(word)[0]?.[0]);
    const pairs = new Set(inOrder.slice(1).map((term, at) => `${inOrder[at]} ${term}`));
    return { concepts: [...concepts.values()], pairs };
  }

  // The entries that answer a query, the best first, and the terms by which they were found.
  find(query) {
    const { concepts, pairs } = this.understand(query);
    const scores = new Float64Array(this.entries.length);
    const total = concepts.reduce((sum, { weight, rarity }) => sum + weight * rarity, 0);
    for (const { meanings, weight, rarity } of concepts) {
      const most = new Map(); // of the meanings of a concept, an entry's best counts
      for (const [term, sure] of meanings) {
        const posting = this.terms[term];
        for (let at = 1; at < posting.length; at += 2) {
          const value = (sure * posting[at + 1]) / FULL;
          if (!(most.get(posting[at]) >= value)) most.set(posting[at], value);
        }
      }
      for (const [entry, value] of most) scores[entry] += (weight * rarity * value) / total;
    }
    this.nearest(concepts, pairs).forEach((near, entry) => (scores[entry] += near));
    const results = [];
    scores.forEach((score, number) => {
      const [kind, url, title] = this.entries[number];
      if (score > 0) results.push({ number, kind, url, title, score: score * KINDS[kind] });
    });
    results.sort((a, b) => b.score - a.score);
    const shown = results.filter(({ score }) => score > WORTH * results[0].score).slice(0, MOST);
    for (const result of shown) result.text = this.passage(result.number, concepts);
    return { results: shown, terms: new Set(concepts.flatMap(({ meanings }) => [...meanings.keys()])) };
  }

  // What to show of an entry: its answer, or another passage of its page if that says more of what a query asks for;
  // from the sentence on that says most of it.
  passage(number, concepts) {
    const [answer, ...others] = this.passages(number).map((sentences) => {
      const values = sentences.map(({ terms }) => sayings(terms, concepts));
      const value = Math.max(...values);
      return { sentences, value, start: values.indexOf(value) };
    });
    const other = others.reduce((best, one) => (one.value > best.value ? one : best), { value: 0 });
    const { sentences, start } = other.value > MORE * answer.value ? other : answer;
    const [first, ...rest] = sentences.slice(start).map(({ text }) => text);
    const from = this.from(first, concepts);
    const shown = [first.slice(from), ...rest].join(" ");
    return sentences === answer.sentences && start + from === 0 ? shown : `… ${shown}`;
  }

  // Where to begin with a sentence, so that the word that says most of it is in sight on a phone too: with a clause
  // if there is one.
  from(sentence, concepts) {
    const words = [...sentence.matchAll(/\S+/g)];
    const values = words.map(([word]) => sayings(this.termsOf(word), concepts));
    const at = words[values.indexOf(Math.max(...values))]?.index ?? 0;
    if (at < FAR) return 0;
    const clauses = [...sentence.matchAll(CLAUSE)].map(({ index }) => index);
    const clause = clauses.find((index) => index > at - FAR && index <= at);
    return clause ?? words.find(({ index }) => index >= at - LEAD).index;
  }

  termsOf(text) {
    return new Set(splitWords(text).map(([word]) => this.words.get(word)));
  }

  // The passages of an entry as sentences, each with its terms: first its answer.
  passages(number) {
    if (!this.cut.has(number)) {
      const [, , , text, others] = this.entries[number];
      const termed = (sentence) => ({ text: sentence, terms: this.termsOf(sentence) });
      this.cut.set(number, [text, ...others].map((passage) => passage.split(END).map(termed)));
    }
    return this.cut.get(number);
  }

  // For each entry, how near its nearest phrase is to the query: the cosine of the angle between them, by rarity.
  nearest(concepts, pairs) {
    const length = Math.sqrt(concepts.reduce((sum, c) => sum + (c.weight * c.rarity) ** 2, NEIGHBOURS * pairs.size));
    const shared = new Map();
    for (const { meanings, weight, rarity } of concepts) {
      const most = new Map();
      for (const [term, sure] of meanings) {
        for (const phrase of this.saying.get(term) ?? []) if (!(most.get(phrase) >= sure)) most.set(phrase, sure);
      }
      for (const [phrase, sure] of most) {
        shared.set(phrase, (shared.get(phrase) ?? 0) + sure * weight * rarity ** 2);
      }
    }
    const nearest = new Map();
    for (const [phrase, sum] of shared) {
      let both = 0;
      for (const pair of pairs) if (phrase.pairs.has(pair)) both++;
      const near = (phrase.weight * (sum + NEIGHBOURS * both)) / (phrase.length * length);
      if (!(nearest.get(phrase.entry) >= near)) nearest.set(phrase.entry, near);
    }
    return nearest;
  }
}
