"""What is said of all sums outside of their table: around it, in margins, in titles.

A unit right above a table belongs to it and is applied. Anywhere else it may be about
another table, so sums that it contradicts are not read.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from etl.plans.content.sections import Section
from etl.plans.content.table_columns import table_headings
from etl.plans.form.costs.thresholds import COST_TABLE
from etl.plans.form.money.amount_pieces import holds_money

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from etl.plans.content.document import Grid, Line
    from etl.plans.content.sections import Sections

_BETWEEN: Final = (
    r"[\s(–—:,-]|\b(?:yra|jav|visos|visur|šio|plano|eur\w*|lentel\w+|nurod\w+"
    r"|pateik\w+|skaičiuo\w+|išreikš\w+)\b"
)
_WITH_SUMS: Final = frozenset({Section.COSTED_ACTIVITIES, Section.BUDGET})


def text_above(grid: Grid, lines: Sequence[Line]) -> str:
    """Return the lines right above a table that say what its sums are."""
    above = (line.text for line in _lines_above(grid, lines))
    return "\n".join(one for one in above if is_money_note(one) or is_narrowing(one))


def find_money_notes(
    lines: Sequence[Line], grids: Sequence[Grid], others: Iterable[str]
) -> list[str]:
    """Return the texts outside of tables that say in what sums are counted.

    Args:
        lines: Lines of the section.
        grids: Its tables; a row of one cell is a note, too.
        others: What `list_document_notes` gives.
    """
    rows = [
        text
        for text in _whole_rows(grids)
        if _find_money(text) or speaks_of_parts(text)
    ]
    texts = (*_outside(lines, grids), *others)
    return [*rows, *(text for text in texts if is_money_note(text))]


def list_document_notes(sections: Sections) -> tuple[str, ...]:
    """Return what other sections, the title and the margins say of sums.

    Args:
        sections: The whole document.
    """
    others = (
        text
        for section in sections.lines
        if section not in _WITH_SUMS
        for text in _outside(sections[section], sections.grids(section) or ())
        if _speaks_closely(text)
    )
    titles = (line.text for line in sections.title if is_money_note(line.text))
    return (*sections.margins, *titles, *others)


def is_money_note(text: str) -> bool:
    """Whether a text says in what the sums of a table are counted.

    It is nothing but a unit, a currency or `su PVM`, or names one near a word of sums;
    or it says that they are for one of many, such as a school or a year.
    """
    plain = text.casefold()
    is_alone = _alone().fullmatch(plain) or re.search(_words("round"), plain)
    return bool(is_alone) or speaks_of_sums(text) or speaks_of_parts(text)


def is_narrowing(text: str) -> bool:
    """Whether a text above a table says that its sums are a part of something.

    A longer one has to speak of sums as well.
    """
    money, plain = table_headings()["money"], text.casefold()
    if not re.search(money["narrow"], plain) or holds_money(text):
        return False
    if re.search(money["elsewhere"], plain):
        return False
    is_short = len(plain) <= COST_TABLE.longest_heading
    return is_short or re.search(money["sums"], plain) is not None


def find_note(texts: Iterable[str]) -> str:
    """Return the first text that says in what all sums are counted; empty if none."""
    return next(
        (text for text in texts if speaks_of_sums(text) or speaks_of_parts(text)), ""
    )


def speaks_of_parts(text: str) -> bool:
    """Whether a text says that sums are for one of many, and hardly anything else."""
    return _parts().search(text.casefold()) is not None


def speaks_of_sums(text: str) -> bool:
    """Whether a text names a unit, a currency or `su PVM` near a word of sums."""
    plain = text.casefold()
    found = _find_money(text)
    if found is None or re.search(_words("elsewhere"), plain):
        return False
    near = COST_TABLE.near_sums
    return any(
        abs(found.start() - sums.start()) <= near
        for sums in re.finditer(_words("sums"), plain)
    )


def _speaks_closely(text: str) -> bool:
    """Whether nothing but words of stating stands between sums and their unit.

    `Savivaldybės lėšos sudaro milijonus eurų` is prose, and stops no table.
    """
    if not is_money_note(text):
        return False
    if speaks_of_parts(text):
        return True
    pattern = rf"(?:{_words('sums')})(?:{_BETWEEN})*(?:{_money()})"
    return re.search(pattern, text.casefold()) is not None


def _lines_above(grid: Grid, lines: Sequence[Line]) -> list[Line]:
    before = [line for line in lines if line.number < grid.first_line and line.text]
    return before[-COST_TABLE.note_lines :]


def _outside(lines: Sequence[Line], grids: Sequence[Grid]) -> Iterator[str]:
    """Yield the texts of lines that are in no table, nor right above one."""
    taken = {line.number for grid in grids for line in _lines_above(grid, lines)}
    for grid in grids:
        taken.update(range(grid.first_line, grid.last_line + 1))
    for line in lines:
        if line.text and line.number not in taken:
            yield line.text


def _whole_rows(grids: Sequence[Grid]) -> Iterator[str]:
    for grid in grids:
        for row in grid.rows:
            printed = [cell.text for cell in row if cell.text]
            if len(printed) == 1 and len(printed[0]) <= COST_TABLE.longest_note:
                yield printed[0]


def _find_money(text: str) -> re.Match[str] | None:
    return re.search(_money(), text.casefold())


def _words(name: str) -> str:
    return str(table_headings()["money"][name])


@cache
def _money() -> str:
    units = table_headings()["money"]["units"].values()
    return "|".join((*map(_words, ("foreign", "cents", "gross")), *units))


@cache
def _alone() -> re.Pattern[str]:
    euro = r"(?:\W*(?:eur\w*|€))*"
    rate = r"(?:\W*\d{1,2}\W*(?:%|proc\w*))?"
    return re.compile(
        rf"\W*(?:{_words('alone')}\W+)*{euro}(?:\W*(?:{_money()}|{_words('per')})\w*)+"
        rf"{rate}{euro}\W*"
    )


@cache
def _parts() -> re.Pattern[str]:
    sums, per = _words("sums"), _words("per")
    return re.compile(rf"{sums}(?:{_BETWEEN})*(?:{per})|^\W*(?:{per})\w*\W*{sums}")
