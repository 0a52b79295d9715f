"""What the rows above a table say of it: its unit, its currency, its plan or school.

A unit belongs to the table below it. Two that disagree, or one that may belong to
another table, stop the table: an amount a thousand times off is worse than none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from etl.workbooks.cells.patterns import heading_key
from etl.workbooks.cells.schools import mentions_school, school_named
from etl.workbooks.cells.units import (
    foreign_alone,
    foreign_currency,
    may_count_cents,
    multiplier_in,
    read_statement,
    says_euro,
    says_scale,
    units_in,
)
from etl.workbooks.cells.value_units import unit_said_above
from etl.workbooks.cells.words import fold, only_explains
from etl.workbooks.contract.contract import KINDS
from etl.workbooks.headings.headings import Stop
from etl.workbooks.headings.naming import OVER, name_heading
from etl.workbooks.headings.vocabulary import columns_of, ignored_stems, known_ignored
from etl.workbooks.tables.thresholds import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from etl.workbooks.contract.contract import Kind
    from etl.workbooks.headings.headings import Heading, Row

_FILLABLE: Final = frozenset(
    {
        "plan_code",
        "phase",
        "funding_source",
        "school_code",
        "activity_number",
        "exam",
        "school_year",
        "subject",
        "period",
        "source",
        "decision_number",
    }
)
"""Columns that one line above a table may say for all its rows."""

_FIGURES: Final = frozenset({"value", "candidates_count"})
"""Columns of figures that are no money, and may be counted in thousands."""

_COST: Final = "yearly_cost_eur"
_DIGIT: Final = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Above:
    """What the rows above a table say.

    Attributes:
        units: Units said there; 1 is plain euro.
        unclear: A cell that may say a unit of this table, or of another; empty: none.
        foreign: A currency other than the euro; empty: none.
        labels: What is said for columns: a label and its value.
        titles: Texts that stand alone in their rows.
        cents: A cell that says `Eur ct`; empty: none.
    """

    units: frozenset[int] = frozenset()
    unclear: str = ""
    foreign: str = ""
    labels: tuple[tuple[str, str], ...] = ()
    titles: tuple[str, ...] = field(default=())
    cents: str = ""


def read_above(rows: Sequence[Row], sheet: str = "") -> Above:
    """Read the rows above a table, from the last table on.

    Args:
        rows: The rows, from top to bottom.
        sheet: Name of the sheet, where no other table stands above; else empty.
    """
    units: set[int] = set()
    unclear = foreign = cents = ""
    is_beyond = False  # whether rows with numbers stand between the cell and the table
    for _, cells in reversed(rows):
        filled = [cell for cell in cells if cell and cell.strip()]
        for at, cell in enumerate(filled):
            said = read_statement(cell)
            foreign = foreign or said.foreign
            cents = cents or (cell.strip() if may_count_cents(cell) else "")
            is_label = at + 1 < len(filled) and _is_figure(filled[at + 1])
            is_labelled = at > 0 and not said.is_clear and _is_figure(cell)
            if not said.multiplier or is_label or is_labelled:
                continue
            if said.is_clear and not (is_beyond and said.multiplier > 1):
                units.add(said.multiplier)
            else:
                unclear = unclear or cell.strip()
        is_beyond = is_beyond or _is_data(filled)
    said = read_statement(sheet)
    units |= {said.multiplier} - {0, 1}
    unclear = unclear or ("" if said.is_clear else sheet)
    return Above(
        frozenset(units),
        unclear,
        foreign or said.foreign,
        tuple(_labels(rows)),
        tuple(_titles(rows)),
        cents,
    )


def _is_figure(text: str) -> bool:
    return bool(re.fullmatch(r"[-\d\s.,]+(?:€|eur)?", text.strip(), re.IGNORECASE))


def _is_data(filled: Sequence[str]) -> bool:
    """Whether a row looks like one of a table: several cells, one of them a figure."""
    return len(filled) > 1 and any(map(_is_figure, filled))


def _labels(rows: Iterable[Row]) -> Iterator[tuple[str, str]]:
    """Yield what cells say as `Mokykla: G1`, in one cell or in two."""
    for _, cells in rows:
        filled = [cell.strip() for cell in cells if cell and cell.strip()]
        if len(filled) > TABLES.remark_cells:
            continue
        for at, cell in enumerate(filled):
            label, colon, value = cell.partition(":")
            if colon and value.strip():
                yield label, value.strip()
            elif at + 1 < len(filled):
                yield label, filled[at + 1]


def _titles(rows: Iterable[Row]) -> Iterator[str]:
    """Yield the texts of rows that hold nothing but one cell."""
    for _, cells in rows:
        filled = [cell.strip() for cell in cells if cell and cell.strip()]
        if len(filled) == 1 and len(filled[0]) <= TABLES.remark_characters:
            yield filled[0]


def values_above(kind: Kind, above: Above) -> dict[str, str]:
    """Return what the rows above say for columns of a kind, where it is one thing.

    Args:
        kind: Kind of the table.
        above: What the rows above say.
    """
    found: dict[str, set[str]] = {}
    for label, value in above.labels:
        named = name_heading(kind, label)
        if named and named.name in _FILLABLE:
            found.setdefault(named.name, set()).add(value)
    return {name: values.pop() for name, values in found.items() if len(values) == 1}


def speaks_of_table(cells: list[str | None]) -> bool:
    """Whether a row says something for the table below it: its plan, its school."""
    rows = [(0, cells)]
    named = (name_heading(kind, label) for label, _ in _labels(rows) for kind in KINDS)
    is_label = any(column and column.name in _FILLABLE for column in named)
    return is_label or any(map(school_named, _titles(rows)))


def values_between(heading: Heading, row: Row) -> dict[str, str]:
    """Return what a line between the rows of a table says other than those above it.

    Args:
        heading: The heading; what has a column of its own is not asked.
        row: The line.
    """
    said = read_above([row])
    values = values_above(heading.kind, said)
    if school := _school_said(heading, said, ""):
        values.setdefault("school_code", school)
    return {
        name: value
        for name, value in values.items()
        if name not in heading.places and heading.constants.get(name) != value
    }


def stop_said_between(heading: Heading, row: Row) -> Stop | None:
    """Return why a title between the rows of a table stops it: its currency, its unit.

    Args:
        heading: The heading.
        row: The title: a row with one filled cell.
    """
    filled = [cell for cell in row[1] if cell and cell.strip()]
    if len(filled) != 1 or not any(map(counts_money, heading.places)):
        return None
    said = read_statement(filled[0])
    fields = {"row": row[0], "said": said.foreign or filled[0].strip()}
    if said.foreign:
        return Stop("currency_foreign", fields)
    units = {heading.unit_of(name) for name in heading.places if counts_money(name)}
    differs = said.multiplier > 1 and units != {said.multiplier}
    return Stop("unit_unclear", fields) if differs else None


def settle(heading: Heading, above: Above, sheet: str) -> Heading:
    """Complete a heading with what is said above it: constants, units, and stops.

    Args:
        heading: The heading, with the row of units below it if there is one.
        above: What the rows above it say.
        sheet: Name of the sheet.
    """
    values = values_above(heading.kind, above)
    constants = {
        name: value for name, value in values.items() if name not in heading.places
    }
    if heading.phase and "phase" not in heading.places:
        constants["phase"] = heading.phase
    if "school_code" not in {*heading.places, *constants}:
        school = _school_said(heading, above, sheet)
        constants |= {"school_code": school} if school else {}
    schools = tuple(filter(mentions_school, (*above.titles, sheet)))
    heading = replace(heading, constants=constants, schools=schools)
    said = {
        name: units_in(heading.texts[place])
        for name, place in heading.places.items()
        if place < len(heading.texts)
    }
    heading = replace(
        heading,
        said_units={name: max(units) for name, units in said.items() if units},
        multipliers=_multipliers(heading, said, above),
        unit_above=max(above.units, default=1),
        cents_above=above.cents,
        value_unit=unit_said_above(above.titles),
        said_above=above.titles,
        labels_above={n: v for n, v in values.items() if n in heading.places},
    )
    return replace(heading, stop=_find_stop(heading, said, above))


def _school_said(heading: Heading, above: Above, sheet: str) -> str:
    """Return the school a title or the name of the sheet speaks of, if it is one."""
    if "school_code" not in {c.name for c in columns_of(heading.kind)}:
        return ""
    titles = {school_named(title) for title in above.titles} - {""}
    if titles:
        return titles.pop() if len(titles) == 1 else ""
    return "" if only_explains(sheet) else school_named(sheet)


def counts_money(name: str) -> bool:
    """Whether a column holds amounts, so that a unit said for the table rules it."""
    return name.endswith("_eur") or name == "new_value"


def _multipliers(
    heading: Heading, said: Mapping[str, frozenset[int]], above: Above
) -> dict[str, int]:
    general = max(above.units, default=1)
    found = {
        name: max(said.get(name, ()), default=general if counts_money(name) else 1)
        for name in heading.places
    }
    return {name: unit for name, unit in found.items() if unit > 1}


def _find_stop(
    heading: Heading, said: Mapping[str, frozenset[int]], above: Above
) -> Stop | None:
    """Return why the table must not be read, if anything about it is unclear."""
    money = [name for name in heading.places if counts_money(name)]
    own = {name: said.get(name, frozenset()) for name in money}
    row = {"row": heading.row}
    if strange := _strange_unit(heading, said):
        return Stop("unit_unclear", {**row, "said": strange})
    if foreign := above.foreign or _foreign_heading(heading):
        return Stop("currency_foreign", {**row, "said": foreign})
    disagree = any(len(units | above.units) > 1 for units in own.values())
    if disagree or (len(frozenset().union(*own.values())) > 1 and _is_bare(heading)):
        units = {unit for found in own.values() for unit in found} | above.units
        return Stop("units_disagree", {**row, "units": say_units(units)})
    is_unsaid = [name for name, units in own.items() if not units and not above.units]
    is_value = "value" in heading.places and not said.get("value")
    is_hidden = above.unclear and (is_unsaid or says_scale(above.unclear))
    if (is_hidden and money) or (is_value and heading.unit_above > 1):
        doubtful = above.unclear or say_units(above.units)
        return Stop("unit_unclear", {**row, "said": doubtful})
    thousands = any(max(units, default=1) > 1 for units in own.values())
    unsaid = is_unsaid if thousands else []
    unsaid += heading.multipliers.keys() & {"candidates_count"}
    if unsaid:
        return Stop("unit_unsaid", {**row, "column": _label(heading.kind, unsaid[0])})
    return _unclear_heading(heading)


def _strange_unit(heading: Heading, said: Mapping[str, frozenset[int]]) -> str:
    """Return the unit that stands in a column without amounts, as below its heading."""
    for name, units in said.items():
        is_figure = counts_money(name) or name in _FIGURES
        if max(units, default=1) > 1 and not is_figure:
            return heading.texts[heading.places[name]].rpartition(OVER)[2].strip()
    return ""


def _is_bare(heading: Heading) -> bool:
    """Whether a heading of amounts says thousands, but not of what: `(tūkst.)`."""
    texts = (heading.texts[p] for n, p in heading.places.items() if counts_money(n))
    return any(max(units_in(t), default=1) > 1 and not says_euro(t) for t in texts)


def _foreign_heading(heading: Heading) -> str:
    helper = heading.helpers.get("amount")
    places = [p for name, p in heading.places.items() if counts_money(name)]
    texts = (heading.texts[p] for p in (*places, helper) if p is not None)
    return next(filter(None, map(foreign_currency, texts)), "")


def say_units(units: Iterable[int]) -> dict[str, str]:
    """Return the names of units, in both languages."""
    names = {1: ("Eur", "EUR"), 1000: ("tūkst. Eur", "EUR thousand")}
    names |= {10**6: ("mln. Eur", "EUR million"), 10**9: ("mlrd. Eur", "EUR billion")}
    said = (names.get(n, (f"{n} Eur", f"EUR {n}")) for n in sorted(units))
    lt, en = zip(*said, strict=True)
    return {"lt": ", ".join(lt), "en": ", ".join(en)}


def _label(kind: Kind, name: str) -> dict[str, str]:
    return next(column.labels for column in columns_of(kind) if column.name == name)


def _unclear_heading(heading: Heading) -> Stop | None:
    """Stop where a column of schools, subjects or costs is not recognised."""
    columns = {column.name: column for column in columns_of(heading.kind)}
    amount = heading.helpers.get("amount") if _COST in columns else None
    amounts = [heading.texts[amount]] if amount is not None else []
    for text in (*heading.unknown, *amounts):
        if heading_key(text) in known_ignored():
            continue
        words = fold(text).split()
        for name, stems in ignored_stems().items():
            is_lacking = name not in heading.places and (
                name == "school_code" or name not in heading.constants
            )
            meant = any(word.startswith(stems) for word in words)
            if name in columns and is_lacking and meant:
                fields = {
                    "row": heading.row,
                    "heading": text,
                    "column": columns[name].labels,
                }
                stop = "cost_unclear" if name == _COST else "heading_unclear"
                return Stop(stop, fields)
    return None


def unit_said_below(rows: Iterable[Row]) -> str:
    """Find a note under a table that says a unit for it, as people add one."""
    for _, cells in rows:
        filled = [cell for cell in cells if cell and cell.strip()]
        for cell in filled:
            said = read_statement(cell)
            is_unit = multiplier_in(cell) > 1 or says_scale(cell)
            if len(filled) <= 2 and said.multiplier > 1 and is_unit:  # noqa: PLR2004
                return cell.strip()
    return ""


def euro_said_below(rows: Iterable[Row]) -> str:
    """Find a note under a table that says plain euro: `Sumos nurodytos eurais`."""
    for _, cells in rows:
        filled = [cell for cell in cells if cell and cell.strip()]
        for cell in filled:
            said = read_statement(cell)
            if len(filled) <= 2 and said.multiplier == 1 and said.is_clear:  # noqa: PLR2004
                return cell.strip()
    return ""


def foreign_said_below(rows: Iterable[Row]) -> str:
    """Find a note under a table that says a currency other than the euro for it."""
    for _, cells in rows:
        filled = [cell for cell in cells if cell and cell.strip()]
        if len(filled) <= 2 and (said := foreign_alone(" ".join(filled))):  # noqa: PLR2004
            return said
    return ""
