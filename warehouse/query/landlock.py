"""Landlock: a Linux process gives up the file system for good, even one of root.

Kernels before 5.13, and those built without it, know nothing of it; then only the other
barriers hold, see `docs/security.md`.
"""

from __future__ import annotations

import ctypes
import os
import struct
from contextlib import suppress
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_CREATE, _ADD_RULE, _RESTRICT = 444, 445, 446
_VERSION: Final = 1
_PATH_BENEATH: Final = 1
_READ_FILE: Final = 1 << 2
_NO_NEW_PRIVILEGES: Final = 38
_FILE_RIGHTS: Final = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
"""How many rights on files each version knows; later ones have added none."""


def give_up_files(readable: Iterable[str] = ()) -> bool:
    """Forbid this process to open, make or remove any file, and to use the network.

    Files that are open stay open. Threads that run already are not bound, so this is
    called before any is started.

    Args:
        readable: Folders whose files may still be read.

    Returns:
        Whether the kernel has agreed.
    """
    system = ctypes.CDLL(None, use_errno=True)
    version = system.syscall(_CREATE, None, 0, _VERSION)
    if version < 1:
        return False
    ruleset = system.syscall(_CREATE, *_describe_rights(version), 0)
    if ruleset < 0:
        return False
    try:
        for folder in readable:
            with suppress(FileNotFoundError):
                _allow_reading(system, ruleset, folder)
        system.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        return bool(system.syscall(_RESTRICT, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _describe_rights(version: int) -> tuple[bytes, int]:
    """Build the list of all rights a version knows: files, then TCP, then scopes."""
    files = (1 << _FILE_RIGHTS.get(version, 16)) - 1
    rights = [files]
    if version >= 4:  # noqa: PLR2004 - the version that knows TCP
        rights.append(0b11)
    if version >= 6:  # noqa: PLR2004 - the version that knows sockets and signals
        rights.append(0b11)
    packed = struct.pack(f"={len(rights)}Q", *rights)
    return packed, len(packed)


def _allow_reading(system: ctypes.CDLL, ruleset: int, folder: str) -> None:
    descriptor = os.open(folder, os.O_PATH | os.O_CLOEXEC)
    try:
        rule = struct.pack("=Qi", _READ_FILE, descriptor)
        system.syscall(_ADD_RULE, ruleset, _PATH_BENEATH, rule, 0)
    finally:
        os.close(descriptor)
