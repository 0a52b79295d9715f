"""Answers about one thing, in the words of its page."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from dashboard.app_pages.activity.queries import query_activity
from dashboard.app_pages.activity.summary import write_answer as say_activity
from dashboard.app_pages.find.asked_answer import AskedAnswer
from dashboard.app_pages.indicator.queries import query_indicator
from dashboard.app_pages.school.queries import query_school
from dashboard.app_pages.school.summary import write_answer as say_school
from dashboard.app_pages.targets.indicator_columns import write_baseline, write_target
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
