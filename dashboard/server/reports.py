"""Reports for the council that readers ask for: few at a time, each in a child."""

from __future__ import annotations

import errno
import os
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Final, Literal

from dashboard.server.workbooks import make_file

if TYPE_CHECKING:
    from pazanga.texts import Language

Ending = Literal["pdf", "docx"]

SECONDS: Final = 120.0
"""A report takes 10 seconds; a machine that is busy may need more."""

_AT_A_TIME: Final = 2
_places = BoundedSemaphore(_AT_A_TIME)


def make_report(language: Language, plan: str, ending: Ending) -> bytes:
    """Make the report on a plan of the current snapshot.

    Args:
        language: Language of the report.
        plan: Code of the plan.
        ending: What kind of file.

    Raises:
        BlockingIOError: Others are being made.
        OSError: It could not be made; what the command said is its text.
    """
    if not _places.acquire(blocking=False):
        raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
    try:
        given = (f"--plan={plan}", f"--lang={language}")
        return make_file(language, ending, "report", *given, seconds=SECONDS)
    finally:
        _places.release()
