"""One line of a terminal that says how far a refresh is, and goes when it ends."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from warehouse.progress import say_moment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pazanga.texts import Language
    from warehouse.progress import RefreshMoment

_CLEARED: Final = "\r\033[K"
_SECONDS: Final = 0.2
"""A line that changes more often cannot be read."""


@contextmanager
def show_progress(
    language: Language,
) -> Iterator[Callable[[RefreshMoment], None] | None]:
    """Show moments on the terminal, beside what is printed; elsewhere nothing.

    Args:
        language: Language of messages.
    """
    stream = sys.stderr
    if stream is None or not stream.isatty():
        yield None
        return
    last: tuple[str, float] = ("", 0.0)

    def show(moment: RefreshMoment) -> None:
        nonlocal last
        now = time.monotonic()
        if moment.step != last[0] or now - last[1] >= _SECONDS:
            last = (moment.step, now)
            print(f"{_CLEARED}{say_moment(moment, language)}", end="", file=stream)
            stream.flush()

    try:
        yield show
    finally:
        print(_CLEARED, end="", file=stream, flush=True)
