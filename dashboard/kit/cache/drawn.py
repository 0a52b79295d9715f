"""What was drawn for one reader and is shown to the next who asks for the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from dashboard.kit.cache.bounded import BoundedCache

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

Drawn = TypeVar("Drawn")

DRAWN_BYTES: Final = 32 << 20
"""Size of all drawings that are kept: some hundreds of pages."""


def take_drawn(
    screen: Hashable, name: str, chosen: Hashable, draw: Callable[[], Drawn]
) -> Drawn:
    """Return a drawing, made now unless it was made for the same before.

    It may depend on nothing but what is given here: never on the day, on what readers
    write, or on the session. Widgets are no part of it.

    Args:
        screen: A `Screen`: snapshot, plan, language, what stands in the address.
        name: What is drawn, with its page.
        chosen: What it is narrowed to, and all else that it shows.
        draw: Makes it; nobody may change what it returns.
    """
    return cast("Drawn", _DRAWN.take((screen, name, chosen), draw))


def clear_drawn() -> None:
    """Draw everything again from here on."""
    _DRAWN.clear()


def _measure(drawn: object) -> int:
    return 2 * len(repr(drawn))


_DRAWN: Final[BoundedCache[Any]] = BoundedCache(DRAWN_BYTES, _measure)
