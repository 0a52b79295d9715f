"""The frame of every page: navigation, language, plan, page, footer."""

from __future__ import annotations

import logging
import os
from copy import copy
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import duckdb
import streamlit as st

from dashboard.access.readers import find_page_reader
from dashboard.frame import states
from dashboard.frame.account import render_account, render_closed
from dashboard.frame.find_field import write_find_field
from dashboard.frame.footer import render_footer
from dashboard.frame.page_part import Framed, render_page
from dashboard.frame.run_ids import name_run
from dashboard.frame.watch import watch_snapshot
from dashboard.kit import address
from dashboard.kit.blocks import unapplied
from dashboard.kit.html import explain_abbreviations, render_html
from dashboard.kit.pages import (
    ACCESS_PAGE,
    DATA_PAGES,
    FIND_PAGE,
    FOLDER,
    HELP_PAGES,
    HOME,
    ITEM_PAGES,
    LOAD_PAGE,
    MENU_PAGES,
)
from dashboard.kit.plans import query_plans
from dashboard.kit.screen import Screen, forget_another
from dashboard.kit.search.patterns import fold_text
from dashboard.kit.snapshot import find_shown
from dashboard.kit.texts import Words
from dashboard.server.uploads import may_load
from pazanga.access.roles import EVERYWHERE
from pazanga.errors import NoSnapshot
from pazanga.settings import read_home
from pazanga.texts import LANGUAGES, Language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl
    from streamlit.navigation.page import Page

    from pazanga.access.reader import Visitor
    from pazanga.settings import Settings

logger = logging.getLogger(__name__)

_FOLDER: Final = Path(__file__).parent.parent
_STYLE: Final = Path(__file__).with_name("style.css").read_text(encoding="utf-8")
_ICON: Final = _FOLDER / "icon.svg"
_LANGUAGE: Final = "lang"
_PLAN: Final = "plan"
_SEEN_AT_ONCE: Final = 8
"""Plans that a list shows without being scrolled; of more a reader looks for a name."""

_OWN_LETTERS: Final = str.maketrans({"č": "c~", "š": "s~", "ž": "z~"})
"""Letters that stand after all words of the letter without its mark."""


def render_app() -> None:
    """Draw the whole application: what `app.py` runs for every reader and change."""
    st.set_page_config(page_icon=_ICON, layout="wide")
    settings, reader = _begin_run()
    address.follow_address()
    render_html(f"<style>{_STYLE}</style>")
    with st.container(key="top", horizontal=True, vertical_alignment="center"):
        plan_place = st.container(key="top_plan")
        find_place = st.container(key="top_find")
        language = _choose_language()
    say = Words("kit", language)
    if not reader.may("pages"):
        render_closed(reader, language)
        return
    page = _navigate(language, settings)
    address.keep_page(page.url_path)
    st.set_page_config(page_title=say("app.title_page", page=page.title))
    watch_snapshot(settings.published_dir, reader)
    try:
        shown = find_shown(reader.narrow(settings))
        plans = query_plans(shown.path, language)
    except NoSnapshot:
        states.render_no_warehouse(say)
        states.render_store(say, settings)
        return
    except (OSError, ValueError, KeyError, duckdb.Error) as error:
        _render_unreadable(say, error)
        return
    with plan_place:
        plan, others, unknown = _choose_plan(plans, shown.path, say)
    st.set_page_config(
        page_title=say("app.title_plan", page=page.title, plan=plan["plan_name"])
    )
    _render_unapplied(say, others, unknown, plan["plan_name"])
    screen = Screen(
        language=language,
        snapshot=shown,
        plan_code=plan["plan_code"],
        plan_name=plan["plan_name"],
        has_synthetic=plan["has_synthetic"],
        choices=address.list_choices(),
        page=page.url_path or HOME,
        reader=reader,
    )
    with find_place:
        typed = address.read_values("search") if page.url_path == FIND_PAGE else ()
        render_html(write_find_field(screen, " ".join(typed)))
    _run_page(page, screen, plan, (*others, *unknown))


def _begin_run() -> tuple[Settings, Visitor]:
    """Find out where the data are and who reads."""
    settings, reader = read_home(os.environ), name_run()
    forget_another(reader)
    return settings, reader


def _run_page(
    page: Page, screen: Screen, plan: dict[str, Any], unknown: Sequence[str]
) -> None:
    """Draw the footer and the page.

    The footer is drawn first, into its place below, so that it is there also when a
    page stops early; the style sheet hides it until there is a page above.
    """
    page_place = st.container(key="page")
    with st.container(key="foot"):
        render_account(screen)
        render_footer(screen, plan)
    explain_abbreviations(screen.language)
    with page_place:
        parameters = address.list_unknown_parameters()
        render_page(Framed(page, screen, unknown, parameters))


