// Takes from the worker, once Python is loaded, whatever a script could reach the world with. Python hides `js` and
// `pyodide` from scripts (run/undone.py), but who digs deep enough in Pyodide's objects finds JavaScript. A worker has no
// page; but it has the origin of the book, and maybe of other applications, and so it could
// - send requests, with the origin's cookies, or to strangers: fetch, XMLHttpRequest, WebSocket, EventSource, WebTransport;
// - read, change and fill what the origin has stored: caches, among them the book's, indexedDB, navigator.storage;
// - talk to other pages and workers of the origin: BroadcastChannel, navigator.locks, navigator.serviceWorker;
// - get all that back in a worker of its own: Worker, SharedWorker, URL.createObjectURL;
// - run a text as JavaScript, and so call `import()`, which cannot be deleted: eval, Function, setTimeout's texts,
//   importScripts. The policy of hosts that read _headers forbids that as well.
// So all is deleted but the language and what Python's runtime uses. What a later browser adds goes with the rest.
const LANGUAGE = `AggregateError Array ArrayBuffer Atomics BigInt BigInt64Array BigUint64Array Boolean DataView Date
  Error EvalError FinalizationRegistry Float16Array Float32Array Float64Array Infinity Int16Array Int32Array Int8Array
  Intl Iterator JSON Map Math NaN Number Object Promise Proxy RangeError ReferenceError Reflect RegExp Set
  SharedArrayBuffer String SuppressedError Symbol SyntaxError TypeError URIError Uint16Array Uint32Array Uint8Array
  Uint8ClampedArray WeakMap WeakRef WeakSet WebAssembly decodeURI decodeURIComponent encodeURI encodeURIComponent
  globalThis isFinite isNaN parseFloat parseInt undefined`;
const USED = "AbortController AbortSignal Event MessageChannel Response TextDecoder TextEncoder crypto performance self";
const KEPT = new Set(`${LANGUAGE} ${USED}`.split(/\s+/));

export function close() {
  const { prototype } = EventTarget;
  for (const make of [() => {}, async () => {}, function* () {}, async function* () {}]) {
    Reflect.deleteProperty(Object.getPrototypeOf(make), "constructor");
  }
  const unusable = () => {};
  unusable.prototype = Function.prototype; // which Pyodide uses
  for (let place = self; place !== prototype; place = Object.getPrototypeOf(place)) {
    for (const name of Object.getOwnPropertyNames(place)) if (!KEPT.has(name)) Reflect.deleteProperty(place, name);
  }
  self.Function = unusable;
  self.console = new Proxy({}, { get: () => () => {} }); // the page tells of a crash, and Pyodide here as well
}
