"""Moments as people read them: in the time of Vilnius, whatever the machine's.

Programs get ISO 8601 with the offset; files and logs are in UTC. What a person is shown
goes through here.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

ZONE: Final = ZoneInfo("Europe/Vilnius")


def format_moment(moment: datetime) -> str:
    """Write a moment to the minute: `2026-03-01 14:05`.

    Args:
        moment: With its zone.

    Raises:
        ValueError: It has none, so nobody knows which moment it is.
    """
    return f"{_to_local(moment):%Y-%m-%d %H:%M}"


def find_day(moment: datetime) -> date:
    """Return the day that a moment lies in.

    Raises:
        ValueError: The moment has no zone.
    """
    return _to_local(moment).date()


def find_today() -> date:
    """Return the day it is now."""
    return find_day(datetime.now(UTC))


def _to_local(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(moment)
    return moment.astimezone(ZONE)
