"""Open data: schools and pupil counts of data.gov.lt, indicators of the statisticians.

Off by default; one setting turns each source on. Nothing here knows the warehouse.
"""

from etl.open_data.download import Downloader
from etl.open_data.fetch import FetchResult, fetch_open_data, read_open_data
from etl.open_data.landing import Landed, SourceRecord
from etl.open_data.notes import SourceNote
from etl.open_data.pacing import DownloadLimits
from etl.open_data.sources import OpenDataSource, list_sources

__all__ = [
    "DownloadLimits",
    "Downloader",
    "FetchResult",
    "Landed",
    "OpenDataSource",
    "SourceNote",
    "SourceRecord",
    "fetch_open_data",
    "list_sources",
    "read_open_data",
]
