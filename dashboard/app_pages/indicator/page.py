"""Indicator: one promise of the plan, with everything that is known of it."""

from dashboard.app_pages.indicator.queries import (
    query_indicator,
    query_names,
    query_overlap,
)
from dashboard.app_pages.indicator.sections import render_indicator
from dashboard.kit.blocks import blocks, choices
from dashboard.kit.html import render_html
from dashboard.kit.links import write_crumbs
from dashboard.kit.screen import read_screen

screen = read_screen()
say = screen.words("indicator")
path, plan = screen.snapshot.path, screen.plan_code
names = query_names(path, plan)

asked = choices.read_item("number", names)
if asked:
    indicator = query_indicator(path, plan, asked, screen.language)
    title = say("title", number=asked)
    render_html(write_crumbs(screen, "targets", title))
    blocks.render_answer(title, indicator.row["indicator_name"], is_printed=True)
    render_indicator(indicator, query_overlap(path, plan), screen)
else:
    title = say("choose.title", plan=screen.plan_name)
    blocks.render_answer(title, say("choose.answer", count=len(names)))
choices.choose_item(screen, "number", say("choose.label"), say("choose.hint"), names)
