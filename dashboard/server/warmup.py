"""Getting a server process ready for many readers.

Streamlit collects garbage after every run, which is nearly all of a run's time while
the heap is full of imported modules. So everything a page needs is imported and asked
once, and the heap is then frozen: five to eight times as many runs per second.
"""

from __future__ import annotations

import gc
import importlib
import logging
from pathlib import Path
from pkgutil import walk_packages
from typing import TYPE_CHECKING, Final

import duckdb

from dashboard.kit.plans import query_plans
from dashboard.kit.snapshot import find_shown
from pazanga.errors import NoSnapshot
from pazanga.texts import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pazanga.settings import Settings

logger = logging.getLogger(__name__)

LIBRARIES: Final = ("pandas", "pyarrow", "xlsxwriter")
"""Imported late by Streamlit, polars or the pages."""

FOLDER: Final = Path(__file__).parents[1]
DRAWING: Final = ("app", "page")
"""Modules that draw when they are imported, so they are not."""
IN_CHILDREN: Final = ("frozen", "headless", "package", "pictures", "report")
"""Rooms whose work is done in processes of their own."""
LATE: Final = ("protocol", "standard_streams")
"""Modules that import a library which few servers need, see `AssistantEndpoint`."""


def warm_up(settings: Settings) -> None:
    """Load what pages need, run the first queries, freeze the heap.

    A warehouse that is missing or unreadable is no reason not to serve: pages say so.
    """
    for name in (*LIBRARIES, *_find_own()):
        importlib.import_module(name)
    try:
        shown = find_shown(settings)
        for language in LANGUAGES:
            query_plans(shown.path, language)
    except (NoSnapshot, OSError, ValueError, KeyError, duckdb.Error) as error:
        logger.warning("warm_up_without_data reason=%s", error)
    gc.collect()
    gc.freeze()


def _find_own() -> Iterator[str]:
    """Find the modules of the dashboard that only define, and that pages need."""
    for module in walk_packages([str(FOLDER)], f"{FOLDER.name}."):
        _, room, *_ = module.name.split(".")
        name = module.name.rpartition(".")[2]
        if name not in (*DRAWING, *LATE) and room not in IN_CHILDREN:
            yield module.name
