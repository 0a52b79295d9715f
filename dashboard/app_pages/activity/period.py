"""When an activity goes on: its span among those of the plan and of payments."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from dashboard.kit.blocks.blocks import Chart
from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.charts.spans import DayMark, Span, write_time_spans
from dashboard.kit.formats import format_date, format_period
from dashboard.kit.plans import name_tense
from pazanga.local_time import find_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.app_pages.activity.queries import ActivityFacts
    from dashboard.kit.screen import Screen


def view_period(activity: ActivityFacts, screen: Screen) -> Chart | None:
    """Show when an activity goes on; None where the plan does not say it.

    Args:
        activity: What `query_activity` gives.
        screen: Language and snapshot.
    """
    say, row = screen.words("activity"), activity.row
    spans = _list_spans(activity, screen)
    if row["period_start_date"] is None or row["period_end_date"] is None:
        return None
    period = format_period(
        row["period_start_date"], row["period_end_date"], screen.language
    )
    tense = name_tense(row["plan_end_date"], screen)
    title = say(f"period.title.{tense}", period=period)
    return Chart(
        name="period",
        title=title,
        subtitle=say("period.subtitle", printed=row["period_text"] or period),
        alt=title,
        figure=write_time_spans(spans, _list_marks(activity, screen)),
        table=_write_spans(spans, screen),
        source="block.loaded_source"
        if row["reported_until_date"]
        else "block.plan_source",
        is_folded=True,
    )


def _list_spans(activity: ActivityFacts, screen: Screen) -> list[Span]:
    say, row, spent = screen.words("activity"), activity.row, activity.spending
    days = [
        ("plan", row["plan_start_date"], row["plan_end_date"], "frame"),
        ("activity", row["period_start_date"], row["period_end_date"], "main"),
    ]
    if spent:
        first, last = spent["first_payment_date"], spent["last_payment_date"]
        days.append(("payments", first, last, "known"))
    return [
        Span(say(f"period.{name}"), start, end, kind)
        for name, start, end, kind in days
        if start is not None and end is not None
    ]


def _list_marks(activity: ActivityFacts, screen: Screen) -> list[DayMark]:
    say, end = screen.words("activity"), activity.row["plan_end_date"]
    today = find_day(screen.snapshot.published_at)
    marks = [DayMark(say("period.today", day=format_date(today)), today, "today")]
    if end is not None:
        marks.insert(0, DayMark(say("period.end", day=format_date(end)), end, "end"))
    return marks


def _write_spans(spans: Sequence[Span], screen: Screen) -> str:
    say = screen.words("activity")
    frame = pl.DataFrame(
        {
            "label": [span.label for span in spans],
            "start": [span.start for span in spans],
            "end": [span.end for span in spans],
        }
    )
    columns = [
        Column("label", say("period.what")),
        Column("start", screen.label("period_start_date"), format_date),
        Column("end", screen.label("period_end_date"), format_date),
    ]
    return write_table(frame, columns, caption=say("period.caption"))
