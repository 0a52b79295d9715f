"""Fetch open data: download, check against the contract, land.

Whatever goes wrong, the data of the last good time stay until the new ones are whole.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import UTC
from hashlib import sha256
from typing import TYPE_CHECKING

import polars as pl

from etl.open_data.download import Downloader
from etl.open_data.fetch_flow import fetch_flow
from etl.open_data.fetch_model import fetch_changes, fetch_model
from etl.open_data.landing import (
    RULES,
    Landed,
    SourceRecord,
    land,
    read_landed,
    write_csv,
)
from etl.open_data.progress import Progress
from etl.open_data.sources import find_source
from pazanga.errors import OpenDataError
from pazanga.log import pairs

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    import dataframely as dy

    from etl.open_data.sources import Fetched, OpenDataSource
    from pazanga.settings import Settings

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class FetchResult:
    """What a fetch brought.

    Attributes:
        source: What was fetched.
        folder: Where it lies now.
        landed: Good rows, rejected rows and the record.
        is_changed: Whether the good rows differ from those of last time.
    """

    source: OpenDataSource
    folder: Path
    landed: Landed
    is_changed: bool


def fetch_open_data(
    settings: Settings,
    source_name: str,
    *,
    now: datetime,
    downloader: Downloader | None = None,
) -> FetchResult:
    """Fetch one source that is turned on into `<home>/open_data/<source>/`.

    Args:
        settings: Where the home is, and what is turned on.
        source_name: `schools`, `pupils` or `statistics-<flow>`.
        now: The moment, with its time zone.
        downloader: Asks the sites; by default one with the usual limits.

    Raises:
        OpenDataError: The source is turned off or unknown; the site could not be
            reached, refused, or gave nothing usable; its schema changed; the folder
            cannot be written. The data of the last good time stay.
    """
    source = find_source(settings.open_data, source_name)
    folder = _find_folder(settings, source)
    progress = Progress(folder / "unfinished")
    previous = read_landed(folder, source)
    try:
        with downloader or Downloader() as asked:
            fetched = _fetch(asked, source, settings, previous, progress, now)
        landed = _check(source, fetched, now)
        land(folder, source, landed)
        progress.discard()
    except OSError as error:
        raise OpenDataError("cannot_write", folder=folder, reason=error) from error
    except OpenDataError:
        raise
    except Exception as error:
        # No answer of a site may keep other data from being published.
        _LOG.exception("open_data_unusable %s", pairs(source=source.name))
        progress.discard()
        kind = type(error)
        raise OpenDataError("unusable", source=source.name, reason=kind) from error
    return _report(source, folder, previous, landed)


def read_open_data(settings: Settings, source_name: str) -> Landed | None:
    """Read what was fetched last; None where nothing was, or it is damaged.

    Raises:
        OpenDataError: The source is turned off or unknown.
    """
    source = find_source(settings.open_data, source_name)
    return read_landed(_find_folder(settings, source), source)


def _find_folder(settings: Settings, source: OpenDataSource) -> Path:
    return settings.home / "open_data" / source.name


def _fetch(
    downloader: Downloader,
    source: OpenDataSource,
    settings: Settings,
    previous: Landed | None,
    progress: Progress,
    now: datetime,
) -> Fetched:
    wanted = settings.open_data
    if source.is_statistics:
        return fetch_flow(downloader, source, wanted, previous)
    if wanted.by_changes and previous is not None:
        changed = fetch_changes(downloader, source, wanted, previous)
        if changed is not None:
            return changed
    return fetch_model(downloader, source, wanted, progress, now.astimezone(UTC))


def _check(source: OpenDataSource, fetched: Fetched, now: datetime) -> Landed:
    good, rejected = _part_rows(source.schema, fetched.frame)
    if good.is_empty():
        raise OpenDataError(
            "nothing_usable", address=fetched.address, count=rejected.height
        )
    record = SourceRecord(
        source=source.name,
        address=fetched.address,
        retrieved_at=now.astimezone(UTC),
        sha256=sha256(write_csv(good)).hexdigest(),
        licence=source.licence,
        rows=good.height,
        rejected_rows=rejected.height,
        change_number=fetched.change_number,
        dimensions=fetched.dimensions,
        notes=fetched.notes,
    )
    return Landed(good, rejected, record)


def _part_rows(
    schema: type[dy.Schema], frame: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Split rows into those that keep the contract and those that break it."""
    good, failure = schema.filter(frame)
    details = failure.details()
    rules = [name for name in details.columns if name not in frame.columns]
    broken = [pl.when(pl.col(rule) == "invalid").then(pl.lit(rule)) for rule in rules]
    rejected = details.select(
        *frame.columns,
        pl.concat_str(broken, separator=" ", ignore_nulls=True).alias(RULES),
    )
    return good.sort(schema.primary_key()), rejected.sort(frame.columns)


def _report(
    source: OpenDataSource, folder: Path, previous: Landed | None, landed: Landed
) -> FetchResult:
    record = landed.record
    is_changed = previous is None or previous.record.sha256 != record.sha256
    _LOG.info(
        "open_data_fetched %s",
        pairs(
            source=source.name,
            rows=record.rows,
            rejected_rows=record.rejected_rows,
            is_changed=is_changed,
            sha256=record.sha256,
        ),
    )
    return FetchResult(source, folder, landed, is_changed)
