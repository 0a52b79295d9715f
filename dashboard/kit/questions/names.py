"""The words and names that questions are read by, once for a snapshot and language."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.kit.questions.lexicon import Lexicon, NamedThing
from dashboard.kit.questions.metrics import read_metrics
from dashboard.kit.snapshot import KEPT_CONNECTIONS, query
from pazanga.texts import LANGUAGES

if TYPE_CHECKING:
    from pazanga.texts import Language

_HERE: Final = Path(__file__).parent


@st.cache_resource(max_entries=KEPT_CONNECTIONS * len(LANGUAGES), show_spinner=False)
def query_lexicon(snapshot: str, language: Language) -> Lexicon:
    """Query everything that questions may name."""
    rows = query(snapshot, _HERE / "names.sql").drop("place")
    things = (NamedThing(**row) for row in rows.iter_rows(named=True))
    return Lexicon(read_metrics(), things, language)
