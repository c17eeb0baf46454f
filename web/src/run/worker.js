// Runs scripts that readers edit, in CPython for WebAssembly, away from the page. A page asks for a run with a message;
// what to show is decided in Python, by the code of the build: src/bookbinder/render/edited_script.py.
import { close } from "./close.js";
import { keepOffline, loadFiles, readIndex } from "./files.js";

const PACKAGES = "/lib/python3.14/site-packages";
const BOOK = "/lib/book";
const MOST = 1200 << 20; // bytes of memory: what a script may take in a build, and Python
const PLENTY = 256 << 20; // bytes more than at first: WebAssembly gives none back, so a worker that has them is spent
const UNREACHABLE = "the network does not answer. Try again when there is one";
const CRASHED = "The script has crashed Python, which starts again now.";
const TOO_DEEP = "Functions call each other too deep for a browser. That has crashed Python, which starts again now.";
const NOT_KEPT = "Scripts will not run without a network: the browser refuses the space that Python takes.";
const post = postMessage.bind(self);
let index, python, answer, drawing, atFirst, complained;

limitMemory();
let last = start().catch((error) => post({ type: "failed", what: `Python cannot be loaded: ${reason(error)}.` }));
addEventListener("message", ({ data }) => {
  if (data.type === "run") last = last.then(() => answer && run(data));
});

function limitMemory() {
  const { prototype } = WebAssembly.Memory;
  const { grow } = prototype;
  prototype.grow = function (pages) {
    if (this.buffer.byteLength + pages * 65536 > MOST) throw new RangeError("no script may take more");
    return grow.call(this, pages);
  };
}

async function start() {
  index = await readIndex();
  const files = await load("python", "numpy");
  const core = new URL(index.core, import.meta.url).href;
  self.fetch = async (address) => files.get(new URL(address, core).href).response(); // only what has been checked
  const { loadPyodide } = await import(`${core}pyodide.mjs`);
  python = await loadPyodide({
    indexURL: core,
    env: { PYTHONHASHSEED: "0" }, // as in the build: sets of texts have the same order
    jsglobals: {},
    lockFileContents: { info: { abi_version: binaryInterface() }, packages: {} },
    stdout: () => {}, // what scripts print takes another way
    stderr: () => {},
  });
  unpack(files);
  python.runPython(`import sys; sys.path.append("${BOOK}")`);
  answer = python.pyimport("bookbinder.render.edited_script").answer;
  atFirst = python._module.HEAPU8.length;
  close();
  post({ type: "ready" });
  keep(files);
}

// The version of Pyodide's binary interface, which the names of its wheels tell.
function binaryInterface() {
  return index.files.map(({ path }) => /pyemscripten_(\w+)_wasm32/.exec(path)?.[1]).find(Boolean);
}

function load(...purposes) {
  const wanted = index.files.filter((file) => purposes.includes(file.for));
  return loadFiles(wanted, (loaded, total) => post({ type: "progress", loaded, total }));
}

function unpack(files) {
  for (const [address, { bytes }] of files) {
    if (address.endsWith(".whl")) python.unpackArchive(bytes.buffer, "zip", { extractDir: PACKAGES });
    if (/\/book-\w+\.zip$/.test(address)) python.unpackArchive(bytes.buffer, "zip", { extractDir: BOOK });
  }
}

function keep(files) {
  keepOffline(files).catch(() => {
    if (!complained) post({ type: "notice", what: NOT_KEPT });
    complained = true;
  });
}

async function addMatplotlib() {
  const files = await load("matplotlib");
  unpack(files);
  keep(files);
}

async function run({ id, name, source, expressions, figure }) {
  let printed = "";
  const failed = (error) => ({ printed, traceback: "", warnings: [], error, lives: {}, figure: null, spent: false });
  const show = (text) => {
    printed += text;
    post({ type: "output", id, text });
  };
  let result;
  try {
    if (source.includes("matplotlib")) await (drawing ??= addMatplotlib());
    try {
      result = JSON.parse(answer(JSON.stringify({ name, source, expressions, figure }), show));
      result.spent = python._module.HEAPU8.length > atFirst + PLENTY;
    } catch (error) {
      result = { ...failed(/recursion|call stack/.test(error) ? TOO_DEEP : CRASHED), spent: true };
    }
  } catch (error) {
    drawing = undefined; // so that the next run tries again
    result = failed(`Matplotlib cannot be loaded: ${reason(error)}.`);
  }
  post({ type: "done", id, ...result });
}

function reason(error) {
  return error instanceof TypeError ? UNREACHABLE : error.message;
}
