"""A look every few seconds whether newer data are published; then the page follows.

Nothing a reader chose is lost: the page runs again as after any click.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.access.readers import find_page_reader
from dashboard.frame.run_ids import name_run
from pazanga.errors import NoSnapshot
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pazanga.access.reader import Visitor

SECONDS: Final = 5


def watch_snapshot(published_dir: Path, reader: Visitor) -> None:
    """Run the page again as soon as the pointer names another snapshot.

    It runs again, too, when its reader has logged out or has another role.

    Args:
        published_dir: `Settings.published_dir`.
        reader: Whose page it is.
    """
    _look(published_dir, read_name(published_dir), reader, count())


@st.fragment(run_every=SECONDS)
def _look(
    published_dir: Path, seen: str, reader: Visitor, turns: Iterator[int]
) -> None:
    """Check that all is as it was; from the second turn on it is a run of its own."""
    found = name_run() if next(turns) else find_page_reader()
    if read_name(published_dir) != seen or found != reader:
        st.rerun()


def read_name(warehouse_dir: Path) -> str:
    """Return the name the pointer holds; empty where there is none that can be read."""
    try:
        return read_current(warehouse_dir).name
    except (NoSnapshot, OSError, ValueError, KeyError):
        return ""
