"""The pages of the dashboard, in the order of the menu."""

from __future__ import annotations

from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent / "app_pages"
PAGES: Final = ("overview", "spending", "targets", "exams", "quality")
"""Name of each page: its file in `app_pages/`, its texts, and its path in the URL."""

LOAD_PAGE: Final = "load"
"""The one page that writes: in the menu of those who may, see `uploads.may_load`."""
