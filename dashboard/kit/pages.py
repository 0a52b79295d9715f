"""The pages of the dashboard, in the order of the menu."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER: Final = Path(__file__).parents[1] / "app_pages"

MENU_PAGES: Final = (
    "overview",
    "spending",
    "targets",
    "schools",
    "exams",
    "plan",
    "municipalities",
)
"""Pages about the plan, each in the menu; the first is the home page."""

DATA_PAGES: Final = ("quality", "changes", "sql", "dictionary")
"""Pages about the data behind, folded into one entry of the menu."""

ITEM_PAGES: Final[Mapping[str, str]] = {
    "activity": "key",
    "school": "code",
    "indicator": "number",
    "proof": "figure",
}
"""Pages of one thing, and the parameter that names it. Links lead there, no menu."""

FIND_PAGE: Final = "find"
"""The page of what a reader looks for: the field above every page leads there."""

HELP_PAGES: Final = ("accessibility",)
"""Pages about the pages; links of the foot lead there, no menu."""

OWN_PARAMETERS: Final[Mapping[str, tuple[str, ...]]] = {
    FIND_PAGE: ("search", "kind"),
    "changes": ("since",),
    "sql": ("sql", "value", "dimension", "measure"),
    "dictionary": ("table", "table_search"),
    "proof": ("row",),
}
"""What a reader asked on one page and no other page is filtered by."""

PAGES: Final = (*MENU_PAGES, *DATA_PAGES, *ITEM_PAGES, FIND_PAGE, *HELP_PAGES)
"""Name of each page: its folder in `app_pages/`, its texts, and its path in the URL."""

LOAD_PAGE: Final = "load"
"""The one page that writes: in the menu of those who may, see `uploads.may_load`."""

ACCESS_PAGE: Final = "access"
"""The page of those who manage access: in their menu alone."""

HOME: Final = MENU_PAGES[0]
