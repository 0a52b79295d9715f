"""Sections of a proof: definition, rows, query, checks, findings, snapshot."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.app_pages.proof import queries, tables
from dashboard.kit.blocks import blocks, choices
from dashboard.kit.blocks.downloads import make_sheet, render_downloads
from dashboard.kit.html import render_html, tag
from dashboard.kit.links import write_link
from dashboard.kit.proofs.registry import read_figures
from pazanga.local_time import format_moment
from pazanga.program import write_call

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.kit.proofs.recomputing import Recomputed
    from dashboard.kit.proofs.registry import ProvenFigure
    from dashboard.kit.screen import Screen

ROWS: Final = 5
"""Rows before a reader asks for all."""


def render_rows(
    proven: Recomputed, figure: ProvenFigure, narrowing: str, screen: Screen
) -> None:
    """Draw the rows behind a figure, the first few, and all of them to take away."""
    say, count = screen.words("proof"), proven.rows.height
    blocks.render_heading(say("rows.title", count=count), say(f"rows.{figure.unit}"))
    if not count:
        blocks.render_notes([say("rows.none")])
        return
    place = st.container()
    labels = say("rows.more", count=count), say("rows.less")
    most = choices.choose_rows(screen, "proof", count, ROWS, labels)
    with place:
        shown = proven.rows.head(most)
        render_html(tables.write_rows(shown, proven, figure, screen))
    said = tables.say_rows(proven.rows, screen)
    columns = tables.list_sheet_columns(figure, screen)
    render_downloads(screen, make_sheet("proof", said, columns, narrowing, screen))


def render_query(sql: str, screen: Screen) -> None:
    """Draw the query that gives the figure, to be run as it stands."""
    say = screen.words("proof")
    code = tag("pre", tag("code", escape(sql)), class_="query", tabindex="0")
    link = write_link(screen, "sql", escape(say("query.run")), sql=sql)
    blocks.render_folded(
        say("query.title"), say("query.subtitle"), code + tag("p", link, class_="more")
    )


def render_checks(tables_behind: frozenset[str], screen: Screen) -> None:
    """Draw the checks of the tables behind a figure."""
    say = screen.words("proof")
    path, language = screen.snapshot.path, screen.language
    checks = queries.query_checks(path, tables_behind, language)
    kept, count = int(checks["is_kept"].sum()), checks.height
    own = checks.filter(checks["is_own"] | ~checks["is_kept"])
    others = say("checks.others", count=count - own.height)
    table = tables.write_checks(own, screen) if own.height else ""
    note = blocks.write_notes([others] if count > own.height else [])
    title = say("checks.title", kept=kept, count=count)
    blocks.render_fold(title, table, note)


def render_findings(kind: str, items: Sequence[str], screen: Screen) -> None:
    """Draw what rules found about the things behind a figure.

    Args:
        kind: What they are: `activity`, `indicator` or `school`; empty for others.
        items: Their keys, numbers or codes.
        screen: Language and plan.
    """
    say, path = screen.words("proof"), screen.snapshot.path
    plan, language = screen.plan_code, screen.language
    findings = queries.query_findings(path, plan, kind, items, language)
    if findings.is_empty():
        blocks.render_fold(say("findings.none"))
        return
    table = tables.write_findings(findings, screen)
    blocks.render_fold(say("findings.title", count=findings.height), table)


def render_snapshot(page: str, screen: Screen) -> None:
    """Draw which data the figure comes from, and how it is checked anew.

    Args:
        page: Address of the page that shows it.
        screen: Language and snapshot.
    """
    say, snapshot = screen.words("proof"), screen.snapshot
    address = f"/{page.removeprefix('./')}"
    facts = {
        "snapshot": tag("code", escape(snapshot.name)),
        "published": escape(format_moment(snapshot.published_at)),
        "sha256": tag("code", escape(snapshot.sha256 or say("snapshot.unknown"))),
        "verify": tag("code", escape(write_call(f'verify "{address}"'))),
    }
    items = [
        tag("div", tag("dt", escape(say(f"snapshot.{name}"))), tag("dd", markup))
        for name, markup in facts.items()
    ]
    blocks.render_heading(say("snapshot.title"))
    render_html(tag("dl", *items, class_="facts"))


def render_definition(figure: ProvenFigure, narrowing: str, screen: Screen) -> None:
    """Draw what the figure is, and what narrows it."""
    say = screen.words("proof")
    sentences = [say(f"figure.{figure.name}.definition")]
    if narrowing:
        key = "narrowed.filter" if figure.is_of_plan else "narrowed.item"
        sentences.append(say(key, condition=narrowing))
    render_html(
        "".join(tag("p", escape(one), class_="definition") for one in sentences)
    )


def render_all(screen: Screen) -> None:
    """Draw all figures that can be proved, with those of the whole plan."""
    figures = read_figures()
    values = {
        name: queries.query_value(
            screen.snapshot.path,
            figure,
            figure.bind(screen.plan_code, screen.language, {}),
        )
        for name, figure in figures.items()
        if figure.is_of_plan
    }
    render_html(tables.write_figures(figures, values, screen))
