"""The child that reads files for this process: one for all files, started when needed.

Kept free of heavy imports, so that it can start while this process imports its own.
"""

from __future__ import annotations

import atexit
import os
from functools import cache
from typing import Final

from pazanga.processes.answering_child import Child, ChildLimits

# A CSV file of 350 MB with 3.3 million rows takes 5 GB of address space, 1.8 of memory.
_LEAST_MB: Final = 4_096
_MOST_MB: Final = 8_192

# On a busy machine a workbook takes up to 10 s for each MB of its packed size.
_LEAST_SECONDS: Final = 120
_SECONDS_PER_MB: Final = 10
_MOST_SECONDS: Final = 900


_LEAST_GIVEN_MB: Final = 2_048
_SPACE: Final = 2
"""Address space that is taken for each MB of memory, in the file above rather more."""


def find_limits(memory_mb: int | None = None) -> ChildLimits:
    """Return what reading one file may use: as much memory as the machine has, or 8 GB.

    Of address space more is taken than of memory, so that 4 GB are the least, and 2 GB
    where memory is given.

    Args:
        memory_mb: What a refresh may take; None where nothing is said.
    """
    if memory_mb is not None:
        space = min(max(_SPACE * memory_mb, _LEAST_GIVEN_MB), _MOST_MB)
        return ChildLimits(memory_mb=space, seconds=_MOST_SECONDS)
    try:
        installed = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") >> 20
    except (AttributeError, ValueError, OSError):
        installed = _MOST_MB
    memory = max(_LEAST_MB, min(installed, _MOST_MB))
    return ChildLimits(memory_mb=memory, seconds=_MOST_SECONDS)


def find_seconds(file_bytes: int) -> float:
    """Return how long reading a file may take, so that none holds up others for long.

    Args:
        file_bytes: Its size.
    """
    return min(_LEAST_SECONDS + _SECONDS_PER_MB * (file_bytes >> 20), _MOST_SECONDS)


@cache
def reader() -> Child:
    """Return the child; it ends with this process."""
    child = Child("etl.inbox.reading_child", find_limits())
    atexit.register(child.close)
    return child


def limit_reader(memory_mb: int | None) -> None:
    """Set what reading each file may use from now on.

    Args:
        memory_mb: What a refresh may take; None where nothing is said.
    """
    reader().set_limits(find_limits(memory_mb))
