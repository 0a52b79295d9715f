"""Who may write: those who may load data, and nobody else."""

from __future__ import annotations

import os

import streamlit as st

from dashboard.server.uploads import may_load
from pazanga.errors import KeptError
from pazanga.settings import Settings, read_home


def may_write() -> bool:
    """Whether this reader may save views and write commentary."""
    return may_load(read_home(os.environ), st.context.headers)


def open_home() -> Settings:
    """Read which home is written to, at the moment of writing.

    Raises:
        KeptError: This reader may not write.
    """
    if not may_write():
        raise KeptError("writing_forbidden")
    return read_home(os.environ)
