"""The book's words as Material and its default looks make a site of them, without a formula: what ours is held to."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from bookbinder.rules.markup import FORMULA
from bookbinder.site.engines import engine_command, engine_environment

# The theme's own font is a third party's: leaving it out spares the default two requests, and so is in its favour.
# The extensions are those in whose Markdown the words are written; none is ours, and none sets formulas.
CONFIG = """\
site_name: The same words
theme:
  name: material
  font: false
markdown_extensions:
  - abbr
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - tables
  - pymdownx.details
  - pymdownx.highlight
  - pymdownx.superfences
  - pymdownx.tabbed:
      alternate_style: true
"""
FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", flags=re.DOTALL)
LISTING = re.compile(r"^(?P<indent> *)```(?:snippet|figure.*)\n *(?P<name>\S+)\n *```$", flags=re.MULTILINE)


def plain_words(text: str, snippets: Path) -> str:
    """Return a page's Markdown with each script in place of the fence that names it, and without formulas."""

    def listed(fence: re.Match[str]) -> str:
        script = (snippets / f"{fence['name'].partition('#')[0]}.py").read_text(encoding="utf-8")
        return "\n".join(fence["indent"] + line for line in ("```python", *script.splitlines(), "```"))

    return LISTING.sub(listed, FORMULA.sub("", FRONT_MATTER.sub("", text)))


def build_plain(root: Path, book: Path) -> Path:
    """Build the book's words with Material and its default looks in the folder `book`; return where the site is."""
    for page in (root / "docs").rglob("*.md"):
        copy = book / "docs" / page.relative_to(root / "docs")
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(plain_words(page.read_text(encoding="utf-8"), root / "snippets"), encoding="utf-8")
    (book / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    subprocess.run(
        engine_command("material", "build"), cwd=book, env=engine_environment(), capture_output=True, check=True
    )
    return book / "site"
