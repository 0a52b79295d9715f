"""The tables of differences: what, before and after, with the two days."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from html import escape
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from dashboard.app_pages.quality.finding_words import say_figure, say_subject
from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.formats import (
    format_money,
    format_number,
    format_reported_period,
)
from dashboard.kit.html import tag, write_printed
from dashboard.kit.links import link_activity, link_indicator, write_link
from dashboard.kit.phrases import say_decided
from dashboard.kit.proofs.cells.cell import prove_cell
from dashboard.kit.proofs.proof import date_proof
from dashboard.kit.proofs.sentence import prove, write_sentence
from dashboard.kit.sheets import SheetColumn
from dashboard.kit.typography import JOINER, keep_whole
from dashboard.kit.values import write_value
from pazanga.local_time import format_moment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.app_pages.changes.compare import Difference
    from dashboard.app_pages.changes.since import Earlier
    from dashboard.kit.proofs.proof import Proof
    from dashboard.kit.screen import Screen

_TABLES: Final[Mapping[str, str]] = {
    "money": "rpt_activity_absorption",
    "decisions": "rpt_plan_change",
    "indicators": "rpt_indicator",
    "measurements": "rpt_measurement",
}
"""Where the values of a topic stand."""

_SHEET = ("topic", "name", "detail", "field", "before", "after")


def write_differences(
    differences: Sequence[Difference], earlier: Earlier, screen: Screen
) -> str:
    """Write the differences of one topic, each leading to its page; not empty."""
    say = screen.words("changes")
    topic = differences[0].topic.name
    columns = [
        Column("name", say(f"what.{topic}"), markup=lambda row: row["link"]),
        Column("field", say("column.field")),
        *(
            Column(
                side,
                _head(side, earlier, screen),
                is_number=True,
                markup=itemgetter(side),
            )
            for side in ("before", "after")
        ),
    ]
    bare = replace(screen, choices=())
    rows = [
        {
            **_say(one, screen),
            **_prove_sides(one, earlier, bare),
            "link": _write_link(one, screen),
        }
        for one in differences
    ]
    caption = say(f"topic.{topic}")
    return write_table(pl.DataFrame(rows), columns, caption=caption, kind="cards")


def _prove_sides(one: Difference, earlier: Earlier, screen: Screen) -> dict[str, str]:
    """Write both values with their proofs, that of the first in its own snapshot."""
    said = _say(one, screen)
    then = date_proof(_prove(one, one.before), earlier.path.name)
    proofs = {"before": then, "after": _prove(one, one.after)}
    return {
        side: write_sentence(prove(said[side], proof), screen)
        for side, proof in proofs.items()
    }


def _prove(one: Difference, value: Any) -> Proof | None:  # noqa: ANN401
    """Make the proof of a value; other topics have rows and no values."""
    table = _TABLES.get(one.topic.name)
    if not table or not isinstance(value, Decimal | int | float):
        return None
    return prove_cell(
        f"{table}.{one.field}",
        value,
        **{name: one.row[name] for name in one.topic.keys},
    )


def say_differences(differences: Sequence[Difference], screen: Screen) -> pl.DataFrame:
    """Write all differences as words, for a sheet."""
    rows = [_say(one, screen) for one in differences]
    return pl.DataFrame(rows, schema=dict.fromkeys(_SHEET, pl.String))


def list_sheet_columns(earlier: Earlier, screen: Screen) -> list[SheetColumn]:
    """List the columns to take away, each difference with its two days."""
    say = screen.words("changes")
    heads = {
        side: _head(side, earlier, screen).replace(JOINER, "")
        for side in ("before", "after")
    }
    return [
        SheetColumn(name, heads.get(name) or say(f"column.{name}"), width=28)
        for name in _SHEET
    ]


def _head(side: str, earlier: Earlier, screen: Screen) -> str:
    shown = screen.snapshot.published_at
    moment = earlier.published_at if side == "before" else shown
    at = keep_whole(format_moment(moment))
    return screen.words("changes")(f"column.{side}", at=at)


def _say(one: Difference, screen: Screen) -> dict[str, str]:
    say = screen.words("changes")
    return {
        "topic": say(f"topic.{one.topic.name}"),
        "name": _say_name(one, screen),
        "detail": _say_detail(one, screen),
        "field": say(f"field.{one.field or one.topic.name}"),
        "before": _say_side(one, one.before, screen, is_now=False),
        "after": _say_side(one, one.after, screen, is_now=True),
    }


def _say_side(one: Difference, value: Any, screen: Screen, *, is_now: bool) -> str:  # noqa: ANN401
    """Describe a value; that there was no row, and that it is unknown, are words."""
    say = screen.words("changes")
    if not (one.is_there if is_now else one.was_there):
        return say("value.gone" if is_now else "value.not_yet")
    if not one.field:
        return say("value.is" if is_now else "value.was")
    return say("value.unknown") if value is None else _write_value(one, value, screen)


def _write_value(one: Difference, value: Any, screen: Screen) -> str:  # noqa: ANN401
    """Write a value with the unit of its field, or of its indicator."""
    field = one.row.get("field_code", one.field)
    if field.endswith("_eur"):
        return format_money(value, screen.language)
    if field.endswith("_count"):
        return format_number(value, screen.language)
    return write_value(value, one.row.get("unit_code"), screen.language)


def _say_name(one: Difference, screen: Screen) -> str:
    row: Mapping[str, Any] = one.row
    match one.topic.name:
        case "money":
            return f"{row['activity_number']} {row['activity_title']}"
        case "indicators" | "measurements":
            return f"{row['indicator_number']} {row['indicator_name'] or ''}".strip()
        case "findings":
            title = row[f"rule_title_{screen.language}"]
            return str(title or row["rule_code"])
        case "decisions":
            return f"{row['number']} {row['item_name'] or ''}".strip()
    return str(row["source_name"])


def _say_detail(one: Difference, screen: Screen) -> str:
    """Describe what tells the row from others of its name."""
    say, row = screen.words("changes"), one.row
    match one.topic.name:
        case "measurements":
            period = format_reported_period(row["period"], screen.language)
            school = row["school_code"]
            whole = say("detail.whole")
            where = screen.words("kit")("school.code", code=school) if school else whole
            return f"{period} · {where}"
        case "findings":
            subject = say_subject(dict(row), screen)
            if not row["found_text"]:
                return subject
            found = say_figure(row["found_text"], screen)
            return say("detail.found", subject=subject, found=found)
        case "decisions":
            field = screen.words("plan")(f"changes.{row['field_code']}")
            day = say_decided(row["decided_date"], screen)
            number = row["decision_number"]
            return say("detail.decision", number=number, day=day, field=field)
    return ""


def _write_link(one: Difference, screen: Screen) -> str:
    """Write what differs, leading to its page, unless it is gone."""
    row, detail = one.row, _say_detail(one, screen)
    name = _say_name(one, screen)
    is_printed = one.topic.name not in {"findings", "rejects"}
    words = write_printed(name) if is_printed else escape(name)
    under = tag("small", escape(detail)) if detail else ""
    bare = replace(screen, choices=())
    # A measurement that is gone leaves its indicator behind.
    has_page = one.is_there or one.topic.name == "measurements"
    if row.get("activity_key") and has_page:
        return link_activity(bare, row["activity_key"], words) + under
    number = row.get("indicator_number") or (
        row.get("number") if row.get("item") == "indicator" else None
    )
    if number and has_page:
        return link_indicator(bare, number, words) + under
    if one.topic.name == "findings":
        chosen = {"rule": row["rule_code"]} if one.is_there else {}
        return write_link(bare, "quality", words, **chosen) + under
    if one.topic.name == "rejects":
        return write_link(bare, "quality", words) + under
    return words + under
