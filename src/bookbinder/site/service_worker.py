"""Writes the service worker, which caches the book so that it can be read offline."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from urllib.parse import quote

from bookbinder.site.front_end import RUN

# Network first, so that no reader sees an old page; the cache is for readers who are offline.
# Other applications and other copies of the book may share the origin, and with it all caches: the worker reads and
# deletes only those with this copy's address in their names.
WORKER = """\
const SCOPE = registration.scope;
const PREFIX = `logit-book:${{new URL(SCOPE).pathname}}:`;
const VERSION = PREFIX + {digest};
const FILES = {files};
// What runs scripts: kept by a reader's first run, not at once. Where it is, and the digest of each of its files.
const RUN = new URL("{run}", SCOPE).href;
const RUNTIME = PREFIX + "runtime";
const DIGESTS = {digests};

function isOurs(name) {{
  return name.startsWith(PREFIX) && /^[0-9a-f]{{16}}$/.test(name.slice(PREFIX.length));
}}

addEventListener("install", (event) => {{
  skipWaiting();
  const requests = FILES.map((file) => new Request(file, {{ cache: "no-cache" }})); // not as the browser had them
  event.waitUntil(caches.open(VERSION).then((cache) => cache.addAll(requests)));
}});

async function digest(answer) {{
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await answer.arrayBuffer()));
  return Array.from(bytes.subarray(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
}}

// Deletes what an earlier version of the book kept; the files that this one has too stay.
async function forgetOld() {{
  const names = await caches.keys();
  await Promise.all(names.filter((name) => isOurs(name) && name !== VERSION).map((name) => caches.delete(name)));
  if (!names.includes(RUNTIME)) return;
  const cache = await caches.open(RUNTIME);
  for (const request of await cache.keys()) {{
    const wanted = DIGESTS[request.url.slice(RUN.length)];
    if (!wanted || (await digest(await cache.match(request))) !== wanted) await cache.delete(request);
  }}
}}

addEventListener("activate", (event) => event.waitUntil(forgetOld()));

async function kept(request) {{
  const cache = await caches.open(request.url.startsWith(RUN) ? RUNTIME : VERSION);
  const find = (address) => cache.match(address, {{ ignoreSearch: true }});
  const found = await find(request);
  if (found || request.mode !== "navigate") return found ?? Response.error();
  const page = new URL(request.url);
  page.pathname = page.pathname.replace(/(\\/index\\.html)?$/, "/");
  if (await find(page)) return Response.redirect(page); // as hosts do, so that its links lead from there
  const {{ body, headers }} = await find("404.html");
  return new Response(body, {{ status: 404, headers }});
}}

addEventListener("fetch", (event) => {{
  const {{ request }} = event;
  if (request.method === "GET" && request.url.startsWith(SCOPE)) {{
    event.respondWith(fetch(request).catch(() => kept(request)));
  }}
}});
"""
# What readers see and take home.
KEPT = {".html", ".css", ".js", ".json", ".woff2", ".svg", ".png", ".jpg", ".webp", ".txt", ".py", ".ipynb", ".whl"}
NOT_KEPT = re.compile(rf"assets/(?:images|social)/|{RUN}|(?:robots\.txt|sw\.js)$")


def write_service_worker(site: Path) -> None:
    """Write sw.js, which caches pages, what they load, and downloads; the cache's name changes with any of them."""
    names = [file.relative_to(site).as_posix() for file in _files(site) if file.suffix in KEPT]
    names = [name for name in names if not NOT_KEPT.match(name)]
    digest = hashlib.sha256()
    for name in names:
        digest.update(f"{name}\0".encode() + (site / name).read_bytes())
    files = [quote(name.removesuffix("index.html")) or "./" for name in names]
    digests = {quote(file.relative_to(site / RUN).as_posix()): _digest(file) for file in _files(site / RUN)}
    digest.update(repr(digests).encode())
    worker = WORKER.format(
        digest=json.dumps(digest.hexdigest()[:16]), files=json.dumps(files), run=RUN, digests=json.dumps(digests)
    )
    (site / "sw.js").write_text(worker, encoding="utf-8")


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file())


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:16]
