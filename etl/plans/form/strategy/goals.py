"""Section 1 of the template: the plan's goals and their tasks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from etl.plans.form.prose.prose import join_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from etl.plans.content.document import Line
    from etl.plans.contract.plan_package import Rows

_OPENING = re.compile(r"Pažangos plano tiksl", re.IGNORECASE)
_FOOTNOTE = re.compile(r"\*")
_MARK = r"\s*[.:–—-]*\s*"
_GOAL = re.compile(
    rf"(?:(?P<before>\d{{1,2}}|[IVX]{{1,4}})\s*\.?\s*(?i:tikslas)|(?:Tikslas|TIKSLAS))"
    rf"\b(?:\s*(?P<after>\d{{1,2}}))?{_MARK}(?P<title>.*)"
)
_TASKS = re.compile(r"Tikslui pasiekti|(?:\w+ )?uždaviniai\s*:?$", re.IGNORECASE)
_TASK = re.compile(
    r"(?:(?i:uždavinys)\s+)?"
    r"(?:(?P<goal>\d{1,2})\.\s?(?P<within>\d{1,2})\.?(?=\s)|(?P<task>\d{1,2})\s*[.)]"
    r"|(?P<word>\d{1,2})(?=\s+(?i:uždavinys)))"
    rf"\s*(?:(?i:uždavinys)\b)?{_MARK}(?P<title>[^\W\d].*|[„\"(].*|$)"
)
_STARTS_ANEW = re.compile(r"[A-ZĄČĘĖĮŠŲŪŽ]")
_ROMAN: Final = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5"}


@dataclass(slots=True)
class _Item:
    """A goal or a task while its lines are gathered."""

    table: str
    number: str
    line_number: int
    titles: list[Line] = field(default_factory=list)


def extract_goals(lines: Sequence[Line]) -> Rows:
    """Read tables `goals` and `tasks` from section 1, in order of print.

    Tasks are numbered within their goal (`1.2`), whether the document prints `1.2.` or
    `2.` under the goal. Titles are as printed, without number and label.
    """
    rows: Rows = {"goals": [], "tasks": []}
    keys = {"goals": "goal_number", "tasks": "task_number"}
    for item in _read_items(_lines_of_goals(lines)):
        key = keys[item.table]
        title = join_text(item.titles)
        if title and all(row[key] != item.number for row in rows[item.table]):
            rows[item.table].append(
                {key: item.number, "title": title, "source_line": item.line_number}
            )
    return rows


def _lines_of_goals(lines: Sequence[Line]) -> Iterator[Line]:
    """Return the lines between the form's heading and its footnote."""
    inside = False
    for line in lines:
        if inside and _FOOTNOTE.match(line.text):
            return
        if inside:
            yield line
        inside = inside or bool(_OPENING.match(line.text))


def _read_items(lines: Iterable[Line]) -> list[_Item]:
    items: list[_Item] = []
    current: _Item | None = None
    goal: str | None = None
    is_after_blank = False
    for line in lines:
        started = _start_goal(line, items) or _start_task(line, goal)
        if started is not None:
            items.append(started)
            current = started
            goal = started.number if started.table == "goals" else goal
        elif not line.text:
            is_after_blank = True
            continue
        elif _TASKS.match(line.text) or _TASK.match(line.text):
            current = None
        elif current is not None:
            if is_after_blank and _STARTS_ANEW.match(line.text):
                current = None
            else:
                current.titles.append(line)
        is_after_blank = False
    return items


def _start_goal(line: Line, items: Sequence[_Item]) -> _Item | None:
    match = _GOAL.match(line.text)
    if match is None:
        return None
    printed = match["before"] or match["after"]
    following = sum(item.table == "goals" for item in items) + 1
    number = _ROMAN.get(printed, printed) if printed else str(following)
    return _new_item("goals", number, line, match["title"])


def _start_task(line: Line, goal: str | None) -> _Item | None:
    match = _TASK.match(line.text)
    if match is None or goal is None or match["goal"] not in (None, goal):
        return None
    within = match["within"] or match["task"] or match["word"]
    return _new_item("tasks", f"{goal}.{within}", line, match["title"])


def _new_item(table: str, number: str, line: Line, title: str) -> _Item:
    item = _Item(table, number, line.number)
    if title:
        item.titles.append(type(line)(line.number, title, line.starts_page))
    return item
