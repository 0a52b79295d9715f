"""Buttons to take the rows on screen away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.sheets import write_csv, write_xlsx

if TYPE_CHECKING:
    from dashboard.screen import Screen
    from dashboard.sheets import Sheet

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def render_downloads(screen: Screen, sheet: Sheet) -> None:
    """Draw a button per format; a file is made only when it is asked for."""
    say = screen.words("common")
    with st.container(key="downloads", horizontal=True, vertical_alignment="center"):
        st.markdown(say("download.label", count=sheet.frame.height))
        st.download_button(
            say("download.xlsx"),
            lambda: write_xlsx(sheet),
            file_name=f"{sheet.name}.xlsx",
            mime=XLSX,
            key="download_xlsx",
            on_click="ignore",
        )
        st.download_button(
            say("download.csv"),
            lambda: write_csv(sheet, screen.language),
            file_name=f"{sheet.name}.csv",
            mime="text/csv",
            key="download_csv",
            on_click="ignore",
        )
