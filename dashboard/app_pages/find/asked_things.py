"""Answers about one thing and about exams, in the words of their pages."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from dashboard.app_pages.activity.queries import query_activity
from dashboard.app_pages.activity.summary import write_answer as say_activity
from dashboard.app_pages.exams import queries as exams
from dashboard.app_pages.exams.summary import write_answer as say_exams
from dashboard.app_pages.find.asked_answer import AskedAnswer
from dashboard.app_pages.indicator.queries import query_indicator
from dashboard.app_pages.school.queries import query_school
from dashboard.app_pages.school.summary import write_answer as say_school
from dashboard.app_pages.targets.indicator_columns import write_baseline, write_target
from dashboard.kit.filters import ExamFilter
from dashboard.kit.marks import say_status
from dashboard.kit.values import write_value

if TYPE_CHECKING:
    from dashboard.kit.questions.reading import AskedQuestion
    from dashboard.kit.screen import Screen


def describe_thing(reading: AskedQuestion, code: str, screen: Screen) -> AskedAnswer:
    """Describe one thing, in the words of its page.

    Args:
        reading: The question, which names one thing.
        code: What it is: a school, an activity, an indicator.
        screen: Language and plan of the thing.
    """
    path, plan, named = screen.snapshot.path, screen.plan_code, reading.values[0]
    if code == "school":
        school = query_school(path, plan, named.code, screen.language)
        return AskedAnswer(say_school(school, screen))
    if code == "activity":
        activity = query_activity(path, named.code, screen.language)
        said = say_activity(activity, screen)
        return AskedAnswer(f"{named.asked}. {named.name.rstrip('.')}. {said}")
    row = query_indicator(path, plan, named.code, screen.language).row
    facts = [
        (screen.label("baseline_value"), write_baseline(row, screen)),
        (screen.label("target_value"), write_target(row, screen)),
    ]
    if row["actual_value"] is not None:
        value = write_value(row["actual_value"], row["unit_code"], screen.language)
        label = screen.label("actual_value", of="rpt_indicator")
        facts.append((label, escape(value)))
    items = [f"{escape(label)}: {markup}" for label, markup in facts if markup]
    status = say_status(row["status_code"], screen)
    return AskedAnswer(f"{named.asked}. {named.name} – {status}.", tuple(items))


def describe_exams(reading: AskedQuestion, screen: Screen) -> AskedAnswer:
    """Describe exams: all schools, or what is known of one."""
    say, path, language = (
        screen.words("find.asked"),
        screen.snapshot.path,
        screen.language,
    )
    chosen = ExamFilter(
        screen.plan_code,
        exam=reading.list_codes("exam"),
        subject=reading.list_codes("subject"),
        school_year=reading.list_codes("school_year"),
        school=reading.list_codes("school"),
    )
    totals = exams.query_totals(path, chosen, language)
    named = ", ".join(value.name for value in reading.values)
    where = {"plan": screen.plan_name, "condition": f" ({named})" if named else ""}
    if not totals["row_count"]:
        return AskedAnswer(say("no_exams", **where))
    if chosen.school:
        return AskedAnswer(say("exam_rows", count=totals["row_count"], **where))
    moves = exams.query_moves(path, chosen, language)
    spreads = exams.query_spreads(path, chosen, language)
    return AskedAnswer(say_exams(totals, moves, spreads, named, screen))
