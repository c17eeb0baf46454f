// The editor of a script: CodeMirror in a shadow root, where its style sheets are adopted, as the policy allows no
// <style>. It looks like the listing whose place it takes.
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, indentOnInput, indentUnit } from "@codemirror/language";
import { pythonLanguage } from "@codemirror/lang-python";
import { EditorState } from "@codemirror/state";
import { EditorView, highlightSpecialChars, keymap } from "@codemirror/view";
import { make } from "./make.js";
import { pythonColours } from "./python_colours.js";

export const KEYS = "Ctrl+Enter runs. Escape, then Tab, leaves.";

const theme = EditorView.theme({
  "&": { backgroundColor: "var(--md-code-bg-color)", color: "var(--md-code-fg-color)", fontSize: "0.7rem" },
  "&.cm-focused": { outline: "0.12rem solid var(--book-accent)", outlineOffset: "-0.12rem" },
  ".cm-scroller": { fontFamily: "var(--md-code-font-family)", lineHeight: "1.55" },
  ".cm-content": { caretColor: "var(--book-accent)", padding: "0.7720588235em 0" },
  ".cm-line": { padding: "0 1.1764705882em" },
  ".cm-line ::selection, .cm-line::selection": { backgroundColor: "var(--book-accent)", color: "var(--book-paper)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--book-accent-tint)", outline: "1px solid var(--book-muted)" },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "transparent" },
});
const hidden = new CSSStyleSheet();
hidden.replaceSync("#keys { clip-path: inset(50%); height: 1px; margin: 0; overflow: hidden; position: absolute; width: 1px }");

export class CodeView {
  constructor(source, name, run) {
    this.element = make("div", { className: "script-code" });
    const root = this.element.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [hidden];
    const ours = [
      { key: "Ctrl-Enter", mac: "Cmd-Enter", run: () => (run(), true) },
      { key: "Ctrl-Enter", run: () => (run(), true) },
    ];
    const state = EditorState.create({
      doc: shown(source),
      extensions: [
        keymap.of([...ours, indentWithTab, ...defaultKeymap, ...historyKeymap]),
        history(), indentOnInput(), indentUnit.of("    "), bracketMatching(), highlightSpecialChars(),
        pythonLanguage, pythonColours, theme,
        EditorView.contentAttributes.of({ "aria-label": `${name}, a script that you can edit`, "aria-describedby": "keys" }),
      ],
    });
    root.append(make("p", { id: "keys" }, KEYS));
    this.view = new EditorView({ state, root, parent: root });
  }

  get source() {
    return `${this.view.state.doc}\n`;
  }

  set source(source) {
    const { length } = this.view.state.doc;
    this.view.dispatch({ changes: { from: 0, to: length, insert: shown(source) } });
  }

  // Put the focus on a text, or on the first letter if it is not there any more.
  focusOn(text) {
    this.view.focus();
    const at = text ? this.view.state.doc.toString().indexOf(text) : -1;
    if (at >= 0) this.view.dispatch({ selection: { anchor: at, head: at + text.length }, scrollIntoView: true });
  }
}

// A listing shows no empty line after the last line break, and an editor would.
function shown(source) {
  return source.replace(/\n$/, "");
}
