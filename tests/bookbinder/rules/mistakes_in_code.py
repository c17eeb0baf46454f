"""What people get wrong in snippets and the values that pages name, in links, formulas and the navigation."""

from __future__ import annotations

from tests.bookbinder.model import PAGE
from tests.bookbinder.rules.mistakes import CONFIG, FENCE, FORM, LINK, RECORD, REFERENCES, SCRIPT, Mistake

MISTAKES = {
    # Snippets, as pages name them.
    "a snippet with its ending": Mistake(
        PAGE, "one/first\n", "one/first.py\n", "'one/first.py' does not name a snippet", "write one/first", f"{PAGE}:21"
    ),
    "a snippet with its path": Mistake(
        PAGE, "one/first\n", "snippets/one/first.py\n", "does not name a snippet", "write one/first", f"{PAGE}:21"
    ),
    "a snippet without its folder": Mistake(
        PAGE, "one/first\n", "first\n", "'first' does not name a snippet", "write slug/name", f"{PAGE}:21"
    ),
    "a snippet that is not there": Mistake(
        PAGE, "one/first\n", "one/fist\n", "there is no snippets/one/fist.py", "write one/first", f"{PAGE}:21"
    ),
    "a snippet that is nowhere near": Mistake(
        PAGE, "one/first\n", "\none/cat\n", "there is no snippets/one/cat.py", "name one of: first", f"{PAGE}:22"
    ),
    "a snippet beside the fence": Mistake(
        PAGE, FENCE, "```snippet one/first\n```", "takes no options", "write the snippet's name on a line of its own"
    ),
    "a fence with nothing": Mistake(
        PAGE, FENCE, "```snippet\n```", "'' does not name a snippet", "write slug/name", f"{PAGE}:20"
    ),
    "a section that is not there": Mistake(
        PAGE, "one/first\n", "one/first#end\n", "no sections named 'end'", "add a line # %%", f"{PAGE}:21"
    ),
    "a figure in curly quotes": Mistake(
        PAGE,
        FENCE,
        FENCE.replace("snippet", "figure caption=“What it shows.” alt=“what the figure shows”"),
        "takes a caption, plain words",
        "write ```figure",
    ),
    "a figure without a caption": Mistake(
        PAGE,
        FENCE,
        FENCE.replace("snippet", 'figure alt="what the figure shows"'),
        "takes a caption, plain words",
        'write ```figure caption="What it shows."',
    ),
    "a caption with a formula": Mistake(
        PAGE,
        FENCE,
        FENCE.replace("snippet", 'figure caption="Where $x$ is small." alt="what the figure shows"'),
        "takes a caption, plain words",
        "write ```figure",
    ),
    "a playground without a colon": Mistake(
        PAGE,
        "Image: cat",
        "Image cat",
        "'Image cat 1, dog 2' is not an example",
        "write NAME: class logit",
        f"{PAGE}:32",
    ),
    "a playground with equals": Mistake(
        PAGE,
        "cat 1, dog 2",
        "cat=1, dog=2",
        "'Image: cat=1, dog=2' is not an example",
        "write NAME: class",
        f"{PAGE}:32",
    ),
    # Numbers in sentences.
    "a live value misspelt": Mistake(PAGE, "#!live", "#!liev", "`#!liev` is not a known language", "write `#!live"),
    "a live value without its hash": Mistake(PAGE, "`#!live", "`!live", "is not a live value", "write `#!live"),
    "a live value with a space": Mistake(PAGE, "`#!live", "`#! live", "`#!` is not a known language", "write `#!live"),
    "a live value left open": Mistake(PAGE, ":.1f`", ":.1f", "a backtick opens code that never ends", "close it"),
    "a live value in capitals": Mistake(
        PAGE, "first.x", "First.x", "cannot read the live value", "write snippet.value"
    ),
    "a live value computed": Mistake(
        PAGE, "first.x", "2 * first.x", "cannot read the live value", "write snippet.value"
    ),
    "a live value of no snippet": Mistake(PAGE, "first.x", "x", "cannot read the live value 'x:.1f'", "write snippet."),
    "a live value of another page": Mistake(
        PAGE, "first.x", "two.y", "'two' names none of the snippets that this page shows", "write slug/name in full"
    ),
    "a snippet of a value misspelt": Mistake(
        PAGE, "first.x", "frist.x", "'frist' names none of the snippets that this page shows", "write first"
    ),
    "a snippet of a value misspelt in full": Mistake(
        PAGE, "first.x", "one/frist.x", "there is no snippets/one/frist.py", "write one/first"
    ),
    "a live value that is not there": Mistake(
        PAGE, "first.x", "first.y", "one/first has no value 'y'", "name one of: x"
    ),
    "a format of another language": Mistake(PAGE, ":.1f", ":%.1f", "cannot format x", "correct the format"),
    "a number typed by hand": Mistake(PAGE, "1.25", "3.14159", "3.14159 is typed by hand", "write it as `#!live"),
    # Buttons of exercises.
    "an edit at nothing": Mistake(
        PAGE, "#!edit second 2", "#!edit second", "cannot read the edit 'second'", "write snippet and a text"
    ),
    "an edit at a text that is not there": Mistake(
        PAGE, "#!edit second 2", "#!edit second 3", "'3' occurs 0 times in one/second", "name a text that occurs there"
    ),
    "an edit at one of several places": Mistake(
        PAGE, "#!edit second 2", "#!edit first x", "'x' occurs 2 times in one/first", "name a text that occurs there"
    ),
    "an edit of a script that the page does not show": Mistake(
        PAGE, "#!edit second 2", "#!edit secnod 2", "'secnod' names none of the snippets", "write second"
    ),
    "an edit in a sentence": Mistake(
        PAGE, "Try it.", "Try it: `#!edit second 2`.", "`#!edit` does not stand alone right below", "move it below"
    ),
    # Links, formulas and characters.
    "a link from the root": Mistake(PAGE, "(two.md#more)", "(/questions/two.md)", "is not a file", "write two.md"),
    "a link to an address": Mistake(
        PAGE, "(two.md#more)", "(../two/)", "links to ../two/, which is not a file", "write two.md"
    ),
    "a link without an ending": Mistake(
        PAGE, "(two.md#more)", "(two)", "links to two, which is not a file", "write two.md"
    ),
    "a link to HTML": Mistake(
        PAGE, "(two.md#more)", "(two.html)", "links to two.html, which is not a file", "write two.md"
    ),
    "a link to nothing": Mistake(PAGE, "(two.md#more)", "()", "a link has no address, or is not closed", FORM),
    "a link left open": Mistake(PAGE, "(two.md#more)", "(two.md#more", "a link has no address, or is not closed", FORM),
    "a link with a gap": Mistake(PAGE, "[two](", "[two] (", "separated or swapped", FORM),
    "a link the wrong way round": Mistake(PAGE, LINK, "(two)[two.md]", "separated or swapped", FORM),
    "a link that names no other": Mistake(PAGE, LINK, "[two][tow]", "has no definition", "write [two](page.md)"),
    "a link that names itself": Mistake(PAGE, LINK, "[two][]", "[two][] has no definition", "write [two](page.md)"),
    "a link of code that names no other": Mistake(
        PAGE, LINK, "[`two`][softmax]", "[`two`][softmax] has no definition", "write [`two`](page.md)"
    ),
    "brackets around brackets": Mistake(
        PAGE, LINK, "[two [2]][tow]", "[two [2]][tow] has no definition", "write [two [2]](page.md)"
    ),
    "a word in brackets before a link": Mistake(
        PAGE, LINK, f"[and] {LINK}", "[and] [two] has no definition", "write [and](page.md)"
    ),
    "an item of an item, outside code": Mistake(
        PAGE, LINK, f"{LINK} a[0][1]", "[0][1] has no definition", "write code in backticks"
    ),
    "a link that is not safe": Mistake(
        PAGE, LINK, "[two](http://example.org/a)", "links to http://example.org/a", "write https://example.org/a"
    ),
    "an address that is not safe": Mistake(
        PAGE, LINK, f"{LINK} <http://example.org>", "links to http://example.org", "write https://example.org"
    ),
    "a definition that is not safe": Mistake(
        PAGE, "A link", "[a]: http://example.org\n\nA link", "links to http://example.org", "write https://example.org"
    ),
    "a reference that is not safe": Mistake(
        REFERENCES,
        "  where: C",
        "  where: C\n  url: http://example.org",
        "the url of a-1990 is not valid",
        "begin it with https://",
    ),
    "a heading in capitals": Mistake(PAGE, "#more", "#More", "the anchor #More, which no heading", "write #more"),
    "a heading that this page has not": Mistake(
        PAGE, "two.md#more", "#less", f"the anchor #less, which no heading of {PAGE}", "name a heading"
    ),
    "a footnote that is not there": Mistake(PAGE, "A link", "A link[^1]", "the footnote [^1] has no text", "add it at"),
    "an image that is not there": Mistake(
        PAGE, "A link", "![a cat](cat.png) A link", "links to cat.png", "correct the"
    ),
    "an image from elsewhere": Mistake(
        PAGE,
        "A link",
        "![a cat](https://example.org/cat.png) A link",
        "is from another site",
        "put it into docs/assets",
    ),
    "an environment left open": Mistake(
        PAGE,
        "A link",
        "\\begin{align}\nx\n\nA link",
        r"\begin{align} is never closed",
        r"write \end{align} before an empty line",
    ),
    "a price": Mistake(PAGE, "A link", "It costs $5. A link", "$ opens a formula that never ends", "close it, without"),
    "a formula with a space": Mistake(
        PAGE, "$e^2$", "$ e^2 $", "$ opens a formula that never ends", "close it, without"
    ),
    "a brace left open": Mistake(PAGE, "$e^2$", "$e^{2$", "cannot be set", "correct the LaTeX"),
    "a macro misspelt": Mistake(PAGE, "$e^2$", r"$\sgima$", "cannot be set", "correct the LaTeX"),
    "a byte order mark": Mistake(PAGE, "---\nt", "\ufeff---\nt", "the invisible character U+FEFF", "delete it"),
    "a no-break space": Mistake(PAGE, "# The q", "#\u00a0The q", "the invisible character U+00A0", "write a space"),
    "a space of no width": Mistake(PAGE, "A link", "A\u200b link", "the invisible character U+200B", "delete it"),
    # Scripts and their outputs. An endless loop takes its whole time here too: test_build.py waits for it.
    "torch": Mistake(
        SCRIPT, "x =", "import torch\nx =", f"{SCRIPT}:1: it imports torch", "fix the snippet", f"{PAGE}:20"
    ),
    "a syntax error": Mistake(SCRIPT, "x =", "x = =", f"{SCRIPT}:1: SyntaxError", "fix the snippet", f"{PAGE}:20"),
    "a wrong indentation": Mistake(
        SCRIPT, "print", "  print", f"{SCRIPT}:2: IndentationError", "fix the snippet", f"{PAGE}:20"
    ),
    "a name that is not there": Mistake(
        SCRIPT, "(x)", "(y)", f"{SCRIPT}:2: NameError", "fix the snippet", f"{PAGE}:20"
    ),
    "a file that is read": Mistake(
        SCRIPT, "1.25", "open('a.txt')", f"{SCRIPT}:1: FileNotFound", "fix the snippet", f"{PAGE}:20"
    ),
    "a question to the reader": Mistake(
        SCRIPT, "1.25", "input()", f"{SCRIPT}:1: EOFError", "fix the snippet", f"{PAGE}:20"
    ),
    "a warning": Mistake(
        SCRIPT,
        "x =",
        "import numpy as np\nnp.log(np.zeros(1))\nx =",
        f"{SCRIPT}:2: RuntimeWarning: divide by zero encountered in log",
        "fix the snippet",
        f"{PAGE}:20",
    ),
    "an exit": Mistake(
        SCRIPT, "print(x)", "print(x)\nexit()", f"{SCRIPT}:3: it calls", "fix the snippet", f"{PAGE}:20"
    ),
    "an output that grew": Mistake(SCRIPT, "(x)", "(x + 1)", "recorded '1.25', now prints '2.25'", "if", f"{RECORD}:1"),
    "an output of chance": Mistake(
        SCRIPT, "(x)", '(__import__("random").random())', "has more digits than are", "print it", f"{RECORD}:1"
    ),
    "an output typed by hand": Mistake(RECORD, "1.25", "1.2", "recorded '1.2', now prints '1.25'", "if the new output"),
    "a no-break space in a script": Mistake(SCRIPT, "x = ", "x =\u00a0", "the invisible character U+00A0", "write a"),
    "a script as on Windows": Mistake(SCRIPT, "1.25\n", "1.25\r\n", "has CRLF line endings", "save it with LF"),
    "an output as on Windows": Mistake(RECORD, "1.25\n", "1.25\r\n", "has CRLF line endings", "save it with LF"),
    "a script in another encoding": Mistake(
        SCRIPT, "1.25", "1.25  # caf\udce9", "is not UTF-8 text", "save the script"
    ),
    "a script that no page shows": Mistake("snippets/one/last.py", "", "print(1)\n", "no page shows", "show it in"),
    "a script with a hyphen": Mistake(
        "snippets/one/a-b.py", "", "print(1)\n", "a snippet is a file snippets/PAGE", "rename it"
    ),
    "a script in no folder": Mistake(
        "snippets/last.py", "", "print(1)\n", "a snippet is a file snippets/PAGE/NAME", "rename it"
    ),
    "a script in two folders": Mistake(
        "snippets/one/a/b.py", "", "1\n", "a snippet is a file snippets/PAGE/NAME", "rename it"
    ),
    "data beside a script": Mistake(
        "snippets/one/data.csv", "", "1\n", "a snippet is a file snippets/PAGE/NAME", "rename it"
    ),
    "a figure beside a script": Mistake(
        "snippets/one/first.svg", "", "<svg/>\n", "figures are drawn during the build", "delete this file"
    ),
    # The navigation.
    "an entry misspelt": Mistake(CONFIG, "two.md", "tow.md", "nav names questions/tow.md", "correct or delete"),
    "an entry with docs": Mistake(CONFIG, "questions/t", "docs/questions/t", "nav names docs/questions", "correct or"),
    "an entry at a tab": Mistake(CONFIG, "      - questions/t", "\t- questions/t", "is not YAML", "fix the line"),
}
