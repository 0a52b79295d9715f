"""What channels were told, kept over restarts: `<home>/notify/<channel>.json`."""

from __future__ import annotations

import json
import logging
from datetime import datetime
from typing import TYPE_CHECKING, Any

from etl.notify.events import Memory
from pazanga.files.durable import replace_text
from pazanga.log import pairs

if TYPE_CHECKING:
    from pathlib import Path

_LOG = logging.getLogger(__name__)


def read_memory(path: Path) -> Memory:
    """Read what a channel was told; nothing where the file is missing or damaged."""
    try:
        return _parse(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return Memory()
    except (OSError, ValueError, KeyError, TypeError) as error:
        _LOG.warning("memory_unreadable %s", pairs(path=path, reason=repr(error)))
        return Memory()


def write_memory(path: Path, memory: Memory) -> None:
    """Keep what a channel was told.

    A disk that is full is no reason to stop: this process remembers all the same.
    """
    known = memory.findings
    entry = {
        "trouble": memory.trouble,
        "since": memory.since.isoformat() if memory.since else None,
        "snapshot": memory.snapshot,
        "findings": None if known is None else sorted(known),
        "alerts": sorted(memory.alerts),
    }
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_text(path, json.dumps(entry, indent=2) + "\n")
    except OSError as error:
        _LOG.warning("memory_unwritable %s", pairs(path=path, reason=str(error)))


def _parse(entry: dict[str, Any]) -> Memory:
    known = entry["findings"]
    return Memory(
        trouble=str(entry["trouble"]),
        since=datetime.fromisoformat(entry["since"]) if entry["since"] else None,
        snapshot=entry["snapshot"],
        findings=None if known is None else frozenset(known),
        # An earlier version kept none.
        alerts=frozenset(entry.get("alerts", ())),
    )
