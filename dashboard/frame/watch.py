"""A look every few seconds whether newer data are published; then the page follows.

Nothing a reader chose is lost: the page runs again as after any click.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from pazanga.errors import NoSnapshot
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from pathlib import Path

SECONDS: Final = 5


def watch_snapshot(warehouse_dir: Path) -> None:
    """Run the page again as soon as the pointer names another snapshot.

    Args:
        warehouse_dir: `Settings.warehouse_dir`.
    """
    _look(warehouse_dir, read_name(warehouse_dir))


@st.fragment(run_every=SECONDS)
def _look(warehouse_dir: Path, seen: str) -> None:
    if read_name(warehouse_dir) != seen:
        st.rerun()


def read_name(warehouse_dir: Path) -> str:
    """Return the name the pointer holds; empty where there is none that can be read."""
    try:
        return read_current(warehouse_dir).name
    except (NoSnapshot, OSError, ValueError, KeyError):
        return ""
