"""Exams: how schools did, in context before in order."""

from dataclasses import replace

import streamlit as st

from dashboard.app_pages.exams import queries, table
from dashboard.app_pages.exams import summary as view
from dashboard.app_pages.exams.changes_section import render_series
from dashboard.app_pages.exams.gaps import view_gaps
from dashboard.app_pages.exams.spread import view_spreads
from dashboard.app_pages.exams.years import view_years
from dashboard.app_pages.exams.years_queries import query_years
from dashboard.frame import states
from dashboard.kit.blocks import blocks, filter_row
from dashboard.kit.blocks.downloads import make_sheet, render_downloads
from dashboard.kit.blocks.figures import render_figures
from dashboard.kit.cache.drawn import take_drawn
from dashboard.kit.filters import ExamFilter
from dashboard.kit.html import render_html
from dashboard.kit.screen import read_screen

screen = read_screen()
say = screen.words("exams")
path, language = screen.snapshot.path, screen.language
title = say("title", plan=screen.plan_name)

if queries.query_choices(path, screen.plan_code, language).is_empty():
    states.stop_without_rows(title, say("answer.none"), say("none.text"))

answer_place = st.container()
filter_choices = filter_row.render_filters(
    screen, queries.query_choices, view.list_choices
)
chosen = ExamFilter.read(screen.plan_code)
filters = filter_row.render_active(screen, chosen, filter_choices)

totals = queries.query_totals(path, chosen, language)
if not totals["row_count"]:
    left = queries.count_without(path, chosen, language)
    states.stop_filtered_out(
        answer_place, title, say, filter_choices, left, "empty.results"
    )

moves = queries.query_moves(path, chosen, language)
spreads = queries.query_spreads(path, chosen, language)
results = queries.query_results(path, chosen, language)
with answer_place:
    condition = filter_row.describe_condition(screen, chosen, filter_choices)
    answer = view.write_answer(totals, moves, spreads, condition, screen)
    blocks.render_answer(title, answer)
    render_figures(view.list_figures(totals, moves, spreads, chosen, screen))
render_html(view.write_notes(totals, results, chosen, screen))


def view_charts() -> list[blocks.Chart]:
    """Show gaps, years and spreads of what the filters leave."""
    gaps = queries.query_gaps(path, chosen, language)
    years = query_years(path, chosen, language)
    return [
        *view_gaps(gaps, moves, screen),
        *view_years(years, screen, filters),
        *view_spreads(spreads, results, screen, filters),
    ]


source = view.name_source(results)
for chart in take_drawn(screen, "exams.charts", (chosen, filters), view_charts):
    blocks.render_chart(screen, replace(chart, source=source))
render_series(screen, chosen, results, source)

kept = table.keep_marked(results)
said, columns = table.say_codes(kept, screen), table.list_sheet_columns(screen)
render_downloads(screen, make_sheet("exams", said, columns, filters, screen))
