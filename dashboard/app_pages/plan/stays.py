"""What stays after a plan, in sentences and tables."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import polars as pl

from dashboard.kit.blocks.columns import money_column
from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.formats import format_amount, format_date
from dashboard.kit.html import tag, write_printed
from dashboard.kit.links import link_activity
from dashboard.kit.money import write_exact, write_short
from dashboard.kit.phrases import say_outcome, write_how
from dashboard.kit.proofs.cells.cell import KNOWN, ProvenCells, prove_cell
from dashboard.kit.proofs.sentence import join_proven, prove, write_sentence
from dashboard.kit.sheets import SheetColumn
from dashboard.kit.typography import keep_whole
from dashboard.kit.values import show_hidden
from pazanga.local_time import find_today

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from dashboard.app_pages.plan.stays_queries import PlanStays
    from dashboard.kit.proofs.proof import Proof
    from dashboard.kit.screen import Screen

OUTCOMES = ("done", "partly", "cut", "moved", "continues")
"""Outcomes in the order they are told in."""


def write_title(stays: PlanStays, screen: Screen) -> str:
    """Describe in a sentence what stays, and what it costs a year.

    Args:
        stays: What `query_stays` gives.
        screen: Language.
    """
    say, totals = screen.words("plan"), stays.totals
    if stays.activities["outcome_code"].is_null().all():
        return say("stays.title_silent")
    count, cost = totals["staying_count"], totals["yearly_cost_eur"]
    if not count:
        return say("stays.title_none")
    if cost is None:
        return prove(say("stays.title_unknown", count=count), _prove_staying(count))
    name = "stays.title_some" if totals["unknown_cost_count"] else "stays.title"
    said = say(name, count=count, cost=write_short(cost, screen))
    return prove(said, _prove_staying(count), _prove_cost(cost))


def _prove_staying(count: int, **more: object) -> Proof | None:
    return prove_cell("rpt_activity_outcome.rows", count, is_staying=True, **more)


def _prove_cost(cost: Decimal) -> Proof | None:
    """Make the proof of yearly costs; what is paid within another counts once."""
    column = "rpt_activity_outcome.yearly_cost_eur"
    return prove_cell(column, cost, is_staying=True, cost_in_number=None)


def _prove_answered(count: int, **more: object) -> Proof | None:
    return prove_cell("rpt_activity_outcome.rows", count, is_counted=True, **more)


def write_answered(stays: PlanStays, screen: Screen) -> str:
    """Describe of how many activities it is said what became of them, by outcome."""
    say, totals = screen.words("plan"), stays.totals
    if not totals["answered_count"]:
        said = say("stays.silent", count=totals["activity_count"])
        return prove(said, _prove_answered(totals["activity_count"]))
    counts = {one: count for one in OUTCOMES if (count := totals[f"{one}_count"])}
    parts = [
        say("stays.part", outcome=say_outcome(code, screen), count=count)
        for code, count in counts.items()
    ]
    said = say(
        "stays.answered",
        count=totals["activity_count"],
        answered=totals["answered_count"],
        parts=", ".join(parts),
        day=keep_whole(format_date(totals["as_of_date"])),
    )
    return prove(
        said,
        _prove_answered(totals["answered_count"], answered_number=KNOWN),
        _prove_answered(totals["activity_count"]),
        *(
            _prove_answered(count, answered_outcome_code=code)
            for code, count in counts.items()
        ),
    )


def write_notes(stays: PlanStays, screen: Screen) -> str:
    """Write the sum of a year, what it leaves out, and how the rest is reported."""
    say, totals, notes = screen.words("plan"), stays.totals, ""
    said = []
    if totals["yearly_cost_eur"] is not None:
        cost = totals["yearly_cost_eur"]
        said.append(
            prove(say("stays.sum", cost=write_exact(cost, screen)), _prove_cost(cost))
        )
    if count := totals["unknown_cost_count"]:
        unknown = {"yearly_cost_eur": None, "cost_in_number": None}
        proof = _prove_staying(count, **unknown)
        said.append(prove(say("stays.unknown_cost", count=count), proof))
    if said:
        notes += tag("p", write_sentence(join_proven(said), screen), class_="note")
    if stays.unanswered.height:
        notes += tag("p", write_how(screen), class_="note hint")
    return notes


def write_owners(stays: PlanStays, screen: Screen) -> str:
    """Write the table of who pays: institutions with what they go on with."""
    say = screen.words("plan")

    def write_funded(row: Mapping[str, Any]) -> str:
        counts = {"count": row["funded_count"], "all": row["activity_count"]}
        said = say("stays.funded_of", **counts)
        names = ("funded_count", "activity_count")
        return cells.link_all(row, said, [(one, str(row[one])) for one in names])

    cells = ProvenCells(
        screen,
        "rpt_activity_outcome",
        by=("owner_name",),
        at={"is_staying": "true"},
        columns={
            "activity_count": "rows",
            "yearly_cost_eur": "yearly_cost_eur?cost_in_number:",
            "unknown_cost_count": "rows?yearly_cost_eur:&cost_in_number:",
            "funded_count": f"rows?funded_until_date>={stays.year}-12-31",
        },
    )
    columns = [
        Column(
            "owner_name",
            screen.label("owner_name"),
            lambda name: show_hidden(name, screen.language),
            missing=say("stays.no_owner"),
        ),
        Column("activity_count", say("stays.activities"), is_number=True),
        money_column(
            screen, "yearly_cost_eur", screen.label("yearly_cost_eur", is_short=True)
        ),
        Column("unknown_cost_count", say("stays.cost_unknown"), is_number=True),
        Column(
            "funded_count",
            say("stays.funded", year=stays.year),
            is_number=True,
            markup=write_funded,
        ),
    ]
    caption = say("stays.owners", year=stays.year)
    return write_table(
        stays.owners, columns, caption=caption, kind="cards", cells=cells
    )


def write_staying(activities: pl.DataFrame, screen: Screen) -> str:
    """Write the table of activities that stay.

    Args:
        activities: All rows that stay, or the first ones.
        screen: Language, for links also plan.
    """
    say = screen.words("plan")
    cells = ProvenCells(screen, "rpt_activity_outcome", by=("activity_key",))
    columns = [
        _activity_column(screen, has_outcome=True),
        Column(
            "owner_name",
            screen.label("owner_name", is_short=True),
            lambda name: show_hidden(name, screen.language),
            missing=say("stays.no_owner"),
        ),
        Column(
            "yearly_cost_eur",
            screen.label("yearly_cost_eur", is_short=True),
            missing=say("stays.not_said"),
            is_number=True,
            markup=lambda row: _write_cost(row, cells),
        ),
        Column(
            "funded_until_date",
            screen.label("funded_until_date"),
            missing=say("stays.not_said"),
            is_number=True,
            markup=lambda row: _write_funded(row, screen),
        ),
    ]
    caption = say("stays.caption")
    return write_table(activities, columns, caption=caption, kind="cards")


def write_ended(stays: PlanStays, screen: Screen) -> str:
    """Write the table of activities that are answered and do not stay."""
    columns = [
        _activity_column(screen, has_outcome=False),
        Column(
            "outcome_code",
            screen.label("outcome_code", is_short=True),
            lambda code: say_outcome(code, screen),
        ),
    ]
    caption = screen.words("plan")("stays.ended_caption")
    return write_table(stays.ended, columns, caption=caption, kind="cards")


def write_unanswered(stays: PlanStays, screen: Screen) -> str:
    """Write the list of activities nobody has answered for, each a link."""
    links = (_link(row, screen) for row in stays.unanswered.iter_rows(named=True))
    return tag("ul", *(tag("li", link) for link in links))


def _link(row: Mapping[str, Any], screen: Screen) -> str:
    name = write_printed(f"{row['activity_number']}. {row['activity_title']}")
    return link_activity(screen, row["activity_key"], name)


def _activity_column(screen: Screen, *, has_outcome: bool) -> Column:
    """Return the column of names, with what is said of each, when and by what."""
    say = screen.words("plan")

    def write(row: Mapping[str, Any]) -> str:
        said = [say_outcome(row["outcome_code"], screen)] if has_outcome else []
        said.append(keep_whole(format_date(row["as_of_date"])))
        if row["evidence_text"]:
            evidence = show_hidden(row["evidence_text"], screen.language)
            said.append(say("stays.evidence", evidence=evidence))
        if row["is_synthetic"]:
            said.append(screen.words("kit")("sheet.made_up.yes"))
        return _link(row, screen) + tag("small", escape(" · ".join(said)))

    return Column("activity_title", screen.label("activity_title"), markup=write)


def _write_cost(row: Mapping[str, Any], cells: ProvenCells) -> str:
    screen = cells.screen
    written = format_amount(row["yearly_cost_eur"], screen.language)
    written = cells.link(row, "yearly_cost_eur", written)
    if holder := row["cost_in_number"]:
        held = screen.words("plan")("stays.cost_in", number=holder)
        written += tag("small", escape(held))
    return tag("span", written)


def _write_funded(row: Mapping[str, Any], screen: Screen) -> str:
    day = row["funded_until_date"]
    written = escape(keep_whole(format_date(day)))
    if day < find_today():
        said = screen.words("plan")("stays.funding_ended")
        written += tag("small", escape(said))
    return tag("span", written)


def say_outcomes(activities: pl.DataFrame, screen: Screen) -> pl.DataFrame:
    """Replace codes of outcomes by words, for a sheet."""
    codes = activities["answered_outcome_code"]
    words = [say_outcome(code, screen) for code in codes]
    said = pl.Series("answered_outcome_code", words, pl.String)
    return activities.with_columns(said).sort("activity_order")


def list_sheet_columns(screen: Screen) -> Sequence[SheetColumn]:
    """List the columns to take away: everything that is said of an activity."""
    say = screen.words("plan")
    return [
        SheetColumn("activity_number", screen.label("activity_number"), width=10),
        SheetColumn("activity_title", screen.label("activity_title"), width=48),
        SheetColumn("answered_outcome_code", screen.label("outcome_code")),
        SheetColumn("answered_number", say("stays.sheet.answered"), width=12),
        SheetColumn("as_of_date", screen.label("as_of_date"), "date"),
        SheetColumn("owner_name", screen.label("owner_name"), width=32),
        SheetColumn("yearly_cost_eur", screen.label("yearly_cost_eur"), "money"),
        SheetColumn("cost_in_number", say("stays.sheet.cost_in"), width=12),
        SheetColumn("funded_until_date", screen.label("funded_until_date"), "date"),
        SheetColumn("evidence_text", screen.label("evidence_text"), width=32),
        SheetColumn("source_file", screen.label("source_file"), width=32),
        SheetColumn("source_row", screen.label("source_row"), "integer"),
    ]
