"""The filters, answer and key figures of the page on data quality."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.kit.blocks.figures import KeyFigure
from dashboard.kit.blocks.filter_row import Choice
from dashboard.kit.formats import format_money, format_number
from dashboard.kit.marks import say_severity
from dashboard.kit.proofs.cells.cell import prove_cell
from dashboard.kit.proofs.proof import make_proof
from dashboard.kit.proofs.sentence import prove

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from dashboard.kit.filters import FindingFilter
    from dashboard.kit.proofs.proof import Proof
    from dashboard.kit.screen import Screen


def list_choices(options: pl.DataFrame, screen: Screen) -> list[Choice]:
    """Make the filters of the findings out of what can be chosen."""
    say = screen.words("quality")
    severities = options.filter(options["name"] == "severity")["code"].to_list()
    rules = options.filter(options["name"] == "rule").select("code", "label")
    return [
        Choice(
            "severity",
            say("filter.severity"),
            say("filter.all_m"),
            {code: say_severity(code, screen) for code in severities},
        ),
        Choice(
            "rule", say("filter.rule"), say("filter.all_f"), dict(rules.iter_rows())
        ),
        Choice(
            "finding_search", say("filter.finding_search"), say("filter.search_hint")
        ),
    ]


def write_answer(totals: pl.DataFrame, screen: Screen) -> str:
    """Describe in one sentence whether the plan's totals follow from its rows.

    Args:
        totals: What `query_printed_totals` gives.
        screen: Language.
    """
    say = screen.words("quality")
    if totals.is_empty():
        return say("answer.unknown")
    if row := find_difference(totals):
        parts = [
            _say_difference(name, row[f"{name}_difference_eur"], screen)
            for name in ("net", "vat")
            if row[f"{name}_difference_eur"]
        ]
        proofs = [
            prove_cell(
                f"rpt_plan_total.{name}_difference_eur",
                row[f"{name}_difference_eur"],
                total_kind=row["total_kind"],
            )
            for name in ("net", "vat")
            if row[f"{name}_difference_eur"]
        ]
        return prove(say("answer.differs", parts=", ".join(parts)), *proofs)
    knows_vat = totals["vat_difference_eur"].drop_nulls().len() > 0
    return say("answer.agrees" if knows_vat else "answer.agrees_partly")


def write_findings_title(
    count: int, condition: str, chosen: FindingFilter, screen: Screen
) -> str:
    """Describe how many findings there are, and under which filters.

    Args:
        count: Findings that are shown.
        condition: What they were selected by; empty for the whole plan.
        chosen: The same, as parameters.
        screen: Language.
    """
    say = screen.words("quality")
    if not count:
        return say("findings.title_nothing", condition=condition)
    proof = make_proof("findings", count, chosen)
    if condition:
        said = say("findings.title_filtered", count=count, condition=condition)
        return prove(said, proof)
    return prove(say("findings.title", count=count), proof)


def write_audits_title(counts: Mapping[str, int], screen: Screen) -> str:
    """Describe how many of the checks passed.

    Args:
        counts: What `query_counts` gives.
        screen: Language.
    """
    kept, count = counts["kept_count"], counts["audit_count"]
    said = screen.words("quality")("audits.title", kept=kept, count=count)
    return prove(said, *_prove_audits(kept, count))


def find_difference(totals: pl.DataFrame) -> dict[str, Any] | None:
    """Find the first printed total that does not follow from what makes it up."""
    for row in totals.iter_rows(named=True):
        if row["net_difference_eur"] or row["vat_difference_eur"]:
            return row
    return None


def _say_difference(name: str, difference: Any, screen: Screen) -> str:  # noqa: ANN401
    direction = "more" if difference > 0 else "less"
    amount = format_money(abs(difference), screen.language)
    return screen.words("quality")(f"answer.{name}_{direction}", amount=amount)


def list_figures(
    totals: Mapping[str, Any], counts: Mapping[str, int], screen: Screen
) -> list[KeyFigure]:
    """Make the key figures: errors, warnings, rows put aside, promises kept.

    Args:
        totals: What `query_totals` gives for the whole plan.
        counts: What `query_counts` gives.
        screen: Language.
    """
    say = screen.words("quality")
    rows = format_number(counts["row_count"], screen.language)
    errors, notes = totals["error_count"], totals["note_count"]
    reject_count = counts["quarantined_count"]
    error_note = "figure.errors_note" if errors else "figure.errors_none"
    reject_note = "figure.rejects_note" if reject_count else "figure.rejects_none"
    if unread := counts["unread_count"]:
        reject_note = f"{reject_note}_unread"
    return [
        KeyFigure(
            say("figure.errors"),
            str(errors),
            say(error_note),
            make_proof("findings", errors, severity="error"),
        ),
        KeyFigure(
            say("figure.warnings"),
            str(totals["warning_count"]),
            prove(
                say("figure.warnings_note", notes=notes),
                make_proof("findings", notes, severity="note"),
            ),
            make_proof("findings", totals["warning_count"], severity="warning"),
        ),
        KeyFigure(
            say("figure.rejects"),
            str(reject_count),
            prove(
                say(reject_note, count=rows, unread=unread),
                prove_cell("rpt_source.row_count", counts["row_count"]),
                make_proof("stale_sources", unread),
            ),
            make_proof("rejects", reject_count),
        ),
        _make_audits(counts, screen),
    ]


def _make_audits(counts: Mapping[str, int], screen: Screen) -> KeyFigure:
    say, kept, count = (
        screen.words("quality"),
        counts["kept_count"],
        counts["audit_count"],
    )
    said = say("figure.audits_value", kept=kept, count=count)
    value = prove(said, *_prove_audits(kept, count))
    return KeyFigure(say("figure.audits"), value, say("figure.audits_note"))


def _prove_audits(kept: int, count: int) -> tuple[Proof | None, Proof | None]:
    return make_proof("passed_checks", kept), prove_cell("audit_result.rows", count)
