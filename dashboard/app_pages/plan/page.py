"""Plan: the whole document, from its goals to its last figure."""

import streamlit as st

from dashboard.app_pages.plan import queries, tables
from dashboard.app_pages.plan import summary as view
from dashboard.app_pages.plan.ending_queries import query_end
from dashboard.app_pages.plan.sections import (
    render_ending,
    render_schedule,
    render_tables,
)
from dashboard.app_pages.plan.stays_queries import query_stays
from dashboard.app_pages.plan.stays_section import render_stays
from dashboard.app_pages.plan.tree import write_tree
from dashboard.frame.report_buttons import render_report
from dashboard.kit.blocks import blocks
from dashboard.kit.blocks.figures import render_figures
from dashboard.kit.html import render_html
from dashboard.kit.screen import read_screen
from pazanga.local_time import find_today

screen = read_screen()
say = screen.words("plan")
path, code = screen.snapshot.path, screen.plan_code

plan = queries.query_plan(path, code)
tree = queries.query_tree(path, code)
printed = queries.query_tables(path, code, screen.language)
title = say("title", plan=screen.plan_name)
blocks.render_answer(title, view.write_answer(plan, tree.branches, screen))
render_figures(view.list_figures(plan, printed.totals, screen))
render_report(screen)

has_ended = plan["end_date"] is not None and plan["end_date"] < find_today()
if has_ended:
    with st.container(key="part_ending"):
        render_ending(query_end(path, code), plan["end_date"], screen)
        render_stays(query_stays(path, code, plan["end_date"]), screen)

blocks.render_heading(say("tree.title"), say("tree.subtitle"))
if tree.branches.is_empty():
    blocks.render_notes([say("tree.empty")])
render_html(write_tree(tree, screen))
render_html(blocks.write_source(screen))

schedule = queries.query_schedule(path, code)
render_schedule(schedule, printed.changes, screen, is_folded=has_ended)

areas = tables.write_policy_areas(printed.policy_areas, screen)
blocks.render_fold(say("areas.title"), areas)
render_tables(printed, screen)
document = view.write_document(plan, printed.versions, screen)
with st.container(key="part_document"):
    blocks.render_fold(say("document.heading"), document)
