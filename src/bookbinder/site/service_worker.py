"""Writes the service worker, which caches the book so that it can be read offline."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from urllib.parse import quote

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
  const requests = FILES.map((file) => new Request(file, {{ cache: "no-cache" }})); // not as the browser had them
  event.waitUntil(caches.open(VERSION).then((cache) => cache.addAll(requests)));
}});

addEventListener("activate", (event) => {{
  const old = caches.keys().then((names) => names.filter((name) => isOurs(name) && name !== VERSION));
  event.waitUntil(old.then((names) => Promise.all(names.map((name) => caches.delete(name)))));
}});

async function kept(request) {{
  const cache = await caches.open(VERSION);
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
NOT_KEPT = re.compile(r"assets/(?:images|social)/|(?:robots\.txt|sw\.js)$")


def write_service_worker(site: Path) -> None:
    """Write sw.js, which caches pages, what they load, and downloads; the cache's name changes with any of them."""
    names = sorted(file.relative_to(site).as_posix() for file in site.rglob("*") if file.suffix in KEPT)
    names = [name for name in names if not NOT_KEPT.match(name)]
    digest = hashlib.sha256()
    for name in names:
        digest.update(f"{name}\0".encode() + (site / name).read_bytes())
    files = [quote(name.removesuffix("index.html")) or "./" for name in names]
    worker = WORKER.format(digest=json.dumps(digest.hexdigest()[:16]), files=json.dumps(files))
    (site / "sw.js").write_text(worker, encoding="utf-8")
