"""The open data there are to download, and the setting that turns each on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from etl.contracts.open_data import OpenPupilCount, OpenSchool, OpenStatistic
from etl.sources.open_data.errors import OpenDataError

if TYPE_CHECKING:
    import dataframely as dy
    import polars as pl

    from etl.sources.open_data.errors import Note
    from warehouse.settings import OpenDataSettings

STATISTICS_PREFIX: Final = "statistics-"


@dataclass(frozen=True)
class Source:
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
    notes: tuple[Note, ...] = ()
    change_number: int | None = None
    dimensions: tuple[str, ...] = ()


_AGENCY: Final = "Nacionalinė švietimo agentūra"
SCHOOLS: Final = Source(
    name="schools",
    title="Bendrojo ugdymo mokyklos",
    publisher=_AGENCY,
    setting="PAZANGA_OPEN_DATA_SCHOOLS",
    schema=OpenSchool,
    path="datasets/gov/nsa/svis/bendrojo_ugdymo_mokyklos/BugdymoMokykla",
)
PUPILS: Final = Source(
    name="pupils",
    title="Gimnazijų mokinių skaičiai pamečiui",
    publisher=_AGENCY,
    setting="PAZANGA_OPEN_DATA_PUPILS",
    schema=OpenPupilCount,
    path="datasets/gov/nsa/mr/gimnaziju_mokiniu_skaiciai/MokSkaicius",
)


def list_sources(settings: OpenDataSettings) -> tuple[Source, ...]:
    """List the sources that are turned on; none unless somebody did."""
    models = [(SCHOOLS, settings.schools), (PUPILS, settings.pupils)]
    chosen = [source for source, is_on in models if is_on]
    return (*chosen, *(_describe_flow(flow) for flow in settings.statistics))


def find_source(settings: OpenDataSettings, name: str) -> Source:
    """Find a source that is turned on.

    Raises:
        OpenDataError: There is no such source, or it is turned off.
    """
    for source in list_sources(settings):
        if source.name == name:
            return source
    known = {SCHOOLS.name: SCHOOLS, PUPILS.name: PUPILS}
    if name.startswith(STATISTICS_PREFIX):
        known[name] = _describe_flow(name.removeprefix(STATISTICS_PREFIX))
    if name in known:
        raise OpenDataError("turned_off", source=name, setting=known[name].setting)
    raise OpenDataError(
        "unknown_source",
        found=name,
        expected=f"{SCHOOLS.name}, {PUPILS.name}, {STATISTICS_PREFIX}…",
    )


def _describe_flow(flow: str) -> Source:
    return Source(
        name=f"{STATISTICS_PREFIX}{flow}",
        title=flow,
        publisher="Valstybės duomenų agentūra",
        setting="PAZANGA_OPEN_DATA_STATISTICS",
        schema=OpenStatistic,
        path=flow,
    )
