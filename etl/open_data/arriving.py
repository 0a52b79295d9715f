"""Open data on the way to `raw`: fetched once a day, the last good ones kept."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.open_data.fetch import fetch_open_data, read_open_data
from etl.open_data.landing import RULES
from etl.open_data.pauses import read_pause, write_pause
from etl.open_data.sources import list_sources
from pazanga.errors import ArrivalError, OpenDataError, TemporaryError
from pazanga.log import pairs
from pazanga.remarks import Remark
from pazanga.texts import text

if TYPE_CHECKING:
    from datetime import datetime

    from pazanga.errors import UserError
    from pazanga.settings import Settings

_LOG = logging.getLogger(__name__)
_FRESH_FOR: Final = timedelta(hours=20)
"""So old may data be: a daily refresh fetches them again, the inbox's ones do not."""

_STATISTICS: Final = "statistics"


def fetch_turned_on(settings: Settings, now: datetime) -> dict[str, UserError]:
    """Fetch the open data that are turned on; none unless somebody did.

    Whatever goes wrong, the data of the last good time stay.

    Args:
        settings: What is turned on.
        now: The moment, UTC.

    Returns:
        What went wrong, by the key of the source.
    """
    failed: dict[str, UserError] = {}
    silent: dict[bool, OpenDataError] = {}
    for source in list_sources(settings.open_data):
        landed = read_open_data(settings, source.name)
        age = now - landed.record.retrieved_at if landed else None
        if age is not None and timedelta(0) <= age < _FRESH_FOR:
            continue
        key = f"open_data:{source.name}"
        # A site that has just not answered is not asked for the next thing.
        if error := silent.get(source.is_statistics) or read_pause(settings, key, now):
            failed[key] = error
            continue
        try:
            fetch_open_data(settings, source.name, now=now)
        except OpenDataError as error:
            _LOG.warning(
                "open_data_failed %s", pairs(source=source.name, reason=str(error))
            )
            failed[key] = error
            if isinstance(error, TemporaryError):
                silent[source.is_statistics] = error
                write_pause(settings, key, error, now)
    return failed


def read_landed_rows(
    settings: Settings, name: str
) -> tuple[dict[str, pl.DataFrame], pl.DataFrame, tuple[Remark, ...]]:
    """Return what was fetched last: rows by raw table, rejected rows, and remarks.

    Args:
        settings: Where it lies.
        name: Name of the source.

    Raises:
        ArrivalError: Nothing was fetched yet.
    """
    landed = read_open_data(settings, name)
    if landed is None:
        raise ArrivalError("nothing_fetched", name=name)
    table = _STATISTICS if name.startswith(f"{_STATISTICS}-") else name
    remarks = tuple(
        Remark(note.name, "note", "", note.text("en"), note.text("lt"))
        for note in landed.record.notes
    )
    rows = {f"open_data__{table}": landed.frame}
    return rows, _list_rejected(landed.rejected, name), remarks


def _list_rejected(rejected: pl.DataFrame, name: str) -> pl.DataFrame:
    """List rows that break the contract, as `ops.quarantine` holds them."""
    if rejected.is_empty():
        return pl.DataFrame()
    return rejected.with_row_index("row_number", offset=1).select(
        pl.lit(name).alias("source_file"),
        pl.lit("").alias("sheet"),
        pl.col("row_number").cast(pl.Int64),
        pl.lit("").alias("column_name"),
        pl.lit(None, pl.String).alias("raw_value"),
        pl.col(RULES).alias("rule"),
        pl.lit(text("etl.inbox", "rules.open_data", "en")).alias("reason"),
        pl.lit(text("etl.inbox", "rules.open_data", "lt")).alias("reason_lt"),
        pl.struct(pl.exclude(RULES, "row_number"))
        .struct.json_encode()
        .alias("raw_cells"),
    )
