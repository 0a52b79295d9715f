"""Who may write: editors, or, without logins, those who may load data."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.access.readers import find_page_reader
from dashboard.kit.plans import query_plans
from dashboard.server.uploads import may_load
from pazanga.access.roles import EVERYWHERE
from pazanga.errors import KeptError
from pazanga.settings import Settings, read_home

if TYPE_CHECKING:
    from dashboard.kit.screen import Screen


def may_write() -> bool:
    """Whether this reader may save views and write commentary."""
    settings = read_home(os.environ)
    if settings.logins is not None:
        return find_page_reader(settings).may("write")
    return may_load(settings, st.context.headers)


def may_comment(screen: Screen, plan: str) -> bool:
    """Whether this reader may write what leaders say of a plan.

    Args:
        screen: Snapshot.
        plan: Its code; empty for what is about all plans.
    """
    reader = find_page_reader()
    if reader.kind == "open" or reader.may("write", EVERYWHERE):
        return may_write()
    plans = query_plans(screen.snapshot.path, screen.language)
    known = dict(plans.select("plan_code", "municipality_code").iter_rows())
    return reader.may("write", known.get(plan))


def open_home() -> Settings:
    """Read which home is written to, at the moment of writing.

    Raises:
        KeptError: This reader may not write.
    """
    if not may_write():
        raise KeptError("writing_forbidden")
    return read_home(os.environ)


def open_commentary(screen: Screen, plan: str) -> Settings:
    """Read which home commentary is written to, at the moment of writing.

    Raises:
        KeptError: This reader may not write of this plan.
    """
    if not may_comment(screen, plan):
        raise KeptError("writing_forbidden")
    return read_home(os.environ)
