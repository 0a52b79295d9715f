"""What a plan says, as JSON can hold it on the way out of the child, and back."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from etl.plans.findings.model import Finding, PlanFacts
from etl.plans.form.activities.planned import PlannedActivity

if TYPE_CHECKING:
    from collections.abc import Mapping

_NUMBER: Final = "decimal"
_DAY: Final = "day"
_LISTS: Final = ("implementing", "participating", "network")


def pack_facts(facts: PlanFacts) -> dict[str, Any]:
    """Return all that was read from a document, amounts and days said as such."""
    return {
        "rows": {
            table: [_pack_row(row) for row in rows]
            for table, rows in facts.rows.items()
        },
        "title": facts.title,
        "municipality_printed": facts.municipality_printed,
        "planned": [asdict(one) for one in facts.planned],
        "missing_parts": facts.missing_parts,
        "reported": {
            rule: [_pack_row(asdict(finding)) for finding in findings]
            for rule, findings in facts.reported.items()
        },
        "is_form": facts.is_form,
    }


def unpack_facts(packed: Mapping[str, Any]) -> PlanFacts:
    """Return what `pack_facts` was given."""
    return PlanFacts(
        rows={
            table: [_unpack_row(row) for row in rows]
            for table, rows in packed["rows"].items()
        },
        title=packed["title"],
        municipality_printed=packed["municipality_printed"],
        planned=tuple(_unpack_planned(one) for one in packed["planned"]),
        missing_parts=tuple(packed["missing_parts"]),
        reported={
            rule: [Finding(**_unpack_row(one)) for one in findings]
            for rule, findings in packed["reported"].items()
        },
        is_form=packed["is_form"],
    )


def _pack_row(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _pack(value) for name, value in row.items()}


def _pack(value: Any) -> Any:  # noqa: ANN401 – a value of any column
    if isinstance(value, Decimal):
        return {_NUMBER: str(value)}
    return {_DAY: value.isoformat()} if isinstance(value, date) else value


def _unpack_row(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _unpack(value) for name, value in row.items()}


def _unpack(value: Any) -> Any:  # noqa: ANN401
    if not isinstance(value, dict):
        return value
    if _NUMBER in value:
        return Decimal(value[_NUMBER])
    return date.fromisoformat(value[_DAY])


def _unpack_planned(packed: Mapping[str, Any]) -> PlannedActivity:
    lists = {name: tuple(packed[name]) for name in _LISTS}
    return PlannedActivity(**{**packed, **lists})
