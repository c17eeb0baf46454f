// Colours Python in the editor as Pygments colours it in listings, with the theme's custom properties.
import { HighlightStyle, syntaxHighlighting, syntaxTree } from "@codemirror/language";
import { Prec } from "@codemirror/state";
import { Decoration, ViewPlugin } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const colour = (name) => `var(--md-code-hl-${name}-color)`;
const { special, definition, function: called } = tags;

const style = HighlightStyle.define([
  { tag: tags.comment, color: colour("comment") },
  { tag: [tags.string, special(tags.string)], color: colour("string") },
  { tag: tags.escape, color: colour("special") },
  { tag: tags.number, color: colour("number") },
  { tag: tags.keyword, color: colour("keyword") },
  { tag: [tags.operatorKeyword, tags.operator, tags.modifier], color: colour("operator") },
  { tag: [tags.punctuation, tags.bracket, tags.separator], color: colour("punctuation") },
  { tag: tags.derefOperator, color: colour("operator") },
  { tag: [called(definition(tags.variableName)), definition(tags.className)], color: colour("function") },
  { tag: [tags.bool, tags.null, tags.variableName, tags.propertyName], color: colour("name") },
]);

const BUILTINS = new Set(`abs all any bool bytes callable chr complex dict dir divmod enumerate filter float format
  frozenset getattr hasattr hash hex id input int isinstance issubclass iter len list map max min next object oct open ord
  pow print property range repr reversed round set setattr slice sorted staticmethod str sum super tuple type vars zip`
  .split(/\s+/));
const EXCEPTION = /^[A-Z]\w*(?:Error|Exception|Warning)$/;

// Return the colour of what the parser does not tell apart from other names, operators and strings.
function colourOf(node, text) {
  const { name, parent } = node;
  if (parent?.name === "ImportStatement" && (name === "VariableName" || name === ".")) {
    return parent.firstChild.name === "import" || node.to < parent.getChild("import").from ? "function" : undefined;
  }
  if (name === "VariableName") return BUILTINS.has(text) ? "constant" : EXCEPTION.test(text) ? "function" : undefined;
  if (name === ":") return parent.name.startsWith("Format") ? "string" : "punctuation";
  if (name === "String" && parent.name === "ExpressionStatement") return "comment";
  const replaces = parent?.name === "FormatReplacement" && (name === "{" || name === "}");
  return replaces || name === "FormatSpec" || name === "FormatConversion" ? "string" : undefined;
}

function names(view) {
  const found = [];
  const mark = (from, to, name) => {
    found.push(Decoration.mark({ attributes: { style: `color: ${colour(name)}` } }).range(from, to));
  };
  syntaxTree(view.state).iterate({ enter({ node, name, from, to }) {
    const text = view.state.sliceDoc(from, to);
    const [prefix] = name.endsWith("String") ? /^\w*/.exec(text) : [""];
    if (prefix) mark(from, from + prefix.length, "name");
    const other = colourOf(node, text);
    if (other) mark(from + prefix.length, to, other);
  } });
  return Decoration.set(found, true);
}

const marks = ViewPlugin.define(
  (view) => ({
    decorations: names(view),
    update(update) {
      this.decorations = names(update.view);
    },
  }),
  { decorations: (plugin) => plugin.decorations },
);

export const pythonColours = [syntaxHighlighting(style), Prec.highest(marks)];
