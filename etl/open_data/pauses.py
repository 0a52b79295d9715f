"""Sites that did not answer are left alone for a while: `<home>/open_data/paused.json`.

Refreshes that have another reason, such as a file in the inbox, do not wait for them;
they go on saying what is wrong.
"""

from __future__ import annotations

import json
import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from pazanga.errors import OpenDataError, TemporaryError, pack_error, unpack_error
from pazanga.files.durable import replace_text
from pazanga.log import pairs

if TYPE_CHECKING:
    from pathlib import Path

    from pazanga.settings import Settings

_LOG = logging.getLogger(__name__)
_PAUSE: Final = timedelta(minutes=15)


def read_pause(settings: Settings, key: str, now: datetime) -> OpenDataError | None:
    """Return why a source is not asked now; None where it may be.

    Other addresses or years in the settings are worth another try.

    Args:
        settings: Where the home is, and what is turned on.
        key: Key of the source.
        now: The moment, UTC.
    """
    try:
        entry = _read(_find_file(settings))[key]
        age = now - datetime.fromisoformat(entry["at"])
        if entry["settings"] != repr(settings.open_data) or not _is_on(age):
            return None
        error = unpack_error(entry["error"])
        return error if isinstance(error, OpenDataError) else None
    except (KeyError, TypeError, ValueError):
        return None


def write_pause(
    settings: Settings, key: str, error: TemporaryError, now: datetime
) -> None:
    """Record that a source is not asked from now on; a full disk is only logged."""
    path = _find_file(settings)
    entry = {
        "at": now.isoformat(),
        "settings": repr(settings.open_data),
        "error": pack_error(error),
    }
    entries = {**_read(path), key: entry}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_text(path, json.dumps(entries, ensure_ascii=False, indent=2) + "\n")
    except OSError as full:
        _LOG.warning("pause_unwritable %s", pairs(reason=str(full)))


def _find_file(settings: Settings) -> Path:
    return settings.home / "open_data" / "paused.json"


def _is_on(age: timedelta) -> bool:
    return timedelta(0) <= age < _PAUSE


def _read(path: Path) -> dict[str, Any]:
    try:
        entries = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return entries if isinstance(entries, dict) else {}
