"""Saved views: a page with what a reader chose on it, under a name, as codes."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from dashboard.kept.store import Store
from dashboard.kept.written import check_name, check_persons, fold_name
from dashboard.kit.address import PARAMETERS, PLAN, VIEW
from dashboard.kit.pages import DATA_PAGES, ITEM_PAGES, MENU_PAGES
from pazanga.errors import KeptError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pazanga.settings import Settings

MOST_VIEWS: Final = 100
_FREE_PAGES: Final = frozenset({"sql", "dictionary"})
"""Pages whose parameters are words of a reader, which no page checks as codes."""

SAVED_PAGES: Final = tuple(
    page for page in (*MENU_PAGES, *DATA_PAGES, *ITEM_PAGES) if page not in _FREE_PAGES
)
"""Pages that can be saved: what is looked for, asked in SQL, or loaded, is no view."""

_KEPT: Final = tuple(name for name in PARAMETERS if name not in {"lang", VIEW})
_MOST_VALUES: Final = 300
_VALUE_LENGTH: Final = 200
_TYPED: Final = "search"
"""How the parameters end that hold words a reader typed, in place of codes."""


@dataclass(frozen=True)
class SavedView:
    """A page with what was chosen on it.

    Attributes:
        code: Names its file and stands in its address.
        name: What the reader called it.
        page: Name of the page, see `pages.PAGES`.
        values: Parameters in their order with their values; the plan is among them.
        saved_at: When, UTC.
    """

    code: str
    name: str
    page: str
    values: tuple[tuple[str, tuple[str, ...]], ...]
    saved_at: datetime

    @property
    def plan(self) -> str:
        """Return the code of its plan."""
        return dict(self.values)[PLAN][0]


@dataclass(frozen=True)
class Views:
    """All saved views.

    Attributes:
        views: By name.
        damaged_count: Files that cannot be read as a view.
    """

    views: tuple[SavedView, ...]
    damaged_count: int


def open_views(settings: Settings) -> Store:
    """Open the folder of the views."""
    return Store(settings.views_dir)


def list_views(settings: Settings) -> Views:
    """List the saved views, by name."""
    store = open_views(settings)
    codes = store.list_codes()
    read = [_parse_view(code, store.read(code)) for code in codes[: 2 * MOST_VIEWS]]
    views = [view for view in read if view]
    ordered = sorted(views, key=lambda view: (fold_name(view.name), view.code))
    return Views(tuple(ordered), len(codes) - len(views))


def find_view(settings: Settings, code: str) -> SavedView | None:
    """Find a view by its code; None where there is none that can be read."""
    return _parse_view(code, open_views(settings).read(code))


def save_view(
    settings: Settings, typed: str, page: str, values: Mapping[str, Sequence[str]]
) -> SavedView:
    """Keep a page under a name that no other view has.

    Args:
        settings: Which home.
        typed: Name a reader gave.
        page: Name of the page.
        values: What the page applied of its address, see `address.list_applied`; with
            the plan.

    Raises:
        KeptError: The name or a value is refused, or taken; there are too many views;
            the disk cannot be written.
    """
    name, store = check_name(typed), open_views(settings)
    kept = {key: list(values[key]) for key in _KEPT if values.get(key)}
    for key, given in kept.items():
        if key.endswith(_TYPED):
            check_persons(" ".join(given))
    now = datetime.now(UTC).replace(microsecond=0)
    record = {"name": name, "page": page, "values": kept, "saved_at": now.isoformat()}
    code = secrets.token_hex(8)
    view = _parse_view(code, record)
    if view is None:
        raise KeptError("view_too_large")
    with store.hold():
        _refuse_taken(settings, name)
        if len(store.list_codes()) >= MOST_VIEWS:
            raise KeptError("views_full", most=MOST_VIEWS)
        store.write(code, record)
    return view


def rename_view(settings: Settings, code: str, typed: str) -> None:
    """Rename a view; links to it stay.

    Raises:
        KeptError: The name is refused or taken, or the view is gone; the disk cannot
            be written.
    """
    name, store = check_name(typed), open_views(settings)
    with store.hold():
        record = store.read(code)
        if record is None or _parse_view(code, record) is None:
            raise KeptError("view_gone")
        _refuse_taken(settings, name, but=code)
        store.write(code, {**record, "name": name})


def remove_view(settings: Settings, code: str) -> None:
    """Remove a view; it is no fault if it is gone already.

    Raises:
        KeptError: The disk cannot be written.
    """
    store = open_views(settings)
    with store.hold():
        if code in store.list_codes():
            store.remove(code)


def _refuse_taken(settings: Settings, name: str, but: str = "") -> None:
    for view in list_views(settings).views:
        if view.code != but and fold_name(view.name) == fold_name(name):
            raise KeptError("name_taken", name=view.name)


def _parse_view(code: str, record: dict[str, Any] | None) -> SavedView | None:
    """Read a record that anybody may have changed; None where it is no view."""
    try:
        if record is None or record["page"] not in SAVED_PAGES:
            return None
        values = {key: _parse_values(given) for key, given in record["values"].items()}
        saved_at = datetime.fromisoformat(record["saved_at"]).astimezone(UTC)
        is_ours = set(values) <= set(_KEPT) and len(values[PLAN]) == 1
        if not is_ours or sum(map(len, values.values())) > _MOST_VALUES:
            return None
        ordered = tuple((key, values[key]) for key in _KEPT if key in values)
        name = check_name(record["name"])
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, KeptError):
        return None
    return SavedView(code, name, record["page"], ordered, saved_at)


def _parse_values(given: Any) -> tuple[str, ...]:  # noqa: ANN401 - anything JSON holds
    if not isinstance(given, list) or not given:
        raise TypeError(given)
    for value in given:
        if not isinstance(value, str) or not 0 < len(value) <= _VALUE_LENGTH:
            raise ValueError(value)
        if not value.isprintable():
            raise ValueError(value)
    return tuple(given)
