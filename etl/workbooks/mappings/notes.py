"""What a person should know of a sheet that a mapping read."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from etl.workbooks.contract.notes import Note, say_money
from etl.workbooks.headings.headings import columns_of
from etl.workbooks.mappings.amounts import find_multiplier

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from etl.workbooks.files.sheets import Sheet
    from etl.workbooks.mappings.leave_out import LeftOut
    from etl.workbooks.mappings.lines import MappedLines


def note_count(name: str, sheet: Sheet, count: int) -> Iterator[Note]:
    """Yield a note on lines, if there are any."""
    if count:
        yield Note(name, "note", sheet.name, {"count": count})


def note_mapping(lines: MappedLines, left: Sequence[LeftOut]) -> Iterator[Note]:
    """Yield which mapping read a sheet, what it left out, and what it does not use."""
    mapping, sheet = lines.fit.mapping, lines.sheet.name
    yield Note("mapping_used", "note", sheet, {"mapping": f"{mapping.name}.toml"})
    for rule in left:
        name = (
            "mapping_left_out" if rule.amount is not None else "mapping_left_out_rows"
        )
        fields = {
            "rule": rule.rule,
            "count": len(rule.rows),
            "amount": say_money(rule.amount or Decimal(0)),
            "total": None if rule.amount is None else str(rule.amount),
        }
        yield Note(name, "note", sheet, fields)
        if rule.unread:
            fields = {"rule": rule.rule, "count": rule.unread}
            yield Note("mapping_left_out_unread", "warning", sheet, fields)
    used = set(lines.fit.places.values())
    unused = [t for p, t in enumerate(lines.fit.texts) if t.strip() and p not in used]
    if unused:
        yield Note("mapping_unused", "note", sheet, {"headings": ", ".join(unused)})
    yield from _note_units(lines)


def _note_units(lines: MappedLines) -> Iterator[Note]:
    labels = {column.name: column for column in columns_of(lines.fit.mapping.kind)}
    for name, heading in lines.fit.mapping.columns.items():
        if heading not in lines.units or name not in labels:
            continue
        multiplier = find_multiplier(lines, heading)
        if multiplier > 1:
            label = {"lt": labels[name].lt, "en": labels[name].en}
            fields = {"column": label, "multiplier": multiplier}
            yield Note("multiplied", "note", lines.sheet.name, fields)
