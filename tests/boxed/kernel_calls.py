"""The system calls of a Jupyter kernel whose sockets are open and whose threads run."""

from __future__ import annotations

from typing import Any

import pyseccomp  # type: ignore[import-untyped]

from bookbinder.run.sandbox import system_call_filter

# Messages through sockets that are open; no new socket, connection, thread or process.
MESSAGES = "accept4 epoll_ctl epoll_pwait epoll_wait eventfd2 getpeername getsockname getsockopt recvfrom recvmsg"
MESSAGES += " sendmsg sendto setsockopt"


def kernel_filter() -> Any:
    """Return the filter, which applies to all threads of the process."""
    calls = system_call_filter()
    for name in MESSAGES.split():
        calls.add_rule(pyseccomp.ALLOW, name)
    calls.set_attr(pyseccomp.Attr.CTL_TSYNC, 1)
    return calls
