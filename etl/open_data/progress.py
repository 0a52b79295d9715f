"""A download that goes on where it was interrupted.

Rows are appended to `rows.jsonl`; then `state.json` is replaced, which says how many
bytes of it count. Whatever was written after the last state is cut off on resuming.
"""

from __future__ import annotations

import json
import shutil
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from pazanga.files.durable import replace_text, write_from

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from etl.open_data.portal import PortalPage
    from etl.open_data.rows import JsonRow

_OLDEST: Final = timedelta(days=1)
"""Rows older than this are read again: the portal may have changed them."""


@dataclass(frozen=True, slots=True)
class State:
    """How far a download has come.

    Attributes:
        query: What is downloaded; rows of another query are of no use.
        started_at: ISO moment of the first page.
        change_number: Latest change before the first page; None where not asked.
        token: Leads to the next page; None before the first and after the last.
        rows: Rows kept so far.
        size: Bytes of `rows.jsonl` that count.
        is_complete: Whether the last page has been read.
    """

    query: str
    started_at: str
    change_number: int | None = None
    token: str | None = None
    rows: int = 0
    size: int = 0
    is_complete: bool = False


class Progress:
    """The state folder of one download.

    Args:
        folder: Made when the first page arrives, removed by `discard`.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._rows = folder / "rows.jsonl"
        self._state = folder / "state.json"

    def resume(self, query: str, now: datetime) -> State | None:
        """Return the state of an interrupted download of this query, if usable.

        A state is not usable when it is older than a day, comes from the future, is of
        another query, or does not fit its rows.
        """
        try:
            state = State(**json.loads(self._state.read_text(encoding="utf-8")))
            age = now - datetime.fromisoformat(state.started_at)
            is_whole = self._rows.stat().st_size >= state.size
        except (OSError, ValueError, TypeError):
            return None
        is_fresh = timedelta() <= age <= _OLDEST
        return state if is_whole and is_fresh and state.query == query else None

    def start(self, state: State) -> State:
        """Start with an empty state."""
        self.discard()
        self._folder.mkdir(parents=True)
        self._rows.touch()
        self._write_state(state)
        return state

    def add(self, state: State, page: PortalPage) -> State:
        """Keep the rows of a page, then the state that counts them."""
        lines = "".join(json.dumps(row) + "\n" for row in page.rows).encode()
        write_from(self._rows, state.size, lines)
        added = replace(
            state,
            token=page.token,
            rows=state.rows + len(page.rows),
            size=state.size + len(lines),
            is_complete=page.token is None,
        )
        self._write_state(added)
        return added

    def finish(self, state: State) -> State:
        """Keep that the last page has been read."""
        finished = replace(state, is_complete=True)
        self._write_state(finished)
        return finished

    def read_rows(self, state: State) -> Iterator[JsonRow]:
        """Read the rows kept so far."""
        with self._rows.open("rb") as file:
            for line in file.read(state.size).splitlines():
                yield json.loads(line)

    def discard(self) -> None:
        """Remove the folder with all that was kept."""
        with suppress(FileNotFoundError):
            shutil.rmtree(self._folder)

    def _write_state(self, state: State) -> None:
        replace_text(self._state, json.dumps(asdict(state)))
