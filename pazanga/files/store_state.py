"""What a machine knows of the store it follows: for pages, status and health."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from pazanga.errors import UserError, pack_error, unpack_error
from pazanga.files.durable import read_regular, replace_text

if TYPE_CHECKING:
    from pathlib import Path

STATE: Final = "store.json"
_MOST_BYTES: Final = 1 << 20
_told: dict[Path, StoreState] = {}
"""What this process found out itself: a disk that is full takes no file of it."""


@dataclass(frozen=True, slots=True)
class StoreState:
    """How a store was when it was asked last.

    Attributes:
        place: What people call it.
        asked_at: When it was asked, UTC; none: not yet.
        answered_at: When what is published there was shown here, UTC; none: never.
        number: Entry that was followed; 0 where there was none.
        fetched: Names of the snapshots that were copied from there.
        trouble: Why it could not be followed; none: all is well.
    """

    place: str
    asked_at: datetime | None = None
    answered_at: datetime | None = None
    number: int = 0
    fetched: tuple[str, ...] = ()
    trouble: UserError | None = None


def read_state(warehouse_dir: Path, place: str) -> StoreState | None:
    """Read how the store was; none where it, or another one, was asked.

    Args:
        warehouse_dir: `Settings.published_dir`.
        place: The store of the settings.
    """
    found = _told.get(warehouse_dir) or _read(warehouse_dir)
    return found if found and found.place == place else None


def find_state(warehouse_dir: Path, place: str) -> StoreState | None:
    """Return how the store of the settings was; none where there is no store."""
    if not place:
        return None
    return read_state(warehouse_dir, place) or StoreState(place)


def say_store(state: StoreState) -> dict[str, str | None]:
    """Return how a store was, for programs."""
    return {
        "place": state.place,
        "asked_at": _format(state.asked_at),
        "answered_at": _format(state.answered_at),
        "trouble": state.trouble.text("en") if state.trouble else None,
    }


def _format(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _read(warehouse_dir: Path) -> StoreState | None:
    try:
        entry = json.loads(read_regular(warehouse_dir / STATE, _MOST_BYTES))
        trouble, answered_at = entry["trouble"], entry["answered_at"]
        asked_at = datetime.fromisoformat(entry["asked_at"])
        return StoreState(
            entry["place"],
            asked_at,
            datetime.fromisoformat(answered_at) if answered_at else None,
            int(entry["number"]),
            tuple(entry["fetched"]),
            unpack_error(trouble) if trouble else None,
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def note_answer(
    warehouse_dir: Path, place: str, number: int, fetched: str | None = None
) -> StoreState:
    """Record that a store answered, and which entry is followed now.

    Raises:
        OSError: The disk is full.
    """
    now = datetime.now(UTC)
    before = read_state(warehouse_dir, place)
    names = before.fetched if before else ()
    if fetched and fetched not in names:
        names = (*names, fetched)
    state = StoreState(place, now, now, number, names)
    _write(warehouse_dir, state)
    return state


def note_trouble(warehouse_dir: Path, place: str, error: UserError) -> None:
    """Record why a store cannot be followed.

    Raises:
        OSError: The disk is full; pages of this process know it all the same.
    """
    now = datetime.now(UTC)
    before = read_state(warehouse_dir, place) or StoreState(place, now)
    _write(warehouse_dir, replace(before, asked_at=now, trouble=error))


def forget_fetched(warehouse_dir: Path, state: StoreState, gone: set[str]) -> None:
    """Record that copies of snapshots are no longer here.

    Raises:
        OSError: The disk is full.
    """
    kept = tuple(name for name in state.fetched if name not in gone)
    _write(warehouse_dir, replace(state, fetched=kept))


def _write(warehouse_dir: Path, state: StoreState) -> None:
    _told[warehouse_dir] = state
    entry: dict[str, Any] = {
        "place": state.place,
        "asked_at": _format(state.asked_at),
        "answered_at": _format(state.answered_at),
        "number": state.number,
        "fetched": state.fetched,
        "trouble": pack_error(state.trouble) if state.trouble else None,
    }
    warehouse_dir.mkdir(parents=True, exist_ok=True)
    # What a text mentions may be a path.
    text = json.dumps(entry, ensure_ascii=False, indent=2, default=str)
    replace_text(warehouse_dir / STATE, text + "\n")
