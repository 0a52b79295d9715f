"""What proves how much is not known: the rows in which it is empty, and all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dashboard.kit.proofs.cells.cell import Unlike, prove_cell
from dashboard.kit.proofs.proof import make_proof

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.kit.proofs.proof import Proof

    Conditions = Mapping[str, object]

_CHOSEN: Final[Conditions] = {"is_chosen": True}
_COUNTED: Final[Conditions] = {"cost_role": "counted"}
_ROWS: Final[Mapping[str, tuple[str, Conditions, Conditions]]] = {
    "missing.payments": ("rpt_activity_absorption", {}, {"executed_net_eur": None}),
    "missing.outcomes": (
        "rpt_activity_outcome",
        {"is_counted": True},
        {"outcome_code": None},
    ),
    "missing.measurements": ("rpt_indicator", _CHOSEN, {"actual_value": None}),
    "missing.baselines": (
        "rpt_indicator",
        _CHOSEN,
        {"baseline_status": Unlike("final")},
    ),
    "missing.exam_sizes": ("rpt_exam_result", {}, {"candidates_count": None}),
    "missing.periods": ("rpt_activity", _COUNTED, {"period_end_date": None}),
    "missing.vat": ("rpt_activity", _COUNTED, {"printed_vat_eur": None}),
    "missing.categories": (
        "rpt_activity",
        _COUNTED,
        {"cost_category_code": "unassigned"},
    ),
    "missing.school_names": ("rpt_school", {}, {"school_name": None}),
    "contradiction.errors": ("rpt_finding", {}, {"severity": "error"}),
    "contradiction.warnings": ("rpt_finding", {}, {"severity": "warning"}),
    "contradiction.ambiguous": ("rpt_exam_result", {}, {"is_ambiguous": True}),
}
"""Table, what all its rows have in common, and those of which something is unknown."""

_FIGURES: Final[Mapping[str, tuple[str, str]]] = {
    "missing.schools": ("schoolless_activities", "activities"),
    "old.sources": ("stale_sources", ""),
    "contradiction.totals": ("differing_totals", "compared_totals"),
}
"""Figures of how much is not known, and of how much there is."""


def prove_unknown(row: Mapping[str, Any]) -> list[Proof | None]:
    """Make the proofs of how many things are not known, and of how many.

    Args:
        row: Row of `query_unknowns`; an age is told by the day beside it.
    """
    kind = f"{row['group_code']}.{row['code']}"
    count, whole = row["unknown_count"], row["all_count"]
    if kind in _FIGURES:
        unknown, every = _FIGURES[kind]
        of = make_proof(every, whole) if every else None
        return [make_proof(unknown, count), of]
    if kind not in _ROWS:
        return []
    table, common, missing = _ROWS[kind]
    return [
        prove_cell(f"{table}.rows", count, **common, **missing),
        prove_cell(f"{table}.rows", whole, **common),
    ]
