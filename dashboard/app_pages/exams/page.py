"""Exams: how schools did, in context before in order."""

import streamlit as st

from dashboard.app_pages.exams import compared, queries, table
from dashboard.app_pages.exams import summary as view
from dashboard.app_pages.exams.changes_section import render_series
from dashboard.app_pages.exams.charts_section import render_charts
from dashboard.frame import states
from dashboard.kit.blocks import blocks, filter_row
from dashboard.kit.blocks.controls import open_controls
from dashboard.kit.blocks.downloads import make_sheet, render_downloads
from dashboard.kit.blocks.figures import render_figures
from dashboard.kit.cache.drawn import take_drawn
from dashboard.kit.comparison.choice import render_reasons
from dashboard.kit.comparison.section import choose_compared, render_comparison
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
controls = open_controls()
with controls.filters:
    filter_choices = filter_row.render_filters(
        screen, queries.query_choices, view.list_choices
    )
chosen = ExamFilter.read(screen.plan_code)
filters = filter_row.render_active(screen, chosen, filter_choices)
figures_place = st.container()
reasons = compared.list_reasons(screen)
comparison = choose_compared(
    screen,
    reasons,
    controls.compared,
    lambda code: compared.compare_exams(code, chosen, screen),
    say("compared.nothing"),
)

totals = queries.query_totals(path, chosen, language)
if not totals["row_count"]:
    left = queries.count_without(path, chosen, language)
    states.stop_filtered_out(
        answer_place, title, say, filter_choices, left, "empty.results"
    )

moves = queries.query_moves(path, chosen, language)
spreads = queries.query_spreads(path, chosen, language)
condition = filter_row.describe_condition(screen, chosen, filter_choices)
answer = take_drawn(
    screen,
    "exams.answer",
    (chosen, condition),
    lambda: view.write_answer(totals, moves, spreads, chosen, condition, screen),
)
if comparison:
    answer = comparison.write_answer(answer, chosen)
with answer_place:
    blocks.render_answer(title, answer)
with figures_place:
    figures = take_drawn(
        screen,
        "exams.figures",
        chosen,
        lambda: view.list_figures(totals, moves, spreads, chosen, screen),
    )
    render_figures(figures)
notes = take_drawn(
    screen,
    "exams.notes",
    chosen,
    lambda: view.write_notes(totals, spreads, chosen, screen),
)
render_html(notes)


if comparison:
    render_comparison(screen, comparison, filters)
source = view.name_source(spreads)
render_charts(screen, chosen, filters, spreads, source)
render_series(screen, chosen, source)
render_reasons(screen, reasons)

rows = table.list_late(screen, chosen, totals)
columns = table.list_sheet_columns(screen)
render_downloads(screen, make_sheet("exams", rows, columns, filters, screen))
