"""Tables of one activity: amounts, related activities, decisions, corrections."""

from __future__ import annotations

from datetime import UTC
from html import escape
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from dashboard.app_pages.quality.finding_words import say_figure
from dashboard.kit.blocks.columns import money_column
from dashboard.kit.blocks.tables import Column, Unknown, write_table
from dashboard.kit.formats import format_difference
from dashboard.kit.html import tag, write_printed
from dashboard.kit.links import link_activity
from dashboard.kit.marks import mark_severity
from dashboard.kit.phrases import say_decided
from dashboard.kit.proofs.cells.cell import ProvenCells, prove_cell
from dashboard.kit.proofs.sentence import prove, write_sentence
from pazanga.local_time import format_moment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.kit.screen import Screen

_AMOUNTS: Final = ("net_eur", "vat_eur", "old_value", "new_value", "yearly_cost_eur")
"""Columns and fields that are euro: in words of a file they have a dot."""


def write_money(money: pl.DataFrame, activity: str, screen: Screen) -> str:
    """Write the amounts of an activity side by side.

    Args:
        money: One row per kind of amount, see `reports.rpt_activity_money`.
        activity: Key of the activity.
        screen: Language.
    """
    say, common = screen.words("activity"), screen.words("kit")
    columns = [
        Column(
            "amount_kind", say("money.kind"), lambda kind: say(f"money.kind_of.{kind}")
        ),
        money_column(screen, "net_eur", screen.label("net_eur", is_short=True)),
        money_column(screen, "vat_eur", screen.label("vat_eur")),
        money_column(screen, "gross_eur", screen.label("gross_eur", is_short=True)),
    ]
    partly = Unknown(common("value.unknown_partly"))
    rows = [
        row | {"gross_eur": partly}
        if row["has_unknown_vat"] and row["vat_eur"] is not None
        else row
        for row in money.to_dicts()
    ]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(money.columns, pl.Object))
    cells = ProvenCells(
        screen,
        "rpt_activity_money",
        by=("amount_kind",),
        at={"activity_key": activity},
    )
    return write_table(frame, columns, caption=say("money.caption"), cells=cells)


def write_links(links: pl.DataFrame, screen: Screen) -> str:
    """Write what an activity has to do with others, a list per kind of link.

    Args:
        links: One row per kind of link and related row; not empty.
        screen: Language.
    """
    say = screen.words("activity")
    items = []
    for (kind,), group in links.group_by("link_kind", maintain_order=True):
        lines = [tag("div", _write_link(row, screen)) for row in group.to_dicts()]
        of = {"activity_key": group["activity_key"][0], "link_kind": kind}
        proof = prove_cell("rpt_activity_link.rows", group.height, **of)
        name = prove(say(f"links.{kind}", count=group.height), proof)
        name = write_sentence(name, screen)
        items.append(tag("div", tag("dt", name), tag("dd", *lines)))
    return tag("dl", *items, class_="facts")


def _write_link(row: Mapping[str, Any], screen: Screen) -> str:
    number, key = row["related_number"], row["related_activity_key"]
    if key is None:
        said = screen.words("activity")("links.no_row", number=number)
        return tag("span", escape(said), class_="missing")
    return link_activity(
        screen, key, write_printed(f"{number}. {row['related_title']}")
    )


def write_changes(changes: pl.DataFrame, activity: str, screen: Screen) -> str:
    """Write the figures that decisions changed.

    Args:
        changes: One row per decision and figure; not empty.
        activity: Key of the activity.
        screen: Language.
    """
    say = screen.words("activity")

    def write_decision(row: Mapping[str, Any]) -> str:
        day = say_decided(row["decided_date"], screen)
        state = "in_force" if row["is_in_force"] else "replaced"
        said = f"{day} · {say(f'changes.{state}')}"
        return escape(row["decision_number"]) + tag("small", escape(said))

    columns = [
        Column(
            "decision_number", screen.label("decision_number"), markup=write_decision
        ),
        Column("field_code", say("changes.field"), lambda code: say(f"field.{code}")),
        money_column(screen, "old_value", say("changes.before")),
        money_column(screen, "new_value", say("changes.after")),
        Column(
            "change_value",
            say("changes.difference"),
            lambda value: format_difference(value, screen.language),
            is_number=True,
        ),
    ]
    cells = ProvenCells(
        screen,
        "rpt_plan_change",
        by=("version_number", "field_code"),
        at={"activity_key": activity},
    )
    caption = say("changes.caption")
    return write_table(changes, columns, caption=caption, kind="cards", cells=cells)


