"""The frame of every page: navigation, language, plan, page, footer."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

import duckdb
import streamlit as st

from dashboard.components import states
from dashboard.components.footer import render_footer
from dashboard.components.html import render_html
from dashboard.components.watch import watch_snapshot
from dashboard.filters import carry_filters
from dashboard.pages import FOLDER, LOAD_PAGE, PAGES
from dashboard.published import find_shown
from dashboard.queries.plans import fetch_plans
from dashboard.screen import Screen, keep_screen, read_is_phone, read_theme
from dashboard.uploads import may_load
from dashboard.words import Words
from warehouse.errors import NoSnapshot
from warehouse.messages import LANGUAGES, Language
from warehouse.settings import read_settings

if TYPE_CHECKING:
    import polars as pl
    from streamlit.navigation.page import Page

    from warehouse.settings import Settings

logger = logging.getLogger(__name__)

_FOLDER: Final = Path(__file__).parent.parent
_STYLE: Final = (_FOLDER / "style.css").read_text(encoding="utf-8")
_ICON: Final = _FOLDER / "icon.svg"


def render_app() -> None:
    """Draw the whole application: what `app.py` runs for every reader and change."""
    st.set_page_config(page_icon=_ICON, layout="wide")
    render_html(f"<style>{_STYLE}</style>")
    with st.container(key="top", horizontal=True, vertical_alignment="center"):
        plan_place = st.container(key="top_plan")
        language = _choose_language()
    say = Words("common", language)
    settings = read_settings(os.environ)
    page = _navigate(say, settings)
    watch_snapshot(settings.warehouse_dir)
    try:
        shown = find_shown(settings)
        plans = fetch_plans(shown.path, language)
    except NoSnapshot:
        states.render_no_warehouse(say)
        return
    except (OSError, ValueError, KeyError, duckdb.Error):
        logger.exception("snapshot_unreadable")
        states.render_unreadable(say)
        return
    with plan_place:
        plan = _choose_plan(plans, say)
    screen = Screen(
        language=language,
        theme=read_theme(),
        snapshot=shown,
        plan_code=plan["plan_code"],
        plan_name=plan["plan_name"],
        is_phone=read_is_phone(),
    )
    _run_page(page, screen, plan)


def _run_page(page: Page, screen: Screen, plan: dict[str, Any]) -> None:
    """Run a page; a failure is said in plain words and logged, never a traceback.

    The footer is drawn first, into its place below, so that it is there also when a
    page stops early; the style sheet hides it until there is a page above.
    """
    keep_screen(screen)
    say = screen.words("common")
    page_place = st.container(key="page")
    with st.container(key="foot"):
        render_footer(screen, plan)
    with page_place:
        if screen.snapshot.is_stale:
            states.render_stale(say, screen.snapshot)
        if plan["has_synthetic"]:
            states.render_synthetic(say)
        try:
            page.run()
        except Exception:
            logger.exception(
                "page_failed page=%s plan=%s", page.url_path, screen.plan_code
            )
            states.render_failed(say, screen.snapshot)


def _navigate(say: Words, settings: Settings) -> Page:
    is_trusted = may_load(settings, st.context.headers)
    pages = [
        st.Page(
            FOLDER / f"{name}.py",
            title=say(f"nav.{name}"),
            url_path=name,
            help=say(f"nav.{name}_help"),
            default=name == PAGES[0],
        )
        for name in (*PAGES, *([LOAD_PAGE] if is_trusted else []))
    ]
    return st.navigation(pages, position="top")


def _choose_language() -> Language:
    chosen = st.segmented_control(
        "Kalba / Language",
        LANGUAGES,
        default=LANGUAGES[0],
        required=True,
        key="lang",
        bind="query-params",
        on_change=carry_filters,
        label_visibility="collapsed",
    )
    return cast("Language", chosen)


def _choose_plan(plans: pl.DataFrame, say: Words) -> dict[str, Any]:
    by_code = {row["plan_code"]: row for row in plans.to_dicts()}
    chosen = st.selectbox(
        say("choose.plan"),
        list(by_code),
        format_func=lambda code: by_code[code]["plan_name"],
        key="plan",
        bind="query-params",
        filter_mode=None,
        placeholder=say("choose.plan"),
        label_visibility="collapsed",
    )
    return by_code[chosen]
