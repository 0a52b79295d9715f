"""What a child gives up before it runs a statement that somebody typed.

Each barrier holds by itself: the statement meets a sealed copy instead of the file, and
it cannot write a byte to any file. Which kinds of statement may run is said in
`statement`, what DuckDB itself keeps closed in `warehouse.connection`.
"""

from __future__ import annotations

import os
import resource
import signal
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from warehouse.integrity import hash_stream
from warehouse.query.landlock import give_up_files

if TYPE_CHECKING:
    from typing import BinaryIO

_READABLE: Final = ("/proc/self", "/sys/fs/cgroup")
"""What DuckDB reads when it starts: how much memory it may use."""


def copy_sealed(path: Path) -> tuple[int, str]:
    """Copy a file into memory that nobody can change any more, root neither.

    Returns:
        Descriptor of the copy, and the SHA-256 of what was copied.

    Raises:
        OSError: The file cannot be read.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    with os.fdopen(descriptor, "rb") as original, _open_copy() as copy:
        sha256 = hash_stream(original, copy)
        copy.flush()
        return _seal(copy), sha256


def _open_copy() -> BinaryIO:
    if hasattr(os, "memfd_create"):
        flags = os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING
        return os.fdopen(os.memfd_create("snapshot", flags), "w+b")
    # It has no name, so it goes with the process, however that ends.
    return tempfile.TemporaryFile()


def _seal(copy: BinaryIO) -> int:
    if hasattr(os, "memfd_create"):
        import fcntl  # noqa: PLC0415 - has these names on Linux only

        seals = fcntl.F_SEAL_WRITE | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SHRINK
        fcntl.fcntl(copy, fcntl.F_ADD_SEALS, seals | fcntl.F_SEAL_SEAL)
    return os.dup(copy.fileno())


def give_up_writing() -> bool:
    """Forbid all files: none is written, made or opened from now on.

    Returns:
        Whether the kernel helps with Landlock; without it a write still fails, because
        a file may not grow, and no path leads to anything of ours.
    """
    folder = tempfile.mkdtemp()
    os.chdir(folder)
    # A folder that is gone takes no files.
    Path(folder).rmdir()
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    # Writing then fails like any other error, instead of ending the process.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    return give_up_files(_READABLE)


def give_up_processes() -> None:
    """Forbid new processes and threads from now on; root is not bound by this."""
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
