"""Names the environment variables of bookbinder: all channels between ./dev, its commands and the engines."""

from __future__ import annotations

import os

# Set by whoever publishes the book.
URL = "BOOK_URL"  # the site's address
REPOSITORY = "BOOK_REPOSITORY"  # where the sources can be read and edited, as https://host/owner/name

# Set by a build for the tool that makes the wheel.
WHEEL_VERSION = "BOOK_WHEEL_VERSION"  # what to call the version of the wheel that the site serves

# Set by ./dev for its commands.
FROM = "BOOK_FROM"  # the folder in which ./dev was called

# Set by commands for the engine that they start. mkdocs.yml reads the first three.
DOCS = "BOOK_DOCS"  # the folder of the pages
SITE = "BOOK_SITE"  # the folder into which the engine writes
WATCH = "BOOK_WATCH"  # what the engine watches besides, in a preview
BUILDING = "BOOK_BUILDING"  # set in a build: until the engine ends, nobody edits the book
REPORTS = "BOOK_REPORTS"  # set in a preview: the folder in which it keeps what each page reports


def site_url() -> str:
    """Return the site's address with a slash at its end, or nothing if it is unknown."""
    address = os.environ.get(URL, "")
    return f"{address.rstrip('/')}/" if address else ""
