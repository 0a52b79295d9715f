"""Fetch the rows of a portal's model: all of them, or what changed since last time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.open_data.changes import apply_changes, write_json_rows
from etl.open_data.portal import PortalModel
from etl.open_data.progress import State
from etl.open_data.rows import build_frame, compare_fields
from etl.open_data.sources import Fetched
from pazanga.errors import OpenDataError, TemporaryError

if TYPE_CHECKING:
    from datetime import datetime

    from etl.open_data.download import Downloader
    from etl.open_data.landing import Landed
    from etl.open_data.notes import SourceNote
    from etl.open_data.progress import Progress
    from etl.open_data.sources import OpenDataSource
    from pazanga.settings import OpenDataSettings


def fetch_model(
    downloader: Downloader,
    source: OpenDataSource,
    settings: OpenDataSettings,
    progress: Progress,
    now: datetime,
) -> Fetched:
    """Download all rows of a model; an interrupted download goes on.

    Raises:
        OpenDataError: The portal could not be read, or its schema changed. After a
            fault that may pass by itself the rows so far are kept.
    """
    model = _open_model(downloader, source, settings)
    notes = _compare_schema(model, source)
    try:
        state = progress.resume(model.query, now) or progress.start(
            _begin(model, now, by_changes=settings.by_changes)
        )
        state = _read_on(model, progress, state)
        frame = build_frame(source.path, source.schema, progress.read_rows(state))
    except TemporaryError:
        raise
    except OpenDataError:
        progress.discard()
        raise
    return Fetched(frame, model.address, notes, change_number=state.change_number)


def fetch_changes(
    downloader: Downloader,
    source: OpenDataSource,
    settings: OpenDataSettings,
    previous: Landed,
) -> Fetched | None:
    """Download only what changed since the rows that are here.

    Returns:
        None where the changes cannot be followed with certainty: no change number was
        kept, rows were rejected, or a change makes no sense here.

    Raises:
        OpenDataError: The portal could not be read, or its schema changed.
    """
    after = previous.record.change_number
    if after is None or previous.record.rejected_rows:
        return None
    model = _open_model(downloader, source, settings)
    notes = _compare_schema(model, source)
    changes = list(model.read_changes(after))
    rows = apply_changes(write_json_rows(previous.frame), changes)
    if rows is None:
        return None
    latest = max((change["_cid"] for change in changes), default=after)
    frame = build_frame(source.path, source.schema, rows)
    return Fetched(frame, model.address, notes, change_number=latest)


def _open_model(
    downloader: Downloader, source: OpenDataSource, settings: OpenDataSettings
) -> PortalModel:
    return PortalModel(
        downloader,
        f"{settings.portal_address}/{source.path}",
        tuple(source.schema.columns()),
    )


def _compare_schema(
    model: PortalModel, source: OpenDataSource
) -> tuple[SourceNote, ...]:
    """Compare one whole row to the contract: selected fields would hide new ones."""
    sample = model.read_sample()
    if sample is None:
        raise OpenDataError("no_rows", address=model.address)
    return compare_fields(source.path, source.schema, sample)


def _begin(model: PortalModel, now: datetime, *, by_changes: bool) -> State:
    # Read before the first page: a change made meanwhile is read twice, not missed.
    number = model.read_last_change() if by_changes else None
    return State(model.query, now.isoformat(), change_number=number)


def _read_on(model: PortalModel, progress: Progress, state: State) -> State:
    if state.is_complete:
        return state
    for page in model.read_pages(state.token):
        state = progress.add(state, page)
    return state if state.is_complete else progress.finish(state)
