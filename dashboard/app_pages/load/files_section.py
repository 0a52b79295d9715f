"""The list of loaded files on screen, and taking one back after a question."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard.app_pages.load import files as view
from dashboard.app_pages.load import steps as load_steps
from dashboard.app_pages.load.files_queries import query_files
from dashboard.app_pages.load.permission import refuse_withdrawal
from dashboard.app_pages.load.summary import stem, write_notice
from dashboard.kit.blocks import blocks
from dashboard.kit.blocks.downloads import XLSX, FileNaming, render_file_button
from dashboard.kit.formats import format_number
from dashboard.kit.html import render_html
from dashboard.server.on_request.workbooks import make_workbook
from pazanga.settings import read_home

if TYPE_CHECKING:
    from dashboard.kit.screen import Screen

_ASKED = "withdraw_asked"


def render_files(screen: Screen) -> None:
    """Draw the files that were received and, below, how to take one back."""
    files = query_files(screen.snapshot.path)
    if files.is_empty():
        return
    say = screen.words("load")
    blocks.render_heading(say("files.title"), say("files.subtitle"))
    render_html(view.write_files(files, screen))
    counting = view.list_counting(files)
    if counting and not load_steps.is_busy():
        _render_withdrawal(counting, screen)


def render_published_rejects(screen: Screen) -> None:
    """Draw, after a file was published, what of it was rejected, and its workbook."""
    sent = load_steps.find_sent()
    # A workbook of rejected rows holds all that stands in them.
    may_see = bool(sent) and not screen.snapshot.audience
    files = query_files(screen.snapshot.path).to_dicts() if may_see else []
    for row in files:
        if row["content_sha256"] == sent and row["quarantined_count"]:
            _render_download(row, screen)


def _render_download(row: dict[str, Any], screen: Screen) -> None:
    say = screen.words("load")
    loaded = format_number(row["row_count"], screen.language)
    note = say("published_rejects", count=row["quarantined_count"], loaded=loaded)
    blocks.render_notes([note])
    source = f"--source={row['source_document_key']}"
    snapshot = f"--snapshot={screen.snapshot.name}"
    name = f"{stem(row['source_name'])}-{say('rejects.file')}.xlsx"
    render_file_button(
        say("rejects.download"),
        partial(make_workbook, screen.language, "rejects", snapshot, source),
        FileNaming(name, XLSX),
        screen,
        "download_published_rejects",
    )


def _render_withdrawal(counting: list[dict[str, Any]], screen: Screen) -> None:
    say = screen.words("load")
    chosen = st.selectbox(
        say("files.choose"),
        counting,
        index=None,
        format_func=view.name_choice,
        placeholder=say("files.choose_one"),
        key="withdraw_file",
    )
    if chosen is None:
        return
    key = chosen["source_document_key"]
    if refusal := refuse_withdrawal(read_home(os.environ), key, screen.language):
        said = say("outcome.withdraw_forbidden.text", file=chosen["source_name"])
        render_html(write_notice(say("outcome.withdraw_forbidden.title"), said))
        blocks.render_notes([refusal])
        return
    if st.session_state.get(_ASKED) != key:
        st.button(say("files.withdraw"), key="withdraw", on_click=_ask, args=(key,))
        return
    render_html(view.ask_withdrawal(chosen, screen))
    with st.container(key="withdraw_actions", horizontal=True):
        st.button(
            say("files.yes"),
            key="withdraw_yes",
            type="primary",
            on_click=_withdraw,
            args=(chosen, screen),
        )
        st.button(say("files.no"), key="withdraw_no", on_click=_ask, args=("",))


def _ask(key: str) -> None:
    st.session_state[_ASKED] = key


def _withdraw(row: dict[str, Any], screen: Screen) -> None:
    _ask("")
    st.session_state.pop("withdraw_file", None)
    load_steps.withdraw(row, screen)
