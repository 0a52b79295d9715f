"""SQL: one query on the snapshot on screen, its answer, and a link to both."""

import os

import streamlit as st

from dashboard.access.readers import find_page_reader
from dashboard.app_pages.sql import examples, history, parameters, steps
from dashboard.app_pages.sql import summary as view
from dashboard.app_pages.sql.chart_section import render_quick_chart
from dashboard.app_pages.sql.large_files import write_file
from dashboard.app_pages.sql.query_form import render_form
from dashboard.app_pages.sql.result import Result, ask
from dashboard.app_pages.sql.running import LeftError, show_running
from dashboard.kept.queries import SavedQuery
from dashboard.kept.queries_section import render_queries
from dashboard.kit import address
from dashboard.kit.blocks import blocks
from dashboard.kit.blocks.downloads import render_downloads
from dashboard.kit.html import render_html
from dashboard.kit.screen import read_screen
from pazanga.errors import UserError
from pazanga.settings import read_home
from warehouse.query.pool import POOL

POOL.warm()
screen = read_screen()
say = screen.words("sql")
sql = address.read_words("sql")[0].strip()
typed = parameters.read_typed(sql)
asked = history.make_entry(sql, typed)


def render_answer() -> None:
    """Draw the answer to the query, or why there is none."""
    history.keep_asked(asked)
    find_page_reader().record(read_home(os.environ), "sql", way="page", sql=sql)
    values = parameters.bind(screen, sql, typed)
    explained = steps.split_explained(sql)
    question = sql if explained is None else steps.MEASURED + explained
    try:
        with show_running(screen, asked) as tell:
            result = ask(screen.snapshot, question, values, tell)
    except LeftError:
        pass
    except UserError as error:
        render_html(view.write_refusal(error, screen))
    else:
        if explained is None:
            render_result(result)
        else:
            render_html(steps.write_explained(result.rows, explained, screen))


def render_result(result: Result) -> None:
    """Draw an answer as a table, as files and as a chart."""
    blocks.render_heading(view.write_title(result, screen))
    blocks.render_notes(view.list_notes(result, screen))
    render_html(view.write_values(asked[1]) + view.write_result(result, screen))
    render_downloads(
        screen, view.make_download(result, sql, screen), write_file=write_file
    )
    render_quick_chart(screen, result.rows)
    render_html(steps.write_way(sql, screen))


blocks.render_answer(say("title"), "" if sql else say("answer"))
render_form(screen, sql, typed)
if history.is_stopped(asked):
    blocks.render_notes([say("running.stopped")])
elif sql:
    render_answer()
with st.container(key="sql_more"):
    render_queries(
        screen,
        SavedQuery(
            "",
            "",
            "",
            sql,
            asked[1],
            address.read_words("dimension")[0],
            address.read_words("measure")[0],
        ),
    )
    if before := history.write_history(screen, asked):
        blocks.render_folded(say("history.title"), say("history.subtitle"), before)
    blocks.render_folded(
        say("examples.title"), say("examples.subtitle"), examples.write_examples(screen)
    )
    render_html(view.write_more(screen))
