"""Writes the service worker, which caches the book so that it can be read offline."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from bookbinder.content.urls import FOLDER

# Network first, so that no reader sees an old page; the cache is for readers who are offline.
# Other applications and other copies of the book may share the origin, and with it all caches: the worker reads and
# deletes only those with this copy's address in their names.
WORKER = """\
const SCOPE = registration.scope;
const PREFIX = `logit-book:${{new URL(SCOPE).pathname}}:`;
const VERSION = PREFIX + {digest};
const FILES = {files};

function isOurs(name) {{
  return name.startsWith(PREFIX) && /^[0-9a-f]{{16}}$/.test(name.slice(PREFIX.length));
}}

addEventListener("install", (event) => {{
  skipWaiting();
  event.waitUntil(caches.open(VERSION).then((cache) => cache.addAll(FILES)));
}});

addEventListener("activate", (event) => {{
  const old = caches.keys().then((names) => names.filter((name) => isOurs(name) && name !== VERSION));
  event.waitUntil(old.then((names) => Promise.all(names.map((name) => caches.delete(name)))));
}});

async function kept(request) {{
  const cache = await caches.open(VERSION);
  const found = await cache.match(request, {{ ignoreSearch: true }});
  return found ?? (request.mode === "navigate" ? cache.match("404.html") : undefined) ?? Response.error();
}}

addEventListener("fetch", (event) => {{
  const {{ request }} = event;
  if (request.method === "GET" && request.url.startsWith(SCOPE)) {{
    event.respondWith(fetch(request).catch(() => kept(request)));
  }}
}});
"""
CACHED = {".html", ".css", ".js", ".json", ".woff2", ".svg", ".wasm"}


def write_service_worker(site: Path) -> None:
    """Write sw.js, which caches every page and what pages load; the cache's name changes with any of them."""
    names = sorted(file.relative_to(site).as_posix() for file in site.rglob("*") if file.suffix in CACHED)
    names = [name for name in names if not name.startswith(f"{FOLDER}/")]
    digest = hashlib.sha256()
    for name in names:
        digest.update(f"{name}\0".encode() + (site / name).read_bytes())
    files = [name.removesuffix("index.html") or "./" for name in names]
    worker = WORKER.format(digest=json.dumps(digest.hexdigest()[:16]), files=json.dumps(files))
    (site / "sw.js").write_text(worker, encoding="utf-8")
