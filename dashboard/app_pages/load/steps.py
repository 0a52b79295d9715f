"""The steps of loading data on screen: drop a file, see what changes, publish."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from dashboard.app_pages.load import summary as view
from dashboard.app_pages.load import tables
from dashboard.app_pages.load.given_file import GivenFile, read_given
from dashboard.app_pages.load.mapping import may_be_mapped
from dashboard.app_pages.load.mapping_steps import render_mapping
from dashboard.app_pages.load.permission import (
    choose_told,
    keep_own,
    leave_recording,
    record_load,
    refuse_load,
    refuse_refresh,
    refuse_withdrawal,
    tell_actor,
)
from dashboard.kit.blocks import blocks
from dashboard.kit.blocks.downloads import XLSX, FileNaming, render_file_button
from dashboard.kit.blocks.figures import render_figures
from dashboard.kit.html import render_html
from dashboard.server.on_request.jobs import has_broken_off, log_failure, start_job
from dashboard.server.on_request.workbooks import make_workbook
from dashboard.server.uploads import (
    MOST_MEGABYTES,
    keep_upload,
    name_upload,
    send_to_inbox,
)
from pazanga.program import OWN_FILE
from pazanga.reasons import explain
from pazanga.settings import Settings, read_settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.kit.screen import Screen
    from pazanga.processes.process import ChildProcess, Ended
    from pazanga.texts import Language

KINDS: Final = ("spending", "measurements", "exams", "plan-changes", "outcomes")
CHECK_SECONDS: Final = 600.0

_KEY: Final = "_load"


@dataclass
class Steps:
    """Where a reader is on the way from a file to a new snapshot.

    Attributes:
        round: Counts files; a new number empties the place to drop one.
        answer: What `pazanga check --json` said about the file in hand.
        answered: Which file with which bytes, compared with which snapshot.
        rejects: Workbook of the rows put aside; empty where there are none.
        job: The refresh that runs.
        before: Snapshot that was shown when it began.
        published: Name of the file it publishes.
        outcome: How it ended.
        sent: Hash of the file that was sent to the inbox; empty where none was.
        told: Hash of the only file that the refresh tells of; empty where of all.
        is_withdrawal: Whether the refresh takes a file back.
    """

    round: int = 0
    answer: dict[str, Any] | None = None
    answered: tuple[GivenFile, str, Language] | None = None
    rejects: bytes = b""
    job: ChildProcess | None = None
    before: str = ""
    published: str = ""
    outcome: view.Outcome | None = None
    sent: str = ""
    told: str = ""
    is_withdrawal: bool = False


def render_steps(screen: Screen) -> None:
    """Draw the step a reader is at."""
    steps = _read_steps()
    _take_end(steps, screen)
    if steps.job is not None:
        _follow_job(screen)
    elif steps.outcome is not None:
        _render_outcome(steps.outcome, screen)
    else:
        _render_file(steps, screen)


def is_busy() -> bool:
    """Whether a refresh runs, or how it ended is on screen."""
    steps = _read_steps()
    return steps.job is not None or steps.outcome is not None


def find_sent() -> str:
    """Return the hash of the file whose publication is on screen, if one is."""
    steps = _read_steps()
    return steps.sent if steps.outcome is not None and steps.job is None else ""


def withdraw(row: Mapping[str, Any], screen: Screen) -> None:
    """Withdraw a file and start the refresh that leaves it out.

    Args:
        row: A row of `query_files`.
        screen: Language and snapshot.
    """
    steps, name, sha256 = _read_steps(), row["source_name"], row["content_sha256"]
    steps.published, steps.is_withdrawal, steps.sent = name, True, ""
    settings = read_settings(os.environ)
    source = row["source_document_key"]
    # A role may be taken away between the question and the answer.
    if refusal := refuse_withdrawal(settings, source, screen.language):
        steps.outcome = view.Outcome("withdraw_forbidden", name, (refusal,))
        return
    record_load(settings, "withdrawn", sha256)
    ended = start_job(
        settings,
        screen.language,
        leave_recording(os.environ),
        ("inbox", "withdraw", sha256),
        longest_seconds=CHECK_SECONDS,
    ).end()
    if ended.exit_code:
        outcome, lines = _list_lines("withdraw", "withdraw_failed", ended)
        steps.outcome = view.Outcome(outcome, name, lines)
        return
    _refresh(screen)


def render_templates(screen: Screen) -> None:
    """Draw a button per kind of empty workbook; each is made when it is asked for."""
    say = screen.words("load")
    blocks.render_heading(say("templates.title"), say("templates.subtitle"))
    with st.container(key="templates", horizontal=True):
        for kind in KINDS:
            render_file_button(
                say(f"templates.{kind}"),
                partial(make_workbook, screen.language, "template", kind),
                FileNaming(f"pazanga-{kind}.xlsx", XLSX),
                screen,
                f"template_{kind}",
            )
    blocks.render_notes([say("templates.whole_plan")])


def _read_steps() -> Steps:
    steps: Steps = st.session_state.setdefault(_KEY, Steps())
    return steps


def _start(settings: Settings, language: Language, *arguments: str) -> ChildProcess:
    return start_job(
        settings,
        language,
        tell_actor(os.environ),
        arguments,
        longest_seconds=CHECK_SECONDS,
    )


def _render_file(steps: Steps, screen: Screen) -> None:
    """Draw the place to drop a file and, with a file, what it would change."""
    say = screen.words("load")
    uploaded = st.file_uploader(
        say("drop.label"),
        key=f"load_file_{steps.round}",
        help=say("drop.help"),
        max_upload_size=MOST_MEGABYTES,
    )
    if uploaded is None:
        return
    file = read_given(uploaded)
    asked = (file, screen.snapshot.name, screen.language)
    if steps.answered != asked:
        with st.spinner(say("checking")):
            _check(steps, file, screen.language)
        steps.answered = asked
    if steps.answer is None or steps.answer["error"]:
        message = view.say_error(steps.answer, file.name, screen)
        render_html(view.write_notice(say("error.title"), message))
        if may_be_mapped(steps.answer) and render_mapping(file, screen):
            steps.answered = None
            st.rerun()
        return
    _render_preview(steps, steps.answer, file, screen)


def _check(steps: Steps, file: GivenFile, language: Language) -> None:
    """Run `pazanga check`; the file is gone from the disk when it has answered."""
    settings = read_settings(os.environ)
    steps.answer, steps.rejects = None, b""
    rejects = name_upload(settings, ".xlsx")
    try:
        with keep_upload(settings, file.name, file.content) as path:
            arguments = ["--json", f"--name={file.name}", f"--rejects={rejects}"]
            job = _start(settings, language, "check", *arguments, "--", str(path))
            ended = job.end()
        steps.answer = json.loads(ended.output)
        if rejects.exists():
            steps.rejects = rejects.read_bytes()
    except (OSError, ValueError):
        steps.answer = None
    finally:
        rejects.unlink(missing_ok=True)


def _render_preview(
    steps: Steps, answer: dict[str, Any], file: GivenFile, screen: Screen
) -> None:
    say = screen.words("load")
    if refusal := refuse_load(answer, screen.language):
        # What differs would show rows of plans that they may not see.
        said = say("outcome.forbidden.text", file=file.name)
        render_html(view.write_notice(say("outcome.forbidden.title"), said))
        blocks.render_notes([refusal])
        return
    blocks.render_heading(view.write_recognised(answer, screen), view.say_base(screen))
    render_figures(view.list_figures(answer, screen))
    blocks.render_notes(view.list_warnings(answer, screen))
    with st.container(key="load_actions", horizontal=True):
        if view.has_rows(answer):
            st.button(
                say("publish"),
                key="publish",
                type="primary",
                on_click=_publish,
                args=(file, screen),
            )
        if steps.rejects:
            rejects = steps.rejects
            name = f"{view.stem(file.name)}-{say('rejects.file')}.xlsx"
            render_file_button(
                say("rejects.download"),
                lambda: rejects,
                FileNaming(name, XLSX),
                screen,
                "download_rejects",
            )
    for kind in answer["kinds"]:
        render_html(tables.write_kind(kind, answer["labels"][kind["kind"]], screen))
    render_html(tables.write_rejects(answer, screen) + view.write_notes(answer, screen))


def _publish(file: GivenFile, screen: Screen) -> None:
    """Send the file that was checked to the inbox and start a refresh."""
    steps = _read_steps()
    steps.published = file.name
    if steps.answered is None or steps.answered[0] != file:
        steps.outcome = view.Outcome("replaced", file.name)
        return
    if refusal := refuse_load(steps.answer, screen.language):
        steps.outcome = view.Outcome("forbidden", file.name, (refusal,))
        return
    try:
        settings = read_settings(os.environ)
        record_load(settings, "loaded", file.sha256)
        send_to_inbox(settings, file.name, file.content)
        steps.sent = file.sha256
    except OSError as error:
        lines = (explain(error)[screen.language],)
        steps.outcome = view.Outcome("unwritable", file.name, lines)
        return
    _refresh(screen)


def _refresh(screen: Screen) -> None:
    """Start a refresh, once: what lies in the inbox is loaded by it."""
    steps = _read_steps()
    if steps.job is not None:
        return
    # A button of a former role still runs what it is for, once.
    if refusal := refuse_refresh(screen.language):
        steps.outcome = view.Outcome("forbidden", steps.published, (refusal,))
        return
    settings = read_settings(os.environ)
    steps.outcome, steps.before = None, screen.snapshot.name
    steps.told = choose_told(steps.sent)
    steps.job = start_job(
        settings,
        screen.language,
        tell_actor(os.environ) | {OWN_FILE: steps.told},
        ("refresh",),
        longest_seconds=settings.schedule.longest_minutes * 60,
    )


@st.fragment(run_every=1)
def _follow_job(screen: Screen) -> None:
    """Draw how long a refresh has been running; when it ends, run the page again."""
    steps = _read_steps()
    if steps.job is None or not steps.job.is_running():
        st.rerun()
    say = screen.words("load")
    seconds = int(steps.job.seconds)
    with st.container(key="load_progress"):
        st.status(say("publishing", file=steps.published, seconds=seconds))
        render_html(view.write_hint(say("publishing_note")))


def _take_end(steps: Steps, screen: Screen) -> None:
    """Record how a refresh ended, if it has."""
    job = steps.job
    if job is None or job.is_running():
        return
    ended = job.end()
    is_new = steps.before != screen.snapshot.name
    name = view.name_outcome(ended.exit_code, is_new=is_new)
    name, lines = _list_lines("refresh", name, ended)
    if steps.is_withdrawal:
        name = view.name_withdrawal(name)
    if lines:
        lines = keep_own(ended, steps.told, screen.language)
    steps.outcome = view.Outcome(name, steps.published, lines)
    steps.job = None


def _list_lines(
    command: str, outcome: str, ended: Ended
) -> tuple[str, tuple[str, ...]]:
    """List what a command said to people, with the name of how it ended."""
    if has_broken_off(ended):
        log_failure(command, ended)
        return "broken", ()
    return outcome, (*ended.said.splitlines(), *ended.complaints.splitlines())


def _render_outcome(outcome: view.Outcome, screen: Screen) -> None:
    say = screen.words("load")
    render_html(view.write_outcome(outcome, screen))
    with st.container(key="load_actions", horizontal=True):
        if outcome.name == "busy":
            st.button(
                say("again"),
                key="again",
                type="primary",
                on_click=_refresh,
                args=(screen,),
            )
        st.button(say("another"), key="another", on_click=_start_anew)


def _start_anew() -> None:
    st.session_state[_KEY] = Steps(round=_read_steps().round + 1)
