"""Schools: all schools of a plan, and who meets whom in its activities."""

import streamlit as st

from dashboard.app_pages.schools import queries, table
from dashboard.app_pages.schools import summary as view
from dashboard.frame import states
from dashboard.kit.blocks import blocks, choices, filter_row
from dashboard.kit.blocks.downloads import make_sheet, render_downloads
from dashboard.kit.blocks.figures import render_figures
from dashboard.kit.filters import SchoolFilter
from dashboard.kit.html import render_html
from dashboard.kit.screen import read_screen

screen = read_screen()
say = screen.words("schools")
path, language = screen.snapshot.path, screen.language
title = say("title", plan=screen.plan_name)

if queries.query_choices(path, screen.plan_code, language).is_empty():
    states.stop_without_rows(title, say("answer.none"), say("none.text"))

answer_place = st.container()
filter_choices = filter_row.render_filters(
    screen, queries.query_choices, view.list_choices
)
chosen = SchoolFilter.read(screen.plan_code)
filters = filter_row.render_active(screen, chosen, filter_choices)

totals = queries.query_totals(path, chosen)
if not totals["school_count"]:
    left = queries.count_without(path, chosen)
    states.stop_filtered_out(
        answer_place, title, say, filter_choices, left, "empty.schools"
    )

with answer_place:
    blocks.render_answer(title, view.write_answer(totals, chosen, screen))
    render_figures(view.list_figures(totals, chosen, screen))
blocks.render_notes([say("note.shared")])

schools = queries.query_schools(path, chosen)
heading = say("table.title", count=schools.height)
blocks.render_heading(heading, say("table.subtitle"))
said, columns = table.say_roles(schools, screen), table.list_sheet_columns(screen)
render_downloads(screen, make_sheet("schools", said, columns, filters, screen))
place = st.container()
labels = say("table.more", count=schools.height), say("table.less")
most = choices.choose_rows(screen, "schools", schools.height, table.ROWS, labels)
with place:
    render_html(table.write_schools(schools.head(most), screen))

pairs = queries.query_pairs(path, screen.plan_code)
for role in ("participant", "network"):
    if chart := view.view_meetings(pairs, role, screen):
        blocks.render_chart(screen, chart)
    else:
        blocks.render_heading(say(f"meetings.none.{role}"))
