"""Files that our own command line makes for a reader, each when it is asked for."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.server.on_request.jobs import log_failure, start_job
from pazanga.access.journal import ACTOR
from pazanga.settings import read_settings

if TYPE_CHECKING:
    from pazanga.texts import Language

_LONGEST_SECONDS: Final = 600.0
_KEPT_FILES: Final = 16


@st.cache_data(max_entries=_KEPT_FILES, show_spinner=False)
def make_workbook(language: Language, *arguments: str) -> bytes:
    """Run `pazanga … --out FILE.xlsx` and return the bytes of the workbook.

    It is made from all there is, when its button is pressed: a button is drawn only
    for those who may have its workbook.

    Args:
        language: Language of the workbook.
        arguments: Command and options; they say all that the workbook depends on.

    Raises:
        OSError: The command failed; what it said is in the log, not for a reader.
    """
    settings = read_settings(os.environ)
    # Nobody else may look into the folder where it lies until it is read.
    with TemporaryDirectory() as folder:
        path = Path(folder) / "made.xlsx"
        job = start_job(
            settings,
            language,
            # Whoever takes the file away stands in the journal, not the command.
            {**os.environ, ACTOR: ""},
            [*arguments, f"--out={path}"],
            longest_seconds=_LONGEST_SECONDS,
        )
        ended = job.end()
        if ended.exit_code:
            log_failure(arguments[0], ended)
            raise ChildProcessError(arguments[0], ended.find_shortage())
        return path.read_bytes()
