"""Activity: one activity, with everything the plan ties to it."""

from dashboard.app_pages.activity import sections
from dashboard.app_pages.activity.facts import write_cost_row, write_purpose
from dashboard.app_pages.activity.outcome import write_outcome
from dashboard.app_pages.activity.period import view_period
from dashboard.app_pages.activity.queries import query_activity, query_names
from dashboard.app_pages.activity.summary import (
    list_figures,
    list_notes,
    write_answer,
)
from dashboard.app_pages.activity.tables import write_money
from dashboard.kit.blocks import blocks, choices
from dashboard.kit.blocks.figures import render_figures
from dashboard.kit.html import render_html
from dashboard.kit.links import write_crumbs
from dashboard.kit.screen import read_screen

screen = read_screen()
say = screen.words("activity")
names = query_names(screen.snapshot.path, screen.plan_code)


def render_activity(key: str) -> None:
    """Draw one activity: the answer, figures, period, money, and all it is tied to."""
    activity = query_activity(screen.snapshot.path, key, screen.language)
    number = activity.row["activity_number"]
    render_html(write_crumbs(screen, "spending", say("title", number=number)))
    answer = write_answer(activity, screen)
    blocks.render_answer(names[key], answer, is_name=True)
    render_figures(list_figures(activity, screen))
    render_html(write_outcome(activity, screen))
    blocks.render_notes(list_notes(activity, screen))

    if period := view_period(activity, screen):
        blocks.render_chart(screen, period)
    else:
        blocks.render_heading(say("period.none"))

    blocks.render_heading(say("purpose.title"), say("purpose.subtitle"))
    render_html(write_purpose(activity, screen))

    money = write_money(activity.money, activity.row["activity_key"], screen)
    blocks.render_folded(say("money.title"), say("money.subtitle"), money)
    sections.render_links(activity, screen)
    sections.render_payments(activity, screen)
    sections.render_decisions(activity, screen)
    sections.render_findings(activity, screen)

    printed = write_cost_row(activity, screen) + blocks.write_source(screen)
    blocks.render_folded(say("printed.title"), say("printed.subtitle"), printed)


if asked := choices.read_item("key", names):
    render_activity(asked)
else:
    title = say("choose.title", plan=screen.plan_name)
    blocks.render_answer(title, say("choose.answer", count=len(names)))
choices.choose_item(screen, "key", say("choose.label"), say("choose.hint"), names)
