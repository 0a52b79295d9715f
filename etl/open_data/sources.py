"""The open data there are to download, and the setting that turns each on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from etl.open_data.contract import OpenPupilCount, OpenSchool, OpenStatistic
from pazanga.errors import OpenDataError

if TYPE_CHECKING:
    import dataframely as dy
    import polars as pl

    from etl.open_data.notes import SourceNote
    from pazanga.settings import OpenDataSettings

STATISTICS_PREFIX: Final = "statistics-"


@dataclass(frozen=True)
class OpenDataSource:
    """One thing to download: a model of data.gov.lt, or a flow of statistics.

    Attributes:
        name: Name of the source and of its folder.
        title: Title as the publisher gives it.
        publisher: Who publishes it.
        setting: Environment variable that turns it on.
        schema: Contract of its rows.
        path: Path of the model on the portal, or code of the flow.
        licence: SPDX code of the licence of the publisher's data.
    """

    name: str
    title: str
    publisher: str
    setting: str
    schema: type[dy.Schema]
    path: str
    licence: str = "CC-BY-4.0"

    @property
    def is_statistics(self) -> bool:
        """Whether it is a flow of Statistics Lithuania."""
        return self.name.startswith(STATISTICS_PREFIX)


@dataclass(frozen=True)
class Fetched:
    """What a site gave: rows of the contract's types, not validated yet.

    Attributes:
        frame: The rows, in no particular order.
        address: What was asked.
        notes: What is worth knowing.
        change_number: Latest change of the portal that is in; None where not asked.
        dimensions: Dimensions of a flow of statistics; none for other sources.
    """

    frame: pl.DataFrame
    address: str
    notes: tuple[SourceNote, ...] = ()
    change_number: int | None = None
    dimensions: tuple[str, ...] = ()


_AGENCY: Final = "Nacionalinė švietimo agentūra"
SCHOOLS: Final = OpenDataSource(
    name="schools",
    title="Bendrojo ugdymo mokyklos",
    publisher=_AGENCY,
    setting="PAZANGA_OPEN_DATA_SCHOOLS",
    schema=OpenSchool,
    path="datasets/gov/nsa/svis/bendrojo_ugdymo_mokyklos/BugdymoMokykla",
)
PUPILS: Final = OpenDataSource(
    name="pupils",
    title="Gimnazijų mokinių skaičiai pamečiui",
    publisher=_AGENCY,
    setting="PAZANGA_OPEN_DATA_PUPILS",
    schema=OpenPupilCount,
    path="datasets/gov/nsa/mr/gimnaziju_mokiniu_skaiciai/MokSkaicius",
)

MODELS: Final = (SCHOOLS, PUPILS)
"""What there is of data.gov.lt."""


def list_sources(settings: OpenDataSettings) -> tuple[OpenDataSource, ...]:
    """List the sources that are turned on; none unless somebody did."""
    return tuple(find_source(settings, name) for name in settings.names)


def find_source(settings: OpenDataSettings, name: str) -> OpenDataSource:
    """Find a source that is turned on.

    Raises:
        OpenDataError: There is no such source, or it is turned off.
    """
    known = {source.name: source for source in MODELS}
    if name.startswith(STATISTICS_PREFIX):
        known[name] = _describe_flow(name.removeprefix(STATISTICS_PREFIX))
    if name not in known:
        expected = ", ".join([*known, f"{STATISTICS_PREFIX}…"])
        raise OpenDataError("unknown_source", found=name, expected=expected)
    if name not in settings.names:
        raise OpenDataError("turned_off", source=name, setting=known[name].setting)
    return known[name]


def _describe_flow(flow: str) -> OpenDataSource:
    return OpenDataSource(
        name=f"{STATISTICS_PREFIX}{flow}",
        title=flow,
        publisher="Valstybės duomenų agentūra",
        setting="PAZANGA_OPEN_DATA_STATISTICS",
        schema=OpenStatistic,
        path=flow,
    )
