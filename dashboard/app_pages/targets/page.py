"""Targets: what the plan promises, and what is known of each promise today."""

import streamlit as st

from dashboard.app_pages.targets import charts, queries
from dashboard.app_pages.targets import summary as view
from dashboard.app_pages.targets import table as tables
from dashboard.frame import states
from dashboard.kit.blocks import blocks, filter_row
from dashboard.kit.blocks.downloads import make_sheet, render_downloads
from dashboard.kit.blocks.figures import render_figures
from dashboard.kit.cache.drawn import take_drawn
from dashboard.kit.filters import TargetFilter
from dashboard.kit.html import render_html
from dashboard.kit.screen import read_screen

screen = read_screen()
say = screen.words("targets")
path, language = screen.snapshot.path, screen.language
title = say("title", plan=screen.plan_name)

if queries.query_choices(path, screen.plan_code, language).is_empty():
    states.stop_without_rows(title, say("answer.none"), say("none.text"))

answer_place = st.container()
filter_choices = filter_row.render_filters(
    screen, queries.query_choices, view.list_choices
)
chosen = TargetFilter.read(screen.plan_code)
filters = filter_row.render_active(screen, chosen, filter_choices)

totals = queries.query_totals(path, chosen)
if not totals["listed_count"]:
    left = queries.count_without(path, chosen)
    states.stop_filtered_out(
        answer_place, title, say, filter_choices, left, "empty.indicators"
    )

indicators = queries.query_indicators(path, chosen)
with answer_place:
    whole = queries.query_totals(path, TargetFilter(screen.plan_code))
    condition = filter_row.describe_condition(screen, chosen, filter_choices)
    blocks.render_answer(title, view.write_answer(totals, whole, condition, screen))
    render_figures(view.list_figures(totals, whole, chosen, screen))

promises = charts.sort_promises(indicators)
if promises.height:
    behind = queries.query_money_behind(path, chosen)
    chart = take_drawn(
        screen,
        "targets.promises",
        (chosen, filters),
        lambda: charts.view_promises(promises, behind, screen, filters),
    )
    blocks.render_chart(screen, chart)

said, columns = tables.say_codes(indicators, screen), tables.list_sheet_columns(screen)
sheet = make_sheet("targets", said, columns, filters, screen)
render_downloads(screen, sheet)
listed = indicators.filter(~indicators["is_chosen"])
if listed.height:
    render_html(tables.write_listed(listed, screen))
