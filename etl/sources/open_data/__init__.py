"""Open data: schools and pupil counts of data.gov.lt, indicators of the statisticians.

Off by default; one setting turns each source on. Nothing here knows the warehouse.
"""

from etl.sources.open_data.download import Downloader
from etl.sources.open_data.errors import Note, OpenDataError
from etl.sources.open_data.fetch import FetchResult, fetch_open_data, read_open_data
from etl.sources.open_data.landing import Landed, SourceRecord
from etl.sources.open_data.pacing import Limits
from etl.sources.open_data.sources import Source, list_sources

__all__ = [
    "Downloader",
    "FetchResult",
    "Landed",
    "Limits",
    "Note",
    "OpenDataError",
    "Source",
    "SourceRecord",
    "fetch_open_data",
    "list_sources",
    "read_open_data",
]
