"""What people get wrong in a page's front matter, its title and answer, its blocks and fences."""

from __future__ import annotations

from tests.bookbinder.model import ONE, PAGE, filler
from tests.bookbinder.rules.mistakes import BLOCK, EMPTY, FENCE, INDENT, QUOTES, REFERENCES, Mistake

MISTAKES = {
    # The front matter.
    "no front matter": Mistake(PAGE, ONE[: ONE.index("# The")], "", "the page has no front matter", "begin it with"),
    "a line above it": Mistake(
        PAGE, "---\ntopic", "\n---\ntopic", "does not begin in line 1", "delete the empty lines", f"{PAGE}:2"
    ),
    "no end of it": Mistake(
        PAGE, "-02\n---", "-02", "the front matter never ends", "close it with a line ---", f"{PAGE}:1"
    ),
    "a tab in it": Mistake(PAGE, "  - why one", "\t- why one", "is not YAML", "indent with spaces, not tabs"),
    "two colons": Mistake(PAGE, "- why one", "- Error: bad: why", "is not YAML", QUOTES),
    "a quote left open": Mistake(PAGE, "- why one", '- "why one', "is not YAML", QUOTES),
    "an apostrophe in quotes": Mistake(PAGE, "- why one", "- 'why's that'", "is not YAML", QUOTES),
    "a question mark in brackets": Mistake(PAGE, "[two]", "[Is it two?]", "is not YAML", QUOTES),
    "a colon in a phrasing": Mistake(
        PAGE, "- why one", "- ValueError: bad", "item 2 of asked_as is a mapping, not a text", "put it in quotes"
    ),
    "a number as a phrasing": Mistake(
        PAGE, "- why one", "- 0.6931", "item 2 of asked_as is a number, not a text", "put it in quotes"
    ),
    "no as a phrasing": Mistake(PAGE, "- why one", "- no", "item 2 of asked_as is true or false", "put it in quotes"),
    "a dash with nothing": Mistake(
        PAGE, "- why one", "-", "item 2 of asked_as is empty, not a text", "put it in quotes"
    ),
    "one text for a list": Mistake(
        PAGE, "follows: [two]", "follows: two", "follows is not a list of texts", "write one item a line, with a dash"
    ),
    "a key in capitals": Mistake(PAGE, "topic: m", "Topic: m", "an unknown key 'Topic'", "write topic"),
    "a key with a hyphen": Mistake(PAGE, "asked_as", "asked-as", "an unknown key 'asked-as'", "write asked_as"),
    "a key of another site": Mistake(
        PAGE, "topic: m", "tags: [a]\ntopic: m", "an unknown key 'tags'", "use one of: topic, asked_as, follows"
    ),
    "a key without a value": Mistake(
        PAGE, "topic: meaning", "topic:", "the front matter has no topic", "add a line topic: ..."
    ),
    "two keys left out": Mistake(
        PAGE, ONE[ONE.index("added") : ONE.index("---\n#")], "", "has no added, reviewed", "add a line", f"{PAGE}:1"
    ),
    "a topic in capitals": Mistake(PAGE, "meaning", "Meaning", "there is no topic 'Meaning'", "use one of: meaning"),
    "a topic misspelt": Mistake(PAGE, "meaning", "meanings", "there is no topic 'meanings'", "use one of: meaning"),
    "a day in another order": Mistake(
        PAGE, "added: 2026-01-01", "added: 01/02/2026", "added is '01/02/2026', not a date", "write it as 2026-01-31"
    ),
    "a day in no calendar": Mistake(
        PAGE, "added: 2026-01-01", "added: 2026-02-30", "added is '2026-02-30', not a date", "write it as 2026-01-31"
    ),
    "a day in words": Mistake(
        PAGE, "added: 2026-01-01", "added: today", "added is 'today', not a date", "write it as 2026-01-31"
    ),
    "a page with its ending": Mistake(
        PAGE, "[two]", "[two.md]", "follows names 'two.md', which does not exist", "write two"
    ),
    "a page misspelt": Mistake(PAGE, "[two]", "[twoo]", "follows names 'twoo', which does not exist", "write two"),
    "the page itself": Mistake(
        PAGE, "references:", "see_also: [one]\nreferences:", "see_also names the page itself", "delete it"
    ),
    "a reference misspelt": Mistake(
        PAGE, "[a-1990]", "[a-1991]", "references names 'a-1991', which does not exist", "write a-1990"
    ),
    "a reference without a title": Mistake(
        REFERENCES, "title", "titel", "the reference a-1990 has no title", "add title: ...", f"{REFERENCES}:1"
    ),
    # The title and the answer.
    "a title with two hashes": Mistake(PAGE, "# The q", "## The q", "the page has 0 titles", "give it one line: # The"),
    "a title without a space": Mistake(PAGE, "# The q", "#The q", "the page has 0 titles", "give it one line: # The"),
    "a section with one hash": Mistake(PAGE, "## More", "# More", "the page has 2 titles", "give it one line: # The"),
    "an answer misspelt": Mistake(PAGE, "!!! answer", "!!! anwser", f"'!!! anwser' {BLOCK}", ""),
    "an answer in capitals": Mistake(PAGE, "!!! answer", "!!! Answer", f"'!!! Answer' {BLOCK}", ""),
    "an answer with two marks": Mistake(PAGE, "!!! answer", "!! answer", f"'!! answer' {BLOCK}", ""),
    "an answer without a space": Mistake(PAGE, "!!! answer", "!!!answer", f"'!!!answer' {BLOCK}", ""),
    "an answer in a section": Mistake(
        PAGE, "!!! answer", "## Answer", "the page has 0 answers", "give it one block", f"{PAGE}:15"
    ),
    "an answer at two spaces": Mistake(PAGE, "    One is `", "  One is `", "the line is outside the block", INDENT),
    "an answer at a tab": Mistake(PAGE, "    One is `", "\tOne is `", "the line begins with a tab", INDENT),
    "an answer at nothing": Mistake(PAGE, "    One is `", "One is `", "the line is outside the block above", INDENT),
    "a second line that falls out": Mistake(PAGE, "words.", "words.\nMore.", "the line is outside the block", INDENT),
    "a second line at six": Mistake(PAGE, "words.", "words.\n      More.", "the line begins with 6 spaces", INDENT),
    "an answer that begins with a pronoun": Mistake(
        PAGE, "    One is", "    This is", "begins with 'This'", "name what"
    ),
    "an answer of one long sentence": Mistake(
        PAGE, "    One is", f"    {'So ' * 20}one is", "the answer's first sentence has 26 words", "give the verdict"
    ),
    # How it is told.
    "a situation of somebody else": Mistake(
        PAGE, "you train", "they train", "does not speak to the reader", "say in two", f"{PAGE}:36"
    ),
    "arithmetic without its heading": Mistake(
        PAGE, "## By hand", "## By foot", "it has no section By hand", "add ## By hand", f"{PAGE}:1"
    ),
    "arithmetic left to the script": Mistake(
        PAGE, ", and rounded `#!live first.x:.0f`", "", "has 1 of 2 live values", "do the arithmetic", f"{PAGE}:47"
    ),
    "a picture too far down": Mistake(
        PAGE,
        "```lab",
        f"{filler('late').partition('So late13')[0]}\n```lab",
        "227 words stand before the first picture",
        "move a flow",
        f"{PAGE}:46",
    ),
    "many digits": Mistake(PAGE, "x:.0f", "x:.4f", "1.2500 has 5 significant digits", "round it to 3"),
    "exact in words": Mistake(
        PAGE,
        "added: 2026-01-01",
        "exact: very\nadded: 2026-01-01",
        "exact is neither true nor false",
        "write exact: true",
    ),
    # Words.
    "of course": Mistake(PAGE, "A link", "Of course a link", 'contains the filler "of course"', "delete it"),
    "of course, on two lines": Mistake(
        PAGE, "A link", "This is of\ncourse a link", 'contains the filler "of course"', "delete it"
    ),
    "needless to say": Mistake(
        PAGE, "It is so.", "Needless to say.", 'contains the filler "needless to say"', "delete it"
    ),
    "a filler in a title": Mistake(
        PAGE, "## More", "## Obviously more", 'contains the filler "obviously"', "delete it"
    ),
    "a filler on another page": Mistake(
        "docs/topics/losses/index.md", "\n\n```", "\n\nSimply all.\n\n```", 'contains the filler "simply"', "delete it"
    ),
    "an exclamation": Mistake(PAGE, "It is so.", "It is so!", "has an exclamation mark", "write a full stop"),
    "a loud exclamation": Mistake(PAGE, "It is so.", "It is **so**!!", "has an exclamation mark", "write a full stop"),
    "a quoted exclamation": Mistake(PAGE, "It is so.", 'It is "so!"', "has an exclamation mark", "write a full stop"),
    # Blocks, lists and fences.
    "an exercise without quotes": Mistake(PAGE, '"What if?"', "What if?", f"'??? exercise What if?' {BLOCK}", ""),
    "a quote behind a backslash": Mistake(
        PAGE, '"What if?"', '"What \\"if\\"?"', "readers see the backslash", "write the quote alone"
    ),
    "an exercise in curly quotes": Mistake(PAGE, '"What if?"', "“What if?”", f"'??? exercise “What if?”' {BLOCK}", ""),
    "an exercise misspelt": Mistake(
        PAGE, '??? exercise "And', '??? excercise "And', f"""'??? excercise "And then?"' {BLOCK}""", ""
    ),
    "a tab without quotes": Mistake(
        PAGE, "## More", "=== PyTorch\n\n    Text.\n\n## More", f"'=== PyTorch' {BLOCK}", ""
    ),
    "a fence of a tab at two spaces": Mistake(
        PAGE,
        "## More",
        '=== "PyTorch"\n\n  ```python\n  x\n  ```\n\n## More',
        "the line is outside the block above",
        INDENT,
        f"{PAGE}:53",
    ),
    "a list below text": Mistake(
        PAGE, "A link", "Two:\n- a\n- b\n\nA link", "a list directly below text", EMPTY, f"{PAGE}:37"
    ),
    "a numbered list below text": Mistake(
        PAGE, "A link", "Two:\n1. a\n2. b\n\nA link", "a list directly below text", EMPTY, f"{PAGE}:37"
    ),
    "a table below text": Mistake(
        PAGE, "A link", "Two:\n| a |\n|---|\n| b |\n\nA link", "a table directly below text", EMPTY, f"{PAGE}:37"
    ),
    "a formula below text": Mistake(
        PAGE, "A link", "So:\n$$\nx\n$$\n\nA link", "a displayed formula directly below text", EMPTY, f"{PAGE}:37"
    ),
    "a fence below text": Mistake(PAGE, f"\n\n{FENCE}", f"\n{FENCE}", "a fence directly below text", EMPTY),
    "text below a fence": Mistake(PAGE, "```\n\nA link", "```\nA link", "text directly below a fence", EMPTY),
    "a fence of two backticks": Mistake(
        PAGE,
        FENCE,
        FENCE.replace("```", "``"),
        "snippet does not open a fence",
        "open and close it with three backticks",
    ),
    "a fence without a name": Mistake(
        PAGE, FENCE, FENCE.replace("snippet", ""), "the fence has no language", "write ```"
    ),
    "a fence in capitals": Mistake(
        PAGE, FENCE, FENCE.replace("sn", "Sn"), "Snippet is not a known language", "write ```snippet"
    ),
    "a fence left open": Mistake(
        PAGE, FENCE, FENCE.removesuffix("\n```"), "the fence ```snippet is never closed", "add a line", f"{PAGE}:20"
    ),
    "a list of questions in a question": Mistake(
        PAGE, "A link", "```questions\nall\n```\n\nA link", "a question cannot show a list", "link the pages"
    ),
    "a guide line left": Mistake(
        PAGE,
        "A link",
        "<!-- guide: why -->\n\nA link",
        "unfinished: it has guidance in line 36",
        "follow the guidance",
    ),
    "a comment left open": Mistake(PAGE, "A link", "<!-- todo\n\nA link", "a comment is never closed", "close it: -->"),
    "a tag left open": Mistake(PAGE, "A link", "<div>\n\nA link", "<div> is never closed", "close it, or write it as"),
    "a tag closed twice": Mistake(
        PAGE, "A link", "</div>\n\nA link", "</div> has no opening tag", "close it, or write it as"
    ),
    "a placeholder in angles": Mistake(
        PAGE, "A link", "A list<float>, a link", "<float> is never closed", "close it, or"
    ),
}
