"""Fetch the observations of a flow of Statistics Lithuania."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.open_data.download import Downloader, Request
from etl.open_data.notes import SourceNote
from etl.open_data.sdmx import (
    MEDIA_TYPES,
    SdmxMessage,
    build_observations,
    parse_message,
    read_dimensions,
    require_same_dimensions,
)
from etl.open_data.sources import Fetched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from etl.open_data.landing import Landed
    from etl.open_data.sources import OpenDataSource
    from pazanga.settings import OpenDataSettings


def fetch_flow(
    downloader: Downloader,
    source: OpenDataSource,
    settings: OpenDataSettings,
    previous: Landed | None,
) -> Fetched:
    """Download all observations of a flow since the first year asked for.

    Raises:
        OpenDataError: The site could not be read, gave nothing, or its dimensions are
            others than last time.
    """
    address = f"{settings.statistics_address}/data/{source.path}/"
    if settings.since_year is not None:
        address += f"?startPeriod={settings.since_year}"

    def parse(chunks: Iterator[bytes]) -> SdmxMessage:
        return parse_message(chunks, address)

    message = downloader.read(Request(address, MEDIA_TYPES), parse)
    dimensions = read_dimensions(source.path, message)
    if previous is not None:
        require_same_dimensions(source.path, previous.record.dimensions, dimensions)
    frame = build_observations(source.path, message)
    return Fetched(frame, address, _note_footer(message), dimensions=dimensions)


def _note_footer(message: SdmxMessage) -> tuple[SourceNote, ...]:
    said = " ".join(part for part in message.footer if part)
    return (SourceNote("site_says", {"said": said}),) if said else ()
