"""The sandbox: the kernel's layers that hold a snippet to its limits: rlimits, Landlock (files), seccomp (calls).

A layer stays for the life of the process that enters it, and of all that the process starts. Nothing here trusts
Python code that runs above it; the audit hook of audit_hook.py only finds better words.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import functools
import os
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bookbinder.run.limits import Limits

try:
    import fcntl
    import resource
    import termios
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]
try:
    import landlock  # type: ignore[import-untyped]
except ImportError:
    landlock = None
try:
    import pyseccomp  # type: ignore[import-untyped]
except (ImportError, RuntimeError, OSError):  # not Linux, or the C library below it is not installed
    pyseccomp = None

STACK = 8 << 20  # bytes: what Linux gives, wherever the build runs

SYSTEM = ["/usr/lib", "/usr/lib64", "/lib", "/lib64", "/usr/local/lib", "/etc/ld.so.cache", "/etc/localtime"]
SYSTEM += ["/usr/share/zoneinfo", "/dev/null", "/dev/urandom"]

# All other calls are refused, also those that a later kernel adds.
# Not here: clone, fork, execve (processes, threads), socket, kill, ptrace, chmod, link, mkdir, memfd_create, mount.
SYSTEM_CALLS = """
    read readv pread64 write writev pwrite64 lseek close fstat stat lstat newfstatat statx open openat access faccessat
    faccessat2 readlink readlinkat getdents64 getcwd rename renameat renameat2 unlink unlinkat ftruncate fsync fdatasync
    dup dup2 dup3 pipe pipe2 poll ppoll select pselect6 mmap munmap mremap mprotect madvise msync brk
    rt_sigaction rt_sigprocmask rt_sigreturn sigaltstack restart_syscall pause alarm setitimer getitimer
    futex sched_yield sched_getaffinity clock_gettime clock_getres clock_nanosleep nanosleep gettimeofday time times
    getrusage getrlimit sysinfo uname getpid getppid gettid getuid geteuid getgid getegid getrandom exit exit_group
