from __future__ import annotations

from decimal import Decimal

import pytest

from etl.open_data.contract import OpenStatistic
from etl.open_data.sdmx import (
    Observation,
    SdmxMessage,
    build_observations,
    parse_message,
    read_dimensions,
)
from pazanga.errors import OpenDataError, TemporaryError

BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    b"<b>&b;</b>"
)
OUTSIDE = b'<!DOCTYPE b SYSTEM "file:///etc/passwd"><b/>'


def fail(body: bytes) -> OpenDataError:
    with pytest.raises(OpenDataError) as caught:
        parse_message([body], "address")
    return caught.value


@pytest.mark.parametrize("size", [1, 7, 4096])
def test_message_is_read_in_chunks_of_any_size(statistics: bytes, size: int) -> None:
    chunks = [statistics[at : at + size] for at in range(0, len(statistics), size)]
    message = parse_message(chunks, "address")
    assert message == parse_message([statistics], "address")
    assert message.observations[3] == Observation(
        dimensions={
            "savivaldybesRegdb": "99",
            "Lytis": "0",
            "MATVNT": "asmenys",
            "LAIKOTARPIS": "2024",
        },
        attributes={"OBS_STATUS": "konf", "OBS_NOTE": "pastaba & kt."},
        value="",
    )


def test_observations_keep_values_and_statuses(statistics: bytes) -> None:
    frame = build_observations("F", parse_message([statistics], "address"))
    assert frame["value"].to_list() == [
        Decimal(1200),
        Decimal("12.5"),
        Decimal(0),
        None,
        Decimal("-3.2"),
    ]
    assert frame["printed"].to_list() == ["1200", "12.50", "0", "", "-3.2"]
    assert frame["value_status"].to_list() == [None, None, "dydis0", "konf", None]
    assert frame["attributes"][3] == '{"OBS_NOTE": "pastaba & kt."}'
    assert frame["time_period"].to_list() == [*["2024"] * 4, "2023"]


def test_observations_name_territory_and_unit(statistics: bytes) -> None:
    frame = build_observations("F", parse_message([statistics], "address"))
    assert frame["territory_code"].to_list() == ["00", "97", "98", "99", "00"]
    assert set(frame["unit_code"]) == {"asmenys"}
    assert frame["dimensions"][0] == (
        '{"Lytis": "0", "MATVNT": "asmenys", "savivaldybesRegdb": "00"}'
    )


@pytest.mark.parametrize(
    ("printed", "value", "is_good"),
    [
        pytest.param("0", Decimal(0), True, id="zero"),
        pytest.param(".5", Decimal("0.5"), True, id="no_leading_zero"),
        pytest.param("0.1", Decimal("0.1"), True, id="exact_decimal"),
        pytest.param("123456789012345678.0123456789", ..., True, id="longest"),
        pytest.param(" 7 ", Decimal(7), True, id="spaces"),
        pytest.param(None, None, True, id="no_value"),
        pytest.param("-", None, True, id="dash"),
        pytest.param("NaN", None, True, id="nan"),
        pytest.param("1,5", None, False, id="comma_is_not_guessed_at"),
        pytest.param("0.12345678901", None, False, id="more_digits_than_kept"),
        pytest.param("1E3", None, False, id="exponent"),
        pytest.param("apie 5", None, False, id="words"),
    ],
)
def test_value_is_exact_or_put_aside(
    printed: str | None,
    value: object,
    is_good: bool,  # noqa: FBT001
) -> None:
    observation = Observation({"LAIKOTARPIS": "2024"}, value=printed)
    frame = build_observations("F", SdmxMessage([observation]))
    good, failure = OpenStatistic.filter(frame)
    expected = Decimal(printed or 0) if value is ... else value
    assert (frame["value"][0], good.height) == (expected, int(is_good))
    assert failure.counts() == ({} if is_good else {"value_is_number": 1})


@pytest.mark.parametrize("body", [BOMB, OUTSIDE], ids=["bomb", "outside_file"])
def test_document_type_is_refused(body: bytes) -> None:
    assert fail(body).code == "open_data.document_type"


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        pytest.param(b"<g:Obs>", b"<g:Series><g:Obs>", "g:Series", id="series"),
        pytest.param(b"mes:GenericData", b"mes:Error", "Error", id="error_message"),
        pytest.param(
            b'mes="http://www.sdmx.org', b'mes="http://x', "GenericData", id="namespace"
        ),
    ],
)
def test_other_shape_is_named(
    statistics: bytes, old: bytes, new: bytes, found: str
) -> None:
    error = fail(statistics.replace(old, new))
    assert (error.code, error.fields["found"]) == ("open_data.shape_found", found)


@pytest.mark.parametrize("cut_at", [0, 300, -3])
def test_cut_message_may_pass_by_itself(statistics: bytes, cut_at: int) -> None:
    error = fail(statistics[:cut_at])
    assert isinstance(error, TemporaryError)
    assert error.code == "open_data.broken_xml"


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        pytest.param([], "open_data.flow_empty", id="no_observations"),
        pytest.param([["Lytis"]], "open_data.field_missing", id="no_period"),
        pytest.param(
            [["LAIKOTARPIS"], ["LAIKOTARPIS", "Lytis"]],
            "open_data.dimensions_changed",
            id="keys_differ",
        ),
    ],
)
def test_dimensions_that_make_no_table_are_refused(
    keys: list[list[str]], code: str
) -> None:
    observations = [Observation(dict.fromkeys(key, "1")) for key in keys]
    with pytest.raises(OpenDataError) as caught:
        read_dimensions("F", SdmxMessage(observations))
    assert caught.value.code == code
