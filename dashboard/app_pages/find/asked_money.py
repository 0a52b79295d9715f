"""Answers about money and activities, from the queries of the spending page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from dashboard.app_pages.find.asked_answer import AskedAnswer
from dashboard.app_pages.spending import absorption_queries, queries
from dashboard.app_pages.spending import summary as view
from dashboard.kit.filters import SpendingFilter
from dashboard.kit.formats import format_date, format_share
from dashboard.kit.html import write_printed
from dashboard.kit.links import link_activity
from dashboard.kit.money import write_exact
from dashboard.kit.phrases import UNASSIGNED

if TYPE_CHECKING:
    import polars as pl

    from dashboard.kit.questions.reading import AskedQuestion
    from dashboard.kit.screen import Screen

SHOWN: Final = 5
"""Things that an answer names; the page has all."""

_STATUSES: Final = {
    "late_activities": (),
    "behind_activities": ("off_course",),
    "risky_activities": ("at_risk",),
    "overspent_activities": ("overspent", "not_planned"),
}
"""Statuses that are asked for; of late ones the coverage of payments decides."""

_PLANNED: Final = {"planned": "net_eur", "gross": "gross_eur"}


def describe_money(reading: AskedQuestion, code: str, screen: Screen) -> AskedAnswer:
    """Describe the answer to a question of the spending page.

    Args:
        reading: The question.
        code: Code of its measure.
        screen: Language and plan of the question.
    """
    code = code.removesuffix("_by")
    chosen = _make_filter(reading, screen.plan_code)
    if code == "executed" and chosen.year:
        return _say_paid(chosen, screen)
    path, say = screen.snapshot.path, screen.words("find.asked")
    totals = queries.query_totals(path, chosen)
    where = _say_where(chosen, screen)
    schoolless = queries.query_schoolless(path, chosen)
    notes = view.list_notes(totals, schoolless, chosen, screen)
    if not totals["activity_count"]:
        return AskedAnswer(say("no_activities", **where)).add_notes(notes)
    if code in _PLANNED:
        answer = _say_planned(totals, code, where, screen)
    elif code == "activity_count":
        return _say_count(chosen, where, screen)
    elif code in {"executed", "left"}:
        answer = _say_spent(chosen, code, where, screen)
    elif code in _STATUSES:
        return _say_late(chosen, code, where, screen)
    elif code == "dearest_activity":
        return _say_dearest(chosen, where, screen)
    else:
        answer = _say_largest(chosen, code, where, screen)
    return answer.add_notes(notes) if answer.is_known else answer


def _make_filter(reading: AskedQuestion, plan: str) -> SpendingFilter:
    return SpendingFilter(
        plan=plan,
        area=reading.list_codes("area"),
        category=reading.list_codes("category"),
        school=reading.list_codes("school"),
        year=tuple(map(int, reading.list_codes("year"))),
        search=" ".join(reading.list_codes("word")),
    )


def _say_where(chosen: SpendingFilter, screen: Screen) -> dict[str, str]:
    """Return the fields that say what a figure is of: the plan, and what narrows it.

    A year narrows to activities that go on in it, a school to those it implements: said
    in full, since the figure would else be taken for the money of that year or school.
    """
    say, path = screen.words("find.asked"), screen.snapshot.path
    options = queries.query_choices(path, chosen.plan, screen.language)
    others = replace(chosen, school=(), year=(), search="")
    choices = view.list_choices(options, screen)
    parts = [view.write_condition(others, choices, screen)]
    if chosen.school:
        count = len(chosen.school)
        schools = ", ".join(chosen.school)
        parts.append(say("where.schools", count=count, schools=schools))
    if chosen.search:
        parts.append(say("where.words", words=chosen.search))
    if chosen.year:
        years = ", ".join(map(str, chosen.year))
        parts.append(say("where.years", years=years))
    condition = "; ".join(part for part in parts if part)
    return {
        "plan": screen.plan_name,
        "condition": f" ({condition})" if condition else "",
    }


def _say_planned(
    totals: dict[str, Any], code: str, where: dict[str, str], screen: Screen
) -> AskedAnswer:
    say, amount = screen.words("find.asked"), totals[_PLANNED[code]]
    if amount is None:
        return AskedAnswer(say(f"{code}_unknown", **where))
    said = {"amount": write_exact(amount, screen), **where}
    unknown = totals["vat_unknown_count"]
    if code == "gross" and unknown:
        return AskedAnswer(say("gross_partly", count=unknown, **said))
    return AskedAnswer(say(code, **said))


def _say_spent(
    chosen: SpendingFilter, code: str, where: dict[str, str], screen: Screen
) -> AskedAnswer:
    """Describe what is spent or left; what nobody reported is not known, not zero."""
    say = screen.words("find.asked")
    spent = absorption_queries.query_totals(screen.snapshot.path, chosen)
    if spent["reported_until_date"] is None:
        return AskedAnswer(say(f"{code}_unknown", **where), is_known=False)
    day = format_date(spent["reported_until_date"])
    if spent["executed_net_eur"] is None:
        return AskedAnswer(say(f"{code}_silent", day=day, **where), is_known=False)
    amount = write_exact(spent[f"{code}_net_eur"], screen)
    said = say(code, amount=amount, day=day, **where)
    notes = [say("note_year")] if chosen.year and code == "left" else []
    if code == "executed" and spent["executed_ratio"] is not None:
        share = format_share(spent["executed_ratio"], screen.language)
        notes.insert(0, say("note_share", share=share))
    return AskedAnswer(said, notes=tuple(notes))


def _say_paid(chosen: SpendingFilter, screen: Screen) -> AskedAnswer:
    """Describe what was paid in the years asked for, by the month of payment."""
    say, path = screen.words("find.asked"), screen.snapshot.path
    whole = replace(chosen, year=())
    where = _say_where(whole, screen)
    until = absorption_queries.query_totals(path, whole)["reported_until_date"]
    if until is None:
        return AskedAnswer(say("executed_unknown", **where), is_known=False)
    paid = absorption_queries.query_paid_in(path, whole, chosen.year)
    years = ", ".join(map(str, chosen.year))
    fields = {"years": years, "day": format_date(until), **where}
    parameters = {"year": (), "absorption": ("month",)}
    if paid is None:
        said = say("executed_in_silent", **fields)
        return AskedAnswer(said, parameters=parameters, is_known=False)
    said = say("executed_in", amount=write_exact(paid, screen), **fields)
    totals = queries.query_totals(path, whole)
    schoolless = queries.query_schoolless(path, whole)
    answer = AskedAnswer(said, parameters=parameters)
    return answer.add_notes(view.list_notes(totals, schoolless, whole, screen))


def _say_count(
    chosen: SpendingFilter, where: dict[str, str], screen: Screen
) -> AskedAnswer:
    rows = queries.query_activities(screen.snapshot.path, chosen, screen.language)
    said = screen.words("find.asked")("activity_count", count=rows.height, **where)
    return AskedAnswer(said, _list_activities(rows, screen))


def _list_activities(rows: pl.DataFrame, screen: Screen) -> tuple[str, ...]:
    """Return the markup of the first few activities, each a link."""
    return tuple(
        link_activity(
            screen,
            row["activity_key"],
            write_printed(f"{row['activity_number']}. {row['activity_title']}"),
        )
        for row in rows.head(SHOWN).iter_rows(named=True)
    )


def _say_late(
    chosen: SpendingFilter, code: str, where: dict[str, str], screen: Screen
) -> AskedAnswer:
    """Describe which activities are late, behind or overspent, if it is known."""
    say, path = screen.words("find.asked"), screen.snapshot.path
    coverage = absorption_queries.query_coverage(path, chosen.plan)
    if coverage.reported_until_date is None:
        return AskedAnswer(say("late_unknown", **where), parameters={"pace": ()})
    statuses = _STATUSES[code] or coverage.late_statuses
    attention = absorption_queries.query_attention(path, chosen)
    rows = attention.filter(attention["status_code"].is_in(statuses))
    is_partly = code == "late_activities" and not coverage.is_enough
    said = say(
        "late_partly" if is_partly else code,
        count=rows.height,
        day=format_date(coverage.reported_until_date),
        **where,
    )
    held = set(rows["status_code"])
    pace = tuple(status for status in statuses if status in held)
    return AskedAnswer(said, _list_activities(rows, screen), {"pace": pace})


def _say_dearest(
    chosen: SpendingFilter, where: dict[str, str], screen: Screen
) -> AskedAnswer:
    say = screen.words("find.asked")
    rows = queries.query_activities(screen.snapshot.path, chosen, screen.language)
    first = rows.row(0, named=True)
    if first["net_eur"] is None:
        return AskedAnswer(say("planned_unknown", **where))
    name = f"{first['activity_number']}. {first['activity_title']}"
    said = say("dearest", amount=write_exact(first["net_eur"], screen), **where)
    return AskedAnswer(
        said, (link_activity(screen, first["activity_key"], write_printed(name)),)
    )


def _say_largest(
    chosen: SpendingFilter, code: str, where: dict[str, str], screen: Screen
) -> AskedAnswer:
    say = screen.words("find.asked")
    tiles = queries.query_tiles(screen.snapshot.path, chosen, screen.language)
    part = "area" if code == "largest_area" else "category"
    own = {"area": "policy_area_code", "category": "cost_category_code"}[part]
    row = tiles.sort(f"{part}_net_eur", descending=True).row(0, named=True)
    if row[own] == UNASSIGNED:
        return AskedAnswer(say(f"{code}_unknown", **where))
    return AskedAnswer(
        say(
            "largest",
            name=row[f"{part}_name"],
            amount=write_exact(row[f"{part}_net_eur"], screen),
            share=format_share(row[f"{part}_share"] or 0, screen.language),
            **where,
        ),
    )
