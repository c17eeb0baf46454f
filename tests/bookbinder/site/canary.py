"""Secrets in the environment and in a file, snippets that try to leak them, and a search for leaks."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

from tests.bookbinder.model import ONE, PAGE, write_model

IN_FILE = "canary-of-the-file-5d1c9e"
IN_ENVIRONMENT = {
    "GITHUB_TOKEN": "canary-of-the-token-77aa01",
    "AWS_SECRET_ACCESS_KEY": "canary-of-the-key-e0b4f2",
    "ACTIONS_RUNTIME_TOKEN": "canary-of-the-runner-19c3d8",
    "A_SECRET": "canary-of-the-shell-c41f66",
}
SECRETS = [IN_FILE, *IN_ENVIRONMENT.values()]
# {home} is the folder with the file, {root} the book, {port} a server's on this machine.
HOSTILE = {
    "prints the environment": "import os\nprint(dict(os.environ))",
    "prints the environment reversed": "import os\nprint(str(dict(os.environ))[::-1])",
    "keeps the environment in values": "import os\ntoken, rest = os.environ.get('A_SECRET', ''), str(dict(os.environ))",
    "prints the environment of every process": (
        "import glob\nfor file in glob.glob('/proc/[0-9]*/environ'):\n    try:\n        print(open(file).read())\n"
        "    except OSError:\n        pass"
    ),
    "prints the file": "print(open('{home}/secret.py').read())",
    "prints the file and does not care": (
        "try:\n    print(open('{home}/secret.py').read())\nexcept OSError:\n    print('no')"
    ),
    "prints the file in base64": (
        "import base64, pathlib\nprint(base64.b64encode(pathlib.Path('{home}/secret.py').read_bytes()).decode())"
    ),
    "prints the file in hexadecimal digits": "print(open('{home}/secret.py', 'rb').read().hex())",
    "reads the file below Python": (
        "import ctypes\nlibc = ctypes.CDLL(None)\nhandle = libc.open(b'{home}/secret.py', 0)\n"
        "kept = ctypes.create_string_buffer(99)\nlibc.read(handle, kept, 99)\nprint(kept.value)"
    ),
    "keeps the file in a value": "text = open('{home}/secret.py').read()",
    "draws the file": "text = open('{home}/secret.py').read()\nopen('a.svg', 'w').write(f'<svg>{text}</svg>')",
    "names a figure after the file": "text = open('{home}/secret.py').read()\nopen(f'{text[10:34]}.svg', 'w').close()",
    "raises the file": "# raises: ValueError\nraise ValueError(open('{home}/secret.py').read())",
    "raises the environment": "# raises: ValueError\nimport os\nraise ValueError(dict(os.environ))",
    "runs the file, whose line a traceback shows": "import runpy\nrunpy.run_path('{home}/secret.py')\n1 / 0",
    "imports the file": "import sys\nsys.path.insert(0, '{home}')\nimport secret",
    "copies the file into the book": "import shutil\nshutil.copyfile('{home}/secret.py', '{root}/docs/leak.md')",
    "copies the file to its neighbour's record": (
        "import shutil\nshutil.copyfile('{home}/secret.py', '{root}/snippets/one/second.out')"
    ),
    "has a shell copy the file": "import os\nos.system('cp {home}/secret.py {root}/docs; env > {root}/docs/env.md')",
    "has a process print the environment": "import subprocess\nsubprocess.run(['env'])",
    "becomes a shell": "import os\nos.execv('/bin/sh', ['sh', '-c', 'env; cat {home}/secret.py'])",
    "writes into the other folder": "open('{home}/new', 'w').write('canary')",
    "sends the environment away": (
        "import os, socket\nwith socket.create_connection(('127.0.0.1', {port})) as there:\n"
        "    there.sendall(str(dict(os.environ)).encode())"
    ),
    "links to the file": "import os\nos.symlink('{home}/secret.py', 'a.svg')",
}


def write_hostile_book(root: Path, home: Path, port: int) -> list[Path]:
    """Write the smallest book with all these snippets on its page, and the secret file; return the snippets."""
    write_model(root)
    home.mkdir()
    (home / "secret.py").write_text(f"secret = '{IN_FILE}'\nprint(secret)\n")
    scripts, fences = [], ""
    for number, source in enumerate(HOSTILE.values()):
        for name, value in {"home": home, "root": root, "port": port}.items():
            source = source.replace(f"{{{name}}}", str(value))
        scripts.append(root / f"snippets/one/hostile_{number}.py")
        scripts[-1].write_text(source, encoding="utf-8")
        fences += f"\n```snippet\none/{scripts[-1].stem}\n```\n"
    (root / "snippets/one/link.py").symlink_to(home / "secret.py")
    (root / "snippets/one/third.out").unlink()
    (root / "snippets/one/third.out").symlink_to(home / "secret.py")
    fences += "\n```snippet\none/link\n```\n\n`#!live one/hostile_2.rest` and `#!live one/link.secret`\n"
    (root / PAGE).write_text(ONE + fences, encoding="utf-8")
    return [*scripts, root / "snippets/one/link.py"]


def forms(secret: str) -> list[bytes]:
    """Return the encodings of a secret: plain, reversed, hexadecimal, and base64 at each offset."""
    plain = secret.encode()
    found = [plain, plain[::-1], plain.hex().encode()]
    for before, mixed in ((0, 0), (1, 2), (2, 3)):  # of the text, and the characters that hold some of it
        found.append(base64.b64encode(b"x" * before + plain)[mixed:-4])
    return found


def leaks(folder: Path, *texts: str) -> Iterator[str]:
    """Yield where a secret was leaked: paths and files below a folder, without following links, and texts."""
    wanted = [form for secret in SECRETS for form in forms(secret)]
    for place in folder.rglob("*"):
        content = b"" if place.is_symlink() or not place.is_file() else place.read_bytes()
        if any(form in content or form in place.name.encode(errors="replace") for form in wanted):
            yield str(place)
    yield from (text for text in texts if any(form in text.encode(errors="replace") for form in wanted))
