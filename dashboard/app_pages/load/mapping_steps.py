"""The steps for a file of another layout: find its columns, choose, see, save."""

from __future__ import annotations

import json
import os
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from dashboard.app_pages.load import mapping as view
from dashboard.app_pages.load.mapping_form import Form, render_form
from dashboard.app_pages.load.mapping_queries import query_activities, query_plan_names
from dashboard.app_pages.load.permission import record_mapping, refuse_mapping
from dashboard.app_pages.load.summary import write_hint, write_notice
from dashboard.kit.blocks import blocks
from dashboard.kit.html import render_html
from dashboard.kit.texts import Words
from dashboard.server.on_request.jobs import start_job
from dashboard.server.uploads import keep_upload
from pazanga.settings import read_settings
from pazanga.texts import LANGUAGES

if TYPE_CHECKING:
    from dashboard.app_pages.load.given_file import GivenFile
    from dashboard.kit.screen import Screen

Json = dict[str, Any]

KINDS: Final = ("spending", "measurements", "exams", "plan-changes", "outcomes")
_SECONDS: Final = 600.0
_KEY: Final = "_mapping"


@dataclass
class Mapping:
    """Where a reader is on the way to a mapping.

    Attributes:
        file_key: The file it is for, and its bytes.
        is_open: Whether the reader asked for it.
        answers: What was said about each mapping that was tried, and the proposal.
        error: Why the last mapping could not be kept, by language.
    """

    file_key: str
    is_open: bool = False
    answers: dict[str, Json] = field(default_factory=dict)
    error: Json | None = None


def render_mapping(file: GivenFile, screen: Screen) -> bool:
    """Draw the offer to map a file that was not recognised, or the steps of it.

    Returns:
        Whether a mapping was just kept, so that the file can be checked again.
    """
    if refusal := refuse_mapping(screen.language):
        render_html(write_hint(refusal))
        return False
    say = screen.words("load.mapping")
    state = _read_state(file.key)
    if not state.is_open:
        render_html(write_hint(say("offer")))
        st.button(say("open"), key="open_mapping", on_click=_open, args=(file.key,))
        return False
    blocks.render_heading(say("title"), say("subtitle"))
    kind = st.selectbox(
        say("kind"),
        KINDS,
        format_func=lambda code: screen.words("load")(f"templates.{code}"),
        key="map_kind",
    )
    found = _ask(state, file, screen, ["--kind", kind])
    if found["error"]:
        _render_error(found["error"], screen)
        return False
    return _render_choices(state, file, found, screen)


def _render_choices(
    state: Mapping, file: GivenFile, found: Json, screen: Screen
) -> bool:
    proposed = view.read_choices(found["content"])
    proposed.sources.setdefault("plan_code", view.VALUE + screen.plan_code)
    form = Form(
        key=file.key,
        answer=found,
        proposed=proposed,
        plans=query_plan_names(screen.snapshot.path, screen.language),
        activities=query_activities(screen.snapshot.path, screen.plan_code),
        screen=screen,
    )
    choices = render_form(form)
    content = view.write_content(found["content"], choices)
    tried = _try(state, file, content, choices.listed, screen)
    if tried["error"]:
        _render_error(tried["error"], screen)
        return False
    _render_try(tried, content, screen)
    if not tried["check"]:
        return False
    return _render_keeping(file, content, choices.listed, screen)


def _render_try(tried: Json, content: Json, screen: Screen) -> None:
    """Draw what the mapping would read, or what it lacks."""
    say = screen.words("load.mapping")
    if tried["check"]:
        render_html(view.write_accounting(tried, screen))
        if tried["check"]["refusal"]:
            blocks.render_notes([tried["check"]["refusal"][screen.language]])
    else:
        missing = view.list_missing(tried["fields"], content, screen.language)
        blocks.render_notes([say("missing", columns=", ".join(missing))])
    render_html(
        view.write_first_rows(tried, screen) + view.write_reasons(tried, screen)
    )


def _render_keeping(
    file: GivenFile, content: Json, listed: bytes, screen: Screen
) -> bool:
    say = screen.words("load.mapping")
    with st.container(key="mapping_keep", horizontal=True, vertical_alignment="bottom"):
        name = st.text_input(
            say("name"), view.name_mapping(file.name), max_chars=60, key="map_name"
        )
        is_asked = st.button(say("save"), key="save_mapping", type="primary")
    if not is_asked:
        return False
    kept = _keep(name, file, content, listed, screen)
    if kept["error"]:
        _render_error(kept["error"], screen)
        return False
    st.session_state.pop(_KEY, None)
    return True


def _keep(
    name: str, file: GivenFile, content: Json, listed: bytes, screen: Screen
) -> Json:
    """Keep a mapping, recorded before it is written."""
    said = {language: refuse_mapping(language) for language in LANGUAGES}
    if all(said.values()):
        return {"error": {"code": "forbidden", **said}}
    try:
        record_mapping(read_settings(os.environ), name)
    except OSError:
        return _say_silent()
    return _run(file, screen, ["--out", name], content, listed)


def _read_state(file_key: str) -> Mapping:
    state = st.session_state.get(_KEY)
    if not isinstance(state, Mapping) or state.file_key != file_key:
        state = st.session_state[_KEY] = Mapping(file_key)
    return state


def _open(file_key: str) -> None:
    _read_state(file_key).is_open = True


def _render_error(error: Json, screen: Screen) -> None:
    say = screen.words("load.mapping")
    render_html(write_notice(say("error"), error[screen.language]))


def _try(
    state: Mapping, file: GivenFile, content: Json, listed: bytes, screen: Screen
) -> Json:
    key = json.dumps([content, listed.decode("utf-8", "replace"), screen.snapshot.name])
    if key not in state.answers:
        with st.spinner(screen.words("load.mapping")("trying")):
            state.answers[key] = _run(file, screen, [], content, listed)
    return state.answers[key]


def _ask(state: Mapping, file: GivenFile, screen: Screen, arguments: list[str]) -> Json:
    key = json.dumps(arguments)
    if key not in state.answers:
        with st.spinner(screen.words("load.mapping")("looking")):
            state.answers[key] = _run(file, screen, arguments)
    return state.answers[key]


def _run(
    file: GivenFile,
    screen: Screen,
    arguments: list[str],
    content: Json | None = None,
    listed: bytes = b"",
) -> Json:
    """Run `pazanga map`; every file is gone from the disk when it has answered."""
    settings = read_settings(os.environ)
    given = [*arguments, "--json", f"--name={file.name}"]
    try:
        with ExitStack() as files:
            path = files.enter_context(keep_upload(settings, file.name, file.content))
            if content is not None:
                text = json.dumps(content, ensure_ascii=False).encode()
                kept = files.enter_context(keep_upload(settings, "m.json", text))
                given.append(f"--using={kept}")
            if listed:
                codes = files.enter_context(keep_upload(settings, "c.csv", listed))
                given.append(f"--codes={codes}")
            job = start_job(
                settings,
                screen.language,
                os.environ,
                ["map", *given, "--", str(path)],
                longest_seconds=_SECONDS,
            )
            answer: Json = json.loads(job.end().output)
    except (OSError, ValueError):
        return _say_silent()
    return answer


def _say_silent() -> Json:
    said = {one: Words("load.mapping", one)("silent") for one in LANGUAGES}
    return {"error": {"code": "silent", **said}}
