"""Puts Python into the sandbox when it starts with this folder as its PYTHONPATH, as a reader's tools start it.

SANDBOX_PATH names where the sandbox is imported from; what is imported from there is forgotten afterwards, as a reader
has none of it. A Jupyter kernel opens its sockets and starts its threads first: it gets `close_sandbox` to call.
"""

import builtins
import os
import sys
import sysconfig
from pathlib import Path

paths, modules = sys.path[:], {*sys.modules}
sys.path += os.environ.pop("SANDBOX_PATH").split(os.pathsep)
from bookbinder.run import sandbox  # noqa: E402
from bookbinder.run.limits import LIMITS  # noqa: E402
from tests.boxed.kernel_calls import kernel_filter  # noqa: E402

script, own = Path(sys.orig_argv[-1]), Path.cwd()
readable = [path for path in map(Path, (*sandbox.SYSTEM, sysconfig.get_path("stdlib"), sys.prefix)) if path.exists()]
if "ipykernel_launcher" in sys.orig_argv:
    builtins.close_sandbox = kernel_filter().load  # type: ignore[attr-defined]
    sandbox.restrict_files([script, *readable], own, (), ())
else:
    sandbox.enter_sandbox(LIMITS, script, own, readable)
sys.path[:] = paths
for name in {*sys.modules} - modules:
    if name.partition(".")[0] not in {*sys.stdlib_module_names, __name__}:
        del sys.modules[name]
