"""Reports for the council that readers ask for: few at a time, each in a child."""

from __future__ import annotations

import base64
import errno
import os
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Final, Literal

from pazanga.errors import unpack_error
from pazanga.processes.answering_child import Child, ChildLimits
from pazanga.settings import read_settings

if TYPE_CHECKING:
    from pazanga.texts import Language

Ending = Literal["pdf", "docx", "html"]

LIMITS: Final = ChildLimits(memory_mb=2_048, seconds=120, file_mb=64)
"""A report takes 10 seconds; a machine that is busy may need more."""

_AT_A_TIME: Final = 2
_places = BoundedSemaphore(_AT_A_TIME)


def make_report(
    language: Language,
    plan: str,
    ending: Ending,
    audience: str = "",
    limits: ChildLimits = LIMITS,
) -> bytes:
    """Make the report on a plan of the current snapshot.

    Args:
        language: Language of the report.
        plan: Code of the plan.
        ending: What kind of file.
        audience: Whose view of the data it is made of.
        limits: What it may take.

    Raises:
        BlockingIOError: Others are being made.
        UserError: It cannot be made; its text may name paths of this machine.
        ChildError: The child failed, or took too much.
        OSError: The child could not be started.
    """
    if not _places.acquire(blocking=False):
        raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
    settings = read_settings(os.environ)
    try:
        with Child("dashboard.report.writing_child", limits) as child:
            answer = child.ask(
                {
                    "home": str(settings.home),
                    "data": str(settings.data),
                    "plan": plan,
                    "ending": ending,
                    "language": language,
                    "audience": audience,
                }
            )
    finally:
        _places.release()
    if "error" in answer:
        raise unpack_error(answer["error"])
    return base64.b64decode(answer["content"])
