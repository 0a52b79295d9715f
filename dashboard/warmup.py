"""Getting a server process ready for many readers.

Streamlit collects garbage after every run, which is nearly all of a run's time while
the heap is full of imported modules. So everything a page needs is imported and asked
once, and the heap is then frozen: five to eight times as many runs per second.
"""

from __future__ import annotations

import gc
import importlib
import logging
from pkgutil import walk_packages
from typing import TYPE_CHECKING, Final

import duckdb

import dashboard
from dashboard.published import find_shown
from dashboard.queries.plans import fetch_plans
from warehouse.errors import NoSnapshot
from warehouse.messages import LANGUAGES

if TYPE_CHECKING:
    from warehouse.settings import Settings

logger = logging.getLogger(__name__)

LIBRARIES: Final = ("pandas", "plotly.graph_objects", "pyarrow", "xlsxwriter")
"""Imported late by Streamlit, polars or the pages."""

ENTRY: Final = "dashboard.app"
"""Draws the page when it is imported, so it is not."""


def warm_up(settings: Settings) -> None:
    """Import what pages need, ask the first queries, freeze the heap.

    A warehouse that is missing or unreadable is no reason not to serve: pages say so.
    """
    own = (module.name for module in walk_packages(dashboard.__path__, "dashboard."))
    for name in (*LIBRARIES, *(name for name in own if name != ENTRY)):
        importlib.import_module(name)
    try:
        shown = find_shown(settings)
        for language in LANGUAGES:
            fetch_plans(shown.path, language)
    except (NoSnapshot, OSError, ValueError, KeyError, duckdb.Error) as error:
        logger.warning("warm_up_without_data reason=%s", error)
    gc.collect()
    gc.freeze()
