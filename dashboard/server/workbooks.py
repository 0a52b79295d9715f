"""Files that our own command line makes for a reader, each when it is asked for."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.server.jobs import start_job
from pazanga.settings import read_settings

if TYPE_CHECKING:
    from pazanga.texts import Language

_LONGEST_SECONDS: Final = 600.0
_KEPT_FILES: Final = 16


@st.cache_data(max_entries=_KEPT_FILES, show_spinner=False)
def make_workbook(language: Language, *arguments: str) -> bytes:
    """Run `pazanga … --out FILE.xlsx` and return the bytes of the workbook.

    Args:
        language: Language of the workbook.
        arguments: Command and options; they say all that the workbook depends on.

    Raises:
        OSError: The command failed.
    """
    return make_file(language, "xlsx", *arguments, seconds=_LONGEST_SECONDS)


def make_file(
    language: Language, ending: str, *arguments: str, seconds: float
) -> bytes:
    """Run `pazanga … --out FILE` and return the bytes of the file.

    It lies in a folder that only this user may look into, until it is read.

    Args:
        language: Language it speaks.
        ending: Ending of the file's name.
        arguments: Command and options.
        seconds: After this time it is stopped.

    Raises:
        OSError: The command failed; what it said is its text.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"made.{ending}"
        job = start_job(
            read_settings(os.environ),
            language,
            os.environ,
            [*arguments, f"--out={path}"],
            longest_seconds=seconds,
        )
        ended = job.end()
        if ended.exit_code:
            raise OSError(ended.complaints)
        return path.read_bytes()
