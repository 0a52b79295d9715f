"""Where in a query its error is: line and column, counted from one."""

from __future__ import annotations

import re
from typing import Final

_SHOWN: Final = re.compile(r"^LINE \d+: (.*)\n( *)\^", re.MULTILINE)
_NAMED: Final = re.compile(
    r"(?:Referenced (?:column|table) |(?:Table|Function) with name )\"?([^\s\"!]+)"
)
_LONGEST: Final = 200
"""Of a name: to look for a longer one could take longer than all else."""
_GAP: Final = "..."
"""Stands where DuckDB cuts a long line."""

Place = tuple[int, int]


def find_place(sql: str, why: str) -> Place | None:
    """Find the place that an error of DuckDB speaks of; none if that is not sure.

    What runs is not quite what a person typed, so its place is looked for there.

    Args:
        sql: The query as it was typed.
        why: What DuckDB says.
    """
    if shown := _SHOWN.search(why):
        head = why[shown.start() : shown.start(1)]
        return _find_shown(sql, shown[1], len(shown[2]) - len(head))
    if (named := _NAMED.search(why)) and len(named[1]) <= _LONGEST:
        return _find_once(sql, rf"(?<!\w){re.escape(named[1])}(?!\w)")
    return None


def _find_shown(sql: str, line: str, caret: int) -> Place | None:
    """Find the place of a mark below a line that is shown, or a part of it."""
    cut = len(_GAP) if line.startswith(_GAP) else 0
    part = line[cut:].removesuffix(_GAP)
    place = _find_once(sql, re.escape(part)) if part.strip() else None
    return None if place is None else (place[0], place[1] + max(caret - cut, 0))


def _find_once(sql: str, pattern: str) -> Place | None:
    found = list(re.finditer(pattern, sql, re.IGNORECASE))
    if len(found) != 1:
        return None
    before = sql[: found[0].start()]
    return before.count("\n") + 1, len(before) - before.rfind("\n")
