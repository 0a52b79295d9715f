"""What an activity refers to: tasks, indicators and related activities.

The justification cell begins with three lists: `1 tikslo 1, 2 ir 3 uždaviniai ir
2 tikslo 1 uždavinys.`, `Rodikliai: 1,2,4 ir 20`, `Veiklos: 8. 2., 11. - 15.`. Prose
follows; the lists end at the first number without a comma or `ir` before it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from etl.plans.form.activities.numbers import expand, read_list

if TYPE_CHECKING:
    from collections.abc import Collection

_TASKS = re.compile(
    r"(\d{1,2})\s+tiksl\w*\s+([\d\s,.–-]*\d(?:[\s,]*\bir\s+\d+)?)\s*\.?\s*uždav"
)
_INDICATORS = re.compile(r"Rodikl\w+\s*:\s*")
_INDICATOR_LIST = re.compile(
    r"(\d{1,3})(?!\d)(?:\s*[-–—]\s*(\d{1,3})(?!\d))?(\s*(?:,|\bir\b|;)+\s*(?:ir\s+)?)?"
)
_ACTIVITIES = re.compile(r"Veiklos\s*:\s*")


def read_tasks(text: str) -> tuple[str, ...]:
    """Read tasks as `goal.task`, in order of print, each once."""
    found: dict[str, None] = {}
    for match in _TASKS.finditer(text):
        goal, listed = match.groups()
        for task in _read_numbers(listed):
            found[f"{goal}.{task}"] = None
    return tuple(found)


def read_indicators(text: str) -> tuple[str, ...]:
    """Read numbers of indicators, ranges written out, each once."""
    found: dict[str, None] = {}
    for match in _INDICATORS.finditer(text):
        found.update(dict.fromkeys(_read_numbers(text[match.end() :])))
    return tuple(found)


def read_related(text: str, own_number: str, known: Collection[str]) -> tuple[str, ...]:
    """Read numbers of related activities, each once.

    A range is written out over the activities the document prints (`known`); the
    activity's own number is left out where a range passes over it.
    """
    found: dict[str, None] = {}
    for match in _ACTIVITIES.finditer(text):
        items, _ = read_list(text[match.end() :])
        for item in items:
            numbers = expand((item,), known)
            found.update(
                (number, None)
                for number in numbers
                if item[1] is None or number != own_number
            )
    return tuple(found)


def _read_numbers(text: str) -> list[str]:
    numbers: list[str] = []
    position = 0
    while match := _INDICATOR_LIST.match(text, position):
        first, last, separator = match.groups()
        numbers.extend(str(n) for n in range(int(first), int(last or first) + 1))
        position = match.end()
        if not separator:
            break
    return numbers
