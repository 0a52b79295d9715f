"""Observations of Statistics Lithuania: SDMX 2.1 generic data, read while they arrive.

The message is flat: every `g:Obs` carries its whole key (`AllDimensions`), there is no
`g:Series`. Document types are refused, and with them every entity that could grow.

    <address>/data/<flow>/?startPeriod=2018
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

import polars as pl

from etl.open_data.contract import OpenStatistic
from pazanga.errors import OpenDataError, TemporaryError

if TYPE_CHECKING:
    from collections.abc import Iterable

MEDIA_TYPES: Final = (
    "application/xml",
    "text/xml",
    "application/vnd.sdmx.genericdata+xml",
    "application/force-download",  # what the site has been seen to call it
)
TIME_DIMENSIONS: Final = ("LAIKOTARPIS", "TIME_PERIOD")
TERRITORY_DIMENSION: Final = "savivaldybesRegdb"
UNIT_DIMENSION: Final = "MATVNT"
STATUS_ATTRIBUTE: Final = "OBS_STATUS"

_SCHEMAS: Final = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1"
_GENERIC: Final = f"{_SCHEMAS}/data/generic"
_MESSAGE: Final = f"{_SCHEMAS}/message"
_FOOTER: Final = f"{_SCHEMAS}/message/footer"
_SHAPE: Final = "mes:GenericData / g:Obs / g:ObsKey"
# As many digits as the contract's type holds; no thousands separator is guessed at.
_NUMBER: Final = re.compile(r"-?(\d{1,18}(\.\d{1,10})?|\.\d{1,10})")


@dataclass
class Observation:
    """One observation as published; nothing is interpreted yet."""

    dimensions: dict[str, str] = field(default_factory=dict)
    attributes: dict[str, str] = field(default_factory=dict)
    value: str | None = None


@dataclass
class SdmxMessage:
    """A data message: its observations, and what the site says in the footer."""

    observations: list[Observation] = field(default_factory=list)
    footer: list[str] = field(default_factory=list)


def parse_message(chunks: Iterable[bytes], address: str) -> SdmxMessage:
    """Parse a message chunk by chunk.

    Raises:
        TemporaryError: The XML is broken, most likely cut short.
        OpenDataError: It declares a document type, or is no flat generic data.
    """
    reader = _SdmxReader(address)
    try:
        for chunk in chunks:
            reader.parser.Parse(chunk, False)  # noqa: FBT003
        reader.parser.Parse(b"", True)  # noqa: FBT003
    except expat.ExpatError as error:
        raise TemporaryError("broken_xml", address=address) from error
    return reader.message


class _SdmxReader:
    """Handlers of the parser; each element is seen once and let go."""

    def __init__(self, address: str) -> None:
        self.message = SdmxMessage()
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse_document_type
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._take_text
        self._address = address
        self._has_root = False
        self._in_footer = False
        self._observation: Observation | None = None
        self._values: dict[str, str] = {}

    def _refuse_document_type(self, *_: object) -> None:
        raise OpenDataError("document_type", address=self._address)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if not self._has_root:
            self._has_root = True
            self._require((space, local) == (_MESSAGE, "GenericData"), local)
        if space == _FOOTER:
            self._in_footer = True
            self.message.footer.append(attributes.get("code", ""))
        elif space == _GENERIC:
            self._start_generic(local, attributes)

    def _start_generic(self, local: str, attributes: dict[str, str]) -> None:
        self._require(local not in {"Series", "Group", "ObsDimension"}, f"g:{local}")
        if local == "Obs":
            self._observation = Observation()
        elif local == "Value":
            self._values[attributes.get("id", "")] = attributes.get("value", "")
        elif self._observation is None:
            self._values = {}
        elif local == "ObsKey":
            self._values = self._observation.dimensions
        elif local == "Attributes":
            self._values = self._observation.attributes
        elif local == "ObsValue":
            self._observation.value = attributes.get("value")

    def _end(self, name: str) -> None:
        if name == f"{_GENERIC} Obs" and self._observation is not None:
            self.message.observations.append(self._observation)
            self._observation = None
        elif name == f"{_FOOTER} Footer":
            self._in_footer = False

    def _take_text(self, text: str) -> None:
        if self._in_footer:
            self.message.footer.append(text.strip())

    def _require(self, is_right: bool, found: str) -> None:  # noqa: FBT001
        if not is_right:
            raise OpenDataError(
                "shape_found", address=self._address, expected=_SHAPE, found=found
            )


def read_dimensions(flow: str, message: SdmxMessage) -> tuple[str, ...]:
    """Return the dimensions in order; every observation has the same ones.

    Raises:
        OpenDataError: The site gave no observation, or their dimensions differ, or
            none of them is a period.
    """
    if not message.observations:
        said = " ".join(part for part in message.footer if part)
        raise OpenDataError("flow_empty", flow=flow, said=said or "–")
    names = tuple(sorted(message.observations[0].dimensions))
    for observation in message.observations:
        require_same_dimensions(flow, names, tuple(sorted(observation.dimensions)))
    if not set(names) & set(TIME_DIMENSIONS):
        raise OpenDataError(
            "field_missing",
            model=flow,
            field=TIME_DIMENSIONS[0],
            expected="string",
            found=", ".join(names),
        )
    return names


def require_same_dimensions(
    flow: str, expected: tuple[str, ...], found: tuple[str, ...]
) -> None:
    """Require the known dimensions: others change what a row means.

    Raises:
        OpenDataError: A dimension is missing or new.
    """
    if found != expected:
        raise OpenDataError(
            "dimensions_changed",
            flow=flow,
            expected=", ".join(expected),
            found=", ".join(found),
        )


def build_observations(flow: str, message: SdmxMessage) -> pl.DataFrame:
    """Build a frame of observations, not validated yet."""
    columns = OpenStatistic.columns()
    return pl.DataFrame(
        [_build_row(flow, observation) for observation in message.observations],
        schema={name: column.dtype for name, column in columns.items()},
    )


def _build_row(flow: str, observation: Observation) -> dict[str, str | Decimal | None]:
    dimensions = dict(observation.dimensions)
    time = next(name for name in TIME_DIMENSIONS if name in dimensions)
    period = dimensions.pop(time)
    attributes = dict(observation.attributes)
    status = attributes.pop(STATUS_ATTRIBUTE, None)
    return {
        "flow_code": flow,
        "dimensions": _write_object(dimensions),
        "time_period": period,
        "territory_code": dimensions.get(TERRITORY_DIMENSION),
        "unit_code": dimensions.get(UNIT_DIMENSION),
        "value": _parse_value(observation.value),
        "printed": observation.value,
        "value_status": status,
        "attributes": _write_object(attributes),
    }


def _parse_value(printed: str | None) -> Decimal | None:
    """Read a number; what is none stays empty, and the contract says whether it may."""
    text = (printed or "").strip()
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def _write_object(values: dict[str, str]) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True)