def _render_unreadable(say: Words, error: Exception) -> None:
    """Describe why there are data and none can be shown."""
    is_older = isinstance(error, duckdb.BinderException | duckdb.CatalogException)
    if is_older or getattr(error, "name", "") == "snapshot_older":
        logger.error("snapshot_outdated", exc_info=error)
        states.render_outdated(say)
    else:
        logger.error("snapshot_unreadable", exc_info=error)
        states.render_unreadable(say)


def _navigate(language: Language, settings: Settings) -> Page:
    """Draw the menu; pages of one thing are reached by links only."""
    is_trusted = may_load(settings, st.context.headers)
    reader = find_page_reader()
    is_admin = settings.logins is not None and reader.may("admin", EVERYWHERE)
    data_pages = (
        *DATA_PAGES,
        *([LOAD_PAGE] if is_trusted else []),
        *([ACCESS_PAGE] if is_admin else []),
    )
    say, hidden = Words("kit", language), (*ITEM_PAGES, FIND_PAGE, *HELP_PAGES)
    return st.navigation(
        {
            "": [
                *(_describe_page(name, language) for name in MENU_PAGES),
                *(_describe_page(name, language) for name in hidden),
            ],
            say("menu.data"): [_describe_page(name, language) for name in data_pages],
        },
        position="top",
    )


def _describe_page(name: str, language: Language) -> Page:
    """Return a page of the menu; each run marks its own as the one that is open."""
    return copy(_make_page(name, language))


@cache
def _make_page(name: str, language: Language) -> Page:
    texts = Words(name, language)
    return st.Page(
        FOLDER / name / "page.py",
        title=texts("menu.name"),
        url_path=name,
        help=texts("menu.help"),
        default=name == HOME,
        visibility="hidden"
        if name in {*ITEM_PAGES, FIND_PAGE, *HELP_PAGES}
        else "visible",
    )


def _choose_language() -> Language:
    names: dict[Language, str] = {language: language for language in LANGUAGES}
    resolved = address.resolve_parameter(_LANGUAGE, names, dict)
    language: Language = next(iter(resolved.codes), LANGUAGES[0])
    address.seed_widget(_LANGUAGE, language)
    st.segmented_control(
        "Kalba / Language",
        LANGUAGES,
        required=True,
        key=_LANGUAGE,
        on_change=address.keep_widget,
        args=(_LANGUAGE, LANGUAGES[0]),
        label_visibility="collapsed",
    )
    return language


def _choose_plan(
    plans: pl.DataFrame, snapshot: str, say: Words
) -> tuple[dict[str, Any], tuple[str, ...], tuple[str, ...]]:
    """Choose a plan, the first unless the address names another.

    Returns:
        The plan, the others that the address names, and what it names that is no plan.
    """
    by_code = {row["plan_code"]: row for row in plans.to_dicts()}
    names = {code: row["plan_name"] for code, row in by_code.items()}

    def find_others() -> dict[str, str]:
        other = next(one for one in LANGUAGES if one != say.language)
        named = query_plans(snapshot, other)
        return dict(named.select("plan_code", "plan_name").iter_rows())

    resolved = address.resolve_parameter(_PLAN, names, find_others)
    code, *_ = (*resolved.codes, *by_code)
    address.seed_widget(_PLAN, code, [names[code]])
    st.selectbox(
        say("choose.plan"),
        _order_plans(names),
        format_func=lambda code: names[code],
        key=_PLAN,
        on_change=address.keep_widget,
        args=(_PLAN,),
        # Where all are seen at once, a field to type in would only open a keyboard.
        filter_mode=None if len(names) <= _SEEN_AT_ONCE else "contains",
        placeholder=say("choose.plan"),
        label_visibility="collapsed",
    )
    return by_code[code], resolved.codes[1:], resolved.unknown


def _order_plans(names: Mapping[str, str]) -> list[str]:
    """Return the codes of plans, the largest first; many of them by their names."""
    if len(names) <= _SEEN_AT_ONCE:
        return list(names)
    return sorted(
        names,
        key=lambda code: fold_text(names[code].casefold().translate(_OWN_LETTERS)),
    )


def _render_unapplied(
    say: Words, others: Sequence[str], plans: Sequence[str], plan_name: str
) -> None:
    """Describe what of the address no page can apply."""
    if others:
        unapplied.render_beyond_one(say, say("choose.plan"), others, plan_name)
    if plans:
        unapplied.render_unapplied_plan(say, plans, plan_name)
    asked = address.read_values(_LANGUAGE)
    if languages := [value for value in asked if value not in LANGUAGES]:
        unapplied.render_unapplied_language(say, languages)
    if names := address.list_unknown_parameters():
        unapplied.render_unapplied_parameters(say, names)
