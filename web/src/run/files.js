// Loads what runs scripts: only files of this site, each checked against the hash in runtime.json, with progress.
// Taken now: before a script runs, the worker loses its own.
const { Response, TransformStream, URL, btoa, caches, crypto } = self;
const get = fetch.bind(self);
const here = new URL(".", import.meta.url);
const site = new URL("../../", here);
const OFTEN = 100; // milliseconds from one report of progress to the next
let loaded = 0;
let total = 0;
let reported = 0;

export async function readIndex() {
  const answer = await get(new URL("runtime.json", here), { cache: "no-cache" });
  if (!answer.ok) throw new Error(`runtime.json: the server answers ${answer.status}`);
  return answer.json();
}

// Return the files by their addresses, each with its bytes and what makes a response of them.
export async function loadFiles(files, report) {
  total += files.reduce((sum, { size }) => sum + size, 0);
  const add = (count) => {
    loaded += count;
    if (loaded < total && performance.now() < reported + OFTEN) return;
    reported = performance.now();
    report(loaded, total);
  };
  const entries = files.map(async (file) => {
    const address = new URL(file.path, here).href;
    return [address, await loadFile(address, file, add)];
  });
  return new Map(await Promise.all(entries));
}

async function loadFile(address, { path, size, integrity }, add) {
  const checks = Boolean(crypto.subtle); // not on plain http, where the browser compares, but tells nothing meanwhile
  const answer = await get(address, checks ? {} : { integrity });
  if (!answer.ok) throw new Error(`${path}: the server answers ${answer.status}`);
  const bytes = new Uint8Array(await readAll(answer.body, size, add));
  if (bytes.length !== size || (checks && (await hash(bytes)) !== integrity)) {
    throw new Error(`${path} is not the file that belongs to this book. Reload the page to get it again`);
  }
  const headers = { "Content-Type": answer.headers.get("Content-Type") };
  return { bytes, response: () => new Response(bytes, { headers }) };
}

async function readAll(stream, size, add) {
  const counted = stream.pipeThrough(
    new TransformStream({
      transform(part, controller) {
        add(part.length);
        controller.enqueue(part);
      },
    }),
  );
  return new Response(counted).arrayBuffer();
}

async function hash(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return `sha256-${btoa(String.fromCharCode(...digest))}`;
}

// Put what was loaded into the cache from which the service worker (site/service_worker.py) answers without a network;
// what pages download is in its other cache.
export async function keepOffline(files) {
  if (!caches) return;
  const cache = await caches.open(`logit-book:${site.pathname}:runtime`);
  for (const [address, file] of files) {
    if (address.startsWith(here.href) && !(await cache.match(address))) await cache.put(address, file.response());
  }
  for (const name of ["runtime.json", "worker.js", "editor.js"]) await cache.add(new URL(name, here));
}
