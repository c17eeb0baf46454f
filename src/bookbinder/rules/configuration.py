"""The rules of mkdocs.yml: it loads only the book's own code, and its navigation consists of titles and pages.

They read YAML nodes, before tags are applied: in MkDocs, !!python/object/apply:os.system is a call.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from bookbinder.base.characters import find_hidden
from bookbinder.base.problems import Problem
from bookbinder.content.config import CONFIG

CODE, FORM = "configuration", "navigation-form"
OWN_TAGS = re.compile(r"!ENV|tag:yaml\.org,2002:python/name:bookbinder\.[\w.]+")
LOADING_KEYS = {"hooks": "runs scripts in the engine", "INHERIT": "reads another configuration"}
PLUGINS = ("markdown-exec", "mkdocstrings")
TITLE = re.compile(r"[^<>&{}\[\]`\\\n]{1,80}")
DEEPEST = 4  # nested sections of the navigation
DELETE = "delete it"


def configuration_problems(root: Path) -> Iterator[Problem]:
    """Yield what could load code, and entries of the navigation that are not a title with a page."""
    try:
        text = (root / CONFIG).read_bytes().decode("utf-8-sig")
        if problems := [*_wrong_events(text)]:
            yield from problems
            return
        top = yaml.compose(text, yaml.SafeLoader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return  # read_config() says why
    for key, value in top.value if isinstance(top, yaml.MappingNode) else []:
        if not _is_text(key):
            yield _problem(key, "has a key that is not a word", "write it as key: value")
        elif key.value in LOADING_KEYS:
            yield _problem(key, f"has the key {key.value}, which {LOADING_KEYS[key.value]}", DELETE)
        elif key.value == "plugins":
            yield from _wrong_plugins(value)
        elif key.value == "nav":
            yield from _wrong_nav(value)


def _wrong_events(text: str) -> Iterator[Problem]:
    """Yield tags, anchors and merges: with them, nodes differ from what the file shows."""
    for event in yaml.parse(text, yaml.SafeLoader):
        tag = getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            yield _problem(event, "has an anchor or an alias (& or *)", "write the value out")
        elif tag and not OWN_TAGS.fullmatch(tag):
            shown = tag.replace("tag:yaml.org,2002:", "!!")
            yield _problem(event, f"has the tag {shown}, which could run code", DELETE)
        elif isinstance(event, yaml.ScalarEvent) and event.value == "<<" and event.style is None:
            yield _problem(event, "merges a mapping (<<)", "write its keys out")


def _wrong_plugins(plugins: yaml.Node) -> Iterator[Problem]:
    if not isinstance(plugins, yaml.SequenceNode) or _is_tagged(plugins):
        yield _problem(plugins, "has plugins that are not a list", "write each as - name:")
        return
    for plugin in plugins.value:
        pairs = plugin.value if isinstance(plugin, yaml.MappingNode) and not _is_tagged(plugin) else [(plugin, None)]
        for name, options in pairs:
            if not _is_text(name) or name.value not in PLUGINS:
                shown = name.value if _is_text(name) else "without a name"
                fix = f"delete it: the book uses only {' and '.join(PLUGINS)}"
                yield _problem(name, f"loads a plugin {shown}", fix)
            elif name.value == PLUGINS[0] and not _has_no_languages(options):
                what = f"lets {PLUGINS[0]} run the code of pages outside the sandbox"
                yield _problem(name, what, "give it languages: []")


def _has_no_languages(options: yaml.Node | None) -> bool:
    for key, value in options.value if isinstance(options, yaml.MappingNode) and not _is_tagged(options) else []:
        if _is_text(key) and key.value == "languages":
            return isinstance(value, yaml.SequenceNode) and not _is_tagged(value) and not value.value
    return False


def _wrong_nav(nav: yaml.Node, depth: int = 0) -> Iterator[Problem]:
    if not isinstance(nav, yaml.SequenceNode) or _is_tagged(nav) or depth > DEEPEST:
        yield _wrong_entry(nav)
        return
    for entry in nav.value:
        page = entry
        if isinstance(entry, yaml.MappingNode):
            if len(entry.value) != 1 or _is_tagged(entry):
                yield _wrong_entry(entry)
                continue
            ((title, page),) = entry.value
            if not _is_text(title) or not TITLE.fullmatch(title.value) or find_hidden(title.value) is not None:
                what = "has a title in nav that is not plain text"
                fix = "write words only, at most 80 characters, without < > & { } [ ] ` or \\"
                yield _problem(title, what, fix, FORM)
        if isinstance(page, yaml.SequenceNode) and page is not entry:
            yield from _wrong_nav(page, depth + 1)
        elif not _is_text(page):
            yield _wrong_entry(page)


def _wrong_entry(node: yaml.Node) -> Problem:
    return _problem(node, "has an entry in nav that is not a page", "write - page.md, or - Title: page.md", FORM)


def _is_text(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:str"


def _is_tagged(node: yaml.Node) -> bool:
    return not node.tag.startswith("tag:yaml.org,2002:")


def _problem(at: yaml.Node | yaml.Event, what: str, fix: str, rule: str = CODE) -> Problem:
    return Problem(CONFIG, at.start_mark.line + 1, what, fix, rule)
