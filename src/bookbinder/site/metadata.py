"""Adds metadata to the head of a built page: description, social cards, structured data."""

from __future__ import annotations

import html
import json
import re
from typing import Any

from bookbinder.content.book import Book
from bookbinder.content.page import Page

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
DESCRIPTION = re.compile(r'<meta name="description" content="[^"]*">')
TITLE = re.compile(r"<title>(?P<title>.*?)</title>", flags=re.DOTALL)


def add_metadata(built: str, page: Page, answer: str, book: Book, url: str, image: str) -> str:
    """Return a built page with its metadata.

    `answer` is empty unless the page is a question. `url` and `image`, the addresses of the page and of its social
    image, are empty if the site's address is unknown.
    """
    title = page.title if answer else html.unescape(TITLE.search(built)["title"].strip())  # type: ignore[index]
    described = answer or html.unescape(DESCRIPTION.search(built)[0].split('content="')[1][:-2])  # type: ignore[index]
    cards = {"og:title": title, "og:description": described, "og:site_name": book.title, "og:locale": "en_GB"}
    cards["og:type"] = "article" if answer else "website"
    if url:
        cards |= {"og:url": url, "og:image": image, "og:image:width": "1200", "og:image:height": "630"}
        cards["og:image:alt"] = title
    tags = [f'<meta property="{name}" content="{html.escape(text)}">' for name, text in cards.items()]
    tags.append('<meta name="twitter:card" content="summary_large_image">')
    if answer:
        data = json.dumps(_article(page, answer, book, url, image), ensure_ascii=False).replace("<", "\\u003c")
        tags.append(f'<script type="application/ld+json">{data}</script>')
    description = f'<meta name="description" content="{html.escape(described)}">'
    head, body = DESCRIPTION.sub(lambda _: description, built, count=1).split("</head>", 1)
    return f"{head}{''.join(tags)}</head>{body}"


def _article(page: Page, answer: str, book: Book, url: str, image: str) -> dict[str, Any]:
    """Return the page in the terms of schema.org: an article about one question and its answer."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "TechArticle",
        "headline": page.title,
        "description": answer,
        "inLanguage": "en-GB",
        "datePublished": page.meta.added.isoformat(),
        "dateModified": page.meta.reviewed.isoformat(),
        "license": LICENCE,
        "about": book.topics[page.meta.topic],
        "author": {"@type": "Organization", "name": f"{book.title} authors"},
        "isPartOf": {"@type": "Book", "name": book.title},
        "citation": [book.references[key]["title"] for key in page.meta.references],
        "mainEntity": {
            "@type": "Question",
            "name": page.title,
            "alternateName": page.meta.asked_as,
            "acceptedAnswer": {"@type": "Answer", "text": answer},
        },
    }
    if url:
        data |= {"url": url, "image": image}
    return data
