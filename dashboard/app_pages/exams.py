"""Exams: how schools did, in context before in order."""

from dataclasses import replace

import streamlit as st

from dashboard.components import blocks, choices, filter_row, states
from dashboard.components.downloads import render_downloads
from dashboard.components.figures import render_figures
from dashboard.components.html import render_html
from dashboard.filters import ExamFilter
from dashboard.queries import exams as queries
from dashboard.queries.exam_years import fetch_years
from dashboard.screen import read_screen
from dashboard.views import exam_table as table
from dashboard.views import exams as view
from dashboard.views.exam_changes import view_changes
from dashboard.views.exam_gaps import view_gaps
from dashboard.views.exam_spread import view_spreads
from dashboard.views.exam_years import view_years

screen = read_screen()
say = screen.words("exams")
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
chosen = ExamFilter.read(screen.plan_code)
filters = filter_row.render_active(screen, chosen, filter_choices)

totals = queries.fetch_totals(path, chosen, language)
if not totals["row_count"]:
    left = queries.count_without(path, chosen, language)
    states.render_empty(say, filter_choices, left, "empty.results")
    st.stop()

moves = queries.fetch_moves(path, chosen, language)
spreads = queries.fetch_spreads(path, chosen, language)
results = queries.fetch_results(path, chosen, language)
with answer_place:
    answer = view.write_answer(totals, moves, spreads, screen)
    blocks.render_answer(title, answer)
    render_figures(view.list_figures(totals, moves, spreads, screen))
blocks.render_notes(view.list_notes(totals, results, chosen, screen))

gaps = queries.fetch_gaps(path, chosen, language)
years = fetch_years(path, chosen, language)
source = view.name_source(results)
for chart in (
    *view_gaps(gaps, moves, screen),
    *view_years(years, screen, filters),
    *view_spreads(spreads, results, screen, filters),
):
    blocks.render_chart(screen, replace(chart, source=source))

series = view.label_series(moves, screen)
if series:
    one = choices.choose_view("series", say("change.choose"), series)
    changes = queries.fetch_changes(path, chosen, language, one)
    chart = view_changes(changes, moves, screen)
    blocks.render_chart(screen, replace(chart, source=source))

heading = say("table.title", count=table.keep_marked(results).height)
blocks.render_heading(heading, say("table.subtitle"))
sortings = view.label_sortings(screen)
order = choices.choose_view("exam_sort", say("table.sort"), sortings)
ordered = queries.fetch_results(path, chosen, language, order=order)
kept = table.keep_marked(ordered)
render_downloads(screen, table.make_sheet(kept, filters, screen))
place = st.container()
is_long = kept.height <= table.ROWS or choices.choose_length(
    "exam_table", say("table.more", count=kept.height), say("table.less")
)
with place:
    render_html(table.write_results(kept if is_long else kept.head(table.ROWS), screen))