def write_revisions(revisions: pl.DataFrame, screen: Screen) -> str:
    """Write the figures that a later file gave otherwise than an earlier one.

    Args:
        revisions: One row per figure and file; not empty.
        screen: Language.
    """
    say = screen.words("activity")

    def write_fact(row: Mapping[str, Any]) -> str:
        moment = format_moment(row["revised_at"].replace(tzinfo=UTC))
        return escape(_name_fact(row, screen)) + tag("small", escape(moment))

    columns = [
        Column("fact_key", say("revisions.fact"), markup=write_fact),
        Column(
            "column_name", say("revisions.column"), lambda name: say(f"field.{name}")
        ),
        _value_column("old_value_text", say("revisions.before"), screen),
        _value_column("new_value_text", say("revisions.after"), screen),
        Column(
            "source_file",
            screen.words("kit")("column.place"),
            markup=lambda row: _write_places(row, screen),
        ),
    ]
    caption = say("revisions.caption")
    return write_table(revisions, columns, caption=caption, kind="cards")


def _name_fact(row: Mapping[str, Any], screen: Screen) -> str:
    """Describe what a corrected value is of, without the codes of its key.

    The key of a document ends with its phase, that of a decision with its field; that
    of an outcome begins with the activity, which the page is about.
    """
    parts = row["fact_key"].split(" · ")
    if row["fact_kind"] == "outcomes":
        return screen.words("activity")("revisions.outcome", day=parts[-1])
    if row["fact_kind"] == "plan_changes":
        return screen.words("activity")("revisions.decision", number=parts[0])
    return " · ".join(parts[:-1] or parts)


def _value_column(name: str, label: str, screen: Screen) -> Column:
    """Make the column of a corrected value; an amount is written as one."""

    def write(row: Mapping[str, Any]) -> str:
        if row["column_name"] in _AMOUNTS:
            return escape(say_figure(row[name], screen))
        if row["column_name"] == "outcome_code":
            return escape(screen.words("kit")(f"outcome.{row[name]}"))
        return escape(row[name])

    missing = screen.words("activity")("revisions.empty")
    return Column(name, label, missing=missing, is_number=True, markup=write)


def _write_places(row: Mapping[str, Any], screen: Screen) -> str:
    """Write where a value stands, and where the one before it stood."""
    common = screen.words("kit")
    new, old = (
        common(
            "place.file", file=row[f"{when}source_file"], line=row[f"{when}source_row"]
        )
        for when in ("", "old_")
    )
    instead = screen.words("activity")("revisions.instead", place=old)
    return escape(new) + tag("small", escape(instead))


def write_findings(findings: pl.DataFrame, screen: Screen) -> str:
    """Write what does not add up about an activity.

    Args:
        findings: One row per finding, the gravest first; not empty.
        screen: Language.
    """
    return tag(
        "ul",
        *(_write_finding(row, screen) for row in findings.iter_rows(named=True)),
        class_="findings",
    )


def _write_finding(row: Mapping[str, Any], screen: Screen) -> str:
    say = screen.words("activity")
    lines = []
    if row["expected_text"] is not None and row["found_text"] is not None:
        expected = say_figure(row["expected_text"], screen)
        found = say_figure(row["found_text"], screen)
        lines.append(say("findings.numbers", expected=expected, found=found))
    lines.append(row["explanation"] or "")
    place = screen.words("kit")("place.plan", line=row["source_line"])
    return tag(
        "li",
        tag("div", mark_severity(row["severity"], screen)),
        tag("strong", escape(row["rule_title"] or row["rule_code"])),
        tag("p", escape(" ".join(lines).strip())),
        tag("small", escape(place)) if row["source_line"] else "",
    )
