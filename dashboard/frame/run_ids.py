"""Ids of a run, of a whole page or of the part in its frame, for what it logs."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.access.readers import find_page_reader
from pazanga.access.sessions import SESSION_DIGITS
from pazanga.log import make_id, name_ids

if TYPE_CHECKING:
    from pazanga.access.reader import Visitor


def name_run() -> Visitor:
    """Return whose page runs; the run and its session are named in what it logs."""
    context = get_script_run_ctx()
    tab = hashlib.sha256(context.session_id.encode()).hexdigest() if context else ""
    # Looking for the reader may fail, and say so.
    name_ids(request=make_id(), session=tab[:SESSION_DIGITS])
    reader = find_page_reader()
    if reader.session:
        name_ids(session=reader.session[:SESSION_DIGITS])
    return reader