""".split()  # noqa: SIM905 - as a list it has eighty lines
# What an interpreter needs to start, where a process may start one: each changes that process alone.
EXECUTION = ["execve", "set_tid_address", "set_robust_list", "rseq"]
ARCH_SET_FS = 0x1002  # of arch_prctl (x86-64): where the C library keeps the thread's own data
# The only commands of two calls that have a hundred: F_SETOWN, for one, has the kernel send signals to anybody.
FCNTL = ["F_DUPFD", "F_GETFD", "F_SETFD", "F_GETFL", "F_DUPFD_CLOEXEC"]
IOCTL = ["TCGETS", "FIOCLEX", "FIONCLEX"]  # isatty(), and whether a file survives exec


def missing_layers() -> list[str]:
    """Return the names of the layers that this system lacks."""
    lacks = []
    if sys.platform != "linux":
        lacks.append(f"Linux (this is {sys.platform}: no fork server, Landlock or seccomp)")
    else:
        if not _has_landlock():
            lacks.append("Landlock (Linux 5.13 or newer, switched on, and PyPI's landlock)")
        if pyseccomp is None:
            lacks.append("seccomp (PyPI's pyseccomp and the library libseccomp2)")
    if resource is None:
        lacks.append("limits on memory and processor time")
    return lacks


def readable_paths() -> list[Path]:
    """Return what a snippet may read beside itself and its folder: the system's libraries and the loaded packages.

    Other packages stay unreadable, so that a snippet cannot import what readers do not have.
    """
    paths = {Path(name) for name in (*SYSTEM, sysconfig.get_path("stdlib"))}
    for name in {module.partition(".")[0] for module in sys.modules} - sys.stdlib_module_names - {"__main__"}:
        module = sys.modules[name]
        folders = [Path(folder) for folder in getattr(module, "__path__", [])]
        paths.update(folders or [Path(getattr(module, "__file__", None) or os.devnull)])
        paths.update(folder.with_name(f"{folder.name}.libs") for folder in folders)
    return sorted({path.resolve() for path in paths if path.exists()})


def enter_sandbox(
    limits: Limits,
    script: Path,
    folder: Path,
    readable: list[Path],
    executable: Sequence[Path] = (),
    listed: Sequence[Path] = (),
) -> None:
    """Apply every layer that this system has to this process.

    It may execute the `executable` files alone, behind the same layers, and read the names in the `listed` folders.
    """
    if resource is not None:
        _set_rlimits(limits)
    if _has_landlock():
        restrict_files([script, *readable], folder, executable, listed)
    if calls := system_call_filter(executes=bool(executable)):
        calls.load()


def _set_rlimits(limits: Limits) -> None:
    held = 0  # the server's own mappings count in RLIMIT_AS
    with contextlib.suppress(OSError):
        held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    for what, soft, hard in (
        (resource.RLIMIT_CPU, limits.cpu, limits.cpu + 1),
        (resource.RLIMIT_AS, held + limits.memory, held + limits.memory),
        (resource.RLIMIT_FSIZE, limits.file, limits.file),
        (resource.RLIMIT_NOFILE, limits.handles, limits.handles),
        (resource.RLIMIT_STACK, STACK, STACK),
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_NPROC, 0, 0),  # does not bind root; seccomp does
    ):
        with contextlib.suppress(ValueError, OSError):  # macOS refuses RLIMIT_AS
            resource.setrlimit(what, (soft, hard))


@functools.cache
def _has_landlock() -> bool:
    if landlock is None:
        return False
    try:
        return bool(landlock.landlock_abi_version() >= 1)
    except OSError:
        return False


@functools.cache
def _rights() -> tuple[Any, Any, Any, Any]:
    """Return all rights that Landlock can refuse here, then those granted on files, folders and the own folder."""
    access, all_rights = landlock.FSAccess, landlock.FSAccess.all()
    own = access.READ_FILE | access.READ_DIR | access.WRITE_FILE | access.MAKE_REG | access.REMOVE_FILE
    return all_rights, access.READ_FILE, access.READ_FILE | access.READ_DIR, (own | access.TRUNCATE) & all_rights


def restrict_files(readable: list[Path], folder: Path, executable: Sequence[Path], listed: Sequence[Path]) -> None:
    """Have the kernel refuse this thread, and all that it starts, other files than these."""
    all_rights, file, directory, own = _rights()
    ctypes.set_errno(0)  # the package mistakes an old error number for its own
    rules = landlock.Ruleset(all_rights)
    for path in readable:
        rules.allow(path, rules=directory if path.is_dir() else file)
    for path in executable:
        rules.allow(path, rules=file | landlock.FSAccess.EXECUTE)
    for path in listed:
        rules.allow(path, rules=landlock.FSAccess.READ_DIR)
    rules.allow(folder, rules=own)
    rules.apply()
    os.close(rules._fd)


@functools.cache
def system_call_filter(executes: bool = False) -> Any:
    """Return the seccomp filter, made once and loaded by each process. A call by another ABI (int 0x80, x32) kills."""
    if pyseccomp is None:
        return None
    allow, equal = pyseccomp.ALLOW, pyseccomp.EQ
    calls = pyseccomp.SyscallFilter(pyseccomp.ERRNO(errno.ENOSYS))
    for name in [*SYSTEM_CALLS, *(EXECUTION if executes else [])]:
        with contextlib.suppress(OSError):  # this kind of processor has no such call
            calls.add_rule(allow, name)
    for call, module, commands in (("fcntl", fcntl, FCNTL), ("ioctl", termios, IOCTL)):
        for command in commands:
            calls.add_rule(allow, call, pyseccomp.Arg(1, equal, getattr(module, command)))
    if executes:
        with contextlib.suppress(OSError):  # another kind of processor
            calls.add_rule(allow, "arch_prctl", pyseccomp.Arg(0, equal, ARCH_SET_FS))
    own_limits, no_new_value = pyseccomp.Arg(0, equal, 0), pyseccomp.Arg(2, equal, 0)
    calls.add_rule(allow, "prlimit64", own_limits, no_new_value)
    return calls
