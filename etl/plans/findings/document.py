"""Rules on the document as a whole, and codes of findings that readers report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from etl.plans.findings.model import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from etl.plans.findings.model import PlanFacts


def find_missing_parts(facts: PlanFacts) -> Iterator[Finding]:
    """Find parts of the form that the document does not have: it may be cut."""
    if facts.missing_parts:
        yield Finding(
            subject="document",
            message=(
                "The document lacks parts of the form, so it may be cut:"
                f" {'; '.join(facts.missing_parts)}."
            ),
            expected="; ".join(facts.missing_parts),
            line=facts.line_count,
        )


RULES: Final = (
    Rule("document_cut", "error", find_missing_parts),
    Rule("section_repeated", "error"),
    Rule("plan_draft", "warning"),
    Rule("municipality_unsure", "warning"),
    Rule("cost_table_unread", "error"),
    Rule("table_unread", "warning"),
    Rule("cell_unread", "warning"),
    Rule("cost_unit", "note"),
    Rule("cost_heading_unclear", "warning"),
    Rule("amount_unreadable", "error"),
    Rule("total_unreadable", "error"),
    Rule("amount_marked", "note"),
    Rule("cost_noted", "warning"),
    Rule("gross_differs", "warning"),
    Rule("references_unread", "warning"),
    Rule("weights_unread", "warning"),
    Rule("text_left_out", "warning"),
    Rule("amount_left_over", "warning"),
    Rule("picture_unread", "warning"),
    Rule("exam_figures_unread", "warning"),
    Rule("facts_unread", "note"),
    Rule("correction_stale", "error"),
    Rule("correction_applied", "note"),
    Rule("derived_amount", "note"),
    Rule("number_given", "note"),
    Rule("shares_not_whole", "warning"),
    Rule("share_unknown", "warning"),
    Rule("balance_differs", "note"),
)
