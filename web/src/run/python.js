// The page's one Python: a worker that runs one script after another, and is replaced by a new one when it is stopped.
const LOST = "Python could not be loaded: check the network, and run the script again.";
// Made of a blob, the worker obeys the page's policy on any host; one that is loaded from a file obeys only what the host
// sends with that file. It keeps the messages that come before it listens. In Firefox, a static import would not be
// answered without a network.
const source = `
const early = [];
function keep(event) {
  event.stopImmediatePropagation();
  early.push(event.data);
}
addEventListener("message", keep);
import(${JSON.stringify(new URL("worker.js", import.meta.url).href)}).then(
  () => {
    removeEventListener("message", keep);
    for (const data of early) dispatchEvent(new MessageEvent("message", { data }));
  },
  () => postMessage({ type: "failed", what: ${JSON.stringify(LOST)} }),
);`;
const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
const queue = []; // the first runs, the others wait
let worker;
let last = 0;

// Run a script. `job` has its name, source, expressions and figure, and the functions begin, progress, output and
// notice. Returns a promise of how it ended: the worker's message "done" or "failed", or one of the type "stopped".
export function run(job) {
  last += 1;
  const waiting = { job, id: last };
  const ended = new Promise((resolve) => (waiting.end = resolve));
  queue.push(waiting);
  if (queue.length === 1) start();
  return ended;
}

// End a script, even in the middle of an endless loop, or take it out of the queue.
export function stop(job) {
  const at = queue.findIndex((one) => one.job === job);
  if (at < 0) return;
  const [stopped] = queue.splice(at, 1);
  stopped.end({ type: "stopped" });
  if (at > 0) return;
  renew();
  if (queue.length) start();
}

// Make a new worker at once, so that it is ready for what the reader runs next.
function renew() {
  worker.terminate();
  boot();
}

function boot() {
  worker = new Worker(address, { type: "module" });
  worker.addEventListener("message", ({ data }) => receive(data));
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    receive({ type: "failed", what: LOST });
  });
}

function start() {
  const [{ job, id }] = queue;
  const { name, source, expressions, figure } = job;
  if (!worker) boot();
  job.begin();
  worker.postMessage({ type: "run", id, name, source, expressions, figure });
}

function receive(message) {
  const [first] = queue;
  if (message.type === "failed") quit(message);
  if (!first || (message.id ?? first.id) !== first.id) return;
  if (message.type === "progress") first.job.progress(message);
  else if (message.type === "ready") first.job.begin();
  else if (message.type === "output") first.job.output(String(message.text));
  else if (message.type === "notice") first.job.notice(String(message.what));
  else if (message.type === "done") {
    queue.shift();
    if (message.spent) renew(); // it has taken much memory, and would not give it back
    first.end(message);
    if (queue.length) start();
  }
}

// End the worker and all that waits for it; the next run makes a new one.
function quit(message) {
  worker?.terminate();
  worker = undefined;
  for (const waiting of queue.splice(0)) waiting.end(message);
}

addEventListener("pagehide", () => quit({ type: "stopped" })); // a page that is kept for the way back keeps no Python
