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
_FIGURES = r"(?:nr\.?\s*:?\s*)?:?\s*\d{1,2}(?:\.\d{1,2})?(?![\d%]|\s*(?:%|proc|m\.))"
_FIGURES_BEFORE = r"(?<![\d.])\d{1,2}(?:\.\d{1,2})?(?:[\s,.–-]|\bir\b|\d)*\s"
_NAMED = {
    "tasks": re.compile(
        rf"\buždavin\w+\s*{_FIGURES}|{_FIGURES_BEFORE}uždavini(?:ai|us|ams)\b"
        r"|(?<![\d.])\d{1,2}\.\d{1,2}\.?\s+uždavin|\bpirm\w+\s+uždavin"
        rf"|\bvis\w+\s+uždavini|\b[IVX]+\s+tiksl\w+\s+\d[^.]{{0,20}}uždav",
        re.IGNORECASE,
    ),
    "indicators": re.compile(
        rf"\brodikli\w+\s*{_FIGURES}|{_FIGURES_BEFORE}rodikli(?:ai|us|ams)\b"
        r"|\brodikli\w+\s*:\s*(?:vis[ia]|x\d)|\bpirm\w+\s+rodikl",
        re.IGNORECASE,
    ),
    "activities": re.compile(
        rf"\bveiklos\s*{_FIGURES}|\bveikl\w+\s+nr\b", re.IGNORECASE
    ),
}
"""Words that name such things in another form than the one that is read."""


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


def find_unread_references(text: str) -> list[str]:
    """Return the words that name tasks, indicators or activities and were not read.

    Only where none of their kind was read: `Rodikliai 1–4`, `1 ir 2 uždaviniai`.
    """
    read = {
        "tasks": read_tasks(text),
        "indicators": read_indicators(text),
        "activities": read_related(text, "", ()),
    }
    found = (words.search(text) for kind, words in _NAMED.items() if not read[kind])
    return [match[0].strip() for match in found if match]


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
