"""Targets: what the plan promises, and what is known of each promise today."""

import streamlit as st

from dashboard.components import blocks, choices, filter_row, states
from dashboard.components.downloads import render_downloads
from dashboard.components.figures import render_figures
from dashboard.components.html import render_html
from dashboard.filters import TargetFilter
from dashboard.queries import targets as queries
from dashboard.queries.indicators import fetch_indicator
from dashboard.screen import read_screen
from dashboard.sections.indicator import render_indicator
from dashboard.views import targets as view
from dashboard.views import targets_charts as charts
from dashboard.views import targets_table as tables
from dashboard.views.indicator_columns import write_numbers

screen = read_screen()
say = screen.words("targets")
path, language = screen.snapshot.path, screen.language
title = say("title", plan=screen.plan_name)

options = queries.fetch_choices(path, screen.plan_code, language)
if options.is_empty():
    blocks.render_answer(title, say("answer.none"))
    blocks.render_notes([say("none.text")])
    st.stop()

answer_place = st.container()
filter_choices = view.list_choices(options, screen)
filter_row.render_filters(screen, filter_choices)
chosen = TargetFilter.read(screen.plan_code)
filters = filter_row.render_active(screen, chosen, filter_choices)

totals = queries.fetch_totals(path, chosen)
if not totals["listed_count"]:
    left = queries.count_without(path, chosen)
    states.render_empty(say, filter_choices, left, "empty.indicators")
    st.stop()

indicators = queries.fetch_indicators(path, chosen)
with answer_place:
    blocks.render_answer(title, view.write_answer(totals, chosen, screen))
    render_figures(view.list_figures(totals, screen))

shares, others = charts.select_shares(indicators), charts.select_others(indicators)
if shares.height:
    blocks.render_chart(screen, charts.view_shares(shares, screen, filters))
if others.height:
    blocks.render_heading(*charts.head_others(others, screen, filters))
    render_html(write_numbers(others, screen, caption=say("others.caption")))

blocks.render_heading(say("detail.title"))
everything = queries.fetch_indicators(path, TargetFilter(screen.plan_code))
labels = view.label_indicators(everything)
label, hint = say("detail.choose"), say("detail.hint")
if number := choices.choose_item("indicator", label, hint, labels):
    indicator = fetch_indicator(path, screen.plan_code, number, language)
    overlap = queries.fetch_overlap(path, screen.plan_code)
    render_indicator(indicator, overlap, screen)

sheet = tables.make_sheet(indicators, filters, screen)
kept, listed = tables.split_chosen(indicators)
if kept.height:
    heading = say("table.title", count=kept.height)
    blocks.render_heading(heading, say("table.subtitle"))
    render_downloads(screen, sheet)
    render_html(tables.write_chosen(kept, screen))
if listed.height:
    heading = say("listed.title", count=listed.height)
    blocks.render_heading(heading, say("listed.subtitle"))
    if kept.is_empty():
        render_downloads(screen, sheet)
    render_html(tables.write_listed(listed, screen))
