// Reads entries from its input and writes the search's indexes: src/bookbinder/site/search_index.py runs it with Node.
import { readFileSync, writeFileSync } from "node:fs";
import MiniSearch from "minisearch";
import { BOOSTS, options } from "./fields.js";

const entries = JSON.parse(readFileSync(0, "utf8"));
const indexes = Object.entries(BOOSTS).map(([name, boosts]) => {
  const index = new MiniSearch(options(boosts));
  index.addAll(entries);
  return [name, index];
});
writeFileSync(1, JSON.stringify(Object.fromEntries(indexes)));
