"""Writes an entry of docs/references.yml as Markdown."""

from __future__ import annotations

from typing import Any


def cite(reference: dict[str, Any]) -> str:
    """Return a reference as Markdown, with a link if it has an identifier."""
    text = f"{reference['authors']} ({reference['year']}). *{reference['title']}*."
    if "where" in reference:
        text += f" {reference['where']}."
    if "doi" in reference:
        text += f" [doi:{reference['doi']}](https://doi.org/{reference['doi']})"
    elif "arxiv" in reference:
        text += f" [arXiv:{reference['arxiv']}](https://arxiv.org/abs/{reference['arxiv']})"
    elif "url" in reference:
        text += f" [{reference['url'].removeprefix('https://')}]({reference['url']})"
    return text
