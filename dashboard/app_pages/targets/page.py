"""Targets: what the plan promises, and what is known of each promise today."""

import streamlit as st

from dashboard.app_pages.targets import charts, compared, queries
from dashboard.app_pages.targets import summary as view
from dashboard.app_pages.targets import table as tables
from dashboard.frame import states
from dashboard.kit.blocks import blocks, filter_row
from dashboard.kit.blocks.controls import open_controls
from dashboard.kit.blocks.downloads import make_sheet, render_downloads
from dashboard.kit.blocks.figures import render_figures
from dashboard.kit.cache.drawn import take_drawn
from dashboard.kit.comparison.choice import render_reasons
from dashboard.kit.comparison.section import choose_compared, render_comparison
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
controls = open_controls()
with controls.filters:
    filter_choices = filter_row.render_filters(
        screen, queries.query_choices, view.list_choices
    )
chosen = TargetFilter.read(screen.plan_code)
filters = filter_row.render_active(screen, chosen, filter_choices)
figures_place = st.container()
reasons = compared.list_reasons(screen)
comparison = choose_compared(
    screen,
    reasons,
    controls.compared,
    lambda code: compared.compare_targets(code, chosen, screen),
    say("compared.nothing"),
)

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
    answer = view.write_answer(totals, whole, chosen, condition, screen)
    if comparison:
        answer = comparison.write_answer(answer, chosen)
    blocks.render_answer(title, answer)
with figures_place:
    render_figures(view.list_figures(totals, whole, chosen, screen))

if comparison:
    render_comparison(screen, comparison, filters)
if indicators["is_chosen"].any():
    behind = queries.query_money_behind(path, chosen)
    chart = take_drawn(
        screen,
        "targets.promises",
        (chosen, filters),
        lambda: charts.view_promises(
            charts.sort_promises(indicators), behind, chosen, screen, filters
        ),
    )
    blocks.render_chart(screen, chart)
render_reasons(screen, reasons)

said, columns = tables.say_codes(indicators, screen), tables.list_sheet_columns(screen)
sheet = make_sheet("targets", said, columns, filters, screen)
render_downloads(screen, sheet)
if not indicators["is_chosen"].all():
    listed = take_drawn(
        screen,
        "targets.listed",
        chosen,
        lambda: tables.write_listed(
            indicators.filter(~indicators["is_chosen"]), screen
        ),
    )
    render_html(listed)
