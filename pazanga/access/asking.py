"""Who asks right now, for what a page made ready before and gives only later.

A button of a page holds what its file is made of, drawn for one reader. The button is
pressed later, and its number is known to whoever saw it: who presses it is asked then.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING, Final

from pazanga.access.reader import OPEN
from pazanga.errors import AccessError

if TYPE_CHECKING:
    from pazanga.access.reader import Visitor

_asking: Final[ContextVar[Visitor]] = ContextVar("asking", default=OPEN)


def keep_asking(reader: Visitor) -> None:
    """Keep who asks, for what this task, and tasks that it starts, still do."""
    _asking.set(reader)


def require_asking(reader: Visitor) -> None:
    """Check that who asks now is the reader for whom something was made ready.

    Raises:
        AccessError: It is somebody else, or the same person with other rights.
    """
    if _asking.get() != reader:
        raise AccessError("drawn_for_another")
