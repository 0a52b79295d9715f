"""Schools of the network: named in the lists of activities, by code only.

The template has no table for them. Their codes have a letter of their own, stand in
many lists, and mostly in a range such as `T1-T48`; the document gives them no names.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from etl.plans.form.schools.thresholds import SCHOOL

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from etl.plans.content.document import Line
    from etl.plans.contract.plan_package import Rows

_CODES = re.compile(
    r"(?<![\w-])(?P<letter>[A-Z])(?P<first>\d{1,3})"
    r"(?:\s?[-–]\s?(?P=letter)(?P<last>\d{1,3}))?(?![\w])"
)


def extract_network_schools(
    lines: Iterable[Line], participants: Collection[str]
) -> Rows:
    """Read the network's rows of table `schools`: one row per code, without a name.

    Args:
        lines: Lines of the sections that list schools (5–7).
        participants: Codes of the schools of section 2; their letters are not the
            network's.
    """
    taken = {code[0] for code in participants}
    found: defaultdict[str, dict[int, int]] = defaultdict(dict)
    seen: set[str] = set()
    for line in lines:
        for match in _CODES.finditer(line.text):
            # A range of hundreds may be printed again and again.
            is_new = match[0] not in seen
            seen.add(match[0])
            if is_new and match["letter"] not in taken:
                for number in _numbers(match):
                    found[match["letter"]].setdefault(number, line.number)
    return {
        "schools": [
            {
                "school_code": f"{letter}{number}",
                "name": None,
                "role": "network",
                "source_line": line_number,
            }
            for letter, numbers in sorted(found.items())
            if len(numbers) >= SCHOOL.fewest_codes
            for number, line_number in sorted(numbers.items())
        ]
    }


def _numbers(match: re.Match[str]) -> Iterator[int]:
    first = int(match["first"])
    last = int(match["last"] or first)
    yield from range(first, last + 1)
