"""Answers about indicators, schools and plans, from the queries of their pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dashboard.app_pages.find.asked_answer import AskedAnswer
from dashboard.app_pages.municipalities.queries import query_plans
from dashboard.app_pages.schools import queries as schools
from dashboard.app_pages.targets import queries as targets
from dashboard.kit.filters import SchoolFilter, TargetFilter
from dashboard.kit.html import write_printed
from dashboard.kit.links import link_indicator
from dashboard.kit.money import write_exact

if TYPE_CHECKING:
    from dashboard.kit.questions.reading import AskedQuestion
    from dashboard.kit.screen import Screen

SHOWN: Final = 5
"""Indicators that an answer names; the page has all."""


def describe_targets(reading: AskedQuestion, code: str, screen: Screen) -> AskedAnswer:
    """Describe the answer to a question of the page of targets.

    Args:
        reading: The question.
        code: Code of its measure.
        screen: Language and plan of the question.
    """
    say, path = screen.words("find.asked"), screen.snapshot.path
    chosen = TargetFilter(screen.plan_code, area=reading.list_codes("area"))
    totals = targets.query_totals(path, chosen)
    names = [value.name for value in reading.values]
    condition = f" ({'; '.join(names)})" if names else ""
    where = {"plan": screen.plan_name, "condition": condition}
    if not totals["chosen_count"]:
        return AskedAnswer(say("no_indicators", **where), parameters={"status": ()})
    if code == "indicator_count":
        said = say(code, count=totals["chosen_count"], **where)
        return AskedAnswer(said, _list_indicators(chosen, screen))
    if not totals["measured_count"]:
        return AskedAnswer(say("unmeasured", **where), parameters={"status": ()})
    count, measured = totals[f"{code}_count"], totals["measured_count"]
    said = say(code, count=count, measured=measured, **where)
    if not count:
        return AskedAnswer(said, parameters={"status": ()})
    narrowed = TargetFilter(screen.plan_code, area=chosen.area, status=(code,))
    return AskedAnswer(said, _list_indicators(narrowed, screen))


def _list_indicators(chosen: TargetFilter, screen: Screen) -> tuple[str, ...]:
    """Return the markup of the first few chosen indicators, each a link."""
    rows = targets.query_indicators(screen.snapshot.path, chosen)
    return tuple(
        link_indicator(
            screen,
            row["indicator_number"],
            write_printed(f"{row['indicator_number']}. {row['indicator_name']}"),
        )
        for row in rows.filter(rows["is_chosen"]).head(SHOWN).iter_rows(named=True)
    )


def describe_schools(screen: Screen) -> AskedAnswer:
    """Describe how many schools take part in a plan."""
    say = screen.words("find.asked")
    chosen = SchoolFilter(screen.plan_code)
    totals = schools.query_totals(screen.snapshot.path, chosen)
    if not totals["school_count"]:
        return AskedAnswer(say("no_schools", plan=screen.plan_name))
    return AskedAnswer(
        say(
            "school_count",
            count=totals["participant_count"],
            network=totals["network_count"],
            plan=screen.plan_name,
        )
    )


def describe_per_pupil(screen: Screen) -> AskedAnswer:
    """Describe how much a plan has for one pupil of its municipality."""
    say = screen.words("find.asked")
    rows = query_plans(screen.snapshot.path, screen.language)
    row = rows.filter(rows["plan_code"] == screen.plan_code).row(0, named=True)
    if row["pupil_net_eur"] is None:
        return AskedAnswer(say("per_pupil_unknown", plan=screen.plan_name))
    amount = write_exact(row["pupil_net_eur"], screen)
    return AskedAnswer(say("per_pupil", amount=amount, plan=screen.plan_name))


def describe_comparison(reading: AskedQuestion, screen: Screen) -> AskedAnswer:
    """Describe how plans differ: what each costs and how many activities it has."""
    say = screen.words("find.asked")
    rows = query_plans(screen.snapshot.path, screen.language)
    said = [
        say(
            "compared",
            plan=row["municipality_name"],
            amount=write_exact(row["net_eur"], screen),
            count=row["activity_count"],
        )
        for row in rows.iter_rows(named=True)
        if row["plan_code"] in reading.plan_codes
    ]
    return AskedAnswer("; ".join(said) + ".")
